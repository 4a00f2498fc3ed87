"""Deeds that mean another kind of activity with certain heads, and what only looks like such a head."""

from __future__ import annotations

import pytest

from kg.catalogue.deeds import ruled
from kg.extract import measures
from kg.extract.view import view
from kg.records import ACTIVITIES
from kg.resources import rows

#: A deed, a head of a class and a unit; the class they have together, None where the deed keeps its own.
RULED = [
    ("审核", "出国团组", "licensing", "个", "licensing"),
    ("法制审核", "行政许可案件", "licensing", "件", None),
    ("抽查", "存量文件", "rulemaking", "份", "legal_review"),
    ("抽查", "文件柜", "other", "个", None),
    ("检查", "合同", "legal_review", "家", None),
    ("集体讨论", "重大案件", "penalty", "起", "legal_review"),
    ("讨论", "命案", "penalty", "起", "legal_review"),
    ("审议", "工作方案", "rulemaking", "件", None),
    ("研究", "应急预案", "rulemaking", "件", None),
    ("研究", "档案", "other", "件", None),
    ("审议", "法规草案", "rulemaking", "件", None),
    ("讨论", "人大代表议案", "other", "件", "other"),
    ("讨论", "案例", "publicity", "个", None),
    ("换发", "执法证", "staffing", "个", "staffing"),
    ("培训", "持证人员", "staffing", "人", None),
    ("发现", "违法用地", "penalty", "宗", "inspection"),
    ("检查", "骗税", "penalty", "户", "inspection"),
    ("检查", "骗税", "penalty", "元", None),
    ("发放", "告知书", "disclosure", "份", "publicity"),
    ("发放", "整改通知书", "rectification", "份", None),
    ("查获", "外来物种", "inspection", "批次", "inspection"),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "head", "of", "unit", "activity"), RULED)
def test_the_class_of_a_deed_with_a_head(deed: str, head: str, of: str, unit: str, activity: str | None) -> None:
    vote = ruled(deed, head, of, unit)
    assert (vote and vote[0]) == activity


def test_each_row_of_the_table_has_its_class_in_its_example() -> None:
    for row in rows("deeds.tsv"):
        assert row["activity"] in ACTIVITIES
        assert [m.activity for m in measures.find(view(row["example"] + "。"), [], [], 2022)] == [row["activity"]], row
