"""The lines of one report while they are written, and what all kinds of records need: evidence, sentences, shared things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.graph import iris, terms
from kg.graph.tokens import (
    ACT,
    AGENCY,
    END,
    EVIDENCE,
    EXACT,
    IN_SECTION,
    IN_SENTENCE,
    LABEL,
    SENTENCE,
    START,
    TEXT,
    A,
)
from kg.records import Agency, Citation, Measure, Programme, Record, Span

#: A row of a table: values in the order of :data:`kg.graph.rows.COLUMNS`.
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Shard:
    """What one report adds to a store.

    :param report: its IRI.
    :param own: N-Quads whose subjects lie under the report's IRI; no other report states them.
    :param shared: N-Quads lines about acts, agencies, divisions and programmes, each once; other reports may state them too.
    :param rows: rows of the tables, without the columns that follow from the report's own row.
    """

    report: str
    own: bytes
    shared: tuple[str, ...]
    rows: dict[str, list[Row]] = field(default_factory=dict)


class Writer:
    """Writes the lines of one report; ``r`` is the open token ``<IRI`` to which ``#part>`` is added.

    :ivar lines: the report's own lines; ``shared`` those about things that other reports name too.
    :ivar rows: rows of the tables; ``counts`` how many acts and agencies are nodes of the report's own.
    """

    def __init__(self, record: Record, base: str) -> None:
        self.record = record
        self.base = base
        self.iri = iris.report(record.report, record.source.sha256, base)
        self.r = "<" + self.iri
        self.lines: list[str] = []
        self.shared: dict[str, None] = {}
        self.rows: dict[str, list[Row]] = {
            name: [] for name in ("sections", "citations", "mentions", "measures", "activities")
        }
        self.sentences = {s.start: s for s in record.sentences}
        self.own_things: set[str] = set()
        self.counts = dict.fromkeys((ACT, AGENCY), 0)
        self.seen: set[tuple[int, int]] = set()
        self.seen_sentences: set[tuple[int, int]] = set()

    def share(self, lines: Iterable[str]) -> None:
        """Add lines about shared things."""
        self.shared.update(dict.fromkeys(lines))

    def state(self, thing: str | None, lines: Iterable[str]) -> None:
        """Lines about a thing: shared, but where it is a node of this report's own, once among the report's."""
        if thing is None or not thing.startswith(self.iri + "#"):
            self.share(lines)
        elif thing not in self.own_things:
            self.own_things.add(thing)
            kind = ACT if "#act=" in thing else AGENCY
            self.counts[kind] += 1
            self.lines += [line for line in lines if line.startswith(self.r)]
            self.share(line for line in lines if not line.startswith(self.r))

    def evidence(self, item: Citation | Agency | Measure | Programme) -> str:
        """The characters that ``item`` rests on; things found in the same characters share one node."""
        me = f"{self.r}#char={item.start},{item.end}>"
        if (item.start, item.end) not in self.seen:
            self.seen.add((item.start, item.end))
            self.lines += [
                f"{me} {A} {EVIDENCE} .\n",
                f"{me} {LABEL} {terms.label(item.surface)} .\n",
                f"{me} {START} {terms.integer(item.start)} .\n",
                f"{me} {END} {terms.integer(item.end)} .\n",
                f"{me} {EXACT} {terms.text(item.surface)} .\n",
            ]
            if item.sentence:
                self.lines.append(f"{me} {IN_SENTENCE} {self.sentence(item.sentence)} .\n")
        return me

    def sentence(self, span: Span) -> str:
        """The sentence over ``span``."""
        me = f"{self.r}#char={span.start},{span.end}>"
        if (span.start, span.end) not in self.seen_sentences:
            self.seen_sentences.add((span.start, span.end))
            words = self.record.source.text[span.start : span.end]
            self.lines += [
                f"{me} {A} {SENTENCE} .\n",
                f"{me} {LABEL} {terms.label(words)} .\n",
                f"{me} {START} {terms.integer(span.start)} .\n",
                f"{me} {END} {terms.integer(span.end)} .\n",
                f"{me} {TEXT} {terms.text(words)} .\n",
            ]
            section = self.record.section_at(span.start)
            if section is not None:
                self.lines.append(f"{me} {IN_SECTION} {self.r}#section-{section + 1:02d}> .\n")
        return me

    def where(self, item: Citation | Agency | Measure | Programme) -> Row:
        """The last columns of every row about an occurrence: span, surface, sentence, section and its role."""
        section = self.record.section_at(item.start)
        role = self.record.sections[section].role if section is not None else None
        sentence = item.sentence
        return [
            item.start, item.end, item.surface, sentence.start if sentence else None, sentence.end if sentence else None,
            None if section is None else section + 1, role, item.confidence, item.rule,
        ]  # fmt: skip
