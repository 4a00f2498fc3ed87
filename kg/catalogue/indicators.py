"""Which numbers of a report are added up, and for which indicator: 罚款34万元 for the fines, 冻结资金1.7亿元 for none.

The words that decide it are in ``data/indicators.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.records import Measure

#: Units that cases are counted in, and things too; with a second unit only things: 83件（套）.
_PIECES = frozenset("件份")
_TWIN = re.compile(r"[（(](?:套|个|只|台|批|张|册|支|把|部|瓶|盒|份)")
#: Papers are cases only if they decide one: 处罚决定572份, not 向部门发送“三书一函”52份.
_PAPERS, _DECIDES = "份", ("处罚", "决定", "案")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of ``data/indicators.tsv``.

    :param needs: words of which one must stand in what is counted, None where any will do.
    :param without: words of which none may; ``things`` what it may not end with in units of pieces; ``around`` of which none may stand before it in its clause, or befall what is
        counted; ``later`` those of a later stage of cases that stand in the sentence already; ``opening`` those of a first stage, of
        which no more can come.
    :param how: ``sum`` or ``largest`` of a year's numbers.
    :param spread: whether the total of all cases in a sentence makes a total of its number: 全年立案1642件，罚没款3917万元.
    """

    name: str
    activity: str
    units: tuple[str, ...]
    needs: tuple[str, ...]
    without: tuple[str, ...]
    things: tuple[str, ...]
    around: tuple[str, ...]
    later: tuple[str, ...]
    opening: tuple[str, ...]
    among: tuple[str, ...]
    how: str
    spread: bool
    unit: str
    zh: str
    en: str

    @property
    def money(self) -> bool:
        """Whether it adds up money and counts nothing."""
        return self.unit == "元"

    def fits(self, measure: Measure, near: str = "", besides: str = "") -> bool:
        """Whether a number counts what the indicator is about, whatever its year.

        :param near: the words around it; ``besides`` more that say what is counted: above the column of the table that it adds
            up, or the organ whose deed it is.

        >>> fines = indicators()["fines"]
        >>> [fines.fits(Measure(0, 1, "", 9.0, "元", words, "penalty", 2021)) for words in ("罚没款", "冻结资金", "减免罚款")]
        [True, False, False]
        """
        if measure.activity != self.activity or measure.unit not in self.units:
            return False
        words = "".join(measure.counted.split())
        if self.things and ((words.endswith(self.things) and measure.unit in _PIECES) or _TWIN.search(measure.surface)):
            return False
        if self.things and measure.unit == _PAPERS and not said(words, _DECIDES):
            return False
        needed = not self.needs or said(words, self.needs) or said(besides, self.needs)
        return needed and not said(words, self.without) and not said(near, self.around)

    def definition(self, language: str) -> str:
        """What is counted, with all the words that decide it, in ``zh`` or ``en``."""
        every = (self.units, self.needs, self.without, self.things, self.around, self.later, self.opening, self.among)
        units, needs, without, things, around, later, opening, among = ("、".join(words) for words in every)
        pieces = "、".join(sorted(_PIECES.intersection(self.units)))
        if language == "zh":
            parts = [f"{_KINDS[self.activity]}类活动中以{units}计的数值"]
            parts += [f"所计内容含有{needs}之一" if needs else "所计内容不限", f"不含{without}"]
            parts += [f"以{pieces}计的不以{things}结尾，以份计的须说{'、'.join(_DECIDES)}之一"] if things else []
            parts += [f"其前或其后的词语不含{around}"] if around else []
            parts += [f"含有{later}的，只在同一句未另写同一批案件的此类数值时计入"] if later else []
            parts += ["其大于这些数值之和的则代替它们"] if later and self.money else []
            parts += [f"同一句已有{opening}的数值时，不大于它的其他数值不计"] if opening else []
            parts += ["同一句已有立案的数值时，不大于它的处罚决定不计"] if things else []
            parts += [f"含有{among}的，只在报告没有不小于它的其他此类数值时计入"] if among else []
            parts += ["只是配合、协助别的机关所做的不计"] if self.how == "sum" else []
            parts += [f"同一报告年度取{'其和' if self.how == 'sum' else '其中最大的一个，以免把总数与分项相加'}"]
            return (
                "，".join(parts)
                + "。总数的分项（包括其和不大于正文数值的表格各行）、增减数、平均数、没有达到的数（不足、不到）、其他年份的数不计，重复的数计一次；报告没有写的为空，写明为零的才是 0。"
            )
        parts = [f"the numbers in {units} on activities of type {self.activity}"]
        parts += [f"where what is counted says {f'one of {needs} and ' if needs else ''}none of {without}"]
        parts += (
            [f"which in {pieces} does not end with one of {things}, in 份 says one of {'、'.join(_DECIDES)}"]
            if things
            else []
        )
        parts += [f"the words around it none of {around}"] if around else []
        parts += [f"and {later} only where the sentence has no other such number of the same cases"] if later else []
        parts += ["or instead of those, where it is more than they are together"] if later and self.money else []
        parts += [f"beside one of {opening} in its sentence only what is larger"] if opening else []
        parts += ["beside cases filed (立案) in its sentence no decisions on them that are not more"] if things else []
        parts += [f"those of {among} only where no other such number of the report is as large"] if among else []
        parts += ["nothing that another organ did with its help (配合, 协助)"] if self.how == "sum" else []
        how = "their sum" if self.how == "sum" else "the largest of them, so that no part is added to its total"
        return (
            f"{', '.join(parts)}; of a report year {how}. Parts of a total (also rows of a table that together are no more than a number of the text), changes, averages, numbers that are not reached (不足) and those of other years are left out, a "
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
            r["name"], r["activity"], _words(r["units"]), _words(r["needs"]), _words(r["without"]), _words(r["things"]), _words(r["around"]), _words(r["later"]),
            _words(r["opening"]), _words(r["among"]), r["how"], r["spread"] == "yes", r["unit"], r["zh"], r["en"],
        )
        for r in rows
    }  # fmt: skip


@cache
def _by_kind() -> dict[tuple[str, str], list[Indicator]]:
    """The indicators by activity and unit, in the order of the table."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in indicators().values():
        for unit in indicator.units:
            found.setdefault((indicator.activity, unit), []).append(indicator)
    return found


def of_kind(activity: str, unit: str) -> Sequence[Indicator]:
    """The indicators that a number of an activity in a unit may count for."""
    return _by_kind().get((activity, unit), ())


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(" "))


def said(words: str, wanted: tuple[str, ...]) -> bool:
    """Whether one of the wanted words stands in the words."""
    return bool(wanted) and _pattern(wanted).search(words) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@cache
def rates() -> frozenset[str]:
    """The units of rates (%, 倍, 百分点), which are never added up."""
    return frozenset(row["unit"] for row in resources.rows("unit_names.tsv") if row["kind"] == "rate")
