"""Divisions by code, name, parent, alias and path, as of a year."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.catalogue.divisions import load


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("500113", None, "巴南区"),
        ("110229", 2014, "延庆县"),
        ("110119", 2018, "延庆区"),
        ("420600", 2005, "襄樊市"),
        ("420600", 2015, "襄阳市"),
        ("999999", None, None),
    ],
)
def test_by_code(code: str, year: int | None, name: str | None) -> None:
    found = load().by_code(code, year)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("重庆市巴南区", "500113"),
        ("天津市河东区", "120102"),
        ("河南省郑州市金水区", "410105"),
        ("河南郑州市金水区", "410105"),
        ("郑州市金水区", "410105"),
        ("广西壮族自治区南宁市", "450100"),
        ("内蒙古鄂尔多斯市东胜区", "150602"),
        ("河东区", None),
        ("重庆市金水区", None),
        ("没有这个地方", None),
    ],
)
def test_by_path(path: str, code: str | None) -> None:
    found = load().by_path(path, 2021)
    assert (found.code if found else None) == code


def test_one_name_in_several_provinces_needs_its_parent() -> None:
    table = load()
    assert {division.code for division in table.named("河东区", 2021)} == {"120102", "371312"}
    tianjin = table.by_path("天津市")
    assert tianjin is not None
    assert [division.code for division in table.within("河东区", tianjin, 2021)] == ["120102"]


@pytest.mark.parametrize(
    ("path", "full", "official"),
    [
        ("万盛经开区", "重庆市万盛经济技术开发区", None),
        ("郑州高新区", "河南省郑州高新技术产业开发区", None),
        ("北戴河新区", "河北省秦皇岛市北戴河新区", None),
        ("苏州工业园区", "江苏省苏州工业园区", None),
        ("巴南", "重庆市巴南区", "500113"),
        ("义乌市", "浙江省金华市义乌市", "330782"),
        ("仙桃市", "湖北省仙桃市", "429004"),
    ],
)
def test_full_path_and_official_code(path: str, full: str, official: str | None) -> None:
    table = load()
    found = table.by_path(path, 2022)
    assert found is not None
    assert (table.path(found, 2022), found.official_code) == (full, official)


def test_municipalities_have_no_prefectures() -> None:
    table = load()
    banan = table.by_path("重庆市巴南区")
    assert banan is not None
    assert [division.name for division in table.above(banan)] == ["重庆市"]
    assert table.province(banan).name == "重庆市"


def test_every_parent_and_successor_exists() -> None:
    table = load()
    for division in table.rows:
        assert not division.parent or table.by_code(division.parent) is not None, division
        for code in division.successor:
            assert table.by_code(code.partition("[")[0]) is not None, division
        assert division.valid_from <= division.valid_to


def test_current_divisions_are_as_many_as_there_are() -> None:
    levels = [division.level for division in load().rows if division.valid_to == 9999]
    assert levels.count("province") == 34
    assert levels.count("prefecture") == 333
    assert 2840 <= levels.count("county") <= 2855


def test_names_in_use_are_unique_below_their_parent() -> None:
    seen = [(d.parent, d.name) for d in load().rows if d.valid_to == 9999 and d.level != "zone"]
    assert len(seen) == len(set(seen))


@pytest.mark.slow
def test_loading_is_fast() -> None:
    code = "import time; from kg.catalogue.divisions import load; t = time.perf_counter(); load(); print(time.perf_counter() - t)"
    taken = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    )
    assert taken < 0.2  # 0.03 on an idle core


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("巴州", "新疆维吾尔自治区巴音郭楞蒙古自治州"),
        ("湘西自治州", "湖南省湘西土家族苗族自治州"),
        ("石柱自治县", "重庆市石柱土家族自治县"),
    ],
)
def test_an_autonomous_place_is_known_by_its_short_names(name: str, path: str) -> None:
    table = load()
    assert [table.path(division) for division in table.resolve([name], 2023)] == [path]


@pytest.mark.parametrize(
    ("code", "year", "names"),
    [
        ("610981", 2019, ["旬阳县"]),  # a county that became a city
        ("110118", 2014, ["密云县"]),  # one that became a district
        ("330113", 2019, ["余杭区"]),  # a part of a district
        ("500157", 2024, ["江北区", "渝北区"]),  # two that became one
        ("330102", 2020, ["江干区"]),  # one that went into another
        ("330102", 2022, []),
        ("520281", 1998, ["盘县特区"]),  # two names earlier
        ("341504", 2017, []),  # the part was taken over in 2016
    ],
)
def test_what_a_division_was_in_an_earlier_year(code: str, year: int, names: list[str]) -> None:
    assert [division.name for division in load().before(code, year)] == names


def test_every_county_made_since_2010_was_something_before() -> None:
    table = load()
    made = [d for d in table.rows if d.level == "county" and d.valid_to == 9999 and 2010 <= d.valid_from <= 2023]
    assert len(made) > 200
    assert not [
        d.name for d in made if not (table.before(d.code, d.valid_from) or table.before(d.code, d.valid_from - 1))
    ]
