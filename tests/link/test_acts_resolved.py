"""From a text to its acts: level, official title, version, issuer, as the report's place and year have it."""

from __future__ import annotations

import dataclasses

import pytest

from kg.extract import citations
from kg.extract.view import view
from kg.link import acts
from kg.records import Citation, Record, ReportFacts, SourceText

CHONGQING = ReportFacts(
    agency="重庆市巴南区市场监督管理局",
    division="重庆市巴南区",
    division_code="500113",
    report_year=2022,
    issued="2023-01-20",
)
NOWHERE = ReportFacts(report_year=2022)


def linked(text: str, facts: ReportFacts = CHONGQING) -> tuple[Citation, ...]:
    record = Record(SourceText("a.txt", "0" * 64, text), facts, citations=tuple(citations.find(view(text))))
    return acts.resolve(record, facts)


STATUTES = [
    ("《宪法》", "constitution", "中华人民共和国宪法"),
    ("《广告法》", "law", "中华人民共和国广告法"),
    ("《中华人民共和国治安处罚法》", "law", "中华人民共和国治安管理处罚法"),
    ("《优化营商环境条例》", "administrative_regulation", "优化营商环境条例"),
    ("《国务院优化营商环境条例》", "administrative_regulation", "优化营商环境条例"),
    ("《生产安全事故报告调查处理条例》", "administrative_regulation", "生产安全事故报告和调查处理条例"),
    ("《食品安全法实施条例》", "administrative_regulation", "中华人民共和国食品安全法实施条例"),
    ("《市场监督管理行政处罚程序规定》", "department_rule", "市场监督管理行政处罚程序规定"),
    ("《重大税务案件审理办法》", "department_rule", "重大税务案件审理办法"),
    ("《公安机关办理行政案件程序规定》", "department_rule", "公安机关办理行政案件程序规定"),
    ("《重庆市行政规范性文件管理办法》", "local_rule", "重庆市行政规范性文件管理办法"),
    ("《重庆安全生产条例》", "local_regulation", "重庆市安全生产条例"),
    ("《安全生产条例》", "local_regulation", "重庆市安全生产条例"),
    ("《深圳经济特区停车条例》", "local_regulation", "深圳经济特区停车条例"),
    ("《法治政府建设与责任落实督察工作规定》", "party_regulation", "法治政府建设与责任落实督察工作规定"),
    (
        "《党政主要负责人履行推进法治政府建设第一责任人职责规定》",
        "party_regulation",
        "党政主要负责人履行推进法治建设第一责任人职责规定",
    ),
    ("《信访工作条例》", "party_regulation", "信访工作条例"),
    ("学习刑诉法", "law", "中华人民共和国刑事诉讼法"),
    ("根据国务院令第722号规定", "administrative_regulation", "优化营商环境条例"),
    ("《法治政府建设实施纲要（2021-2025年）》", "document", None),
    ("《突发事件应急预案管理办法》", "document", None),
    ("制定《重大行政决策程序规定》", "document", None),
    ("《甲乙丙丁》", "work", None),
    ("新治安法施行", "law", "中华人民共和国治安管理处罚法"),
    ("《海南自由贸易港渡口条例》", "local_regulation", "海南自由贸易港渡口条例"),
    ("《消防条例》", "local_regulation", "重庆市消防条例"),
    ("《行政执法监督条例》", "local_regulation", "重庆市行政执法监督条例"),
    ("《中华人民共和国消防条例》", "law", "中华人民共和国消防条例"),
    ("《渡口办法》（市政府令第八十八号）", "local_rule", "渡口办法"),
    ("《渡口若干规定》（丙市人大常委会公告〔五届〕第8号）", "local_regulation", "渡口若干规定"),
    ("《渡口办法》（国务院令第8号）", "administrative_regulation", "渡口办法"),
    ("《办法》（国务院令第493号）", "administrative_regulation", "生产安全事故报告和调查处理条例"),
    ("《事故调查处理条例》（国务院令第493号）", "administrative_regulation", "生产安全事故报告和调查处理条例"),
    ("《渡口办法》（国务院令第493号）", "administrative_regulation", "渡口办法"),
    ("《木洞镇渡口管理办法》", "document", None),
    ("《重庆市渡口条例（修订草案）》", "local_regulation", "重庆市渡口条例"),
    ("《云南省渡口管理办法》（征求意见稿）", "document", None),
]


@pytest.mark.parametrize(("text", "level", "canonical"), STATUTES)
def test_level_and_official_title(text, level, canonical):
    (citation,) = linked(text)
    assert (citation.level, citation.canonical) == (level, canonical)


def test_a_bundle_is_one_citation_for_each_act_over_one_span():
    found = linked("以行政三法为重点")
    assert len(found) == 3
    assert len({(c.start, c.end) for c in found}) == 1
    assert len({c.canonical for c in found}) == 3


def test_inner_titles_count_where_they_name_a_statute():
    assert [c.title for c in linked("《关于修改〈广告法〉的决定》")][1:] == ["广告法"]
    assert len(linked("《关于转发〈甲市执法平台管理办法〉的通知》")) == 1


VERSIONS = [
    ("《行政处罚法》", 2020, None, "2017-09-01"),
    ("《行政处罚法》", 2021, None, "2021-01-22"),
    ("《行政复议法》", 2023, None, "2017-09-01"),
    ("新修订的《行政复议法》", 2023, "2024-01-10", "2023-09-01"),
    ("《行政复议法》", 2024, None, "2023-09-01"),
    ("《行政复议法》（2023年修订）", 2023, None, "2023-09-01"),
    ("《行政复议法》2017年修正版", 2023, None, "2017-09-01"),
    ("2017年版《行政复议法》", 2024, None, "2017-09-01"),
    ("《行政复议法》2017年修正后的宣传", 2024, None, "2023-09-01"),
    ("新安法", 2019, None, "2014-08-31"),
    ("新安法", 2021, None, "2021-06-10"),
]


@pytest.mark.parametrize(("text", "year", "issued", "version"), VERSIONS)
def test_the_version_is_that_of_the_report_year(text, year, issued, version):
    (citation,) = linked(text, dataclasses.replace(CHONGQING, report_year=year, issued=issued))
    assert citation.version == version
    assert citation.version_reason


ENUMERATED = [
    ("新修订的《行政复议法》和《公司法》", ["2023-09-01", "2023-12-29"], True),
    ("新修订的行政复议法、公司法", ["2023-09-01", "2023-12-29"], True),
    ("新《行政复议法》、《公司法》", ["2023-09-01", "2018-10-26"], False),
    ("新修订的《行政复议法》，《公司法》", ["2023-09-01", "2018-10-26"], False),
    ("2024年7月1日起施行的《消费者权益保护法实施条例》《公司法》", ["2024-03-15", "2023-12-29"], True),
    ("《公司法》", ["2018-10-26"], False),
]


@pytest.mark.parametrize(("text", "versions", "stated"), ENUMERATED)
def test_what_tells_of_the_version_holds_for_an_enumeration_and_the_reason_says_so(text, versions, stated):
    found = linked("学习" + text, dataclasses.replace(CHONGQING, report_year=2023, issued="2024-03-10"))
    assert [c.version for c in found] == versions
    assert found[-1].version_reason.startswith("the text") is stated


@pytest.mark.parametrize(
    "text", ["《行政处罚法（修订草案）》", "《行政处罚法》（征求意见稿）", "《行政处罚法》修正草案"]
)
def test_a_draft_has_no_version(text):
    (citation,) = linked(text)
    assert (citation.canonical, citation.version) == ("中华人民共和国行政处罚法", None)
    assert citation.status == "unknown"


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("牵头起草《重庆市渡口条例》", [True]),
        ("起草了《重庆市渡口条例》和《重庆市码头条例》", [True, True]),
        ("提请市人大常委会审议《重庆市渡口条例》", [True]),
        ("开展《重庆市渡口条例》立法调研", [True]),
        ("市人大常委会审议通过《重庆市渡口条例》", [False]),
        ("起草《重庆市渡口条例》宣传方案，落实《重庆市码头条例》", [True, False]),
        ("起草《重庆市渡口办法》（渝府发〔2021〕8号）", [False]),
    ],
)
def test_an_act_that_is_being_drafted_is_a_draft(text, draft):
    assert ["draft" in c.flags for c in linked(text)] == draft


CALLED = [
    ("清理《重庆市渡口管理办法》等17件规范性文件", ["document"]),
    ("废止《重庆市渡口管理办法》、《重庆市码头管理办法》（2012年修正）2件行政规范性文件", ["document", "document"]),
    ("修改规范性文件《重庆市渡口管理办法》", ["document"]),
    ("废止《重庆市渡口管理办法》等规章、规范性文件9件", ["local_rule"]),
    ("出台政府规章《重庆市年度目标考核办法》，学习《重庆市年度工作考核办法》", ["local_rule", "document"]),
    ("《重庆市渡口条例》等2件规范性文件", ["local_regulation"]),
]


@pytest.mark.parametrize(("text", "levels"), CALLED)
def test_an_act_that_no_table_has_is_what_the_report_calls_it(text, levels):
    assert [c.level for c in linked(text)] == levels


@pytest.mark.parametrize(
    ("text", "agency", "level"),
    [
        ("制定《重庆市渡口管理办法》", "重庆市人民政府", "local_rule"),
        ("制定《重庆市渡口管理办法（试行）》", "重庆市人民政府", "document"),
        ("市交通局印发《重庆市渡口管理办法》", "重庆市人民政府", "document"),
        ("制定《重大行政决策程序规定》", "重庆市人民政府", "document"),
        ("制定《重庆市渡口管理办法》", "重庆市交通局", "document"),
    ],
)
def test_what_a_government_makes_for_its_place_is_a_rule(text, agency, level):
    facts = ReportFacts(agency=agency, division="重庆市", division_code="500000", report_year=2022)
    assert [c.level for c in linked(text, facts)] == [level]


def test_a_national_act_of_long_ago_is_no_local_one_that_one_place_has():
    (citation,) = linked("《城市房屋拆迁管理条例》")
    assert (citation.level, citation.status) == ("administrative_regulation", "repealed")


def test_the_draft_of_a_national_act_to_come_is_the_national_one_s():
    (citation,) = linked("《行政执法监督条例（草案）》")
    assert (citation.level, citation.version) == ("administrative_regulation", None)


def test_a_national_act_of_the_report_s_own_time_is_meant_by_its_name():
    (citation,) = linked("《行政执法监督条例》", dataclasses.replace(CHONGQING, report_year=2026, issued=None))
    assert citation.level == "administrative_regulation"


def test_a_local_act_of_an_unknown_place_is_no_national_one_of_another_time():
    (citation,) = linked("《消防条例》", NOWHERE)
    assert (citation.resolution, citation.canonical) == ("ambiguous", None)
    assert "浙江省消防条例" in citation.candidates


def test_the_local_act_that_no_table_has_is_not_guessed():
    tibet = ReportFacts(division="西藏自治区拉萨市", division_code="540100", report_year=2021)
    (citation,) = linked("《消防条例》", tibet)
    assert (citation.level, citation.canonical, citation.place) == ("local_regulation", None, "西藏自治区")


def test_a_form_with_its_order_stands_for_the_act_from_then_on():
    first, second = linked("《办法》（国务院令第493号）施行。《办法》第三条")
    assert first.act == second.act == "生产安全事故报告和调查处理条例"


def test_the_notice_of_a_statute_is_a_paper_beside_it():
    outer, inner = linked("《关于印发〈重庆市行政规范性文件管理办法〉的通知》")
    assert (outer.level, inner.level) == ("document", "local_rule")


@pytest.mark.parametrize(
    ("text", "year", "status"),
    [
        ("《合同法》", 2019, "in-force"),
        ("《合同法》", 2021, "repealed"),
        ("《环境保护法》", 2023, "in-force"),
        ("《信访条例》", 2021, "in-force"),
        ("《信访条例》", 2022, "in-force"),  # it was repealed in the course of the year
        ("《信访条例》", 2023, "repealed"),
        ("《行政复议法》", 2023, "amended"),
        ("《民法典》", 2020, "pending"),
    ],
)
def test_status_is_that_of_the_time(text, year, status):
    (citation,) = linked(text, dataclasses.replace(CHONGQING, report_year=year, issued=None))
    assert citation.status == status


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("2024年1月1日起施行的《行政复议法》", "2023-09-01"),
        ("2024年1月1日起施行的新《行政复议法》", "2023-09-01"),
        ("2023年9月1日修订的《行政复议法》", "2023-09-01"),
        ("《妇女权益保障法》（2023年1月1日起施行）", "2022-10-30"),
        ("《行政复议法》", "2017-09-01"),
        ("2022年学习的《行政复议法》", "2017-09-01"),
    ],
)
def test_the_day_that_the_text_gives_tells_the_version(text, version):
    (citation,) = linked(
        text, dataclasses.replace(CHONGQING, report_year=2023 if "复议" in text else 2022, issued=None)
    )
    assert citation.version == version


@pytest.mark.parametrize(
    ("year", "act"),
    [(2019, "法治政府建设实施纲要（2015－2020年）"), (2022, "法治政府建设实施纲要（2021－2025年）")],
)
def test_a_plan_without_its_period_is_that_of_the_time(year, act):
    (citation,) = linked("《法治政府建设实施纲要》", dataclasses.replace(CHONGQING, report_year=year, issued=None))
    assert citation.act == act


def test_local_acts_of_an_unknown_place_are_ambiguous():
    (citation,) = linked("《安全生产条例》", NOWHERE)
    assert citation.resolution == "ambiguous"
    assert "重庆市安全生产条例" in citation.candidates


ISSUERS = [
    ("《中共中央 国务院关于深化改革的意见》", "中国共产党中央委员会、中华人民共和国国务院"),
    ("《国务院办公厅关于推进工作的通知》", "中华人民共和国国务院办公厅"),
    ("《重庆市人民政府关于印发重庆市应急预案的通知》", "重庆市人民政府"),
    ("《巴南区市场监督管理局执法记录仪管理规定》", "重庆市巴南区市场监督管理局"),
    ("《关于印发〈巴南区市场监督管理局公职律师制度〉的通知》", "重庆市巴南区市场监督管理局"),
    ("《全国人民代表大会常务委员会关于修改〈中华人民共和国广告法〉的决定》", "全国人民代表大会常务委员会"),
    ("《教育部等六部门关于加强校园安全的意见》", "中华人民共和国教育部"),
    ("《国家药监局综合司关于启用新证的通知》", "国家药品监督管理局综合司"),
    ("《巴南区公安局法制支队案件审核细则》", "重庆市巴南区公安局法制支队"),
    ("《公安部 司法部联合印发关于加强法律援助的意见》", "中华人民共和国公安部、中华人民共和国司法部"),
    ("《2022年巴南区市场监督管理局工作要点》", "重庆市巴南区市场监督管理局"),
    ("《重庆市政府工作部门清单管理办法》", None),
    ("《国务院组织法》", None),
    ("《公安机关办理行政案件程序规定》", None),
    ("《关于转发〈巴南区市场监督管理局公职律师制度〉的通知》", None),
    ("《**区应急管理局工作计划》", None),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_the_issuer_is_named_only_where_the_title_names_it(text, issuer):
    assert linked(text)[0].issuer == issuer


def test_masked_acts_are_never_merged():
    first, second = (
        acts.resolve(Record(SourceText("a", sha * 64, t), NOWHERE, citations=tuple(citations.find(view(t)))), NOWHERE)[
            0
        ]
        for sha, t in (("a", "《**市物业办法》"), ("b", "《**市物业办法》"))
    )
    assert first.act != second.act


def test_rules_that_carry_out_an_act_take_its_name():
    found = linked("《医疗机构管理条例》及其《实施细则》")
    assert found[1].canonical == "医疗机构管理条例实施细则"


def test_a_number_given_once_holds_for_every_mention():
    first, second = linked("《巴南区公园规定》（巴南区人民政府令第3号）。《巴南区公园规定》第二条")
    assert first.level == second.level == "local_rule"
    assert second.docnum is None
    assert second.article == "第二条"


def test_a_guide_of_which_copies_are_given_away_is_a_booklet():
    given, made = linked("走访企业，发放俄文版《通关指南》3千册；制定《通关指南》1份")
    assert (given.level, made.level) == ("work", "document")


def test_a_number_in_a_list_is_of_the_body_that_its_first_names():
    found = linked("按国家税务总局公告2018年第15号、2019年第3号办理")
    assert [c.act for c in found] == ["国家税务总局公告2018年第15号", "国家税务总局公告2019年第3号"]
    assert found[1].docnum == "2019年第3号"


def test_names_given_in_the_report_lead_to_the_same_act():
    found = linked("《广告法》（以下简称“新法”）实施，新法第九条；《新法》")
    assert {c.act for c in found} == {"中华人民共和国广告法"}
    assert [c.resolution for c in found[1:]] == ["short-form"] * (len(found) - 1)
