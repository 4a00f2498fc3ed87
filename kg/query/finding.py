"""Things of a store by what people call them: one finder a way of naming, tried in order for each kind.

A finder gives the IRIs that a name may mean; it need not look whether they are of the kind, or in the store at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph.iris import segment
from kg.graph.namespaces import FZ

if TYPE_CHECKING:
    from kg.store.source import Source

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
#: Classes of each kind of thing.
CLASSES = {
    "act": ("Act", "Work"),
    "agency": ("Agency",),
    "division": ("Division",),
    "programme": ("Programme",),
    "report": ("Report",),
}
_YEAR_BEHIND = re.compile(r"((?:19|20)\d\d)年?(?:度?报告)?\Z")
#: What does not matter in a name: marks, spaces, the country's name before an act.
_IMMATERIAL = r"[《》〈〉<>（）()【】“”‘’\"'、，,·•．.\s—–－~～-]|中华人民共和国"
#: IRIs in one query.
_PART = 500
#: Names that are looked through for one that is near.
_MOST = 20_000

Finder = Callable[["Source", str, str], Iterator[str]]


def plain(name: str) -> str:
    """A name without what does not matter in it: 《中华人民共和国 安全生产法》 is 安全生产法.

    >>> plain("２０２１－２０２５年法治政府建设")
    '20212025年法治政府建设'
    """
    return re.sub(_IMMATERIAL, "", unicodedata.normalize("NFKC", name)) or name


def literal(text: str) -> str:
    """``text`` as SPARQL writes it. :raises UsageError: it is none, but the bytes of another encoding."""
    import pyoxigraph as ox

    try:
        return str(ox.Literal(text))
    except ValueError:
        raise UsageError(f"{text!r} is not UTF-8") from None


def of_kind(store: Source, iris: set[str], kind: str) -> list[str]:
    """Those of ``iris`` that are of the kind, sorted; asked for in parts, since a query may be only so long."""
    ordered, found = sorted(iris), set[str]()
    for begin in range(0, len(ordered), _PART):
        nodes = " ".join(f"<{iri}>" for iri in ordered[begin : begin + _PART])
        query = f"SELECT DISTINCT ?x {{ VALUES ?x {{ {nodes} }} ?x a ?class {_class_is(kind)} }}"
        found.update(row[0].value for row in store.rows(query))
    return sorted(found)


def labels(store: Source, kind: str, condition: str) -> list[str]:
    """Names of the things of a kind, for which ``condition`` holds of ``?name``; :data:`_MOST` at most."""
    query = f"SELECT DISTINCT ?name {{ ?x a ?class {_class_is(kind)} ?x {_NAMES[kind]} ?name FILTER({condition}) }} LIMIT {_MOST}"
    return sorted(row[0].value for row in store.rows(query))


def _class_is(kind: str) -> str:
    return f"VALUES ?class {{ {' '.join(f'<{FZ}{c}>' for c in CLASSES[kind])} }}"


#: The properties that name things of each kind, as a path.
_NAMES = {
    **dict.fromkeys(CLASSES, f"<{LABEL}>"),
    "act": f"(<{LABEL}>|<{FZ}shortTitle>)",
    "report": f"(<{FZ}issuedBy>/<{LABEL}>|<{FZ}sourceFile>)",
}


def _nodes(store: Source, query: str) -> Iterator[str]:
    for row in store.rows(query):
        if (value := getattr(row[0], "value", None)) is not None:
            yield value


def _by(predicate: str) -> Finder:
    """The things of which ``predicate`` says exactly this."""

    def find(store: Source, _kind: str, name: str) -> Iterator[str]:
        yield from _called(store, predicate, (name,))

    return find


def _called(store: Source, predicate: str, names: tuple[str, ...]) -> Iterator[str]:
    texts = (literal(name) for name in names)
    values = " ".join(f"{text}@zh {text} {text}@en" for text in texts)
    return _nodes(store, f"SELECT ?x {{ VALUES ?name {{ {values} }} ?x <{predicate}> ?name }}")


def _full_title(store: Source, _kind: str, name: str) -> Iterator[str]:
    yield from _called(store, LABEL, (f"中华人民共和国{name}",))


def known_names(kind: str, name: str) -> tuple[str, ...]:
    """Full names that the catalogue knows for an alias, a short form, or a name with other marks; none for some kinds.

    >>> known_names("act", "新安法"), known_names("division", "重庆")
    (('中华人民共和国安全生产法',), ('重庆市',))
    """
    if kind == "act":
        from kg.catalogue import acts

        catalogue = acts.load()
        named = [act.title for act in catalogue.named(name)]
        meant = [title for alias in catalogue.aliases(name) for title in alias.targets]
        return tuple(dict.fromkeys(named or meant))
    if kind == "division":
        from kg.catalogue import divisions

        places = divisions.load()
        found = places.resolve(places.split(name))
        # 吉林 is the province before the city in it.
        outer = [place for place in found if place.level == "province"] or found
        return tuple(dict.fromkeys(places.path(place) for place in outer))
    return ()


def _catalogue(store: Source, kind: str, name: str) -> Iterator[str]:
    if names := known_names(kind, name):
        yield from _called(store, LABEL, names)


def _where(condition: str) -> Finder:
    """Things by a condition on their label and the name given, both as they are or in the plain form."""

    def find(store: Source, kind: str, name: str) -> Iterator[str]:
        test = condition.format(
            label="STR(?label)",
            bare=f"REPLACE(STR(?label), {literal(_IMMATERIAL)}, '')",
            name=literal(name),
            plain=literal(plain(name)),
        )
        yield from _nodes(
            store, f"SELECT DISTINCT ?x {{ ?x a ?class {_class_is(kind)} ?x <{LABEL}> ?label FILTER({test}) }}"
        )

    return find


def _report_name(store: Source, _kind: str, name: str) -> Iterator[str]:
    """The report whose IRI ends with this name: 重庆市巴南区应急管理局-2021."""
    iri = f"{store.base}report/{segment(name)}"
    yield from _nodes(store, f"SELECT ?x {{ VALUES ?x {{ <{iri}> }} ?x a <{FZ}Report> }}")


def _file(store: Source, _kind: str, name: str) -> Iterator[str]:
    """Reports of a file: its whole name, or its last part with or without the ending; given by any path to it."""
    whole = list(_called(store, f"{FZ}sourceFile", (name,)))
    name = name.replace("\\", "/").rpartition("/")[2]
    yield from whole or (
        node
        for node, file in _files(store, name)
        if name.lower() in (file.rpartition("/")[2].lower(), _stem(file).lower())
    )


def _file_part(store: Source, _kind: str, name: str) -> Iterator[str]:
    """Reports of a file whose name begins with this, else of those that have it anywhere."""
    files = _files(store, name)
    begin = [node for node, file in files if file.rpartition("/")[2].lower().startswith(name.lower())]
    yield from begin or (node for node, _ in files)


def _stem(file: str) -> str:
    last = file.rpartition("/")[2]
    return last.rpartition(".")[0] or last


def _files(store: Source, name: str) -> list[tuple[str, str]]:
    query = f"SELECT ?x ?file {{ ?x <{FZ}sourceFile> ?file FILTER(CONTAINS(LCASE(?file), {literal(name.lower())})) }}"
    return [(node.value, file.value) for node, file in store.rows(query)]


def _agency_and_year(store: Source, _kind: str, name: str) -> Iterator[str]:
    """Reports of an agency (its name or a part of it), and of a year where one stands behind the name."""
    match = _YEAR_BEHIND.search(name)
    agency, year = (name[: match.start()].strip(" \t\r\n\u3000-·,，"), match[1]) if match else (name, "")
    year_is = f"?x <{FZ}year> {int(year)} ." if year else ""
    query = f"""SELECT DISTINCT ?x ?name {{ {year_is} ?x <{FZ}issuedBy> ?agency . ?agency <{LABEL}> ?name
      FILTER(CONTAINS(STR(?name), {literal(agency)})) }}"""
    rows: list[tuple[Any, ...]] = store.rows(query)
    exact = [row for row in rows if row[1].value == agency]
    yield from (row[0].value for row in exact or rows)


_label = _by(LABEL)
_same = _where("{bare} = {plain}")
_end = _where("STRENDS({label}, {name}) || STRENDS({bare}, {plain})")
_part = _where("CONTAINS({label}, {name}) || CONTAINS({bare}, {plain})")

#: The ways to name a thing of each kind, the surest first; what a later one finds counts where those before find nothing.
FINDERS: dict[str, tuple[Finder, ...]] = {
    "act": (_label, _full_title, _by(f"{FZ}shortTitle"), _catalogue, _same, _end, _part),
    "agency": (_label, _same, _end, _part),
    "division": (_label, _by(f"{FZ}code"), _catalogue, _same, _end, _part),
    "programme": (_label, _same, _end, _part),
    "report": (_report_name, _label, _file, _agency_and_year, _file_part),
}


def outermost(store: Source, iris: list[str]) -> list[str]:
    """Of places that lie in one of them that one, else all."""
    nodes = " ".join(f"<{iri}>" for iri in iris)
    broader = "<http://www.w3.org/2004/02/skos/core#broader>"
    query = f"SELECT ?x ?y {{ VALUES ?x {{ {nodes} }} VALUES ?y {{ {nodes} }} ?x {broader}+ ?y }}"
    inside = [(x.value, y.value) for x, y in store.rows(query)]
    for iri in iris:
        if all(other == iri or (other, iri) in inside for other in iris):
            return [iri]
    return iris
