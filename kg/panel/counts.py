"""The indicators that we count: from what was found in a report, 0 where nothing was."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.networks.ask import issuers

if TYPE_CHECKING:
    import polars as pl

#: Indicators that we count, in the order in which they are shown.
COUNTS = tuple(row["name"] for row in resources.rows("panel.tsv") if row["kind"] == "count")
#: Levels of acts, and ways in which a citation was linked, that some of them count.
STATUTES = (
    "constitution", "law", "administrative_regulation", "local_regulation", "department_rule", "local_rule",
    "judicial_interpretation",
)  # fmt: skip
LOCAL = ("local_regulation", "local_rule")
UNRESOLVED = ("ambiguous", "unknown")
#: A number that is masked: ``**家``, ``＊万元``; not ``**区`` (a name) and not ``***条例``.
_MASKED = r"[*＊]+[万亿余多]*(?:{units})"


def counts(store: Any) -> pl.DataFrame:
    """The indicators that we count, for every agency and year with a report."""
    import polars as pl

    issued = issuers(store).select(
        "report", agency_id="agency", year="year", characters="characters", sentences="sentences"
    )
    on = ["agency_id", "year"]
    act, level = pl.col("act"), pl.col("level")

    def distinct(kept: pl.Expr) -> pl.Expr:
        return act.filter(kept & act.is_not_null()).n_unique().cast(pl.Int64)

    def count(kept: pl.Expr) -> pl.Expr:
        return kept.sum().cast(pl.Int64)

    columns = ("report", "act", "level", "resolution", "status", "boilerplate")
    joined = issued.join(store.table("citations").select(columns), on="report")
    cited = joined.group_by(on).agg(
        citations=pl.len().cast(pl.Int64),
        acts=distinct(pl.lit(True)),
        statutes=distinct(level.is_in(STATUTES)),
        laws=distinct(level == "law"),
        local_statutes=distinct(level.is_in(LOCAL)),
        documents=distinct(level == "document"),
        citations_repealed=count(pl.col("status") == "repealed"),
        citations_unresolved=count(pl.col("resolution").is_in(UNRESOLVED)),
        citations_original=count(pl.col("boilerplate").is_null()),
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
        issued.join(store.table("measures").select("report", "boilerplate"), on="report")
        .group_by(on)
        .agg(figures=pl.len().cast(pl.Int64), figures_original=count(pl.col("boilerplate").is_null()))
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


def masked(text: str) -> list[tuple[int, int]]:
    """Where a text hides its figures: from which character to which.

    >>> masked("罚款**万元，对**区**家企业")
    [(2, 6), (11, 14)]
    """
    return [match.span() for match in _pattern().finditer(text)] if "*" in text or "＊" in text else []


@cache
def _pattern() -> re.Pattern[str]:
    surfaces = sorted((row["surface"] for row in resources.rows("units.tsv")), key=len, reverse=True)
    return re.compile(_MASKED.replace("{units}", "|".join(map(re.escape, surfaces))))


def _masked(store: Any) -> pl.DataFrame:
    """How many figures each report hides."""
    import polars as pl

    reports = store.table("reports").select("report", "sha256").collect()
    found = [len(masked(store.text(sha256))) for sha256 in reports["sha256"]]
    counted: pl.DataFrame = reports.select("report", masked_figures=pl.Series(found, dtype=pl.Int64))
    return counted
