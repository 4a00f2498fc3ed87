"""Numbers that count nothing of their own, since another number of the report holds what they tell of.

Later stages of the same cases, parts that are told in the next sentence, rows of a table whose sum the text has given, single cases
out of a year's, and what is said again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.catalogue import signs
from kg.catalogue.indicators import indicators, said
from kg.link.surroundings import Surroundings
from kg.records import TABLE, Measure, Span

#: What comes on top of a total: 全年立案12起，罚款34万元。另罚款2万元。
_BESIDES = "另"
#: A sentence on parts of what the one before tells: 立案41件。其中查处无证经营6件。
_PARTS = re.compile(r"\s*其中")
#: Between the cells of a table's row.
_CELLS = re.compile(r"[ \u00a0\u2000-\u200a\u3000]{2,}|[\u2003\u3000]|\t")
#: A sum that the report hides: 罚款**万元.
_HIDDEN = re.compile(r"罚没?款?[^，。；]{0,8}[*＊×xX]{1,4}[\d*＊×xX.]*(?:万|亿)?元")

#: The indicator that each number counts for, if any; numbers are taken out by putting None there.
Named = list[str | None]


def leave(measures: Sequence[Measure], named: Named, words: Sequence[Surroundings], text: str) -> None:
    """Take out of ``named`` the numbers that another one holds.

    :param words: around each number. :param text: of the report; without it, only values and sentences speak.
    """
    _leave_later(measures, named, words, text)
    _leave_parts(measures, named, text)
    _leave_rows(measures, named, text)
    _leave_decided(measures, named, words)
    _leave_told(measures, named, words)
    if text and _HIDDEN.search(text):
        _leave_single(measures, named, words)


def _leave_later(measures: Sequence[Measure], named: Named, words: Sequence[Surroundings], text: str) -> None:
    """Take out the numbers of later stages where the sentence has an earlier one: 立案96起，结案90起; 受理96起，查处90起."""
    table = indicators()
    first_stage = [
        name is not None and said(m.counted + w.near, table[name].opening)
        for name, m, w in zip(named, measures, words, strict=True)
    ]
    opened = {(named[i], _place(m)): m.value for i, m in enumerate(measures) if first_stage[i]}
    later = [
        name is not None
        and not first_stage[i]
        and (said(m.counted, table[name].later) or m.value <= opened.get((name, _place(m)), -1))
        for i, (name, m) in enumerate(zip(named, measures, strict=True))
    ]
    first: dict[tuple[str | None, int], dict[int, list[int]]] = {}
    for index, m in enumerate(measures):
        if named[index] and not later[index]:
            first.setdefault((named[index], _place(m)), {}).setdefault(_matter(m, text), []).append(index)
    sums = {key: sum(measures[i].value for told in matters.values() for i in told) for key, matters in first.items()}
    for index, m in enumerate(measures):
        name = named[index]
        matters = first.get((name, _place(m))) if later[index] else None
        if name is None or not matters:
            continue
        mine = matters.get(_matter(m, text), [])
        if table[name].money and m.value > sums[name, _place(m)]:
            for i in mine:  # more is collected than they are, so they are of it: 收缴罚没款500万元，对甲公司罚款3万元
                named[i] = None
        elif mine or not _own_matter(measures, named, index, text):
            named[index] = None


def _leave_decided(measures: Sequence[Measure], named: Named, words: Sequence[Surroundings]) -> None:
    """Take out decisions on cases that the sentence has filed: 立案12起，作出行政处罚8起."""
    filed: dict[tuple[str, int], float] = {}
    for index, (m, w) in enumerate(zip(measures, words, strict=True)):
        name = named[index]
        if name is None:
            continue
        here, told = (name, _place(m)), m.counted + w.near
        if signs.within("decided").search(told) and m.value <= filed.get(here, -1.0):
            named[index] = None
        elif signs.within("filed").search(told):
            filed[here] = max(m.value, filed.get(here, 0.0))


def _matter(m: Measure, text: str) -> int:
    """Where the matter of a number begins: at its sentence, or behind the last semicolon."""
    start = m.sentence.start if m.sentence else m.start
    return max(text.rfind("；", start, m.start), text.rfind(";", start, m.start), start)


def _own_matter(measures: Sequence[Measure], named: Named, index: int, text: str) -> bool:
    """Whether the fines at ``index`` are of cases told before them: 查处土地案863件，收缴罚款6520万元；查处矿产案47件，罚款3万元."""
    if named[index] != "fines":
        return False
    start = _matter(measures[index], text)
    return any(named[i] == "cases" and measures[i].start > start for i in range(max(0, index - 5), index))


def _of_one_case(measures: Sequence[Measure], words: Sequence[Surroundings]) -> frozenset[int]:
    """The numbers of single cases, and their sums behind them: 其中一案罚款3万元、没收违法所得1万元，共计4万元."""
    single = {i for i, around_it in enumerate(words) if around_it.single}
    sums = {measures[i].part_of for i in single if i < (measures[i].part_of or 0)}
    return frozenset(single.union(i for i in sums if i is not None and not words[i].total))


def _leave_told(measures: Sequence[Measure], named: Named, words: Sequence[Surroundings]) -> None:
    """Take out what a total of the report holds already: fines of single cases, some of the cases (从轻处罚2起), and cases told of
    besides all of the body's.
    """
    of_one = _of_one_case(measures, words)
    for name, one in indicators().items():
        mine = [i for i, other in enumerate(named) if other == name]
        if one.how != "sum" or len(mine) < 2:
            continue
        some = {i for i in mine if said(measures[i].counted + words[i].near, one.among)}
        single = of_one | some
        totals = {i for i in mine if words[i].total}
        if one.spread:
            sentences = {_place(m) for i, m in enumerate(measures) if words[i].total and named[i]}
            totals |= {i for i in mine if _place(measures[i]) in sentences and i not in single}
        rest = [i for i in mine if i not in totals and not words[i].near.startswith(_BESIDES)]
        value = [m.value for m in measures]
        if totals and sum(value[i] for i in rest) <= max(value[i] for i in totals):
            out = set(rest)
        else:
            several = max((value[i] for i in mine if i not in single), default=0)
            out = {i for i in mine if i in single and value[i] < several + (i in some)}
        for index in out:
            named[index] = None


def _leave_parts(measures: Sequence[Measure], named: Named, text: str) -> None:
    """Take out parts whose total is not the number before them: the sentence begins with 其中, or the number before is smaller."""
    for index, m in enumerate(measures):
        told = m.part_of is not None or _in_parts(m, text)
        if named[index] is None or not told:
            continue
        before = [i for i in range(index) if named[i] == named[index] and not _in_parts(measures[i], text)]
        if before and measures[before[-1]].value >= m.value and measures[before[-1]].year == m.year:
            named[index] = None


def _in_parts(m: Measure, text: str) -> bool:
    return m.sentence is not None and _PARTS.match(text, m.sentence.start) is not None


def _leave_rows(measures: Sequence[Measure], named: Named, text: str) -> None:
    """Take out the rows of tables where a number of the text is no smaller than all of them together."""
    told_in = {m.sentence for i, m in enumerate(measures) if named[i]}
    in_rows = {sentence for sentence in told_in if _is_row(sentence, text)}
    rows = {i for i, m in enumerate(measures) if named[i] and m.sentence in in_rows}
    for name in {named[i] for i in rows}:
        mine = [i for i in rows if named[i] == name]
        told = [m.value for i, m in enumerate(measures) if named[i] == name and i not in rows]
        new = sum(value for i in mine if (value := measures[i].value) not in told)  # the others are said again
        if told and new <= max(told):
            for index in mine:
                named[index] = None


def _is_row(sentence: Span | None, text: str) -> bool:
    return sentence is not None and len(_CELLS.findall(text[sentence.start : sentence.end].strip())) > 1


def _leave_single(measures: Sequence[Measure], named: Named, words: Sequence[Surroundings]) -> None:
    """Take out fines of single cases where the report hides the sum of all."""
    for index in _of_one_case(measures, words):
        if named[index] == "fines":
            named[index] = None


def _place(measure: Measure) -> int:
    """What a number is told together with: its sentence; a table is one."""
    if measure.rule == TABLE:
        return -1
    return measure.sentence.start if measure.sentence else measure.start
