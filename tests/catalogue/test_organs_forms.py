"""Organs by the forms of their names, their functions and successors."""

from __future__ import annotations

import re

import pytest

from kg.catalogue.organs import load
from kg.records import KINDS


@pytest.mark.parametrize(
    ("form", "level", "name"),
    [
        ("应急局", "county", "应急管理局"),
        ("市监局", "county", "市场监督管理局"),
        ("市场监管局", None, "市场监督管理局"),
        ("卫健委", "prefecture", "卫生健康委员会"),
        ("卫健局", "county", "卫生健康局"),
        ("住建委", "prefecture", "住房和城乡建设委员会"),
        ("规资局", None, "规划和自然资源局"),
        ("人社局", None, "人力资源和社会保障局"),
        ("交通运输委", None, "交通运输委员会"),
        ("依法治县办", None, "全面依法治县委员会办公室"),
        ("编办", None, "机构编制委员会办公室"),
        ("安委办", None, "安全生产委员会办公室"),
        ("国务院", "national", "中华人民共和国国务院"),
        ("没有的局", None, None),
    ],
)
def test_official_name_of_a_form(form: str, level: str | None, name: str | None) -> None:
    found = load().named(form, level)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("住房保障和城乡建设管理局", "housing-construction"),
        ("文化体育和旅游服务中心", "culture-tourism"),
        ("综合行政执法大队", "urban-management"),
        ("甲乙丙", None),
        # what a zone is for says nothing of the bodies in it
        ("中国共产党重庆市万盛经济技术开发区工作委员会政法办公室", "political-legal"),
        ("综合保税区管理委员会", None),
        ("旅游度假区建设局", "housing-construction"),
        ("高新技术产业开发区税务局", "taxation"),
        ("工业园区服务中心", None),
        ("农业区划委员会", "agriculture"),
        ("生态园林局", "urban-management"),
        ("经济发展局", "industry-information"),
    ],
)
def test_function_of_a_name_in_no_table(name: str, function: str | None) -> None:
    assert load().function_of(name) == function


def test_the_organ_of_a_function_on_a_level() -> None:
    table = load()

    def name(function: str, level: str, year: int) -> str | None:
        organ = table.of_function(function, level, year)
        return organ.name if organ else None

    assert name("emergency-management", "province", 2021) == "应急管理厅"
    assert name("emergency-management", "prefecture", 2021) == "应急管理局"
    assert name("emergency-management", "prefecture", 2016) == "安全生产监督管理局"
    assert name("taxation", "county", 2022) == "税务局"


def test_the_table_is_sound() -> None:
    table = load()
    names = {organ.name for organ in table.all}
    for organ in table.all:
        assert organ.kind in KINDS, organ
        assert organ.function in table.functions, organ
        assert organ.valid_from <= organ.valid_to, organ
        assert not organ.successor or organ.successor in names or any(organ.successor in n for n in names), organ
        assert set(re.findall(r"\{(\w+)\}", organ.template)) <= {
            "place", "own", "party", "government", "zone", "parent", "short", "branch", "rest",
        }, organ  # fmt: skip


def test_notations_are_kebab_case_and_labelled() -> None:
    for function in load().functions.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", function.notation)
        assert function.label_zh
        assert function.label_en


def test_a_level_that_no_organ_has_has_no_organs() -> None:
    table = load()
    assert table.local("大数据局", "贵州省贵阳市", "village") is None
    assert table.of_function("justice", "village") is None


def test_enforcement_is_of_the_city_only_where_no_field_stands_beside_it() -> None:
    names = ("农业综合行政执法大队", "街道综合行政执法队", "综合执法局", "城市管理和综合执法局")
    assert [load().function_of(name) for name in names] == ["agriculture", *["urban-management"] * 3]
