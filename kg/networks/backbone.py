"""The backbone of a network: the edges that chance does not explain.

The disparity filter of Serrano, Boguñá and Vespignani (PNAS 2009, doi 10.1073/pnas.0808904106): seen from a node with
k edges, an edge with the share p of the node's weight has the significance (1 − p)^(k − 1), the chance that an edge
gets such a share where weight falls evenly at random. The smaller of the values at both ends counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.networks import schema
from kg.networks.schema import Column

if TYPE_CHECKING:
    from kg.networks.schema import Graph


def disparity(graph: Graph) -> None:
    """Write the column ``disparity`` into the edges; in a directed graph edges out and edges in are told apart."""
    schema.describe(
        graph, "edge", [Column("disparity", "double", "chance of such a weight at random (disparity filter)")]
    )
    directed = graph.is_directed()
    ends = [(("out", s), ("in", t)) if directed else (s, t) for s, t in graph.edges]
    weights = [float(weight) for _, _, weight in graph.edges(data="weight", default=1.0)]
    strength: dict[object, float] = {}
    degree: dict[object, int] = {}
    for pair, weight in zip(ends, weights, strict=True):
        for end in set(pair):
            strength[end] = strength.get(end, 0.0) + weight
            degree[end] = degree.get(end, 0) + 1
    for (_, _, data), pair, weight in zip(graph.edges(data=True), ends, weights, strict=True):
        chances = ((1 - weight / strength[end]) ** (degree[end] - 1) for end in pair)
        data["disparity"] = round(min(chances), 8)


def backbone(graph: Graph, alpha: float = 0.05) -> Graph:
    """The network with only the edges whose ``disparity`` is below ``alpha``; nodes left without edges go.

    An edge that is the only one at both of its ends cannot be judged; it has the value 1 and goes as well.
    """
    if not 0 < alpha <= 1:
        raise UsageError(f"the backbone's alpha lies above 0 and up to 1, not at {alpha}")
    disparity(graph)
    kept = [(s, t) for s, t, value in graph.edges(data="disparity") if value < alpha or alpha == 1]
    part: Graph = graph.edge_subgraph(kept).copy()
    ordered: Graph = type(graph)()
    ordered.graph.update(graph.graph)
    ordered.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in part)
    ordered.add_edges_from((s, t, d) for s, t, d in graph.edges(data=True) if part.has_edge(s, t))
    schema.note(
        ordered, f"Backbone: disparity filter, alpha {alpha:g}; {len(kept)} of {graph.number_of_edges()} edges kept."
    )
    return ordered
