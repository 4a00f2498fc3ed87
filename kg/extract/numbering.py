"""Ordinals of headings and lists: 一, 十二, 壹, 12."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")


def ordinal(numeral: str) -> int:
    """The number that a heading's numeral stands for, up to 99.

    >>> ordinal("二"), ordinal("十二"), ordinal("二十"), ordinal("叁"), ordinal("12")
    (2, 12, 20, 3, 12)
    """
    if numeral.isdecimal():
        return int(numeral)
    numeral = numeral.translate(_PLAIN)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.get(numeral[-1], 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0) if ones or tens else 10
