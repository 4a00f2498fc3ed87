"""The figures that reports state: which of them count for an indicator, and how they are added up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.catalogue.indicators import indicators, rates
from kg.networks.ask import issuers
from kg.records import ADDS_UP, AGAIN

if TYPE_CHECKING:
    import polars as pl


def figures(store: Any, *, site: str = "") -> pl.DataFrame:
    """Every figure by itself, with its place in the text: what the panel adds up, and what it leaves out and why.

    :param site: server to address the places at; by default the addresses are the IRIs of the characters.
    """
    import polars as pl

    rows = measures(store).collect()
    report = rows["report"].str.strip_prefix(store.base)
    report = (site + "/id/" if site else store.base) + report
    address = report + "#char=" + rows["start"].cast(pl.String) + "," + rows["end"].cast(pl.String)
    return rows.with_columns(evidence=address).select(
        "agency", "agency_id", pl.col("report_year").alias("reported_in"), "year", "activity", "counted", "value", "unit",
        "approximation", "change", "indicator", "used", "counts_for", "surface", "report", "start", "end", "evidence",
    )  # fmt: skip


def behind(store: Any, agency: str, year: int, indicator: str) -> pl.DataFrame:
    """The figures of :func:`measures` that one value of the panel is made of, each once; none where it is no such value."""
    import polars as pl

    added = (pl.col("used") == ADDS_UP) & (pl.col("indicator") == indicator)
    chosen = (pl.col("report_year") == year) & (added | pl.col("counts_for").str.split(" ").list.contains(indicator))
    return measures(store, agency).filter(chosen).sort("report", "start").collect()


def left_out(store: Any, agency: str, year: int, indicator: str) -> pl.DataFrame:
    """The figures of :func:`measures` of the same activity and units that one value of the panel leaves out; ``used`` says why."""
    import polars as pl

    one = indicators().get(indicator)
    same = (
        pl.col("indicator") == indicator
        if one is None
        else (pl.col("activity") == one.activity) & pl.col("unit").is_in(one.units)
    )
    counted = pl.col("counts_for").str.split(" ").list.contains(indicator).fill_null(value=False)
    chosen = (pl.col("report_year") == year) & same & (pl.col("used") != ADDS_UP) & ~counted
    return measures(store, agency).filter(chosen).sort("report", "start").collect()


def measures(store: Any, agency: str | None = None) -> pl.LazyFrame:
    """Every figure with the agency, the indicator it belongs to, and how it is used there.

    :param agency: only those of one agency.

    ``used`` is ``yes``, or why the figure does not count for ``indicator``, its type and unit; ``counts_for`` is the
    indicator of :mod:`kg.catalogue.indicators` that it counts for besides, if any, or several, between spaces (0).
    """
    import polars as pl

    agencies = store.table("agencies").select(agency_id="id", agency="name")
    issued = (
        issuers(store)
        .select("report", agency_id="agency", report_year="year")
        .join(agencies, on="agency_id", how="left")
    )
    if agency is not None:
        issued = issued.filter(pl.col("agency_id") == agency)
    figure = store.table("measures").select(
        "report", "measure", "activity_type", "counted", "value", "unit", "year", "approximation", "change", "part_of", "use",
        counts_for="indicator", surface="surface", start="start", end="end",
        sentence_start="sentence_start", sentence_end="sentence_end",
    )  # fmt: skip
    same = ["agency_id", "report_year", "activity_type", "counted", "value", "unit"]
    again = pl.int_range(pl.len()) > 0
    units = pl.col("unit").map_elements(unit_name, return_dtype=pl.String)
    return (
        issued.join(figure, on="report")
        .sort("report", "start", "agency_id")
        .with_columns(
            activity=pl.col("activity_type"),
            indicator=pl.col("activity_type") + "_" + units,
            used=pl.when((pl.col("use") == ADDS_UP) & again.over([*same, "use"])).then(pl.lit(AGAIN)).otherwise("use"),
            counts_for=pl.when(~again.over([*same, "counts_for"])).then("counts_for"),
        )
    )


def add_up(figures: pl.LazyFrame, *by: Any) -> pl.DataFrame:
    """The figures of :func:`measures` that count, by indicator: amounts summed, rates averaged, of disputes the largest.

    Rates of different things (败诉率, 出庭率) have no mean: their value is missing, though there are some.

    :param by: columns or expressions to group by.
    """
    import polars as pl

    known = indicators()
    largest = [name for name, one in known.items() if one.how == "largest"]
    every = figures.with_columns(pl.col("counts_for").str.split(" ")).explode("counts_for")
    named = every.filter(pl.col("counts_for").is_not_null()).with_columns(
        indicator="counts_for",
        unit=pl.col("counts_for").replace_strict({name: one.unit for name, one in known.items()}),
    )
    table: pl.DataFrame = (
        pl.concat([figures.filter(pl.col("used") == ADDS_UP), named])
        .group_by(*by, "indicator", "unit")
        .agg(
            total=pl.col("value").sum(),
            mean=pl.col("value").mean(),
            n=pl.len().cast(pl.Int64),
            things=pl.col("counted").n_unique(),
            largest=pl.col("value").max(),
            approximate=pl.col("approximation").is_not_null().any(),
        )
        .with_columns(
            value=pl.when(pl.col("unit").is_in(sorted(rates())))
            .then(pl.when(pl.col("things") == 1).then("mean"))
            .when(pl.col("indicator").is_in(largest))
            .then("largest")
            .otherwise("total")
            .round(6)
        )
        .collect()
    )
    return table


@cache
def units() -> dict[str, tuple[str, str]]:
    """Unit → its name in ASCII and whether it is an amount or a rate."""
    return {row["unit"]: (row["name"], row["kind"]) for row in resources.rows("unit_names.tsv")}


def unit_name(unit: str) -> str:
    """The name of a unit in ASCII. Units that are not in the table are named by their code points, so that no figure is lost.

    >>> unit_name("元"), unit_name("龘")
    ('yuan', 'u9f98')
    """
    known = units().get(unit)
    return known[0] if known else "".join(f"u{ord(character):x}" for character in unit)[:20]
