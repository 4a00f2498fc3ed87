"""Agency × year × indicator: the figures of the reports as a table for statistics, with a codebook.

Three families of indicators. *Counts* are made by us from what was found (citations, acts, programmes …): where there is
a report they have a value, and nothing found is 0. *Figures* are what the reports state: all numbers of one type of
activity in one unit (``penalty_yuan``), and those that count one thing by its words (``fines``, ``cases``,
``reconsiderations``, ``lawsuits``). Where a report states none the value is missing, and a stated zero is 0. An agency whose name is masked in its report is a
row of its own with ``masked`` true; it is never merged with another.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.catalogue.indicators import indicators
from kg.errors import UsageError
from kg.networks.ask import issuers
from kg.panel.codebook import codebook
from kg.panel.counts import COUNTS, counts, masked
from kg.panel.figures import add_up, behind, figures, left_out, measures, unit_name, units
from kg.replacing import replacing
from kg.spreadsheets import FORMULA

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "COUNTS",
    "KEYS",
    "add_up",
    "behind",
    "codebook",
    "figures",
    "left_out",
    "masked",
    "measures",
    "panel",
    "plain",
    "unit_name",
    "units",
    "write",
]

#: Columns that tell the rows apart, before the indicators.
KEYS = ("agency", "agency_id", "masked", "place", "province", "function", "year", "reports", "joint")


def panel(
    store: Any,
    *,
    years: tuple[int | None, int | None] | None = None,
    wide: bool = False,
    complete: bool = False,
    indicator: str | None = None,
) -> pl.DataFrame:
    """The panel of a store.

    :param years: first and last year, both included; None for an open end.
    :param indicator: only this one, with the agencies and years that have a value of it.
    :param wide: one row for each agency and year, one column for each indicator; else tidy: one row for each value.
    :param complete: in the tidy form, also rows for figures that a report does not state, with ``value`` missing. Without
        them a figure that is missing has no row.
    :returns: sorted by agency and year. Tidy: :data:`KEYS`, ``indicator``, ``value``, ``unit``, ``n`` (figures added up, 0
        where missing), ``largest`` (the largest of them), ``approximate`` (whether one is 近, 余 …).
    """
    import polars as pl

    first, last = years or (None, None)
    keys = _keys(store)
    if first is not None:
        keys = keys.filter(pl.col("year") >= first)
    if last is not None:
        keys = keys.filter(pl.col("year") <= last)
    values = pl.concat([counts(store), _figures(store)], how="diagonal")
    if indicator is not None:
        values = values.filter(pl.col("indicator") == indicator)
        keys = keys.join(values, on=["agency_id", "year"], how="semi", nulls_equal=True)
    on = ["agency_id", "year"]
    names = _indicators(values)
    if wide:
        pivoted = values.pivot("indicator", index=on, values="value", sort_columns=True)
        ordered = [name for name in names if name in pivoted.columns]
        whole = pl.col([name for name in COUNTS if name in ordered]).cast(pl.Int64)
        table = keys.join(pivoted, on=on, how="left", nulls_equal=True).select(*KEYS, *ordered).with_columns(whole)
        return table.sort("agency", "agency_id", "year", nulls_last=True)
    table = keys.join(values, on=on, how="inner", nulls_equal=True)
    if complete:
        every = keys.join(values.select("indicator", "unit").unique(), how="cross")
        numbers = values.drop("unit")
        table = every.join(numbers, on=[*on, "indicator"], how="left", nulls_equal=True)
        table = table.with_columns(pl.col("n").fill_null(0))
    order = {name: number for number, name in enumerate(names)}
    return (
        table.select(*KEYS, "indicator", "value", "unit", "n", "largest", "approximate")
        .with_columns(order=pl.col("indicator").replace_strict(order, return_dtype=pl.Int64))
        .sort("agency", "agency_id", "year", "order", nulls_last=True)
        .drop("order")
    )


def write(table: pl.DataFrame, path: str | Path, *, bom: bool = False) -> Path:
    """Write a table as ``.csv`` or ``.parquet``.

    :param bom: begin CSV with a byte order mark, so that Excel reads Chinese; ``pandas``, ``polars`` and R read it too
        (R: ``fileEncoding = "UTF-8-BOM"``).
    """
    import polars as pl

    target = Path(path)
    if target.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{target.name}: a panel is written as .csv or .parquet")
    with replacing(target) as file:
        if target.suffix == ".parquet":
            table.write_parquet(file)
        else:
            text = pl.col(pl.String)
            formula = text.str.contains(f"^(?:{FORMULA.pattern})")
            guarded = table.with_columns(pl.when(formula).then("'" + text).otherwise(text).name.keep())
            plain(guarded).write_csv(file, include_bom=bom)
    return target


def plain(table: pl.DataFrame) -> pl.DataFrame:
    """A table with its values as they are written everywhere: whole numbers without a point, ``true`` and ``false``."""
    import polars as pl
    import polars.selectors as cs

    number = cs.float()
    whole = pl.when(number.round(0) == number).then(number.cast(pl.Int64, strict=False)).cast(pl.String)
    return table.with_columns(whole.fill_null(number.cast(pl.String)).name.keep(), cs.boolean().cast(pl.String))


def _indicators(values: pl.DataFrame) -> list[str]:
    """Counts and defined figures in the order of their tables, others by name."""
    present = set(values["indicator"].unique())
    first = [*COUNTS, *indicators()]
    return [name for name in first if name in present] + sorted(present - set(first))


def _keys(store: Any) -> pl.DataFrame:
    """One row for each agency and year that has a report."""
    import polars as pl

    agencies = store.table("agencies").select(agency="id", name="name", own="function")
    return (
        issuers(store)
        .with_columns(joint=pl.col("agencies").str.contains(" ") if "agencies" in _names(store) else pl.lit(False))
        .join(agencies, on="agency", how="left")
        .group_by("agency", "year")
        .agg(
            name=pl.col("name").first(),
            masked=pl.col("agency_name").is_null().any(),
            place=pl.col("division_name").drop_nulls().sort().first(),
            province=pl.col("province").drop_nulls().sort().first(),
            function=pl.coalesce("own", "function").first(),
            reports=pl.len().cast(pl.Int64),
            joint=pl.col("joint").any(),
        )
        .with_columns(agency=pl.when("masked").then(None).otherwise("name"), agency_id="agency")
        .select(KEYS)
        .collect()
    )


def _names(store: Any) -> list[str]:
    names: list[str] = store.table("reports").collect_schema().names()
    return names


def _figures(store: Any) -> pl.DataFrame:
    """The indicators that reports state, for every agency and year."""
    import polars as pl

    table = add_up(measures(store), "agency_id", pl.col("report_year").alias("year"))
    return table.select("agency_id", "year", "indicator", "value", "unit", "n", "largest", "approximate")
