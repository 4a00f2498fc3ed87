"""Numbers that add up to a total of another sentence are its parts: 立案153宗。按领域分：市容89宗；违建6宗；垃圾58宗.

Nothing but the sum may say so, and small sums come about by accident: the further away, and the fewer the parts, the more
digits the total must have.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from kg.extract.sums import SUM, Number, adding, rows

#: Between the parts of one matter and those of the next.
_PARTED = re.compile("[；;。]")
#: A sentence that tells of parts.
_TELLS_PARTS = re.compile(r"\s*(?:其中|按[^，。；\d]{1,12}分|分[^，。；\d]{0,8}看|从[^，。；\d]{1,12}看)")
#: What a total must be at least where its parts stand in its own paragraph, and where they are said to be parts.
_NEAR, _SAID = 20, 5
#: Digits, without noughts at both ends, of a total that is hardly ever a sum by chance, and of one that two parts far away make.
_TELLING, _VERY_TELLING = 3, 4
#: So many numbers before a total are looked at, so many characters for the beginning of its paragraph, and so many matters of a
#: sentence by themselves.
_MOST, _REACH, _MATTERS = 200, 2000, 20
#: So near a total stands what says that it is one.
_CLOSE = 16


def parts(text: str, numbers: Sequence[Number], found: dict[int, int]) -> dict[int, int]:
    """Index of a number → that of the total in another sentence, or beyond a semicolon, that it is a part of.

    :param numbers: of the whole text, in its order. :param found: the parts that are known already.
    """
    more = _other_whole(numbers)
    known = found | more
    wholes = set(known.values())
    totals = _totals(numbers)
    for first, end in rows(numbers):
        known_before = len(known)
        for run in _runs(text, numbers, known, first, end) if end - first > 1 else ():
            whole = _whole(text, numbers, run, totals)
            if whole is not None:
                known.update(dict.fromkeys(run, whole))
        if len(known) > known_before:
            wholes.update(known.values())
        start, stop = numbers[first].sentence
        if not first or (text.find("计", start, stop) < 0 and text.find("共", start, stop) < 0):
            continue
        closes = -1
        for index in range(first, end):
            if numbers[index].level and index not in known and index not in wholes:
                closed = _closed(text, numbers, known, index, first, goes_on=closes == index - 1)
                known.update(dict.fromkeys(closed, index))
                closes = index if closed else closes
    return {part: whole for part, whole in known.items() if found.get(part) != whole}


def _key(value: float, unit: str) -> tuple[float, str]:
    return round(value, 4), unit


def _totals(numbers: Sequence[Number]) -> dict[tuple[float, str], list[int]]:
    """Value and unit → the levels that are so much."""
    totals: dict[tuple[float, str], list[int]] = {}
    for index, n in enumerate(numbers):
        if n.level and not n.quantity.approximation and n.quantity.value >= _SAID:
            totals.setdefault(_key(n.quantity.value, n.quantity.unit), []).append(index)
    return totals


def _other_whole(numbers: Sequence[Number]) -> dict[int, int]:
    """Parts whose words name the nearest number, but that add up to one before it: 立案153宗，结案147宗，其中当年131宗、上年22宗."""
    more: dict[int, int] = {}
    said = [i for i, n in enumerate(numbers) if n.part_of is not None and n.level]
    for whole, group in groupby(said, key=lambda i: numbers[i].part_of):
        run = list(group)
        if whole is None or len(run) < 2 or len({numbers[i].quantity.unit for i in (whole, *run)}) > 1:
            continue
        sums = [round(total, 4) for total in accumulate(numbers[i].quantity.value for i in run)]
        if round(numbers[whole].quantity.value, 4) in sums:  # 审结16件，其中维持9件、撤销7件，结转2件
            continue
        for index in range(whole, -1, -1):
            n = numbers[index]
            if n.sentence != numbers[whole].sentence:
                break
            if n.level and _key(n.quantity.value, n.quantity.unit) == _key(sums[-1], numbers[whole].quantity.unit):
                if index != whole:
                    more.update(dict.fromkeys(run, index))
                break
    return more


def _runs(text: str, numbers: Sequence[Number], known: dict[int, int], first: int, end: int) -> Iterator[list[int]]:
    """The numbers in one unit that a sentence, or what stands between its semicolons, tells; the most first."""
    units: dict[str, list[int]] = {}
    for index in range(first, end):
        n = numbers[index]
        if n.level and n.part_of is None and index not in known and not n.quantity.approximation:
            units.setdefault(n.quantity.unit, []).append(index)
    for mine in units.values():
        if len(mine) < 2:
            continue
        ends = [numbers[index].quantity.end for index in mine]
        if _PARTED.search(text, ends[0], numbers[mine[-1]].quantity.start) is None:
            yield mine
            continue
        cuts = [
            place
            for place in range(1, len(mine))
            if _PARTED.search(text, ends[place - 1], numbers[mine[place]].quantity.start)
        ]
        edges = [0, *(cuts if len(cuts) < _MATTERS else ()), len(mine)]
        for length in range(len(edges) - 1, 0, -1):
            for at in range(len(edges) - length):
                run = mine[edges[at] : edges[at + length]]
                if len(run) > 1 and not any(index in known for index in run):
                    yield run


def _whole(
    text: str, numbers: Sequence[Number], run: Sequence[int], totals: dict[tuple[float, str], list[int]]
) -> int | None:
    """The last total before a run that it adds up to, if that is no accident."""
    total = 0.0
    for index in run:
        total += numbers[index].quantity.value
    same = totals.get(_key(total, numbers[run[0]].quantity.unit), ())
    place = bisect_left(same, run[0])
    return same[place - 1] if place and _meant(text, numbers, run, same[place - 1]) else None


def _meant(text: str, numbers: Sequence[Number], run: Sequence[int], whole: int) -> bool:
    total = numbers[whole]
    alike = sum(numbers[index].activity == total.activity for index in run)
    digits = len(f"{total.quantity.value:f}".replace(".", "").strip("0"))
    start, end = total.quantity.end, numbers[run[0]].quantity.start
    if end - start > _REACH or text.find("\n", start, end) >= 0:  # in another paragraph
        return alike == len(run) and digits >= (_TELLING if len(run) > 2 else _VERY_TELLING)
    if total.sentence != numbers[run[0]].sentence and _TELLS_PARTS.match(text, numbers[run[0]].sentence[0]):
        return alike > 0 or total.quantity.value >= _NEAR
    if total.quantity.value < _NEAR:
        return False
    return alike == len(run) or (alike > 0 and digits >= _TELLING)


def _closed(
    text: str, numbers: Sequence[Number], known: dict[int, int], index: int, first: int, *, goes_on: bool
) -> list[int]:
    """The parts in the sentences before that a total closes: 土地案319件；矿产案22件；测绘案3件。全市案件合计344件."""
    total = numbers[index]
    before = numbers[index - 1].quantity.end if index else 0
    start = max(before, total.sentence[0], total.quantity.start - _CLOSE)
    if not goes_on and not SUM.search(text, start, total.quantity.start):
        return []
    line = max(text.rfind("\n", max(0, start - _REACH), start), start - _REACH)
    low = max(0, first - _MOST)
    return adding(numbers, known, total, (i for i in range(first - 1, low - 1, -1) if numbers[i].quantity.start > line))
