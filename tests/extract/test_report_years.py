"""Title, years and date of a report from its text alone, and the years that are none of these."""

from __future__ import annotations

import pytest

from kg.extract import report, sections
from kg.extract.view import view
from kg.records import ReportFacts


def facts(text: str) -> ReportFacts:
    seen = view(text)
    return report.find(seen, sections.find(seen), [])


HEAD = "某局2022年法治政府建设情况报告\n"
TEXT = "一、主要成效\n全年办案5件。\n二、存在不足\n力量不足。\n三、下一步工作安排\n加强培训。\n"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (HEAD + TEXT, 2022),
        ("关于二〇二一年度法治政府建设情况的报告\n" + TEXT, 2021),
        ("2019年度\n法治政府建设工作总结\n" + TEXT, 2019),
        ("关于2020年法治政府建设工作总结和2021年工作计划\n" + TEXT, 2020),
        ("2023 年度法治政府建设年度报告\n" + TEXT, 2023),
        ("法治政府建设情况报告\n2021年，我局认真落实《法治政府建设实施纲要（2021－2025年）》。\n" + TEXT, 2021),
        ("法治政府建设情况报告\n按照2021-2025年规划，较2020年明显提升。2022年以来，我局推进工作。\n" + TEXT, 2022),
        ("法治政府建设情况报告\n今年是“十三五”收官之年。\n" + TEXT + "\n某局\n2021年1月8日\n", 2020),
        ("法治政府建设情况报告\n我局高度重视。\n" + TEXT.replace("下一步", "2022年") + "\n", 2021),
        ("法治政府建设情况报告\n我局高度重视。\n" + TEXT, None),
    ],
)
def test_report_year(text: str, year: int | None) -> None:
    assert facts(text).report_year == year


@pytest.mark.parametrize(
    ("tail", "issued"),
    [
        ("\n    某某局\n    2023年1月10日\n", "2023-01-10"),
        ("\n某某局  二〇二三年一月十日", "2023-01-10"),
        ("\n二○二三年十二月二十一日\n", "2023-12-21"),
        ("\n某某局\n2023.3.10\n", "2023-03-10"),
        ("\n某某局\n2023-03-10\n（此件公开发布）\n", "2023-03-10"),
        ("\n某某局\n2023 年 3 月 10 日", "2023-03-10"),
        ("\n发布日期：2023-03-10\n", None),
        ("\n成文日期：2023-03-10　发布日期：2023-03-12\n", "2023-03-10"),
        ("\n某某局\n2023年3月9日\n发文日期：2023-03-10\n", "2023-03-09"),
        ("\n自2023年1月1日起施行，2023年2月1日完成整改。\n", None),
        ("\n某某局\n2023年2月30日\n", None),
        ("\n某某局\n2017年2月3日\n", None),
        ("", None),
    ],
)
def test_date_under_the_signature(tail: str, issued: str | None) -> None:
    assert facts(HEAD + TEXT + tail).issued == issued


def test_date_under_the_title() -> None:
    assert facts(HEAD + "（2023年1月12日）\n" + TEXT).issued == "2023-01-12"


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("三、2023年工作安排", 2023),
        ("三、下一年度推进法治政府建设的主要安排", 2023),
        ("三、下一步工作打算", 2023),
        ("三、存在的不足及2023年工作计划", 2023),
        ("三、其他需要报告的情况", None),
    ],
)
def test_plan_year(heading: str, year: int | None) -> None:
    assert facts(HEAD + "一、主要成效\n成效明显。\n" + heading + "\n继续努力。\n").plan_year == year


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (HEAD + TEXT, "某局2022年法治政府建设情况报告"),
        (
            "某区司法局\n关于2022年法治政府建设工作情况的报告\n\n2022年，某事。\n",
            "某区司法局关于2022年法治政府建设工作情况的报告",
        ),
        ("发布时间：2023-01-10\n来源：区政府办\n某局2022年依法行政工作总结\n" + TEXT, "某局2022年依法行政工作总结"),
        ("2022年，某局以习近平新时代中国特色社会主义思想为指导，推进法治政府建设。现报告如下：\n一、成效\n", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert facts(text).title == title
