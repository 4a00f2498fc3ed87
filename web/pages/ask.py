"""Ask: the editor, the saved questions with their parameters, and answers without a script too."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request, url_for

from kg import query
from kg.errors import KgError, QueryError, UsageError
from kg.graph.namespaces import PREFIXES
from kg.query.saved import Question
from web import links, protocol, sparql
from web.i18n import language
from web.pages import blueprint

_START = """SELECT ?act ?name (COUNT(DISTINCT ?report) AS ?reports) {
  ?report fz:hasCitation/fz:citesAct ?act .
  ?act rdfs:label ?name .
}
GROUP BY ?act ?name
ORDER BY DESC(?reports) ?name
LIMIT 20
"""
_SUGGESTED = 300


@blueprint.get("/ask")
def ask_page() -> str:
    """The editor with a query, a saved question, or something to begin with."""
    g.drawn = True
    question, problem, text = None, None, request.args.get("query", "")
    given = {}
    if name := request.args.get("question"):
        question = query.question(name)
        given = {p.name: request.args.get(p.name, p.default or "") for p in question.parameters}
        try:
            text = query.prepare(g.generation.store, question, language=language(), **given).sparql
        except UsageError as error:
            problem = str(error)
    view = request.args.get("view") or (_view(question) if question else "table")
    return render_template(
        "ask.html",
        questions=query.questions(),
        question=question,
        given=given,
        suggestions={p.name: _suggestions(p.suggest) for p in question.parameters} if question else {},
        problem=problem,
        text=_declared(text or ("" if question else _START)),
        view=view,
        language=language(),
        answer=_plain(text) if "plain" in request.args and text else None,
        site=_site(view, bool(text) and problem is None),
    )


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
        return []
    return [(row["value"], row.get("label", row["value"])) for row in rows if "value" in row]


def _plain(text: str) -> dict[str, Any]:
    """The answer as a table made on the server, for browsers without scripts."""
    try:
        if sparql.kind(g.generation, protocol.Ask(text)) != "results":
            answer = g.generation.pool.run(text, "ttl", max_rows=1000)
            return {"text": answer.body().decode(), "truncated": answer.truncated}
        rows = g.generation.rows(text, max_rows=1000)
    except QueryError as error:
        return {"problem": error}
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return {"columns": columns, "rows": rows, "of": links.of}


def _site(view: str, run: bool) -> dict[str, Any]:
    """What the editor's script needs to know."""
    classes, properties = g.generation.keep("vocabulary", _vocabulary)
    return {
        "endpoint": url_for("sparql.sparql"),
        "root": url_for("pages.home"),
        "base": g.generation.base,
        "prefixes": {"id": g.generation.base, **PREFIXES},
        "classes": classes,
        "properties": properties,
        "view": view,
        "run": run,
    }


def _vocabulary() -> tuple[list[str], list[str]]:
    """The classes and properties that the store uses, the commonest first."""
    description = sparql.dataset(g.generation)
    return tuple(
        sorted(c, key=lambda iri: (-c[iri], iri)) for c in (description.classes or {}, description.properties or {})
    )  # type: ignore[return-value]
