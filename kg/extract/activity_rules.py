"""What the words of a quantity's own clause say of its class: rules that each look at one thing and vote.

The rules are a table, :data:`RULES`; none knows of another, and their votes add up. To teach the product a new turn of
phrase is to write one more function of a :class:`Place`, with an example beside it, and to name it there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kg.extract.activity_signs import LISTED_BY, Known, goes_on, heard, listed, outcome, overruled, taught
from kg.extract.clauses import Clause, Hit
from kg.extract.frames import Frame
from kg.extract.quantities import Quantity

# How loudly a word speaks, by where it stands.
_GOVERNING = 6.0
_SHARED = 5.0
_SECOND = 3.0
_HEAD = 4.0
_DECIDING = 8.0
_DONE_TO = 10.0
_CLAUSE = 1.2
_BEHIND = 1.6
_BESIDE = 0.8
_PEOPLE = frozenset("人 人次 名 位".split())
#: What people take part in says more than who they are: 14名在编人员参加考试.
_EVENTS = frozenset("training publicity meeting drill".split())
_DEEDS = frozenset(("v", "vn"))
#: Behind these words stands what is done to all that is counted.
_OF_ALL = frozenset("均 全 都 均已 全部 全都 全面 逐一 逐件 逐项 经过 进行 履行 接受".split())
_FAR = 1 << 60

Vote = tuple[str, float]
_NONE: tuple[Vote, ...] = ()


class Place(NamedTuple):
    """Where a quantity stands: the words around it in its clause, and what its frame makes of them.

    :param before: the lexicon words between the quantity before and this one; ``behind``: those behind it.
    :param right: where the next quantity of the clause begins.
    :param governor: the deed or verb that governs it; ``head``: the word for what is counted.
    :param towards: where what is counted stands behind it, as :class:`~kg.extract.frames.Frame` has it.
    """

    quantity: Quantity
    clause: Clause
    previous: Clause | None
    frame: Frame | None
    earlier: Sequence[Known]
    before: list[Hit]
    behind: list[Hit]
    right: int
    governor: Hit | None
    head: Hit | None
    towards: str
    audience: bool
    shared: bool


def own_clause(
    scores: defaultdict[str, float],
    quantity: Quantity,
    here: Clause,
    previous: Clause | None,
    frame: Frame | None,
    earlier: Sequence[Known],
    respective: tuple[int, int] | None,
) -> None:
    """Add to ``scores`` what the clause ``here`` says of ``quantity``.

    :param previous: the clause before it in the sentence.
    :param respective: the span of what it counts where the clause lists things and then their numbers.
    """
    right, before, behind, beside = _parted(here.hits, here.quantities, quantity)
    governor = frame.governor.hit if frame is not None and frame.governor is not None else None
    audience = frame is not None and frame.audience
    if audience:  # whom it reached says nothing of what it was: 惠及纳税人1.9万户次
        reached = max((h.end for h in here.hits if h.word.role == "in" and h.end <= quantity.start), default=_FAR)
        before = [h for h in before if h.start < reached]
    add(scores, before, _CLAUSE)
    add(scores, behind, _BEHIND)
    add(scores, beside, _BESIDE)
    towards = frame.behind if frame is not None else ""
    head = _counted(quantity, before, behind, towards)
    if respective is not None:
        head = _head(
            [h for h in here.hits if respective[0] <= h.start < respective[1]] or before or here.hits, last=True
        )
        scores[earlier[-1].activity if earlier and head.word.role == "in" else head.word.activity] += 20.0
    shared = frame is not None and frame.shared
    place = Place(
        quantity, here, previous, frame, earlier, before, behind, right, governor, head, towards, audience, shared
    )
    for rule in RULES:
        for activity, weight in rule(place):
            scores[activity] += weight


def add(scores: defaultdict[str, float], hits: Sequence[Hit], factor: float) -> None:
    """Let words speak for their classes; bodies and people speak only where they are what is counted."""
    for _, _, word in hits:
        if word.role != "t":
            scores[word.activity] += word.weight * factor


def _governed(place: Place) -> Iterable[Vote]:
    """The deed that governs it: 审查合同43份 is a review, whatever the contract says."""
    governor = place.governor
    if governor is None or governor.word.role not in _DEEDS:
        return _NONE
    return ((governor.word.activity, governor.word.weight * (_SHARED if place.shared else _GOVERNING)),)


def _headed(place: Place) -> Iterable[Vote]:
    """What is counted: 行政执法培训4次 is a training. Whom a deed reached says little: 培训执法人员30人."""
    head = place.head
    if head is None:
        return _NONE
    weight = head.word.weight * _HEAD
    if head.word.role == "t" and not place.towards and (place.governor is not None or place.audience):
        weight *= 0.5 if not place.audience or place.quantity.unit == "%" else 0.0
    return ((head.word.activity, weight),)


def _overruled(place: Place) -> Iterable[Vote]:
    """A deed that means another thing with this head: 审核出国团组15个 is no legal review, 研究重大案件16起 no meeting."""
    governor, head = place.governor, place.head
    if governor is None or head is None:
        return _NONE
    found = any(h.word.text == "发现" and governor.start <= h.start < head.start for h in place.clause.hits)
    return overruled("发现" if found else governor.word.text, head.word, place.quantity.unit)


def _resulting(place: Place) -> Iterable[Vote]:
    """What came out of the count before: 审查文件32件，提出意见87条."""
    if place.earlier and outcome(place.earlier[-1].activity, place.head, place.governor):
        return ((place.earlier[-1].activity, 20.0),)
    return _NONE


def _going_on(place: Place) -> Iterable[Vote]:
    """The next item of a list to which one deed is done: 审查合同388份、规范性文件1件."""
    if goes_on(place.quantity, place.clause, place.frame, place.head, place.earlier):
        return ((place.earlier[-1].activity, 36.0),)
    return _NONE


def _behind_empty_verb(place: Place) -> Iterable[Vote]:
    """The deed behind a verb that says nothing: 协助法庭化解疑难案件2件, 组织中心组学习习近平法治思想6次."""
    governor, head = place.governor, place.head
    if governor is None or governor.word.role != "do" or (head is not None and head.word.role != "n"):
        return _NONE
    deeds = [h for h in place.before if h.word.role in _DEEDS and (head is None or h.end <= head.start)]
    if not deeds:
        return _NONE
    return ((deeds[-1].word.activity, deeds[-1].word.weight * (_SECOND if head is not None else _HEAD)),)


def _done_to(place: Place) -> Iterable[Vote]:
    """What is done to what is counted, said behind it: 对3起重大案件进行集体讨论, 6件重大决策全部经过合法性审查."""
    frame = place.frame
    if frame is None or not place.behind:
        return _NONE
    if not frame.at or frame.tokens[frame.at - 1].text != "对":
        of_all = next((t for t in reversed(frame.tokens[frame.at + 1 :]) if t.text in _OF_ALL), None)
        if not place.towards or of_all is None or place.behind[-1].start < of_all.end or place.right != _FAR:
            return _NONE
    done = next((h for h in reversed(place.behind) if h.word.role in _DEEDS or h.word.weight >= 2), None)
    if done is None or done is place.head:
        return _NONE
    return ((done.word.activity, done.word.weight * _DONE_TO),)


def _repeated(place: Place) -> Iterable[Vote]:
    """A bare deed that the clause before has named in full: 开展执法文书自查，自查1450份."""
    governor, previous = place.governor, place.previous
    if governor is None or previous is None or not previous.hits or len(place.before) > 1:
        return _NONE
    named = previous.hits[-1].word
    if previous.quantities or len(named.text) == 2 or not named.text.endswith(governor.word.text):
        return _NONE
    return ((named.activity, 36.0),)


def _taught(place: Place) -> Iterable[Vote]:
    """A lesson for the public: 进校园授课48堂, but 为执法人员授课3次."""
    return (("publicity", 40.0),) if taught(place.head, place.frame, place.earlier) else _NONE


def _heard(place: Place) -> Iterable[Vote]:
    """A hearing on a rule or decision: 就重大行政决策召开听证会3次."""
    return (("rulemaking", 40.0),) if heard(place.head, place.clause.hits, place.earlier) else _NONE


def _closing(place: Place) -> Iterable[Vote]:
    """The deed that closes a list: 完成18件规范性文件、68件合同合法性审查."""
    if place.towards != "head" or not place.behind or place.right == _FAR:
        return _NONE
    last = place.clause.hits[-1]
    if place.governor is not None and place.governor.word.role != "do":
        return _NONE
    if last.word.role != "vn" or last.start < place.clause.quantities[-1].end:
        return _NONE
    return ((last.word.activity, last.word.weight * _SHARED),)


def _deciding(place: Place) -> Iterable[Vote]:
    """A list of powers (保留政务服务事项20项), or else a deed that decides whatever is done it to (公示处罚决定12件)."""
    head, governor = place.head, place.governor
    if place.quantity.unit in LISTED_BY and listed(
        place.quantity, head, place.clause.hits, governor, place.earlier, place.frame
    ):
        return (("power_list", 25.0),)
    if head is not None and head.word.activity == "power_list":
        return _NONE
    return [
        (hit.word.activity, hit.word.weight * _DECIDING)
        for hit in (*place.before, *((governor,) if place.shared and governor is not None else ()))
        if hit.word.role == "v!" and not (hit.word.text == "公布" and head and head.word.activity == "rulemaking")
    ]


#: The rules, each a function of the place; the order does not matter.
RULES: tuple[Callable[[Place], Iterable[Vote]], ...] = (
    _governed,
    _headed,
    _overruled,
    _resulting,
    _going_on,
    _behind_empty_verb,
    _done_to,
    _repeated,
    _taught,
    _heard,
    _closing,
    _deciding,
)


def _counted(quantity: Quantity, before: Sequence[Hit], behind: Sequence[Hit], towards: str) -> Hit | None:
    """The word for what is counted, if there is one."""
    if towards and before and before[-1].word.role == "t" and before[-1].end == quantity.start:
        if behind and quantity.unit in _PEOPLE:
            if before[-1].word.weight < 1:
                return _head(behind)  # 组织领导干部286人开展年终述法
            if behind[0].word.activity in _EVENTS:
                return behind[0]  # 组织执法骨干25人旁听庭审
        return before[-1]  # 法律顾问6名出具意见书78份, 法律顾问团9名成员
    if towards and behind:
        head = behind[0] if towards == "deed" and behind[0].word.role in _DEEDS else _head(behind)
        if head.start - quantity.end >= 12:
            return None
        if head.word.role == "t" and quantity.unit in _PEOPLE:
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
    left, right = 0, 1 << 60
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
    return hit.word.role in ("v", "vn") or (hit.word.role == "n" and hit.word.activity in _EVENTS)


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
