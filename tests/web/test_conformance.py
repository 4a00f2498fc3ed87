"""What comes over HTTP is what the engine says in process: every form of query, every kind of term, every format."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox
import pytest

from kg import store
from tests.web.conftest import Site

P = "PREFIX ex: <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
SELECTS = [
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?o { ex:a ex:p ?o } ORDER BY ?o",
    "SELECT ?o { ex:a ex:p ?o FILTER(LANG(?o) = 'zh') }",
    "SELECT ?o { ex:a ex:p ?o FILTER(LANGMATCHES(LANG(?o), 'en')) }",
    "SELECT ?o { ex:a ex:p ?o FILTER(ISLITERAL(?o) && DATATYPE(?o) = xsd:string) } ORDER BY ?o",
    "SELECT ?o (DATATYPE(?o) AS ?t) { ex:a ex:p ?o } ORDER BY ?t ?o",
    "SELECT ?s ?age { ?s ex:knows ?x OPTIONAL { ?s ex:age ?age } } ORDER BY ?s ?x ?age",
    "SELECT ?s ?n { ?s ex:p ?o OPTIONAL { ?s ex:none ?n } } ORDER BY ?s",
    "SELECT ?s { ?s ex:p ?o FILTER(ISBLANK(?s)) }",
    "SELECT ?b { ex:c ex:knows ?b FILTER(ISBLANK(?b)) }",
    "SELECT ?s { ?s ex:knows+ ex:a } ORDER BY ?s",
    "SELECT ?s { ?s ex:knows* ex:c } ORDER BY ?s",
    "SELECT ?s { ?s ex:knows/ex:knows ex:c } ORDER BY ?s",
    "SELECT ?s { ?s (ex:knows|ex:tag)/ex:age ?n } ORDER BY ?s ?n",
    "SELECT ?s { ?s ^ex:knows ex:a } ORDER BY ?s",
    "SELECT ?p { ex:a !(ex:p|ex:knows) ?p } ORDER BY ?p",
    "SELECT ?s { ?s ex:knows? ex:b } ORDER BY ?s",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p",
    "SELECT (SUM(?a) AS ?sum) (AVG(?a) AS ?avg) (MIN(?a) AS ?min) (MAX(?a) AS ?max) { ?s ex:age ?a }",
    "SELECT (GROUP_CONCAT(?n; SEPARATOR='|') AS ?all) { { SELECT ?n { ?s ex:age ?n } ORDER BY ?n } }",
    "SELECT ?p { ?s ?p ?o } GROUP BY ?p HAVING(COUNT(*) > 2) ORDER BY ?p",
    "SELECT ?s ?n { { SELECT ?s (COUNT(?o) AS ?n) { ?s ex:p ?o } GROUP BY ?s } FILTER(?n > 1) } ORDER BY ?s",
    "SELECT ?s { ?s ex:age ?a FILTER(?a > 30) } ORDER BY ?s",
    "SELECT ?s { ?s ex:age ?a FILTER(?a IN (30, 50)) } ORDER BY ?a",
    "SELECT ?s { ?s ex:knows ?x MINUS { ?s ex:age ?a } } ORDER BY ?s",
    "SELECT ?s { ?s ex:knows ?x FILTER NOT EXISTS { ?s ex:age ?a } } ORDER BY ?s",
    "SELECT ?s { ?s ex:knows ?x FILTER EXISTS { ?x ex:age ?a } } ORDER BY ?s",
    "SELECT ?s ?o { { ?s ex:age ?o } UNION { ?s ex:tag ?o } } ORDER BY ?s ?o",
    "SELECT ?x { VALUES ?x { ex:a ex:b UNDEF 1 'y'@en } }",
    "SELECT ?x ?y { VALUES (?x ?y) { (1 2) (UNDEF 'z') } }",
    "SELECT ?x { BIND(1 + 2.5 AS ?x) }",
    "SELECT (STRLEN('法治政府') AS ?n) (SUBSTR('法治政府', 2, 2) AS ?s) (UCASE('abc') AS ?u) {}",
    "SELECT (CONCAT('a', 'b'@en) AS ?x) (STRLANG('法', 'zh') AS ?y) (STRDT('1', xsd:integer) AS ?z) {}",
    "SELECT (IRI('http://example.org/x') AS ?i) (STR(ex:a) AS ?s) (ENCODE_FOR_URI('中 文') AS ?e) {}",
    "SELECT (REGEX('行政处罚', '处罚$') AS ?r) (REPLACE('aXb', 'X', '-') AS ?s) {}",
    "SELECT (YEAR('2021-06-10T00:00:00Z'^^xsd:dateTime) AS ?y) (ABS(-2.5) AS ?a) (ROUND(2.5) AS ?r) {}",
    "SELECT (IF(true, 'y', 'n') AS ?x) (COALESCE(?none, 'z') AS ?y) {}",
    "SELECT (1/0 AS ?x) {}",
    "SELECT (MD5('a') AS ?m) (SHA256('a') AS ?h) {}",
    "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p",
    "SELECT REDUCED ?p { ?s ?p ?o } ORDER BY ?p",
    "SELECT ?s { ?s ex:p ?o } ORDER BY ?s LIMIT 2 OFFSET 1",
    "SELECT ?s { ?s ex:p ?o } ORDER BY DESC(?s) LIMIT 0",
    "SELECT ?g ?s ?n { GRAPH ?g { ?s ex:in ?n } } ORDER BY ?g ?s",
    "SELECT ?n { GRAPH ex:g1 { ?s ex:in ?n } }",
    "SELECT ?n FROM ex:g1 { ?s ex:in ?n }",
    "SELECT ?n FROM ex:g1 FROM ex:g2 { ?s ex:in ?n } ORDER BY ?n",
    "SELECT ?g FROM NAMED ex:g2 { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?s { ?s ?p '法'@zh }",
    "SELECT ?s { ?s ?p 'quote \" tab \\t line \\n end' }",
    "SELECT ?s { ?s ?p 1 }",
    "SELECT ?s { ?s ?p true }",
    "SELECT ?o { ex:中文 ?p ?o } ORDER BY ?o",
    "SELECT ?o { <http://example.org/\\u4E2D\\u6587> ex:p ?o }",
    "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?o = 30 || ?o = 40) } ORDER BY ?s",
    "SELECT ?none {}",
    "SELECT * {}",
    "SELECT ?a ?b { ?a ex:knows ?b . ?b ex:knows ?a }",
    "SELECT (SAMPLE(?a) AS ?x) { ?s ex:age ?a FILTER(?a = 30) }",
    "SELECT ?s (?a * 2 AS ?d) { ?s ex:age ?a } ORDER BY ?d",
    "SELECT ?s { { ?s ex:age 30 } { ?s ex:p ?o } } ORDER BY ?s ?o",
    "SELECT ?x { BIND('=1+1' AS ?x) }",
    "SELECT ?x { VALUES ?x { 'a,b' 'c\"d' '' ' ' '\\r\\n' } }",
    "SELECT ?x { VALUES ?x { '<b>' '&amp;' ']]>' '\\u0001' } }",
]
ASKS = [
    "ASK { ex:a ?p ?o }",
    "ASK { ex:none ?p ?o }",
    "ASK {}",
    "ASK { ?s ex:age ?a FILTER(?a > 100) }",
    "ASK FROM ex:g1 { ex:a ex:in 1 }",
]
GRAPHS = [
    "CONSTRUCT { ?s ex:q ?o } WHERE { ?s ex:p ?o }",
    "CONSTRUCT WHERE { ?s ex:knows ?o }",
    "CONSTRUCT { [] ex:about ?s } WHERE { ?s ex:age ?a }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ex:g1 { ?s ?p ?o } }",
    "CONSTRUCT { ex:x ex:y 'a'@en , 1.50 , 'b'^^ex:own } WHERE {}",
    "CONSTRUCT { ?s ex:q ?none } WHERE { ?s ex:p ?o }",
    "CONSTRUCT { ex:中文 ex:p ?o } WHERE { ex:中文 ex:p ?o }",
    "DESCRIBE ex:a",
    "DESCRIBE ?s { ?s ex:age 30 }",
    "DESCRIBE ex:none",
    "CONSTRUCT { ?s ex:n ?n } WHERE { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s }",
    "CONSTRUCT { ?a ex:far ?b } WHERE { ?a ex:knows+ ?b }",
]
RESULT_FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}  # fmt: skip
GRAPH_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}  # fmt: skip


def test_there_are_enough_queries() -> None:
    assert len(SELECTS) + len(ASKS) + len(GRAPHS) >= 80


@pytest.mark.parametrize("name", RESULT_FORMATS)
def test_tables_and_truth_values_are_those_of_the_engine(terms: Site, terms_store, name: str) -> None:
    graph = store.open(terms_store).graph()
    for query in (*SELECTS, *ASKS):
        there = terms.ask(P + query, ("format", name))
        assert there.status == 200, (query, there.text)
        assert there.body == graph.query(P + query).serialize(format=RESULT_FORMATS[name]), query


@pytest.mark.parametrize(("name", "query"), list(product(GRAPH_FORMATS, GRAPHS)))
def test_graphs_are_those_of_the_engine(terms: Site, terms_store, name: str, query: str) -> None:
    there = terms.ask(P + query, ("format", name))
    assert there.status == 200
    here = ox.Dataset(
        ox.Quad(t.subject, t.predicate, t.object) for t in store.open(terms_store).graph().query(P + query)
    )
    found = ox.Dataset(ox.parse(there.body, GRAPH_FORMATS[name]))
    for dataset in (here, found):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert found == here
