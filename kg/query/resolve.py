"""From what a user types for a parameter to the RDF term that is meant.

Things are given by IRI, by name (全称, a short title, a name without 中华人民共和国, with or without 《》), by code, or by a part of
a name where only one fits. Terms are written by the engine, so nothing that a user types becomes part of a query's syntax.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph.namespaces import CONCEPT, FZ
from kg.query.saved import CONCEPTS, THINGS, Parameter

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.source import Source

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_CLASSES = {
    "act": ("Act", "Work"),
    "agency": ("Agency",),
    "division": ("Division",),
    "programme": ("Programme",),
    "report": ("Report",),
}
_YEAR_BEHIND = re.compile(r"(.*?)[\s\-·,，]*((?:19|20)\d\d)年?(?:度?报告)?$")
#: So many things are named where a name is not clear.
_SHOWN = 6
#: IRIs in one query.
_PART = 500


def term(store: Source, parameter: Parameter, given: str) -> str:
    """The term for ``given`` as SPARQL writes it: ``<…>``, ``2021``, ``"…"``.

    :raises UsageError: nothing is called so, several things are, or the value does not fit the type.
    """
    text = given.strip()
    if not text:
        raise UsageError(f"the parameter {parameter.name} is empty")
    if parameter.type in ("integer", "year"):
        if not re.fullmatch(r"[+-]?\d{1,9}", text):
            raise UsageError(f"the parameter {parameter.name} must be a whole number, not {text!r}")
        return str(int(text))
    if parameter.type == "text":
        import pyoxigraph as ox

        return str(ox.Literal(text))
    if parameter.type in CONCEPTS:
        return str(_concept(store, parameter.type, text))
    return str(_thing(store, parameter.type, text))


def _iri(text: str) -> ox.NamedNode | None:
    """``text`` as an IRI if it is one (in angle brackets or not)."""
    import pyoxigraph as ox

    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if not re.match(r"(?:https?|urn):", bare):
        return None
    try:
        return ox.NamedNode(bare)
    except ValueError:
        raise UsageError(f"{text} is no IRI") from None


# -- concepts ------------------------------------------------------------------------------------------------------------


def _concept(store: Source, scheme: str, text: str) -> ox.NamedNode:
    if (iri := _iri(text)) is not None:
        return iri
    start = f"{CONCEPT}{scheme}/"
    names: dict[str, str] = {}
    query = f"""SELECT ?c ?name {{ GRAPH ?g {{
      ?c <http://www.w3.org/2004/02/skos/core#inScheme> <{start[:-1]}> .
      {{ ?c <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }}
      UNION {{ ?c <http://www.w3.org/2004/02/skos/core#altLabel> ?name }} }} }}"""
    for row in store.rows(query):
        concept = row[0].value
        names.setdefault(row[1].value.lower(), concept)
        names.setdefault(concept.removeprefix(start).lower(), concept)
    import pyoxigraph as ox

    if found := names.get(text.lower()):
        return ox.NamedNode(found)
    part = sorted({iri for name, iri in names.items() if text.lower() in name})
    if len(part) == 1:
        return ox.NamedNode(part[0])
    close = difflib.get_close_matches(text.lower(), names, n=4, cutoff=0.4)
    known = close or sorted({iri.removeprefix(start) for iri in names.values()})[:12]
    raise UsageError(f"there is no {scheme} {text!r}; known are, among others: {', '.join(known)}")


# -- things --------------------------------------------------------------------------------------------------------------


def _thing(store: Source, kind: str, text: str) -> ox.NamedNode:
    if (iri := _iri(text)) is not None:
        if not _of_kind(store, {iri.value}, kind):
            raise UsageError(f"the store has no {kind} <{iri.value}>")
        return iri
    name = text.strip("《》“”\"'<>〈〉 ")
    for find in _FINDERS[kind]:
        found = _of_kind(store, {node.value for node in find(store, kind, name)}, kind)
        if len(found) == 1:
            import pyoxigraph as ox

            return ox.NamedNode(found[0])
        if found:
            shown = "; ".join(_shown(store, iri) for iri in found[:_SHOWN])
            more = f" … ({len(found)} in all)" if len(found) > _SHOWN else ""
            raise UsageError(f"{text!r} may be more than one {kind}: {shown}{more}; give the full name or the IRI")
    raise UsageError(f"the store has no {kind} called {text!r}{_close(store, kind, name)}")


def _of_kind(store: Source, iris: set[str], kind: str) -> list[str]:
    """Those of ``iris`` that are of the kind, sorted; asked for in parts, since a query may be only so long."""
    classes = " ".join(f"<{FZ}{c}>" for c in _CLASSES[kind])
    ordered, found = sorted(iris), set[str]()
    for begin in range(0, len(ordered), _PART):
        nodes = " ".join(f"<{iri}>" for iri in ordered[begin : begin + _PART])
        query = f"SELECT DISTINCT ?x {{ VALUES ?x {{ {nodes} }} ?x a ?class VALUES ?class {{ {classes} }} }}"
        found.update(row[0].value for row in store.rows(query))
    return sorted(found)


def _subjects(store: Source, predicate: str, name: str) -> Iterator[Any]:
    text = _literal(name)
    query = f"SELECT ?x {{ VALUES ?name {{ {text}@zh {text} {text}@en }} ?x <{predicate}> ?name }}"
    for row in store.rows(query):
        yield row[0]


def _by_label(store: Source, _kind: str, name: str) -> Iterator[Any]:
    yield from _subjects(store, _LABEL, name)


def _by_full_title(store: Source, _kind: str, name: str) -> Iterator[Any]:
    yield from _subjects(store, _LABEL, f"中华人民共和国{name}")


def _by(property_name: str) -> Callable[[Source, str, str], Iterator[Any]]:
    def find(store: Source, _kind: str, name: str) -> Iterator[Any]:
        yield from _subjects(store, FZ + property_name, name)

    return find


def _by_part(store: Source, kind: str, name: str) -> Iterator[Any]:
    classes = " ".join(f"<{FZ}{c}>" for c in _CLASSES[kind])
    query = f"SELECT DISTINCT ?x {{ VALUES ?class {{ {classes} }} ?x a ?class ; <{_LABEL}> ?label FILTER(CONTAINS(STR(?label), {_literal(name)})) }}"
    for row in store.rows(query):
        yield row[0]


def _by_file(store: Source, _kind: str, name: str) -> Iterator[Any]:
    """Reports of a file: its whole name, or its last part with or without the ending."""
    yield from _subjects(store, f"{FZ}sourceFile", name)
    query = f"SELECT ?x ?file {{ ?x <{FZ}sourceFile> ?file FILTER(CONTAINS(?file, {_literal(name)})) }}"
    for node, file in store.rows(query):
        last = file.value.rpartition("/")[2]
        if name in (last, last.rpartition(".")[0]):
            yield node


def _by_agency_and_year(store: Source, _kind: str, name: str) -> Iterator[Any]:
    """Reports of an agency (its name or a part of it), and of a year where one stands behind the name."""
    match = _YEAR_BEHIND.fullmatch(name)
    agency, year = (match[1].strip(), match[2]) if match else (name, "")
    year_is = f"?x <{FZ}year> {int(year)} ." if year else ""
    query = f"""SELECT DISTINCT ?x ?name {{ {year_is} ?x <{FZ}issuedBy> ?agency . ?agency <{_LABEL}> ?name
      FILTER(CONTAINS(STR(?name), {_literal(agency)})) }}"""
    rows = store.rows(query)
    exact = [row for row in rows if row[1].value == agency]
    for row in exact or rows:
        yield row[0]


def _literal(text: str) -> str:
    import pyoxigraph as ox

    return str(ox.Literal(text))


_FINDERS: dict[str, tuple[Callable[[Source, str, str], Iterator[Any]], ...]] = {
    "act": (_by_label, _by_full_title, _by("shortTitle"), _by_part),
    "agency": (_by_label, _by_part),
    "division": (_by_label, _by("code"), _by_part),
    "programme": (_by_label, _by_part),
    "report": (_by_label, _by_file, _by_agency_and_year),
}
assert set(_FINDERS) == set(THINGS)


def _label(store: Source, iri: str) -> str:
    rows = store.rows(f"SELECT ?label {{ <{iri}> <{_LABEL}> ?label }}")
    return str(rows[0][0].value) if rows else ""


def _shown(store: Source, iri: str) -> str:
    return _label(store, iri) or iri


def _close(store: Source, kind: str, name: str) -> str:
    """Names that are spelled nearly like ``name``, for a message."""
    classes = " ".join(f"<{FZ}{c}>" for c in _CLASSES[kind])
    rows = store.rows(
        f"SELECT DISTINCT ?label {{ VALUES ?class {{ {classes} }} ?x a ?class ; <{_LABEL}> ?label }} LIMIT 20000"
    )
    close = difflib.get_close_matches(name, [row[0].value for row in rows], n=3, cutoff=0.5)
    return f" (did you mean {' or '.join(close)}?)" if close else ""
