"""The class of what a quantity counts, weighed from the lexicon words around it.

What stands next to the number speaks loudest: the deed that governs it (审查合同43份 is a review, whatever the contract
says), then the head of what is counted (行政执法培训4次 is a training), then the rest of the clause, the clauses before it,
the clauses behind it, and last the heading. An audience (受众1350人) belongs to the event before it, a part (其中…) of a
count of powers, reviews, disputes or published items to the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extract.activity_signs import LISTED_BY, Known, advised, goes_on, listed, outcome, strange
from kg.extract.activity_units import SUGGESTED, UNLIKELY
from kg.extract.clauses import Clause, Hit, Sentence
from kg.extract.frames import Frame
from kg.extract.headings import Heading
from kg.extract.quantities import Quantity

# How loudly a word speaks, by where it stands.
_GOVERNING = 6.0
_SHARED = 5.0
_SECOND = 3.0
_HEAD = 4.0
_DECIDING = 8.0
_CLAUSE = 1.2
_BEHIND = 1.6
_BESIDE = 0.8
_BEFORE = 0.9
_AFTER = 0.45
#: A semicolon parts one matter from another.
_PARTING = frozenset("；;")
_ACROSS = 0.5
#: A whole of these classes gives its class to its parts.
_WHOLES = frozenset(("power_list", "disclosure", "legal_review", "dispute", "licensing", "counsel", "penalty"))
_DAMPED = 0.4
#: How loudly words unknown to the lexicon say that the count is of something else than its surroundings.
_STRANGE = 1.5
_PEOPLE = frozenset("人 人次 名 位".split())
#: What an organ does with a case when it decides on it.
_CONSIDERED = frozenset("研究 讨论 审议 研究讨论 会商".split())
_TIMES = frozenset("次 人次 场 场次 件 起 条".split())
#: What people take part in says more than who they are: 14名在编人员参加考试.
_EVENTS = frozenset("training publicity meeting drill".split())


def weigh(
    quantity: Quantity,
    sentence: Sentence,
    clause: int,
    frame: Frame | None,
    earlier: Sequence[Known],
    whole: Known | None,
    heading: Heading,
    *,
    differs: bool = False,
    respective: tuple[int, int] | None = None,
) -> str:
    """The class of ``quantity``, which stands in the ``clause``-th clause of ``sentence``.

    :param whole: the count that it is a part of; ``differs``: it says by how much an earlier count changed;
        ``respective``: the span of what it counts where the clause lists things and then their numbers.
    """
    scores: dict[str, float] = defaultdict(float)
    here = sentence.clauses[clause]
    _own_clause(scores, quantity, here, frame, earlier, respective)
    if quantity.unit in _TIMES and advised(sentence, clause, quantity):
        scores["counsel"] += 60.0
    people = quantity.unit in ("人", "人次", "名", "位", "户", "家")
    own = max(scores.values(), default=0.0)
    if earlier:
        last = earlier[-1]
        if frame is not None and frame.audience:
            scores[last.activity] += 9.0 if own < 6.0 else 4.0
        elif differs:
            named = sentence.clauses[clause - 1] if clause and here.mark in "（(" else here
            if named is not here and not named.quantities and named.hits:  # 逮捕数（同比上升5.4%）
                _add(scores, named.hits[-1:], _HEAD)
            else:
                scores[last.activity] += 10.0
        elif quantity.start - last.quantity.end <= 1 and (frame is None or not frame.behind):
            scores[last.activity] += 15.0  # 举报奖励3人1.2万元
        elif quantity.unit in ("种", "类") and last.quantity.unit == quantity.unit and last.quantity in here.quantities:
            scores[last.activity] += 10.0  # 不予处罚情形7种、从轻处罚9种
        elif own < 2.5 and (people or quantity.unit in ("元", "%", "平方米", "亩")):
            scores[last.activity] += 2.0
        else:
            scores[last.activity] += 1.0
    if whole is not None:
        beside = any(q.unit == whole.quantity.unit and q.end <= quantity.start for q in here.quantities)
        if (whole.quantity.unit == quantity.unit or beside) and whole.activity in _WHOLES:
            scores[whole.activity] += 30.0
        else:
            scores[whole.activity] += 12.0 if whole.activity == "disclosure" and not people else 2.0
    if not own and frame is not None and quantity.unit not in ("%", "百分点") and strange(frame):
        scores["other"] += _STRANGE
    faint = 0.5 if own >= 12.0 else 1.0  # where the clause itself speaks clearly its surroundings say little
    decay = _BEFORE * faint
    mark = here.mark
    for other in reversed(sentence.clauses[:clause]):
        decay *= _ACROSS if mark in _PARTING else 1.0
        _add(scores, other.hits, decay)
        decay *= 0.6
        mark = other.mark
    decay = _AFTER
    for other in sentence.clauses[clause + 1 : clause + 4]:
        decay *= _ACROSS if other.mark in _PARTING else 1.0
        _add(scores, other.hits, decay if own else decay * 1.4)
        decay *= 0.5
    _add(scores, heading.hits, heading.weight if heading.weight > 1 else heading.weight * faint)
    if quantity.unit in SUGGESTED:
        activity, weight = SUGGESTED[quantity.unit]
        scores[activity] += weight
    scores.pop("-", None)
    for activity in UNLIKELY.get(quantity.unit, ()):
        if activity in scores:
            scores[activity] *= _DAMPED
    if not scores:
        return "other"
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= 0.5 else "other"


def _own_clause(
    scores: dict[str, float],
    quantity: Quantity,
    here: Clause,
    frame: Frame | None,
    earlier: Sequence[Known],
    respective: tuple[int, int] | None,
) -> None:
    """The words of the quantity's own clause."""
    hits, siblings = here.hits, here.quantities
    right, before, behind, beside = _parted(hits, siblings, quantity)
    governor = frame.governor.hit if frame is not None and frame.governor is not None else None
    if frame is not None and frame.audience:  # whom it reached says nothing of what it was: 惠及纳税人1.9万户次
        reached = max((h.end for h in hits if h.word.role == "in" and h.end <= quantity.start), default=quantity.start)
        before = [h for h in before if h.start < reached]
    _add(scores, before, _CLAUSE)
    _add(scores, behind, _BEHIND)
    _add(scores, beside, _BESIDE)
    shared = frame is not None and frame.shared
    audience = frame is not None and frame.audience
    if governor is not None and governor.word.role in ("v", "vn"):
        scores[governor.word.activity] += governor.word.weight * (_SHARED if shared else _GOVERNING)
    towards = frame.behind if frame is not None else ""
    head: Hit | None = None
    if towards and before and before[-1].word.role == "t" and before[-1].end == quantity.start:
        head = before[-1]  # 法律顾问6名出具意见书78份, 法律顾问团9名成员
    elif towards and behind:
        head = behind[0] if towards == "deed" and behind[0].word.role in ("v", "vn") else _head(behind)
        if head.start - quantity.end >= 12:
            head = None
        elif head.word.role == "t" and quantity.unit in _PEOPLE:
            # 五百余名执法骨干学习…: what people do says more than what they are.
            head = next((h for h in behind if h.start > head.end and _happens(h)), head)
    elif before and quantity.start - before[-1].end < 6:
        head = _head(before[::-1][:3][::-1], last=True)
    elif not before and behind and quantity.unit == "%":
        head = behind[-1]  # 实现100%的社区配备法律顾问
    if respective is not None:
        head = _head([h for h in hits if respective[0] <= h.start < respective[1]] or before or hits, last=True)
        scores[earlier[-1].activity if earlier and head.word.role == "in" else head.word.activity] += 20.0
    if head is not None and head.word.role == "t" and not towards and (governor is not None or audience):
        scores[head.word.activity] += head.word.weight * _HEAD * (0.0 if audience else 0.5)
    elif head is not None:
        scores[head.word.activity] += head.word.weight * _HEAD
        if governor is not None and governor.word.text == "审核" and head.word.activity == "licensing":
            scores["licensing"] += 10.0  # 审核出国团组15个 is no legal review
        if governor is not None and governor.word.text in _CONSIDERED and "案" in head.word.text:
            scores["legal_review"] += 20.0  # 研究重大案件16起 is no meeting
    if earlier and outcome(earlier[-1].activity, head, governor):
        scores[earlier[-1].activity] += 20.0
    if goes_on(quantity, here, frame, head, earlier):
        scores[earlier[-1].activity] += 36.0
    if governor is not None and governor.word.role == "do" and head is not None and head.word.role == "n":
        # 协助法庭化解疑难案件2件: the deed behind the empty verb.
        deeds = [h for h in before if h.word.role in ("v", "vn") and h.end <= head.start]
        if deeds:
            scores[deeds[-1].word.activity] += deeds[-1].word.weight * _SECOND
    if frame is not None and frame.at and frame.tokens[frame.at - 1].text == "对":  # 对3起重大案件进行集体讨论
        done = next((h for h in reversed(behind) if h.word.role in ("v", "vn") or h.word.weight >= 2), None)
        if done is not None and done is not head:
            scores[done.word.activity] += done.word.weight * _SHARED
    if towards == "head" and behind and right < 1 << 60 and (governor is None or governor.word.role == "do"):
        last = hits[-1]
        if last.word.role == "vn" and last.start >= siblings[-1].end:  # 完成18件规范性文件、68件合同合法性审查
            scores[last.word.activity] += last.word.weight * _SHARED
    if quantity.unit in LISTED_BY and listed(quantity, head, hits, governor, earlier):
        scores["power_list"] += 25.0
    elif head is None or head.word.activity != "power_list":
        for hit in [*before, *([governor] if shared and governor else [])]:
            if hit.word.role == "v!" and not (hit.word.text == "公布" and head and head.word.activity == "rulemaking"):
                scores[hit.word.activity] += hit.word.weight * _DECIDING


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


def _add(scores: dict[str, float], hits: Sequence[Hit], factor: float) -> None:
    for _, _, word in hits:
        if word.role != "t":  # bodies and people speak only where they are what is counted
            scores[word.activity] += word.weight * factor
