"""The sentences behind a number: one query, made of the filters that the number stands for. Pure: no web, no store."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph.namespaces import CONCEPT, FZ

PREFIXES = (
    f"PREFIX fz: <{FZ}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nPREFIX dcterms: <http://purl.org/dc/terms/>\n"
)

#: What can be asked for, with the pattern that asks it; ``$`` is the term.
_REPORT = {
    "report": "FILTER(?report = $)",
    "agency": "?report fz:issuedBy $ .",
    "division": "?report fz:division $ .",
    "within": "?report fz:division/fz:within $ .",
    "province": "?report fz:division/fz:province $ .",
    "function": "?report fz:issuedBy/fz:function $ .",
    "year": "?report a fz:Report ; fz:year ?inYear FILTER(?inYear = $)",
}
_CITATION = {
    "act": "?item fz:citesAct $ .",
    "version": "?item fz:citesVersion $ .",
    "level": "?item fz:citesAct/fz:level $ .",
    "title": "?item rdfs:label $ .",
    "resolution": "?item fz:resolution $ .",
    "status": "?item fz:status $ .",
    "with": "?report fz:hasCitation/fz:citesAct $ .",
    "also": "?item fz:citesAct ?act . FILTER EXISTS { $ fz:citesAct ?act }",
}
#: One record, and only those in sentences that are no boilerplate.
_ANY = {
    "item": "VALUES ?item { $ }",
    "boilerplate": "FILTER NOT EXISTS { ?item fz:evidence/fz:sentence/fz:boilerplate ?mark }",
}
_MENTION = {
    "programme": "?item fz:of $ .",
    "named": "?item fz:of $ .",
    "mentioned": "?item fz:of/a $ .",
    "besides": "FILTER NOT EXISTS { ?item fz:of $ }",
}
_MEASURE = {
    "activity": "?done fz:activityType $ .",
    "unit": "?item fz:unit $ .",
    "counted": "?item fz:counted $ .",
    "measured": "?item fz:year $ .",
}
_ROLE = {"role": "?sentence fz:section/fz:role $ ."}
KIND = "kind"
FILTERS = (KIND, *_ANY, *_REPORT, *_CITATION, *_MENTION, *_MEASURE, *_ROLE)
#: Filters whose values are concepts, given by notation; several between commas ask for any of them.
CONCEPTS = {"function", "level", "resolution", "status", "activity", "role"}
NUMBERS = {"year", "measured"}
#: What a mention may be of, with its class.
MENTIONED = {"agency": "fz:Agency", "programme": "fz:Programme"}
#: Filters that may ask for records without a value, by this word.
NONE, LACKING = "none", {"version", "status", "level"}
#: Filters whose values are texts, with the language of those texts in the graph.
TEXTS = {"unit": None, "counted": None, "title": "zh"}
_YEAR = re.compile(r"-?[0-9]{1,5}")

_WAYS = {
    "citation": "?report fz:hasCitation ?item .",
    "mention": "?report fz:hasMention ?item .",
    "measure": "?report fz:hasActivity ?done . ?done fz:hasMeasure ?item .",
}


class Unfit(UsageError):
    """A filter is unknown or its value does not fit it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A query for sentences, and how many there are."""

    kind: str
    rows: str
    count: str


def kind_of(filters: Mapping[str, str]) -> str:
    """What kind of record the filters are about: the one that they name, else the one that they fit, else citations.

    :raises Unfit: there is no such kind.
    """
    if KIND in filters:
        if filters[KIND] not in _WAYS:
            raise Unfit(f"{KIND} is one of {', '.join(_WAYS)}, not {filters[KIND]!r}")
        return filters[KIND]
    if "item" in filters:
        part = filters["item"].rpartition("#")[2].partition("-")[0]
        return part if part in _WAYS else "citation"
    if _MENTION.keys() & filters.keys():
        return "mention"
    if _MEASURE.keys() & filters.keys():
        return "measure"
    return "citation"


def several(name: str, value: str) -> list[str]:
    """The values that a filter asks for: of concepts there may be several."""
    return value.split(",") if name in CONCEPTS else [value]


def _asked(name: str, pattern: str, value: str) -> str:
    """The pattern of a filter with its values."""
    terms = [term(name, one) for one in several(name, value)]
    if len(terms) == 1:
        return pattern.replace("$", terms[0])
    return pattern.replace("$", f"?{name}Asked") + f" VALUES ?{name}Asked {{ {' '.join(terms)} }}"


def term(name: str, value: str) -> str:
    """The value of a filter as SPARQL writes it."""
    import pyoxigraph as ox

    if name in NUMBERS:
        if not _YEAR.fullmatch(value):
            raise Unfit(f"{name} must be a year, not {value!r}")
        return str(int(value))
    if name == "boilerplate":
        if value != "exclude":
            raise Unfit(f"{name} is one of exclude, not {value!r}")
        return ""
    if name == "mentioned":
        if value not in MENTIONED:
            raise Unfit(f"{name} is one of {', '.join(MENTIONED)}, not {value!r}")
        return MENTIONED[value]
    if name in TEXTS:
        return str(ox.Literal(value, language=TEXTS[name]))
    iri = f"{CONCEPT}{name}/{value}" if name in CONCEPTS and not value.startswith("http") else value
    if not iri.startswith(("http://", "https://", "urn:")):
        raise Unfit(f"{name} is given by an IRI, not by {value!r}")
    try:
        return str(ox.NamedNode(iri))
    except ValueError as error:
        raise Unfit(f"{name} is given by an IRI: {error}") from None


def query(filters: Mapping[str, str], *, limit: int = 20, offset: int = 0) -> Found:
    """The query for the sentences that fit all filters, newest reports first.

    :raises Unfit: a filter is unknown, or its value does not fit it.
    """
    kind = kind_of(filters)
    known = _ANY | _REPORT | _ROLE | {"citation": _CITATION, "mention": _MENTION, "measure": _MEASURE}[kind]
    lines = [_WAYS[kind]]
    for name, value in sorted(filters.items()):
        if name == KIND:
            continue
        if name not in known:
            raise Unfit(f"{name} does not go with {', '.join(sorted(set(filters) - {name}))}")
        if value == NONE and name in LACKING:
            lines.append(f"FILTER NOT EXISTS {{ {known[name].replace('$', '?lacking')} }}")
        else:
            lines.append(_asked(name, known[name], value))
    needs_sentence = "role" in filters
    evidence = "?item fz:evidence ?evidence . ?evidence fz:sentence ?sentence ."
    core = "\n    ".join([*lines, evidence] if needs_sentence else lines)
    # The records of one page are chosen first, by names that are in the order of the text; then their sentences are read.
    chosen = f"""{{ SELECT DISTINCT ?report ?year ?item {{
    {core}
    OPTIONAL {{ ?report fz:year ?year }}
  }} ORDER BY DESC(?year) ?item LIMIT {int(limit)} OFFSET {int(offset)} }}"""
    count = f"{PREFIXES}SELECT (COUNT(DISTINCT ?item) AS ?n) (COUNT(DISTINCT ?report) AS ?reports) {{\n  {core}\n}}\n"
    return Found(kind, _read(chosen), count)


def of_items(items: Sequence[str], kind: str) -> str:
    """The query for the sentences of records that are known by their IRIs."""
    import pyoxigraph as ox

    values = " ".join(str(ox.NamedNode(item)) for item in items)
    # What is optional stands last: before it, engines put the patterns into an order that begins with the items.
    return _read(f"VALUES ?item {{ {values} }}\n  {_WAYS[kind]}", "OPTIONAL { ?report fz:year ?year }")


def _read(chosen: str, last: str = "") -> str:
    """The query that reads the sentences of the records that a pattern chooses."""
    return f"""{PREFIXES}SELECT ?report ?name ?year ?item ?start ?end ?from ?exact ?text ?boilerplate {{
  {chosen}
  ?item fz:evidence ?evidence .
  ?evidence fz:start ?start ; fz:end ?end ; fz:exact ?exact ; fz:sentence ?sentence .
  ?sentence fz:text ?text ; fz:start ?from .
  ?report rdfs:label ?name .
  OPTIONAL {{ ?sentence fz:boilerplate ?boilerplate }}
  {last}
}}
ORDER BY DESC(?year) ?item ?start
"""
