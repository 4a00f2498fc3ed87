"""One fact or sentence by itself: how to refer to it in a paper, and which other reports have the same sentence."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, abort, g, jsonify, render_template, request

from kg.errors import StoreError, UsageError
from kg.networks.spread import UNNAMED
from web import evidence, links
from web.i18n import LANGUAGES, messages
from web.pages import blueprint
from web.pages.report import CHARACTERS

_FACT = (
    evidence.PREFIXES
    + """SELECT ?start ?end ?text ?act ?version ?reason {{
  {{ {0} fz:evidence ?evidence . ?evidence fz:start ?start ; fz:end ?end ; fz:sentence ?sentence }}
  UNION {{ BIND({0} AS ?sentence) ?sentence fz:start ?start ; fz:end ?end }}
  ?sentence fz:text ?text .
  OPTIONAL {{
    {0} fz:citesVersion/<http://data.europa.eu/eli/ontology#date_document> ?version ; fz:citesAct/rdfs:label ?act
    OPTIONAL {{ {0} fz:versionReason ?reason }}
  }}
}} ORDER BY ?start ?act ?version LIMIT 1"""
)
_REPORT = (
    evidence.PREFIXES
    + """SELECT ?name ?title ?year ?issued ?file {{
  {0} fz:sourceFile ?file .
  OPTIONAL {{ {0} fz:issuedBy/rdfs:label ?name }}
  OPTIONAL {{ {0} dcterms:title ?title }}
  OPTIONAL {{ {0} fz:year ?year }}
  OPTIONAL {{ {0} dcterms:issued ?issued }}
}} ORDER BY ?name"""
)
_WORDS = ("whole", "unnamed", "title", "dated", "comma", "year", "issued", "version", "inferred", "and", "data")
#: How the reason for a version begins where the report itself says which one it means.
_STATED = "the text"
#: Where a line of the source ends: between Chinese characters or marks it was cut, and nothing stands there.
_LINE_END = re.compile(r"\s*[\r\n]\s*")
_LATIN = re.compile(r"[!-~\u00c0-\u024f]")


def in_one_line(text: str) -> str:
    """A sentence as it is quoted: lines that the source wraps are joined, with a space only between Latin words.

    >>> in_one_line("《中国共\\n产党章程》，\\n  GB\\nT 1 号")
    '《中国共产党章程》，GB T 1 号'
    """

    def joined(end: re.Match[str]) -> str:
        latin = (_LATIN.match(text[i]) for i in (end.start() - 1, end.end()))
        return " " if all(latin) else ""

    text = text.strip()
    return " ".join(_LINE_END.sub(joined, text).split())


def reference(fact: str) -> dict[str, str]:
    """How to refer to a fact or sentence, by language: agency, title, year, date, file, characters, sentence, its IRI, the data.

    What is not known is left out: a report without a title gets none. Of a citation, also the version of the act.

    :raises UsageError: ``fact`` is no IRI. A fact that no report has is 404.
    """
    terms = [evidence.term("report", iri) for iri in (fact, fact.partition("#")[0])]
    facts = g.generation.rows(_FACT.format(terms[0]))
    reports = g.generation.rows(_REPORT.format(terms[1]))
    if not (facts and reports and "#" in fact):
        abort(404)
    found, report = facts[0], reports[0]
    agencies = list(dict.fromkeys(row["name"] for row in reports if row.get("name", UNNAMED) != UNNAMED))
    build = None if g.generation.lacks else g.generation.store.manifest
    made = {}
    for language in LANGUAGES:
        words = {key: messages()[f"footnote.{key}"][language] for key in _WORDS}
        dated = [words[key].format(report[key]) for key in ("year", "issued") if key in report]
        made[language] = words["whole"].format(
            agency=words["and"].join(agencies) or words["unnamed"],
            title=words["title"].format(in_one_line(report["title"])) if "title" in report else "",
            dated=words["dated"].format(words["comma"].join(dated)) if dated else "",
            file=report["file"],
            start=found["start"],
            end=found["end"],
            sentence=in_one_line(found["text"]),
            version=_version(found, words),
            iri=fact,
            data=words["data"].format(build.built[:10], build.software) if build else "",
        )
    return made


def _version(found: dict[str, str], words: dict[str, str]) -> str:
    """Which version of the act is cited, and whether the report says so or its year."""
    if "version" not in found:
        return ""
    stated = found.get("reason", "").startswith(_STATED)
    return words["version" if stated else "inferred"].format(found["act"], found["version"])


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
