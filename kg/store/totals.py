"""The counts of activities added up over all reports: by type, year and unit, with those outside boilerplate where they differ.

They say what adding up the counts of :mod:`kg.store.derived` gives; kept because all of them are asked for at once.
"""

from __future__ import annotations

from collections import defaultdict
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
    # Of millions of numbers as little is held as adding them up takes: numbers for reports and groups, hashes for texts.
    reports = named(scan).select("report", group=pl.col("name").rank("dense")).with_row_index("number")
    numbers = (
        marked(scan("measures").filter(adds), marks, (*_KEY, "counted", "value"))
        .join(reports, on="report", how="left")
        .select("number", "group", "copied", *_KEY, pl.col("counted").hash(), "value")
        .collect(engine="streaming")
    )
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

    counts: defaultdict[tuple[str, int, str], int] = defaultdict(int)
    sums: defaultdict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
    for year in numbers["year"].unique():  # at a time one year's, for the memory
        said = numbers.filter(pl.col("year") == year).select("group", *_KEY, "counted", "value")
        once = said.unique().group_by(*_KEY, "value").len()
        for kind, _, unit, value, count in once.iter_rows():
            counts[kind, year, unit] += count
            sums[kind, year, unit] += Decimal(repr(value)) * count
    reports = numbers.group_by(_KEY).agg(pl.col("number").n_unique())
    return {
        (kind, year, unit): Added(counts[kind, year, unit], sums[kind, year, unit], number)
        for kind, year, unit, number in reports.iter_rows()
    }
