"""Two CSV files, nodes and edges, with the headings that Gephi's spreadsheet import knows.

Written as :mod:`kg.spreadsheets` says, so that Excel reads the Chinese and a file that came from others cannot act.
"""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING, Any

from kg.export.text import clean
from kg.networks import schema
from kg.spreadsheets import BOM, guarded

if TYPE_CHECKING:
    from kg.networks.schema import Graph


def write_nodes(graph: Graph, file: IO[str]) -> None:
    """Write ``Id, Label, …``; ``file`` is open for text with ``newline=""``."""
    names = list(schema.columns(graph, "node"))
    placed = [name for name in ("size", "color", "x", "y") if all(name in d for _, d in graph.nodes(data=True))]
    file.write(BOM)
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(["Id", "Label", *names, *placed])
    for name, data in graph.nodes(data=True):
        values = (cell(schema.value_of(data, column)) for column in (*names, *placed))
        rows.writerow([cell(str(name)), cell(data.get("label") or data.get("name") or str(name)), *values])


def write_edges(graph: Graph, file: IO[str]) -> None:
    """Write ``Source, Target, Type, Kind, Weight, …``; ``file`` is open for text with ``newline=""``."""
    names = list(schema.columns(graph, "edge"))
    kind = "Directed" if graph.is_directed() else "Undirected"
    file.write(BOM)
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(["Source", "Target", "Type", "Kind", "Weight", *names])
    for source, target, data in graph.edges(data=True):
        values = (cell(schema.value_of(data, column)) for column in names)
        ends = (cell(str(source)), cell(str(target)))
        rows.writerow([*ends, kind, cell(data.get("kind", "edge")), cell(data.get("weight", 1)), *values])


def cell(value: Any) -> str:
    """A value as a cell; text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> cell("=1+1"), cell(-2), cell(None)
    ("'=1+1", '-2', '')
    """
    text = schema.text_of(value)
    if text is None:
        return ""
    text = clean(text)
    return str(guarded(text)) if isinstance(value, str) else text
