"""Which records fit some filters, from the tables beside the graph: how many, in how many reports, how many outside boilerplate.

What :mod:`web.evidence` asks of the graph, asked of the tables, where they know all of the filters; a test holds the two
to the same records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
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
    """

    total: int
    reports: int
    original: int
    different: int | None
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
        items=tuple(page["item"]),
    )


def _narrowed(generation: Generation, frame: pl.LazyFrame, kind: str, name: str, value: str) -> pl.LazyFrame:
    """The rows that fit one filter. :raises KeyError: the tables do not know it."""
    import polars as pl

    def having(keys: Any, column: str = "report") -> pl.LazyFrame:
        return frame.join(keys.lazy().select(column).unique(), on=column, how="semi")

    notations = [one.rpartition("/")[2] for one in evidence.several(name, value)]
    if name in ("agency", "function"):
        issuers = generation.keep("issuers", lambda: counted.issuers(generation))
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
