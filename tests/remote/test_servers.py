"""The same answers from a server that others wrote as from the store folder that was pushed there."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kg.networks import names, network
from kg.query import ask, questions
from kg.store import stats
from kg.store.endpoint import Endpoint
from kg.store.opened import OpenStore
from kg.store.pushing import push
from tests.remote.servers import Server

GIVEN = {
    "act": "安全生产法",
    "agency": "重庆市巴南区应急管理局",
    "function": "应急管理",
    "text": "不",
    "report": "a-2021.txt",
}
Run = Callable[..., tuple[int, str, str]]


def test_all_twenty_questions(server: Server, small: OpenStore) -> None:
    endpoint = Endpoint(server.endpoint)
    asked = 0
    for question in questions():
        given = {p.name: GIVEN[p.name] for p in question.parameters if p.required}
        here, there = ask(small, question, **given), ask(endpoint, question, **given)
        assert there.columns == here.columns
        assert there.terms() == here.terms(), question.name
        asked += bool(here.terms())
    assert asked == 20


def test_questions_with_all_parameters(server: Server, small: OpenStore) -> None:
    endpoint = Endpoint(server.endpoint)
    for name, given in (
        ("most-cited-acts", {"year": 2021, "level": "law", "place": "重庆市", "limit": 2}),
        ("where-cited", {"act": "安全生产法", "place": "重庆市", "year": 2021}),
        ("cited-after-repeal", {"year": 2022, "place": "重庆市"}),
        ("penalties", {"year": 2021, "place": "重庆市"}),
        ("unresolved", {"resolution": "ambiguous", "place": "天津市"}),
    ):
        found = ask(small, name, **given).terms()
        assert found
        assert ask(endpoint, name, **given).terms() == found, name


def test_all_networks(server: Server, small: OpenStore) -> None:
    endpoint = Endpoint(server.endpoint)
    for name in names():
        here, there = network(small, name), network(endpoint, name)
        assert list(there.nodes(data=True)) == list(here.nodes(data=True)), name
        assert list(there.edges(data=True)) == list(here.edges(data=True)), name
        assert here.number_of_nodes(), name


def test_the_counts(server: Server, small: OpenStore) -> None:
    assert stats(Endpoint(server.endpoint)) == stats(small)


def test_the_commands(server: Server, kg: Run, small_path: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    there = ("--endpoint", server.endpoint)
    assert kg("ask", "1", "--format", "csv", *there) == kg("ask", "1", "--format", "csv", "-s", small_path)
    for query in (
        "SELECT ?n (COUNT(*) AS ?k) { ?x a fz:Citation ; rdfs:label ?n } GROUP BY ?n ORDER BY ?n",
        "ASK { ?x a fz:Report }",
        "CONSTRUCT { ?r fz:year ?y } WHERE { ?r a fz:Report ; fz:year ?y } ORDER BY ?r",
    ):
        code, out, _ = kg("query", query, *there)
        assert code == 0
        assert sorted(out.splitlines()) == sorted(kg("query", query, "-s", small_path)[1].splitlines())
    code, out, err = kg("query", "SELECT ?x { ?x a fz:Report }", "--max-rows", "2", "--format", "csv", *there)
    assert (code, out.count("\n")) == (0, 3)
    assert "cut after 2 rows" in err
    assert json.loads(kg("stats", "--json", *there)[1])["counts"]["reports"] == 5
    folder = tmp_path_factory.mktemp("exported")
    assert kg("export", "agency-act", "-o", folder / "there.gexf", *there)[0] == 0
    assert kg("export", "agency-act", "-o", folder / "here.gexf", "-s", small_path)[0] == 0
    assert (folder / "there.gexf").read_bytes() == (folder / "here.gexf").read_bytes()


def test_a_second_push_changes_nothing_and_replacing_begins_anew(server: Server, small: OpenStore) -> None:
    before = stats(Endpoint(server.endpoint))
    push(small, server.store, default_graph=server.default_graph)
    assert stats(Endpoint(server.endpoint)) == before
    push(small, server.store, default_graph=server.default_graph, replace=True)
    assert stats(Endpoint(server.endpoint)) == before


def test_a_mistake_is_told_as_a_store_folder_tells_it(server: Server, kg: Run, small_path: object) -> None:
    for query in ("SELECT * { ?s ?p }", "DELETE WHERE { ?s ?p ?o }", "SELECT * FROM <http://nowhere/> { ?s ?p ?o }"):
        assert kg("query", query, "--endpoint", server.endpoint) == kg("query", query, "-s", small_path)
