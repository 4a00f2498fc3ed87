"""Answers as text for a terminal."""

from __future__ import annotations

import json

import pytest

from kg.query.result import Result
from kg.query.table import table, text_table, width


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
