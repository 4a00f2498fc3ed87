"""How an act spread: in which year each place or agency cites it for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.networks.ids import iri

if TYPE_CHECKING:
    import polars as pl

#: What can take an act up.
LEVELS = ("province", "division", "agency")
#: Name of an agency that is masked in its report.
UNNAMED = "（未具名机关）"


def first_years(store: Any, act: str, *, by: str = "division") -> pl.DataFrame:
    """The first year in which each place or agency cites an act.

    :param act: short name (``act/中华人民共和国行政处罚法``) or IRI.
    :param by: one of :data:`LEVELS`; a place of unknown province stands for itself.
    :returns: columns ``place``, ``name``, ``first_year``, ``first_observed`` (its first report of all), ``citations``;
        ``first_year`` is missing for places whose reports never cite the act.
    :raises UsageError: unknown level.
    """
    import polars as pl

    rows = _observed(store, by)
    cited = (
        store.table("citations")
        .filter(pl.col("act") == iri(store, act))
        .group_by("report")
        .agg(n=pl.len().cast(pl.Int64))
    )
    return (
        rows.join(cited, on="report", how="left")
        .group_by("place", "name")
        .agg(
            first_year=pl.col("year").filter(pl.col("n") > 0).min(),
            first_observed=pl.col("year").min(),
            citations=pl.col("n").sum(),
        )
        .sort("first_year", "place", nulls_last=True)
        .collect()
    )


def spread(store: Any, act: str, *, by: str = "division") -> pl.DataFrame:
    """The spread of an act over the years.

    :returns: a row for each year with reports: ``year``, ``reporting`` (places with a report on that year), ``citing`` (of
        them those that cite the act in it), ``new`` (for the first time), ``cumulative`` (so far), ``observed`` (places with
        any report so far) and ``share`` = cumulative / observed.
    """
    import polars as pl

    rows = _observed(store, by).collect()
    reports = store.table("citations").filter(pl.col("act") == iri(store, act)).select("report").unique().collect()
    yearly = rows.group_by("year").agg(
        reporting=pl.col("place").n_unique().cast(pl.Int64),
        citing=pl.col("place").filter(pl.col("report").is_in(reports["report"].implode())).n_unique().cast(pl.Int64),
    )
    firsts = first_years(store, act, by=by)

    def count(column: str, name: str) -> pl.DataFrame:
        return firsts.drop_nulls(column).group_by(year=column).agg(pl.len().cast(pl.Int64).alias(name))

    return (
        yearly.join(count("first_year", "new"), on="year", how="left")
        .join(count("first_observed", "seen"), on="year", how="left")
        .with_columns(pl.col("new", "seen").fill_null(0))
        .sort("year")
        .with_columns(cumulative=pl.col("new").cum_sum(), observed=pl.col("seen").cum_sum())
        .with_columns(share=(pl.col("cumulative") / pl.col("observed")).round(6))
        .select("year", "reporting", "citing", "new", "cumulative", "observed", "share")
    )


def _observed(store: Any, by: str) -> pl.LazyFrame:
    """A row for each dated report and the place or agency that it speaks for."""
    import polars as pl

    from kg.networks.ask import issuers

    if by not in LEVELS:
        raise UsageError(f"unknown level {by!r}; an act spreads by {', '.join(LEVELS)}")
    reports = issuers(store).filter(pl.col("year").is_not_null())
    if by == "agency":
        names = store.table("agencies").select(agency="id", name="name")
        name = pl.col("name").fill_null(UNNAMED)
        return reports.join(names, on="agency", how="left").select("report", "year", name, place="agency")
    divisions = store.table("divisions").select(division="id", own="name", above="province")
    places = reports.join(divisions, on="division").select("report", "year", "division", "own", "above").unique()
    if by == "division":
        return places.select("report", "year", place="division", name="own")
    above = store.table("divisions").select(above="id", top="name")
    joined = places.join(above, on="above", how="left")
    return joined.select("report", "year", place=pl.coalesce("above", "division"), name=pl.coalesce("top", "own"))
