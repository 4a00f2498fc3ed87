"""The workspace format of Gephi Lite: graph, fields, appearance and filters, open at once as meant.

Format: ``GephiLiteFileFormat`` of gephi-lite (graph dataset, filters, appearance), as of its version 1.0. The graph is
written twice as topology and data, as that program keeps it; fields say how a column is read (keywords for ``a|b``,
``url`` for evidence).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from kg.export.gexf import description
from kg.export.text import clean
from kg.networks import schema

if TYPE_CHECKING:
    from kg.networks.schema import Column, Graph

VERSION = "1.0.0"
#: Columns that are drawn as groups, not read as text.
CATEGORIES = frozenset({"category", "community", "level", "province", "place", "function", "agency_kind", "kind"})
_NUMBERS = frozenset({"integer", "long", "double", "float"})


def write(graph: Graph, file: IO[str]) -> None:
    """Write a network as a Gephi Lite workspace; ``file`` is open for text in UTF-8."""
    for piece in pieces(graph):
        file.write(piece)


def pieces(graph: Graph) -> Iterator[str]:
    """The file in pieces."""
    kind = "directed" if graph.is_directed() else "undirected"
    edges = [(f"e{number}", *edge) for number, edge in enumerate(graph.edges(data=True), 1)]
    about = {"title": graph.graph.get("title") or graph.graph.get("view", "network"), "description": description(graph)}
    node_fields, edge_fields = _fields(graph, "node"), _fields(graph, "edge")
    yield f'{{"type":"gephi-lite","version":"{VERSION}","graphDataset":{{"metadata":{_json(about)},\n"nodeData":{{'
    yield from _joined(f"{_json(str(n))}:{_json(_data(graph, 'node', d))}" for n, d in graph.nodes(data=True))
    yield '},\n"edgeData":{'
    yield from _joined(f"{_json(key)}:{_json(_data(graph, 'edge', d))}" for key, _, _, d in edges)
    yield '},\n"layout":{'
    placed = ((n, {"x": d.get("x", 0.0), "y": d.get("y", 0.0)}) for n, d in graph.nodes(data=True))
    yield from _joined(f"{_json(str(n))}:{_json(p)}" for n, p in placed)
    yield f'}},\n"nodeFields":{_json(node_fields)},\n"edgeFields":{_json(edge_fields)},\n'
    yield f'"fullGraph":{{"options":{{"type":"{kind}","multi":true,"allowSelfLoops":true}},"attributes":{{}},"nodes":['
    yield from _joined(_json({"key": str(n)}) for n in graph)
    yield '],\n"edges":['
    undirected = not graph.is_directed()
    yield from _joined(_json(_topology(key, str(s), str(t), undirected)) for key, s, t, _ in edges)
    yield f']}}}},\n"filters":{_json({"filters": _filters(edge_fields)})},\n'
    yield f'"appearance":{_json(_appearance(graph, node_fields, edge_fields))}}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _joined(parts: Iterator[str]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield f",\n{part}" if number else part


def _topology(key: str, source: str, target: str, undirected: bool) -> dict[str, Any]:
    edge: dict[str, Any] = {"key": key, "source": source, "target": target}
    return {**edge, "undirected": True} if undirected else edge


def _data(graph: Graph, where: str, data: dict[str, Any]) -> dict[str, Any]:
    """What Gephi Lite keeps of a node or edge: scalars only, no empty ones."""
    first = ("label", "size", "color") if where == "node" else ("weight", "kind")
    found = {name: data[name] for name in first if name in data}
    for name in schema.columns(graph, where):
        value = schema.value_of(data, name)
        if isinstance(value, (bool, int, float)):
            if value == value:
                found[name] = value
        elif text := schema.text_of(value):
            found[name] = text
    return {name: clean(value) if isinstance(value, str) else value for name, value in found.items()}


def _fields(graph: Graph, where: str) -> list[dict[str, Any]]:
    column = schema.Column
    first = (
        [_field(where, "label", "text"), _field(where, "size", "number"), _field(where, "color", "color")]
        if where == "node"
        else [_field(where, "weight", "number"), _field(where, "kind", "category")]
    )
    described: dict[str, Column] = schema.columns(graph, where)
    return first + [_field(where, name, _type(c), c) for name, c in described.items() if isinstance(c, column)]


def _type(column: Column) -> str:
    if column.name == "years":
        return "keywords"
    if column.name in CATEGORIES:
        return "category"
    if column.name in ("evidence", "iri"):
        return "url"
    return "number" if column.type in _NUMBERS else "boolean" if column.type == "boolean" else "text"


def _field(where: str, name: str, kind: str, column: Column | None = None) -> dict[str, Any]:
    field: dict[str, Any] = {"id": name, "itemType": f"{where}s", "type": kind}
    if kind == "keywords":
        field["separator"] = "|"
    if column is not None and column.definition:
        field["label"] = column.name
    return field


def _filters(edge_fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two filters, open and ready to be narrowed: the weight and the years of the edges."""
    fields = {field["id"]: field for field in edge_fields}
    found: list[dict[str, Any]] = [{"type": "range", "itemType": "edges", "field": fields["weight"]}]
    if "years" in fields:
        found.append({"type": "terms", "itemType": "edges", "field": fields["years"], "keepMissingValues": True})
    return found


def _appearance(graph: Graph, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any]:
    field = {f["id"]: f for f in nodes}
    sizes = [d["size"] for _, d in graph.nodes(data=True) if "size" in d]
    weight = next(f for f in edges if f["id"] == "weight")
    label_size = {"type": "fixed", "value": 14, "zoomCorrelation": 0, "density": 1}
    ellipsis = {"type": "ellipsis", "enabled": False, "maxLength": 25}
    return {
        "showEdges": {"value": True},
        "backgroundColor": "#FFFFFF00",
        "layoutGridColor": "#666666",
        "nodesSize": {"type": "ranking", "field": field["size"], "missingSize": 10}
        if sizes
        else {"type": "fixed", "value": 10},
        "edgesSize": {"type": "ranking", "field": weight, "minSize": 1, "maxSize": 8, "missingSize": 1},
        "nodesColor": _colors(graph, field),
        "edgesColor": {"type": "source"},
        "nodesLabel": {"type": "field", "field": field["label"], "missingValue": None},
        "edgesLabel": {"type": "none"},
        "nodesLabelSize": label_size,
        "edgesLabelSize": label_size,
        "nodesLabelEllipsis": ellipsis,
        "edgesLabelEllipsis": ellipsis,
        "nodesImage": {"type": "none"},
        "edgesZIndex": {"type": "field", "field": weight, "reversed": False},
    }


def _colors(graph: Graph, field: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Colours by the column that they stand for, so that Gephi Lite shows a legend; else as they are."""
    by = graph.graph.get("color_by")
    if by in field:
        palette = {
            text: data["color"]
            for _, data in graph.nodes(data=True)
            if "color" in data and (text := schema.text_of(schema.value_of(data, by)))
        }
        return {"type": "partition", "field": field[by], "colorPalette": palette, "missingColor": "#999999"}
    return {"type": "field", "field": field["color"], "missingColor": "#999999"}
