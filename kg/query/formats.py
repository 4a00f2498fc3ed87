"""The formats of answers: their names on the command line, media types and file endings.

SELECT and ASK answer with a table or a truth value, CONSTRUCT and DESCRIBE with triples; either has its own formats.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation.

    :param name: as in ``--format`` and ``?format=``.
    :param media_type: as in ``Accept`` and ``Content-Type``; ``others`` are asked for by the same thing.
    :param kind: ``results`` (SELECT, ASK) or ``triples`` (CONSTRUCT, DESCRIBE).
    """

    name: str
    media_type: str
    extension: str
    kind: str
    others: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with its charset, as a server sends it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


RESULTS = (
    Format("json", "application/sparql-results+json", "srj", "results", ("application/json",)),
    Format("xml", "application/sparql-results+xml", "srx", "results", ("application/xml", "text/xml")),
    Format("csv", "text/csv", "csv", "results"),
    Format("tsv", "text/tab-separated-values", "tsv", "results"),
)
TRIPLES = (
    Format("ttl", "text/turtle", "ttl", "triples", ("application/x-turtle", "application/turtle")),
    Format("nt", "application/n-triples", "nt", "triples", ("text/plain",)),
    Format("rdfxml", "application/rdf+xml", "rdf", "triples", ("application/xml", "text/xml")),
    Format("jsonld", "application/ld+json", "jsonld", "triples", ("application/json",)),
)
_ALIASES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "rdf": "rdfxml",
    "json-ld": "jsonld",
    "srj": "json",
    "srx": "xml",
}


def by_name(name: str, kind: str) -> Format:
    """The format called ``name`` for an answer of this kind; ``xml`` and ``json`` also mean RDF/XML and JSON-LD.

    :param name: a format's name, an alias of it, or one of its media types (without parameters).
    :raises UsageError: the answer cannot be had in it; the message lists those it can be had in.
    """
    formats = RESULTS if kind == "results" else TRIPLES
    wanted = _ALIASES.get(name.lower(), name.lower())
    if kind == "triples":
        wanted = {"xml": "rdfxml", "json": "jsonld"}.get(wanted, wanted)
    for item in formats:
        if wanted in (item.name, item.media_type, *item.others):
            return item
    what = "a table or a truth value" if kind == "results" else "a graph"
    raise UsageError(f"no format {name!r} for {what}: choose one of {', '.join(f.name for f in formats)}")
