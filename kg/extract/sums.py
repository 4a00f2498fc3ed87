"""Numbers that add up to another are its parts, whatever stands between: 208件，保留151件、废止49件、修改8件; rows above 合计."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.extract.quantities import Quantity

#: Behind a number: what opens a list of its parts.
_OPENS = re.compile(r"\s*[（(：:]")
#: Before a number: it is the sum of those before it.
SUM = re.compile(r"(?:合\s*计|共\s*计|总\s*计|小\s*计|一共|总共|(?<![公中])共)[^，。；、\d]{0,6}$")
#: What a row of totals is called.
_SUM_ROW = re.compile(r"[\s|｜]*(?:\d+[.、．]?)?[\s|｜]*(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数)[\s|｜:：]*$")
_PARTED = re.compile("[；;]")
#: So small a total comes about by accident where nothing marks it.
_LEAST = 5
#: By which part of a total its parts may differ from it: what the addition of decimals leaves.
_EQUAL = 1e-9
#: Parts stand near each other.
_NEAR = 60
_ENUMERATED = frozenset("、和及与")
#: Units that count the same things: 检查1200家次，其中工贸120家; 培训300人次，其中干部50名; 立案12件，其中简易程序5起.
_COUNTS_OF = {
    "家次": "家",
    "户次": "户",
    "人次": "人",
    "名": "人",
    "件次": "件",
    "台次": "台",
    "车次": "车",
    "起": "件",
    "宗": "件",
    "例": "件",
}
#: So many rows above and below a total are looked at.
_MOST = 40


class Number(NamedTuple):
    """A number that may be a total or a part.

    :param level: whether it is a level of the report's year, and not a change, a rate or that of another year.
    :param part_of: index of the number that it is a part of by the words of its sentence.
    """

    quantity: Quantity
    activity: str
    level: bool
    part_of: int | None
    sentence: tuple[int, int]


def alike(unit: str, other: str) -> bool:
    """Whether two units count the same things.

    >>> alike("名", "人次"), alike("件", "条")
    (True, False)
    """
    return _COUNTS_OF.get(unit, unit) == _COUNTS_OF.get(other, other)


def parts(text: str, numbers: Sequence[Number]) -> dict[int, int]:
    """Index of a number → that of the total it is a part of, where the words of its sentence did not say so already.

    :param numbers: of the whole text, in its order.
    """
    found: dict[int, int] = {}
    stretches = list(rows(numbers))
    for place, (first, end) in enumerate(stretches):
        if end - first > 2:  # a total has two parts
            start, stop = numbers[first].sentence
            summing = text.find("计", start, stop) >= 0 or text.find("共", start, stop) >= 0
            for index in range(first, end):
                of = _before(text, numbers, found, index, first) if summing else []
                of = of or _behind(text, numbers, found, index, end)
                found.update(dict.fromkeys(of, index))
        if end - first > 1:
            _each(text, numbers, found, range(first, end))
        if _SUM_ROW.match(text, numbers[first].sentence[0], numbers[first].quantity.start):
            for index in range(first, end):
                of = _in_rows(text, numbers, found, stretches, place, index)
                found.update(dict.fromkeys(of, index))
    return found


def rows(numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """The stretches of ``numbers`` that stand in one sentence, which may be a row of a table."""
    first = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index].sentence != numbers[first].sentence:
            yield first, index
            first = index


def _free(numbers: Sequence[Number], found: dict[int, int], index: int, total: Number) -> bool:
    """Whether a number may be a part of ``total``: a level in its unit that is no part yet."""
    n = numbers[index]
    return n.level and n.part_of is None and index not in found and n.quantity.unit == total.quantity.unit


def _behind(text: str, numbers: Sequence[Number], found: dict[int, int], index: int, end: int) -> list[int]:
    """The parts that follow a total in its sentence: all of them together are exactly as much."""
    total = numbers[index]
    whole = total.quantity
    if not total.level or whole.approximation or not whole.value or index + 2 >= end:
        return []
    if any(n.part_of == index for n in numbers[index + 1 : end]):  # its parts are said by words
        return []
    opening = _OPENS.match(text, whole.end)
    stop = total.sentence[1]
    if opening and opening[0][-1] in "（(":
        closing = re.compile("[）)]").search(text, opening.end(), stop)
        stop = closing.start() if closing else stop
    run: list[int] = []
    rest, at = whole.value, whole.end
    for later in range(index + 1, end):
        quantity = numbers[later].quantity
        if (
            quantity.start >= stop
            or quantity.start - at > _NEAR
            or (not opening and _PARTED.search(text, at, quantity.start))
        ):
            break
        if not _free(numbers, found, later, total):
            if quantity.unit == whole.unit and numbers[later].part_of is None and later not in found:
                break  # a change, or the level of another year
            continue
        run.append(later)
        rest -= quantity.value
        at = quantity.end
        if rest <= _EQUAL * whole.value:
            break
    if len(run) < 2 or abs(rest) > _EQUAL * whole.value:
        return []
    return run if opening or _clear(text, numbers, found, total, run, end) else []


def _clear(
    text: str, numbers: Sequence[Number], found: dict[int, int], total: Number, run: list[int], end: int
) -> bool:
    """Whether a sum that nothing marks is no accident: of one activity, not too small, and the list ends with it."""
    if total.quantity.value < _LEAST or any(numbers[i].activity != total.activity for i in run):
        return False
    following = run[-1] + 1
    return not (
        following < end
        and _free(numbers, found, following, total)
        and text[numbers[run[-1]].quantity.end : numbers[run[-1]].quantity.end + 1] in _ENUMERATED
    )


def _before(text: str, numbers: Sequence[Number], found: dict[int, int], index: int, first: int) -> list[int]:
    """The parts that a total follows in its sentence: 我局4人、街道5人，共9人."""
    total = numbers[index]
    if index - first < 2 or not total.level:
        return []
    start = max(numbers[index - 1].quantity.end, total.sentence[0])
    goes_on = found and any(found.get(i) == index - 1 for i in range(first, index - 1))  # 合计42件、5万元
    if not goes_on and not SUM.search(text, start, total.quantity.start):
        return []
    return adding(numbers, found, total, range(index - 1, first - 1, -1))


def adding(numbers: Sequence[Number], found: dict[int, int], total: Number, order: Iterable[int]) -> list[int]:
    """Those of the next numbers in ``order`` that are exactly as much as ``total``; none where they are not."""
    run: list[int] = []
    rest = total.quantity.value
    for index in order:
        if not _free(numbers, found, index, total):
            continue
        run.append(index)
        rest -= numbers[index].quantity.value
        if rest <= _EQUAL * total.quantity.value:
            break
    exact = abs(rest) <= _EQUAL * total.quantity.value
    return run if len(run) > 1 and exact and total.quantity.value else []


def _each(text: str, numbers: Sequence[Number], found: dict[int, int], row: range) -> None:
    """各8起 in the brackets behind 49起: a part of them."""
    for index in row[1:]:
        quantity = numbers[index].quantity
        if text[quantity.start - 1] != "各":
            continue
        total = numbers[index - 1]
        opened = text[total.quantity.end : total.quantity.end + 1] in ("（", "(")
        closed = re.search("[）)]", text[total.quantity.end : quantity.start])
        if opened and not closed and _free(numbers, found, index, total) and total.quantity.value >= 2 * quantity.value:
            found[index] = index - 1


def _in_rows(
    text: str, numbers: Sequence[Number], found: dict[int, int], rows: Sequence[tuple[int, int]], place: int, index: int
) -> list[int]:
    """The parts of a number in a row of totals: those of its column in the rows above it, or else below."""
    total = numbers[index]
    if not total.level:
        return []
    column = _column(numbers, rows[place][0], index)
    for step in (-1, 1):
        cells: list[int] = []
        at = place
        while (
            0 <= at + step < len(rows)
            and abs(at + step - place) <= _MOST
            and _adjoin(text, numbers, rows, at, at + step)
        ):
            at += step
            cells += [
                i
                for i in range(*rows[at])
                if numbers[i].quantity.unit == total.quantity.unit and _column(numbers, rows[at][0], i) == column
            ]
        if of := adding(numbers, found, total, cells):
            return of
    return []


def _column(numbers: Sequence[Number], first: int, index: int) -> int:
    """Which of its row's numbers in this unit it is."""
    return sum(numbers[i].quantity.unit == numbers[index].quantity.unit for i in range(first, index))


def _adjoin(text: str, numbers: Sequence[Number], rows: Sequence[tuple[int, int]], one: int, other: int) -> bool:
    """Whether two rows stand on neighbouring lines."""
    above, below = sorted((numbers[rows[one][0]].sentence, numbers[rows[other][0]].sentence))
    return not text[above[1] : below[0]].strip(" \n|｜") and "\n" in text[above[1] : below[0]]
