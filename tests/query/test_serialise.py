"""Rows are counted exactly and cut exactly, whatever stands in them."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.formats import RESULTS, TRIPLES, by_name
from kg.query.serialise import write

NASTY = [
    'x"},{}',
    "},{",
    "},{,",
    "},{}",
    'a},{"b',
    "<result>",
    "l1\r\nl2",
    '"\r\n"',
    "\\",
    "a\tb\nc",
    "[]}}",
    "",
    "中文“”",
]


def values(cells: list[str | None]) -> str:
    shown = (str(ox.Literal(cell)) if cell is not None else "UNDEF" for cell in cells)
    return " ".join(f"({cell} {number % 3 or 'UNDEF'})" for number, cell in enumerate(shown))


def rows(body: bytes, name: str) -> list[tuple[object, ...]]:
    if name == "csv":
        return [tuple(row) for row in csv.reader(io.StringIO(body.decode(), newline=""))][1:]
    return [tuple(row) for row in ox.parse_query_results(body, getattr(ox.QueryResultsFormat, name.upper()))]


@pytest.mark.parametrize("form", RESULTS, ids=lambda f: f.name)
@given(cells=st.lists(st.none() | st.sampled_from(NASTY) | st.text(max_size=20), max_size=40), limit=st.integers(1, 45))
@settings(max_examples=60, deadline=None)
def test_an_answer_is_cut_after_so_many_rows(form: object, cells: list[str | None], limit: int) -> None:
    cells = [
        None
        if c is None
        else "".join(ch for ch in c if not "\ud800" <= ch <= "\udfff" and ch not in "\ufffe\uffff" and ch >= " ")
        for c in cells
    ]
    query = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values(cells)} }} }}"
    whole: list[bytes] = []
    cut: list[bytes] = []
    store = ox.Store()
    all_of_it = write(store.query(query), form, whole.append)  # type: ignore[arg-type]
    done = write(store.query(query), form, cut.append, limit=limit)  # type: ignore[arg-type]
    name = form.name  # type: ignore[attr-defined]
    assert (all_of_it.rows, all_of_it.truncated) == (len(cells), False)
    assert (done.rows, done.truncated) == (min(limit, len(cells)), limit < len(cells))
    assert rows(b"".join(cut), name) == rows(b"".join(whole), name)[:limit]


@pytest.mark.parametrize("form", RESULTS, ids=lambda f: f.name)
@pytest.mark.parametrize("limit", [1, 2_999, 3_000, 38_999, 39_000, 39_001])
def test_long_answers_are_cut_across_pieces(form: object, limit: int) -> None:
    numbers = " ".join(map(str, range(3_000)))
    cells = " ".join(str(ox.Literal(cell)) for cell in NASTY)
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {cells} }} }}"
    pieces: list[bytes] = []
    done = write(ox.Store().query(query), form, pieces.append, limit=limit)  # type: ignore[arg-type]
    assert (done.rows, done.truncated) == (min(limit, 39_000), limit < 39_000)
    assert len(rows(b"".join(pieces), form.name)) == done.rows  # type: ignore[attr-defined]
    assert max(map(len, pieces)) < 200_000


def test_formats_are_found_by_name_alias_and_media_type() -> None:
    assert by_name("text/turtle", "triples") == by_name("turtle", "triples") == TRIPLES[0]
    assert by_name("xml", "triples").name == "rdfxml"
    assert by_name("application/json", "results").name == "json"
    assert by_name("application/json", "triples").name == "jsonld"
