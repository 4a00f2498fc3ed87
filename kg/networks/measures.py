"""Measures of nodes and of the whole network, each with its definition in the file.

Everything is deterministic: what is drawn by lot is seeded, and networkx sees numbers for nodes, so that the order of
sets does not depend on the process. networkx dispatches the costly ones to a backend where one is installed and asked for
(``NETWORKX_BACKEND_PRIORITY=parallel`` with nx-parallel); values are rounded, so that the order of sums does not show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.networks import schema
from kg.networks.schema import Column

if TYPE_CHECKING:
    from kg.networks.schema import Graph

#: Up to this product of nodes and edges betweenness is exact (about 10 s); above it is estimated from pivots.
EXACT = 20_000_000
PIVOTS = 256


def measure(graph: Graph, names: Iterable[str] = ("default",), *, seed: int = 1) -> None:
    """Compute measures and write them into the graph as columns.

    :param names: of :data:`MEASURES`; ``default`` stands for those that make sense for the graph, ``all`` for all.
    """
    wanted = list(dict.fromkeys(name for given in names for name in _expand(graph, given)))
    unknown = [name for name in wanted if name not in MEASURES]
    if unknown:
        raise UsageError(f"unknown measure {unknown[0]!r}; measures are {', '.join(MEASURES)}, default, all")
    if not graph:
        return
    numbered = _numbered(graph)
    for name in wanted:
        MEASURES[name](graph, numbered, seed)


def _expand(graph: Graph, name: str) -> list[str]:
    if name == "all":
        return list(MEASURES)
    if name != "default":
        return [name]
    found = ["degree", "weighted_degree", "community", "core", "betweenness", "assortativity", "yearly"]
    return [*found, "hits", "share"] if is_bipartite(graph) else [*found, "pagerank"]


def is_bipartite(graph: Graph) -> bool:
    """Whether edges only lead from one category to another (agencies to acts)."""
    categories = {(graph.nodes[s].get("category"), graph.nodes[t].get("category")) for s, t in graph.edges}
    return bool(categories) and not ({s for s, _ in categories} & {t for _, t in categories})


def _numbered(graph: Graph) -> Any:
    """The graph as an undirected one over numbers, with weights."""
    import networkx as nx

    index = {node: number for number, node in enumerate(graph)}
    plain: Any = nx.Graph()
    plain.add_nodes_from(range(len(index)))
    for source, target, weight in graph.edges(data="weight", default=1.0):
        a, b = index[source], index[target]
        before = plain[a][b]["weight"] if plain.has_edge(a, b) else 0.0
        plain.add_edge(a, b, weight=before + weight)
    return plain


def _store(graph: Graph, column: Column, values: Any) -> None:
    schema.describe(graph, "node", [column])
    for number, data in enumerate(data for _, data in graph.nodes(data=True)):
        value = values[number]
        data[column.name] = round(float(value), 8) if column.type == "double" else int(value)


def _degree(graph: Graph, plain: Any, _seed: int) -> None:
    _store(graph, Column("degree", "integer", "number of edges"), dict(plain.degree()))


def _weighted_degree(graph: Graph, plain: Any, _seed: int) -> None:
    column = Column("weighted_degree", "double", "sum of the weights of the edges")
    _store(graph, column, dict(plain.degree(weight="weight")))


def _share(graph: Graph, plain: Any, _seed: int) -> None:
    """Bipartite degree centrality."""
    sides: dict[Any, int] = {}
    for _, data in graph.nodes(data=True):
        sides[data.get("category")] = sides.get(data.get("category"), 0) + 1
    values = []
    for number, (_, data) in enumerate(graph.nodes(data=True)):
        others = len(graph) - sides[data.get("category")]
        values.append(plain.degree(number) / others if others else 0.0)
    _store(
        graph, Column("degree_share", "double", "edges / nodes on the other side (bipartite degree centrality)"), values
    )


def _pagerank(graph: Graph, plain: Any, _seed: int) -> None:
    import networkx as nx

    base = _directed(graph) if graph.is_directed() else plain
    definition = "PageRank, damping 0.85, along " + ("directed" if graph.is_directed() else "undirected") + " weights"
    _store(graph, Column("pagerank", "double", definition), nx.pagerank(base, weight="weight", tol=1e-10, max_iter=500))


def _hits(graph: Graph, _plain: Any, _seed: int) -> None:
    """Hubs and authorities by power iteration, with a fixed start, so that the answer has one sign and one value."""
    import numpy as np

    matrix = _adjacency(graph)
    authorities = np.ones(len(graph))
    hubs = np.ones(len(graph))
    for _ in range(500):
        before = authorities
        hubs = matrix @ authorities
        authorities = matrix.T @ hubs
        hubs, authorities = (v / v.sum() if v.sum() else v for v in (hubs, authorities))
        if np.abs(authorities - before).sum() < 1e-10:
            break
    _store(graph, Column("hub", "double", "HITS hub score: citing what is much cited"), hubs)
    _store(graph, Column("authority", "double", "HITS authority score: cited by those who cite much"), authorities)


def _adjacency(graph: Graph) -> Any:
    import networkx as nx
    import numpy as np

    return nx.to_scipy_sparse_array(graph, weight="weight", dtype=np.float64, format="csr")


def _directed(graph: Graph) -> Any:
    import networkx as nx

    index = {node: number for number, node in enumerate(graph)}
    plain: Any = nx.DiGraph()
    plain.add_nodes_from(range(len(index)))
    plain.add_weighted_edges_from((index[s], index[t], w) for s, t, w in graph.edges(data="weight", default=1.0))
    return plain


def _betweenness(graph: Graph, plain: Any, seed: int) -> None:
    import networkx as nx

    exact = plain.number_of_nodes() * plain.number_of_edges() <= EXACT
    pivots = None if exact else min(PIVOTS, max(32, EXACT // max(plain.number_of_edges(), 1)), len(plain))
    how = "exact" if exact else f"estimated from {pivots} pivots, seed {seed}"
    values = nx.betweenness_centrality(plain, k=pivots, seed=seed)
    _store(graph, Column("betweenness", "double", f"betweenness, unweighted, {how}"), values)
    schema.note(graph, f"Betweenness: {how}.")


def _core(graph: Graph, plain: Any, _seed: int) -> None:
    import networkx as nx

    plain = plain.copy()
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    _store(graph, Column("core", "integer", "largest k of a k-core that holds the node"), nx.core_number(plain))


def _community(graph: Graph, plain: Any, seed: int) -> None:
    import networkx as nx

    found = nx.community.louvain_communities(plain, weight="weight", seed=seed)
    ranked = sorted(found, key=lambda members: (-len(members), min(members)))
    member = {node: number for number, members in enumerate(ranked, 1) for node in members}
    definition = f"community, 1 the largest; Louvain on weights, resolution 1, seed {seed}"
    _store(graph, Column("community", "integer", definition), member)
    if plain.size(weight="weight"):
        quality = nx.community.modularity(plain, found, weight="weight")
        graph.graph["modularity"] = round(quality, 6)
        schema.note(graph, f"Communities: Louvain, seed {seed}, {len(ranked)} found, modularity {quality:.3f}.")


def _assortativity(graph: Graph, _plain: Any, _seed: int) -> None:
    """Whether like is joined to like: −1 never, 0 as by chance, 1 always. Over the nodes that have a value."""
    import networkx as nx

    for column in ("place", "province", "function"):
        if column not in schema.columns(graph, "node"):
            continue
        known = [node for node, data in graph.nodes(data=True) if isinstance(data.get(column), str)]
        part = graph.subgraph(known)
        if part.number_of_edges() and len({graph.nodes[node][column] for node in known}) > 1:
            # Its last digits depend on the order of a set; + 0.0 makes 0 of −0, so that the note says the same in every run.
            value = round(float(nx.attribute_assortativity_coefficient(part, column)), 6) + 0.0
            if value == value:
                graph.graph.setdefault("assortativity", {})[column] = value
                schema.note(graph, f"Assortativity by {column}: {value:.3f}.")


def _by_year(graph: Graph, _plain: Any, _seed: int) -> None:
    """Edges and weights of each node year by year."""
    columns = (
        Column("yearly_degree", "integer", "number of edges in the year"),
        Column("yearly_weight", "double", "sum of the weights of the edges in the year"),
    )
    schema.describe_yearly(graph, "node", columns)
    for _, data in graph.nodes(data=True):
        data.setdefault("yearly", {}).update(yearly_degree={}, yearly_weight={})
    for source, target, data in graph.edges(data=True):
        for year, weight in data.get("yearly", {}).get("weight", {}).items():
            for node in {source, target}:
                yearly = graph.nodes[node]["yearly"]
                yearly["yearly_degree"][year] = yearly["yearly_degree"].get(year, 0) + 1
                yearly["yearly_weight"][year] = yearly["yearly_weight"].get(year, 0) + weight


#: Name → function that writes the columns of the measure into the graph.
MEASURES: dict[str, Callable[[Any, Any, int], None]] = {
    "degree": _degree,
    "weighted_degree": _weighted_degree,
    "share": _share,
    "pagerank": _pagerank,
    "hits": _hits,
    "betweenness": _betweenness,
    "core": _core,
    "community": _community,
    "assortativity": _assortativity,
    "yearly": _by_year,
}


def year_slice(graph: Graph, year: int) -> Graph:
    """The network of one year: its nodes, edges and weights; measures of it are measures of that year."""
    part: Graph = type(graph)()
    part.graph.update({**graph.graph, "years": (year,), "notes": [f"Year {year} only."]})
    for where in ("node", "edge"):
        part.graph[f"{where}_columns"] = dict(schema.columns(graph, where))
        part.graph[f"yearly_{where}_columns"] = dict(schema.dynamic_columns(graph, where))
    for node, data in graph.nodes(data=True):
        if year in data.get("spells", ()):
            part.add_node(node, **_of_year(data, year))
    for source, target, data in graph.edges(data=True):
        weight = data.get("yearly", {}).get("weight", {}).get(year)
        if weight:
            part.add_edge(source, target, **{**_of_year(data, year), "weight": weight})
    return part


def _of_year(data: dict[str, Any], year: int) -> dict[str, Any]:
    yearly = {name: {year: values[year]} for name, values in data.get("yearly", {}).items() if year in values}
    return {**data, "spells": (year,), "yearly": yearly}
