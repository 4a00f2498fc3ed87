"""What follows from the reports and is asked so often that it is kept: counts of citations, of numbers and of penalties.

One definition each, over a group: the reports of one agency (or of agencies that report together) on one year.

- A :class:`fz:CitationCount` says how often they cite one act, ``fz:citations``, and how many of them do, ``fz:reports``.
  Ambiguous citations, which cite no one act, are not counted.
- A :class:`fz:ActivityCount` adds up the numbers of that year that they give for one type of activity in one unit.
- A :class:`fz:PenaltyCount` adds up those that count for ``fz:cases`` and ``fz:fines``; what is said nowhere has no value.

Which numbers add up, and for what, is said by the records, see :mod:`kg.link.uses`; rates never do.
The same number for the same thing is counted once, however often the reports repeat it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.catalogue.indicators import rates
from kg.graph import iris, terms
from kg.graph.namespaces import concept
from kg.graph.tokens import (
    ACTIVITY_COUNT,
    ACTIVITY_TYPE,
    CASES,
    CITATIONS,
    CITES_ACT,
    COUNT,
    COUNT_ACT,
    COUNT_AGENCY,
    DIVISION_OF,
    FINES,
    LABEL,
    MEASURES,
    ORIGINAL_CASES,
    ORIGINAL_CITATIONS,
    ORIGINAL_FINES,
    ORIGINAL_MEASURES,
    ORIGINAL_REPORTS,
    ORIGINAL_SUM,
    PENALTY_COUNT,
    REPORTS,
    SUM,
    UNIT,
    YEAR,
    A,
)
from kg.records import ADDS_UP
from kg.store.shards import Kept

#: The indicators that a count of penalties adds up, with their properties: in all sentences, and outside boilerplate.
PENALTIES = (("cases", CASES, ORIGINAL_CASES), ("fines", FINES, ORIGINAL_FINES))


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a report, with what it is used for."""

    report: str
    kind: str
    counted: str
    value: float
    unit: str
    use: str
    indicator: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """Numbers added up: how many, their sum, and how many reports give them."""

    numbers: int
    sum: Decimal
    reports: int


def add_up(numbers: Iterable[Number]) -> Added | None:
    """The numbers added up, each that is said again once; None where there are none."""
    values: dict[tuple[str, float, str], Decimal] = {}
    reports = set()
    for n in numbers:
        values.setdefault((n.counted, n.value, n.unit), Decimal(repr(n.value)))
        reports.add(n.report)
    return Added(len(values), sum(values.values(), Decimal()), len(reports)) if values else None


class Facts:
    """What a group of reports says, or a part of it.

    :param cited: report and act of each citation that cites one.
    """

    def __init__(self, cited: Iterable[tuple[str, str]], numbers: Iterable[Number]) -> None:
        self._cited = list(cited)
        self._numbers = list(numbers)

    @cached_property
    def acts(self) -> dict[str, tuple[int, int]]:
        """Act → citations, and reports that cite it."""
        found: dict[str, list[str]] = {}
        for report, act in self._cited:
            found.setdefault(act, []).append(report)
        return {act: (len(reports), len(set(reports))) for act, reports in sorted(found.items())}

    @cached_property
    def activities(self) -> dict[tuple[str, str], Added]:
        """Type of activity and unit → the numbers added up."""
        found: dict[tuple[str, str], list[Number]] = {}
        for n in self._numbers:
            if n.use == ADDS_UP and n.unit not in rates():
                found.setdefault((n.kind, n.unit), []).append(n)
        return {key: added for key, numbers in sorted(found.items()) if (added := add_up(numbers))}

    @cached_property
    def penalties(self) -> dict[str, Added]:
        """Indicator of penalties → the numbers added up; those of which nothing is said are not there."""
        return {
            name: added
            for name, _, _ in PENALTIES
            if (added := add_up(n for n in self._numbers if n.indicator == name))
        }

    @property
    def penalising(self) -> int:
        """In how many reports there is a number of penalties."""
        wanted = {name for name, _, _ in PENALTIES}
        return len({n.report for n in self._numbers if n.indicator in wanted})


@dataclass(frozen=True, slots=True)
class Group:
    """Whose counts they are.

    :param name: the IRI that the group's reports would share.
    :param agencies: IRIs; ``division`` that of the place, ``who`` the agencies as a reader sees them.
    """

    name: str
    base: str
    who: str
    agencies: tuple[str, ...]
    division: str | None
    year: int | None

    def act(self, act: str) -> str:
        """The node that counts the citations of an act."""
        return f"{self._here}/{act.removeprefix(self.base).replace('#', '/')}>"

    def activity(self, kind: str, unit: str) -> str:
        """The node that adds up the numbers of a type of activity in a unit."""
        return f"{self._here}/activity/{kind}/{iris.segment(unit)}>"

    @property
    def penalty(self) -> str:
        """The node that adds up penalties."""
        return f"{self._here}/penalty>"

    @property
    def _here(self) -> str:
        return f"<{self.base}count/{self.name.removeprefix(f'{self.base}report/')}"

    def about(self, me: str, cls: str, words: str) -> Iterator[str]:
        """What all counts state: class, label, agencies, place, year."""
        yield f"{me} {A} {cls} .\n"
        yield f"{me} {LABEL} {terms.label(words, 80)} .\n"
        yield from (f"{me} {COUNT_AGENCY} <{agency}> .\n" for agency in self.agencies)
        if self.division:
            yield f"{me} {DIVISION_OF} <{self.division}> .\n"
        if self.year:
            yield f"{me} {YEAR} {terms.integer(self.year)} .\n"


def count_lines(name: str, members: Iterable[Kept], base: str) -> list[str]:
    """The counts of the reports that share a name.

    :param name: the IRI that these reports would share.
    """
    kept = list(members)
    if not kept:
        return []
    report = kept[0].rows["reports"][0]
    group = Group(name, base, report[3] or "（未具名机关）", tuple(kept[0].agencies), report[4], report[7])
    facts = Facts(
        ((k.report, row[1]) for k in kept for row in k.rows["citations"] if row[1]),
        (
            Number(k.report, row[2], row[3], row[4], row[5], row[10], row[11])
            for k in kept
            for row in k.rows["measures"]
        ),
    )
    return list(_all(group, facts))


def _all(group: Group, facts: Facts) -> Iterator[str]:
    who, year = group.who, group.year
    for act, (citations, reports) in facts.acts.items():
        me = group.act(act)
        yield from group.about(me, COUNT, f"{who} {year or 0} → {act.rpartition('/')[2]}")
        yield f"{me} {COUNT_ACT} <{act}> .\n"
        yield f"{me} {CITATIONS} {terms.integer(citations)} .\n"
        yield f"{me} {REPORTS} {terms.integer(reports)} .\n"
    if not year:
        return
    for (kind, unit), added in facts.activities.items():
        me = group.activity(kind, unit)
        yield from group.about(me, ACTIVITY_COUNT, f"{who} {year} {kind} {unit}")
        yield f"{me} {ACTIVITY_TYPE} {concept('activity', kind)} .\n"
        yield f"{me} {UNIT} {terms.text(unit)} .\n"
        yield f"{me} {MEASURES} {terms.integer(added.numbers)} .\n"
        yield f"{me} {SUM} {terms.decimal(added.sum)} .\n"
        yield f"{me} {REPORTS} {terms.integer(added.reports)} .\n"
    if facts.penalties:
        me = group.penalty
        yield from group.about(me, PENALTY_COUNT, f"{who} {year} 行政处罚")
        yield f"{me} {REPORTS} {terms.integer(facts.penalising)} .\n"
        for name, property_, _ in PENALTIES:
            if name in facts.penalties:
                yield f"{me} {property_} {terms.decimal(facts.penalties[name].sum)} .\n"


def original_lines(group: Group, facts: Facts, original: Facts) -> Iterator[str]:
    """The same counts outside boilerplate, of the nodes where they differ.

    :param original: the part of ``facts`` that stands outside boilerplate.
    """
    for act, count in facts.acts.items():
        if (own := original.acts.get(act, (0, 0))) != count:
            me = group.act(act)
            yield f"{me} {ORIGINAL_CITATIONS} {terms.integer(own[0])} .\n"
            yield f"{me} {ORIGINAL_REPORTS} {terms.integer(own[1])} .\n"
    if not group.year:
        return
    nothing = Added(0, Decimal(), 0)
    for key, added in facts.activities.items():
        if (left := original.activities.get(key, nothing)) != added:
            me = group.activity(*key)
            yield f"{me} {ORIGINAL_MEASURES} {terms.integer(left.numbers)} .\n"
            yield f"{me} {ORIGINAL_SUM} {terms.decimal(left.sum)} .\n"
            yield f"{me} {ORIGINAL_REPORTS} {terms.integer(left.reports)} .\n"
    if facts.penalties != original.penalties:
        yield f"{group.penalty} {ORIGINAL_REPORTS} {terms.integer(original.penalising)} .\n"
        for name, _, property_ in PENALTIES:
            if name in original.penalties:
                yield f"{group.penalty} {property_} {terms.decimal(original.penalties[name].sum)} .\n"


def shortcut_lines(kept: Kept) -> set[str]:
    """``fz:citesAct`` from the report's agencies and division to the acts it cites; other reports may state the same."""
    report = kept.rows["reports"][0]
    who = [*kept.agencies, *([report[4]] if report[4] else [])]
    return {f"<{subject}> {CITES_ACT} <{row[1]}> .\n" for row in kept.rows["citations"] if row[1] for subject in who}
