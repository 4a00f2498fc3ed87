"""What the endpoint says of itself: a SPARQL 1.1 service description with VoID, at ``/sparql`` and ``/.well-known/void``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.query.formats import RESULTS, TRIPLES

#: What the description is written with.
PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: The W3C's names for formats, by our names.
_FORMAT_IRIS = {
    "json": "formats:SPARQL_Results_JSON",
    "xml": "formats:SPARQL_Results_XML",
    "csv": "formats:SPARQL_Results_CSV",
    "tsv": "formats:SPARQL_Results_TSV",
    "ttl": "formats:Turtle",
    "nt": "formats:N-Triples",
    "rdfxml": "formats:RDF_XML",
    "jsonld": "formats:JSON-LD",
}
_UNSAFE = set('<>"{}|^`\\') | {chr(code) for code in range(33)}


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is known of the data behind an endpoint.

    :param triples: of all graphs; ``statements`` those of the default graph.
    :param classes: instances by class; ``properties`` triples by property; both in the default graph.
    """

    title: str
    issued: str
    base: str
    triples: int | None = None
    statements: int | None = None
    named_graphs: tuple[str, ...] = ()
    classes: Mapping[str, int] | None = None
    properties: Mapping[str, int] | None = None


def iri(text: str) -> str:
    """An IRI in Turtle, with what may not stand in one escaped."""
    return "<" + "".join(f"%{ord(c):02X}" if c in _UNSAFE else c for c in text) + ">"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def turtle(dataset: Dataset, root: str) -> str:
    """The description in Turtle.

    :param root: address of the site, with a slash at its end.
    """
    endpoint, described, default = iri(root + "sparql"), iri(root + "void#dataset"), iri(root + "void#default")
    formats = ", ".join(_FORMAT_IRIS[entry.name] for entry in (*RESULTS, *TRIPLES))
    lines = [
        *(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in PREFIXES.items()),
        f"{endpoint} a sd:Service ;",
        f"  sd:endpoint {endpoint} ;",
        "  sd:supportedLanguage sd:SPARQL11Query ;",
        f"  sd:resultFormat {formats} ;",
        f"  sd:defaultDataset {described} .",
        "",
        f"{described} a sd:Dataset, void:Dataset, dcat:Dataset ;",
        f"  dcterms:title {_literal(dataset.title)} ;",
        f"  dcterms:issued {_literal(dataset.issued)}^^xsd:dateTime ;" if dataset.issued else "",
        f"  void:sparqlEndpoint {endpoint} ;",
        f"  void:uriSpace {_literal(dataset.base)} ;",
        f"  foaf:homepage {iri(root)} ;",
        f"  void:triples {dataset.triples} ;" if dataset.triples is not None else "",
        *_named(dataset.named_graphs),
        *_partitions("void:classPartition", "void:class", "void:entities", dataset.classes),
        *_partitions("void:propertyPartition", "void:property", "void:triples", dataset.properties),
        f"  sd:defaultGraph {default} .",
        "",
        f"{default} a sd:Graph"
        + (f" ; void:triples {dataset.statements} ." if dataset.statements is not None else " ."),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _named(graphs: Iterable[str]) -> Iterable[str]:
    return (f"  sd:namedGraph [ a sd:NamedGraph ; sd:name {iri(graph)} ] ;" for graph in graphs)


def _partitions(link: str, kind: str, count: str, counts: Mapping[str, int] | None) -> Iterable[str]:
    return (f"  {link} [ {kind} {iri(name)} ; {count} {number} ] ;" for name, number in sorted((counts or {}).items()))
