"""The class of what a quantity counts, weighed from the lexicon words around it.

What stands next to the number speaks loudest: the deed that governs it (审查合同43份 is a review, whatever the contract
says), then the head of what is counted (行政执法培训4次 is a training), then the rest of the clause, the clauses before it,
the clauses behind it, and last the heading. An audience (受众1350人) belongs to the event before it, a part (其中…) of a
count of powers, reviews, disputes or published items to the whole. Where these are silent or of two minds, the small votes
of all characters around decide, which were learned from annotated reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.extract import activity_learned
from kg.extract.activity_around import around
from kg.extract.activity_place import place_of
from kg.extract.activity_rules import own_clause
from kg.extract.activity_signs import Known
from kg.extract.activity_units import suggested, unlikely
from kg.extract.clauses import Sentence
from kg.extract.frames import Frame
from kg.extract.headings import Heading
from kg.extract.quantities import Quantity
from kg.records import ACTIVITIES

#: What is left of the voice of a class that the unit hardly ever counts.
_DAMPED = 0.4
#: Fainter than this is nothing.
_LEAST = 0.5
#: Where the rules' first class leads by as much, what was learned is not asked: of 2,200 numbers it would make none right.
_SURE = 6.0


def weigh(
    text: str,
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

    :param text: the view that they are spans of.
    :param whole: the count that it is a part of; ``differs``: it says by how much an earlier count changed;
        ``respective``: the span of what it counts where the clause lists things and then their numbers.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    place = place_of(quantity, sentence, clause, frame, earlier, respective)
    own_clause(scores, place)
    own = max(scores.values(), default=0.0)
    around(scores, place, own, whole, heading, differs=differs)
    unit = quantity.unit
    if unit in suggested():
        activity, weight = suggested()[unit]
        scores[activity] += weight
    scores.pop("-", None)
    if (never := unlikely().get(unit)) is not None:
        for activity in scores:
            if activity in never:
                scores[activity] *= _DAMPED
    if _lead(scores) < _SURE:
        for activity, vote in activity_learned.votes(text, sentence, sentence.clauses[clause], quantity):
            scores[activity] += vote
    return loudest(scores)


def _lead(scores: Mapping[str, float]) -> float:
    """By how much the first class is before the second."""
    second, first = sorted((0.0, 0.0, *scores.values()))[-2:]
    return first - second


def loudest(scores: Mapping[str, float]) -> str:
    """The class with the most votes; of several with as many the first of :data:`kg.records.ACTIVITIES`.

    >>> loudest({"training": 2.0, "publicity": 2.0}), loudest({"training": 0.1}), loudest({})
    ('publicity', 'other', 'other')
    """
    weights = list(scores.values())
    most = max(weights, default=0.0)
    if most < _LEAST:
        return "other"
    if weights.count(most) == 1:
        return list(scores)[weights.index(most)]
    return min((activity for activity, weight in scores.items() if weight == most), key=ACTIVITIES.index)
