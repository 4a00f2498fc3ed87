"""Numerals as reports write them: ``12,345``, ``1.2万``, ``三十余``, ``两万``, ``百分之八十``.

:func:`value` reads one numeral; where numerals stand in a text is for :mod:`kg.extract.quantities` to find.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@lru_cache(maxsize=1 << 14)
def value(numeral: str) -> float | None:
    """The number that ``numeral`` stands for, or None where it has no definite value (``数十``, ``几百``, ``两三``).

    >>> value("12,345"), value("1.2万"), value("三十余"), value("两万五千"), value("近") is None
    (12345, 12000, 30, 25000, True)
    """
    text = numeral.replace("余", "").replace("多", "")  # marks of "and some more": 三十余, 1万多
    if not text or text[0] in "数几":
        return None
    if text[0] in "0123456789":
        return _mixed(text)
    return _chinese(text)


#: What makes a numeral of digits go on in groups.
SCALED = frozenset("十百千万亿")
#: Of a numeral in groups, what stands before each 万 or 亿, and each digit with its place within: 3千5百|万, 6千
_GROUP = re.compile(r"([^万亿]+)([万亿]*)")
_PLACE = re.compile(r"([\d.,，]+)([十百千]?)")


def _by_groups(text: str) -> float | None:
    """Digits with their places one after the other: ``18万6千``, ``5亿3千万``, ``3千5百``."""
    found: list[float] = []
    least: float = math.inf  # what each number is counted in is more than all that follows it
    for group, scale in _GROUP.findall(text):
        for digits, place in _PLACE.findall(group):
            number = _mixed(digits + place + scale)
            if number is None or number >= least:
                return None
            found.append(number)
            least = math.prod(SCALES[mark] for mark in place + scale)
    return sum(found)


def _mixed(text: str) -> float | None:
    """Digits, grouped or with a decimal point, and at most a scale after them: ``12,345``, ``1.2万``, ``3千万``."""
    digits = text.rstrip("十百千万亿")
    if not SCALED.isdisjoint(digits):
        return _by_groups(text)
    scale = 1
    for mark in text[len(digits) :]:
        scale *= SCALES[mark]
    plain = digits.replace(",", "").replace("，", "")
    try:
        if "." not in plain:
            return int(plain) * scale
        # Reckoned in whole numbers: 105.91 * 10000 is not 1059100 in binary floating point.
        whole, decimals = plain.split(".")
        number = int(whole + decimals) * scale
    except ValueError:
        return None
    divisor: int = 10 ** len(decimals)
    return number // divisor if number % divisor == 0 else number / divisor


def _chinese(text: str) -> int | None:
    """A numeral in Chinese characters; None where it is not one, as the approximate ``两三``."""
    if len(text) > 1 and all(c in DIGITS for c in text):  # 二〇二二 is read by digits, 两三 is "two or three"
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) > 2 or "〇" in text or "零" in text else None
    total = section = digit = 0
    pending = False  # a digit waits for its place
    last = 0  # the place of the last mark, for 一百五 = 150
    for mark in text:
        if mark in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[mark], mark not in "零〇"  # 零 holds no place of its own: 零十 is ten
            if not pending:
                last = 0
        elif mark in TENS:
            section += (digit if pending else 1) * TENS[mark]
            digit, pending, last = 0, False, TENS[mark]
        elif mark in ("万", "亿"):
            scale = SCALES[mark]
            section += digit
            if mark == "亿":
                total = (total + (section or 1)) * scale
            else:
                total += (section or 1) * scale
            section = digit = 0
            pending, last = False, scale
        else:
            return None
    if pending and digit:
        section += digit * (last // 10 if last > 10 else 1)
    return total + section
