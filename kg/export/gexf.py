"""GEXF 1.3 as Gephi and Gephi Lite read it, written row by row.

Two profiles. ``gephi``: a graph in time, with a spell for each year and yearly values. ``gephi-lite``: a static graph
with totals and the columns ``first_year``, ``last_year``, ``years``. Nothing is kept in memory beside the graph.

Standard: GEXF 1.3 (https://gexf.net). What is left out, and why, stands with the rules of :mod:`kg.export.lint_rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.export.text import attribute
from kg.networks import schema

if TYPE_CHECKING:
    from kg.networks.schema import Column, Graph

PROFILES = ("gephi", "gephi-lite")
#: Nodes or edges that are written at a time.
BLOCK = 256
Row = Mapping[str, Any]


def write(graph: Graph, file: IO[str], profile: str = "gephi") -> None:
    """Write a network as GEXF.

    :param graph: of :func:`kg.networks.network`; any networkx graph whose attributes are described in the same way.
    :param file: open for text in UTF-8 with ``newline="\\n"``.
    :param profile: ``gephi`` or ``gephi-lite``.
    """
    parts = pieces(graph, profile)
    while block := "".join(islice(parts, BLOCK)):
        file.write(block)


def pieces(graph: Graph, profile: str = "gephi") -> Iterator[str]:
    """The file in pieces, a node or an edge each; joined they are the file."""
    if profile not in PROFILES:
        raise UsageError(f"unknown profile {profile!r}; profiles are {', '.join(PROFILES)}")
    dynamic = profile == "gephi"
    kind = "directed" if graph.is_directed() else "undirected"
    time = 'mode="dynamic" timeformat="double" timerepresentation="timestamp"' if dynamic else 'mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield _meta(graph)
    yield f'<graph defaultedgetype="{kind}" {time} idtype="string">\n'
    moving = {where: dict(schema.dynamic_columns(graph, where)) if dynamic else {} for where in ("node", "edge")}
    moving["edge"].pop("weight", None)
    if dynamic and _weight_moves(graph):
        moving["edge"]["weight"] = schema.Column("weight", "double")
    for where in ("node", "edge"):
        yield _declaration(where, "dynamic", moving[where])
        yield _declaration(where, "static", schema.columns(graph, where))
    yield "<nodes>\n"
    node = _node_writer(graph, moving["node"], dynamic)
    for name, data in graph.nodes(data=True):
        yield node(str(name), data)
    yield "</nodes>\n<edges>\n"
    edge = _edge_writer(graph, moving["edge"], dynamic)
    for number, (source, target, data) in enumerate(graph.edges(data=True), 1):
        yield edge(number, str(source), str(target), data)
    yield "</edges>\n</graph>\n</gexf>\n"


def description(graph: Graph) -> str:
    """What a file says of itself: the definition of the view and every remark on its making."""
    about = graph.graph
    parts = [about.get("definition", ""), *about.get("notes", [])]
    return " ".join(part for part in parts if part)


def _meta(graph: Graph) -> str:
    title = graph.graph.get("title") or graph.graph.get("view") or "network"
    lines = ["<meta>", "<creator>fazhi-kg</creator>", f"<title>{attribute(str(title))}</title>"]
    if text := description(graph):
        lines.append(f"<description>{attribute(text)}</description>")
    return "\n".join([*lines, "</meta>\n"])


def _weight_moves(graph: Graph) -> bool:
    """Whether every edge has a weight year by year; Gephi knows a weight in time or one for all time, never both."""
    return all(data.get("yearly", {}).get("weight") for _, _, data in graph.edges(data=True))


def _declaration(where: str, mode: str, columns: Mapping[str, Column]) -> str:
    if not columns:
        return ""
    rows = "".join(f'<attribute id="{c.name}" title="{c.name}" type="{c.type}"/>\n' for c in columns.values())
    return f'<attributes class="{where}" mode="{mode}">\n{rows}</attributes>\n'


#: Columns that follow from the spells.
_OF_SPELLS = frozenset({"years", "first_year", "last_year"})


def _values(columns: Mapping[str, Column]) -> Callable[[Row], str]:
    """A function that writes the static values of a node or edge.

    Half of the time of a file goes here, so what follows from the spells is written once for each set of years.
    """
    heads = [(name, f'<attvalue for="{name}" value="') for name in columns if name not in _OF_SPELLS]
    derived = [name for name in columns if name in _OF_SPELLS]
    known: dict[tuple[int, ...], str] = {}

    def of_spells(data: Row) -> str:
        texts = ((name, schema.text_of(schema.value_of(data, name))) for name in derived)
        return "".join(f'<attvalue for="{name}" value="{text}"/>' for name, text in texts if text)

    def values(data: Row) -> str:
        out = ""
        for name, head in heads:
            value = data.get(name)
            if value is None:
                continue
            text = value if type(value) is str else schema.text_of(value)
            if text and (text := attribute(text)):
                out += f'{head}{text}"/>'
        spells = data.get("spells", ())
        if spells not in known:
            known[spells] = of_spells({"spells": spells})
        return out + known[spells]

    return values


def _yearly(columns: Mapping[str, Column]) -> Callable[[Row], str]:
    """A function that writes the values of a time; the same small numbers come again and again."""
    heads = [(name, f'<attvalue for="{name}" value="') for name in columns]
    known: dict[tuple[str, int, object], str] = {}

    def value_of(head: str, year: int, value: object) -> str:
        text = schema.text_of(value)
        written = "" if text is None else f'{head}{attribute(text)}" timestamp="{year}"/>'
        if len(known) < 100_000:
            known[head, year, value] = written
        return written

    def values(data: Row) -> str:
        yearly = data.get("yearly")
        if not yearly or not heads:
            return ""
        out = ""
        for name, head in heads:
            found = yearly.get(name)
            if found:
                for year in sorted(found) if len(found) > 1 else found:
                    value = found[year]
                    written = known.get((head, year, value))
                    out += value_of(head, year, value) if written is None else written
        return out

    return values


class _Spells:
    """``<spells>`` of a set of years; the few sets that occur are written once and kept."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], str] = {(): ""}

    def __call__(self, years: tuple[int, ...]) -> str:
        if years not in self._known:
            inner = "".join(f'<spell timestamp="{year}"/>' for year in years)
            self._known[years] = f"<spells>{inner}</spells>"
        return self._known[years]


def _node_writer(graph: Graph, timed: Mapping[str, Column], dynamic: bool) -> Callable[[str, Row], str]:
    static = _values(schema.columns(graph, "node"))
    moving = _yearly(timed)
    spells = _Spells()
    placed = bool(graph) and all("x" in data for _, data in graph.nodes(data=True))

    def node(name: str, data: Row) -> str:
        label = attribute(str(data.get("label") or data.get("name") or name)) or "?"
        r, g, b = rgb(data.get("color", "#999999"))
        position = f'<viz:position x="{_plain(data["x"])}" y="{_plain(data["y"])}" z="0"/>' if placed else ""
        return (
            f'<node id="{attribute(name)}" label="{label}">'
            f"{_block(moving(data) + static(data))}"
            f"{spells(data.get('spells', ())) if dynamic else ''}"
            f'<viz:color r="{r}" g="{g}" b="{b}"/>{position}<viz:size value="{_plain(data.get("size", 10))}"/></node>\n'
        )

    return node


def _edge_writer(graph: Graph, timed: Mapping[str, Column], dynamic: bool) -> Callable[[int, str, str, Row], str]:
    static = _values(schema.columns(graph, "edge"))
    moving = _yearly(timed)
    weighs = "weight" not in timed
    spells = _Spells()
    ends = {str(node): attribute(str(node)) for node in graph}
    kinds: dict[str, str] = {}

    def edge(number: int, source: str, target: str, data: Row) -> str:
        kind = data.get("kind", "edge")
        if kind not in kinds:
            kinds[kind] = attribute(str(kind))
        weight = f' weight="{_plain(data.get("weight", 1))}"' if weighs else ""
        values = _block(moving(data) + static(data))
        times = spells(data.get("spells", ())) if dynamic else ""
        return (
            f'<edge id="e{number}" source="{ends[source]}" target="{ends[target]}" kind="{kinds[kind]}"{weight}>'
            f"{values}{times}</edge>\n"
        )

    return edge


def _block(values: str) -> str:
    return f"<attvalues>{values}</attvalues>" if values else ""


def _plain(number: float) -> str:
    """A number without exponent or needless zeros."""
    if type(number) is int:
        return str(number)
    return f"{number:.12g}" if 1e-4 < abs(number) < 1e12 else f"{number:.6f}".rstrip("0").rstrip(".")


def rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``.

    >>> rgb("#0072b2")
    (0, 114, 178)
    """
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
