"""What the guard refuses before the engine sees it, and what it must let through."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.query.guard import Limits, check
from kg.query.tokens import tokens

PREFIXES = {"ex": "http://example.org/", "": "http://example.org/#"}


def refused(query: str, **options: object) -> QueryError:
    with pytest.raises(QueryError) as caught:
        check(query, prefixes=PREFIXES, **options)  # type: ignore[arg-type]
    return caught.value


# What overflows the engine's stack or its planner; the number is how often it takes.
KILLERS = {
    "nested groups": lambda n: "SELECT * {" + "{" * n + "}" * n + "}",
    "parentheses": lambda n: "SELECT * {FILTER" + "(" * n + "1" + ")" * n + "}",
    "nested OPTIONAL": lambda n: "SELECT * {" + "OPTIONAL{" * n + "}" * n + "}",
    "nested functions": lambda n: "SELECT * {BIND(" + "STR(" * n + "1" + ")" * n + " AS ?x)}",
    "nested sub-selects": lambda n: "SELECT * {" + "{SELECT * " * n + "{}" + "}" * n + "}",
    "nested graphs": lambda n: "SELECT * {" + "GRAPH ?g{" * n + "}" * n + "}",
    "negations": lambda n: "SELECT * {FILTER(" + "!" * n + "1)}",
    "alternatives in a path": lambda n: "SELECT * {?s <a:a>" + "|<a:b>" * n + " ?o}",
    "additions": lambda n: "SELECT * {FILTER(1" + "+1" * n + ")}",
    "disjunctions": lambda n: "SELECT * {FILTER(1" + "||?x" * n + ")}",
    "unions": lambda n: "SELECT * {{}" + "UNION{}" * n + "}",
    "OPTIONAL in a row": lambda n: "SELECT * {" + "OPTIONAL{?s ?p ?o}" * n + "}",
    "MINUS in a row": lambda n: "SELECT * {" + "MINUS{?s ?p ?o}" * n + "}",
    "BIND in a row": lambda n: "SELECT * {" + "BIND(1 AS ?x)" * n + "}",
    "expressions selected": lambda n: "SELECT " + "(1 AS ?x)" * n + "{}",
    "a star": lambda n: "SELECT * {?s " + ";".join(f"<a:p{i}> ?o{i}" for i in range(n)) + "}",
    "a chain": lambda n: "SELECT * {" + ".".join(f"?x{i} <a:p> ?x{i + 1}" for i in range(n)) + "}",
    "joined groups": lambda n: "SELECT * {" + "{?s ?p ?o}" * n + "}",
    "a list": lambda n: "SELECT * {?s <a:p> (" + "1 " * n + ")}",
    "objects": lambda n: "SELECT * {?s <a:p> " + ",".join(f"?o{i}" for i in range(n)) + "}",
    "a path": lambda n: "SELECT * {?s <a:a>" + "/<a:b>" * n + " ?o}",
    "nested blank nodes": lambda n: "SELECT * {?s <a:p> " + "[<a:p> " * n + "1" + "]" * n + "}",
    "quoted triples": lambda n: "SELECT * {" + "<<" * n + "?a ?b ?c" + ">> ?b ?c" * n + "}",
}


@pytest.mark.parametrize("size", [1_200, 5_000, 20_000])
@pytest.mark.parametrize("kind", KILLERS)
def test_a_query_that_would_end_the_engine_is_refused(kind: str, size: int) -> None:
    assert any(w in str(refused(KILLERS[kind](size))) for w in ("too deeply", "too many", "too long"))


@pytest.mark.parametrize("kind", KILLERS)
def test_the_same_form_in_a_usual_size_is_let_through(kind: str) -> None:
    check(KILLERS[kind](20), prefixes=PREFIXES)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://h/> { ?s ?p ?o } }",
        "SELECT * { { OPTIONAL { SERVICE ?g { ?s ?p ?o } } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://h/> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { SERVICE <http://h/> { ?s ?p ?o } } } }",
        "SELECT * { SERVICEex:a { ?s ?p ?o } }",  # the engine looks for no space behind the keyword
        "SELECT * { SERVICE:a { ?s ?p ?o } }",
        "SELECT * { serviceSILENT:a { ?s ?p ?o } }",
        "SELECT * { ?a ?b trueSERVICE ex:a { ?s ?p ?o } }",
        "SELECT * { ?a ?b 1SERVICE ex:a { ?s ?p ?o } }",
        "PREFIX service: <http://x/> SELECT * { service:a { ?s ?p ?o } }",
        "SELECT * { ?a ?b 'SERVICE' SERVICE # comment }\n <http://h/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE#>\n ?x { ?s ?p ?o } }",  # what looks like an IRI is a comparison
        "SELECT * { FILTER(?a<'x>')SERVICE<http://h/>{?s ?p ?o}#'\n }",
        "SELECT * { ?s ?p (?a <'x>') SERVICE<http://h/>{?s ?p ?o}#'\n }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://h/> { ?s ?p ?o } }",
        "ASK { GRAPH ?g { SERVICE <http://h/> { } } }",
        "DESCRIBE ?s { SERVICE <http://h/> { ?s ?p ?o } }",
    ],
)
def test_service_in_any_disguise_is_refused(query: str) -> None:
    refused(query)


@pytest.mark.parametrize(
    "query", ["SELECT * { \\u0053ERVICE <http://h/> { ?s ?p ?o } }", "\\u0049NSERT DATA { <a:b> <a:b> 1 }"]
)
def test_escaped_keywords_never_reach_the_engine_as_keywords(query: str) -> None:
    import pyoxigraph

    try:
        check(query)
    except QueryError:
        return
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "delete where { ?s ?p ?o }",
        "# SELECT\nDROP ALL",
        "PREFIX x: <a:b> LOAD <http://h/>",
        "BASE <a:b> CLEAR DEFAULT",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "COPY <a:b> TO <a:c>",
        "CREATE GRAPH <a:b>",
    ],
)
def test_updates_are_refused_with_the_reason(query: str) -> None:
    assert "read-only" in str(refused(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://h/> { }' }",
        'SELECT * { ?s ?p """INSERT DATA { SERVICE }""" }',
        "SELECT * { ?s <http://h/SERVICE#service> ?o } # SERVICE",
        "SELECT ?service ?insert { ?service ?p ?insert }",
        "PREFIX service: <http://h/> SELECT * { ?s service:name ?o }".replace("service:", "services:"),
        "SELECT * { ?s ex:service ?o ; ex:load 'x'@service }",
        "SELECT * { FILTER((?a<?b)&&(?c>?d)) }",
        "SELECT * { FILTER(?a<?b&&?c>?d) }",
        "SELECT (?a<?b AS ?c) { FILTER(?a <= ?b || ?a<1) }",
        "SELECT * { VALUES (?a ?b) { (<a:b> <a:c>) (UNDEF <a:#'(>) } }",
        "SELECT * { ?s ex:p (<a:b> <a:c> 1 ex:d) }",
        "SELECT * { ?s (ex:a|^ex:b)*/ex:c+ ?o }",
        "SELECT * { ?s ex:a\\,b ?o . ?s ex:c%20d ?o . ex:a.b ?p -1.5e3 }",
        "select*{?s?p?o}limit 1",
        "SELECT * { ?s ?p '中文“”《》' } ORDER BY ?s ex:f(?p) DESC(?o)",
        "PREFIX ab: <a:b> BASE <http://b/> SELECT * FROM NAMED <g> { ?s ab:c <rel> }",
        "SELECT * { ?s ?p [] , [ ex:p () ] }",
        "SELECT * { VALUES ?x { " + "'ein Wort' " * 4_000 + "} }",
        "SELECT * { FILTER(?x IN (" + ", ".join("1" * 4 for _ in range(5_000)) + ")) }",
    ],
)
def test_lawful_queries_are_let_through(query: str) -> None:
    assert check(query, prefixes=PREFIXES).form == "SELECT"


def test_the_form_and_the_graphs_of_a_query_are_known() -> None:
    checked = check(
        "BASE <http://b/> PREFIX g: <http://g/> CONSTRUCT { ?s ?p ?o } FROM g:a FROM NAMED <x> FROM <http://y/\\u0041> { ?s ?p ?o }"
    )
    assert (checked.form, checked.kind) == ("CONSTRUCT", "triples")
    assert checked.graphs == ("http://g/a", "http://b/x", "http://y/A")
    assert check("ASK {}").kind == "results"


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("", 1, 1, "empty"),
        ("SELECT * {\n  ?s foo:bar ?o }", 2, 6, "foo: is not declared"),
        ("SELECT * {\n ?s ?p (1 2 }", 2, 8, "( is not closed"),
        ("SELECT * { ?s ?p ?o }\n}", 2, 1, "} closes nothing"),
        ("SELECT * { ?s ?p 'abc }", 1, 18, "string is not closed"),
        ("SELECT * { ?s <p> ?o }", 1, 15, "relative"),
        ("FROM x", 1, 1, "begins with SELECT"),
    ],
)
def test_a_refusal_says_where(query: str, line: int, column: int, words: str) -> None:
    error = refused(query)
    assert (error.line, error.column) == (line, column)
    assert words in str(error)


def test_limits_can_be_set() -> None:
    refused("SELECT * { ?a ?b ?c . ?d ?e ?f }", limits=Limits(patterns=1))
    refused("SELECT * { }", limits=Limits(length=5))


def test_patterns_of_unions_and_optionals_are_planned_apart() -> None:
    branch = "{ ?s ex:a ?a ; ex:b ?b ; ex:c ?c }"
    check("SELECT * {" + " UNION ".join([branch] * 60) + "}", prefixes=PREFIXES)
    check("SELECT * {" + " OPTIONAL ".join([branch] * 60) + "}", prefixes=PREFIXES)


@given(st.text(max_size=200))
def test_any_text_is_either_checked_or_refused(text: str) -> None:
    with contextlib.suppress(QueryError):
        assert check(text).form in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@given(st.text(alphabet="SELECT{}()<>?$ab:'\"\\#.;,/|&=!*+-^@_ \n1中", max_size=120))
def test_words_of_a_query_lie_in_it_one_after_the_other(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert token.start >= last
        assert text[token.start : token.end].upper() == token.text.upper()
        last = token.end
