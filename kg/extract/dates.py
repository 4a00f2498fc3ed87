"""Dates and years in the forms official texts use, and the spans of years that are not a report's year.

>>> [d.iso for d in find("二〇二三年一月十日，2022.3.10 和 2022-03-10")]
['2023-01-10', '2022-03-10', '2022-03-10']
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {
    c: str(n)
    for n, cs in enumerate(("〇零○Oo0", "一1", "二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"))
    for c in cs
}

# 2022年3月10日, 二〇二三年一月十日, 2022.3.10, 2022-03-10, 2022/3/10; not 12345-67-89, not v2022.3.10.1
_DATE = re.compile(
    r"""
      (?<![\d.])(?P<year>20\d\d) \s*年\s* (?P<month>\d{1,2}|元) \s*月\s* (?P<day>\d{1,2}) \s*日
    | (?<![\d.])(?P<year2>20\d\d) (?P<mark>[./-]) (?P<month2>\d{1,2}) (?P=mark) (?P<day2>\d{1,2}) (?![\d.])
    | (?P<year3>二[〇零○O0o][〇零○O0o一二三四五六七八九]{2}) \s*年\s* (?P<month3>[一二三四五六七八九十元]{1,2}) \s*月\s* (?P<day3>[一二三四五六七八九十]{1,3}) \s*日
    """,
    re.VERBOSE,
)
# 2021年, 2021年度, 二〇二一年, （2021年度）, 2021 法治…; not 2021-2025年, 〔2021〕5号, （2021年修订）, 2021年版, 较2020年
_YEAR = re.compile(
    r"""
    (?: (?<![\d〔\[（(\-－—–至到~～.]) | (?<=[（(])(?=[\d二〇○零O0o一三四五六七八九]{4}年度?[）)]) ) (?P<year>20[0-3]\d|二[〇零○O0o][〇零○O0o一二三四五六七八九]{2}) (?![\d〕\]])
    (?! \s*年?\s* [-－—–~～至到]+ \s* (?:20)?\d\d )
    \s* (?P<unit>年度|年(?!版)|(?=法治|依法|度))
    """,
    re.VERBOSE,
)
_COMPARED = re.compile(r"(?:较|比|与|同|和|至|到|截至|截止|相比|自|从|于)$")


@dataclass(frozen=True, slots=True)
class Date:
    """A full date with its span; ``iso`` is ``YYYY-MM-DD``."""

    start: int
    end: int
    iso: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its span; ``compared`` where the words before it set it off from the year reported on (较2020年)."""

    start: int
    end: int
    year: int
    compared: bool


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Date]:
    """All full dates in ``text[start:end]`` that exist in the calendar."""
    stop = len(text) if end is None else end
    for match in _DATE.finditer(text, start, stop) if _any(text, start, stop) else ():
        parts = match.groupdict()
        if parts["year"]:
            month = parts["month"]
            numbers = [int(parts["year"]), 1 if month == "元" else int(month), int(parts["day"])]
        elif parts["year2"]:
            numbers = [int(parts[k]) for k in ("year2", "month2", "day2")]
        else:
            numbers = [year_number(parts["year3"]), chinese(parts["month3"]), chinese(parts["day3"])]
        try:
            iso = datetime.date(*numbers).isoformat()
        except ValueError:
            continue
        yield Date(match.start(), match.end(), iso)


def years(text: str, start: int = 0, end: int | None = None) -> Iterator[Year]:
    """All single years in ``text[start:end]``; spans of years (2021－2025年) and editions (2021年版) are none."""
    stop = len(text) if end is None else end
    for match in _YEAR.finditer(text, start, stop) if _any(text, start, stop) else ():
        compared = _COMPARED.search(text, max(0, match.start() - 3), match.start()) is not None
        yield Year(match.start(), match.end(), year_number(match["year"]), compared)


def _any(text: str, start: int, end: int) -> bool:
    """Whether there can be a year at all: most lines that are asked about have none."""
    return text.find("20", start, end) >= 0 or text.find("二", start, end) >= 0


def year_number(text: str) -> int:
    """``2021`` or ``二〇二一`` as a number."""
    return int("".join(_DIGITS[c] for c in text))


def chinese(text: str) -> int:
    """A Chinese numeral below one hundred: 十 → 10, 二十一 → 21, 元 (of 元月) → 1."""
    if text == "元":
        return 1
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return int("".join(_DIGITS[c] for c in text))
    return (int(_DIGITS[tens]) if tens in _DIGITS else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
