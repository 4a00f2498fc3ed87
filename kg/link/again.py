"""Numbers that are said again: of each thing only the first one counts.

A telling number is the same in whatever words. A small one may be the same by chance (第一批2起、第二批2起), unless its words mean
the very things told of before: 发生事故2起，现2起事故均已查结; 培训33人，33人全部合格; 上述3件已办结; 较大事故9起 … 挂牌督办较大事故9起.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.catalogue import signs
from kg.link.surroundings import Surroundings, own
from kg.records import ADDS_UP, AGAIN, HELD, PART, TABLE, Measure

#: Digits, without noughts at both ends, that a number has at least if it is hardly ever the same by chance.
_TELLING = 3
#: Nothing but these stands before a number of things that are known already; the first of them alone say that they are.
_POINTING = re.compile(r"(?:上述|以上|前述|该|这|此)")
_KNOWN = re.compile(r"(?:上述|以上|前述|该|这|此|现|目前|至今|对|在|将|其|的|所有|全部|均|已|经)*")
#: What is said of all of them: 2起事故均已查结, 33人全部合格, 2期共培训120人.
_ALL = re.compile(r"(?P<thing>[\u4e00-\u9fff]{0,8}?)(?P<said>均|都|全部|全都|已|共|合计|分别)")
_OF_ALL = frozenset(("均", "都", "全部", "全都"))
#: Where a clause begins.
_OPENING = frozenset("，,。；;：:、（(！？")
#: So many characters behind a number may name its things; a name has so many at least, and one that a deed is done to so many.
_REACH, _NAME, _DONE_TO = 16, 2, 3
#: So near a number stands a word that points at what it counts.
_WORDS = 8
#: So many numbers before one are looked at.
_NUMBERS = 20

#: The use of a number and the indicators that it counts for.
Use = tuple[str, tuple[str, ...]]


def once(measures: Sequence[Measure], uses: Sequence[Use], words: Sequence[Surroundings], text: str) -> Iterator[Use]:
    """The uses, of a number that is said again only the first.

    :param words: around each number. :param text: of the report.
    """
    said: set[tuple[float | str, ...]] = set()
    held: set[tuple[float | str, ...]] = set()
    told: dict[tuple[str, str, float], list[int]] = {}
    for index, (m, (use, names)) in enumerate(zip(measures, uses, strict=True)):
        digits = _digits(m.value)
        value = m.value if len(digits) < _TELLING else digits
        keys: list[tuple[float | str, ...]] = [(value, m.activity, m.unit)] if use == ADDS_UP else []
        before = told.get(kind := (m.activity, m.unit, m.value), [])
        adds = use == ADDS_UP
        if isinstance(value, str) or words[index].mentioned or (adds and _meant(measures, index, before, text)):
            names = tuple(name for name in names if (value, name) not in said)
            use = AGAIN if said.intersection(keys) else use
        if adds and use == ADDS_UP and (held.intersection(keys) or _summed(measures, uses, index, text)):
            use, names = AGAIN, ()
        yield use, names
        said.update(keys, ((value, name) for name in names))
        if use in (HELD, PART) and isinstance(value, str):  # what says it again is held no less
            held.add((value, m.activity, m.unit))
        if adds:
            told.setdefault(kind, []).append(index)


def _meant(measures: Sequence[Measure], index: int, before: Sequence[int], text: str) -> bool:
    """Whether the words of a number mean the things that one ``before`` it, which is as large, has told of."""
    m = measures[index]
    if not before or not text or m.rule == TABLE:
        return False
    before = before[-_NUMBERS:]
    counted = [measures[i].counted for i in before]
    if any(things in counted for things in done_to(m.counted)):
        return True
    near = own(measures, index, text)
    if not _KNOWN.fullmatch(near) or not _opens(text, m.start, near):
        return False
    behind = "".join(text[m.end : m.end + _REACH].split())
    of_all = _ALL.match(behind)
    thing = of_all["thing"] if of_all else ""
    named = bool(thing) and any(thing in c for c in counted)
    meant = named or not thing or thing in signs.words("any things")
    if of_all and named and of_all["said"] in _OF_ALL:  # 4名审查员均为兼职, however far away
        return True
    close = [c for i, c in zip(before, counted, strict=True) if _close(measures[i], m, text)]
    if not close:
        return False
    if _POINTING.search(near) or (of_all and meant):
        return True
    return any(behind.startswith(c[at:]) for c in close for at in range(len(c) - _NAME + 1))


def done_to(counted: str) -> Iterator[str]:
    """The things that something was done to, which the report may have told of: 较大事故 in 挂牌督办较大事故."""
    deeds = signs.begins("done to known")
    if counted.startswith(deeds):
        for deed in deeds:
            if counted.startswith(deed) and len(counted) >= len(deed) + _DONE_TO:
                yield counted[len(deed) :]


def _summed(measures: Sequence[Measure], uses: Sequence[Use], index: int, text: str) -> bool:
    """Whether a number points at several before it: 立案5件，移送6件，上述11件均已办结."""
    m = measures[index]
    if m.rule == TABLE or not text or not _POINTING.search(text, max(0, m.start - _WORDS), m.start):
        return False
    near = own(measures, index, text)
    if not _POINTING.search(near) or not _KNOWN.fullmatch(near) or not _opens(text, m.start, near):
        return False
    total = 0.0
    for i in range(index - 1, max(-1, index - _NUMBERS), -1):
        if not _close(measures[i], m, text):
            break
        if uses[i][0] == ADDS_UP and measures[i].unit == m.unit and measures[i].activity == m.activity:
            total += measures[i].value
    return m.value <= total


def _opens(text: str, start: int, near: str) -> bool:
    """Whether a clause begins with the words ``near`` before the number at ``start``."""
    before = "".join(text[max(0, start - 2 * len(near) - 8) : start].split())
    return before[: len(before) - len(near)][-1:] in _OPENING


def _close(one: Measure, other: Measure, text: str) -> bool:
    """Whether a number stands in the sentence of the ``other`` one or in that before it."""
    if one.sentence is None or other.sentence is None:
        return False
    return one.sentence == other.sentence or not text[one.sentence.end : other.sentence.start].strip()


@lru_cache(maxsize=1 << 14)
def _digits(value: float) -> str:
    """The digits of a number, without noughts at both ends."""
    return f"{value:f}".replace(".", "").strip("0")
