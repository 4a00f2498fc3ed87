"""Answers as text for a terminal."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.query.result import Result, value
from kg.query.table import shown, table, text_table, width


def test_a_table_far_wider_than_the_terminal_shows_each_row_as_lines() -> None:
    sentence = "组织行政执法培训4次，受训96人次；" * 5
    body = json.dumps(
        {
            "head": {"vars": ["actLabel", "sentence", "note"]},
            "results": {
                "bindings": [
                    {
                        "actLabel": {"type": "literal", "value": "民法典"},
                        "sentence": {"type": "literal", "value": sentence},
                    }
                ]
            },
        }
    ).encode()
    wide = table(Result("SELECT", body, ("actLabel", "sentence", "note")), {}, columns=60)
    lines = wide.splitlines()
    assert lines[0].startswith("── 1 ─")
    assert lines[1] == "act       民法典"
    assert "".join(line[10:] for line in lines[2:]) == sentence
    assert max(map(width, lines)) <= 60
    assert "note" not in wide


def test_words_of_the_last_column_go_on_in_the_next_line_and_others_are_cut() -> None:
    told = ", ".join(["words that are told whole"] * 3)
    text = text_table(["name", "meaning"], [["a" * 40, told]], [False, False], columns=60)
    _, rule, *rows = text.splitlines()
    assert max(map(len, (rule, *rows))) <= 60
    second = rule.index(" ") + 2
    assert rows[0][: second - 2].endswith("…")
    assert " ".join(line[second:] for line in rows) == told


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_a_table_fits_the_terminal(columns: int) -> None:
    text = text_table(
        ["agency", "year", "sentence"],
        [["重庆市巴南区应急管理局", "2021", "句子" * 50]],
        [False, True, False],
        columns=columns,
    )
    assert max(width(line) for line in text.splitlines()) <= max(columns, 8 + 2 + 4 + 2 + 8)
    assert text.count("句") == text.count("子") == 50


@pytest.mark.parametrize(
    ("text", "datatype", "found"),
    [
        ("maybe", "boolean", "maybe"),
        ("0", "boolean", False),
        ("1", "boolean", True),
        ("1_0", "integer", "1_0"),
        ("１", "int", "１"),
        ("+07", "integer", 7),
        ("2021-W01-1", "date", "2021-W01-1"),
        ("2021-02-30", "date", "2021-02-30"),
        ("2021-02-28", "date", datetime.date(2021, 2, 28)),
        ("2021-02-28", "dateTime", "2021-02-28"),
        ("2021-02-28T08:00:00Z", "dateTime", datetime.datetime(2021, 2, 28, 8, tzinfo=datetime.UTC)),
        ("1e3", "decimal", "1e3"),
        (".5", "decimal", Decimal("0.5")),
        ("NaN", "decimal", "NaN"),
        ("1e3", "double", 1000.0),
        ("-INF", "double", float("-inf")),
        ("infinity", "double", "infinity"),
    ],
)
def test_a_literal_that_is_not_written_as_its_datatype_asks_stays_a_string(
    text: str, datatype: str, found: object
) -> None:
    made = value(ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}")))
    assert (made, type(made)) == (found, type(found))


@pytest.mark.parametrize(
    ("text", "datatype", "found"),
    [
        ("1234567.5", "double", "1234567.5"),
        ("1.0E9", "double", "1000000000"),
        ("1e-7", "double", "0.0000001"),
        ("INF", "double", "Infinity"),
        ("2.50", "decimal", "2.5"),
        ("100.0", "decimal", "100"),
        ("0.0", "decimal", "0"),
        ("1" * 40 + ".5", "decimal", "1" * 40 + ".5"),
    ],
)
def test_numbers_are_shown_whole_without_exponent(text: str, datatype: str, found: str) -> None:
    assert shown(ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}")), {}) == found
