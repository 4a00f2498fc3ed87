"""GraphML with the names that Gephi knows (``label``, ``x``, ``y``, ``size``, ``r``, ``g``, ``b``, ``weight``).

Standard: http://graphml.graphdrawing.org. Types there are boolean, int, long, float, double, string.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from kg.export.gexf import description, rgb
from kg.export.text import attribute
from kg.networks import schema

if TYPE_CHECKING:
    from kg.networks.schema import Graph

_TYPES = {"integer": "int"}
_NODE = {"label": "string", "size": "double", "r": "int", "g": "int", "b": "int"}
_EDGE = {"weight": "double", "kind": "string"}
_PLACE = {"x": "double", "y": "double"}


def write(graph: Graph, file: IO[str]) -> None:
    """Write a network as GraphML; ``file`` is open for text in UTF-8."""
    for piece in pieces(graph):
        file.write(piece)


def pieces(graph: Graph) -> Iterator[str]:
    """The file in pieces."""
    placed = bool(graph) and all("x" in data for _, data in graph.nodes(data=True))
    keys = {
        "node": {**_NODE, **(_PLACE if placed else {}), **_described(graph, "node")},
        "edge": {**_EDGE, **_described(graph, "edge")},
    }
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '<key id="about" for="graph" attr.name="description" attr.type="string"/>\n'
    for where, names in keys.items():
        for name, kind in names.items():
            yield f'<key id="{where[0]}_{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'
    directed = "directed" if graph.is_directed() else "undirected"
    yield f'<graph id="network" edgedefault="{directed}">\n<data key="about">{attribute(description(graph))}</data>\n'
    for name, data in graph.nodes(data=True):
        values = _data(keys["node"], "n", _node(str(name), data))
        yield f'<node id="{attribute(str(name))}">{values}</node>\n'
    for number, (source, target, data) in enumerate(graph.edges(data=True), 1):
        ends = f'source="{attribute(str(source))}" target="{attribute(str(target))}"'
        yield f'<edge id="e{number}" {ends}>{_data(keys["edge"], "e", data)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _described(graph: Graph, where: str) -> dict[str, str]:
    return {name: _TYPES.get(c.type, c.type) for name, c in schema.columns(graph, where).items()}


def _node(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    r, g, b = rgb(data.get("color", "#999999"))
    return {"size": 10.0, **data, "label": data.get("label") or data.get("name") or name, "r": r, "g": g, "b": b}


def _data(names: Mapping[str, str], prefix: str, data: Mapping[str, Any]) -> str:
    out = []
    for name, kind in names.items():
        text = schema.text_of(schema.value_of(data, name))
        if text and (text := attribute(text) if kind == "string" else text):
            out.append(f'<data key="{prefix}_{name}">{text}</data>')
    return "".join(out)
