"""Where a query stops being SPARQL."""

from __future__ import annotations

import pytest

from kg.query import prepare, questions
from kg.query.errors import explained
from kg.query.grammar import first_error
from kg.store import OpenStore


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT * {\n  ?s ?p ?o .\n  FILTER(?s = ) }", 3, 15, "a value or a function"),
        ("SELECT * { ?s ?p }", 1, 18, "an object"),
        ("SELECT * { ?s }", 1, 15, "a property"),
        ("SELECT * { ?s ?p ?o } LIMIT 3 garbage", 1, 31, "unexpected 'garbage'"),
        ("SELECT ?s WHERE { ?s ?p ?o . } ORDER ?s", 1, 38, "expected BY"),
        ("SELECT * { ?s a ex:A ; ex:b }", 1, 29, "an object"),
        ("SELECT * { ?s rdf type ?o }", 1, 15, "a property"),
        ("SELECT * { ?s ?p ?o FILTER ?o > 3 }", 1, 28, "a condition in brackets"),
        ("SELECT (COUNT(?x) AS n) { ?x ?y ?z }", 1, 22, "a variable"),
        ("SELECT COUNT(?x) { ?x ?y ?z }", 1, 8, "stands in brackets"),
        ("SELECT * { ?s ?p ?o ?q }", 1, 21, ". or ; or }"),
        ("SELECT * { VALUES ?x { ?y } }", 1, 24, "no variables"),
        ("SELECT * { BIND(1 ?x) }", 1, 19, "expected AS"),
        ("SELECT * { ?s ?p 'x'^^ }", 1, 24, "datatype"),
        ("SELECT * { ?s ?p ?o } LIMIT many", 1, 29, "a number"),
        ("SELECT * { FILTER(REGEX(?x 'a')) }", 1, 28, "expected )"),
        ("SELECT * { ?s ?p ?o } GROUP BY", 1, 31, "what to group by"),
        ("SELEC * {}", 1, 1, "SELECT, ASK"),
    ],
)
def test_the_place_and_what_was_expected(query: str, line: int, column: int, words: str) -> None:
    error = explained("error at 1:1: expected X", query)
    assert (error.line, error.column) == (line, column), str(error)
    assert words in str(error)


@pytest.mark.parametrize(
    "query",
    [
        "BASE <a:b> PREFIX e: <c:d> SELECT DISTINCT ?x (COUNT(DISTINCT *) AS ?n) FROM e:g FROM NAMED e:h WHERE { ?x a e:A ; e:p 1, 'x'@en, 'y'^^e:t ; . } "
        "GROUP BY ?x (STR(?y) AS ?z) HAVING (?n > 1) ORDER BY DESC(?n) ASC(?x) ?y STR(?x) LIMIT 1 OFFSET 2 VALUES (?x ?y) { (1 UNDEF) ('a' <a:b>) }",
        "CONSTRUCT WHERE { ?s ?p ?o . }",
        "CONSTRUCT { ?s ?p [] . [] ?p (1 2) } { ?s ?p ?o }",
        "DESCRIBE <a:b> ?x { ?x ?y ?z }",
        "DESCRIBE *  WHERE { }",
        "ASK { { ?a ?b ?c } UNION { ?a ?b ?d } OPTIONAL { ?x ?y ?z FILTER(?z IN (1, 2) && NOT EXISTS { ?a ?b ?c }) } MINUS { ?q ?r ?s } GRAPH ?g { } BIND(-1 + 2 * 3 AS ?w) }",
        "SELECT * { ?s (e:a|^e:b)*/!(e:c|^e:d)/e:f? ?o . [ e:a 1 ] . ( 1 ) e:p 2 . FILTER e:f(?x, 1) FILTER(!BOUND(?x) || ?x NOT IN ()) { SELECT ?x { } LIMIT 1 } }",
        "SELECT (GROUP_CONCAT(DISTINCT ?x ; SEPARATOR = ',') AS ?y) { }",
    ],
)
def test_lawful_queries_have_no_error(query: str) -> None:
    assert first_error(query) is None


def test_all_saved_questions_keep_to_the_grammar(small: OpenStore) -> None:
    values = {
        "act": "安全生产法",
        "agency": "天津市河东区司法局",
        "function": "justice",
        "report": "a-2021.txt",
        "text": "x",
    }
    for question in questions():
        given = {p.name: values[p.name] for p in question.parameters if p.required}
        assert first_error(prepare(small, question, **given).sparql) is None


def test_what_the_grammar_does_not_know_is_left_to_the_engine() -> None:
    error = explained(
        'error at 1:12: expected one of "x", The SELECT contains a variable that is unbound', "SELECT ?x {}"
    )
    assert "unbound" in str(error)
    assert first_error("SELECT * { << ?a ?b ?c >> ?d ?e ") is None
    assert explained("The custom function <a:b>\n is not supported", "x").line is None
