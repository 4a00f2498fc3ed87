"""The rules by which GEXF files are checked, and what a finding is."""

from __future__ import annotations

from dataclasses import dataclass

#: Rule → why it is a trap.
RULES = {
    "xml": "the file is not well-formed XML; neither program reads it",
    "declaration": 'the first bytes are not <?xml version="1.0" encoding="UTF-8"?>; Gephi then guesses the charset',
    "doctype": "a document type is declared; parsers refuse it or fetch from elsewhere",
    "namespace": "the root is not <gexf version=1.3> in http://gexf.net/1.3, or viz is bound to another namespace",
    "schema-location": "schemaLocation is written; parsers may fetch it, and it is often wrong",
    "graph-name": "the graph has a name, which makes Gephi open it as another workspace element",
    "graph-attributes": "mode, edge type, id type, time format or representation are missing or unknown",
    "order": "the order is not attributes, nodes, edges; nodes or edges seen before their columns are dropped",
    "dynamic-last": "a static column block precedes a dynamic one; Gephi Lite keeps only the last block",
    "column-name": "a column's id is not its title in lower-case ASCII, or is numeric",
    "column-type": "a column's type is none of string, integer, long, double, float, boolean",
    "column-reserved": "a column has the name of a property and is eaten by it",
    "column-duplicate": "a column is declared twice for the same class and mode",
    "value-undeclared": "a value belongs to no declared column",
    "value-empty": "a value is empty; leave it out instead",
    "value-type": "a value is not of its column's type (None, nan, True, a list …)",
    "control-character": "a label, name or value holds a control character",
    "node-id": "a node has no id, or two have the same",
    "node-label": "a node has no label",
    "label-long": "a label is longer than 14 characters; labels will overlap (keep the full name in a column)",
    "node-size": "a node has no size above 0 and cannot be seen",
    "node-color": "a node has no colour, or one outside 0–255",
    "node-position": "some nodes have a position and others none, or a position is no number",
    "edge-id": "an edge has no id, or its id is used elsewhere in the file",
    "edge-end": "an edge leads from or to a node that is not in the file",
    "edge-kind": "an edge has no kind",
    "edge-duplicate": "two edges have the same source, target and kind; Gephi merges them",
    "edge-type": "an edge's XML type is neither directed nor undirected",
    "edge-weight": "an edge has no weight above 0, once and only once: in XML or as the dynamic column weight",
    "time-mixed": "timestamps and intervals are both used; Gephi refuses one of them",
    "time-static": "a static graph holds spells or timestamps",
    "time-missing": "a node or edge of a dynamic graph has no spells and is always or never seen",
    "time-format": "a timestamp is no number",
    "evidence": "nodes or edges have no evidence column",
}
#: Findings of one rule that are told one by one; the rest are counted.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A trap in a file: the name of the rule, the line, and what is wrong there."""

    rule: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.rule}: {self.message}"
