"""Queries in child processes: answers in every format, limits, and what happens to those that pass them."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg.query
import kg.store
from kg.errors import QueryError, QueryTimeout, StoreError, UsageError
from kg.query import Pool
from kg.query.child import Child
from kg.query.guard import Limits
from kg.query.pool import Busy, WorkerDied
from kg.store import OpenStore
from tests.small_corpus import TEXTS, find, understand

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j && ?c != ?k) }"


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 300",
        "SELECT ?x ?y { VALUES (?x ?y) { (UNDEF UNDEF) ('a\"},{}'@zh-hans UNDEF) ('<result>\\r\\n\"' 1.50) (<a:b> 'x'^^<a:t>) } }",
        "SELECT * { FILTER(false) }",
        "ASK { ?s a fz:Act }",
        "ASK { ?s a fz:Nothing }",
    ],
)
def test_answers_equal_those_of_the_engine_in_this_process(pool: Pool, small: OpenStore, query: str, name: str) -> None:
    want = (
        small.graph()
        .query(query, prefixes=small.prefixes)
        .serialize(format=getattr(ox.QueryResultsFormat, name.upper()))
    )
    assert pool.run(query, name).body() == want


def test_the_worker_of_an_open_store_ends_with_it(small_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Child] = []

    class Seen(Child):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    monkeypatch.setattr("kg.query.pool.Child", Seen)
    opened = kg.store.open(small_path)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(kg.query.select, opened, "ASK {}", timeout=20) for _ in range(4)]
    assert not any(one.exception() for one in asked)
    assert [child.alive for child in made] == [True]
    del opened
    gc.collect()
    assert [child.alive for child in made] == [False]


@pytest.mark.parametrize("timeout", [float("inf"), 1e10, 3e6, float("nan")])
def test_any_time_limit_is_one(pool: Pool, timeout: float) -> None:
    assert pool.run("ASK {}", timeout=timeout).rows == 1


@pytest.mark.parametrize("name", ["ttl", "nt", "rdfxml", "jsonld"])
def test_graphs_can_be_had_in_four_formats(pool: Pool, small: OpenStore, name: str) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?l } { ?s a fz:Act ; rdfs:label ?l }"
    answer = pool.run(query, name)
    kinds = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    found = {(q.subject, q.predicate, q.object) for q in ox.parse(answer.body(), format=kinds[name])}
    want = {(t.subject, t.predicate, t.object) for t in small.graph().query(query, prefixes=small.prefixes)}
    assert found == want
    assert answer.rows == len(want)
    described = pool.run("DESCRIBE ?s { ?s a fz:Programme }", name)
    assert described.rows > 0


def test_an_answer_knows_its_columns_rows_and_version(pool: Pool) -> None:
    answer = pool.run("SELECT ?act ?n { ?act a fz:Act ; rdfs:label ?n } LIMIT 3", "text/csv")
    assert (answer.form, answer.columns, answer.rows, answer.truncated) == ("SELECT", ("act", "n"), 3, False)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.version == pool.version
    assert b"".join(answer.chunks(7)).count(b"\n") == 4


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv", "ttl", "nt"])
def test_a_cut_answer_is_whole_in_form_and_says_so(pool: Pool, name: str) -> None:
    graph = name in ("ttl", "nt")
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }" if graph else "SELECT ?s ?o { ?s ?p ?o }"
    answer = pool.run(query, name, max_rows=7)
    assert (answer.rows, answer.truncated) == (7, True)
    if graph:
        kind = ox.RdfFormat.TURTLE if name == "ttl" else ox.RdfFormat.N_TRIPLES
        assert len(list(ox.parse(answer.body(), format=kind))) == 7
    elif name != "csv":
        assert len(list(ox.parse_query_results(answer.body(), getattr(ox.QueryResultsFormat, name.upper())))) == 7


def test_a_runaway_is_stopped_in_time_and_others_are_served_meanwhile(small_path: Path) -> None:
    with Pool(small_path, workers=2, timeout=1) as pool, ThreadPoolExecutor(1) as thread:
        pool.warm()
        began = time.monotonic()
        runaway = thread.submit(pool.run, RUNAWAY)
        meanwhile = 0
        while not runaway.done():
            assert bool(ox.parse_query_results(pool.run("ASK { ?s ?p ?o }").body(), ox.QueryResultsFormat.JSON))
            meanwhile += not runaway.done()
        assert time.monotonic() - began < 6, "at 6 s the worker would have ended itself"
        with pytest.raises(QueryTimeout, match="time limit of 1 s"):
            runaway.result()
        assert meanwhile >= 5, "behind the runaway, one or two would have been answered before its end"
        assert pool.run("ASK {}").rows == 1


def test_a_query_that_needs_more_memory_than_allowed_ends_its_worker_alone(small_path: Path) -> None:
    query = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"
    with Pool(small_path, workers=1, timeout=60, memory=600 << 20) as pool:
        with pytest.raises(WorkerDied, match="memory"):
            pool.run(query)
        assert pool.run("ASK {}").rows == 1


def test_what_the_guard_lets_through_by_its_widest_limits_kills_a_worker_at_most(small_path: Path) -> None:
    loose = Limits(length=1 << 24, depth=1 << 20, operators=1 << 24, patterns=1 << 20)
    deep = "SELECT * {" + "{" * 200_000 + "}" * 200_000 + "}"
    with Pool(small_path, workers=1, timeout=20, limits=loose) as pool:
        with pytest.raises((WorkerDied, QueryTimeout, QueryError)):
            pool.run(deep)
        assert pool.run("ASK {}").rows == 1


def test_nothing_is_fetched_even_past_the_guard(small_path: Path) -> None:
    """The worker may not make sockets: the engine itself is asked, without the guard."""
    from kg.query.answer import Answer
    from kg.query.child import Child
    from kg.query.formats import by_name

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.5)
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        child = Child(kg.store.open(small_path).folder / "graph", "x", 4 << 30, {})
        request = {
            "query": query,
            "format": "json",
            "default_graph": None,
            "named_graphs": None,
            "base": None,
            "max_rows": None,
            "alarm": 20,
        }
        answer = Answer(by_name("json", "results"), "SELECT", "x")
        try:
            with pytest.raises(QueryError):
                child.ask(request, answer, 10, 1 << 20, query)
            with pytest.raises(TimeoutError):
                server.accept()
        finally:
            child.kill()
            answer.close()


def test_errors_of_the_engine_say_where(pool: Pool) -> None:
    with pytest.raises(QueryError) as caught:
        pool.run("SELECT * {\n  ?s ?p ?o .\n  FILTER(?s = ) }")
    assert caught.value.line == 3
    with pytest.raises(QueryError, match="nofunction"):
        pool.run("SELECT * { BIND(<http://x/nofunction>(1) AS ?x) }")
    with pytest.raises(QueryError, match="unbound"):
        pool.run("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }")


def test_a_format_that_the_form_does_not_have_is_refused_with_the_list(pool: Pool) -> None:
    with pytest.raises(UsageError, match="json, xml, csv, tsv"):
        pool.run("ASK {}", "ttl")
    with pytest.raises(UsageError, match="ttl, nt, rdfxml, jsonld"):
        pool.run("DESCRIBE <a:b>", "csv")


def test_only_graphs_of_the_store_can_be_asked(pool: Pool, small: OpenStore) -> None:
    ontology = f"{small.base}graph/ontology"
    count = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
    for query, options in (
        (count % "FROM <http://elsewhere/g>", {}),
        (count % "", {"default_graphs": ["http://elsewhere/g"]}),
        (count % "", {"named_graphs": ["no iri"]}),
    ):
        with pytest.raises(QueryError):
            pool.run(query, **options)
    whole = pool.run(count % "").body()
    inside = pool.run(count % f"FROM <{ontology}>").body()
    assert inside != whole
    assert pool.run(count % "", default_graphs=[ontology]).body() == inside
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert pool.run(named, named_graphs=[ontology]).body() == inside
    assert (
        pool.run(named, default_graphs=[ontology]).body()
        == b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"0","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    )


def test_when_all_are_busy_and_the_queue_is_full_one_is_told_at_once(small_path: Path) -> None:
    with Pool(small_path, workers=1, timeout=2, queue=1) as pool, ThreadPoolExecutor(2) as threads:
        pool.warm()
        first = threads.submit(pool.run, RUNAWAY)
        _wait_until(lambda: pool._busy == 1)
        second = threads.submit(pool.run, "ASK {}")
        _wait_until(lambda: pool._waiting == 1)
        with pytest.raises(Busy, match="busy"):
            pool.run("ASK {}")
        assert not second.done(), "told before anybody else had a turn"
        with contextlib.suppress(QueryTimeout):
            first.result()
        assert second.result().rows == 1


def _wait_until(condition: object) -> None:
    deadline = time.monotonic() + 10
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def test_a_worker_that_is_killed_from_outside_is_replaced(small_path: Path) -> None:
    with Pool(small_path, workers=1) as pool:
        pool.run("ASK {}")
        os.kill(pool._idle[0]._process.pid, 9)
        pool._idle[0]._process.wait()
        assert pool.run("ASK {}").rows == 1


def test_a_newer_build_is_answered_from_without_a_restart(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a-2021.txt").write_text(TEXTS["a-2021.txt"], "utf-8")
    store = tmp_path / "s.kg"
    kg.store.build([texts], store, find=find, understand=understand)
    count = "SELECT (COUNT(?r) AS ?n) { ?r a fz:Report }"
    with Pool(store, workers=1) as pool, Pool(store, workers=1, build=kg.store.open(store).folder) as pinned:
        assert b'"value":"1"' in pool.run(count).body()
        (texts / "b-2021.txt").write_text(TEXTS["b-2021.txt"], "utf-8")
        kg.store.build([texts], store, find=find, understand=understand)
        assert b'"value":"2"' in pool.run(count).body()
        assert b'"value":"1"' in pinned.run(count).body()


def test_many_threads_share_a_pool(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        bodies = set(threads.map(lambda i: pool.run(f"SELECT ?x {{ BIND({i % 5} AS ?x) }}").body(), range(100)))
    assert len(bodies) == 5


def test_an_answer_that_is_too_large_is_refused(small_path: Path) -> None:
    with Pool(small_path, workers=1, max_bytes=10_000) as pool:
        with pytest.raises(QueryError, match="larger than 10,000 bytes"):
            pool.run("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 100000")
        assert pool.run("ASK {}").rows == 1


def test_a_store_that_is_missing_or_damaged_is_said(tmp_path: Path, small_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        Pool(tmp_path / "none.kg")
    copy = tmp_path / "copy.kg"
    shutil.copytree(small_path, copy, symlinks=True)
    with Pool(copy, workers=1) as pool:
        for file in (copy / "current" / "graph").iterdir():
            file.unlink()
        with pytest.raises(StoreError):
            pool.run("ASK {}")


def test_a_closed_pool_answers_no_more(small_path: Path) -> None:
    pool = Pool(small_path)
    pool.warm()
    pool.close()
    with pytest.raises(Busy, match="closed"):
        pool.run("ASK {}")


def test_closing_a_pool_ends_the_query_that_runs(small_path: Path) -> None:
    pool = Pool(small_path, workers=1, timeout=60)
    with ThreadPoolExecutor(2) as threads:
        began = time.monotonic()
        running = threads.submit(pool.run, RUNAWAY)
        while not running.done() and not any(child.unfinished for child in pool._asked):
            time.sleep(0.01)
        waiting = threads.submit(pool.run, "ASK {}")
        pool.close()
        for asked in (running, waiting):
            with pytest.raises(Busy, match="closed"):
                asked.result(20)
    assert time.monotonic() - began < 20
    assert not pool._asked


def test_a_store_of_many_files_is_read_whole(tmp_path: Path) -> None:
    """The engine opens sixteen files of a store at once and the others when it needs them, under the worker's limits too."""
    from kg.query.answer import Answer
    from kg.query.child import Child
    from kg.query.formats import by_name

    graph = ox.Store(tmp_path / "graph")
    for number in range(3):
        for place in (ox.DefaultGraph(), ox.NamedNode("http://e/g")):
            graph.add(
                ox.Quad(ox.NamedNode(f"http://e/{number}"), ox.NamedNode("http://e/p"), ox.Literal("x" * 40), place)
            )
        graph.flush()
    del graph
    assert len(list((tmp_path / "graph").glob("*.sst"))) > 16
    query = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
    child = Child(tmp_path / "graph", "x", 1 << 30, {})
    request = {"query": query, "format": "csv", "default_graph": None, "named_graphs": None, "base": None,
               "max_rows": None, "alarm": 20}  # fmt: skip
    answer = Answer(by_name("csv", "results"), "SELECT", "x")
    try:
        child.ask(request, answer, 10, 1 << 20, query)
        assert answer.body().split() == [b"s", b"http://e/0", b"http://e/1", b"http://e/2"]
    finally:
        child.kill()
