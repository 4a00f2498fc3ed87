"""Numerals: what reports write for numbers, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numerals import value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("7", 7),
        ("12,345", 12345),
        ("12，345", 12345),
        ("1,234,567", 1234567),
        ("1.2万", 12000),
        ("105.91万", 1059100),
        ("1.5亿", 150_000_000),
        ("3千", 3000),
        ("3千万", 30_000_000),
        ("18万6千", 186_000),
        ("18万6000", 186_000),
        ("5亿3千万", 530_000_000),
        ("1亿2345.67万", 123_456_700),
        ("3千5百余", 3500),
        ("1万余", 10000),
        ("30余", 30),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("三十余", 30),
        ("二十七", 27),
        ("一百零五", 105),
        ("一百五", 150),
        ("一千零一十", 1010),
        ("三千五百", 3500),
        ("两万五千", 25000),
        ("一亿三千万", 130_000_000),
        ("百余", 100),
        ("十二亿余", 1_200_000_000),
        ("二〇二二", 2022),
    ],
)
def test_a_numeral_has_one_value(numeral: str, number: float) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("numeral", ["数十", "几百", "两三", "五六", "", "余", "5亿3亿"])
def test_an_indefinite_numeral_has_none(numeral: str) -> None:
    assert value(numeral) is None


def spoken(number: int) -> str:
    """``number`` below a hundred million in Chinese characters, as it is read out."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = "" if not low else ("零" if low < 1000 else "") + spoken(low)
        return spoken(high) + "万" + rest
    text, zero = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + mark
            zero = False
        elif text:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


@given(st.integers(min_value=1, max_value=99_999_999))
def test_what_is_spoken_is_read_back(number: int) -> None:
    assert value(spoken(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_are_read_back(number: int) -> None:
    assert value(f"{number:,}") == number


@given(st.decimals(min_value=0, max_value=9999, places=2))
def test_a_scale_multiplies_without_rounding(number: object) -> None:
    assert value(f"{number}万") == float(round(float(str(number)) * 10_000, 0))


@given(st.text(alphabet="0123456789.,，一二三十百千万亿余多零两", max_size=20))
def test_no_numeral_breaks_the_reader(text: str) -> None:
    value(text)
