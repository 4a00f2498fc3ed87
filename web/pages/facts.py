"""One fact or sentence by itself: how to refer to it in a paper, and which other reports have the same sentence."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, jsonify, render_template, request

from kg.errors import StoreError, UsageError
from web import evidence, links
from web.i18n import LANGUAGES, messages
from web.pages import blueprint
from web.pages.report import CHARACTERS

_FACT = (
    evidence.PREFIXES
    + """SELECT ?start ?end ?text {{
  {{ {0} fz:evidence ?evidence . ?evidence fz:start ?start ; fz:end ?end ; fz:sentence ?sentence }}
  UNION {{ BIND({0} AS ?sentence) ?sentence fz:start ?start ; fz:end ?end }}
  ?sentence fz:text ?text .
}} ORDER BY ?start LIMIT 1"""
)
_REPORT = (
    evidence.PREFIXES
    + """SELECT ?name ?title ?year ?file {{
  {0} fz:sourceFile ?file .
  OPTIONAL {{ {0} fz:issuedBy/rdfs:label ?name }}
  OPTIONAL {{ {0} dcterms:title ?title }}
  OPTIONAL {{ {0} fz:year ?year }}
}} ORDER BY ?name"""
)


def reference(fact: str) -> dict[str, str]:
    """How to refer to a fact or sentence, by language: agency, title, year, file, characters, sentence, its IRI.

    :raises UsageError: ``fact`` is no IRI. A fact that no report has is 404.
    """
    terms = [evidence.term("report", iri) for iri in (fact, fact.partition("#")[0])]
    facts = g.generation.rows(_FACT.format(terms[0]))
    reports = g.generation.rows(_REPORT.format(terms[1]))
    if not (facts and reports and "#" in fact):
        abort(404)
    found, report = facts[0], reports[0]
    agencies = list(dict.fromkeys(row["name"] for row in reports if "name" in row))
    made = {}
    for language in LANGUAGES:
        words = {
            key: messages()[f"footnote.{key}"][language] for key in ("whole", "unnamed", "untitled", "year", "and")
        }
        made[language] = words["whole"].format(
            agency=words["and"].join(agencies) or words["unnamed"],
            title=" ".join(report.get("title", words["untitled"]).split()),
            year=words["year"].format(year=report["year"]) if "year" in report else "",
            file=report["file"],
            start=found["start"],
            end=found["end"],
            sentence=" ".join(found["text"].split()),
            iri=fact,
        )
    return made


@blueprint.get("/footnote")
def footnote() -> Response | str:
    """A fact as a footnote, in both languages; as JSON for the button that copies it."""
    fact = request.args.get("fact", "")
    made = reference(fact)
    if request.args.get("form") == "json":
        return jsonify(made)
    return render_template("footnote.html", fact=fact, made=made)


@blueprint.get("/repeated")
def repeated() -> str:
    """The reports in which a sentence stands word for word."""
    import polars as pl

    report, match = request.args.get("report", ""), CHARACTERS.fullmatch(request.args.get("char", ""))
    if match is None:
        raise UsageError(f"char is two numbers with a comma between them, not {request.args.get('char', '')!r}")
    try:
        sentences = g.generation.store.table("sentences")
        reports = g.generation.store.table("reports").select("report", "sha256", "file")
    except StoreError:
        abort(404)
    here = (pl.col("report") == report) & (pl.col("start") == int(match[1])) & (pl.col("end") == int(match[2]))
    key = sentences.filter(here, pl.col("key").is_not_null()).select("key").collect()
    if not key.height:
        abort(404)
    found: list[dict[str, Any]] = (
        sentences.filter(pl.col("key") == key.item())
        .join(reports, on="report")
        .sort(["report_year", "agency_name", "report", "start"], nulls_last=True)
        .collect()
        .to_dicts()
    )
    mine = next(row for row in found if row["report"] == report)
    text = g.generation.store.text(mine["sha256"])[mine["start"] : mine["end"]]
    return render_template("repeated.html", text=text, rows=found, report=report, characters=links.characters)
