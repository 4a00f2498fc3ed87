"""From the rows of a view to a typed networkx graph."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.networks import looks, schema
from kg.networks.schema import Column

if TYPE_CHECKING:
    import polars as pl

    from kg.networks.schema import Graph
    from kg.networks.view import View

_PROJECTED = (
    Column("shared", "integer", "distinct units that both have, over all years"),
    Column("jaccard", "double", "shared / units that either has"),
    Column("cosine", "double", "cosine of the TF-IDF vectors over units, idf = ln((1+N)/(1+df))+1"),
)
Shorten = Callable[[str], str]


@contextmanager
def without_collection() -> Iterator[None]:
    """Build a large graph without the garbage collector: it has nothing to free there, and takes half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def frame(view: View) -> Graph:
    """An empty graph with the descriptions of a view."""
    import networkx as nx

    graph: Graph = nx.DiGraph() if view.directed else nx.Graph()
    graph.graph.update(
        view=view.name,
        title=f"{view.title_zh} · {view.title_en}",
        definition=f"{view.description_en} Weight of an edge: {view.weight}.",
        color_by=view.color,
    )
    schema.describe(graph, "node", (*schema.STANDARD_NODE_COLUMNS, *view.columns))
    schema.describe(graph, "edge", (*schema.STANDARD_EDGE_COLUMNS, *(_PROJECTED if view.projection else ())))
    schema.describe_yearly(graph, "node", view.yearly)
    schema.describe_yearly(graph, "edge", [Column("weight", "double", view.weight)])
    return graph


def add_edges(graph: Graph, rows: pl.DataFrame, kind: str, min_weight: float, short: Shorten) -> None:
    """Edges from rows of source, target, year, weight; one edge for each pair, its weight the sum over the years."""
    import polars as pl

    whole = (
        rows.group_by("source", "target", "year")
        .agg(pl.col("weight").sum())
        .sort("source", "target", "year")
        .group_by("source", "target", maintain_order=True)
        .agg("year", "weight")
        .filter(pl.col("weight").list.sum() >= min_weight)
    )
    for source, target, years, weights in whole.iter_rows():
        _edge(graph, short(source), short(target), kind, dict(zip(years, weights, strict=True)), {})


def add_pairs(graph: Graph, occurrences: pl.DataFrame, kind: str, min_weight: float, short: Shorten) -> None:
    """Edges of a projection, from rows of unit, thing, year, weight."""
    from kg.networks.project import project

    for pair in project(occurrences, min_weight=min_weight):
        columns = {"shared": pair.shared, "jaccard": pair.jaccard, "cosine": pair.cosine}
        _edge(graph, short(pair.source), short(pair.target), kind, pair.yearly, columns)


def _edge(
    graph: Graph, source: str, target: str, kind: str, yearly: Mapping[int, float], columns: dict[str, Any]
) -> None:
    graph.add_edge(
        source,
        target,
        kind=kind,
        weight=sum(yearly.values()),
        spells=tuple(sorted(yearly)),
        yearly={"weight": yearly},
        **columns,
    )


def add_nodes(graph: Graph, view: View, tables: dict[str, pl.DataFrame], isolates: bool, short: Shorten) -> None:
    """What is known of the nodes: category, names, attributes, yearly values, spells.

    :param tables: answers of the view's queries, by name.
    :param isolates: whether nodes without edges are kept.
    """
    categories = {short(node): category for node, category in tables["nodes"].select("node", "category").iter_rows()}
    for node in sorted(categories) if isolates else ():
        graph.add_node(node)
    for node, data in graph.nodes(data=True):
        data["category"] = categories.get(node, "other")
    for row in tables["labels"].iter_rows(named=True):
        if (node := short(row["node"])) in graph:
            data = graph.nodes[node]
            data.update(name=row["name"], iri=row["node"])
            if row.get("short"):
                data["label"] = looks.short(row["short"], data["category"])
    for name, table in (("attributes", view.columns), ("years", view.yearly)):
        if name in tables and table:
            (_attributes if name == "attributes" else _yearly)(graph, tables[name], table, short)
    for node, data in graph.nodes(data=True):
        data.setdefault("name", node.rpartition("/")[2] or node)
        data.setdefault("label", looks.short(data["name"], data["category"]))
    _spells(graph)
    undated = [node for node, data in graph.nodes(data=True) if not data["spells"]]
    if undated:
        graph.remove_nodes_from(undated)
        schema.note(graph, f"Left out: {len(undated)} nodes that occur in no dated report.")


def _attributes(graph: Graph, rows: pl.DataFrame, columns: Iterable[Column], short: Shorten) -> None:
    """Attributes of nodes; several values of one node stand beside each other, sorted."""
    several: dict[tuple[str, str], set[Any]] = {}
    wanted = [column for column in columns if column.name in rows.columns]
    for row in rows.iter_rows(named=True):
        if (node := short(row["node"])) in graph:
            for column in wanted:
                if row[column.name] is not None:
                    several.setdefault((node, column.name), set()).add(row[column.name])
    for (node, column_name), values in several.items():
        graph.nodes[node][column_name] = next(iter(values)) if len(values) == 1 else tuple(sorted(values))


def _yearly(graph: Graph, rows: pl.DataFrame, columns: Iterable[Column], short: Shorten) -> None:
    wanted = [column for column in columns if column.name in rows.columns]
    for row in rows.iter_rows(named=True):
        if row["year"] is not None and (node := short(row["node"])) in graph:
            data = graph.nodes[node]
            data["spells"] = (*data.get("spells", ()), row["year"])
            for column in wanted:
                if row[column.name] is not None:
                    data.setdefault("yearly", {}).setdefault(column.name, {})[row["year"]] = row[column.name]


def _spells(graph: Graph) -> None:
    """A node exists in the years of its own and of its edges; an edge never outside of those of its ends."""
    years: dict[Any, set[int]] = {node: set(data.get("spells", ())) for node, data in graph.nodes(data=True)}
    for source, target, data in graph.edges(data=True):
        years[source].update(data["spells"])
        years[target].update(data["spells"])
    for node, found in years.items():
        graph.nodes[node]["spells"] = tuple(sorted(found))
    graph.graph["years"] = tuple(sorted(set().union(*years.values())))


def add_evidence(graph: Graph, view: str, site: str, years: tuple[int | None, int | None] = (None, None)) -> None:
    """The address of the sentences behind each node and edge, in the years of the network.

    See :func:`kg.networks.evidence`; ``from`` and ``to`` in the address are its ``years``.
    """
    window = "".join(f"&{name}={year}" for name, year in zip(("from", "to"), years, strict=True) if year is not None)
    known = {node: quote(str(node), safe="/") for node in graph}
    for node, data in graph.nodes(data=True):
        data["evidence"] = f"{site}/evidence?view={view}&node={known[node]}{window}"
    for source, target, data in graph.edges(data=True):
        data["evidence"] = f"{site}/evidence?view={view}&source={known[source]}&target={known[target]}{window}"


def in_order(graph: Graph) -> Graph:
    """The same graph with nodes and edges sorted, so that the same data give the same files."""
    ordered: Graph = type(graph)()
    ordered.graph.update(graph.graph)
    ordered.add_nodes_from(sorted(graph.nodes(data=True), key=lambda item: str(item[0])))
    directed = graph.is_directed()
    ends = ((s, t, d) if directed or str(s) <= str(t) else (t, s, d) for s, t, d in graph.edges(data=True))
    ordered.add_edges_from(sorted(ends, key=lambda edge: (str(edge[0]), str(edge[1]))))
    return ordered
