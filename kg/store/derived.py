"""What follows from the reports and is asked so often that it is kept: the counts of citations.

One definition: a :class:`fz:CitationCount` says how often the reports of one agency (or of agencies that report together) on one
year cite one act, ``fz:citations``, and in how many of these reports, ``fz:reports``. Ambiguous citations, which
cite no one act, are not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.graph import terms
from kg.graph.tokens import (
    CITATIONS,
    CITES_ACT,
    COUNT,
    COUNT_ACT,
    COUNT_AGENCY,
    DIVISION_OF,
    LABEL,
    REPORTS,
    YEAR,
    A,
)
from kg.store.shards import Kept


def count_lines(name: str, group: Iterable[Kept], base: str) -> list[str]:
    """The counts of a group of reports by the same agencies on the same year.

    :param name: the IRI that these reports would share.
    """
    citations: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    first: Kept | None = None
    for kept in group:
        first = first or kept
        cited = [row[1] for row in kept.rows["citations"] if row[1]]
        citations.update(cited)
        reports.update(set(cited))
    if first is None:
        return []
    report = first.rows["reports"][0]
    year, who = report[7], report[3] or "（未具名机关）"
    context = [f"{COUNT_AGENCY} <{agency}>" for agency in first.agencies]
    if report[4]:
        context.append(f"{DIVISION_OF} <{report[4]}>")
    if year:
        context.append(f"{YEAR} {terms.integer(year)}")
    local = name.removeprefix(f"{base}report/")
    lines = []
    for act, number in sorted(citations.items()):
        me = f"<{base}count/{local}/{act.removeprefix(base).replace('#', '/')}>"
        title = act.rpartition("/")[2]
        label = terms.label(f"{who} {year or 0} → {title}", 80)
        lines += [
            f"{me} {A} {COUNT} .\n",
            f"{me} {LABEL} {label} .\n",
            f"{me} {COUNT_ACT} <{act}> .\n",
            f"{me} {CITATIONS} {terms.integer(number)} .\n",
            f"{me} {REPORTS} {terms.integer(reports[act])} .\n",
            *(f"{me} {about} .\n" for about in context),
        ]
    return lines


def shortcut_lines(kept: Kept) -> set[str]:
    """``fz:citesAct`` from the report's agencies and division to the acts it cites; other reports may state the same."""
    report = kept.rows["reports"][0]
    who = [*kept.agencies, *([report[4]] if report[4] else [])]
    return {f"<{subject}> {CITES_ACT} <{row[1]}> .\n" for row in kept.rows["citations"] if row[1] for subject in who}
