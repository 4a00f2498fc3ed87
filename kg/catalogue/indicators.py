"""Which numbers of a report are added up, and for which indicator: 罚款34万元 for the fines, 冻结资金1.7亿元 for none.

The words that decide it are in ``data/indicators.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.records import Measure

#: What a number is used for: it adds up, or why not.
YES, OTHER_YEAR, CHANGE, PART = "yes", "another year", "change", "part of another"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of ``data/indicators.tsv``.

    :param needs: words of which one must stand in what is counted, None where any will do.
    :param without: words of which none may; ``later`` those of a later stage of cases that stand in the sentence already.
    :param how: ``sum`` or ``largest`` of a year's numbers.
    """

    name: str
    activity: str
    units: tuple[str, ...]
    needs: tuple[str, ...]
    without: tuple[str, ...]
    later: tuple[str, ...]
    how: str
    unit: str
    zh: str
    en: str

    def fits(self, measure: Measure) -> bool:
        """Whether a number counts what the indicator is about, whatever its year.

        >>> fines = indicators()["fines"]
        >>> [fines.fits(Measure(0, 1, "", 9.0, "元", words, "penalty", 2021)) for words in ("罚没款", "冻结资金", "减免罚款")]
        [True, False, False]
        """
        if measure.activity != self.activity or measure.unit not in self.units:
            return False
        words = "".join(measure.counted.split())
        return (not self.needs or _said(words, self.needs)) and not _said(words, self.without)

    def definition(self, language: str) -> str:
        """What is counted, with all the words that decide it, in ``zh`` or ``en``."""
        units, needs, without, later = ("、".join(w) for w in (self.units, self.needs, self.without, self.later))
        if language == "zh":
            parts = [f"{_KINDS[self.activity]}类活动中以{units}计的数值"]
            parts += [f"所计内容含有{needs}之一" if needs else "所计内容不限", f"不含{without}"]
            parts += [f"含有{later}的，只在同一句没有其他此类数值时计入"] if later else []
            parts += [f"同一报告年度取{'其和' if self.how == 'sum' else '其中最大的一个，以免把总数与分项相加'}"]
            return (
                "，".join(parts)
                + "。总数的分项、增减数、其他年份的数不计，重复的数计一次；报告没有写的为空，写明为零的才是 0。"
            )
        parts = [f"the numbers in {units} on activities of type {self.activity}"]
        parts += [f"where what is counted says {f'one of {needs} and ' if needs else ''}none of {without}"]
        parts += [f"and {later} only where the sentence has no other such number"] if later else []
        how = "their sum" if self.how == "sum" else "the largest of them, so that no part is added to its total"
        return (
            f"{', '.join(parts)}; of a report year {how}. Parts of a total, changes and numbers of other years are left out, a "
            "number that is said again counts once; missing where no report says it, 0 only where a report says zero."
        )


#: What the activities of indicators are called.
_KINDS = {"penalty": "行政处罚、立案与罚款", "dispute": "复议、诉讼、信访与调解"}


@cache
def indicators() -> dict[str, Indicator]:
    """The indicators by name, in the order of the table."""
    rows = resources.rows("indicators.tsv")
    return {
        r["name"]: Indicator(
            r["name"], r["activity"], _words(r["units"]), _words(r["needs"]), _words(r["without"]), _words(r["later"]),
            r["how"], r["unit"], r["zh"], r["en"],
        )
        for r in rows
    }  # fmt: skip


def whole(measures: Sequence[Measure], index: int) -> int | None:
    """The measure that ``measures[index]`` is a part of; none that is smaller than its part, which cannot be."""
    part = measures[index]
    if part.part_of is None:
        return None
    total = measures[part.part_of]
    return None if total.unit == part.unit and total.value < part.value else part.part_of


def wholes(measures: Sequence[Measure], index: int) -> Iterator[int]:
    """The measures that ``measures[index]`` is a part of, from the nearest to the last."""
    seen = {index}
    at = whole(measures, index)
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = whole(measures, at)


def uses(measures: Sequence[Measure], year: int | None) -> list[tuple[str, str | None]]:
    """What each number of a report is used for.

    :param year: that the report is on; numbers of other years are left out, since their own report gives them.
    :returns: whether it adds up with others of its activity and unit (:data:`YES`, or why not), and the indicator that it
        counts for.
    """
    fits = [_indicator(m) if m.year == year and m.change is None else None for m in measures]
    named: list[str | None] = []
    for index, name in enumerate(fits):
        a_part = name is not None and any(fits[w] == name for w in wholes(measures, index))
        named.append(None if a_part else name)
    _leave_later(measures, named)
    return [(_use(measures, index, year), name) for index, name in enumerate(named)]


def _use(measures: Sequence[Measure], index: int, year: int | None) -> str:
    m = measures[index]
    if m.year != year:
        return OTHER_YEAR
    if m.change is not None:
        return CHANGE
    if m.part_of is None:
        return YES
    same = any(measures[w].unit == m.unit and measures[w].activity == m.activity for w in wholes(measures, index))
    return PART if same else YES


def _indicator(measure: Measure) -> str | None:
    possible = _by_what_they_count().get((measure.activity, measure.unit), ())
    return next((i.name for i in possible if i.fits(measure)), None)


@cache
def _by_what_they_count() -> dict[tuple[str, str], list[Indicator]]:
    """The indicators by activity and unit, in the order of the table."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in indicators().values():
        for unit in indicator.units:
            found.setdefault((indicator.activity, unit), []).append(indicator)
    return found


def _leave_later(measures: Sequence[Measure], named: list[str | None]) -> None:
    """Take out the numbers of later stages where the sentence has an earlier one."""
    later = [name is not None and _said(measures[i].counted, indicators()[name].later) for i, name in enumerate(named)]
    first = {(named[i], _sentence(m)) for i, m in enumerate(measures) if named[i] and not later[i]}
    for index, m in enumerate(measures):
        if later[index] and (named[index], _sentence(m)) in first:
            named[index] = None


def _sentence(measure: Measure) -> int:
    return measure.sentence.start if measure.sentence else measure.start


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(" "))


def _said(words: str, wanted: tuple[str, ...]) -> bool:
    return bool(wanted) and _pattern(wanted).search(words) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@cache
def rates() -> frozenset[str]:
    """The units of rates (%, 倍, 百分点), which are never added up."""
    return frozenset(row["unit"] for row in resources.rows("unit_names.tsv") if row["kind"] == "rate")
