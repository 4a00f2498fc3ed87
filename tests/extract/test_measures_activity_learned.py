"""What was learned of an activity's class: the table, how its votes are added up, and that rules come first."""

from __future__ import annotations

from collections import Counter
from unittest import mock

import pytest

from kg.extract import activity_learned, measures
from kg.extract.activity_learned import ALWAYS, BEFORE, UNIT, WITHIN, pieces, table, votes
from kg.extract.clauses import Clause, Sentence
from kg.extract.quantities import find
from kg.extract.view import view
from kg.records import ACTIVITIES
from kg.resources import rows

TEXT = "全年开展活动，巡河3次。"


@pytest.fixture
def learned(request: pytest.FixtureRequest):
    activity_learned._heard.cache_clear()
    with mock.patch.object(activity_learned, "_table", return_value=table(request.param)):
        yield
    activity_learned._heard.cache_clear()


def said(text: str) -> dict[str, float]:
    """The votes that are not zero on the only quantity of ``text``, which is one sentence."""
    (quantity,) = find(text)
    start = max(text.rfind("，", 0, quantity.start) + 1, 0)
    clause = Clause(start, len(text), "，" if start else "", (quantity,), ())
    found = votes(text, Sentence(0, len(text), (clause,)), clause, quantity)
    return {activity: vote for activity, vote in found if vote}


def test_every_row_of_the_table_is_used() -> None:
    every = list(rows("activity_votes.tsv"))
    assert {row["place"] for row in every} == {WITHIN, BEFORE, UNIT, ALWAYS}
    assert {row["activity"] for row in every} <= set(ACTIVITIES)
    assert max(Counter((r["place"], r["characters"], r["activity"]) for r in every).values()) == 1
    for row in every:
        assert float(row["vote"]) != 0
        assert 1 <= len(row["characters"]) <= 2 or row["place"] in (UNIT, ALWAYS), row


@pytest.mark.parametrize(
    "learned", [[(WITHIN, "巡河", "inspection", 2.0), (WITHIN, "活动", "publicity", 2.0)]], indirect=True
)
def test_the_clause_is_heard_louder_than_the_rest_of_the_sentence(learned: None) -> None:
    assert said(TEXT) == {"inspection": 3.0, "publicity": 1.0}


@pytest.mark.parametrize(
    "learned",
    [[(BEFORE, "河", "inspection", 1.0), (UNIT, "次", "meeting", 0.5), (ALWAYS, "", "meeting", -0.25)]],
    indirect=True,
)
def test_what_stands_before_the_number_its_unit_and_what_always_counts(learned: None) -> None:
    assert said(TEXT) == {"inspection": 1.0, "meeting": 0.25}


@pytest.mark.parametrize("learned", [[(WITHIN, "河", "drill", 1.0)]], indirect=True)
def test_a_piece_that_stands_there_twice_counts_once(learned: None) -> None:
    assert said("巡河河3次。") == {"drill": 1.5}


@pytest.mark.parametrize("learned", [[(WITHIN, piece, "drill", 1.0) for piece in "举办培训"]], indirect=True)
def test_a_rule_is_louder(learned: None) -> None:
    assert [m.activity for m in measures.find(view("举办执法培训3次。"), [], [], 2022)] == ["training"]


@pytest.mark.parametrize(
    ("learned", "activity"),
    [([], "other"), ([(WITHIN, "丙丁", "disclosure", 1.0)], "disclosure")],
    indirect=["learned"],
)
def test_where_the_rules_know_no_word_the_characters_decide(learned: None, activity: str) -> None:
    assert [m.activity for m in measures.find(view("甲乙丙丁3份。"), [], [], 2022)] == [activity]


def test_pieces_of_one_character_and_of_none() -> None:
    assert pieces("件") == {"件"}
    assert pieces("") == set()
