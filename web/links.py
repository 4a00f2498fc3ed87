"""From IRIs to addresses on this site and back, and links that are safe to show."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from flask import g, request, url_for

from kg.graph.iris import segment
from kg.graph.namespaces import CONCEPT
from web.ontology import anchor

#: Kinds of things that have a page of their own, by the first part of their path below the base IRI.
KINDS = {
    "act": "act",
    "document": "act",
    "work": "act",
    "agency": "agency",
    "division": "division",
    "programme": "programme",
    "report": "report",
}


def of(iri: str | None) -> str | None:
    """The address of a thing's page here; of another web address itself; None for anything else (``javascript:`` …)."""
    if not iri:
        return None
    base = g.generation.base
    if iri.startswith(base):
        rest, hash_mark, fragment = iri[len(base) :].partition("#")
        address = url_for("pages.thing", rest="")
        return address + quote(rest, safe="/:@!$&'()*+,;=~") + hash_mark + quote(fragment, safe="=,:@!$&'()*+;~/?")
    if iri.startswith(CONCEPT + "activity/"):
        return url_for("pages.activity", notation=iri.rpartition("/")[2])
    term = anchor(iri)
    if term:
        return url_for("pages.ontology_page") + "#" + quote(term)
    return iri if iri.lower().startswith(("http://", "https://")) else None


def candidates(rest: str) -> Iterator[str]:
    """The IRIs that a path below ``/id/`` may mean: as it is, or with what IRIs forbid escaped once more."""
    base: str = g.generation.base
    yield base + rest
    escaped = base + "/".join(segment(part) for part in rest.split("/"))
    if escaped != base + rest:
        yield escaped


def kind_of(iri: str) -> str | None:
    """Which kind of page a thing has; versions of acts (``…/act/X@2021-06-10``) have none of their own."""
    if "@" in iri.rpartition("/")[2]:
        return None
    return KINDS.get(iri[len(g.generation.base) :].partition("/")[0])


def edit(query: str, view: str | None = None) -> str:
    """The editor with a query in it."""
    values = {"query": query} | ({"view": view} if view and view != "table" else {})
    return url_for("pages.ask_page") + "?" + urlencode(values)


def sentences(**filters: object) -> str:
    """The sentences that fit the filters; empty ones are left out."""
    values = {name: str(value) for name, value in filters.items() if value not in (None, "")}
    return url_for("pages.sentences") + "?" + urlencode(values)


def characters(report: str, start: int | str, end: int | str) -> str:
    """The report with some of its characters selected."""
    return f"{of(report)}?char={start},{end}#char={start},{end}"


def repeated(report: str, start: int, end: int) -> str:
    """The reports that have a sentence of this one word for word."""
    return url_for("pages.repeated") + "?" + urlencode({"report": report, "char": f"{start},{end}"})


def footnote(fact: str) -> str:
    """A reference to a fact, to be put into a paper."""
    return url_for("pages.footnote") + "?" + urlencode({"fact": fact})


def here(**changes: object) -> str:
    """This page with other parameters; None removes one, and a change leads back to the first page of a list."""
    return along(quote(request.path, safe="/:@!$&'()*+,;=~"), **{"page": None, **changes})


def along(address: str, /, **changes: object) -> str:
    """An address with the parameters of this page, and with changes to them; None removes one."""
    values = request.args.to_dict(flat=True)
    for name, value in changes.items():
        values.pop(name, None)
        if value is not None:
            values[name] = str(value)
    return address + ("?" + urlencode(values) if values else "")
