"""The ontology declares and explains all that a store uses, and agrees with the code that writes it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

import kg.store
from kg import records, resources
from kg.graph import things, tokens
from kg.graph.namespaces import CONCEPT, FZ, PREFIXES, SCHEMES
from kg.graph.scheme import function_scheme, indicator_scheme
from tests.support import SHARED, gold_find, gold_record, toy_build, toy_corpus

ONTOLOGY = resources.folder("ontology")
HOME = rdflib.URIRef("https://w3id.org/fazhi/ontology")
CLASSES = {OWL.Class}
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "fazhi.ttl")


@pytest.fixture(scope="module")
def schemes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in SCHEMES:
        graph.parse(ONTOLOGY / "schemes" / f"{name}.ttl")
    return graph


def declared(graph: rdflib.Graph, kinds: set[rdflib.URIRef]) -> set[rdflib.URIRef]:
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, rdflib.URIRef)}


def languages(graph: rdflib.Graph, thing: rdflib.URIRef, predicate: rdflib.URIRef) -> set[str | None]:
    return {o.language for o in graph.objects(thing, predicate) if isinstance(o, rdflib.Literal)}


def test_the_ontology_loads_in_rdflib_and_in_oxigraph(ontology: rdflib.Graph) -> None:
    store = ox.Store()
    for file in [*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("schemes/*.ttl")]:
        store.load(path=str(file))
    assert len(store) > len(ontology) > 800


def test_it_says_what_it_is_and_who_may_use_it(ontology: rdflib.Graph) -> None:
    assert (HOME, RDF.type, OWL.Ontology) in ontology
    assert ontology.value(HOME, OWL.versionIRI) is not None
    assert ontology.value(HOME, rdflib.DCTERMS.license) is not None
    assert languages(ontology, HOME, RDFS.label) == {"zh", "en"}


def test_every_class_and_property_is_named_and_explained_in_both_languages(ontology: rdflib.Graph) -> None:
    for thing in declared(ontology, CLASSES | PROPERTIES):
        assert languages(ontology, thing, RDFS.label) == {"zh", "en"}, thing
        assert languages(ontology, thing, RDFS.comment) == {"zh", "en"}, thing


def test_every_comment_gives_an_example(ontology: rdflib.Graph) -> None:
    for thing in declared(ontology, CLASSES | PROPERTIES):
        comments = [str(o) for o in ontology.objects(thing, RDFS.comment) if o.language == "en"]  # type: ignore[attr-defined]
        assert all("Example: " in comment for comment in comments), thing


def test_every_property_has_one_domain_and_one_range(ontology: rdflib.Graph) -> None:
    for thing in declared(ontology, PROPERTIES):
        assert len(set(ontology.objects(thing, RDFS.domain))) == 1, thing
        assert len(set(ontology.objects(thing, RDFS.range))) == 1, thing


def test_the_classes_of_other_vocabularies_are_reached(ontology: rdflib.Graph) -> None:
    above = {str(o) for o in ontology.objects(None, RDFS.subClassOf)}
    for prefix in ("eli", "org", "cito", "oa", "prov", "qb", "skos"):
        assert any(iri.startswith(PREFIXES[prefix]) for iri in above), prefix


def test_what_the_writers_use_is_declared(ontology: rdflib.Graph) -> None:
    known = {f"<{t}>" for t in declared(ontology, CLASSES | PROPERTIES)}
    used = {v for k, v in vars(tokens).items() if k.isupper() and isinstance(v, str) and v.startswith("<")}
    assert used <= known


def test_what_the_writers_take_for_single_is_functional(ontology: rdflib.Graph) -> None:
    functional = {f"<{s}>" for s in ontology.subjects(RDF.type, OWL.FunctionalProperty)}
    ours = {token for token in things.SINGLE if token.startswith(f"<{FZ}")}
    assert ours <= functional


def test_every_declared_property_of_our_own_is_used_or_written_by_something(ontology: rdflib.Graph) -> None:
    used = {v for v in vars(tokens).values() if isinstance(v, str)}
    ours = {f"<{t}>" for t in declared(ontology, PROPERTIES) if str(t).startswith(FZ)}
    assert ours <= used


# -- schemes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "notations"),
    [
        ("activity", records.ACTIVITIES),
        ("level", records.LEVELS),
        ("role", records.ROLES),
        ("resolution", ("exact", "short-form", "alias", "ambiguous", "unknown")),
        ("kind", records.KINDS),
        ("status", ("in-force", "amended", "pending", "repealed", "unknown")),
    ],
)
def test_a_scheme_holds_the_values_of_the_records(
    schemes: rdflib.Graph, scheme: str, notations: tuple[str, ...]
) -> None:
    concepts = {str(s).rpartition("/")[2] for s in schemes.subjects(SKOS.inScheme, rdflib.URIRef(CONCEPT + scheme))}
    assert concepts == set(notations)


def test_the_scheme_of_functions_is_that_of_the_catalogue() -> None:
    assert (ONTOLOGY / "schemes" / "function.ttl").read_text("utf-8") == function_scheme(), (
        "data/functions.tsv has changed: run python -m kg.graph.scheme"
    )
    functions = {row["notation"] for row in resources.rows("functions.tsv")}
    assert {row["function"] for row in resources.rows("organs.tsv")} - {""} <= functions


def test_the_scheme_of_indicators_is_that_of_the_catalogue() -> None:
    assert (ONTOLOGY / "schemes" / "indicator.ttl").read_text("utf-8") == indicator_scheme(), (
        "data/indicators.tsv has changed: run python -m kg.graph.scheme"
    )


def test_every_concept_is_named_in_both_languages_and_has_its_notation(schemes: rdflib.Graph) -> None:
    concepts = set(schemes.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 100
    for concept in concepts:
        assert isinstance(concept, rdflib.URIRef)
        assert languages(schemes, concept, RDFS.label) == {"zh", "en"}, concept
        assert languages(schemes, concept, SKOS.prefLabel) == {"zh", "en"}, concept
        assert [str(n) for n in schemes.objects(concept, SKOS.notation)] == [str(concept).rpartition("/")[2]]
        assert len(list(schemes.objects(concept, SKOS.inScheme))) == 1


# -- stores --------------------------------------------------------------------------------------------------------------


def used_in(store: Path) -> set[str]:
    graph = kg.store.open(store).graph()
    query = "SELECT DISTINCT ?x { { ?s ?x ?o } UNION { ?s a ?x } }"
    return {row["x"].value for row in graph.query(query)}  # type: ignore[union-attr, index]


def labelled(store: Path) -> list[str]:
    graph = kg.store.open(store).graph()
    query = (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT DISTINCT ?s { ?s a ?c "
        "FILTER NOT EXISTS { ?s rdfs:label ?l FILTER(LANG(?l) = 'zh') } }"
    )
    return [row["s"].value for row in graph.query(query)]  # type: ignore[union-attr, index]


def test_a_store_uses_only_declared_terms_and_names_all_things(ontology: rdflib.Graph, tmp_path: Path) -> None:
    toy_build(toy_corpus(tmp_path / "in"), tmp_path / "s.kg")
    known = {str(t) for t in declared(ontology, CLASSES | PROPERTIES)}
    assert used_in(tmp_path / "s.kg") <= known
    assert labelled(tmp_path / "s.kg") == []


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated reports are not on this machine")
def test_the_store_of_the_annotated_reports_does_too(ontology: rdflib.Graph, tmp_path: Path) -> None:
    kg.store.build([SHARED / "reports"], tmp_path / "s.kg", find=gold_find, understand=gold_record)
    known = {str(t) for t in declared(ontology, CLASSES | PROPERTIES)}
    assert used_in(tmp_path / "s.kg") <= known
    assert labelled(tmp_path / "s.kg") == []


def test_the_store_holds_its_ontology(ontology: rdflib.Graph, tmp_path: Path) -> None:
    toy_build(toy_corpus(tmp_path / "in"), tmp_path / "s.kg")
    graph = kg.store.open(tmp_path / "s.kg").graph()
    query = "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/fazhi/id/graph/ontology> { ?c a <http://www.w3.org/2002/07/owl#Class> FILTER(STRSTARTS(STR(?c), 'https://w3id.org/fazhi/ontology#')) } }"
    (row,) = graph.query(query)  # type: ignore[misc]
    ours = [c for c in declared(ontology, CLASSES) if str(c).startswith(FZ)]
    assert int(row["n"].value) == len(ours)  # type: ignore[index]
