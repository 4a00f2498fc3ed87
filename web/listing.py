"""Lists with facets: acts, agencies, places, years, activities, programmes, counted from the tables beside the graph.

A list is one table, counted once for each build; filtering, sorting and paging work on it in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError

if TYPE_CHECKING:
    import polars as pl

    from kg.store import OpenStore

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One list.

    :param thing: kind of its things, for links; ``filter`` names the filter of their sentences.
    :param columns: what is shown besides the name, numbers first sorted downwards.
    :param facets: columns to choose by; those that are concepts are named as ``scheme``.
    :param panels: the panel of the thing's page that takes a column's number apart.
    """

    name: str
    thing: str
    filter: str
    frame: Callable[[OpenStore], pl.DataFrame]
    columns: tuple[str, ...]
    facets: tuple[str, ...] = ()
    sort: str = "reports"
    panels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of a column with how many things have each."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a list."""

    rows: list[dict[str, Any]]
    total: int
    facets: tuple[Facet, ...]
    number: int
    pages: int
    sort: str
    up: bool


def table(store: OpenStore, name: str) -> pl.LazyFrame:
    """A table, or one without rows where the store was loaded from RDF and has none."""
    import polars as pl

    from kg.graph.rows import COLUMNS, CONTEXT
    from kg.store.tables import THINGS

    try:
        return store.table(name)
    except StoreError:
        about = THINGS.get(name)
        columns = [c for c, _, _ in about[1]] if about else [c for c, _ in COLUMNS[name]]
        numbers = {c for c, kind in COLUMNS.get(name, ()) if kind in ("int", "float")} | {"report_year"}
        names = dict.fromkeys(["id", *columns] if about else ["report", *columns, *CONTEXT, "agencies"])
        return pl.LazyFrame(schema={c: pl.Int64 if c in numbers else pl.String for c in names})


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


def _acts(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    counted = _over(
        table(store, "citations"),
        "act",
        citations=pl.len(),
        agencies=pl.col("agency").n_unique(),
        title=pl.col("title").first(),
        cited_level=pl.col("level").first(),
    )
    known = table(store, "acts").select(act="id", label="label", level="level")
    return (
        counted.join(known, on="act", how="left")
        .with_columns(name=pl.coalesce("label", "title"), level=pl.coalesce("level", "cited_level"), id=pl.col("act"))
        .select("id", "name", "level", "citations", "reports", "agencies", "first", "last")
        .collect()
    )


def _reports(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    def of(name: str, **more: pl.Expr) -> pl.LazyFrame:
        return table(store, name).group_by("report").agg(pl.len().alias(name), **more)

    name = pl.when(pl.col("agency_name").is_null()).then(pl.col("title").fill_null(pl.col("file")))
    return (
        table(store, "reports")
        .join(of("citations", acts=pl.col("act").n_unique()), on="report", how="left")
        .join(of("measures"), on="report", how="left")
        .join(of("mentions"), on="report", how="left")
        .with_columns(name=name.otherwise(pl.col("agency_name")))
        .select("name", "function", "province", "issued", "citations", "acts", "measures", "mentions",
                id="report", year="report_year", place="division_name")
        .with_columns(pl.col("citations", "acts", "measures", "mentions").fill_null(0))
        .collect()
    )  # fmt: skip


def _issuers(store: OpenStore) -> pl.LazyFrame:
    """One row for each report and agency that issued it."""
    import polars as pl

    return table(store, "reports").with_columns(agency=pl.col("agencies").str.split(" ")).explode("agency")


def _agencies(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    counted = _over(_issuers(store), "agency")
    cited = table(store, "citations").select("report", "act")
    acts = (
        _issuers(store)
        .select("report", "agency")
        .join(cited, on="report")
        .group_by("agency")
        .agg(citations=pl.len(), acts=pl.col("act").n_unique())
    )
    places = table(store, "divisions").select(division="id", place="name")
    named = table(store, "mentions").group_by("thing").agg(mentions=pl.len())
    return (
        table(store, "agencies")
        .join(named, left_on="id", right_on="thing", how="left")
        .join(counted, left_on="id", right_on="agency", how="left")
        .join(acts, left_on="id", right_on="agency", how="left")
        .join(places, on="division", how="left")
        .with_columns(reporting=pl.when(pl.col("reports") > 0).then(pl.lit("reporting")).otherwise(pl.lit("named")))
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


def _places(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    counted = _over(table(store, "reports"), "division", agencies=pl.col("agency").n_unique())
    cited = table(store, "citations").group_by("division").agg(citations=pl.len(), acts=pl.col("act").n_unique())
    divisions = table(store, "divisions")
    provinces = divisions.select(province="id", province_name="name")
    return (
        divisions.join(counted, left_on="id", right_on="division", how="inner")
        .join(cited, left_on="id", right_on="division", how="left")
        .join(provinces, on="province", how="left")
        .select("id", "name", "reports", "agencies", "citations", "acts", "first", "last", province="province_name")
        .collect()
    )


def _years(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    reports = table(store, "reports").filter(pl.col("report_year").is_not_null())
    counted = reports.group_by("report_year").agg(
        reports=pl.len(), agencies=pl.col("agency").n_unique(), places=pl.col("division").n_unique()
    )
    cited = table(store, "citations").group_by("report_year").agg(citations=pl.len(), acts=pl.col("act").n_unique())
    measured = table(store, "measures").group_by("report_year").agg(measures=pl.len())
    return (
        counted.join(cited, on="report_year", how="left")
        .join(measured, on="report_year", how="left")
        .with_columns(id=pl.col("report_year").cast(pl.String), name=pl.col("report_year").cast(pl.String))
        .drop("report_year")
        .collect()
    )


def _activities(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    return (
        _over(
            table(store, "measures"),
            "activity_type",
            measures=pl.len(),
            agencies=pl.col("agency").n_unique(),
            places=pl.col("division").n_unique(),
        )
        .with_columns(id=pl.col("activity_type"))
        .rename({"activity_type": "name"})
        .collect()
    )


def _programmes(store: OpenStore) -> pl.DataFrame:
    import polars as pl

    mentions = table(store, "mentions").filter(pl.col("kind") == "programme")
    counted = _over(mentions, "thing", mentions=pl.len(), agencies=pl.col("agency").n_unique())
    return table(store, "programmes").join(counted, left_on="id", right_on="thing", how="left").collect()


LISTINGS = {
    listing.name: listing
    for listing in (
        Listing(
            "reports",
            "report",
            "report",
            _reports,
            ("year", "place", "function", "citations", "acts", "measures", "mentions"),
            ("year", "province", "function"),
            "year",
        ),
        Listing(
            "acts",
            "act",
            "act",
            _acts,
            ("level", "reports", "citations", "agencies", "first", "last"),
            ("level",),
            panels={"reports": "by-year", "agencies": "by-agency"},
        ),
        Listing(
            "agencies",
            "agency",
            "agency",
            _agencies,
            ("function", "place", "reports", "citations", "acts", "mentions", "first", "last"),
            ("reporting", "function", "kind", "place"),
            panels={"reports": "reports", "acts": "acts"},
        ),
        Listing(
            "places",
            "division",
            "division",
            _places,
            ("province", "reports", "agencies", "citations", "acts", "first", "last"),
            ("province",),
            panels={"reports": "reports", "agencies": "reports", "acts": "acts"},
        ),
        Listing(
            "years",
            "year",
            "year",
            _years,
            ("reports", "agencies", "places", "citations", "acts", "measures"),
            (),
            "name",
            panels={"reports": "reports", "agencies": "reports", "places": "places", "acts": "acts"},
        ),
        Listing(
            "activities",
            "activity",
            "activity",
            _activities,
            ("measures", "reports", "agencies", "places", "first", "last"),
            (),
            "measures",
            panels={"reports": "by-place", "agencies": "by-place", "places": "by-place"},
        ),
        Listing(
            "programmes",
            "programme",
            "programme",
            _programmes,
            ("reports", "mentions", "agencies", "first", "last"),
            (),
            panels={"reports": "by-year", "agencies": "by-agency"},
        ),
    )
}
#: Columns that are numbers.
NUMBERS = frozenset(
    ("reports", "citations", "agencies", "acts", "places", "measures", "mentions", "first", "last", "year")
)
#: Numbers that are years.
YEARS = frozenset(("first", "last", "year"))
#: Columns whose numbers stand for sentences.
COUNTED = frozenset(("citations", "measures", "mentions"))
_FACET_VALUES = 60


def select(listing: Listing, frame: pl.DataFrame, asked: Mapping[str, str]) -> tuple[pl.DataFrame, tuple[Facet, ...]]:
    """The rows that fit the facets and words asked for, and the facets' values with counts among what the others leave."""
    import polars as pl

    tests: dict[str, pl.Expr] = {}
    if words := asked.get("q", "").strip():
        tests["q"] = pl.col("name").str.contains(words, literal=True)
    for name in listing.facets:
        if value := asked.get(name):
            tests[name] = pl.col(name).cast(pl.String) == value
    facets = []
    for name in listing.facets:
        rest = _where(frame, [test for facet, test in tests.items() if facet != name])
        order = [name] if name in YEARS else ["len", name]
        values = rest.drop_nulls(name).group_by(name).len().sort(order, descending=[True, False][: len(order)])
        facets.append(Facet(name, tuple(values.head(_FACET_VALUES).iter_rows())))
    return _where(frame, list(tests.values())), tuple(facet for facet in facets if len(facet.values) > 0)


def _where(frame: pl.DataFrame, tests: list[pl.Expr]) -> pl.DataFrame:
    return frame.filter(*tests) if tests else frame


def show(listing: Listing, frame: pl.DataFrame, asked: Mapping[str, str]) -> Shown:
    """One page of a list, as asked for: words, facets, order, page."""
    fitting, facets = select(listing, frame, asked)
    sort = asked.get("sort", listing.sort)
    if sort not in (*listing.columns, "name"):
        sort = listing.sort
    up = asked.get("order", "up" if sort == "name" and listing.name != "years" else "down") == "up"
    fitting = fitting.sort([sort, "name"], descending=[not up, False], nulls_last=True)
    pages = max(1, -(-fitting.height // PAGE))
    number = asked.get("page", "1")
    page = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    rows = fitting.slice((page - 1) * PAGE, PAGE).to_dicts()
    return Shown(rows, fitting.height, facets, page, pages, sort, up)
