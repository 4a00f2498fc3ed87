"""The sentences behind a node or an edge, as many as its weight says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a report.

    :param report: IRI of the report; ``iri`` of the characters (``…#char=120,134``).
    :param start: offsets in code points of the report's text; ``exact`` are the characters there.
    :param sentence: the sentence around them, from ``sentence_start``.
    :param thing: in networks of shared things, which of the two the place is about.
    """

    report: str
    agency: str | None
    year: int | None
    sha256: str
    start: int
    end: int
    exact: str
    sentence: str
    sentence_start: int
    thing: str | None = None

    @property
    def iri(self) -> str:
        """Address of the characters."""
        return f"{self.report}#char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of an edge's weight: a citation, or a shared act with a place for each of the two that share it."""

    year: int | None
    unit: str | None
    places: tuple[Place, ...]


def evidence(
    store: Any,
    view: str,
    *,
    source: str | None = None,
    target: str | None = None,
    node: str | None = None,
    year: int | None = None,
    years: tuple[int | None, int | None] | None = None,
    folder: str | Path | None = None,
) -> list[Item]:
    """What a node or an edge of a network rests on, in the order of agency, year and text.

    :param source: and ``target``: the ends of an edge, short names (``act/宪法``) or IRIs; or give ``node``.
    :param year: only that year; ``years``: first and last year, both included, None for an open end.
    :returns: as many items as the edge's weight.
    :raises UsageError: the view has no evidence, or neither a node nor both ends are given.
    """
    import polars as pl

    from kg.networks.ask import ask
    from kg.networks.ids import iri, shortener
    from kg.networks.view import load

    chosen = load(view, folder)
    given = {"source": source, "target": target} if node is None else {"node": node}
    query = chosen.queries.get("evidence" if node is None else "about")
    if query is None or None in given.values():
        raise UsageError(f"evidence of {view}: give source and target, or node")
    rows = ask(store, query, **{name: iri(store, str(value)) for name, value in given.items()})
    first, last = (year, year) if year is not None else years or (None, None)
    rows = rows.filter(pl.col("year").is_not_null())
    if first is not None:
        rows = rows.filter(pl.col("year") >= first)
    if last is not None:
        rows = rows.filter(pl.col("year") <= last)
    rows = rows.unique().sort("year", "report", "start", "end")
    places = list(_places(store, rows["report"].unique().to_list(), rows.iter_rows(named=True), shortener(store)))
    if not chosen.projection or node is not None:
        return [Item(place.year, None, (place,)) for _, place in places]
    return _shared(places)


def _shared(places: Iterable[tuple[str | None, Place]]) -> list[Item]:
    """Units that both things have in a year, each with the first place of either."""
    units: dict[tuple[int | None, str | None], dict[str | None, Place]] = {}
    for unit, place in places:
        units.setdefault((place.year, unit), {}).setdefault(place.thing, place)
    both = [(key, found) for key, found in units.items() if len(found) == 2]
    return [Item(year, unit, tuple(found[t] for t in sorted(found, key=str))) for (year, unit), found in both]


def _places(
    store: Any, named: list[str], rows: Iterable[dict[str, Any]], short: Any
) -> Iterable[tuple[str | None, Place]]:
    import polars as pl

    kept = store.table("reports").filter(pl.col("report").is_in(named)).select("report", "agency_name", "sha256")
    reports = {row["report"]: row for row in kept.collect().iter_rows(named=True)}
    texts: dict[str, str] = {}
    for row in rows:
        report = reports[row["report"]]
        sha256 = report["sha256"]
        if sha256 not in texts:
            texts[sha256] = store.text(sha256)
        text, start, end = texts[sha256], row["start"], row["end"]
        first, last = row.get("sentence_start"), row.get("sentence_end")
        first, last = (start, end) if first is None or last is None else (first, last)
        thing = row.get("thing")
        yield (
            row.get("unit"),
            Place(
                report=row["report"],
                agency=report["agency_name"],
                year=row["year"],
                sha256=sha256,
                start=start,
                end=end,
                exact=text[start:end],
                sentence=text[first:last],
                sentence_start=first,
                thing=short(thing) if thing else None,
            ),
        )
