"""Networks: choose a view, see it, click an edge, read the sentences, take it to Gephi."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from flask import g, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from kg import networks
from kg.errors import UsageError
from kg.networks.schema import CONCEPTS
from web import i18n, links
from web.charts import number
from web.i18n import language
from web.pages import blueprint
from web.pages.indicators import years
from web.problems import Problem
from web.state import state

#: More nodes than this make a ball of hair: the strongest are drawn, the files hold all.
_NODES = 400
_SENTENCES = 200
_LAYOUTS = ("forceatlas2", "circular")
_COLORS = ("", "category", "community", "level", "function", "province")
_SIZES = ("", "weighted_degree", "degree", "betweenness")


def _number(name: str, default: float, least: float, most: float) -> float:
    """A number within its limits, to four places: as many networks as anybody can tell apart, and not one for every float."""
    try:
        value = float(request.args.get(name) or default)
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise UsageError(f"{name} is a number, not {request.args[name]!r}")
    return round(min(max(value, least), most), 4)


def _choice(name: str, allowed: tuple[str, ...]) -> str:
    value = request.args.get(name, allowed[0])
    if value not in allowed:
        raise UsageError(f"{name} is one of {', '.join(filter(None, allowed))}, not {value!r}")
    return value


def drawn(name: str, most: int | None = None) -> Any:
    """The network that this request describes, ready to be drawn.

    :param most: keep so many nodes, those with the heaviest edges; without it the network is for a file, and the addresses
        of its evidence are whole.
    """
    backbone = _number("backbone", 1, 0.0001, 1)
    key = (
        "network",
        name,
        years(),
        _number("weight", 1, 1, 1e9),
        backbone,
        _choice("layout", _LAYOUTS),
        _choice("color", _COLORS),
        _choice("size", _SIZES),
        most,
    )

    def make() -> Any:
        _, _, limits, weight, alpha, layout, color, size, nodes = key
        graph = networks.network(g.generation.store, name, years=limits, min_weight=weight)
        graph = _strongest(graph, nodes) if nodes else graph
        return networks.prepare(
            graph, backbone=alpha if alpha < 1 else None, layout=layout, color=color or None, size=size or None
        )

    found = g.generation.keep_some(key, make)
    return found if most else _located(found, request.url_root.rstrip("/"))


def _located(graph: Any, site: str) -> Any:
    """The network with the address of this site before those of its evidence; what is kept is the same for all addresses."""
    whole = graph.copy()
    for *_, data in (*whole.nodes(data=True), *whole.edges(data=True)):
        data["evidence"] = site + data["evidence"]
    return whole


def _strongest(graph: Any, nodes: int) -> Any:
    """The part of a network that its strongest nodes make."""
    if len(graph) <= nodes:
        return graph
    weights = dict(graph.degree(weight="weight"))
    kept = sorted(graph, key=lambda node: (-weights[node], node))[:nodes]
    part = graph.subgraph(kept).copy()
    part.graph["whole"] = (len(graph), graph.number_of_edges())
    return part


@blueprint.get("/networks")
def networks_page() -> str:
    """The page; the drawing is made by a script, the files need none."""
    g.drawn = True
    views = networks.views()
    chosen = request.args.get("view", "agency-act")
    view = next((view for view in views if view.name == chosen), None)
    if view is None:
        known = ", ".join(view.name for view in views)
        raise Problem(404, "no-view", f"no view {chosen!r}; views are {known}")
    title = {v.name: v.title_zh if language() == "zh" else v.title_en for v in views}
    return render_template(
        "networks.html",
        views=views,
        view=view,
        title=title,
        description=view.description_zh if language() == "zh" else view.description_en,
        layouts=_LAYOUTS,
        colors=_COLORS,
        sizes=_SIZES,
        asked=request.args,
    )


@blueprint.get("/networks/data")
def network_data() -> Response:
    """Nodes and edges for the drawing, the heaviest if there are too many."""
    state().limit(request, cost=5.0)
    graph = drawn(request.args.get("view", "agency-act"), _NODES)
    notes = list(graph.graph.get("notes", ()))
    whole = graph.graph.get("whole")
    if whole:
        notes.insert(0, str(i18n.text("network-part", n=f"{_NODES:,}", nodes=f"{whole[0]:,}", edges=f"{whole[1]:,}")))
    by = graph.graph.get("color_by", "category")
    return jsonify(
        legend=[
            {"name": _legend(by, value), "color": color} for value, color in graph.graph.get("palette", {}).items()
        ],
        directed=graph.is_directed(),
        notes=notes,
        part=notes[0] if whole else None,
        nodes=[
            {"key": key, "label": data["label"], "name": data["name"], "x": data["x"], "y": data["y"],
             "size": data["size"], "color": data["color"]}
            for key, data in graph.nodes(data=True)
        ],
        edges=[
            {"key": f"{a} {b}", "source": a, "target": b, "weight": data["weight"]}
            for a, b, data in graph.edges(data=True)
        ],
    )  # fmt: skip


def _legend(by: str, value: object) -> str:
    """What a colour stands for, in words."""
    if by == "category":
        return str(i18n.text(f"kind-of.{value}"))
    if by == "community":
        return f"{i18n.text('by.community')} {value}"
    scheme = CONCEPTS.get(by)
    return i18n.concept(scheme, str(value)) if scheme else str(value)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a node or an edge rests on.

    :param items: as many as the edge's weight; ``places``: the passages that are shown.
    """

    title: str
    lead: str
    items: list[networks.Item]
    places: list[dict[str, Any]]


def _asked() -> _Evidence:
    """The passages behind the node or edge asked for, its name, and what its weight counts."""
    view = request.args.get("view", "agency-act")
    source, target, node = (request.args.get(name) for name in ("source", "target", "node"))
    if source and not target:
        source, node = None, source
    found = networks.evidence(g.generation.store, view, source=source, target=target, node=node, years=years())
    places = [_sentence(place) for item in found[:_SENTENCES] for place in item.places]
    every, weight = sum(len(item.places) for item in found), i18n.text(f"weight-of.{view}")
    lead = i18n.text(
        "evidence-lead-node" if node else "evidence-lead", n=number(len(found)), weight=weight, places=number(every)
    )
    if len(places) < every:
        lead += str(i18n.text("evidence-cut", n=number(len(places))))
    return _Evidence(" — ".join(_named(part) for part in (node, source, target) if part), str(lead), found, places)


def _file(report: str) -> str:
    """The file of a report, which tells masked ones apart."""
    table = g.generation.store.table("reports").select("report", "file")
    files: dict[str, str] = g.generation.keep("files", lambda: dict(table.collect().iter_rows()))
    return files.get(report, "")


def _named(part: str) -> str:
    """A node by its short name or IRI as a reader calls it: a masked agency by its report's file."""
    from kg.networks.ids import iri

    report, _, own = iri(g.generation.store, part).partition("#")
    if own == "agency":
        return f"{i18n.text('masked-agency')} {_file(report)}"
    return part.partition("/")[2] or part


def _sentence(place: networks.Place) -> dict[str, Any]:
    start, end = place.start - place.sentence_start, place.end - place.sentence_start
    name = place.agency or f"{i18n.text('masked-agency')} {_file(place.report)}"
    return {
        "before": place.sentence[:start],
        "exact": place.exact,
        "after": place.sentence[end:],
        "report": f"{name} {place.year or ''}".strip(),
        "url": links.characters(place.report, place.start, place.end),
    }


@blueprint.get("/networks/evidence")
def network_evidence() -> Response:
    """The sentences behind a node or an edge, for the page's script."""
    found = _asked()
    thing = None
    if not request.args.get("target"):
        from kg.networks.ids import iri

        thing = links.of(iri(g.generation.store, request.args.get("node") or request.args.get("source") or ""))
    return jsonify(title=found.title, thing=thing, lead=found.lead, total=len(found.items), items=found.places)


@blueprint.get("/evidence")
def evidence_page() -> str:
    """The same as a page; the address that network files give for their nodes and edges."""
    return render_template(
        "evidence.html",
        found=_asked(),
        back=url_for("pages.networks_page", view=request.args.get("view", "agency-act")),
    )
