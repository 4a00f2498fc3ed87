"""The typed graph: what the attributes of a network mean, in which type, and which names are never used.

A network is a plain networkx graph (``DiGraph`` or ``Graph``) whose nodes are identified by short readable names
(``act/中华人民共和国安全生产法``). Beside the columns, which are described under ``graph.graph["node_columns"]`` and
``graph.graph["edge_columns"]``, nodes and edges carry these attributes of fixed meaning:

===========  ===========================================================================================
``label``    nodes: the short name that is drawn
``kind``     edges: what the edge says (``cites``, ``shares``)
``weight``   edges: the sum over the years
``spells``   the years in which the node or edge exists, a sorted tuple
``yearly``   ``{column: {year: value}}``, for the columns that are known year by year
``x y size color``  how it is drawn; absent until :func:`kg.networks.prepare` has run
===========  ===========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "nx.Graph[Any]"

#: Types of columns that both Gephi and Gephi Lite keep.
TYPES = ("string", "integer", "long", "double", "float", "boolean")
#: Names with a meaning of their own in one of the programs: as a column they are dropped or overwrite something.
RESERVED = frozenset(
    "id label pid start end timestamp timeset type kind source target spells x y z size color shape thickness".split()
)
#: ``shared_acts`` but not ``Shared acts``, ``3rd`` or ``权重``.
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a network's nodes or edges.

    :param name: lower-case ASCII, also its title in the file.
    :param type: one of :data:`TYPES`.
    :param definition: what is counted or meant, one sentence; goes into codebooks and the file's description.
    """

    name: str
    type: str = "string"
    definition: str = ""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or self.name in RESERVED:
            raise ValueError(f"{self.name!r} cannot be a column: lower-case ASCII, and none of {', '.join(RESERVED)}")
        if self.type not in TYPES:
            raise ValueError(f"column {self.name}: type {self.type!r} is none of {', '.join(TYPES)}")


#: Columns that networks of several views share.
STANDARD_NODE_COLUMNS = (
    Column("name", "string", "full name"),
    Column("category", "string", "what the node is: agency, act, activity, place, programme"),
    Column("iri", "string", "identifier in the knowledge graph"),
    Column("evidence", "string", "address of the sentences behind the node"),
    Column("first_year", "integer", "first year in which the node occurs in the network"),
    Column("last_year", "integer", "last year in which the node occurs in the network"),
    Column("years", "string", "all years in which the node occurs, separated by |"),
)
STANDARD_EDGE_COLUMNS = (
    Column("evidence", "string", "address of the sentences behind the edge: as many as its weight"),
    Column("first_year", "integer", "first year of the edge"),
    Column("last_year", "integer", "last year of the edge"),
    Column("years", "string", "all years of the edge, separated by |"),
)
#: Columns of nodes whose values are concepts, and the scheme that has their names: see :func:`kg.graph.concepts.name`.
CONCEPTS = {"level": "level", "function": "function", "agency_kind": "kind"}


def describe(graph: Graph, where: str, columns: Iterable[Column]) -> None:
    """Add columns to the description of a graph; ``where`` is ``node`` or ``edge``."""
    graph.graph.setdefault(f"{where}_columns", {}).update({column.name: column for column in columns})


def columns(graph: Graph, where: str) -> dict[str, Column]:
    """The described columns of a graph; ``where`` is ``node`` or ``edge``."""
    described: dict[str, Column] = graph.graph.get(f"{where}_columns", {})
    return described


def dynamic_columns(graph: Graph, where: str) -> dict[str, Column]:
    """The columns that have values year by year, as written into files with time."""
    described: dict[str, Column] = graph.graph.get(f"yearly_{where}_columns", {})
    return described


def describe_yearly(graph: Graph, where: str, added: Iterable[Column]) -> None:
    """Add columns with values year by year to the description of a graph."""
    graph.graph.setdefault(f"yearly_{where}_columns", {}).update({column.name: column for column in added})


def note(graph: Graph, text: str) -> None:
    """Add a remark on how the network came to be (what was left out, which method) that travels with its files."""
    notes: list[str] = graph.graph.setdefault("notes", [])
    if text not in notes:
        notes.append(text)


def text_of(value: object) -> str | None:
    """A value as text in a file: ``a|b`` for several, ``true``/``false``, plain numbers; None where there is none.

    >>> text_of((2019, 2021)), text_of(True), text_of(2.0), text_of(float("nan")), text_of("")
    ('2019|2021', 'true', '2', None, None)
    """
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (tuple, list)):
        return "|".join(text for text in map(text_of, value) if text) or None
    return str(value)


def value_of(data: Mapping[str, Any], column: str) -> object:
    """The value of a column, with ``years``, ``first_year`` and ``last_year`` read from the spells."""
    if column in ("years", "first_year", "last_year") and column not in data:
        spells: tuple[int, ...] = data.get("spells", ())
        if not spells:
            return None
        return spells if column == "years" else spells[0] if column == "first_year" else spells[-1]
    return data.get(column)
