"""What several agencies report together is one report: it counts once, and names all of them in one row."""

from __future__ import annotations

from typing import Any

import pytest

import kg.store
from kg.query import ask
from kg.store import OpenStore
from tests import small_corpus

#: As answers name them, in the order of their names.
NAMED = "重庆市巴南区应急管理局、重庆市应急管理局"


@pytest.fixture(scope="module")
def joint(tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    return kg.store.open(small_corpus.build(tmp_path_factory.mktemp("joint"), small_corpus.understand_joint))


def rows(store: OpenStore, question: str, *columns: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return [tuple(row[c] for c in columns) for row in ask(store, question, **parameters).records()]


def test_acts_of_a_function_count_what_is_reported_together_once(joint: OpenStore) -> None:
    columns = ("actLabel", "agencies", "reports", "citations")
    together = rows(joint, "acts-by-function", *columns, function="应急管理", year=2022)
    assert ("中华人民共和国合同法", 2, 1, 1) in together
    every = {act: found for act, *found in rows(joint, "acts-by-function", *columns, function="应急管理")}
    assert every["中华人民共和国安全生产法"] == [2, 3, 4]


def test_a_place_in_the_text_is_one_row_that_names_all_who_report(joint: OpenStore) -> None:
    found = rows(joint, "where-cited", "agencyLabel", "file", act="合同法")
    assert found == [("重庆市应急管理局", "c-2020.txt"), (NAMED, "a-2022.txt")]
    found = rows(joint, "spread", "provinceLabel", "firstYear", "agencyLabel", act="民法典")
    assert found == [("重庆市", 2021, "重庆市巴南区应急管理局")]
    again = rows(joint, "cited-after-repeal", "actLabel", "agencyLabel", "year")
    assert again[-1] == ("中华人民共和国合同法", NAMED, 2022)
