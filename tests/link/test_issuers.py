"""The body that a title names as its issuer."""

from __future__ import annotations

import pytest

from kg.link import issuers
from kg.records import ReportFacts

CUSTOMS = ReportFacts("中华人民共和国天津海关", "天津市", "120000", 2022)
CENTRE = "中国共产党中央委员会、中华人民共和国国务院"


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("中共中央、国务院法治政府建设实施纲要（2015—2020年）", CENTRE),
        ("中共中央 国务院关于加强法治建设的意见", CENTRE),
        ("国务院2023年度立法工作计划", "中华人民共和国国务院"),
        ("国务院办公厅2022年政务公开工作要点", "中华人民共和国国务院办公厅"),
        ("天津海关法治建设实施方案（2021－2025年）", "中华人民共和国天津海关"),
        ("天津海关法规处工作规则", "中华人民共和国天津海关法规处"),
        ("拱北海关公职律师管理办法", "中华人民共和国拱北海关"),
        ("最高人民检察院工作规划", "最高人民检察院"),
        ("海关法", None),
        ("海关行政处罚实施条例", None),
        ("国务院组织法", None),
        ("公安机关办理行政案件程序规定", None),
        ("玉林街道2024年法治工作要点", None),
    ],
)
def test_the_issuer_that_a_title_begins_with(title: str, issuer: str | None) -> None:
    assert issuers.of(title, CUSTOMS) == issuer
