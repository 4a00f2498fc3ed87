"""The small named graphs of a store: its ontology, where it comes from, and the questions it can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg import resources
from kg._version import __version__
from kg.graph import terms
from kg.graph.namespaces import term
from kg.store.manifest import Manifest

if TYPE_CHECKING:
    import pyoxigraph

GRAPHS = ("ontology", "provenance", "questions")


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


def provenance(manifest: Manifest) -> bytes:
    """Which software made the store, when, from which files."""
    base = manifest.base
    g = f"<{graph(base, 'provenance')}>"
    build, software = f"<{base}build>", f"<{base}software/fazhi-kg-{__version__}>"
    out = [
        f"{build} {term('rdf:type')} {term('prov:Activity')} {g} .\n",
        f"{build} {term('prov:wasAssociatedWith')} {software} {g} .\n",
        f'{build} {term("prov:endedAtTime")} "{manifest.built}"^^{term("xsd:dateTime")} {g} .\n',
        f"{software} {term('rdf:type')} {term('prov:SoftwareAgent')} {g} .\n",
        f"{software} {term('rdfs:label')} {terms.text(f'fazhi-kg {__version__}')} {g} .\n",
    ]
    for i in manifest.inputs:
        source = f"<urn:sha256:{i.sha256}>"
        out += [
            f"{source} {term('rdf:type')} {term('prov:Entity')} {g} .\n",
            f"{source} {term('rdfs:label')} {terms.text(i.file)} {g} .\n",
            f"<{i.report}> {term('prov:wasDerivedFrom')} {source} {g} .\n",
            f"<{i.report}> {term('prov:wasGeneratedBy')} {build} {g} .\n",
        ]
    return "".join(out).encode()
