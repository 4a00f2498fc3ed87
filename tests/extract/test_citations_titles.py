"""Title marks: nested, mixed, doubled, unclosed, and what only looks like them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import titles

CASES = [
    # text, titles as (text, inner texts, flags)
    ("落实《价格法》。", [("价格法", [], ())]),
    ("《价格法》《广告法》、《计量法》", [("价格法", [], ()), ("广告法", [], ()), ("计量法", [], ())]),
    ("《关于修改〈广告法〉的决定》", [("关于修改〈广告法〉的决定", ["广告法"], ())]),
    ("《关于修改<广告法>的决定》", [("关于修改<广告法>的决定", ["广告法"], ())]),
    ("《关于修改﹤广告法﹥的决定》", [("关于修改﹤广告法﹥的决定", ["广告法"], ())]),
    ("《关于修改‹广告法›的决定》", [("关于修改‹广告法›的决定", ["广告法"], ())]),
    ("《关于印发《巡查办法》的通知》", [("关于印发《巡查办法》的通知", ["巡查办法"], ())]),
    ("《关于转发〈甲办法〉和〈乙办法〉的通知》", [("关于转发〈甲办法〉和〈乙办法〉的通知", ["甲办法", "乙办法"], ())]),
    ("《关于修改〈广告法》的决定》", [("关于修改〈广告法》的决定", ["广告法"], ())]),
    ("《广告法〉的规定", [("广告法", [], ("mixed",))]),
    ("〈广告法〉规定", [("广告法", [], ())]),
    ("<<广告法>>规定", [("广告法", [], ())]),
    ("≪广告法≫规定", [("广告法", [], ())]),
    ("《广告法、《计量法》等", [("广告法", [], ("unclosed",)), ("计量法", [], ())]),
    ("严格执行《广告法，加强监管。", [("广告法", [], ("unclosed",))]),
    ("严格执行《广告法等法律法规，加强监管。", [("广告法", [], ("unclosed",))]),
    ("《关于印发《巡查办法》的通知，要求", [("关于印发《巡查办法》的通知", ["巡查办法"], ("unclosed",))]),
    ("《你好，法治！》开播", [("你好，法治！", [], ())]),
    ("处罚<3万元，检查>5家", []),
    ("<br>换行</br>", []),
    ("一个〉孤单的》标记", []),
    ("《《《《《《《《", []),
    ("《》空的", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_titles_are_found_whatever_their_marks(text, expected):
    found = [(t.text, [i.text for i in t.inner], t.flags) for t in titles.scan(text)]
    assert found == expected


@given(st.text(alphabet="《》〈〉<>﹤﹥法条例的，。、\n（）ab", max_size=200))
def test_titles_never_overlap_and_keep_their_text(text):
    end = 0
    for title in titles.scan(text):
        assert title.start >= end
        assert title.text in text[title.start : title.end]
        assert all(title.start < inner.start and inner.end <= title.end for inner in title.inner)
        end = title.end


@pytest.mark.parametrize("unit", ["《", "〈", "《〈", "》", "《法》"])
def test_time_grows_linearly_on_one_hostile_line(unit):
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        titles.scan(text)
        return time.process_time() - start

    seconds(10_000)
    assert seconds(1_000_000) < 40 * seconds(100_000) + 0.5
