"""What is kept ready answers the same question only: as many rows, the same address, nothing that changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from kg.errors import QueryTimeout
from kg.query import Pool
from kg.query.pool import Busy
from web.app import make

ALL = "SELECT ?s { ?s ?p ?o }"


@pytest.fixture(scope="module")
def app(terms_store: Path) -> Iterator[Flask]:
    found = make(terms_store, workers=1)
    yield found
    found.extensions["fazhi"].live.close()


def test_an_answer_that_was_cut_is_none_to_whoever_wants_more(app: Flask) -> None:
    generation = app.extensions["fazhi"].live.newest()
    assert len(generation.rows(ALL, max_rows=3)) == 3
    assert len(generation.rows(ALL, max_rows=5)) == 5
    assert len(generation.rows(ALL, max_rows=3)) == 3


@pytest.mark.parametrize("call", ["RAND()", "STRUUID()", "struuid ()", "RAND# by chance\n()", "STRUUID#(\n#)\n()"])
def test_what_changes_by_itself_is_asked_each_time(app: Flask, call: str) -> None:
    query = f"SELECT ?x {{ BIND({call} AS ?x) }}"
    generation = app.extensions["fazhi"].live.newest()
    assert generation.rows(query) != generation.rows(query)
    address = f"/ask?{urlencode({'query': query, 'plain': '1'})}"
    first, again = (app.test_client().get(address) for _ in range(2))
    assert first.headers["Cache-Control"] == "no-store"
    assert "<tbody>" in first.text
    assert first.text != again.text


def test_relative_iris_are_those_of_the_address_that_was_asked(app: Flask) -> None:
    def asked(host: str) -> tuple[str, str]:
        query = urlencode({"query": "SELECT (<x> AS ?y) {}"})
        answer = app.test_client().get(f"/sparql?{query}", headers={"Host": host})
        assert answer.json is not None
        return answer.json["results"]["bindings"][0]["y"]["value"], answer.headers["ETag"]

    (first, tag), (second, other) = asked("a.example"), asked("b.example")
    assert (first, second) == ("http://a.example/x", "http://b.example/x")
    assert tag != other


@pytest.mark.parametrize(
    ("address", "store"),
    [("/quality", "terms_store"), ("/ask?question=where-cited", "demo_store"), ("/.well-known/void", "demo_store")],
)
def test_what_could_not_be_had_just_now_is_had_by_the_next_who_asks(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, address: str, store: str
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise Busy("all 2 workers are busy and 32 queries wait: try again in a moment")

    app = make(request.getfixturevalue(store), workers=1)
    with monkeypatch.context() as now:
        now.setattr(Pool, "run", busy)
        first = app.test_client().get(address)
    again, kept = (app.test_client().get(address) for _ in range(2))
    app.extensions["fazhi"].live.close()
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in first.headers
    assert again.text != first.text
    assert again.headers["ETag"] == kept.headers["ETag"]


def test_what_would_take_too_long_to_count_is_not_counted_again(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any, **__: Any) -> None:
        raise QueryTimeout("the query passed its time limit of 5 s and was stopped")

    app = make(demo_store, workers=1)
    with monkeypatch.context() as now:
        now.setattr(Pool, "run", slow)
        first = app.test_client().get("/.well-known/void?format=nt")
    again = app.test_client().get("/.well-known/void?format=nt")
    app.extensions["fazhi"].live.close()
    assert first.headers["ETag"] == again.headers["ETag"]
    assert "classPartition" not in again.text


def test_any_version_of_a_page_is_none_of_a_page_that_is_not_there(app: Flask) -> None:
    def asked(address: str) -> int:
        return app.test_client().get(address, headers={"If-None-Match": "*"}).status_code

    assert asked("/id/agency/none") == 404
    assert [asked("/quality"), asked("/quality")] == [200, 304]
