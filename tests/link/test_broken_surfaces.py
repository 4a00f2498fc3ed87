"""What stands inside a title or name by accident (line ends, a page's number, invisible characters) changes nothing but the surface."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.link import link
from kg.records import SourceText

REPORT = (
    "重庆市巴南区应急管理局2021年法治政府建设情况报告\n一、主要举措和成效\n"
    "我局坚持以习近平新时代中国特色社会主义思想为指导，深入学习宣传《教育行政处罚{0}暂行实施办法》和有关法律法规，"
    "继续联合重庆市巴南区教育{0}局在全区范围内组织开展一系列安全生产联合执法检查12{0}次，切实消除各类风险隐患，"
    "并且严格依照《生产安全事故应急条例》（国务院令第7{0}08号）规范执法行为，妥善处置各类突发情况。\n"
)


@pytest.mark.parametrize(
    "accident", ["\r\n", "\n", "\n- 3 -\n", "\r\n第 3 页 共 10 页\r\n", "\u200b", "[bookmark: _GoBack]"]
)
def test_titles_names_and_numbers_are_read_through_what_broke_them(accident: str) -> None:
    whole, broken = (link(extract(SourceText("a.txt", "0" * 64, REPORT.format(gap)))) for gap in ("", accident))

    def facts(record):  # type: ignore[no-untyped-def]
        return (
            [(c.canonical, c.version, c.resolution, c.docnum) for c in record.citations],
            [a.canonical for a in record.agencies],
            [(m.value, m.unit, m.counted, m.activity) for m in record.measures],
        )

    assert facts(broken) == facts(whole)
    assert accident in broken.citations[0].surface
    assert [c.canonical for c in whole.citations] == ["教育行政处罚暂行实施办法", "生产安全事故应急条例"]
    assert "重庆市巴南区教育局" in [a.canonical for a in whole.agencies]
    assert [m.value for m in whole.measures] == [12]
