"""Where a quantity stands in its clause: what the rules on its class look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.activity_signs import Known
from kg.extract.activity_units import PEOPLE
from kg.extract.clauses import Clause, Hit, Sentence
from kg.extract.frames import Frame
from kg.extract.quantities import Quantity

#: What people take part in says more than who they are: 14名在编人员参加考试.
_EVENTS = frozenset("training publicity meeting drill".split())
#: The roles of deeds in the lexicon.
DEEDS = frozenset(("v", "vn"))
#: No quantity follows in the clause.
FAR = 1 << 60


#: Makes a place in half the time that calling :class:`Place` takes.
_new = tuple.__new__


class Place(NamedTuple):
    """Where a quantity stands: the words around it in its clause, and what its frame makes of them.

    :param clause: its own, the ``number``-th of its ``sentence``; ``previous``: the one before it.
    :param earlier: the counts before it in the sentence.
    :param before: the lexicon words between the quantity before and this one; ``behind``: those behind it;
        ``beside``: those beyond its neighbours.
    :param right: where the next quantity of the clause begins.
    :param governor: the deed or verb that governs it; ``head``: the word for what is counted.
    :param towards: where what is counted stands behind it; ``audience`` and ``shared``: as :class:`~kg.extract.frames.Frame`
        has them.
    :param respective: whether the clause lists things and then their numbers, so that ``head`` is one of those.
    """

    quantity: Quantity
    sentence: Sentence
    number: int
    clause: Clause
    previous: Clause | None
    frame: Frame | None
    earlier: Sequence[Known]
    before: list[Hit]
    behind: list[Hit]
    beside: list[Hit]
    right: int
    governor: Hit | None
    head: Hit | None
    towards: str
    audience: bool
    shared: bool
    respective: bool


def place_of(
    quantity: Quantity,
    sentence: Sentence,
    number: int,
    frame: Frame | None,
    earlier: Sequence[Known],
    thing: tuple[int, int] | None,
) -> Place:
    """The place of ``quantity`` in the ``number``-th clause of ``sentence``.

    :param thing: the span of what it counts where the clause lists things and then their numbers.
    """
    clause = sentence.clauses[number]
    hits = clause.hits
    right, before, behind, beside = _parted(hits, clause.quantities, quantity)
    governor, audience, towards, shared = None, False, "", False
    if frame is not None:
        audience, towards, shared = frame.audience, frame.behind, frame.shared
        governor = frame.governor.hit if frame.governor is not None else None
    if audience:  # whom it reached says nothing of what it was: 惠及纳税人1.9万户次
        reached = max((h.end for h in hits if h.word.role == "in" and h.end <= quantity.start), default=FAR)
        before = [h for h in before if h.start < reached]
    if thing is None:
        head = _counted(quantity, before, behind, towards)
    else:
        head = _head([h for h in hits if thing[0] <= h.start < thing[1]] or before or hits, last=True)
    previous = sentence.clauses[number - 1] if number else None
    return _new(Place, (
        quantity, sentence, number, clause, previous, frame, earlier, before, behind, beside, right, governor, head,
        towards, audience, shared, thing is not None,
    ))  # fmt: skip


def _counted(quantity: Quantity, before: Sequence[Hit], behind: Sequence[Hit], towards: str) -> Hit | None:
    """The word for what is counted, if there is one."""
    if towards and before and before[-1].word.role == "t" and before[-1].end == quantity.start:
        if behind and quantity.unit in PEOPLE:
            if before[-1].word.weight < 1:
                return _head(behind)  # 组织领导干部286人开展年终述法
            if behind[0].word.activity in _EVENTS:
                return behind[0]  # 组织执法骨干25人旁听庭审
        return before[-1]  # 法律顾问6名出具意见书78份, 法律顾问团9名成员
    if towards and behind:
        head = behind[0] if towards == "deed" and behind[0].word.role in DEEDS else _head(behind)
        if head.start - quantity.end >= 12:
            return None
        if head.word.role == "t" and quantity.unit in PEOPLE:
            # 五百余名执法骨干学习…: what people do says more than what they are.
            return next((h for h in behind if h.start > head.end and _happens(h)), head)
        return head
    if before and quantity.start - before[-1].end < 6:
        return _head(before[-3:], last=True)
    if not before and behind and quantity.unit == "%":
        return behind[-1]  # 实现100%的社区配备法律顾问
    return None


def _parted(
    hits: Sequence[Hit], siblings: Sequence[Quantity], quantity: Quantity
) -> tuple[int, list[Hit], list[Hit], list[Hit]]:
    """Where the next quantity of the clause begins, and the clause's words before this one, behind it, and beyond its neighbours.

    Words that only show the structure of the clause are among the last alone.
    """
    start, end = quantity.start, quantity.end
    left, right = 0, FAR
    for other in siblings:
        if other.end <= start:
            left = other.end
        elif other.start >= end:
            right = other.start
            break
    before: list[Hit] = []
    behind: list[Hit] = []
    beside: list[Hit] = []
    for hit in hits:
        first, last, word = hit
        if first >= right or last <= left:
            beside.append(hit)
        elif word.activity == "-":
            continue
        elif last <= start and left <= first:
            before.append(hit)
        elif end <= first:
            behind.append(hit)
    return right, before, behind, beside


def _happens(hit: Hit) -> bool:
    """Whether people do or attend it."""
    return hit.word.role in DEEDS or (hit.word.role == "n" and hit.word.activity in _EVENTS)


def _head(hits: Sequence[Hit], *, last: bool = False) -> Hit:
    """The head of a chain of adjoining words, its last: 培训 in 行政执法|培训, but 法制审核 in 法制审核|案件.

    :param last: take the chain that ends with the last hit, not the one that begins with the first.
    """
    chain = [hits[-1] if last else hits[0]]
    for hit in reversed(hits[:-1]) if last else hits[1:]:
        gap = chain[-1].start - hit.end if last else hit.start - chain[-1].end
        if gap > 1:
            break
        chain.append(hit)
    if last:
        chain.reverse()
    head = chain[-1]
    if head.word.weight <= 1.2 and len(chain) > 1:  # 案件, 活动, 资料: the word before says more
        return chain[-2] if chain[-2].word.weight > head.word.weight else head
    return head
