"""Lists with facets: acts, agencies, places, years, activities, programmes, counted from the tables beside the graph.

A list is one table, counted once for each build; filtering, sorting and paging work on it in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from web import tallies

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


LISTINGS = {
    listing.name: listing
    for listing in (
        Listing(
            "reports",
            "report",
            "report",
            tallies.reports,
            ("year", "place", "function", "citations", "acts", "measures", "mentions"),
            ("year", "province", "function"),
            "year",
        ),
        Listing(
            "acts",
            "act",
            "act",
            tallies.acts,
            ("level", "reports", "citations", "agencies", "first", "last"),
            ("level",),
            panels={"reports": "by-year", "agencies": "by-agency"},
        ),
        Listing(
            "agencies",
            "agency",
            "agency",
            tallies.agencies,
            ("function", "place", "reports", "citations", "acts", "mentions", "first", "last"),
            ("reporting", "function", "kind", "place"),
            panels={"reports": "reports", "acts": "acts"},
        ),
        Listing(
            "places",
            "division",
            "division",
            tallies.places,
            ("province", "reports", "agencies", "citations", "acts", "first", "last"),
            ("province",),
            panels={"reports": "reports", "agencies": "reports", "acts": "acts"},
        ),
        Listing(
            "years",
            "year",
            "year",
            tallies.years,
            ("reports", "agencies", "places", "citations", "acts", "measures"),
            (),
            "name",
            panels={"reports": "reports", "agencies": "reports", "places": "places", "acts": "acts"},
        ),
        Listing(
            "activities",
            "activity",
            "activity",
            tallies.activities,
            ("measures", "reports", "agencies", "places", "first", "last"),
            (),
            "measures",
            panels={"reports": "by-place", "agencies": "by-place", "places": "by-place"},
        ),
        Listing(
            "programmes",
            "programme",
            "programme",
            tallies.programmes,
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
