"""Panels that are counted from the tables beside the graph: what sums over a million statements takes milliseconds there.

Beside a panel's query stands the same in SQL, ``NAME.sql``. It is asked where the store has tables, the query where it has
none (a store that was made from RDF); a test holds the two to the same answer. What a page offers to edit is the query.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.graph.namespaces import CONCEPT
from kg.networks import ask
from kg.networks.spread import UNNAMED

if TYPE_CHECKING:
    import polars as pl

    from web.live import Generation, Row

_FOLDER = Path(__file__).parent / "panels"
_WORD = re.compile(r"[a-z_]+")
_TABLES = ("reports", "citations", "mentions", "measures", "acts", "agencies", "divisions")
#: Tables of our own: reports with each agency that issued them, and the places in the place asked for.
_ISSUERS, _INSIDE = "issuers", "inside"


@cache
def statement(kind: str, name: str) -> str | None:
    """The SQL of a panel of pages of ``kind``; None where it has none."""
    file = _FOLDER / kind / f"{name}.sql"
    return file.read_text("utf-8") if file.is_file() else None


def rows(generation: Generation, sql: str, it: str) -> list[Row] | None:
    """The answer to a panel's SQL as a query would give it: plain texts by column, what is empty left out.

    :param it: what the panel is about: an IRI, a year. :returns: None where the store has no tables.
    """
    found: list[Row] | None = generation.counted(("counted", sql, it), lambda: _asked(generation, sql, it))
    return found


def _asked(generation: Generation, sql: str, it: str) -> list[Row] | None:
    import polars as pl

    words = set(_WORD.findall(sql))
    try:
        frames = {name: generation.store.table(name) for name in _TABLES if name in words}
        if "reports" in frames:
            frames["reports"] = _labelled(frames["reports"])
        if _ISSUERS in words:
            frames[_ISSUERS] = generation.keep(_ISSUERS, lambda: issuers(generation)).lazy()
        if _INSIDE in words:
            frames[_INSIDE] = inside(generation.store.table("divisions").collect(), it).lazy()
    except StoreError:
        return None
    values = {"$it": it, "$notation": it.rpartition("/")[2], "$concept": CONCEPT}
    text = re.sub(r"\$\w+", lambda name: "'" + values[name[0]].replace("'", "''") + "'", sql)
    with pl.SQLContext(frames=frames) as context:
        table = context.execute(text).collect()
    return [{name: _text(value) for name, value in row.items() if value is not None} for row in table.to_dicts()]


def _text(value: object) -> str:
    """A value as the engine writes it: 12 and not 12.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def issuers(generation: Generation) -> pl.DataFrame:
    """One row for each report and agency that issued it, with the agency's name and function; masked ones have no name."""
    import polars as pl

    store = generation.store
    reports = ask.issuers(store).select("report", "agency")
    known = store.table("agencies").select(agency="id", name="name", function="function")
    named = reports.drop_nulls().join(known, on="agency", how="left")
    return named.with_columns(pl.col("name").fill_null(UNNAMED)).collect()


def _labelled(reports: pl.LazyFrame) -> pl.LazyFrame:
    """The reports with their labels, as the graph has them."""
    import polars as pl

    year = pl.when(pl.col("report_year").is_not_null()).then(" " + pl.col("report_year").cast(pl.String))
    return reports.with_columns(label=pl.col("agency_name").fill_null(UNNAMED) + year.otherwise(pl.lit("")))


def inside(divisions: pl.DataFrame, place: str) -> pl.DataFrame:
    """The place and all in it, with how many steps below it each is."""
    import polars as pl

    found, layer, step = {place: 0}, [place], 0
    while layer:
        step += 1
        layer = [d for d in divisions.filter(pl.col("broader").is_in(layer))["id"] if d not in found]
        found |= dict.fromkeys(layer, step)
    return pl.DataFrame({"division": list(found), "step": list(found.values())})
