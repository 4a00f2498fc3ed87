"""The ontology as pages and files show it: classes, properties and concept schemes with what is said of each. No web here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg import resources
from kg.graph.namespaces import CONCEPT, FZ, PREFIXES

_OWL, _RDF, _RDFS, _SKOS = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos"))
_TYPE = f"{_RDF}type"
#: Sections of the page, with the types of what stands in each.
KINDS = {
    "classes": f"{_OWL}Class",
    "object-properties": f"{_OWL}ObjectProperty",
    "datatype-properties": f"{_OWL}DatatypeProperty",
    "schemes": f"{_SKOS}ConceptScheme",
}
#: What is shown of a term besides label and definition, by the property that says it.
_LINKS = {
    "sub-class-of": f"{_RDFS}subClassOf",
    "sub-property-of": f"{_RDFS}subPropertyOf",
    "domain": f"{_RDFS}domain",
    "range": f"{_RDFS}range",
    "inverse-of": f"{_OWL}inverseOf",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, scheme or concept.

    :param anchor: its place on the page: ``Report``, ``activity/penalty``.
    :param label: and ``definition`` by language.
    :param links: IRIs by what they are to it (``domain`` …). :param parts: the concepts of a scheme.
    """

    iri: str
    anchor: str
    label: dict[str, str]
    definition: dict[str, str]
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[Term, ...] = ()


@cache
def triples() -> tuple[Any, ...]:
    """All that the ontology, its schemes and its shapes state."""
    import pyoxigraph as ox

    folder = resources.folder("ontology")
    files = sorted(folder.glob("*.ttl")) + sorted(folder.glob("schemes/*.ttl"))
    return tuple(quad.triple for file in files for quad in ox.parse(path=str(file)))


@cache
def document(name: str) -> bytes:
    """The same as a file in the format called ``name`` (:data:`kg.query.formats.TRIPLES`)."""
    import pyoxigraph as ox

    from kg.query import formats

    form = ox.RdfFormat.from_media_type(formats.by_name(name, "triples").media_type)
    assert form is not None
    return ox.serialize(triples(), format=form, prefixes=None if form == ox.RdfFormat.N_TRIPLES else PREFIXES) or b""


def anchor(iri: str) -> str | None:
    """Where a term of the ontology stands on its page; None for anything else."""
    if iri.startswith(FZ):
        return iri[len(FZ) :]
    rest = iri.removeprefix(CONCEPT)
    if rest in ("", iri):
        return None
    return rest if "/" in rest else f"scheme/{rest}"  # a scheme may have the name of a property


@cache
def sections() -> dict[str, tuple[Term, ...]]:
    """All terms by section, each section by name."""
    said: dict[str, dict[str, list[Any]]] = {}
    for triple in triples():
        values = said.setdefault(getattr(triple.subject, "value", ""), {})
        values.setdefault(triple.predicate.value, []).append(triple.object)
    found = {}
    for name, kind in KINDS.items():
        terms = [
            _term(iri, values, said)
            for iri, values in said.items()
            if any(getattr(o, "value", "") == kind for o in values.get(_TYPE, ())) and anchor(iri)
        ]
        found[name] = tuple(sorted(terms, key=lambda term: term.anchor.lower()))
    return found


def _term(iri: str, values: dict[str, list[Any]], said: dict[str, dict[str, list[Any]]]) -> Term:
    links = {name: tuple(_iris(values.get(link, ()), said)) for name, link in _LINKS.items()}
    parts = [part for part, of in said.items() if iri in _iris(of.get(f"{_SKOS}inScheme", ()), said)]
    return Term(
        iri,
        anchor(iri) or "",
        _texts(values.get(f"{_RDFS}label", ())),
        _texts([*values.get(f"{_RDFS}comment", ()), *values.get(f"{_SKOS}definition", ())]),
        {name: found for name, found in links.items() if found},
        tuple(_term(part, said.get(part, {}), said) for part in parts),
    )


def _texts(literals: Any) -> dict[str, str]:
    return {literal.language[:2]: literal.value for literal in literals if getattr(literal, "language", None)}


def _iris(values: Any, said: dict[str, dict[str, list[Any]]]) -> Iterator[str]:
    """The IRIs among values; of a union those of its members."""
    for value in values:
        if type(value).__name__ == "NamedNode":
            yield value.value
        elif type(value).__name__ == "BlankNode":
            rest = said.get(value.value, {}).get(f"{_OWL}unionOf", [])
            while rest and (node := said.get(rest[0].value)):
                yield from _iris(node.get(f"{_RDF}first", ()), said)
                rest = node.get(f"{_RDF}rest", [])
