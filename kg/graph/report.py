"""One report's record as a :class:`Shard`: its own quads, the facts about shared things that it uses, and table rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.graph import iris, terms, things
from kg.graph.namespaces import DEFAULT_BASE, concept
from kg.graph.tokens import (
    ACT,
    ACTIVITY,
    ACTIVITY_TYPE,
    AGENCY,
    APPROXIMATION,
    ARTICLE,
    CANDIDATE,
    CHANGE,
    CHARACTERS,
    CITATION,
    CITES,
    CITES_ACT,
    CITES_VERSION,
    CONFIDENCE,
    COUNTED,
    DC_ISSUED,
    DC_TITLE,
    DIVISION_OF,
    DOCNUM,
    END,
    EVIDENCE,
    EXACT,
    HAS_ACTIVITY,
    HAS_CITATION,
    HAS_EVIDENCE,
    HAS_MEASURE,
    HAS_MENTION,
    HAS_SECTION,
    HEADING,
    IN_SECTION,
    IN_SENTENCE,
    ISSUED_BY,
    KIND,
    LABEL,
    MASKED,
    MEASURE,
    MENTION,
    MENTIONS,
    OF,
    ORDER,
    PART_OF,
    PLAN_YEAR,
    REMARK,
    REPORT,
    REPORT_YEAR,
    RESOLUTION,
    ROLE,
    RULE,
    SECTION,
    SENTENCE,
    SHA256,
    SOURCE_FILE,
    START,
    STATUS,
    TEXT,
    UNIT,
    VALUE,
    VERSION_REASON,
    YEAR,
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


def report_quads(record: Record, base: str = DEFAULT_BASE) -> bytes:
    """The N-Quads of one report, with the facts on the acts, agencies, divisions and programmes that it uses."""
    made = shard(record, base)
    return made.own + "".join(made.shared).encode()


def shard(record: Record, base: str = DEFAULT_BASE) -> Shard:
    """Everything that ``record`` adds to a store; the same record always gives the same bytes."""
    return _Writer(record, base).shard()


class _Writer:
    """Writes the lines of one report; ``self.r`` is the open token ``<IRI`` to which ``#part>`` is added."""

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

    def shard(self) -> Shard:
        for index, _ in enumerate(self.record.sections):
            self._section(index)
        cited = [act for i, c in enumerate(self.record.citations, 1) if (act := self._citation(i, c))]
        mentioned = [self._mention(i, m) for i, m in enumerate(self._mentions(), 1)]
        self._measures()
        head = self._report(cited, mentioned)  # makes lines about the agencies too
        return Shard(
            self.iri, "".join(dict.fromkeys(head + self.lines)).encode(), tuple(sorted(self.shared)), self.rows
        )

    # -- the report -------------------------------------------------------------------------------------------------

    def _report(self, cited: list[str], mentioned: list[str]) -> list[str]:
        facts, source = self.record.report, self.record.source
        me = self.r + ">"
        issuers = self._issuers()
        place, lines = things.division(facts.division, facts.division_code, self.base)
        self._share(lines)
        year = facts.report_year
        name = facts.agency or "（未具名机关）"
        out = [
            f"{me} {A} {REPORT} .\n",
            f"{me} {LABEL} {terms.label(f'{name} {year}' if year else name, 80)} .\n",
            f"{me} {SOURCE_FILE} {terms.text(source.file)} .\n",
            f'{me} {SHA256} "{source.sha256}" .\n',
            f"{me} {CHARACTERS} {terms.integer(len(source.text))} .\n",
        ]
        out += [f"{me} {ISSUED_BY} <{iri}> .\n" for iri in issuers]
        if place:
            out.append(f"{me} {DIVISION_OF} <{place}> .\n")
        if year:
            out += [f"{me} {REPORT_YEAR} {terms.year(year)} .\n", f"{me} {YEAR} {terms.integer(year)} .\n"]
        if facts.issued:
            out.append(f"{me} {DC_ISSUED} {terms.date(facts.issued)} .\n")
        if facts.plan_year:
            out.append(f"{me} {PLAN_YEAR} {terms.integer(facts.plan_year)} .\n")
        if facts.title:
            out.append(f"{me} {DC_TITLE} {terms.zh(' '.join(facts.title.split()))} .\n")
        out += [f"{me} {REMARK} {terms.text(reason)} .\n" for reason in facts.reasons]
        out += [f"{me} {CITES} <{act}> .\n" for act in dict.fromkeys(cited)]
        out += [f"{me} {MENTIONS} <{thing}> .\n" for thing in dict.fromkeys(mentioned)]
        self.rows["reports"] = [[
            source.file, source.sha256, " ".join(issuers), facts.agency, place, facts.division,
            facts.division_code, year, facts.issued, facts.plan_year, facts.title, len(source.text), len(self.record.sentences),
            self.counts[ACT], self.counts[AGENCY],
        ]]  # fmt: skip
        return out

    def _issuers(self) -> list[str]:
        """The agencies that issued the report; a masked one is a node of the report's own."""
        facts = self.record.report
        if not facts.agency:
            me = f"{self.r}#agency>"
            self.lines += [
                f"{me} {A} {AGENCY} .\n",
                f"{me} {LABEL} {terms.zh('（未具名机关）')} .\n",
                f"{me} {MASKED} {terms.boolean(True)} .\n",
                f"{me} {KIND} {concept('kind', 'government')} .\n",
            ]
            self.counts[AGENCY] += 1
            return [f"{self.iri}#agency"]
        named = {m.canonical: m for m in self.record.agencies if m.canonical}
        found = []
        for name in facts.agency.split("、"):
            mention = named.get(name) or Agency(0, 0, name, canonical=name, kind="", division=facts.division)
            iri, lines = things.agency(mention, self.iri, self.base)
            self._share(lines)
            self._share(things.superior(name, mention.function, mention.division or facts.division, self.base))
            found.append(iri)
        return found

    def _share(self, lines: Iterable[str]) -> None:
        self.shared.update(dict.fromkeys(lines))

    def _state(self, thing: str | None, lines: Iterable[str]) -> None:
        """Lines about a thing: shared, but where it is a node of this report's own, once among the report's."""
        if thing is None or not thing.startswith(self.iri + "#"):
            self._share(lines)
        elif thing not in self.own_things:
            self.own_things.add(thing)
            kind = ACT if "#act=" in thing else AGENCY
            self.counts[kind] += 1
            self.lines += [line for line in lines if line.startswith(self.r)]
            self._share(line for line in lines if not line.startswith(self.r))

    # -- sections and evidence --------------------------------------------------------------------------------------

    def _section(self, index: int) -> None:
        section = self.record.sections[index]
        me = f"{self.r}#section-{index + 1:02d}>"
        self.lines += [
            f"{self.r}> {HAS_SECTION} {me} .\n",
            f"{me} {A} {SECTION} .\n",
            f"{me} {LABEL} {terms.label(section.heading)} .\n",
            f"{me} {HEADING} {terms.text(section.heading)} .\n",
            f"{me} {ROLE} {concept('role', section.role)} .\n",
            f"{me} {ORDER} {terms.integer(index + 1)} .\n",
            f"{me} {START} {terms.integer(section.start)} .\n",
            f"{me} {END} {terms.integer(section.end)} .\n",
        ]
        self.rows["sections"].append(
            [f"section-{index + 1:02d}", index + 1, section.role, section.heading, section.start, section.end]
        )

    def _evidence(self, item: Citation | Agency | Measure | Programme) -> str:
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
                self.lines.append(f"{me} {IN_SENTENCE} {self._sentence(item.sentence)} .\n")
        return me

    def _sentence(self, span: Span) -> str:
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

    def _where(self, item: Citation | Agency | Measure | Programme) -> Row:
        """The last columns of every row about an occurrence: span, surface, sentence, section and its role."""
        section = self.record.section_at(item.start)
        role = self.record.sections[section].role if section is not None else None
        sentence = item.sentence
        return [
            item.start, item.end, item.surface, sentence.start if sentence else None, sentence.end if sentence else None,
            None if section is None else section + 1, role, item.confidence, item.rule,
        ]  # fmt: skip

    # -- citations --------------------------------------------------------------------------------------------------

    def _citation(self, number: int, c: Citation) -> str | None:
        me = f"{self.r}#citation-{number:04d}>"
        act, lines = things.cited(c, self.iri, self.base)
        self._state(act, lines)
        self.lines += [
            f"{self.r}> {HAS_CITATION} {me} .\n",
            f"{me} {A} {CITATION} .\n",
            f"{me} {LABEL} {terms.label(c.surface)} .\n",
            f"{me} {RESOLUTION} {concept('resolution', c.resolution)} .\n",
            f"{me} {HAS_EVIDENCE} {self._evidence(c)} .\n",
            f"{me} {CONFIDENCE} {terms.decimal(c.confidence)} .\n",
        ]
        if act:
            self.lines.append(f"{me} {CITES_ACT} <{act}> .\n")
        if act and c.version:
            self.lines.append(f"{me} {CITES_VERSION} <{iris.version(act, c.version)}> .\n")
            if c.version_reason:
                self.lines.append(f"{me} {VERSION_REASON} {terms.text(c.version_reason)} .\n")
        if c.status:
            self.lines.append(f"{me} {STATUS} {concept('status', c.status)} .\n")
        for predicate, value in ((ARTICLE, c.article), (DOCNUM, c.docnum), (RULE, c.rule)):
            if value:
                self.lines.append(f"{me} {predicate} {terms.text(value)} .\n")
        for flag in c.flags:
            self.lines.append(f"{me} {REMARK} {terms.text(flag)} .\n")
        for name in c.candidates:
            candidate, lines = things.statute(name, self.base)
            self._share(lines)
            self.lines.append(f"{me} {CANDIDATE} <{candidate}> .\n")
        self.rows["citations"].append([
            f"citation-{number:04d}", act, c.title, c.level, c.canonical, c.docnum, c.article, c.issuer, c.version, c.resolution,
            c.status, *self._where(c),
        ])  # fmt: skip
        return act

    # -- mentions ---------------------------------------------------------------------------------------------------

    def _mentions(self) -> list[Agency | Programme]:
        """Agencies and programmes in the order of the text."""
        both: list[Agency | Programme] = [*self.record.agencies, *self.record.programmes]
        return sorted(both, key=lambda m: (m.start, m.end, isinstance(m, Programme)))

    def _mention(self, number: int, m: Agency | Programme) -> str:
        me = f"{self.r}#mention-{number:04d}>"
        if isinstance(m, Programme):
            kind = "programme"
            thing, lines = things.programme(m.name, self.base)
        else:
            kind = "agency"
            thing, lines = things.agency(m, self.iri, self.base)
        self._state(thing, lines)
        self.lines += [
            f"{self.r}> {HAS_MENTION} {me} .\n",
            f"{me} {A} {MENTION} .\n",
            f"{me} {LABEL} {terms.label(m.surface)} .\n",
            f"{me} {OF} <{thing}> .\n",
            f"{me} {HAS_EVIDENCE} {self._evidence(m)} .\n",
            f"{me} {CONFIDENCE} {terms.decimal(m.confidence)} .\n",
        ]
        if m.rule:
            self.lines.append(f"{me} {RULE} {terms.text(m.rule)} .\n")
        name = m.name if isinstance(m, Programme) else m.canonical
        self.rows["mentions"].append([f"mention-{number:04d}", kind, thing, name, *self._where(m)])
        return thing

    # -- activities and measures ------------------------------------------------------------------------------------

    def _measures(self) -> None:
        """Measures that stand in one sentence and count the same thing of one kind and year are one activity."""
        measures = self.record.measures
        groups: dict[tuple[Any, ...], int] = {}
        for number, m in enumerate(measures, 1):
            root = _root(measures, number - 1)
            key = (root.sentence or root.start, root.activity, root.counted, root.year)
            if key not in groups:
                groups[key] = len(groups) + 1
                self._activity(groups[key], root)
            self._measure(number, m, groups[key])

    def _activity(self, number: int, m: Measure) -> None:
        me = f"{self.r}#activity-{number:04d}>"
        self.lines += [
            f"{self.r}> {HAS_ACTIVITY} {me} .\n",
            f"{me} {A} {ACTIVITY} .\n",
            f"{me} {LABEL} {terms.label(m.counted or m.surface)} .\n",
            f"{me} {ACTIVITY_TYPE} {concept('activity', m.activity)} .\n",
            f"{me} {HAS_EVIDENCE} {self._evidence(m)} .\n",
        ]
        if m.counted:
            self.lines.append(f"{me} {COUNTED} {terms.text(m.counted)} .\n")
        if m.year:
            self.lines.append(f"{me} {YEAR} {terms.integer(m.year)} .\n")
        self.rows["activities"].append([f"activity-{number:04d}", m.activity, m.counted, m.year])

    def _measure(self, number: int, m: Measure, activity: int) -> None:
        me = f"{self.r}#measure-{number:04d}>"
        self.lines += [
            f"{self.r}#activity-{activity:04d}> {HAS_MEASURE} {me} .\n",
            f"{me} {A} {MEASURE} .\n",
            f"{me} {LABEL} {terms.label(m.surface)} .\n",
            f"{me} {VALUE} {terms.decimal(m.value)} .\n",
            f"{me} {UNIT} {terms.text(m.unit)} .\n",
            f"{me} {HAS_EVIDENCE} {self._evidence(m)} .\n",
            f"{me} {CONFIDENCE} {terms.decimal(m.confidence)} .\n",
        ]
        if m.year:
            self.lines.append(f"{me} {YEAR} {terms.integer(m.year)} .\n")
        for predicate, value in (
            (COUNTED, m.counted),
            (APPROXIMATION, m.approximation),
            (CHANGE, m.change),
            (RULE, m.rule),
        ):
            if value:
                self.lines.append(f"{me} {predicate} {terms.text(value)} .\n")
        if m.part_of is not None:
            self.lines.append(f"{me} {PART_OF} {self.r}#measure-{m.part_of + 1:04d}> .\n")
        whole = None if m.part_of is None else f"measure-{m.part_of + 1:04d}"
        self.rows["measures"].append([
            f"measure-{number:04d}", f"activity-{activity:04d}", m.activity, m.counted, m.value, m.unit, m.year, m.approximation,
            m.change, whole, *self._where(m),
        ])  # fmt: skip


def _root(measures: tuple[Measure, ...], index: int) -> Measure:
    """The measure of the same kind that ``measures[index]`` is, in the end, a part of."""
    seen = set()
    while (whole := measures[index].part_of) is not None and whole not in seen:
        if measures[whole].activity != measures[index].activity:
            break
        seen.add(index)
        index = whole
    return measures[index]


def parts(lines: bytes) -> Iterator[tuple[str, str, str]]:
    """The subject, predicate and object tokens of N-Quads lines that this package wrote."""
    for line in lines.decode().splitlines():
        subject, predicate, rest = line.split(" ", 2)
        yield subject, predicate, rest[:-2]
