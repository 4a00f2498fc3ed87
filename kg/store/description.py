"""The small named graphs of a store: its ontology, where it comes from, and the questions it can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.graph import terms
from kg.graph.namespaces import CONCEPT, prefixes, term
from kg.store.manifest import Manifest

if TYPE_CHECKING:
    import pyoxigraph

#: The named graphs of a store, by the ends of their names.
GRAPHS = ("ontology", "provenance", "questions")


def node(base: str, name: str) -> pyoxigraph.NamedNode:
    """The name of a named graph as a term of the store."""
    import pyoxigraph as ox

    return ox.NamedNode(graph(base, name))


def graph(base: str, name: str) -> str:
    """The IRI of a named graph: ``…/graph/ontology``."""
    return f"{base}graph/{name}"


def lines(manifest: Manifest) -> Iterator[bytes]:
    """The N-Quads of all named graphs."""
    yield ontology(manifest.base)
    yield questions(manifest.base)
    yield provenance(manifest)


def ontology(base: str) -> bytes:
    """The ontology, its schemes and its shapes."""
    import pyoxigraph as ox

    target = ox.NamedNode(graph(base, "ontology"))
    folder = resources.folder("ontology")
    files = sorted(folder.glob("*.ttl")) + sorted(folder.glob("schemes/*.ttl"))
    found = (ox.Quad(q.subject, q.predicate, q.object, target) for file in files for q in ox.parse(path=str(file)))
    return _named(found, base)


def _named(quads: Iterable[pyoxigraph.Quad], base: str) -> bytes:
    """N-Quads of ``quads`` without blank nodes: each gets an IRI of its own, the same in every build."""
    import pyoxigraph as ox

    names: dict[str, ox.NamedNode] = {}

    def node(term: Any) -> Any:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, ox.NamedNode(f"{graph(base, 'ontology')}#node-{len(names) + 1:04d}"))
        return term

    named = [ox.Quad(node(q.subject), q.predicate, node(q.object), q.graph_name) for q in quads]
    return ox.serialize(named, format=ox.RdfFormat.N_QUADS) or b""


def questions(base: str) -> bytes:
    """The saved questions as ``sh:SPARQLExecutable``."""
    g = f"<{graph(base, 'questions')}>"
    out = []
    for file in sorted((resources.folder("ontology") / "questions").glob("*.rq")):
        text = file.read_text("utf-8")
        me = f"<{base}question/{file.stem.partition('-')[2] or file.stem}>"
        out += [
            f"{me} {term('rdf:type')} {term('sh:SPARQLExecutable')} {g} .\n",
            f"{me} {term('rdf:type')} {term('sh:SPARQLSelectExecutable')} {g} .\n",
            f"{me} {term('sh:select')} {terms.text(text)} {g} .\n",
        ]
        for line in text.splitlines():
            key, _, value = line.lstrip("# ").partition(":")
            if not line.startswith("#"):
                break
            for language in ("zh", "en"):
                if key.strip() == f"title.{language}":
                    out.append(f"{me} {term('rdfs:label')} {terms.text(value.strip())}@{language} {g} .\n")
    return "".join(out).encode()


#: Classes whose things are counted in the description of the data set.
_COUNTED = {
    "reports": "fz:Report",
    "sections": "fz:Section",
    "citations": "fz:Citation",
    "mentions": "fz:Mention",
    "activities": "fz:Activity",
    "measures": "fz:Measure",
    "acts": "fz:Act",
    "agencies": "fz:Agency",
    "divisions": "fz:Division",
    "programmes": "fz:Programme",
}


def provenance(manifest: Manifest) -> bytes:
    """Which software made the store, when, from which files and corrections; and what the data set holds (VoID)."""
    base = manifest.base
    g = f"<{graph(base, 'provenance')}>"
    build, software = f"<{base}build>", f"<{base}software/fazhi-kg-{manifest.software}>"
    kind, label, derived = term("rdf:type"), term("rdfs:label"), term("prov:wasDerivedFrom")
    entity, made = term("prov:Entity"), term("prov:wasGeneratedBy")
    out = [
        f"{build} {kind} {term('prov:Activity')} {g} .\n",
        f"{build} {label} {terms.zh('建库')} {g} .\n",
        f"{build} {term('prov:wasAssociatedWith')} {software} {g} .\n",
        f'{build} {term("prov:endedAtTime")} "{manifest.built}"^^{term("xsd:dateTime")} {g} .\n',
        f"{software} {kind} {term('prov:SoftwareAgent')} {g} .\n",
        f"{software} {label} {terms.zh(f'fazhi-kg {manifest.software}')} {g} .\n",
    ]
    if manifest.overrides:
        table = f"<urn:sha256:{manifest.overrides}>"
        out += [
            f"{build} {term('prov:used')} {table} {g} .\n",
            f"{table} {kind} {entity} {g} .\n",
            f"{table} {label} {terms.zh('更正表')} {g} .\n",
        ]
    for i in manifest.inputs:
        source = f"<urn:sha256:{i.sha256}>"
        out += [
            f"{source} {kind} {entity} {g} .\n",
            f"{source} {label} {terms.zh(i.file)} {g} .\n",
            f"<{i.report}> {derived} {source} {g} .\n",
            f"<{i.report}> {made} {build} {g} .\n",
        ]
    return "".join([*out, *_void(manifest, g)]).encode()


def _void(manifest: Manifest, g: str) -> Iterator[str]:
    me = f"<{manifest.base}dataset>"
    yield f"{me} {term('rdf:type')} {term('void:Dataset')} {g} .\n"
    yield f"{me} {term('rdfs:label')} {terms.zh('法治政府建设报告知识图谱')} {g} .\n"
    yield f"{me} {term('void:vocabulary')} <{CONCEPT[:-1]}> {g} .\n"
    yield f"{me} {term('void:triples')} {terms.integer(manifest.counts.get('triples', 0))} {g} .\n"
    for prefix, namespace in prefixes(manifest.base).items():
        declared = f"<{manifest.base}prefix/{prefix}>"
        yield f"{me} {term('sh:declare')} {declared} {g} .\n"
        yield f"{declared} {term('sh:prefix')} {terms.text(prefix)} {g} .\n"
        yield f"{declared} {term('sh:namespace')} {terms.text(namespace)}^^{term('xsd:anyURI')} {g} .\n"
    for name, kind in _COUNTED.items():
        part = f"<{manifest.base}dataset/{name}>"
        yield f"{me} {term('void:classPartition')} {part} {g} .\n"
        yield f"{part} {term('void:class')} {term(kind)} {g} .\n"
        yield f"{part} {term('void:entities')} {terms.integer(manifest.counts.get(name, 0))} {g} .\n"
