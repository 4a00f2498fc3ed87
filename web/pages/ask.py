"""Ask: the editor, the saved questions with their parameters, and answers without a script too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class _Form:
    """A query, and where a saved question asks it, the form of that question.

    :param text: the query; empty where something is wanting or wrong.
    :param given: parameters as the form shows them; ``suggestions`` what each is offered, as values with labels.
    :param wanting: labels of the parameters that must be given and are not; ``example`` tells that others stand for them.
    """

    text: str
    given: Mapping[str, str] = field(default_factory=dict)
    suggestions: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    wanting: tuple[str, ...] = ()
    example: bool = False
    problem: str | None = None


@blueprint.get("/ask")
def ask_page() -> Response:
    """The editor with a query, a saved question, or something to begin with."""
    g.drawn = True
    name = request.args.get("question")
    question = query.question(name) if name else None
    form = _form(question) if question else _Form(request.args.get("query", ""))
    view = request.args.get("view") or (_view(question) if question else "table")
    plain = "plain" in request.args and bool(form.text)
    page = render_template(
        "ask.html",
        questions=query.questions(),
        question=question,
        form=form,
        headings=_headings(),
        text=_declared(form.text or ("" if question else _START)),
        view=view,
        language=language(),
        answer=_plain(form.text) if plain else None,
        site=_site(view, bool(form.text)),
    )
    response = make_response(page)
    if plain and caching.volatile(form.text):
        response.headers["Cache-Control"] = "no-store"
    return response


def _form(question: Question) -> _Form:
    """The form of a saved question; for what must be given and is not, the first that is offered stands as an example."""
    suggestions = _offered(question, in_language(language()))
    given = {p.name: request.args.get(p.name, p.default or "") for p in question.parameters}
    wanting = [p for p in question.parameters if p.required and not given[p.name].strip()]
    examples = {p.name: suggestions[p.name][0] for p in wanting if suggestions[p.name]}
    text, problem = "", None
    if len(examples) == len(wanting):
        values = given | {name: value for name, (value, _) in examples.items()}
        try:
            asked = query.prepare(g.generation.store, question, language=language(), **values)
        except UsageError as error:
            problem = i18n.said(error)
        else:
            text, suggestions = asked.sparql, _offered(question, asked.terms)
    return _Form(
        text,
        given | {name: label for name, (_, label) in examples.items()},
        suggestions,
        tuple(p.label.in_language(language()) for p in wanting),
        bool(wanting) and len(examples) == len(wanting),
        problem,
    )


def _offered(question: Question, terms: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The values that are offered for each parameter, beside the terms that are given."""
    return {p.name: _suggestions(p.offered(terms)) for p in question.parameters}


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
