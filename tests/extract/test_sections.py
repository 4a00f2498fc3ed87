"""Top-level headings and their roles, however they are numbered."""

import json
from pathlib import Path

import pytest

from kg.extract import sections
from kg.extract.view import view

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def found(*lines):
    return [(s.heading, s.role) for s in sections.find(view("\n".join(lines)))]


FILL = "全年开展检查12次，发现隐患3处，已经整改完毕，有力维护了安全。"


def test_the_usual_four():
    assert found("标题", FILL, "一、主要举措和成效", FILL, "（一）加强学习", FILL, "二、存在的不足和原因", FILL,
                 "三、党政主要负责人履行推进法治建设第一责任人职责情况", FILL, "四、下一年度主要安排", FILL) == [
        ("一、主要举措和成效", "achievements"),
        ("二、存在的不足和原因", "problems"),
        ("三、党政主要负责人履行推进法治建设第一责任人职责情况", "leadership"),
        ("四、下一年度主要安排", "plan"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、2022年度法治政府建设工作开展情况", "achievements"),
        ("一、强化组织领导，压实法治建设责任", "achievements"),
        ("一、存在的不足及下一步工作安排", "problems"),
        ("一、工作成效及存在问题", "achievements"),
        ("一、主要负责人履行推进法治建设第一责任人职责的有关情况", "leadership"),
        ("一、下步工作打算", "plan"),
        ("一、2023年工作思路和举措", "plan"),
        ("一、其他需要报告的事项", "other"),
    ],
)
def test_roles(heading, role):
    text = view(f"甲局2022年报告\n{heading}\n{FILL}\n二、其他\n{FILL}")
    assert sections.find(text)[0].role == role


def test_a_first_heading_numbered_in_another_style():
    assert found("标题", "1、 2021年度推进法治政府建设的主要举措和成效。", "（一）学习宣传", FILL, "（2） 多维度推进",
                 "二、存在的不足", FILL, "三、主要安排", FILL) == [
        ("1、 2021年度推进法治政府建设的主要举措和成效。", "achievements"),
        ("二、存在的不足", "problems"),
        ("三、主要安排", "plan"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["1、", "1.", "1．", "（1）"])
def test_a_report_that_numbers_its_parts_with_figures_and_what_lies_in_them_with_words(mark):
    def numbered(number, words):
        return mark.replace("1", str(number)) + words

    parts = [
        (numbered(1, "主要做法和工作成效"), "achievements"),
        (numbered(2, "主要负责人履职情况"), "leadership"),
        (numbered(3, "存在的问题"), "problems"),
        ("(4)2022年工作计划", "plan"),
    ]
    lines = [parts[0][0], "（一）加强领导。", FILL, "（二）完善制度。", FILL, "（三）简政便民。", FILL]
    lines += [line for heading, _ in parts[1:] for line in (heading, FILL)]
    assert found("陇西县教育局2021年报告", *lines) == parts


@pytest.mark.parametrize("mark", ["一﹑", "〔一〕", "【一】", "一：", "一 "])
def test_marks_beside_a_number(mark):
    parts = [(mark + "主要做法", "achievements"), (mark.replace("一", "二") + "存在的问题", "problems")]
    assert found("甲县乙局2022年报告", parts[0][0], FILL, parts[1][0], FILL) == parts


def test_a_heading_that_lost_its_number():
    assert found("标题", "一、主要举措和成效", FILL, "存在的主要问题", FILL, "三、下一步打算", FILL) == [
        ("一、主要举措和成效", "achievements"),
        ("存在的主要问题", "problems"),
        ("三、下一步打算", "plan"),
    ]


def test_no_numbers_at_all():
    assert found("标题", FILL, "主要工作举措和成效", FILL, "存在的问题和不足", FILL, "下一步工作打算", FILL) == [
        ("主要工作举措和成效", "achievements"),
        ("存在的问题和不足", "problems"),
        ("下一步工作打算", "plan"),
    ]


def test_arabic_or_bracketed_numbers_as_the_outermost():
    assert [h for h, _ in found("标题", "1.主要举措", FILL, "2.存在问题", FILL, "3.下一步打算", FILL)] == [
        "1.主要举措", "2.存在问题", "3.下一步打算"]  # fmt: skip
    assert [h for h, _ in found("标题", "（一）主要举措", "1.加强学习", FILL, "（二）存在问题", FILL)] == [
        "（一）主要举措", "（二）存在问题"]  # fmt: skip


def test_numerals_of_contracts_stand_above_plain_ones():
    assert found("标题", "壹、 主要做法", "一、织密组织网。" + FILL, "二、用活便民岗。" + FILL, "贰、存在问题", "一、人手不足。", "叁、下步打算", FILL) == [
        ("壹、 主要做法", "achievements"),
        ("贰、存在问题", "problems"),
        ("叁、下步打算", "plan"),
    ]  # fmt: skip


def test_a_row_of_the_card_above_a_report_is_no_heading():
    assert found("索 引 号：000014349/2022-00106", "名　　称：2021年度法治政府建设工作总结", "主 题 词：城管；年报", FILL,
                 "一、主要举措", FILL, "二、存在问题：人手不足", FILL) == [
        ("一、主要举措", "achievements"),
        ("二、存在问题：人手不足", "problems"),
    ]  # fmt: skip


def test_an_enumeration_inside_a_section_is_no_section():
    assert (
        len(found("标题", "一、主要举措", FILL, "二、存在问题", FILL, "一、人员不足", FILL, "三、下步安排", FILL)) == 3
    )


def test_text_without_a_heading_has_no_section():
    assert found("甲局2022年报告", FILL, FILL) == []


def test_a_heading_that_runs_into_its_text_is_cut_at_its_sentence():
    (first, _) = found("标题", "一、强化组织领导。" + FILL * 2, "二、存在问题。" + FILL * 2)
    assert first == ("一、强化组织领导。", "achievements")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated reports are not here")
@pytest.mark.parametrize("name", ["banan-2021", "hedong-2021", "wansheng-2022"])
def test_annotated_reports(name):
    gold = json.loads((SHARED / f"gold/{name}.json").read_text("utf-8"))["sections"]
    text = view((SHARED / f"reports/{name}.txt").read_text("utf-8"))
    assert [(s.start, s.role) for s in sections.find(text)] == [(g["start"], g["role"]) for g in gold]
