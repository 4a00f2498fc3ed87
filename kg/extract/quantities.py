"""Quantities: every number with a unit, wherever it stands; which of them count something is decided in ``measures``."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from kg.catalogue import units
from kg.extract import numerals

#: Makes a quantity in half the time that calling its class takes.
_new = tuple.__new__


class Quantity(NamedTuple):
    """A number and its unit, in offsets of the view's text.

    :param start: where its mark of approximation begins (近 in 近300余名), or else the number; ``number``: where the
        number begins; ``end``: behind the unit.
    :param value: in the base ``unit``; ``approximation``: ``≈``, ``≥``, ``≤`` or None.
    :param digits: whether it is written with digits; ``numerals``: where its unit counts (see ``data/units.tsv``).
    """

    start: int
    number: int
    end: int
    value: float
    unit: str
    approximation: str | None
    digits: bool
    numerals: str


#: 余, 多 and the scale between number and unit: 1.2万余, 30余, 5千多.
#: A further group has its own digits: 18万6千, 5亿3千万, 3千5百; not 5万2023年.
_SCALE = r"(?:[十百千]?万亿|[十百千]?[万亿]|[十百]|千(?![克米瓦]))"
_TAIL = rf"[余多]?(?:{_SCALE}(?:\d{{1,4}}(?:\.\d{{1,2}})?{_SCALE}|(?<=[万亿])\d{{4}}(?!\d)){{0,4}}+)?[余多]?"
_GROUPED = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
#: What before the number makes it an approximation, longest first: 近300余名, 超过2万人; not 不超过2万人, which is a limit.
_BEFORE = re.compile(
    r"(?P<about>大约|约|将近|接近|(?<![最附就邻临相])近)|(?<![不未])(?P<least>超过|超|逾|突破|上(?=[百千万]))"
)
#: There is less than the number: 持证率不到90%, 执法人员不足5人. The span is that of the number.
_NOT_REACHED = re.compile(r"(?:不足|不到|未到|[未没不]达到?|没有达到)$")
_AFTER = re.compile(r"(?P<about>左右|上下)|(?P<least>以上|有余|之多)")
_BEFORE_ENDS, _LESS_ENDS, _AFTER_BEGINS = frozenset("约近过超逾破上"), frozenset("足到达"), frozenset("左上以有之")
#: Words that end in 约 or 超 and are no mark of approximation.
_NO_MARK = ("民约", "预约", "节约", "签约", "公约", "履约", "违约", "集约", "邀约", "契约", "续约", "制约")
#: Units that have decimals; with any other, 1.12家 is the 12家 of item 1.
_DIVISIBLE = frozenset(
    """元 美元 欧元 港元 日元 % ‰ 倍 分 百分点 吨 公斤 千克 克 毫克 斤 亩 公顷 公里 千米 米 延米 厘米 毫米 平方米 平方公里 立方米 海里 小时 个月 天
    升 毫升 千瓦 千瓦时 兆瓦 标箱 分贝 微克/立方米 毫克/立方米 毫克/升""".split()
)


#: What a numeral in characters goes on with.
_NUMERAL = "一二三四五六七八九十百千万亿两零余多"
#: Digits that a converter parted from the rest of their number: 检查2 3家次; not 附件1 3份, 2022 3家.
_PARTED = re.compile(r"(?<=[\u4e00-\u9fff》”])(?<![图表第页年])(?<!附件)(?P<digits>\d{1,3}) $")
#: A group of three digits that a blank parts from those before it, also behind a mark: 16期、2 140人次; not 附件1、2 140人次.
_THOUSANDS = re.compile(r"(?<=[、，；：])(?<!附件\d、)(?P<digits>\d{1,3}) $")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Digits with a unit, Chinese numerals with a unit, and 百分之.

    Each begins with characters that are fast to seek, and none reads further than a number can be long: a line of a
    million digits takes no longer than one of a million words.
    """
    unit = _unit_pattern()
    times = (  # 人（次）, 人/次, 间次
        r"(?P<times>[/·]次|[（(]次[)）]|(?<=[家户间处个台所件点条份项辆艘店座校村企车船栋架列例案口亩证])次(?![日生要序数级品年]))?"
        # 台（套）, 册（份）: two words for one count
        r"(?P<twin>[（(](?:套|件|个|只|份|册|部|张|户|处|条|项|起|宗|人|家|所|辆|台|批)[)）])?"
    )
    return (
        # 12,345份; 1.2万余人; 130个学时; 96.5%. Not: 2021年, 24号, 5·12防灾 (no unit follows).
        re.compile(rf"(?P<number>[0-9](?<![0-9][0-9])[0-9.,，]{{0,24}}+{_TAIL})(?P<unit>{unit}){times}"),
        # 两件; 三十余人; 近百名. Not: 第二十七条, 数十件, 一系列.
        re.compile(rf"(?P<number>[一二三四五六七八九十百千万两零][{_NUMERAL}]{{0,15}})(?P<unit>{unit}){times}"),
        # 百分之八十五点五, 百分之90
        re.compile(
            r"百分之(?P<number>[一二三四五六七八九十百零〇]+(?P<point>点[一二三四五六七八九零〇]+)?|\d+(?:\.\d+)?)"
        ),
    )


def _unit_pattern() -> str:
    """Any unit, the longest that fits.

    One look at the next character spares trying two hundred units where none follows (统一, 一是), and a second one all but
    those that begin with it; units that begin as a numeral may go on (千克, 百分点) are parted from the rest, so that a long
    numeral is no long search.
    """
    rests: dict[str, list[str]] = {}
    for unit in sorted(units.load().values(), key=lambda unit: -len(unit.surface)):
        not_before = f"(?!{'|'.join(map(re.escape, unit.not_before))})" if unit.not_before else ""
        rests.setdefault(unit.surface[0], []).append(re.escape(unit.surface[1:]) + not_before)
    choices = []
    for amid in (True, False):
        firsts = [first for first in rests if (first in _NUMERAL) == amid]
        units_of = "|".join(f"{re.escape(first)}(?:{'|'.join(rests[first])})" for first in firsts)
        choices.append(f"(?=[{''.join(map(re.escape, sorted(firsts)))}])(?:{units_of})")
    return f"(?:{'|'.join(choices)})"


def find(text: str, most: int | None = None) -> list[Quantity]:
    """The quantities of ``text``, in its order; the first ``most`` of them, if that is given."""
    digits, chinese, percent = _patterns()
    found = [
        *islice((q for m in digits.finditer(text) if (q := _by_digits(text, m))), most),
        *islice((q for m in chinese.finditer(text) if (q := _by_characters(text, m))), most),
        *islice((q for m in percent.finditer(text) if (q := _percent(text, m))), most),
    ]
    found.sort(key=attrgetter("number"))
    return found[:most]


def _by_digits(text: str, match: re.Match[str]) -> Quantity | None:
    unit = units.load()[match["unit"]]
    number, start = match["number"], match.start()
    if not number.isdecimal():
        number, start = _grouped(text, start, number, unit)
    else:
        number, start = _with_parted(text, start, number)
    return _made(text, start, match, number, unit, digits=True)


def _with_parted(text: str, start: int, number: str) -> tuple[str, int]:
    """A number with the digits before a blank that belong to it, and where it begins."""
    if text[start - 1 : start] == " ":
        parted = _PARTED.search(text, max(0, start - 6), start)
        if parted is None and re.match(r"\d{3}(?!\d)", number):
            parted = _THOUSANDS.search(text, max(0, start - 8), start)
        if parted is not None:
            return parted["digits"] + number, parted.start("digits")
    return number, start


def _grouped(text: str, start: int, number: str, unit: units.Unit) -> tuple[str, int]:
    """A number with separators or scales, and where it begins: without what belongs to another before it."""
    digits = number.rstrip("十百千万亿余多")
    if not numerals.SCALED.isdisjoint(digits):  # 18万6千: what is asked of separators is asked of the first group
        digits = digits[: next(i for i, c in enumerate(digits) if c in numerals.SCALED)]
    whole = _GROUPED.fullmatch(digits) is not None
    if whole and "." in digits and len(digits) == len(number) and unit.base not in _DIVISIBLE:
        # 3,862.5条 and 材料为1.96个 are no items 3 and 1, which begin a line or follow a mark.
        whole = digits.index(".") > 2 or "\u4e00" <= text[start - 1 : start] <= "\u9fff"
    if not whole:  # 2021，12件; item "1." before 12件: the number is what stands behind the last separator
        cut = max(digits.rfind(mark) for mark in ".,，") + 1
        number, start = number[cut:], start + cut
    else:
        number, start = _with_parted(text, start, number)
    return number, start


def _by_characters(text: str, match: re.Match[str]) -> Quantity | None:
    unit = units.load()[match["unit"]]
    if unit.numerals == "digits" or (match.start() and text[match.start() - 1] in "0123456789.数几第"):
        return None
    number = match["number"]
    made = _made(text, match.start(), match, number, unit, digits=False)
    # 百名, 千家, 万人 without a mark name no number; 十 does.
    if made and number[0] in "百千万" and made.approximation is None:
        return None
    return made


def _made(
    text: str, start: int, match: re.Match[str], number: str, unit: units.Unit, *, digits: bool
) -> Quantity | None:
    value = numerals.value(number)
    if value is None:
        return None
    base = unit.base
    if match["times"] and not base.endswith("次"):
        base += "次"
    elif match["twin"] and (twin := base + match["twin"][1]) in units.load():
        base = units.load()[twin].base
    first, approximation = _approximation(text, start, match.end(), number)
    return _new(Quantity, (first, start, match.end(), value, base, approximation, digits, unit.numerals))


def _percent(text: str, match: re.Match[str]) -> Quantity | None:
    number, _, decimals = match["number"].partition("点")
    whole = numerals.value(number)
    if whole is None:
        return None
    value = float(f"{whole}.{''.join(str(numerals.DIGITS[c]) for c in decimals)}") if decimals else whole
    first, approximation = _approximation(text, match.start(), match.end(), number)
    return Quantity(first, match.start(), match.end(), value, "%", approximation, True, "any")


def _approximation(text: str, start: int, end: int, number: str) -> tuple[int, str | None]:
    """Where the quantity begins with its mark in front, and the kind of its approximation."""
    for length in (2, 1) if text[start - 1 : start] in _BEFORE_ENDS else ():
        mark = _BEFORE.fullmatch(text, start - length, start) if start >= length else None
        if mark and text[start - 2 : start] not in _NO_MARK:
            return start - length, "≈" if mark["about"] else "≥"
    if text[start - 1 : start] in _LESS_ENDS and _NOT_REACHED.search(text, max(0, start - 4), start):
        return start, "≤"
    if "余" in number or "多" in number:
        return start, "≥"
    if text[end : end + 1] in _AFTER_BEGINS and (after := _AFTER.match(text, end)):
        return start, "≈" if after["about"] else "≥"
    return start, None
