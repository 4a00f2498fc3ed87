"""Numbers that add up to another are its parts; numbers of one list of changes are all changes."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Measure, SourceText


def measures(sentence: str) -> tuple[Measure, ...]:
    text = f"甲县司法局2021年法治政府建设情况报告\n一、主要举措和成效\n{sentence}\n"
    return extract(SourceText("a.txt", "0" * 64, text)).measures


#: What a report says, and for each of its numbers that which it is a part of.
PARTS = [
    ("清理规范性文件208件，保留151件、废止四十九件、修改8件。", [None, 0, 0, 0]),
    ("立案44件（非法采砂19件、水土保持22件、其他3件），结案41件。", [None, 0, 0, 0, None]),
    ("立改废制度64项：新制定12项、修订21项、废止31项。", [None, 0, 0, 0]),
    ("组织我局4人、街道5人，共9人参加执法证件培训考试。", [2, 2, None]),
    ("行政复议2件（维持1件、终止1件）。", [None, 0, 0]),
    ("立案49起（甲乡、乙乡各8起），结案47起。", [None, 0, None]),
    ("罚没款30.3万元：罚款30.1万元，没收违法所得0.2万元。", [None, 0, 0]),
    # accidents
    ("办理行政复议7件，其中撤销1件、维持6件；一审诉讼5件、二审诉讼2件。", [None, 0, 0, None, None]),
    ("组织培训7次、考试4次、竞赛3次、演练2次。", [None, None, None, None]),
    ("组织培训4次、考试2次、竞赛2次。", [None, None, None]),
    ("立案208件，同比增长5%；办理许可151件、备案57件。", [None, None, None, None]),
    ("清理规范性文件208件，保留151件、废止49件、修改9件。", [None, None, None, None]),
    ("检查企业近100家，整改60家、停产40家。", [None, None, None]),
]


@pytest.mark.parametrize(("sentence", "expected"), PARTS, ids=[s for s, _ in PARTS])
def test_numbers_that_add_up_to_another_are_its_parts(sentence: str, expected: list[int | None]) -> None:
    found = measures(sentence)
    assert [m.part_of for m in found] == expected, [m.surface for m in found]


def test_a_row_of_totals_has_the_rows_above_or_below_as_parts() -> None:
    rows = ["市容环卫　　512件　　18.64万元", "生活垃圾　　327件　　9.07万元", "合　　计　　839件　　27.71万元"]
    assert [m.part_of for m in measures("行政处罚情况：\n" + "\n".join(rows))] == [4, 5, 4, 5, None, None]
    assert [m.part_of for m in measures("行政处罚情况：\n" + "\n".join(rows[::-1]))] == [None, None, 0, 1, 0, 1]
    assert {m.part_of for m in measures("\n".join(rows).replace("839", "840").replace("27.71", "28"))} == {None}
    apart = [*rows[:2], "以上是处罚情况。", rows[2]]
    assert {m.part_of for m in measures("\n".join(apart))} == {None}


def test_subtotals_are_parts_of_the_total() -> None:
    rows = ["市容环卫　12件", "生活垃圾　8件", "小　　计　20件", "房屋管理　5件", "合　　计　25件"]
    assert [m.part_of for m in measures("行政处罚情况：\n" + "\n".join(rows))] == [2, 2, 4, 4, None]


#: Totals of another sentence, or beyond a semicolon.
ELSEWHERE = [
    ("全年立案153宗，结案147宗。按领域分：市容89宗；违建6宗；广告58宗。", [None, None, 0, 0, 0]),
    ("查处案件1286件，罚款9万元；适用简易程序312件、普通程序974件。", [None, None, 0, 0]),
    ("受理纠纷186件，调解成功182件。其中邻里纠纷63件，婚姻纠纷71件，土地纠纷52件。", [None, None, 0, 0, 0]),
    ("查处违法案件92起。适用旧法的案件58起，适用新法的案件34起。", [None, 0, 0]),
    ("受理纠纷6件。其中邻里纠纷4件，土地纠纷2件。", [None, 0, 0]),
    # closing totals
    (
        "查处土地案件319件，罚款18.6万元；查处矿产案件22件，罚款2.8万元。全市案件合计341件，罚款合计21.4万元。",
        [4, 5, 4, 5, None, None],
    ),
    (
        "查处土地案件319件，罚款18.6万元；查处矿产案件22件，罚款2.8万元。全市案件合计341件，罚款21.4万元。",
        [4, 5, 4, 5, None, None],
    ),
    ("一般案件12件，罚款3万元；简易案件30件，罚款2万元；合计42件、5万元。", [4, 5, 4, 5, None, None]),
    ("一般案件12件，罚款3万元；简易案件30件，罚款2万元；合计42件、6万元。", [4, None, 4, None, None, None]),
    # in another paragraph, only what is hardly an accident
    ("查处案件1286件。\n查处食品案件602件、价格案件38件、广告案件646件。", [None, 0, 0, 0]),
    ("查处案件92件。\n查处食品案件60件、价格案件32件。", [None, None, None]),
    ("查处案件120件。\n查处食品案件80件、价格案件40件。", [None, None, None]),
    # the words name the nearest number, the sum an earlier one
    ("立案153宗，结案147宗，其中当年立案131宗，上年结转22宗。", [None, None, 0, 0]),
    ("受理复议申请18件，审结16件，其中维持9件、撤销7件，结转2件。", [None, None, 1, 1, 1]),
    # said by 中
    ("纠错的38件案件中有21件涉及程序违法。", [None, 0]),
    ("执法队员45人中，持执法证的仅29人。", [None, 0]),
    ("检查50家企业过程中，发现违法企业2家。", [None, None]),
    # accidents
    ("查处案件12件。查处食品案件8件、价格案件4件。", [None, None, None]),
    ("查处案件150件。召开会议50次，培训100次。", [None, None, None]),
    ("查处案件42件。办理许可22件、备案20件。", [None, None, None]),
    ("2020年查处案件92件。查处食品案件60件、价格案件32件。", [None, None, None]),
]


@pytest.mark.parametrize(("sentence", "expected"), ELSEWHERE, ids=[s for s, _ in ELSEWHERE])
def test_numbers_that_add_up_to_a_total_elsewhere_are_its_parts(sentence: str, expected: list[int | None]) -> None:
    found = measures(sentence)
    assert [m.part_of for m in found] == expected, [m.surface for m in found]


def test_what_a_sum_says_to_be_a_part_is_of_the_class_of_its_total() -> None:
    found = measures("全年立案153宗。按领域分：市容案件89宗；违法建设类6宗；垃圾分类类58宗。")
    assert {m.activity for m in found} == {"penalty"}


#: What a report says, and for each of its numbers whether it is a change.
CHANGES = [
    ("火灾起数和损失同比分别下降6.1%、20%、33.3%和11.9%。", ["decrease"] * 4),
    ("行政复议6件、诉讼4件，分别较上年减少2件和1件。", [None, None, "decrease", "decrease"]),
    ("罚款同比增长15.9%，结案率98%。", ["increase", None]),
    ("立案12件，同比增加2起，移送3起。", [None, "increase", None]),
]


@pytest.mark.parametrize(("sentence", "expected"), CHANGES, ids=[s for s, _ in CHANGES])
def test_all_numbers_of_a_list_of_changes_are_changes(sentence: str, expected: list[str | None]) -> None:
    assert [m.change for m in measures(sentence)] == expected
