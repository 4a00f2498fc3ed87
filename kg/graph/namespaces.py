"""The namespaces, and the full IRIs of the terms that the writers use, as N-Quads tokens (``<…>``)."""

from __future__ import annotations

from functools import lru_cache

#: Classes and properties of this ontology.
FZ = "https://w3id.org/fazhi/ontology#"
#: Concepts of its schemes: ``…/activity/penalty``.
CONCEPT = "https://w3id.org/fazhi/ontology/"
#: What data IRIs begin with unless a build says otherwise.
DEFAULT_BASE = "https://w3id.org/fazhi/id/"

#: Prefixes offered to those who ask and write (SPARQL, Turtle, TriG).
PREFIXES = {
    "fz": FZ,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "cito": "http://purl.org/spar/cito/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
    "vann": "http://purl.org/vocab/vann/",
}


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """All prefixes, with one for each kind of thing (``act:安全生产法``) and each concept scheme (``activity:penalty``)."""
    schemes = {name: f"{CONCEPT}{name}/" for name in SCHEMES}
    return {**PREFIXES, "id": base, **{name: f"{base}{name}/" for name in THINGS}, **schemes}


#: The concept schemes, each a file of ``ontology/schemes``.
SCHEMES = ("activity", "level", "role", "resolution", "kind", "status", "function", "indicator")
#: Folders of the data's IRIs, after the base.
THINGS = ("report", "act", "document", "work", "agency", "division", "programme", "count")


def term(name: str) -> str:
    """A prefixed name as an N-Quads token: ``fz:Report`` → ``<https://…#Report>``."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


@lru_cache(maxsize=1024)
def concept(scheme: str, notation: str) -> str:
    """A concept as an N-Quads token: ``activity``, ``penalty`` → ``<https://…/activity/penalty>``."""
    return f"<{CONCEPT}{scheme}/{notation}>"
