"""Who reports, on what year and place: from title, letterhead, signature, self-reference and cited titles."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from kg.extract import agencies, report, sections
from kg.extract.view import view
from kg.link import report as linked
from kg.records import Record, ReportFacts, SourceText

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def facts(text: str) -> ReportFacts:
    seen = view(text)
    quoted = [match.span() for match in re.finditer(r"《[^》]*》", seen.text)]
    bodies = agencies.find(seen, quoted)
    parts = sections.find(seen)
    found = report.find(seen, parts, bodies)
    record = Record(SourceText("a.txt", "0", text), report=found, sections=tuple(parts), agencies=tuple(bodies))
    return linked.resolve(record)


BODY = """
2022年，我局坚持以习近平新时代中国特色社会主义思想为指导，在区委、区政府领导下推进法治建设。现将有关情况报告如下：
一、主要举措和成效
（一）加强组织领导。全年召开会议5次，较2021年增加2次。
二、存在的不足
一是队伍力量不足。
三、2023年工作安排
（一）继续加强普法。
"""
COUNTY = BODY.replace("区委、区政府", "县委、县政府")


def signed(agency: str, date: str) -> str:
    return f"\n                {agency}\n                {date}\n"


@pytest.mark.parametrize(
    ("text", "agency", "division", "code"),
    [
        pytest.param(
            "重庆市巴南区市场监督管理局\n关于2022年法治政府建设情况的报告\n" + BODY,
            "重庆市巴南区市场监督管理局",
            "重庆市巴南区",
            "500113",
            id="a title of two lines",
        ),
        pytest.param(
            "长沙市湘江科技新区管理委员会文件\n湘江科技新区管委会2022年法治政府建设工作报告\n" + BODY,
            "湖南省长沙市湘江科技新区管理委员会",
            "湖南省长沙市湘江科技新区",
            None,
            id="a zone that stands in no table",
        ),
        pytest.param(
            "2022年度法治海关建设情况\n2022年，钦州海关（以下简称“我关”）按照部署推进工作。\n" + BODY,
            "中华人民共和国钦州海关",
            "广西壮族自治区钦州市",
            "450700",
            id="a customs house that calls itself 我关",
        ),
        pytest.param(
            "宜昌市生态环境系统2022年法治政府建设情况\n今年以来，工作有序推进。\n" + BODY,
            "湖北省宜昌市生态环境局",
            "湖北省宜昌市",
            "420500",
            id="a whole field",
        ),
        pytest.param(
            "索 引 号：0110/2023-102  主题分类：法治建设\n名    称：湖北省人民政府关于2022年法治政府建设情况的报告\n"
            + BODY,
            "湖北省人民政府",
            "湖北省",
            "420000",
            id="a title in a card",
        ),
        pytest.param(
            "国家税务总局重庆市巴南区税务局2022年法治政府建设情况报告\n" + BODY,
            "国家税务总局重庆市巴南区税务局",
            "重庆市巴南区",
            "500113",
            id="a tax bureau",
        ),
        pytest.param(
            "清水县公安局2022年度法治政府建设工作总结\n" + COUNTY,
            "甘肃省天水市清水县公安局",
            "甘肃省天水市清水县",
            "620521",
            id="a county without its province",
        ),
        pytest.param(
            "河南省司法厅2022年法治政府建设年度报告\n" + BODY,
            "河南省司法厅",
            "河南省",
            "410000",
            id="a provincial department",
        ),
        pytest.param(
            "郑州市金水区人民政府关于2022年法治政府建设情况的报告\n" + BODY,
            "河南省郑州市金水区人民政府",
            "河南省郑州市金水区",
            "410105",
            id="a government",
        ),
        pytest.param(
            "静海区2022年度法治政府建设情况报告\n" + BODY,
            "天津市静海区人民政府",
            "天津市静海区",
            "120118",
            id="a title that names a place alone is its government's",
        ),
        pytest.param(
            "2022年静海区法治政府建设情况报告\n" + BODY,
            "天津市静海区人民政府",
            "天津市静海区",
            "120118",
            id="a year before the place",
        ),
        pytest.param(
            "区教育局2022年法治政府建设情况报告\n" + BODY + "落实《上海市长宁区教育局信访办法》。",
            "上海市长宁区教育局",
            "上海市长宁区",
            "310105",
            id="the place stands in a cited title only",
        ),
        pytest.param(
            "2022年度法治政府建设情况报告\n" + BODY + signed("杭州市西湖区民政局", "2023年1月10日"),
            "浙江省杭州市西湖区民政局",
            "浙江省杭州市西湖区",
            "330106",
            id="the agency stands in the signature only",
        ),
        pytest.param(
            "2022年，习水县公安局始终坚持党的领导，在县委领导下开展工作。\n一、主要成效\n办案10件。\n",
            "贵州省遵义市习水县公安局",
            "贵州省遵义市习水县",
            "520330",
            id="no title, but a self-reference",
        ),
        pytest.param(
            "重庆市巴南区木洞镇人民政府2022年法治政府建设情况报告\n" + BODY,
            "重庆市巴南区木洞镇人民政府",
            "重庆市巴南区木洞镇",
            None,
            id="a township",
        ),
        pytest.param(
            "北京市海淀区人民政府田村路街道办事处2022年法治政府建设情况报告\n" + BODY,
            "北京市海淀区人民政府田村路街道办事处",
            "北京市海淀区田村路街道",
            None,
            id="a subdistrict by its long name",
        ),
        pytest.param(
            "万盛经开区应急管理局2022年法治政府建设情况报告\n" + BODY,
            "重庆市万盛经济技术开发区应急管理局",
            "重庆市万盛经济技术开发区",
            None,
            id="a zone",
        ),
        pytest.param(
            "郑州高新技术产业开发区管理委员会2022年法治政府建设情况报告\n" + BODY,
            "河南省郑州高新技术产业开发区管理委员会",
            "河南省郑州高新技术产业开发区",
            None,
            id="a zone's committee",
        ),
        pytest.param(
            "上海海关2022年法治政府建设情况报告\n" + BODY,
            "中华人民共和国上海海关",
            "上海市",
            "310000",
            id="a customs house",
        ),
        pytest.param(
            "上海市公安局浦东分局2022年法治政府建设情况报告\n" + BODY,
            "上海市公安局浦东分局",
            "上海市浦东新区",
            "310115",
            id="a police branch serves its district",
        ),
        pytest.param(
            "中共静海区委、静海区人民政府关于2022年度法治政府建设情况的报告\n" + BODY,
            "中国共产党天津市静海区委员会、天津市静海区人民政府",
            "天津市静海区",
            "120118",
            id="joint reporters",
        ),
        pytest.param(
            "义乌市综合行政执法局2022年法治政府建设情况报告\n" + BODY,
            "浙江省金华市义乌市综合行政执法局",
            "浙江省金华市义乌市",
            "330782",
            id="a city of county rank",
        ),
        pytest.param(
            "县教育局2022年法治政府建设情况报告\n在绥江县委领导下。\n"
            + BODY
            + "工作稳步推进。\n" * 40
            + signed("绥江县教育体育局", "2023年1月5日"),
            "云南省昭通市绥江县教育体育局",
            "云南省昭通市绥江县",
            "530626",
            id="the signature has the full name of a short one in the title",
        ),
        pytest.param(
            "拱北海关2022年法治建设情况报告\n" + BODY,
            "中华人民共和国拱北海关",
            "广东省珠海市",
            "440400",
            id="a customs house with a name of its own",
        ),
        pytest.param(
            "国家金融监督管理总局宜昌监管分局2023年法治政府建设年度报告\n" + BODY,
            "国家金融监督管理总局宜昌监管分局",
            "湖北省宜昌市",
            "420500",
            id="a branch of a national body, by the place it is named after",
        ),
        pytest.param(
            "2023年度法治政府建设年度报告\n现将大关县应急管理局2023年度法治政府建设情况报告如下：\n" + BODY,
            "云南省昭通市大关县应急管理局",
            "云南省昭通市大关县",
            "530624",
            id="the agency whose report the first lines present",
        ),
        pytest.param(
            "南宁海关2019年法治政府建设年度报告\n" + BODY,
            "中华人民共和国南宁海关",
            "广西壮族自治区",
            "450000",
            id="a customs house whose district is the province",
        ),
        pytest.param(
            "中共祥云县云南驿镇委员会　祥云县云南驿镇人民政府\n关于2022年度法治政府建设情况的报告\n" + BODY,
            "中国共产党云南省大理白族自治州祥云县云南驿镇委员会、云南省大理白族自治州祥云县云南驿镇人民政府",
            "云南省大理白族自治州祥云县云南驿镇",
            None,
            id="the committee and the government of a township together",
        ),
        pytest.param(
            "二〇二二年度法治政府建设工作报告\n（铜陵市义安区教育体育局）\n" + BODY,
            "安徽省铜陵市义安区教育体育局",
            "安徽省铜陵市义安区",
            "340706",
            id="the agency in brackets below the title",
        ),
        pytest.param(
            "建湖县九龙口镇人民政府2022年法治政府建设情况报告\n" + BODY,
            "江苏省盐城市建湖县九龙口镇人民政府",
            "江苏省盐城市建湖县九龙口镇",
            None,
            id="a township whose name begins with that of another place",
        ),
        pytest.param(
            "蜀河镇人民政府2019年法治政府建设情况报告\n" + BODY.replace("2022", "2019"),
            "陕西省安康市旬阳县蜀河镇人民政府",
            "陕西省安康市旬阳县蜀河镇",
            None,
            id="a township of a county that is a city now",
        ),
        pytest.param(
            "笕桥街道办事处2020年法治政府建设情况报告\n" + BODY.replace("2022", "2020") + "报江干区司法局。",
            "浙江省杭州市江干区笕桥街道办事处",
            "浙江省杭州市江干区笕桥街道",
            None,
            id="a subdistrict of a district that went into another",
        ),
        pytest.param(
            "国家统计局河南调查总队2022年法治政府建设情况报告\n" + BODY,
            "国家统计局河南调查总队",
            "河南省",
            "410000",
            id="a survey corps of the statistics bureau",
        ),
        pytest.param(
            "中国民用航空重庆安全监督管理局2022年法治政府建设情况报告\n" + BODY,
            "中国民用航空重庆安全监督管理局",
            "重庆市",
            "500000",
            id="a branch whose name begins with the national body before its place",
        ),
        pytest.param(
            "共青团重庆市巴南区委员会2022年法治政府建设情况报告\n" + BODY,
            "中国共产主义青年团重庆市巴南区委员会",
            "重庆市巴南区",
            "500113",
            id="a committee of the youth league, whose name begins before its place",
        ),
        pytest.param(
            "**区应急管理局2022年法治政府建设情况报告\n" + BODY,
            None,
            None,
            None,
            id="a masked name",
        ),
        pytest.param(
            "河东区应急管理局2022年法治政府建设情况报告\n" + BODY,
            None,
            None,
            None,
            id="two districts of one name and no province",
        ),
        pytest.param(
            "河东区应急管理局2022年法治政府建设情况报告\n" + BODY + "落实《天津市安全生产条例》。",
            "天津市河东区应急管理局",
            "天津市河东区",
            "120102",
            id="two districts of one name, the province in a cited title",
        ),
    ],
)
def test_reporting_agency_and_division(text: str, agency: str | None, division: str | None, code: str | None) -> None:
    found = facts(text)
    assert (found.agency, found.division, found.division_code) == (agency, division, code)


def test_the_last_lines_alone_may_look_ahead() -> None:
    body = "一、主要举措\n开展检查。\n二、普法宣传\n开展宣传。\n仍有差距。2023年，省政府将继续完善制度。\n"
    text = "湖北省人民政府关于2022年法治政府建设情况的报告\n" + body
    assert facts(text).plan_year == 2023
    assert facts(text.replace("2023年，省政府将继续完善制度。", "")).plan_year is None


def test_an_unknown_agency_has_its_reason() -> None:
    assert any("masked" in reason for reason in facts("**区司法局2022年法治政府建设报告\n" + BODY).reasons)
    assert any("several" in reason for reason in facts("河东区司法局2022年法治政府建设报告\n" + BODY).reasons)


def test_a_signature_that_disagrees_is_recorded() -> None:
    text = "天津市静海区司法局2022年法治政府建设情况报告\n" + BODY + signed("天津市静海区财政局", "2023年1月5日")
    found = facts(text)
    assert found.agency == "天津市静海区司法局"
    assert any("天津市静海区财政局" in reason for reason in found.reasons)


def test_a_subdistrict_signs_with_or_without_the_government_that_it_is_of() -> None:
    text = (
        "天河区石牌街道办事处2022年法治政府建设情况报告\n"
        + BODY * 3
        + signed("广州市天河区人民政府石牌街道办事处", "2023年1月5日")
    )
    found = facts(text)
    assert (found.agency, found.reasons) == ("广东省广州市天河区石牌街道办事处", ())


@pytest.mark.parametrize(
    ("year", "division", "code"),
    [(2014, "北京市延庆县", "110229"), (2018, "北京市延庆区", "110119")],
)
def test_the_code_is_that_of_the_report_year(year: int, division: str, code: str) -> None:
    name = division[-3:]
    found = facts(f"北京市{name}司法局{year}年法治政府建设情况报告\n" + BODY.replace("2022", str(year)))
    assert (found.division, found.division_code) == (division, code)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated reports are not beside the checkout")
@pytest.mark.parametrize("name", ["banan-2021", "hedong-2021", "wansheng-2022"])
def test_facts_of_the_annotated_reports(name: str) -> None:
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))["report"]
    found = dataclasses.asdict(facts((SHARED / "reports" / f"{name}.txt").read_text("utf-8")))
    assert {key: found[key] for key in gold} == gold
