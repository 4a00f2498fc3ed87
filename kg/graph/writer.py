"""The lines of one report while they are written, and what all kinds of records need: evidence, sentences, shared things."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from kg.graph import iris, terms
from kg.graph.pieces import (
    END,
    EXACT,
    IN_SECTION,
    IN_SENTENCE,
    IS_EVIDENCE,
    IS_SENTENCE,
    LABEL,
    NUMBER_ENDS,
    START,
    TEXT,
)
from kg.graph.tokens import ACT, AGENCY
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


class Lines:
    """Pieces of N-Quads, encoded a few at a time: as text, those of a very long report would take four times the memory."""

    _WAITING = 1000

    def __init__(self) -> None:
        self._encoded = BytesIO()
        self._pieces: list[str] = []

    def append(self, piece: str) -> None:
        """Add one piece, of one line or more."""
        self._pieces.append(piece)
        if len(self._pieces) >= self._WAITING:
            self._encode()

    def extend(self, pieces: Iterable[str]) -> None:
        """Add several pieces."""
        for piece in pieces:
            self.append(piece)

    def encoded(self) -> bytes:
        """All of them, in their order."""
        self._encode()
        return self._encoded.getvalue()

    def _encode(self) -> None:
        self._encoded.write("".join(self._pieces).encode())
        self._pieces.clear()


class Writer:
    """Writes the lines of one report; ``r`` is the open token ``<IRI`` to which ``#part>`` is added.

    :ivar lines: the report's own lines, none twice.
    :ivar rows: rows of the tables; ``counts`` how many acts and agencies are nodes of the report's own.
    """

    def __init__(self, record: Record, base: str) -> None:
        self.record = record
        self.base = base
        self.iri = iris.report(record.report, record.source.sha256, base)
        self.r = "<" + self.iri
        self.lines = Lines()
        self._shared: dict[int, Iterable[str]] = {}
        self.rows: dict[str, list[Row]] = {
            name: [] for name in ("sections", "citations", "mentions", "measures", "activities")
        }
        self.own_things: set[str] = set()
        self.counts = dict.fromkeys((ACT, AGENCY), 0)
        self._evidence: dict[tuple[int, int], str] = {}
        self._sentences: dict[tuple[int, int], str] = {}
        self._section_starts = [section.start for section in record.sections]

    def share(self, lines: Sequence[str]) -> None:
        """Add lines about shared things; the same tuple of lines is looked at once, however often it is given."""
        self._shared[id(lines)] = lines

    @property
    def shared(self) -> set[str]:
        """All lines about things that other reports name too."""
        return set().union(*self._shared.values())

    def state(self, thing: str | None, lines: Sequence[str]) -> None:
        """Lines about a thing: shared, but where it is a node of this report's own, once among the report's."""
        if thing is None or not thing.startswith(self.iri + "#"):
            self.share(lines)
        elif thing not in self.own_things:
            self.own_things.add(thing)
            kind = ACT if "#act=" in thing else AGENCY
            self.counts[kind] += 1
            self.lines.extend(dict.fromkeys(line for line in lines if line.startswith(self.r)))
            self.share([line for line in lines if not line.startswith(self.r)])

    def section(self, offset: int) -> int | None:
        """Index of the section that holds the character at ``offset``: that of :meth:`Record.section_at`, faster."""
        index = bisect_right(self._section_starts, offset) - 1
        return index if index >= 0 and offset < self.record.sections[index].end else None

    def evidence(self, item: Citation | Agency | Measure | Programme) -> str:
        """The characters that ``item`` rests on; things found in the same characters share one node."""
        span = item.start, item.end
        me = self._evidence.get(span)
        if me is None:
            me = self._evidence[span] = f"{self.r}#char={item.start},{item.end}>"
            where = "" if span in self._sentences else _where(me, *span, item.surface)
            part_of = f"{me}{IN_SENTENCE}{self.sentence(item.sentence)} .\n" if item.sentence else ""
            self.lines.append(f"{me}{IS_EVIDENCE}{where}{me}{EXACT}{terms.text(item.surface)} .\n{part_of}")
        return me

    def sentence(self, span: Span) -> str:
        """The sentence over ``span``."""
        start, end = span.start, span.end
        me = self._sentences.get((start, end))
        if me is None:
            me = self._sentences[start, end] = f"{self.r}#char={start},{end}>"
            words = self.record.source.text[start:end]
            where = "" if (start, end) in self._evidence else _where(me, start, end, words)
            section = self.section(start)
            part_of = "" if section is None else f"{me}{IN_SECTION}{self.r}#section-{section + 1:02d}> .\n"
            self.lines.append(f"{me}{IS_SENTENCE}{where}{me}{TEXT}{terms.text(words)} .\n{part_of}")
        return me

    def where(self, item: Citation | Agency | Measure | Programme) -> Row:
        """The last columns of every row about an occurrence: span, surface, sentence, section and its role."""
        section = self.section(item.start)
        role = self.record.sections[section].role if section is not None else None
        sentence = item.sentence
        return [
            item.start, item.end, item.surface, sentence.start if sentence else None, sentence.end if sentence else None,
            None if section is None else section + 1, role, item.confidence, item.rule,
        ]  # fmt: skip


def _where(me: str, start: int, end: int, words: str) -> str:
    """What evidence and sentences have in common; a sentence may itself be the evidence."""
    return f"{me}{LABEL}{terms.label(words)} .\n{me}{START}{start}{NUMBER_ENDS}{me}{END}{end}{NUMBER_ENDS}"
