"""The catalogue of acts: titles, aliases, versions, and that its tables hold together."""

from __future__ import annotations

import pytest

from kg.catalogue import acts, organs
from kg.records import LEVELS
from kg.resources import rows


@pytest.mark.parametrize(
    ("title", "official"),
    [
        ("安全生产法", "中华人民共和国安全生产法"),
        ("中华人民共和国 安全生产法", "中华人民共和国安全生产法"),
        ("安全生产法（2021年修正）", "中华人民共和国安全生产法"),
        ("行政处罚法（2021修订）", "中华人民共和国行政处罚法"),
        ("法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要（2021－2025年）"),
        (
            "全国人民代表大会常务委员会关于修改<中华人民共和国安全生产法>的决定",
            "全国人民代表大会常务委员会关于修改《中华人民共和国安全生产法》的决定",
        ),
    ],
)
def test_marks_spaces_and_remarks_do_not_matter(title, official):
    assert [act.title for act in acts.load().named(title)] == [official]


def test_periods_of_plans_do_matter():
    table = acts.load()
    assert table.named("法治政府建设实施纲要（2015-2020年）") != table.named("法治政府建设实施纲要（2021-2025年）")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国国家主席令第八十八号", "主席令第88号"),
        ("国务院令第722号", "国务院第722号令"),
        ("国务院令第722号", "722号国务院令"),
        ("国办发[2018] 118号", "国办发〔2018〕118号"),
        ("国家市场监督管理总局令第42号", "市场监管总局令第42号"),
    ],
)
def test_one_number_in_several_forms(one, other):
    assert acts.number_key(one) == acts.number_key(other)


def test_an_order_leads_to_its_act():
    assert "优化营商环境条例" in acts.load().numbered("国务院令第722号")


def test_bundles_name_their_acts():
    (three,) = acts.load().aliases("行政三法")
    assert three.bare
    assert len(three.targets) == 3


def test_every_row_has_a_known_level_and_every_reference_an_act():
    table = acts.load()
    assert len(table) > 5000
    assert {act.level for act in table} <= set(LEVELS)
    assert all(table.get(row["title"]) for row in rows("act_versions.tsv"))
    assert all(table.get(target) for alias in table.alias_names() for target in alias.targets)


def test_tables_are_sorted_and_without_doubles():
    titles = [row["title"] for row in rows("acts.tsv")]
    assert titles == sorted(set(titles))
    versions = [(row["title"], row["date"]) for row in rows("act_versions.tsv")]
    assert versions == sorted(set(versions))
    names = [(row["alias"], row["since"]) for row in rows("act_aliases.tsv")]
    assert len(names) == len(set(names))


def test_a_title_may_lack_the_courts_it_begins_with() -> None:
    title = "关于办理非法生产、销售烟草专卖品等刑事案件具体应用法律若干问题的解释"
    assert [act.title for act in acts.load().named(title)] == [f"最高人民法院、最高人民检察院{title}"]
    assert acts.load().named("关于") == ()


@pytest.mark.parametrize("docnum", ["国务院令第〇7号", "国务院令第十7号", "国务院令第7〇号", "国务院令第百1号"])
def test_a_number_of_mixed_numerals_is_some_key(docnum: str) -> None:
    assert acts.number_key(docnum).startswith("国务院令")


def test_issuers_have_their_full_names():
    table = organs.load()
    short = {
        issuer
        for act in acts.load()
        for issuer in act.issuer.split("、")
        if issuer
        and (organ := table.named(issuer, "national"))
        and organ.national
        and organ.template not in ("", issuer)
    }
    assert not short
    assert not [act.title for act in acts.load() if " " in act.issuer]
