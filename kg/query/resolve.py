"""From what a user types for a parameter to the RDF term that is meant.

Things are given by IRI (also ``act:…``), by name (全称, a short title, an alias, a name without 中华人民共和国, with or without 《》),
by code, by file, or by a part of a name where only one fits. Terms are written by the engine, so nothing that a user types
becomes part of a query's syntax.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kg.errors import UsageError
from kg.graph.iris import segment
from kg.graph.namespaces import CONCEPT
from kg.query.closest import closest
from kg.query.finding import FINDERS, LABEL, known_names, labels, literal, of_kind, outermost, plain
from kg.query.saved import CONCEPTS, THINGS, Parameter

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.source import Source

assert set(FINDERS) == set(THINGS)
#: So many things are named where a name is not clear.
_SHOWN = 6
#: The largest whole number that a parameter takes.
_MOST = 999_999_999
_ESCAPED = re.compile("(?:%[0-9A-Fa-f]{2})+")


def term(store: Source, parameter: Parameter, given: str) -> str:
    """The term for ``given`` as SPARQL writes it: ``<…>``, ``2021``, ``"…"``.

    :raises UsageError: nothing is called so, several things are, or the value does not fit the type.
    """
    text = given.strip()
    if not text:
        raise UsageError(f"the parameter {parameter.name} is empty")
    if parameter.type == "year":
        if not re.fullmatch(r"\d{4}", text):
            raise UsageError(f"the parameter {parameter.name} must be a year like 2021, not {text!r}")
        return str(int(text))
    if parameter.type == "integer":
        if re.fullmatch(r"\+?\d{10,}", text):
            raise UsageError(f"the parameter {parameter.name} is too large: at most {_MOST}")
        if not re.fullmatch(r"[+-]?\d{1,9}", text):
            raise UsageError(f"the parameter {parameter.name} must be a whole number, not {text!r}")
        if int(text) < 1:
            raise UsageError(f"the parameter {parameter.name} must be a whole number above 0, not {text!r}")
        return str(int(text))
    if parameter.type == "choice" and text not in parameter.choices:
        raise UsageError(f"the parameter {parameter.name} is {' or '.join(parameter.choices)}, not {text!r}")
    if parameter.type in ("text", "choice"):
        return literal(text)
    if parameter.type in CONCEPTS:
        return str(_concept(store, parameter.type, text))
    return str(thing(store, parameter.type, text))


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
    close = closest(text.lower(), names, number=4, least=0.4)
    known = close or sorted({iri.removeprefix(start) for iri in names.values()})[:12]
    raise UsageError(f"there is no {scheme} {text!r}; known are, among others: {', '.join(known)}")


# -- things --------------------------------------------------------------------------------------------------------------


def thing(store: Source, kind: str, text: str) -> ox.NamedNode:
    """The thing of a kind (``report``, ``act``, ``agency``, ``division`` …) that a user means, by IRI or any of its names.

    :raises UsageError: there is none, or more than one; the message names those that are near.
    """
    import pyoxigraph as ox

    if (iri := _iri(text) or _short(store, text)) is not None:
        for one in dict.fromkeys((iri, _decoded(iri))):
            if of_kind(store, {one.value}, kind):
                return one
        raise UsageError(f"the store has no {kind} <{iri.value}>")
    name = text.strip("《》“”\"'<>〈〉 ")
    for find in FINDERS[kind]:
        found = of_kind(store, set(find(store, kind, name)), kind)
        if len(found) > 1 and kind == "division":
            found = outermost(store, found)
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            shown = "; ".join(_label(store, iri) or iri for iri in found[:_SHOWN])
            more = f" … ({len(found)} in all)" if len(found) > _SHOWN else ""
            raise UsageError(f"{text!r} may be more than one {kind}: {shown}{more}; give the full name or the IRI")
    if known := known_names(kind, name):
        raise UsageError(f"{text!r} means {', '.join(known)}: the store has no such {kind}")
    if close := _close(store, kind, name):
        raise UsageError(f"the store has no {kind} called {text!r} (did you mean {' or '.join(close)}?)")
    raise UsageError(f"the store has no {kind} called {text!r}")


def _short(store: Source, text: str) -> ox.NamedNode | None:
    """An IRI in the short form in which tables show it: ``report:重庆市巴南区应急管理局-2021``."""
    prefix, colon, local = text.strip("<>").partition(":")
    namespace = store.prefixes.get(prefix)
    return _iri(namespace + local) if colon and local and namespace else None


def _decoded(iri: ox.NamedNode) -> ox.NamedNode:
    """An IRI as browsers write it (``%E5%AE%89``) with its characters, but for those that no IRI may have."""
    import pyoxigraph as ox

    return ox.NamedNode(_ESCAPED.sub(lambda run: segment(unquote(run[0])), iri.value))


def _label(store: Source, iri: str) -> str:
    rows = store.rows(f"SELECT ?label {{ <{iri}> <{LABEL}> ?label }}")
    return str(rows[0][0].value) if rows else ""


def _close(store: Source, kind: str, name: str) -> list[str]:
    """Names in the store that are spelled nearly like ``name``."""
    wanted = plain(name)
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    # Names that share two neighbouring characters, else those that share one: few, where the store is large.
    for parts, least in ((pairs, 0.5), (set(wanted), 0.4)):
        condition = " || ".join(f"CONTAINS(LCASE(STR(?name)), {literal(part.lower())})" for part in sorted(parts)[:60])
        by_plain = {plain(found).lower(): found for found in labels(store, kind, condition or "false")}
        if close := closest(wanted.lower(), by_plain, least=least):
            return [by_plain[one] for one in close]
    return []
