"""Zeros that a report says in words: what they are of, and what is none."""

from __future__ import annotations

import pytest

from kg import extract
from kg.link import uses
from kg.records import ZERO_IN_WORDS, Measure, Record, SourceText


def read(sentence: str, heading: str = "一、主要举措和成效") -> Record:
    text = f"甲县司法局2021年法治政府建设情况报告\n{heading}\n{sentence}\n"
    return uses.settle(extract.extract(SourceText("a.txt", "0" * 64, text)))


def zeros(sentence: str, heading: str = "一、主要举措和成效") -> list[Measure]:
    return [m for m in read(sentence, heading).measures if m.rule == ZERO_IN_WORDS]


#: What a report says, and what it says to be none, with the indicators that are zero.
ZEROS = [
    ("全年未发生行政复议和行政诉讼案件。", [("行政复议和行政诉讼案件", "reconsiderations lawsuits")]),
    ("全年无行政诉讼案件，未收到行政复议申请。", [("行政诉讼案件", "lawsuits"), ("行政复议申请", "reconsiderations")]),
    ("没有发生一起行政复议案件。", [("行政复议案件", "reconsiderations")]),
    ("无行政复议、行政诉讼案件发生。", [("行政复议、行政诉讼案件", "reconsiderations lawsuits")]),
    ("未发生行政复议、行政诉讼、信访案件。", [("行政复议、行政诉讼、信访案件", "reconsiderations lawsuits")]),
    ("未发生以本镇为被告的行政诉讼案件。", [("以本镇为被告的行政诉讼案件", "lawsuits")]),
    ("全年行政复议、诉讼案件均为零。", [("行政复议、诉讼案件", "reconsiderations lawsuits")]),
    ("实现稳定，行政复议、行政诉讼“零发生”。", [("行政复议、行政诉讼", "reconsiderations lawsuits")]),
    ("我局未作出行政处罚，未实施罚款。", [("行政处罚", "cases"), ("罚款", "fines")]),
    ("截至12月31日，无行政复议案件。", [("行政复议案件", "reconsiderations")]),
    # zeros of something else, of a part of the year or of what was done, and wishes
    ("全年无行政诉讼败诉案件。", []),
    ("无行政复议、行政诉讼败诉案件。", []),
    ("未发生行政复议被纠错和行政诉讼败诉案件。", []),
    ("未发生因执法不当引发的行政复议案件。", []),
    ("行政诉讼败诉率为零。", []),
    ("委托处罚12起，均未发生行政复议或诉讼。", []),
    ("上半年未发生行政复议案件。", []),
    ("确保无行政复议案件。", []),
    ("镇里没有行政处罚权。", []),
    ("未办理行政复议案件的3个单位。", []),
    ("学习《无行政复议》。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), ZEROS, ids=[s for s, _ in ZEROS])
def test_what_is_said_to_be_none(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = sorted(zeros(sentence), key=lambda m: m.start)
    assert [(m.counted, " ".join(m.counts_for)) for m in found] == expected
    assert {m.value for m in found} <= {0}


def test_a_zero_of_another_year_or_of_a_plan_counts_for_nothing() -> None:
    assert [m.counts_for for m in zeros("2020年未发生行政复议案件。")] == [()]
    assert zeros("未发生行政复议案件。", "一、2022年工作计划") == []


def test_zeros_in_words_are_apart_from_the_numbers_in_json() -> None:
    record = read("培训3次。未发生行政复议案件。")
    told = record.to_json()
    assert [m["surface"] for m in told["measures"]] == ["3次"]
    (zero,) = told["zeros"]
    assert record.source.text[zero["start"] : zero["end"]] == zero["surface"] == "未发生行政复议案件"
