"""Networks of the graph's things: typed networkx graphs, their measures, where to draw them.

>>> from kg import networks
>>> graph = networks.network(store, "agency-act", years=(2018, 2024))       # doctest: +SKIP
>>> graph = networks.prepare(graph, backbone=0.05)                           # doctest: +SKIP

The attributes of the graphs are described in :mod:`kg.networks.schema`, the views in :mod:`kg.networks.view`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.networks.places import Item, Place, evidence
from kg.networks.spread import first_years, spread
from kg.networks.view import View, load, names, views

if TYPE_CHECKING:
    from kg.networks.schema import Graph

__all__ = [
    "Item", "Place", "View", "evidence", "first_years", "load", "names", "network", "prepare", "spread", "views", "year_slice",
]  # fmt: skip

#: The address of a site, with the path it may lie under.
_SITE = re.compile(r"https?://[^\s/?#\"<>]+(?:/[^\s?#\"<>]*)?", re.IGNORECASE)


def network(
    store: Any,
    view: str,
    *,
    years: tuple[int | None, int | None] | None = None,
    min_weight: float = 1,
    isolates: bool = False,
    site: str = "",
    folder: str | Path | None = None,
) -> Graph:
    """A view of a store as a typed networkx graph, a ``DiGraph`` or, for projections, a ``Graph``.

    :param store: as of :func:`kg.store.open`.
    :param view: its name; see :func:`names`.
    :param years: first and last year, both included; None for an open end.
    :param min_weight: edges of less weight, over all these years, are left out.
    :param isolates: keep nodes without edges (agencies that cite nothing).
    :param site: what the addresses of evidence begin with, ``http://localhost:8000``.
    :param folder: with views of your own.
    :raises UsageError: unknown view, a site that is no address, or more pairs than a graph should hold.
    """
    import polars as pl

    from kg.networks import build, schema
    from kg.networks.ask import ask
    from kg.networks.ids import shortener

    chosen = load(view, folder)
    if site and not _SITE.fullmatch(site):
        raise UsageError(f"{site}: is no address of a site; it looks like http://localhost:8000")
    first, last = years or (None, None)
    if first is not None and last is not None and first > last:
        raise UsageError(f"the years end before they begin: {first}-{last}")
    tables = {
        name: _between(ask(store, query), first, last)
        for name, query in chosen.queries.items()
        if name not in ("evidence", "about")
    }
    graph = build.frame(chosen)
    edges = tables["edges"]
    undated = edges.filter(pl.col("year").is_null())
    if len(undated):
        schema.note(graph, f"Left out: {int(undated['weight'].sum())} occurrences in reports of unknown year.")
        edges = edges.filter(pl.col("year").is_not_null())
    if min_weight > 1:
        schema.note(graph, f"Only edges of weight {min_weight:g} and more.")
    short = shortener(store)
    with build.without_collection():
        add = build.add_pairs if chosen.projection else build.add_edges
        add(graph, edges, chosen.kind, min_weight, short)
        build.add_nodes(graph, chosen, tables, isolates, short)
        build.add_evidence(graph, chosen.name, site.rstrip("/"), (first, last))
        return build.in_order(graph)


def _between(rows: Any, first: int | None, last: int | None) -> Any:
    """Rows of the years asked for; rows without a year stay, to be counted."""
    import polars as pl

    if "year" not in rows.columns:
        return rows
    if first is not None:
        rows = rows.filter(pl.col("year") >= first)
    return rows.filter(pl.col("year") <= last) if last is not None else rows


def prepare(
    graph: Graph,
    *,
    measures: Iterable[str] = ("default",),
    backbone: float | None = None,
    layout: str = "forceatlas2",
    color: str | None = None,
    size: str | None = None,
    seed: int = 1,
    rounds: int | None = None,
) -> Graph:
    """Make a network ready to be drawn: backbone, measures, positions, colours and sizes, in this order.

    :param measures: of :data:`kg.networks.measures.MEASURES`, ``default`` or ``all``.
    :param backbone: the alpha of the disparity filter (0.05 is usual); None keeps all edges.
    :param layout: ``forceatlas2``, ``circular`` or ``none``.
    :param color: column to colour the nodes by; by default the view's own (``category``, ``community`` …).
    :param size: column to size the nodes by; by default the weighted degree.
    :param seed: for all that is drawn by lot.
    :returns: the graph itself, or a smaller one where a backbone was asked for.
    """
    from kg.networks import layout as layouts
    from kg.networks import looks, schema
    from kg.networks import measures as measuring
    from kg.networks.backbone import backbone as reduced

    if backbone is not None:
        graph = reduced(graph, backbone)
    measuring.measure(graph, measures, seed=seed)
    layouts.place(graph, layout, seed=seed, rounds=rounds)
    known = {**schema.columns(graph, "node")}
    for column in (color, size):
        if column is not None and column not in known:
            raise UsageError(f"no column {column!r} to draw by; columns are {', '.join(known)}")
    looks.color(graph, color or graph.graph.get("color_by", "category"))
    looks.size(graph, size or ("weighted_degree" if "weighted_degree" in known else "degree"))
    return graph


def year_slice(graph: Graph, year: int) -> Graph:
    """The network of one year; see :func:`kg.networks.measures.year_slice`."""
    from kg.networks import measures

    return measures.year_slice(graph, year)
