"""Dates and years in the forms of official texts."""

from __future__ import annotations

import pytest

from kg.extract import dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022年3月10日", ["2022-03-10"]),
        ("二〇二三年一月十日", ["2023-01-10"]),
        ("二零二一年十一月三十日", ["2021-11-30"]),
        ("二○二二年元月五日", ["2022-01-05"]),
        ("2022.3.10", ["2022-03-10"]),
        ("2022-03-10和2022/4/1", ["2022-03-10", "2022-04-01"]),
        ("2022年13月1日", []),
        ("2022年2月29日", []),
        ("电话2022.3.10.5", []),
        ("2021—2025年", []),
    ],
)
def test_dates(text: str, iso: list[str]) -> None:
    assert [date.iso for date in dates.find(text)] == iso


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021年度", [(2021, False)]),
        ("较2020年增长", [(2020, True)]),
        ("二〇二二年", [(2022, False)]),
        ("2021－2025年", []),
        ("2021年至2025年和2022年", [(2022, True)]),
        ("津政规〔2021〕1号", []),
        ("2021年版", []),
        ("12021年", []),
    ],
)
def test_years(text: str, found: list[tuple[int, bool]]) -> None:
    assert [(year.year, year.compared) for year in dates.years(text)] == found


@pytest.mark.parametrize(("numeral", "number"), [("十", 10), ("二十一", 21), ("三", 3), ("三十", 30), ("元", 1)])
def test_chinese_numerals_of_dates(numeral: str, number: int) -> None:
    assert dates.chinese(numeral) == number
