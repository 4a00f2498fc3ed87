"""A notice that hands out a known paper counts as that paper."""

import pytest

from kg.extract import extract
from kg.link import link
from kg.records import SourceText

OUTLINE = "法治政府建设实施纲要（2021－2025年）"


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("《中共中央 国务院印发<法治政府建设实施纲要（2021－2025年）>的通知》", OUTLINE),
        ("《中共中央 国务院印发<法治政府建设实施纲要（2021－2025年>》", OUTLINE),
        ("《关于印发〈法治政府建设与责任落实督察工作规定〉的通知》", "法治政府建设与责任落实督察工作规定"),
    ],
)
def test_the_paper_is_cited_not_its_cover(title, act):
    record = link(extract(SourceText("a.txt", "0" * 64, f"某局2022年报告\n按照{title}的要求开展工作。")))
    (citation,) = (c for c in record.citations if "inner" not in c.flags)
    assert (citation.act, citation.resolution) == (act, "alias")


def test_a_notice_of_something_unknown_stays_itself():
    text = "某局2022年报告\n执行《关于印发<某某工作要点>的通知》。"
    (citation,) = link(extract(SourceText("a.txt", "0" * 64, text))).citations
    assert citation.resolution == "unknown"
