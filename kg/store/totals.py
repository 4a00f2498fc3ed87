"""Counts added up over all reports, with those outside boilerplate where they differ: activities by type, year and unit, penalties by
place and year.

They say what adding up the counts of :mod:`kg.store.derived` gives; kept because all of them are asked for at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.catalogue.indicators import rates
from kg.graph import iris, terms
from kg.graph.namespaces import concept
from kg.graph.tokens import (
    ACTIVITY_TOTAL,
    ACTIVITY_TYPE,
    DIVISION_OF,
    LABEL,
    MEASURES,
    ORIGINAL_MEASURES,
    ORIGINAL_REPORTS,
    ORIGINAL_SUM,
    PENALTY_TOTAL,
    REPORTS,
    SUM,
    UNIT,
    YEAR,
    A,
)
from kg.records import ADDS_UP
from kg.store.derived import PENALTIES, Added
from kg.store.originals import marked, named

if TYPE_CHECKING:
    import polars as pl

    from kg.store.originals import Scan

_ACTIVITY = ("activity_type", "year", "unit")
_PLACE = ("division", "year")
_NOWHERE = "（地区不明）"
_NOTHING = Added(0, Decimal(), 0)
_NUMBER = ("counted", "unit", "value")


def lines(scan: Scan, marks: pl.DataFrame, base: str) -> Iterator[str]:
    """The statements: of activities by type, year and unit, then of penalties by place and year, both sorted.

    :param scan: gives a table of the reports; ``marks`` the sentences that are boilerplate.
    """
    import polars as pl

    # Of millions of numbers as little is held as adding them up takes: numbers for reports and groups, hashes for texts.
    every = named(scan).with_row_index("number").collect()
    group = pl.col("name")
    reports = every.lazy().select(
        "report", "number", pl.col("division").first().over(group), group=group.rank("dense"), year="report_year"
    )

    def numbers(which: pl.Expr, own: tuple[str, ...], reported: tuple[str, ...]) -> pl.DataFrame:
        """Those that ``which`` says with columns ``own`` of theirs and ``reported`` of their reports."""
        found = marked(scan("measures").filter(which), marks, (*own, *_NUMBER))
        of = reports.select("report", "number", "group", *reported)
        with_reports = found.join(of, on="report", how="left").drop("report")
        return with_reports.with_columns(pl.col("counted").hash()).collect(engine="streaming")

    adds = (pl.col("use") == ADDS_UP) & pl.col("year").is_not_null() & ~pl.col("unit").is_in(sorted(rates()))
    yield from _activities(numbers(adds, ("activity_type", "year"), ()), base)
    fined = numbers(pl.col("indicator").is_in([indicator for indicator, _, _ in PENALTIES]), ("indicator",), _PLACE)
    called = dict(every.group_by("division").agg(pl.col("division_name").min()).iter_rows())
    yield from _penalties(fined.filter(pl.col("year").is_not_null()), called, base)


def _activities(numbers: pl.DataFrame, base: str) -> Iterator[str]:
    import polars as pl

    every, original = _added(numbers, _ACTIVITY), _added(numbers.filter(~pl.col("copied")), _ACTIVITY)
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


def _penalties(numbers: pl.DataFrame, called: Mapping[str, str], base: str) -> Iterator[str]:
    """The statements of each place and year; ``called`` is what a place is called, maybe one of several ways."""
    import polars as pl

    kept = numbers.filter(~pl.col("copied"))
    every, original = _added(numbers, (*_PLACE, "indicator")), _added(kept, (*_PLACE, "indicator"))
    giving, own = _reports(numbers, _PLACE), _reports(kept, _PLACE)
    for place in sorted(giving, key=lambda key: (key[0] or "", key[1])):
        division, year = place
        where, name = (division.removeprefix(f"{base}division"), called[division]) if division else ("", _NOWHERE)
        me = f"<{base}count/penalty/{year}{where}>"
        yield f"{me} {A} {PENALTY_TOTAL} .\n"
        yield f"{me} {LABEL} {terms.label(f'{name} {year} 行政处罚', 80)} .\n"
        if division:
            yield f"{me} {DIVISION_OF} <{division}> .\n"
        yield f"{me} {YEAR} {terms.integer(year)} .\n"
        yield f"{me} {REPORTS} {terms.integer(giving[place])} .\n"
        keys = [((*place, indicator), all_of_them, outside) for indicator, all_of_them, outside in PENALTIES]
        for key, all_of_them, _ in keys:
            if key in every:
                yield f"{me} {all_of_them} {terms.decimal(every[key].sum)} .\n"
        if any(every.get(key) != original.get(key) for key, _, _ in keys):
            yield f"{me} {ORIGINAL_REPORTS} {terms.integer(own.get(place, 0))} .\n"
            for key, _, outside in keys:
                if key in original:
                    yield f"{me} {outside} {terms.decimal(original[key].sum)} .\n"


def _added(numbers: pl.DataFrame, keys: tuple[str, ...]) -> dict[tuple[Any, ...], Added]:
    """The numbers of each key added up, as decimals, each that a group of reports says again once."""
    import polars as pl

    counts: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    sums: defaultdict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for year in numbers["year"].unique():  # at a time one year's, for the memory
        said = numbers.filter(pl.col("year") == year).drop("number", "copied")
        for *key, value, count in said.unique().group_by(*keys, "value").len().iter_rows():
            counts[tuple(key)] += count
            sums[tuple(key)] += Decimal(repr(value)) * count
    return {key: Added(counts[key], sums[key], reports) for key, reports in _reports(numbers, keys).items()}


def _reports(numbers: pl.DataFrame, keys: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
    """How many reports give the numbers of each key."""
    import polars as pl

    return {tuple(key): count for *key, count in numbers.group_by(keys).agg(pl.col("number").n_unique()).iter_rows()}
