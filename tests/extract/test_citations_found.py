"""Which places of a text are citations, and what belongs to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import citations
from kg.extract.view import view

SURFACES = [
    # bare statutes: the instrument itself is the object
    ("大力学习宣传价格法。", ["价格法"]),
    ("深入学习宪法、民法典和行政复议法。", ["宪法", "民法典", "行政复议法"]),
    ("严格按照行政许可法规定办理", ["行政许可法"]),
    ("依据中华人民共和国消防法第十六条处罚", ["中华人民共和国消防法"]),
    ("贯彻落实优化营商环境条例", ["优化营商环境条例"]),
    ("新修订的食品安全法实施后", ["食品安全法"]),
    ("执行江苏省优化营商环境条例", ["江苏省优化营商环境条例"]),
    ("新《婚姻登记条例》、农村公路条例宣传", ["《婚姻登记条例》", "农村公路条例"]),
    ("围绕培训行政许可法、行政处罚法、行政复议法等法律法规", ["行政许可法", "行政处罚法", "行政复议法"]),
    ("清理与民法典不一致的规范性文件", ["民法典"]),
    ("将反垄断法、反不正当竞争法列入普法清单", ["反垄断法", "反不正当竞争法"]),
    ("按国家税务总局公告2018年第15号、2019年第3号办理", ["国家税务总局公告2018年第15号", "2019年第3号"]),
    # inside the name of an activity, a slogan, another word
    ("开展宪法宣传周、民法典宣传月活动", []),
    ("组织宪法宣誓和民法典知识竞赛", []),
    ("以“遵守消防法 争做好市民”为主题", []),
    ("开展安全生产法律法规培训", []),
    ("弘扬宪法精神，维护宪法权威", []),
    ("建成宪法主题公园一个", []),
    ("在政务网学习消防法制教育片", []),
    # aliases
    ("对新安法的学习理解", ["新安法"]),
    ("组织行政三法专题培训", ["行政三法"]),
    ("做好新行政复议法培训", ["新行政复议法"]),
    # numbers alone
    ("根据国务院令第722号规定", ["国务院令第722号"]),
    ("按照渝府办发〔2021〕12号文件要求", ["渝府办发〔2021〕12号"]),
    ("按照甲府发〔2021〕12号、乙府[2021]3号办理", ["甲府发〔2021〕12号", "乙府[2021]3号"]),
    ("甲府发〔2021〕12号、（2021）15号文件要求", ["甲府发〔2021〕12号", "（2021）15号"]),
    ("收文甲府发〔2021〕12号、乙府[2021]3号共两份", []),
    # what carries out the act before is named by neither title nor alias
    ("《食品安全法》及其实施条例", ["《食品安全法》"]),
    ("《渔业法》及实施细则", ["《渔业法》"]),
    ("传达甲农规〔2020〕3号、乙农〔2020〕9号等两份文件", ["甲农规〔2020〕3号", "乙农〔2020〕9号"]),
    ("制定方案及其实施细则", []),
    ("编号为渝A〔2021〕12号的档案", []),
    # names that the report gives
    ("《广告法》（以下简称《新法》）施行，《新法》", ["《广告法》", "《新法》", "《新法》"]),
    ("《城镇燃气管理条例》（以下简称“燃气条例”），宣传燃气条例", ["《城镇燃气管理条例》", "燃气条例"]),
    ("《价格法》《广告法》（下称“两法”），按“两法”", ["《价格法》", "《广告法》", "两法", "两法"]),
    ("学习《广告法》，该法共七十四条", ["《广告法》", "该法"]),
    ("本法律服务所，该办法律援助", []),
    ("以新修订的《渡口条例》为重点，落实新条例", ["《渡口条例》", "新条例"]),
    ("新修订的《港口法》《渡口条例》，新条例", ["《港口法》", "《渡口条例》", "新条例"]),
    ("新修订的《港口法》等新法施行", ["《港口法》"]),
    ("新修订的《港口法》（以下简称“新法”），自新法施行以来", ["《港口法》", "新法"]),
    ("学习《渡口条例》，创新条例宣传，落实新条例", ["《渡口条例》"]),
    # the report's own title
    ("甲市乙局2022年法治政府建设工作报告\n《甲市乙局2022年法治政府建设工作报告》\n正文", []),
    ("现将《2022年度法治政府建设情况报告》公布如下", []),
    ("按《关于报送2022年法治政府建设年度报告的通知》要求", ["《关于报送2022年法治政府建设年度报告的通知》"]),
]


def found(text: str) -> list:
    return citations.find(view(text))


@pytest.mark.parametrize(("text", "expected"), SURFACES)
def test_what_is_a_citation(text, expected):
    assert [c.surface for c in found(text)] == expected


DETAILS = [
    ("《巡查办法》（甲应急〔2021〕3号）", "docnum", "甲应急〔2021〕3号"),
    ("《巡查办法》（甲应急〔2021〕3号，以下简称《办法》）", "docnum", "甲应急〔2021〕3号"),
    ("《巡查办法》甲应急〔2021〕3号", "docnum", "甲应急〔2021〕3号"),
    ("国务院令第722号《优化营商环境条例》", "docnum", "国务院令第722号"),
    ("《巡查办法》（试行）（甲应急〔2021〕3号）", "docnum", "甲应急〔2021〕3号"),
    ("《巡查办法》和《检查办法》（甲应急〔2021〕3号）", "docnum", None),
    ("《巡查办法》（甲应急〔202\n1〕3号）", "docnum", "甲应急〔2021〕3号"),
    ("《巡查办法》（甲应急 〔2021〕 3 号）", "docnum", "甲应急 〔2021〕 3 号"),
    ("《禁火令》（甲政〔2021〕文3号）", "docnum", "甲政〔2021〕文3号"),
    ("《安置条例》（国务院、中央军委令第608号）", "docnum", "国务院、中央军委令第608号"),
    ("做好海关总署令第255号的实施", "docnum", "海关总署令第255号"),
    ("《广告法》第九条第一款", "article", "第九条第一款"),
    ("严格执行重大行政决策程序暂行条例（国务院令第713号）第十条", "docnum", "国务院令第713号"),
    ("严格执行重大行政决策程序暂行条例（国务院令第713号）第十条", "article", "第十条"),
    ("学习贯彻治安管理处罚法（2025年修订）", "flags", ("version-2025",)),
    ("《广告法》（2021年修正）第九条", "article", "第九条"),
    ("新修订的《广告法》", "flags", ("new",)),
    ("新《广告法》", "flags", ("new",)),
    ("创新《广告法》宣传", "flags", ()),
    ("《广告法》（2021修正）", "flags", ("version-2021",)),
    ("《广告法（2021年修订）》", "flags", ("version-2021",)),
    ("《甲市燃气条例（草案）》", "flags", ("draft",)),
    ("《甲市燃气办法》（征求意见稿）", "flags", ("draft",)),
    ("《广告法》修订草案", "flags", ("draft",)),
    ("《***自治区执法条例》", "flags", ("masked",)),
    ("《广告法》和《广告法》", "act", None),
    ("《城镇燃气管理条例》（以下简称《条例》）", "act", None),
]


@pytest.mark.parametrize(("text", "name", "expected"), DETAILS)
def test_what_belongs_to_a_title(text, name, expected):
    assert getattr(found(text)[0], name) == expected


def test_a_form_alone_means_the_last_act_of_that_form():
    text = "学习《城镇燃气管理条例》和《广告法》。《条例》第十二条"
    assert found(text)[-1].act == "城镇燃气管理条例"


def test_no_names_are_looked_for_inside_titles_and_numbers():
    text = "按《甲市公安局通知》（甲公〔2021〕3号）办理"
    spans = citations.quoted(citations.marked(view(text)))
    assert [text[a:b] for a, b in spans] == ["《甲市公安局通知》", "甲公〔2021〕3号"]


@given(st.text(alphabet="《》〈〉学习宣传宪法安全生产法条例（）以下简称“”〔2021〕12号令第条 \n，。*", max_size=120))
def test_surfaces_are_the_characters_of_the_source(text):
    for citation in found(text):
        assert text[citation.start : citation.end] == citation.surface
        assert citation.docnum is None or citation.docnum in text.replace("\n", "")
