"""What the lists show, counted from the tables beside the graph: one frame a list, one row a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.networks.ask import by_issuer

if TYPE_CHECKING:
    import polars as pl

    from kg.store import OpenStore


def _over(frame: pl.LazyFrame, key: str, **more: pl.Expr) -> pl.LazyFrame:
    """Reports, first and last year and more by a key."""
    import polars as pl

    return (
        frame.filter(pl.col(key).is_not_null())
        .group_by(key)
        .agg(
            reports=pl.col("report").n_unique(),
            first=pl.col("report_year").min(),
            last=pl.col("report_year").max(),
            **more,
        )
    )


def _agencies(store: OpenStore, frame: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """How many agencies issued the reports of ``frame``, by a key; each of those that report together counts."""
    import polars as pl

    each = by_issuer(store.table("reports")).select("report", "agency")
    joined = frame.select(key, "report").join(each, on="report")
    return joined.group_by(key).agg(agencies=pl.col("agency").n_unique())


def acts(store: OpenStore) -> pl.DataFrame:
    """What is cited, with how often and by whom."""
    import polars as pl

    cited = store.table("citations")
    counted = _over(
        cited, "act", citations=pl.len(), title=pl.col("title").first(), cited_level=pl.col("level").first()
    )
    known = store.table("acts").select(act="id", label="label", level="level")
    return (
        counted.join(_agencies(store, cited, "act"), on="act", how="left")
        .join(known, on="act", how="left")
        .with_columns(name=pl.coalesce("label", "title"), level=pl.coalesce("level", "cited_level"), id=pl.col("act"))
        .select("id", "name", "level", "citations", "reports", "agencies", "first", "last")
        .collect()
    )


def reports(store: OpenStore) -> pl.DataFrame:
    """Reports with what was found in them."""
    import polars as pl

    def of(name: str, **more: pl.Expr) -> pl.LazyFrame:
        return store.table(name).group_by("report").agg(pl.len().alias(name), **more)

    name = pl.when(pl.col("agency_name").is_null()).then(pl.col("title").fill_null(pl.col("file")))
    return (
        store.table("reports")
        .join(of("citations", acts=pl.col("act").n_unique()), on="report", how="left")
        .join(of("measures"), on="report", how="left")
        .join(of("mentions"), on="report", how="left")
        .with_columns(name=name.otherwise(pl.col("agency_name")))
        .select("name", "function", "province", "issued", "citations", "acts", "measures", "mentions",
                id="report", year="report_year", place="division_name")
        .with_columns(pl.col("citations", "acts", "measures", "mentions").fill_null(0))
        .collect()
    )  # fmt: skip


def agencies(store: OpenStore) -> pl.DataFrame:
    """All bodies of the graph: those that report, those that are named, and issuers and superiors; masked ones too."""
    import polars as pl

    issued = by_issuer(store.table("reports"))
    own = pl.col("function", "division_name").drop_nulls().first()
    counted = _over(issued, "agency").join(issued.group_by("agency").agg(own), on="agency")
    cited = store.table("citations").select("report", "act")
    acts = (
        issued.select("report", "agency")
        .join(cited, on="report")
        .group_by("agency")
        .agg(citations=pl.len(), acts=pl.col("act").n_unique())
    )
    places = store.table("divisions").select(division="id", place="name")
    mentioned = store.table("mentions").filter(pl.col("kind") == "agency")
    named = mentioned.group_by("thing").agg(mentions=pl.len(), called=pl.coalesce("name", "surface").first())
    reporting = pl.when(pl.col("reports") > 0).then(pl.lit("reporting"))
    return (
        store.table("agencies")
        .join(named, left_on="id", right_on="thing", how="full", coalesce=True)
        .join(counted, left_on="id", right_on="agency", how="full", coalesce=True, suffix="_reported")
        .join(acts, left_on="id", right_on="agency", how="left")
        .join(places, on="division", how="left")
        .with_columns(
            name=pl.coalesce("name", "called"),
            function=pl.coalesce("function", "function_reported"),
            place=pl.coalesce("place", "division_name"),
            reporting=reporting.when(pl.col("mentions") > 0).then(pl.lit("named")).otherwise(pl.lit("other")),
        )
        .select(
            "id",
            "name",
            "function",
            "kind",
            "place",
            "reporting",
            "reports",
            "citations",
            "acts",
            "mentions",
            "first",
            "last",
        )
        .collect()
    )


def places(store: OpenStore) -> pl.DataFrame:
    """Divisions that reporting agencies serve."""
    import polars as pl

    reports = store.table("reports")
    counted = _over(reports, "division").join(_agencies(store, reports, "division"), on="division", how="left")
    cited = store.table("citations").group_by("division").agg(citations=pl.len(), acts=pl.col("act").n_unique())
    divisions = store.table("divisions")
    provinces = divisions.select(province="id", province_name="name")
    return (
        divisions.join(counted, left_on="id", right_on="division", how="inner")
        .join(cited, left_on="id", right_on="division", how="left")
        .join(provinces, on="province", how="left")
        .select("id", "name", "reports", "agencies", "citations", "acts", "first", "last", province="province_name")
        .collect()
    )


def years(store: OpenStore) -> pl.DataFrame:
    """Report years."""
    import polars as pl

    reports = store.table("reports").filter(pl.col("report_year").is_not_null())
    counted = reports.group_by("report_year").agg(reports=pl.len(), places=pl.col("division").n_unique())
    cited = store.table("citations").group_by("report_year").agg(citations=pl.len(), acts=pl.col("act").n_unique())
    measured = store.table("measures").group_by("report_year").agg(measures=pl.len())
    return (
        counted.join(_agencies(store, reports, "report_year"), on="report_year", how="left")
        .join(cited, on="report_year", how="left")
        .join(measured, on="report_year", how="left")
        .with_columns(id=pl.col("report_year").cast(pl.String), name=pl.col("report_year").cast(pl.String))
        .drop("report_year")
        .collect()
    )


def activities(store: OpenStore) -> pl.DataFrame:
    """Kinds of counted activities."""
    import polars as pl

    measures = store.table("measures")
    return (
        _over(measures, "activity_type", measures=pl.len(), places=pl.col("division").n_unique())
        .join(_agencies(store, measures, "activity_type"), on="activity_type", how="left")
        .with_columns(id=pl.col("activity_type"))
        .rename({"activity_type": "name"})
        .collect()
    )


def programmes(store: OpenStore) -> pl.DataFrame:
    """Programmes that reports name."""
    import polars as pl

    mentions = store.table("mentions").filter(pl.col("kind") == "programme")
    counted = _over(mentions, "thing", mentions=pl.len()).join(
        _agencies(store, mentions, "thing"), on="thing", how="left"
    )
    return store.table("programmes").join(counted, left_on="id", right_on="thing", how="left").collect()
