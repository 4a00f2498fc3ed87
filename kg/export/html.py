"""A network as one page that works offline, from a file: drawn by sigma, as on the web page of networks.

The page itself is made with the front end (``web/frontend``, :file:`viewer.html`), with script and style inside of it, and
lies in the package as :data:`PAGE`; what is written here is the network into it. Positions are computed before, so the page
only draws: zoom, search, years, least weight, and from each node and edge the address of its sentences. It is meant for
networks of up to some ten thousand edges; larger ones belong in Gephi.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.errors import KgError, UsageError
from kg.export.gexf import description
from kg.graph import concepts
from kg.networks import schema

if TYPE_CHECKING:
    from kg.networks.schema import Graph

#: The page without a network; the build of the package makes it.
PAGE = Path(__file__).parent / "built" / "network.html"
#: Columns of nodes that the page shows, where they have a value.
SHOWN = (
    "category", "level", "function", "agency_kind", "place", "province", "community", "degree", "weighted_degree", "betweenness",
    "pagerank", "hub", "authority", "years",
)  # fmt: skip
#: Percent signs that stand for what is no ASCII.
_BEYOND_ASCII = re.compile("(?:%[89A-F][0-9A-F])+")


def write(graph: Graph, file: IO[str]) -> None:
    """Write a prepared network as a page; ``file`` is open for text in UTF-8.

    :raises UsageError: the network has no positions.
    :raises KgError: the package was not built, and so has no page.
    """
    if not all("x" in data for _, data in graph.nodes(data=True)):
        raise UsageError("the network has no positions; prepare it with a layout first")
    head, middle, end = _page(PAGE)
    # "</script>" and "<!--" inside of the data would end the script early.
    packed = json.dumps(_data(graph), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    file.writelines((head, html.escape(_title(graph)), middle, packed, end))


@cache
def _page(path: Path) -> tuple[str, str, str]:
    """The page before its title, between title and data, and after them."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KgError(
            "the page that networks are written into is not built: pip install . (in a checkout pip install -e .) builds it"
        ) from None
    head, rest = text.split("<!--title-->")
    middle, end = rest.split("<!--data-->")
    return head, middle, end


def _title(graph: Graph) -> str:
    return str(graph.graph.get("title") or "network")


def _data(graph: Graph) -> dict[str, Any]:
    index = {node: number for number, node in enumerate(graph)}
    return {
        "title": _title(graph),
        "directed": graph.is_directed(),
        "nodes": [_node(str(node), data) for node, data in graph.nodes(data=True)],
        "edges": [
            [index[s], index[t], d.get("weight", 1), d.get("yearly", {}).get("weight"), _iri(d.get("evidence"))]
            for s, t, d in graph.edges(data=True)
        ],
        "years": list(graph.graph.get("years", ())),
        "legend": list(graph.graph.get("palette", {}).items()),
        "color": graph.graph.get("color_by", ""),
        "size": graph.graph.get("size_by", ""),
        "terms": _terms(graph),
        "about": description(graph),
    }


def _iri(address: str | None) -> str | None:
    """An address with its Chinese as characters, which takes a third of the room; browsers write it out again.

    >>> _iri("/evidence?node=act/%E5%AE%AA%E6%B3%95%26")
    '/evidence?node=act/宪法%26'
    """
    return address and _BEYOND_ASCII.sub(_characters, address)


def _characters(coded: re.Match[str]) -> str:
    try:
        return unquote(coded[0], errors="strict")
    except UnicodeDecodeError:  # of another encoding, for a server that knows which
        return coded[0]


def _terms(graph: Graph) -> dict[str, dict[str, list[str]]]:
    """What the values that are concepts are called in Chinese and English: ``{"level": {"law": ["法律", "Law"]}}``."""
    found = {}
    for column, scheme in schema.CONCEPTS.items():
        texts = (schema.text_of(schema.value_of(data, column)) or "" for _, data in graph.nodes(data=True))
        values = {value for text in texts for value in text.split("|")}  # as the page takes them apart
        pairs = {value: _names(scheme, value) for value in sorted(values)}
        found[column] = {value: names for value, names in pairs.items() if names}
    return found


def _names(scheme: str, value: str) -> list[str]:
    return [name for language in ("zh", "en") if (name := concepts.name(scheme, value, language))]


def _node(name: str, data: dict[str, Any]) -> list[Any]:
    shown = {column: text for column in SHOWN if (text := schema.text_of(schema.value_of(data, column)))}
    full = data.get("name") or name
    place = [data["x"], data["y"], data.get("size", 10), data.get("color", "#999999")]
    return [full, data.get("label") or full, data.get("category"), *place, _iri(data.get("evidence")), shown]
