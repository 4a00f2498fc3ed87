"""What each number of a report is used for: it adds up with others, or why not, and which indicator it counts for."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.catalogue import signs
from kg.catalogue.indicators import of_kind, rates, said
from kg.link import again, contained
from kg.link.surroundings import Surroundings, around, header
from kg.records import (
    ADDS_UP,
    AVERAGE,
    BOUND,
    CHANGE,
    HELD,
    OTHER_YEAR,
    PART,
    ZERO_IN_WORDS,
    Measure,
    Record,
    wholes,
)


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
        counts = (
            m.rule != ZERO_IN_WORDS
            and m.year == year
            and m.change is None
            and m.approximation != "≤"
            and not words[index].average
        )
        fits.append(_indicator(m, words[index], above.get(index, "")) if counts else None)
    named: list[str | None] = []
    for index, name in enumerate(fits):
        a_part = name is not None and any(fits[w] == name for w in wholes(measures, index))
        named.append(None if a_part else name)
    parts = [name != fit for name, fit in zip(named, fits, strict=True)]
    contained.leave(measures, named, words, text)
    uses = []
    for index, (m, name) in enumerate(zip(measures, named, strict=True)):
        use = _use(measures, index, year, words[index])
        if use == ADDS_UP and name != fits[index]:
            use = PART if parts[index] else HELD
        said_of = m.counted if m.rule == ZERO_IN_WORDS else words[index].listed
        zeros = _zero(m, said_of) if m.year == year else ()
        uses.append((use, zeros or ((name,) if name else ())))
    uses = _without_stages(measures, uses)
    return list(again.once(measures, uses, words, text))


def _without_stages(
    measures: Sequence[Measure], uses: Sequence[tuple[str, tuple[str, ...]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """The uses, where a number that only says what became of those before it in its sentence is held by them.

    受理纠纷186件，调解成功182件 are 186; 受理纠纷12件，办结信访30件 are 42. What is done to things told of anywhere before is of these:
    较大事故9起 … 挂牌督办较大事故7起.
    """
    stages = signs.words("later stage")
    made: list[tuple[str, tuple[str, ...]]] = []
    told: dict[tuple[object, ...], float] = {}
    things: dict[tuple[str, str, str], float] = {}
    for m, (use, names) in zip(measures, uses, strict=True):
        if use == ADDS_UP:
            what, kind = (m.sentence.start if m.sentence else None, m.unit, m.activity), (m.unit, m.activity)
            before = told.get(what, -1.0)
            stage = m.value <= before and m.counted.lstrip("已均全部共") in stages
            if stage or any(m.value < things.get((*kind, thing), 0.0) for thing in again.done_to(m.counted)):
                use = HELD
            else:
                told[what] = max(before, 0.0) + m.value
                things[*kind, m.counted] = max(m.value, things.get((*kind, m.counted), 0.0))
        made.append((use, names))
    return made


def _use(measures: Sequence[Measure], index: int, year: int | None, words: Surroundings) -> str:
    m = measures[index]
    if m.year != year:
        return OTHER_YEAR
    if m.change is not None:
        return CHANGE
    if m.approximation == "≤":
        return BOUND
    if words.average and m.unit not in rates():
        return AVERAGE
    if m.part_of is None:
        return ADDS_UP
    same = any(measures[w].unit == m.unit and measures[w].activity == m.activity for w in wholes(measures, index))
    return PART if same else ADDS_UP


def _indicator(m: Measure, words: Surroundings, besides: str) -> str | None:
    for one in of_kind(m.activity, m.unit):
        if words.helped and one.how == "sum":
            continue
        if one.fits(m, words.near, besides + words.organ) and not (words.sum and said(words.listed, one.without)):
            return one.name
    return None


def _zero(m: Measure, listed: str) -> tuple[str, ...]:
    """The indicators that a zero counts for where it is said of several, or in words."""
    if m.value != 0 or m.change is not None:
        return ()
    possible = [one for one in of_kind(m.activity, m.unit) if not one.needs or said(listed, one.needs)]
    needs = {word for one in possible for word in one.needs}
    named = tuple(one.name for one in possible if not said(listed, tuple(w for w in one.without if w not in needs)))
    return named if len(named) > 1 or m.rule == ZERO_IN_WORDS else ()


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
