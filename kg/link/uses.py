"""What each number of a report is used for: it adds up with others, or why not, and which indicator it counts for."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.catalogue.indicators import indicators, of_kind, rates, said
from kg.link.surroundings import Surroundings, around, header
from kg.records import ADDS_UP, AVERAGE, CHANGE, OTHER_YEAR, PART, Measure, Record, wholes

#: What comes on top of a total: 全年立案12起，罚款34万元。另罚款2万元。
_BESIDES = "另"


def settle(record: Record) -> Record:
    """``record`` with the use of each number, to be called once its facts, names and numbers are as they shall be.

    Numbers of other years than the report's are left out, since their own report gives them; the words around a number may
    keep it out.
    """
    used = _used(record.measures, record.report.report_year, record.source.text)
    return dataclasses.replace(
        record,
        measures=tuple(m.used(use, names) for m, (use, names) in zip(record.measures, used, strict=True)),
    )


def _used(measures: Sequence[Measure], year: int | None, text: str) -> list[tuple[str, tuple[str, ...]]]:
    words = [around(measures, index, text, full=bool(of_kind(m.activity, m.unit))) for index, m in enumerate(measures)]
    fits: list[str | None] = []
    above = _columns(measures, text)
    for index, m in enumerate(measures):
        counts = m.year == year and m.change is None and not words[index].average
        besides = above.get(index, "") + words[index].organ
        fits.append(_indicator(m, words[index].near, besides) if counts else None)
    named: list[str | None] = []
    for index, name in enumerate(fits):
        a_part = name is not None and any(fits[w] == name for w in wholes(measures, index))
        named.append(None if a_part else name)
    _leave_later(measures, named)
    _leave_told(measures, named, words)
    return [
        (
            _use(measures, index, year, words[index]),
            (_zero(m, words[index].listed) if m.year == year else ()) or ((name,) if name else ()),
        )
        for index, (m, name) in enumerate(zip(measures, named, strict=True))
    ]


def _use(measures: Sequence[Measure], index: int, year: int | None, words: Surroundings) -> str:
    m = measures[index]
    if m.year != year:
        return OTHER_YEAR
    if m.change is not None:
        return CHANGE
    if words.average and m.unit not in rates():
        return AVERAGE
    if m.part_of is None:
        return ADDS_UP
    same = any(measures[w].unit == m.unit and measures[w].activity == m.activity for w in wholes(measures, index))
    return PART if same else ADDS_UP


def _indicator(m: Measure, near: str, besides: str) -> str | None:
    return next((i.name for i in of_kind(m.activity, m.unit) if i.fits(m, near, besides)), None)


def _zero(m: Measure, listed: str) -> tuple[str, ...]:
    """The indicators that a zero counts for where it is said of several."""
    if m.value != 0 or m.change is not None:
        return ()
    possible = [one for one in of_kind(m.activity, m.unit) if said(listed, one.needs)]
    needs = {word for one in possible for word in one.needs}
    named = tuple(one.name for one in possible if not said(listed, tuple(w for w in one.without if w not in needs)))
    return named if len(named) > 1 else ()


def _columns(measures: Sequence[Measure], text: str) -> dict[int, str]:
    """Totals of tables → the line above the first row of their parts, which names the columns."""
    found: dict[int, str] = {}
    for part in measures:
        total = part.part_of
        if total is None or total in found or not text or part.sentence is None:
            continue
        if measures[total].sentence != part.sentence:
            found[total] = header(text, part.sentence.start)
    return found


def _leave_later(measures: Sequence[Measure], named: list[str | None]) -> None:
    """Take out the numbers of later stages where the sentence has an earlier one."""
    later = [name is not None and said(measures[i].counted, indicators()[name].later) for i, name in enumerate(named)]
    first = {(named[i], _sentence(m)) for i, m in enumerate(measures) if named[i] and not later[i]}
    for index, m in enumerate(measures):
        if later[index] and (named[index], _sentence(m)) in first:
            named[index] = None


def _of_one_case(measures: Sequence[Measure], words: Sequence[Surroundings]) -> frozenset[int]:
    """The numbers of single cases, and their sums behind them: 其中一案罚款3万元、没收违法所得1万元，共计4万元."""
    single = {i for i, around_it in enumerate(words) if around_it.single}
    sums = {measures[i].part_of for i in single if i < (measures[i].part_of or 0)}
    return frozenset(single.union(i for i in sums if i is not None and not words[i].total))


def _leave_told(measures: Sequence[Measure], named: list[str | None], words: Sequence[Surroundings]) -> None:
    """Take out what a total of the report holds already: fines of single cases, and cases told of besides all of the body's."""
    single = _of_one_case(measures, words)
    for name, one in indicators().items():
        mine = [i for i, other in enumerate(named) if other == name]
        if one.how != "sum" or len(mine) < 2:
            continue
        totals = {i for i in mine if words[i].total}
        if one.spread:
            sentences = {_sentence(m) for i, m in enumerate(measures) if words[i].total and named[i]}
            totals |= {i for i in mine if _sentence(measures[i]) in sentences and i not in single}
        rest = [i for i in mine if i not in totals and not words[i].near.startswith(_BESIDES)]
        value = [m.value for m in measures]
        if totals and sum(value[i] for i in rest) <= max(value[i] for i in totals):
            out = set(rest)
        else:
            several = max((value[i] for i in mine if i not in single), default=0)
            out = {i for i in mine if i in single and value[i] < several}
        for index in out:
            named[index] = None


def _sentence(measure: Measure) -> int:
    return measure.sentence.start if measure.sentence else measure.start
