"""Bare numbers in tables: the unit stands in the heading of the row or column, in a column of its own, or above the table."""

from __future__ import annotations

from kg import extract
from kg.link import uses
from kg.records import Measure, SourceText


def read(table: str) -> list[Measure]:
    text = f"甲县司法局2021年法治政府建设情况报告\n一、主要举措和成效\n主要数据见下表。\n{table}\n二、存在的问题\n人员少。\n"
    record = uses.settle(extract.extract(SourceText("a.txt", "0" * 64, text)))
    assert all(text[m.start : m.end] == m.surface for m in record.measures)
    return sorted(record.measures, key=lambda m: m.start)


def test_the_unit_stands_behind_what_the_row_is_called() -> None:
    table = "表1  执法情况\n项目  2020年  2021年  同比\n行政处罚案件（起）  120  98  -18.3%\n罚款（万元）  16.5  1,433.2  +4.8%"
    assert [(m.value, m.unit, m.counted, m.year, m.change, m.use, m.counts_for) for m in read(table)] == [
        (120, "起", "行政处罚案件", 2020, None, "another year", ()),
        (98, "起", "行政处罚案件", 2021, None, "yes", ("cases",)),
        (18.3, "%", "行政处罚案件", 2021, "decrease", "change", ()),
        (165_000, "元", "罚款", 2020, None, "another year", ()),
        (14_332_000, "元", "罚款", 2021, None, "yes", ("fines",)),
        (4.8, "%", "罚款", 2021, "increase", "change", ()),
    ]


def test_the_unit_stands_above_and_the_first_number_is_the_sum() -> None:
    table = "表2  复议应诉情况（单位：件）\n类别  总数  维持  未结\n行政复议  23  20  3\n行政诉讼  18  15  3\n合计  41  35  6"
    assert [(m.value, m.counted, m.use, m.counts_for) for m in read(table)] == [
        (23, "行政复议", "yes", ("reconsiderations",)),
        (20, "行政复议维持", "part of another", ()),
        (3, "行政复议未结", "part of another", ()),
        (18, "行政诉讼", "yes", ("lawsuits",)),
        (15, "行政诉讼维持", "part of another", ()),
        (3, "行政诉讼未结", "part of another", ()),
    ]


def test_the_unit_stands_in_the_heading_of_the_column_or_in_a_column() -> None:
    columns = "活动\t场次\t受众（人次）\n宪法宣传周\t16\t1.2万\n民法典宣传月\t12\t8000"
    assert [(m.value, m.unit) for m in read(columns)] == [(12000, "人次"), (8000, "人次")]
    of_its_own = "指标|单位|数值\n行政处罚案件|件|320\n罚款|万元|45.6"
    assert [(m.value, m.unit, m.counts_for) for m in read(of_its_own)] == [
        (320, "件", ("cases",)),
        (456_000, "元", ("fines",)),
    ]


def test_later_stages_are_held_in_a_table_too() -> None:
    table = "项目  2021年\n受理治安案件（起）  520\n查处治安案件（起）  498"
    assert [(m.value, m.use, m.counts_for) for m in read(table)] == [
        (520, "yes", ("cases",)),
        (498, "held by another", ()),
    ]


def test_what_is_no_such_table_is_left() -> None:
    assert read("项目  2021年\n行政处罚案件  320") == []  # no unit
    assert read("项目  2020年  2021年\n行政处罚案件（起）  320") == []  # nobody knows of which year
    assert read("项目（件）  占比\n行政处罚  32") == []
