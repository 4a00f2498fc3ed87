"""What is kept ready answers the same question only: as many rows, the same address, nothing that changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

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


@pytest.mark.parametrize("call", ["RAND()", "STRUUID()", "struuid ()"])
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
