"""Numbers of activities added up over all reports: how many, their sum, in how many reports, by type, year and unit.

What adds up is said once, by :func:`additive`. A :class:`fz:ActivityCount` is one line of the table that question 9 shows; a
changed build takes away what went and adds what came, with exact decimals, so that it says what a build from nothing says.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.graph import iris, terms
from kg.graph.namespaces import CONCEPT, concept
from kg.graph.tokens import ACTIVITY_COUNT, ACTIVITY_TYPE, LABEL, MEASURES, REPORTS, SUM, UNIT, YEAR, A

if TYPE_CHECKING:
    import pyoxigraph

    from kg.store.shards import Kept

#: Type of activity, unit, year, value of a number that adds up.
Number = tuple[str, str, int, Decimal]
_Key = tuple[str, int, str]


def additive(kept: Kept) -> Iterator[Number]:
    """The numbers of a report that may be added up.

    Not those of unknown year, not rates and differences of change, and not parts of a number of the same activity and unit.
    """
    rows = kept.rows["measures"]
    known = {(row[0], row[1], row[5]) for row in rows}  # measure, activity, unit
    for _, activity, kind, _, value, unit, year, _, change, whole, *_ in rows:
        if year is not None and change is None and (whole, activity, unit) not in known:
            yield kind, unit, year, Decimal(repr(value))


class Totals:
    """The table, line by line."""

    def __init__(self) -> None:
        self._table: dict[_Key, tuple[int, Decimal, int]] = {}

    def add(self, kept: Kept, times: int = 1) -> None:
        """Add a report, or with ``times`` -1 take it away."""
        mine: dict[_Key, list[Decimal]] = {}
        for kind, unit, year, value in additive(kept):
            mine.setdefault((kind, year, unit), []).append(value)
        for key, values in mine.items():
            number, total, reports = self._table.get(key, (0, Decimal(0), 0))
            self._table[key] = (number + times * len(values), total + times * sum(values), reports + times)

    def lines(self, base: str) -> Iterator[str]:
        """The statements, sorted by type, year and unit."""
        for (kind, year, unit), (number, total, reports) in sorted(self._table.items()):
            if reports:
                me = f"<{base}count/activity/{kind}/{year}/{iris.segment(unit)}>"
                yield f"{me} {A} {ACTIVITY_COUNT} .\n"
                yield f"{me} {LABEL} {terms.label(f'{kind} {year} {unit}', 80)} .\n"
                yield f"{me} {ACTIVITY_TYPE} {concept('activity', kind)} .\n"
                yield f"{me} {YEAR} {terms.integer(year)} .\n"
                yield f"{me} {UNIT} {terms.text(unit)} .\n"
                yield f"{me} {MEASURES} {terms.integer(number)} .\n"
                yield f"{me} {SUM} {terms.decimal(total)} .\n"
                yield f"{me} {REPORTS} {terms.integer(reports)} .\n"


def read(store: pyoxigraph.Store) -> Totals:
    """The table that a store has."""
    from kg.store.graphs import rows

    totals = Totals()
    asked = " ; ".join(
        f"{predicate} ?{name}"
        for name, predicate in zip("kyunsr", (ACTIVITY_TYPE, YEAR, UNIT, MEASURES, SUM, REPORTS), strict=True)
    )
    for row in rows(store, f"SELECT ?k ?y ?u ?n ?s ?r {{ ?x {A} {ACTIVITY_COUNT} ; {asked} }}"):
        kind, year, unit, number, total, reports = (_text(cell) for cell in row)
        key = kind.removeprefix(f"{CONCEPT}activity/"), int(year), unit
        totals._table[key] = (int(number), Decimal(total), int(reports))
    return totals


def _text(term: Any) -> str:
    return str(term.value)
