"""The counts of activities added up over all reports: by type, year and unit, with those outside boilerplate where they differ.

They say what adding up the counts of :mod:`kg.store.derived` gives; kept because all of them are asked for at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.catalogue.indicators import rates
from kg.graph import iris, terms
from kg.graph.namespaces import concept
from kg.graph.tokens import (
    ACTIVITY_TOTAL,
    ACTIVITY_TYPE,
    LABEL,
    MEASURES,
    ORIGINAL_MEASURES,
    ORIGINAL_REPORTS,
    ORIGINAL_SUM,
    REPORTS,
    SUM,
    UNIT,
    YEAR,
    A,
)
from kg.records import ADDS_UP
from kg.store.derived import Added
from kg.store.originals import marked, named

if TYPE_CHECKING:
    import polars as pl

    from kg.store.originals import Scan

_KEY = ("activity_type", "year", "unit")
_NOTHING = Added(0, Decimal(), 0)


def lines(scan: Scan, marks: pl.DataFrame, base: str) -> Iterator[str]:
    """The statements, sorted by type, year and unit.

    :param scan: gives a table of the reports; ``marks`` the sentences that are boilerplate.
    """
    import polars as pl

    adds = (pl.col("use") == ADDS_UP) & pl.col("year").is_not_null() & ~pl.col("unit").is_in(sorted(rates()))
    numbers = marked(scan("measures").filter(adds), marks, (*_KEY, "counted", "value"))
    numbers = numbers.join(named(scan).select("report", "name").collect(), on="report", how="left")
    every, original = _added(numbers), _added(numbers.filter(~pl.col("copied")))
    for key, added in sorted(every.items()):
        kind, year, unit = key
        me = f"<{base}count/activity/{kind}/{year}/{iris.segment(unit)}>"
        yield f"{me} {A} {ACTIVITY_TOTAL} .\n"
        yield f"{me} {LABEL} {terms.label(f'{kind} {year} {unit}', 80)} .\n"
        yield f"{me} {ACTIVITY_TYPE} {concept('activity', kind)} .\n"
        yield f"{me} {YEAR} {terms.integer(year)} .\n"
        yield f"{me} {UNIT} {terms.text(unit)} .\n"
        yield f"{me} {MEASURES} {terms.integer(added.numbers)} .\n"
        yield f"{me} {SUM} {terms.decimal(added.sum)} .\n"
        yield f"{me} {REPORTS} {terms.integer(added.reports)} .\n"
        if (own := original.get(key, _NOTHING)) != added:
            yield f"{me} {ORIGINAL_MEASURES} {terms.integer(own.numbers)} .\n"
            yield f"{me} {ORIGINAL_SUM} {terms.decimal(own.sum)} .\n"
            yield f"{me} {ORIGINAL_REPORTS} {terms.integer(own.reports)} .\n"


def _added(numbers: pl.DataFrame) -> dict[tuple[str, int, str], Added]:
    """Type, year and unit → the numbers added up, as decimals, each that a group of reports says again once."""
    import polars as pl

    reports = numbers.group_by(_KEY).agg(pl.col("report").n_unique())
    once = numbers.unique(["name", *_KEY, "counted", "value"]).group_by(_KEY).agg("value")
    return {
        (kind, year, unit): Added(len(values), sum((Decimal(repr(v)) for v in values), Decimal()), count)
        for kind, year, unit, values, count in once.join(reports, on=_KEY).iter_rows()
    }
