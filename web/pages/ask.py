"""Ask: the editor, the saved questions with their parameters, and answers without a script too."""

from __future__ import annotations

from typing import Any

from flask import Response, g, jsonify, make_response, render_template, request, url_for

from kg import query
from kg.errors import KgError, QueryError, UsageError
from kg.graph.namespaces import PREFIXES
from kg.query.saved import Question, in_language
from web import caching, i18n, links, protocol, sparql
from web.i18n import language
from web.pages import blueprint
from web.state import state

_START = """SELECT ?act ?name (COUNT(DISTINCT ?report) AS ?reports) {
  ?report fz:hasCitation/fz:citesAct ?act .
  ?act rdfs:label ?name .
}
GROUP BY ?act ?name
ORDER BY DESC(?reports) ?name
LIMIT 20
"""
_SUGGESTED = 300
#: Rows of an answer on a page without scripts.
_PLAIN_ROWS = 1000
_ONTOLOGY = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?it ?kind { VALUES (?type ?kind) {
  (owl:Class "classes") (owl:ObjectProperty "properties") (owl:DatatypeProperty "properties") } GRAPH ?g { ?it a ?type } }
"""


@blueprint.get("/ask")
def ask_page() -> Response:
    """The editor with a query, a saved question, or something to begin with."""
    g.drawn = True
    question, problem, text = None, None, request.args.get("query", "")
    given: dict[str, str] = {}
    suggestions: dict[str, list[tuple[str, str]]] = {}
    example, wanting = False, []
    if name := request.args.get("question"):
        question = query.question(name)
        spoken = in_language(language())
        suggestions = {p.name: _suggestions(p.offered(spoken)) for p in question.parameters}
        given = {p.name: request.args.get(p.name, p.default or "") for p in question.parameters}
        wanting = [p for p in question.parameters if p.required and not given[p.name].strip()]
        for parameter in wanting:  # an example says more than an empty page
            given[parameter.name] = next((value for value, _ in suggestions[parameter.name]), "")
        example = bool(wanting) and all(given[p.name] for p in wanting)
        try:
            if not wanting or example:
                asked = query.prepare(g.generation.store, question, language=language(), **given)
                text = asked.sparql
                for p in question.parameters:  # what goes with the parameters given
                    if (offered := p.offered(asked.terms)) != p.offered(spoken):
                        suggestions[p.name] = _suggestions(offered)
        except UsageError as error:
            problem = i18n.said(error)
        names = {p.name: dict(suggestions[p.name]) for p in wanting}
        given |= {name: names[name].get(given[name], given[name]) for name in names}
    view = request.args.get("view") or (_view(question) if question else "table")
    plain = "plain" in request.args and bool(text)
    page = render_template(
        "ask.html",
        questions=query.questions(),
        question=question,
        given=given,
        suggestions=suggestions,
        example=example,
        wanting=[p.label.in_language(language()) for p in wanting],
        problem=problem,
        headings=_headings(),
        text=_declared(text or ("" if question else _START)),
        view=view,
        language=language(),
        answer=_plain(text) if plain else None,
        site=_site(view, bool(text) and problem is None),
    )
    response = make_response(page)
    if plain and caching.volatile(text):
        response.headers["Cache-Control"] = "no-store"
    return response


def _headings() -> dict[str, str]:
    """What variables are called in the reader's language, where the pages name them too."""
    names = (key for key in i18n.messages() if key.startswith("column."))
    return {key.removeprefix("column."): str(i18n.text(key)) for key in names}


def _declared(text: str) -> str:
    """A query with the prefixes it uses declared, so that it also runs elsewhere."""
    missing = [
        f"PREFIX {prefix}: <{namespace}>"
        for prefix, namespace in PREFIXES.items()
        if f"{prefix}:" in text and f"PREFIX {prefix}:" not in text
    ]
    return "\n".join([*missing, text]) if missing else text


def _view(question: Question) -> str:
    return {"bar": "chart", "line": "chart", "network": "network"}.get(question.view, "table")


def _suggestions(text: str | None) -> list[tuple[str, str]]:
    """Values to offer for a parameter."""
    if not text:
        return []
    try:
        rows = g.generation.rows(text, max_rows=_SUGGESTED)
    except KgError:
        g.partial = True
        return []
    return [(row["value"], row.get("label", row["value"])) for row in rows if "value" in row]


def _plain(text: str) -> dict[str, Any]:
    """The answer as a table made on the server, for browsers without scripts."""
    state().limit(request, cost=1.0)
    try:
        known = sparql.checked(g.generation, protocol.Ask(text))
        if known.form != "SELECT":
            answer = g.generation.pool.run(text, "ttl" if known.kind == "triples" else "csv", max_rows=_PLAIN_ROWS)
            return {"text": answer.body().decode(), "cut": _PLAIN_ROWS if answer.truncated else 0}
        rows = g.generation.rows(text, max_rows=_PLAIN_ROWS + 1)
    except QueryError as error:
        return {"problem": i18n.said(error)}
    cut = _PLAIN_ROWS if len(rows) > _PLAIN_ROWS else 0
    rows = rows[:_PLAIN_ROWS]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return {"columns": columns, "rows": rows, "of": links.of, "cut": cut}


def _site(view: str, run: bool) -> dict[str, Any]:
    """What the editor's script needs to know."""
    return {
        "endpoint": url_for("sparql.sparql"),
        "root": url_for("pages.home"),
        "base": g.generation.base,
        "prefixes": {"id": g.generation.base, **PREFIXES},
        "vocabulary": url_for("pages.vocabulary"),
        "view": view,
        "run": run,
    }


@blueprint.get("/ask/vocabulary")
def vocabulary() -> Response:
    """The classes and properties that the store uses, the commonest first, for completion; apart, since counting takes time."""
    described = sparql.dataset(g.generation)
    found = {"classes": described.classes, "properties": described.properties}
    if not all(found.values()):  # too many to count: those of the ontology
        rows = g.generation.rows(_ONTOLOGY)
        found = {name: dict.fromkeys((r["it"] for r in rows if r["kind"] == name), 0) for name in found}
    return jsonify({name: sorted(c, key=lambda iri: (-c[iri], iri)) for name, c in found.items() if c is not None})
