"""What follows from the reports and is asked so often that it is kept: counts of citations and of penalties.

One definition each. A :class:`fz:CitationCount` says how often the reports of one agency (or of agencies that report together)
on one year cite one act, ``fz:citations``, and in how many of these reports, ``fz:reports``. Ambiguous citations, which
cite no one act, are not counted. A :class:`fz:PenaltyCount` adds up the numbers of penalties that these reports give for one
year: those counted in cases, ``fz:cases``, those in yuan, ``fz:fines``; what may be added up says
:func:`kg.store.totals.additive`. The totals over all reports are in that module too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.graph import terms
from kg.graph.tokens import (
    CASES,
    CITATIONS,
    CITES_ACT,
    COUNT,
    COUNT_ACT,
    COUNT_AGENCY,
    DIVISION_OF,
    FINES,
    LABEL,
    PENALTY_COUNT,
    REPORTS,
    YEAR,
    A,
)
from kg.store.shards import Kept
from kg.store.totals import additive

#: Units in which cases of penalties are counted, and that of fines.
CASE_UNITS, FINE_UNIT = ("件", "起", "宗", "例"), "元"


def count_lines(name: str, group: Iterable[Kept], base: str) -> list[str]:
    """The counts of a group of reports by the same agencies on the same year.

    :param name: the IRI that these reports would share.
    """
    kept = list(group)
    if not kept:
        return []
    report = kept[0].rows["reports"][0]
    year, who = report[7], report[3] or "（未具名机关）"
    context = [f"{COUNT_AGENCY} <{agency}>" for agency in kept[0].agencies]
    if report[4]:
        context.append(f"{DIVISION_OF} <{report[4]}>")
    here = f"<{base}count/{name.removeprefix(f'{base}report/')}/"
    return [
        *_citations(
            kept, here, f"{who} {year or 0}", [*context, *([f"{YEAR} {terms.integer(year)}"] if year else [])], base
        ),
        *_penalties(kept, here, who, context),
    ]


def _citations(group: list[Kept], here: str, who: str, context: list[str], base: str) -> Iterator[str]:
    citations: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for kept in group:
        cited = [row[1] for row in kept.rows["citations"] if row[1]]
        citations.update(cited)
        reports.update(set(cited))
    for act, number in sorted(citations.items()):
        me, title = f"{here}{act.removeprefix(base).replace('#', '/')}>", act.rpartition("/")[2]
        yield f"{me} {A} {COUNT} .\n"
        yield f"{me} {LABEL} {terms.label(f'{who} → {title}', 80)} .\n"
        yield f"{me} {COUNT_ACT} <{act}> .\n"
        yield f"{me} {CITATIONS} {terms.integer(number)} .\n"
        yield f"{me} {REPORTS} {terms.integer(reports[act])} .\n"
        yield from (f"{me} {about} .\n" for about in context)


def _penalties(group: list[Kept], here: str, who: str, context: list[str]) -> Iterator[str]:
    cases: defaultdict[int, Decimal] = defaultdict(Decimal)
    fines: defaultdict[int, Decimal] = defaultdict(Decimal)
    reports: Counter[int] = Counter()
    for kept in group:
        years = set()
        for kind, unit, year, value in additive(kept):
            if kind == "penalty" and unit in (*CASE_UNITS, FINE_UNIT):
                (fines if unit == FINE_UNIT else cases)[year] += value
                years.add(year)
        reports.update(years)
    for year, number in sorted(reports.items()):
        me = f"{here}penalty/{year}>"
        yield f"{me} {A} {PENALTY_COUNT} .\n"
        yield f"{me} {LABEL} {terms.label(f'{who} {year} 行政处罚', 80)} .\n"
        yield f"{me} {YEAR} {terms.integer(year)} .\n"
        yield f"{me} {CASES} {terms.decimal(cases[year])} .\n"
        yield f"{me} {FINES} {terms.decimal(fines[year])} .\n"
        yield f"{me} {REPORTS} {terms.integer(number)} .\n"
        yield from (f"{me} {about} .\n" for about in context)


def shortcut_lines(kept: Kept) -> set[str]:
    """``fz:citesAct`` from the report's agencies and division to the acts it cites; other reports may state the same."""
    report = kept.rows["reports"][0]
    who = [*kept.agencies, *([report[4]] if report[4] else [])]
    return {f"<{subject}> {CITES_ACT} <{row[1]}> .\n" for row in kept.rows["citations"] if row[1] for subject in who}
