"""Which numbers count for fines, cases, reconsiderations and lawsuits, and which for none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.catalogue import indicators
from kg.extract import extract
from kg.link import uses
from kg.records import Measure, Record, ReportFacts, SourceText, Span, whole

FIRST = Span(0, 50)


def number(value: float, unit: str, counted: str, activity: str = "penalty", **more: object) -> Measure:
    return Measure(0, 1, f"{value}{unit}", value, unit, counted, activity, 2021, sentence=FIRST, **more)  # type: ignore[arg-type]


def used(*measures: Measure) -> list[tuple[str, str | None]]:
    record = Record(SourceText("a.txt", "0" * 64, ""), ReportFacts(report_year=2021), measures=measures)
    return [(m.use, " ".join(m.counts_for) or None) for m in uses.settle(record).measures]


def counted_for(*measures: Measure) -> list[str | None]:
    return [indicator for _, indicator in used(*measures)]


@pytest.mark.parametrize("name", indicators.indicators())
def test_each_word_of_the_table_keeps_a_number_out(name: str) -> None:
    one = indicators.indicators()[name]
    words = one.needs[0] if one.needs else "行政处罚案件"
    plain = number(5, one.units[0], words, one.activity)
    assert counted_for(plain) == [name]
    for word in one.without:
        assert counted_for(replace(plain, counted=f"{word}{words}")) == [None], word
    for word in one.things:
        assert counted_for(replace(plain, unit="件", counted=f"没收{word}")) == [None], word
        assert counted_for(replace(plain, unit="件", counted=f"{word}案件")) == [name], word
        assert counted_for(replace(plain, unit="起", counted=f"查处{word}")) == [name], word
    for word in one.around:
        assert one.fits(plain, near="依法")
        assert not one.fits(plain, near=f"依法{word}"), word
    for need in one.needs:
        assert counted_for(replace(plain, counted=need)) == [name], need
    for unit in one.units:
        assert counted_for(replace(plain, unit=unit)) == [name], unit
    assert counted_for(replace(plain, unit="人")) == [None]
    assert counted_for(replace(plain, activity="inspection")) == [None]
    assert {one.how} <= {"sum", "largest"}


#: Sentences as reports have them, and what their numbers count for.
SENTENCES = [
    ("全年实施行政处罚12起，罚款34万元。", ["cases", "fines"]),
    ("没收违法所得4315.5元。", ["fines"]),
    ("罚没款1206.5万元。", ["fines"]),
    ("免罚金额1200万元。", [None]),
    ("减免罚款143.6万元。", [None]),
    ("拟罚款3万元。", [None]),
    ("冻结涉案资金1.37亿元。", [None]),
    ("止付资金4300万元。", [None]),
    ("查补税款2137.6万元。", [None]),
    ("查获案件案值3.6亿元。", [None]),
    ("办理首违不罚案件933件。", [None]),
    ("包容审慎监管免罚217件。", [None]),
    ("不予处罚7起。", [None]),
    ("移送公安机关9件。", [None]),
    ("移送司法机关4件。", [None]),
    ("接收移交案件7件。", [None]),
    ("查封扣押26起。", [None]),
    ("刑事立案3044起。", [None]),
    ("立案142件，办结139件。", ["cases", None]),
    ("办结行政处罚案件139件。", ["cases"]),
    ("办理行政复议案件9件，其中维持6件，撤销1件。", ["reconsiderations", None, None]),
    ("行政诉讼14宗，败诉1宗。", ["lawsuits", None]),
    ("负责人出庭应诉3次。", [None]),
    ("立案487起，比上年增加20起。", ["cases", None]),
    ("立案487起，比上年多20起。", ["cases", None]),
    ("立案487起，没收渔具83件（套）。", ["cases", None]),
    ("查获侵权货物138批、涉及侵权商品2.5万件。", [None, None]),
    ("立案查处虚开发票案12件，涉及发票320份。", ["cases", None]),
    ("对216件轻微违法行为免予处罚。", [None]),
    ("对237件轻微违法行为依法不予行政处罚。", [None]),
    ("对九十七宗轻微违法适用“首违免罚”。", [None]),
    ("对12起案件依法从轻处罚。", ["cases"]),
    ("被复议纠错的38件案件中有21件涉及程序违法。", [None, None]),
    ("作出强制决定2宗，经催告自行履行的3宗。", [None, None]),
    ("查处土地案件863件，收缴罚款6520元；查处矿产案件47件，罚没款389元。", ["cases", "fines", "cases", "fines"]),
    ("查处土地案件863件，罚款6520元；已收缴罚款389元。", ["cases", "fines", None]),
    ("查处土地案件863件，罚款6520元，收缴罚款389元。", ["cases", "fines", None]),
    ("全年查处案件50件。全年50件案件全部录入平台。", ["cases", None]),
    ("全年查处案件50件。上述50件案件均已公示。", ["cases", None]),
    ("查处占道案件50件。查处广告案件50件。", ["cases", "cases"]),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s for s, _ in SENTENCES])
def test_sentences_of_reports(sentence: str, expected: list[str | None]) -> None:
    text = f"甲县司法局2021年法治政府建设情况报告\n一、主要举措和成效\n{sentence}\n"
    record = extract(SourceText("a.txt", "0" * 64, text))
    found = uses.settle(record).measures
    assert [" ".join(m.counts_for) or None for m in found] == expected, [(m.counted, m.activity) for m in found]


def test_of_a_total_and_its_parts_only_the_total_counts() -> None:
    total, part = number(12, "件", "立案"), number(5, "起", "涉砂", part_of=0)
    below = number(2, "件", "涉砂处罚", part_of=1)
    assert counted_for(total, part, below) == ["cases", None, None]
    assert counted_for(replace(total, counted="移送公安"), part, below) == [None, "cases", None]


def test_a_part_is_never_larger_than_its_total() -> None:
    small, large = number(47, "件", "移送公安"), number(93, "件", "立案查办", part_of=0)
    assert whole((small, large), 1) is None
    assert whole((number(93, "件", "立案"), replace(large, value=47)), 1) == 0
    assert used(small, large) == [("yes", None), ("yes", "cases")]


def test_other_years_changes_and_circles_count_nothing() -> None:
    old, more = number(3, "件", "立案"), number(4, "件", "立案", change="increase")
    assert used(replace(old, year=2020), more) == [("another year", None), ("change", None)]
    assert used(replace(old, part_of=0)) == [("yes", "cases")]


def test_parts_in_another_unit_add_up_with_their_own() -> None:
    courses, people = number(3, "场", "培训", "training"), number(200, "人", "参加培训", "training", part_of=0)
    assert [use for use, _ in used(courses, people, replace(people, part_of=1))] == [
        "yes",
        "yes",
        "part of another",
    ]


def test_definitions_hold_all_words_in_both_languages() -> None:
    for one in indicators.indicators().values():
        for language in ("zh", "en"):
            definition = one.definition(language)
            for word in (*one.units, *one.needs, *one.without, *one.things, *one.around, *one.later, *one.opening):
                assert word in definition, (one.name, language, word)
