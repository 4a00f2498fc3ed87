"""Two reports side by side."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.compare import compare, repeated
from kg.errors import UsageError


def test_what_was_added_and_dropped(store):
    found = compare(store, "乙区公安局-2020", "乙区公安局-2021")
    assert [(e.name, e.first, e.second) for e in found.acts.dropped] == [
        ("中华人民共和国民法典", 1, 0),
        ("中华人民共和国行政处罚法", 1, 0),
    ]
    assert [e.name for e in found.acts.kept] == ["中华人民共和国宪法"]
    assert found.acts.added == ()
    assert [(f.indicator, f.name, f.first, f.second) for f in found.figures] == [
        ("fines", "罚款金额", 300, None),
        ("penalty_yuan", "行政处罚、立案与罚款（元）", 300, None),
    ]
    english = compare(store, "乙区公安局-2020", "乙区公安局-2021", language="en")
    assert [f.name for f in english.figures] == ["Fines", "Penalties and fines (元)"]
    assert [e.name for e in found.activities.dropped] == ["行政处罚、立案与罚款"]
    assert [e.name for e in english.activities.dropped] == ["Penalties and fines"]
    assert [e.key for e in found.activities.dropped] == ["penalty"]
    assert (found.first.year, found.second.year) == (2020, 2021)
    assert json.loads(json.dumps(found.to_dict()))["acts"]["kept"][0]["first"] == 1


def test_programmes(store):
    found = compare(store, "甲县司法局-2020", "report/甲县司法局-2021")
    assert [e.name for e in found.programmes.kept] == ["双随机"]


def test_reports_are_found_by_file_too(store):
    assert compare(store, "a20.txt", "a21.txt", shortest=4).first.agency == "甲县司法局"
    with pytest.raises(UsageError, match="no report called 'nothing'"):
        compare(store, "nothing", "a21.txt")


def test_passages_are_found_across_line_breaks():
    first = "一、全面贯彻落实党中央决策部署。\n二、今年新设窗口。"
    second = "开头不同。全面贯彻落实\n党中央决策部署。二、去年新设窗口。"
    (passage,) = repeated(first, second, 12)
    assert passage.text == "全面贯彻落实\n党中央决策部署。二、"
    assert first[passage.first_start : passage.first_end] == "全面贯彻落实党中央决策部署。\n二、"


@given(st.text("甲乙丙\n ", max_size=60), st.text("甲乙丙\n ", max_size=60), st.integers(1, 8))
def test_passages_are_the_same_in_both_texts(first, second, shortest):
    end = 0
    for p in repeated(first, second, shortest):
        one, two = (
            "".join(text.split())
            for text in (first[p.first_start : p.first_end], second[p.second_start : p.second_end])
        )
        assert one == two
        assert len(one) >= shortest
        assert p.second_start >= end
        end = p.second_end
        more = "".join(second[p.second_start :].split())[: len(one) + 1]
        assert more == one or more not in "".join(first.split())
    if "".join(first.split()) == "".join(second.split()) and len("".join(first.split())) >= shortest:
        assert end == len(second.rstrip())


@pytest.mark.parametrize(
    ("first", "second"),
    [("0" * 16_000, ("0" * 25 + "1") * 600), (("0" * 25 + "1") * 600, "0" * 16_000), ("0" * 16_000, "0" * 16_000)],
)
def test_texts_that_repeat_themselves_are_compared_at_once(first, second):
    began = time.process_time()
    assert sum(len(p.text) for p in repeated(first, second)) > 14_000
    assert time.process_time() - began < 2
