"""The class of what a quantity counts, weighed from the lexicon words around it.

What stands next to the number speaks loudest: the deed that governs it (审查合同43份 is a review, whatever the contract
says), then the head of what is counted (行政执法培训4次 is a training), then the rest of the clause, the clauses before it,
the clauses behind it, and last the heading. An audience (受众1350人) belongs to the event before it, a part (其中…) of a
count of powers, reviews, disputes or published items to the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extract.activity_place import place_of
from kg.extract.activity_rules import add, own_clause
from kg.extract.activity_signs import Known, advised, attends, strange
from kg.extract.activity_units import SUGGESTED, UNLIKELY
from kg.extract.clauses import Sentence
from kg.extract.frames import Frame
from kg.extract.headings import Heading
from kg.extract.quantities import Quantity

# How loudly a word speaks, by where it stands.
_HEAD = 4.0
_BEFORE = 0.9
_AFTER = 0.45
#: From here on the clause itself speaks clearly.
_CLEAR = 12.0
#: What the header of a table says where the cell itself names the deed: 查验 8215票 under 立案情况.
_HEADER_BESIDE = 0.1
#: A semicolon parts one matter from another.
_PARTING = frozenset("；;")
_ACROSS = 0.5
#: A whole of these classes gives its class to its parts.
_WHOLES = frozenset(("power_list", "disclosure", "legal_review", "dispute", "licensing", "counsel", "penalty"))
_DAMPED = 0.4
#: How loudly words unknown to the lexicon say that the count is of something else than its surroundings.
_STRANGE = 1.5
_TIMES = frozenset("次 人次 场 场次 件 起 条".split())


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
    scores: defaultdict[str, float] = defaultdict(float)
    here = sentence.clauses[clause]
    previous = sentence.clauses[clause - 1] if clause else None
    own_clause(scores, place_of(quantity, here, previous, frame, earlier, respective))
    if quantity.unit in _TIMES and advised(sentence, clause, quantity):
        scores["counsel"] += 60.0
    people = quantity.unit in ("人", "人次", "名", "位", "户", "家")
    own = max(scores.values(), default=0.0)
    if earlier:
        last = earlier[-1]
        if (frame is not None and frame.audience) or (people and not own and any(map(attends, here.hits))):
            scores[last.activity] += 9.0 if own < 6.0 else 4.0
        elif differs:
            named = sentence.clauses[clause - 1] if clause and (here.mark in "（(" or not here.hits) else here
            if named is not here and not named.quantities and named.hits:  # 逮捕数（同比上升5.4%）
                add(scores, named.hits[-1:], _HEAD)
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
    faint = 0.5 if own >= _CLEAR else 1.0  # where the clause itself speaks clearly its surroundings say little
    decay = _BEFORE * faint
    mark = here.mark
    for other in reversed(sentence.clauses[:clause]):
        decay *= _ACROSS if mark in _PARTING else 1.0
        add(scores, other.hits, decay)
        decay *= 0.6
        mark = other.mark
    decay = _AFTER
    for other in sentence.clauses[clause + 1 : clause + 4]:
        decay *= _ACROSS if other.mark in _PARTING else 1.0
        add(scores, other.hits, decay if own else decay * 1.4)
        decay *= 0.5
    add(
        scores,
        heading.hits,
        heading.weight * (faint if heading.weight <= 1 else _HEADER_BESIDE if _done(frame) else 1.0),
    )
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


def _done(frame: Frame | None) -> bool:
    """Whether a deed governs the quantity."""
    return frame is not None and frame.governor is not None and frame.governor.tag in ("v", "vn")
