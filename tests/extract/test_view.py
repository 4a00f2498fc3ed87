"""The cleaned view: what is joined and dropped, and that offsets always lead back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import sentences
from kg.extract.view import view


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("办理 190 件，共２０２２年", "办理190件，共2022年"),
        ("〔2021〕 12 号", "〔2021〕12号"),
        ("罚款4 . 2万元。", "罚款4.2万元。"),
        ("[bookmark: _GoBack]   （一）压实责任", "（一）压实责任"),
        (
            "要求各单位完善调查取证程序。规范裁量范围、种类、\n\n幅度。",
            "要求各单位完善调查取证程序。规范裁量范围、种类、幅度。",
        ),
        ("我局坚持以法治思维推动工作，全年开展审批指\n导服务。", "我局坚持以法治思维推动工作，全年开展审批指导服务。"),
        (
            "上一页的句子到这里还没有说完。因此这一句在\n- 3 -\n下一页接着说。",
            "上一页的句子到这里还没有说完。因此这一句在下一页接着说。",
        ),
        (
            "　　全年持续加强执法检查，共开展各类检查1\n\n　　— 3 —\n\n　　23家次。",
            "  全年持续加强执法检查，共开展各类检查123家次。",
        ),
        (
            "1. 违法用地面积比上年反弹；2. 部分县的公告程序不规范，多次被省自然\n资源厅通报。",
            "1. 违法用地面积比上年反弹；2. 部分县的公告程序不规范，多次被省自然资源厅通报。",
        ),
        (
            "    ● “交地即交证”31宗，“带押过户”四百五\n      十六件。\n    ● 压缩时限。",
            "    ● “交地即交证”31宗，“带押过户”四百五十六件。\n    ● 压缩时限。",
        ),
        # Headings, titles, indented paragraphs and list items keep their lines.
        (
            "一、推进法治政府建设的主要举措，以及取得的成效\n全年检查。",
            "一、推进法治政府建设的主要举措，以及取得的成效\n全年检查。",
        ),
        (
            "甲县应急管理局关于2021年法治政府建设情况的报告\n2021年，我局",
            "甲县应急管理局关于2021年法治政府建设情况的报告\n2021年，我局",
        ),
        (
            "完善制度。坚持问题导向，着力解决突出问题\n（二）规范执法",
            "完善制度。坚持问题导向，着力解决突出问题\n（二）规范执法",
        ),
        ("短行\n下一行", "短行\n下一行"),
    ],
)
def test_cleaning(source, cleaned):
    assert view(source).text == cleaned


def test_the_surface_is_the_source_s_own():
    seen = view("全年 190 件。")
    start = seen.text.index("190件")
    assert seen.surface(start, start + 4) == "190 件"


MESSY = st.text(
    alphabet=st.sampled_from(list("一二、（）《》。，；\n\r 　１９年件123-—第页A\u200b\ufeff\x00甲乙丙丁戊己庚辛")),
    max_size=400,
)


@given(MESSY)
def test_every_character_of_the_view_leads_back_to_its_source(source):
    seen = view(source)
    offsets = [seen.offset(i) for i in range(len(seen.text))]
    assert offsets == sorted(set(offsets))
    for position, offset in enumerate(offsets):
        kept, original = seen.text[position], source[offset]
        assert kept == original or kept in " \n." or original in "１９"


@given(MESSY)
def test_sentences_do_not_overlap_and_hold_text(source):
    spans = sentences.split(view(source))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(source[s.start : s.end].strip() for s in spans)


def test_a_sentence_takes_its_closing_quote():
    text = "他说：“要依法行政。”会后检查3次；整改2处。"
    assert [text[s.start : s.end] for s in sentences.split(view(text))] == [
        "他说：“要依法行政。”",
        "会后检查3次；整改2处。",
    ]
