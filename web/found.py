"""Which records fit some filters, from the tables beside the graph: how many, in how many reports, how many outside boilerplate.

What :mod:`web.evidence` asks of the graph, asked of the tables, where they know all of the filters; a test holds the two
to the same records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.catalogue.indicators import rates
from kg.errors import StoreError
from kg.records import ADDS_UP, AGAIN
from web import counted, evidence

if TYPE_CHECKING:
    import polars as pl

    from web.live import Generation

#: Filters that are a column of a table by another name.
_SAME = {
    "report": "report", "division": "division", "year": "report_year", "act": "act", "resolution": "resolution",
    "status": "status", "programme": "thing", "named": "thing", "activity": "activity_type", "unit": "unit",
    "counted": "counted", "measured": "year", "role": "role", "mentioned": "kind",
}  # fmt: skip
#: What a record is about.
_THING = {"citation": "act", "mention": "thing"}


@dataclass(frozen=True, slots=True)
class Records:
    """What fits.

    :param original: those in sentences that are no boilerplate. :param items: the IRIs of one page, newest reports first.
    :param different: how many acts they cite, or agencies and programmes they mention; None of figures.
    :param added: how many figures of one activity and unit add up, and to what; None of others.
    """

    total: int
    reports: int
    original: int
    different: int | None
    added: tuple[int, float] | None
    items: tuple[str, ...]


def records(generation: Generation, filters: Mapping[str, str], limit: int, offset: int) -> Records | None:
    """The records that fit; None where the store has no tables, or they do not know one of the filters."""
    import polars as pl

    kind = evidence.kind_of(filters)
    try:
        frame = generation.store.table(f"{kind}s")
        for name, value in filters.items():
            if name != evidence.KIND:
                frame = _narrowed(generation, frame, kind, name, value)
        item = pl.col("report") + "#" + pl.col(kind)
        year = pl.col("report_year")
        thing = pl.col(_THING[kind]) if kind in _THING else pl.lit(None)
        found = frame.select("report", "boilerplate", item=item, year=year, thing=thing).collect()
    except (StoreError, KeyError):
        return None
    page = found.sort(["year", "item"], descending=[True, False], nulls_last=True).slice(offset, limit)
    return Records(
        total=found.height,
        reports=found["report"].n_unique(),
        original=found["boilerplate"].null_count(),
        different=found["thing"].drop_nulls().n_unique() if kind in _THING else None,
        added=_added(generation, found, filters),
        items=tuple(page["item"]),
    )


def _added(generation: Generation, found: pl.DataFrame, filters: Mapping[str, str]) -> tuple[int, float] | None:
    import polars as pl

    unit = filters.get("unit")
    if unit is None or "activity" not in filters or unit in rates():
        return None
    some = _used(generation).join(found.select("item"), on="item", how="semi").filter(pl.col("used") == ADDS_UP)
    return some.height, float(some["value"].sum())


def uses(generation: Generation, items: Sequence[str]) -> dict[str, str]:
    """What figures are used for, by their IRIs: whether each adds up with others of its activity and unit, or why not."""
    import polars as pl

    if generation.lacks:
        return {}
    return dict(_used(generation).filter(pl.col("item").is_in(items)).select("item", "used").iter_rows())


def _used(generation: Generation) -> pl.DataFrame:
    """All figures with their use; what an agency says again of the same year adds up once."""
    import polars as pl

    def make() -> pl.DataFrame:
        same = ["agencies", "report_year", "activity_type", "counted", "value", "unit", "use"]
        again = (pl.int_range(pl.len()) > 0).over(same) & (pl.col("use") == ADDS_UP)
        reports = generation.store.table("reports").select("report", "agencies")
        return (
            generation.store.table("measures")
            .join(reports, on="report")
            .sort("report", "start")
            .select(
                "value",
                item=pl.col("report") + "#" + pl.col("measure"),
                used=pl.when(again).then(pl.lit(AGAIN)).otherwise("use"),
            )
            .collect()
        )

    frame: pl.DataFrame = generation.keep("used", make)
    return frame


def _narrowed(generation: Generation, frame: pl.LazyFrame, kind: str, name: str, value: str) -> pl.LazyFrame:
    """The rows that fit one filter. :raises KeyError: the tables do not know it."""
    import polars as pl

    def having(keys: Any, column: str = "report") -> pl.LazyFrame:
        return frame.join(keys.lazy().select(column).unique(), on=column, how="semi")

    notations = [one.rpartition("/")[2] for one in evidence.several(name, value)]
    if name in ("agency", "function", "also"):
        issuers = generation.keep("issuers", lambda: counted.issuers(generation))
        if name == "also":
            theirs = issuers.filter(pl.col("agency") == value).lazy()
            return having(generation.store.table("citations").join(theirs, on="report", how="semi"), "act")
        return having(issuers.filter(pl.col(name).is_in(notations) if name == "function" else pl.col(name) == value))
    if name == "within":
        return having(counted.inside(generation.store.table("divisions").collect(), value), "division")
    if name == "province":
        places = generation.store.table("divisions").filter(pl.col("province") == value)
        return having(places.select(division="id"), "division")
    if name == "with":
        return having(generation.store.table("citations").filter(pl.col("act") == value))
    lacking = value == evidence.NONE and name in evidence.LACKING
    if name == "version" and not lacking:
        act, _, date = value.rpartition("@")
        return frame.filter(pl.col("act") == act, pl.col("version").cast(pl.String) == date)
    if name == "level":
        known = generation.store.table("acts").select(act="id", known="level")
        of_act = pl.when(pl.col("act").is_not_null()).then(pl.coalesce("known", "level"))
        return frame.join(known, on="act", how="left").filter(of_act.is_null() if lacking else of_act.is_in(notations))
    if lacking:
        return frame.filter(pl.col(_SAME.get(name, name)).is_null())
    if name == "item":
        report, _, part = value.rpartition("#")
        return frame.filter(pl.col("report") == report, pl.col(kind) == part)
    if name == "boilerplate":
        return frame.filter(pl.col("boilerplate").is_null())
    if name == "besides":
        return frame.filter(pl.col("thing") != value)
    column = pl.col(_SAME[name])
    if name in evidence.CONCEPTS:
        return frame.filter(column.is_in(notations))
    return frame.filter(column == (int(value) if name in evidence.NUMBERS else value))
