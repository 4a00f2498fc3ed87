"""Agency × year × indicator: the figures of the reports as a table for statistics, with a codebook.

Two families of indicators. *Counts* are made by us from what was found (citations, acts, programmes …): where there is
a report they have a value, and nothing found is 0. *Figures* are what the reports state (罚款105.91万元): where a
report states none the value is missing, and a stated zero is 0. An agency whose name is masked in its report is a
row of its own with ``masked`` true; it is never merged with another.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

#: Columns that tell the rows apart, before the indicators.
KEYS = ("agency", "agency_id", "masked", "place", "province", "function", "year", "reports", "joint")
#: Indicators that we count: name → definition.
COUNTS = {
    "citations": "citations of acts and documents, ambiguous ones included",
    "acts": "distinct acts, documents and works cited",
    "statutes": "distinct acts cited that are statutes: constitution, laws, regulations, rules",
    "laws": "distinct laws cited",
    "local_statutes": "distinct local regulations and local government rules cited",
    "documents": "distinct documents cited that are no statutes",
    "citations_repealed": "citations of acts that were repealed on the reference date",
    "citations_unresolved": "citations that could not be linked to one act (ambiguous or unknown)",
    "agencies_named": "distinct other organisations named",
    "programmes": "distinct programmes and campaigns named",
    "figures": "figures stated in the report (numbers with a unit that count what was done)",
    "masked_figures": "figures that the report hides behind asterisks (罚款**万元); they are in no other indicator",
    "characters": "length of the report's text in characters",
    "sentences": "sentences of the report",
}
_STATUTES = (
    "constitution", "law", "administrative_regulation", "local_regulation", "department_rule", "local_rule",
    "judicial_interpretation",
)  # fmt: skip
#: A number that is masked: ``**家``, ``＊万元``; not ``**区`` (a name) and not ``***条例``.
_MASKED = r"[*＊]+[万亿余多]*(?:{units})"
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def panel(
    store: Any,
    *,
    years: tuple[int | None, int | None] | None = None,
    wide: bool = False,
    complete: bool = False,
) -> pl.DataFrame:
    """The panel of a store.

    :param years: first and last year, both included; None for an open end.
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
    values = pl.concat([_counts(store), _figures(store)], how="diagonal")
    on = ["agency_id", "year"]
    names = _indicators(values)
    if wide:
        pivoted = values.pivot("indicator", index=on, values="value", sort_columns=True)
        ordered = [name for name in names if name in pivoted.columns]
        table = keys.join(pivoted, on=on, how="left", nulls_equal=True).select(*KEYS, *ordered)
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
        "approximation", "change", "indicator", "used", "surface", "report", "start", "end", "evidence",
    )  # fmt: skip


def codebook(store: Any) -> pl.DataFrame:
    """Name, definition, unit and number of values of each indicator of :func:`panel`."""
    import polars as pl

    tidy = panel(store)
    found = {
        row["indicator"]: row
        for row in tidy.group_by("indicator", "unit")
        .agg(pl.len().alias("values"), pl.col("n").sum(), pl.col("value").min().alias("min"), pl.col("value").max().alias("max"))
        .iter_rows(named=True)
    }  # fmt: skip
    rows = []
    for name in _indicators(tidy):
        row = found[name]
        rows.append(
            [name, _definition(name, row["unit"]), row["unit"], row["values"], row["n"], row["min"], row["max"]]
        )
    columns = ("indicator", "definition", "unit", "values", "figures", "min", "max")
    return pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)


def write(table: pl.DataFrame, path: str | Path, *, bom: bool = False) -> Path:
    """Write a table as ``.csv`` or ``.parquet``.

    :param bom: begin CSV with a byte order mark, so that Excel reads Chinese; ``pandas``, ``polars`` and R read it too
        (R: ``fileEncoding = "UTF-8-BOM"``).
    """
    import polars as pl

    target = Path(path)
    if target.suffix == ".parquet":
        table.write_parquet(target)
    elif target.suffix == ".csv":
        text = pl.col(pl.String)
        guarded = table.with_columns(
            pl.when(text.str.contains(_FORMULA.pattern)).then("'" + text).otherwise(text).name.keep()
        )
        guarded.write_csv(target, include_bom=bom)
    else:
        raise UsageError(f"{target.name}: a panel is written as .csv or .parquet")
    return target


@cache
def _units() -> dict[str, tuple[str, str]]:
    """Unit → its name in ASCII and whether it is an amount or a rate."""
    return {row["unit"]: (row["name"], row["kind"]) for row in resources.rows("unit_names.tsv")}


def _unit_name(unit: str) -> str:
    """Units that are not in the table are named by their code points, so that no figure is lost.

    >>> _unit_name("元"), _unit_name("龘")
    ('yuan', 'u9f98')
    """
    known = _units().get(unit)
    return known[0] if known else "".join(f"u{ord(character):x}" for character in unit)[:20]


def _definition(indicator: str, unit: str | None) -> str:
    if indicator in COUNTS:
        return f"Counted by us: {COUNTS[indicator]}; 0 where there are none."
    activity = indicator[: -len(_unit_name(unit or "")) - 1]
    how = "mean" if _units().get(unit or "", ("", ""))[1] == "rate" else "sum"
    return (
        f"Stated by the report: {how} of the figures in {unit} on activities of type {activity} of the report's year, "
        "without parts of others and changes, the same figure of an agency and year once; missing where none is stated."
    )


def _indicators(values: pl.DataFrame) -> list[str]:
    """Counts in the order of their definition, figures by name."""
    present = set(values["indicator"].unique())
    return [name for name in COUNTS if name in present] + sorted(present - set(COUNTS))


def _issued(store: Any) -> pl.LazyFrame:
    from kg.networks.ask import issuers

    return issuers(store)


def _keys(store: Any) -> pl.DataFrame:
    """One row for each agency and year that has a report."""
    import polars as pl

    agencies = store.table("agencies").select(agency="id", name="name", own="function")
    return (
        _issued(store)
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


def _counts(store: Any) -> pl.DataFrame:
    """The indicators that we count, for every agency and year with a report."""
    import polars as pl

    issued = _issued(store).select(
        "report", agency_id="agency", year="year", characters="characters", sentences="sentences"
    )
    on = ["agency_id", "year"]
    act, level = pl.col("act"), pl.col("level")

    def distinct(kept: pl.Expr) -> pl.Expr:
        return act.filter(kept & act.is_not_null()).n_unique().cast(pl.Int64)

    def count(kept: pl.Expr) -> pl.Expr:
        return kept.sum().cast(pl.Int64)

    joined = issued.join(store.table("citations").select("report", "act", "level", "resolution", "status"), on="report")
    cited = joined.group_by(on).agg(
        citations=pl.len().cast(pl.Int64),
        acts=distinct(pl.lit(True)),
        statutes=distinct(level.is_in(_STATUTES)),
        laws=distinct(level == "law"),
        local_statutes=distinct(level.is_in(["local_regulation", "local_rule"])),
        documents=distinct(level == "document"),
        citations_repealed=count(pl.col("status") == "repealed"),
        citations_unresolved=count(act.is_null() | pl.col("resolution").is_in(["ambiguous", "unknown"])),
    )
    mentions = store.table("mentions").select("report", "kind", "thing")
    named = (
        issued.join(mentions, on="report")
        .filter(pl.col("thing") != pl.col("agency_id"))
        .group_by(on)
        .agg(
            agencies_named=pl.col("thing").filter(pl.col("kind") == "agency").n_unique().cast(pl.Int64),
            programmes=pl.col("thing").filter(pl.col("kind") == "programme").n_unique().cast(pl.Int64),
        )
    )
    stated = (
        issued.join(store.table("measures").select("report"), on="report")
        .group_by(on)
        .agg(figures=pl.len().cast(pl.Int64))
    )
    own = [pl.col(name).sum() for name in ("characters", "sentences", "masked_figures")]
    table = issued.join(_masked(store).lazy(), on="report").group_by(on).agg(own)
    for part in (cited, named, stated):
        table = table.join(part, on=on, how="left", nulls_equal=True)
    return (
        table.with_columns(pl.col(*COUNTS).fill_null(0))
        .unpivot(list(COUNTS), index=on, variable_name="indicator", value_name="value")
        .with_columns(
            pl.col("value").cast(pl.Float64),
            unit=pl.lit(None, pl.String),
            n=pl.lit(1, pl.Int64),
            largest=pl.lit(None, pl.Float64),
            approximate=pl.lit(False),
        )
        .collect()
    )


def _masked(store: Any) -> pl.DataFrame:
    """How many figures each report hides."""
    import polars as pl

    surfaces = sorted((row["surface"] for row in resources.rows("units.tsv")), key=len, reverse=True)
    pattern = re.compile(_MASKED.replace("{units}", "|".join(map(re.escape, surfaces))))
    reports = store.table("reports").select("report", "sha256").collect()
    found = []
    for sha256 in reports["sha256"]:
        text = store.text(sha256)
        found.append(len(pattern.findall(text)) if "*" in text or "＊" in text else 0)
    counted: pl.DataFrame = reports.select("report", masked_figures=pl.Series(found, dtype=pl.Int64))
    return counted


def measures(store: Any) -> pl.LazyFrame:
    """Every figure with the agency, the indicator it belongs to, and how it is used there."""
    import polars as pl

    agencies = store.table("agencies").select(agency_id="id", agency="name")
    issued = (
        _issued(store)
        .select("report", agency_id="agency", report_year="year")
        .join(agencies, on="agency_id", how="left")
    )
    figure = store.table("measures").select(
        "report", "measure", "activity_type", "counted", "value", "unit", "year", "approximation", "change", "part_of", "surface",
        "start", "end",
    )  # fmt: skip
    same = ["agency_id", "report_year", "activity_type", "counted", "value", "unit"]
    used = (
        pl.when(pl.col("year") != pl.col("report_year")).then(pl.lit("another year"))
        .when(pl.col("change").is_not_null()).then(pl.lit("change"))
        .when(pl.col("part_of").is_not_null()).then(pl.lit("part of another"))
        .when(pl.col("seen") > 0).then(pl.lit("stated before"))
        .otherwise(pl.lit("yes"))
    )  # fmt: skip
    units = pl.col("unit").map_elements(_unit_name, return_dtype=pl.String)
    return (
        issued.join(figure, on="report")
        .sort("report", "start", "agency_id")
        .with_columns(
            activity=pl.col("activity_type"), indicator=pl.col("activity_type") + "_" + units, seen=pl.int_range(pl.len()).over(same)
        )
        .with_columns(used=used)
    )  # fmt: skip


def _figures(store: Any) -> pl.DataFrame:
    """The indicators that reports state, for every agency and year."""
    import polars as pl

    table = add_up(measures(store), "agency_id", pl.col("report_year").alias("year"))
    return table.select("agency_id", "year", "indicator", "value", "unit", "n", "largest", "approximate")


def add_up(figures: pl.LazyFrame, *by: Any) -> pl.DataFrame:
    """The figures of :func:`measures` that count, added up by indicator: amounts summed, rates averaged.

    :param by: columns or expressions to group by.
    """
    import polars as pl

    rates = [unit for unit, (_, kind) in _units().items() if kind == "rate"]
    table: pl.DataFrame = (
        figures.filter(pl.col("used") == "yes")
        .group_by(*by, "indicator", "unit")
        .agg(
            total=pl.col("value").sum(),
            mean=pl.col("value").mean(),
            n=pl.len().cast(pl.Int64),
            largest=pl.col("value").max(),
            approximate=pl.col("approximation").is_not_null().any(),
        )
        .with_columns(value=pl.when(pl.col("unit").is_in(rates)).then("mean").otherwise("total").round(6))
        .collect()
    )
    return table
