"""``/id/…``: each thing of the graph as a page for people and as data for programs, by what the client accepts."""

from __future__ import annotations

from flask import Response, abort, g, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kg.graph.namespaces import CONCEPT
from web import links, negotiation, sparql
from web.pages import blueprint, panels
from web.pages.comparing import reports_of
from web.pages.report import report_page

#: Named graphs are asked too: questions, software and files are described there.
_FACTS = """SELECT ?property ?value {{ {{ <{0}> ?property ?value }} UNION {{ GRAPH ?g {{ <{0}> ?property ?value }} }} }}
ORDER BY ?property ?value"""
_EXISTS = "SELECT (1 AS ?yes) {{ {{ <{0}> ?p ?o }} UNION {{ GRAPH ?g {{ <{0}> ?p ?o }} }} }} LIMIT 1"
# A thing, and what belongs to it alone: the parts of a report, the versions of an act.
_DATA = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{0}> AS ?s) ?s ?p ?o }}
  UNION {{ GRAPH ?g {{ <{0}> ?p ?o BIND(<{0}> AS ?s) }} }}
  UNION {{ <{0}> ?link ?s . ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{0}#") || STRSTARTS(STR(?s), "{0}@")) }}
  UNION {{ <{0}> ?a ?m . ?m ?b ?s . ?s ?p ?o
    FILTER(STRSTARTS(STR(?m), "{0}#") && STRSTARTS(STR(?s), "{0}#")) }}
  UNION {{ <{0}> ?a ?m . ?m ?b ?n . ?n ?c ?s . ?s ?p ?o
    FILTER(STRSTARTS(STR(?m), "{0}#") && STRSTARTS(STR(?n), "{0}#") && STRSTARTS(STR(?s), "{0}#")) }}
}}"""


@blueprint.get("/id/<path:rest>")
def thing(rest: str) -> BaseResponse | str:
    """A thing, in the representation that the client likes best."""
    iri = next((iri for iri in links.candidates(rest) if _exists(iri)), None)
    if iri is None:
        abort(404)
    form, media_type = sparql.written(request.args.get("format"), "triples", page=True)
    if form is negotiation.HTML:
        return _page(iri)
    answer = g.generation.pool.run(_DATA.format(iri), form.name, max_rows=100_000)
    response = Response(answer.body(), content_type=sparql.content_type(media_type))
    if answer.truncated:
        response.headers["X-Result-Truncated"] = "true"
    return response


def _exists(iri: str) -> bool:
    import pyoxigraph as ox

    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return bool(g.generation.rows(_EXISTS.format(iri)))


def facts(iri: str) -> dict[str, list[str]]:
    """What the graph states of a thing: values by the last part of the property's name."""
    found: dict[str, list[str]] = {}
    for row in g.generation.rows(_FACTS.format(iri)):
        name = row["property"].replace("#", "/").rpartition("/")[2]
        values = found.setdefault(name, [])
        if row["value"] not in values:
            values.append(row["value"])
    return found


def name_of(iri: str) -> str:
    """The label of a thing, or the end of its IRI; what is none stays as it is."""
    import pyoxigraph as ox

    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return iri
    rows = g.generation.rows(
        f"SELECT ?label {{ {node} <http://www.w3.org/2000/01/rdf-schema#label> ?label }} ORDER BY ?label LIMIT 1"
    )
    return rows[0]["label"] if rows else iri.rstrip("/").rpartition("/")[2]


def _page(iri: str) -> BaseResponse | str:
    kind = links.kind_of(iri)
    page = report_page(iri) if kind == "report" else None
    if page is not None:
        return page
    if kind in (None, "report"):
        return render_template("generic.html", iri=iri, title=name_of(iri), rows=g.generation.rows(_FACTS.format(iri)))
    return render_template(
        "thing.html",
        kind=kind,
        iri=iri,
        title=name_of(iri),
        facts=facts(iri),
        name_of=name_of,
        reports=reports_of(iri) if kind == "agency" else [],
        panels=panels.all_of(kind, {"it": f"<{iri}>"}),
        sentences=links.sentences(**{_FILTER[kind]: iri}),
    )


#: The filter that gives all sentences of a thing.
_FILTER = {"act": "act", "agency": "agency", "division": "within", "programme": "programme"}


@blueprint.get("/years/<int(fixed_digits=4):year>")
def year(year: int) -> str:
    """What one year's reports hold."""
    return render_template(
        "thing.html",
        kind="year",
        iri=None,
        title=str(year),
        facts={},
        name_of=name_of,
        panels=panels.all_of("year", {"it": str(year)}),
        sentences=links.sentences(year=year),
    )


@blueprint.get("/activities/<notation>")
def activity(notation: str) -> BaseResponse | str:
    """One kind of counted activity."""
    from web.i18n import concept

    if not notation.replace("_", "").replace("-", "").isalnum() or not notation.isascii():
        abort(404)
    iri = f"{CONCEPT}activity/{notation}"
    shown = panels.all_of("activity", {"it": f"<{iri}>"})
    if not shown:
        abort(404)
    return render_template(
        "thing.html",
        kind="activity",
        iri=iri,
        title=concept("activity", notation),
        facts={},
        name_of=name_of,
        panels=shown,
        sentences=links.sentences(activity=notation),
    )
