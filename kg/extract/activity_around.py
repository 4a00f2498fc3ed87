"""What stands around a quantity's own clause says of its class: the counts before it, its whole, other clauses, the heading.

All of it speaks the fainter the louder the clause itself does. As in :mod:`kg.extract.activity_rules`, each rule looks at one
thing and votes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract.activity_place import DEEDS, Place
from kg.extract.activity_rules import HEAD, Vote
from kg.extract.activity_signs import Known, attends, strange
from kg.extract.activity_units import COMERS, KINDS, MEASURING, RATES
from kg.extract.frames import Frame
from kg.extract.headings import Heading
from kg.extract.quantities import Quantity

#: Below these a clause says nothing of its own, and little; from the last on it speaks clearly, and what is around it faintly.
_MUTE, _QUIET, _CLEAR = 2.5, 6.0, 12.0
_FAINT = 0.5
#: How loudly the words of a clause before speak, and of one behind, if the clause itself says something, or else;
#: by how much that fades with each further clause, and across a semicolon, which parts one matter from another.
_BEFORE, _AFTER, _AFTER_NOTHING = 0.9, 0.45, 0.63
_FADES_BEFORE, _FADES_AFTER, _ACROSS = 0.6, 0.5, 0.5
_PARTING = frozenset("；;")
#: So many clauses behind are looked at.
_BEHIND = 3
#: What the header of a table says where the cell itself names the deed: 查验 8215票 under 立案情况.
_HEADER_BESIDE = 0.1
#: How loudly the count before speaks, by how this one follows it.
_AUDIENCE, _AUDIENCE_NAMED = 9.0, 4.0
_DIFFERENCE, _ADJOINING, _KIND, _MEASURED, _FOLLOWING = 10.0, 15.0, 10.0, 2.0, 1.0
#: A whole of these classes gives its class to its parts, published items to what is said of them, any other a little.
_WHOLES = frozenset(("power_list", "disclosure", "legal_review", "dispute", "licensing", "counsel", "penalty"))
_OF_WHOLE, _OF_PUBLISHED, _OF_OTHER = 30.0, 12.0, 2.0
#: How loudly words unknown to the lexicon say that the count is of something else than its surroundings.
_STRANGE = 1.5


#: Makes one in half the time that calling the class takes.
_new = tuple.__new__


class Around(NamedTuple):
    """What is around the clause of a quantity.

    :param own: how loudly the clause itself speaks.
    :param differs: whether it says by how much an earlier count changed.
    """

    place: Place
    own: float
    differs: bool


def around(
    scores: defaultdict[str, float], place: Place, own: float, whole: Known | None, heading: Heading, *, differs: bool
) -> None:
    """Add to ``scores`` what stands around the clause of a quantity.

    :param own: how loudly the clause itself speaks.
    :param whole: the count that it is a part of; ``differs``: it says by how much an earlier count changed.
    """
    about = _new(Around, (place, own, differs))
    if place.earlier:
        for follows in _following(place.quantity.unit):
            if vote := follows(about, place.earlier[-1]):
                scores[vote[0]] += vote[1]
                break
    if whole is not None:
        activity, weight = _of_whole(about, whole)
        scores[activity] += weight
    if not own and place.frame is not None and _of_strangers(place.frame, place.quantity):
        scores["other"] += _STRANGE
    faint = _FAINT if own >= _CLEAR else 1.0
    clauses, number = place.sentence.clauses, place.number
    loudness, mark = _BEFORE * faint, place.clause.mark
    for other in reversed(clauses[:number]):
        loudness *= _ACROSS if mark in _PARTING else 1.0
        for _, _, word in other.hits:
            if word.role != "t":
                scores[word.activity] += word.weight * loudness
        loudness *= _FADES_BEFORE
        mark = other.mark
    loudness = _AFTER if own else _AFTER_NOTHING
    for other in clauses[number + 1 : number + 1 + _BEHIND]:
        loudness *= _ACROSS if other.mark in _PARTING else 1.0
        for _, _, word in other.hits:
            if word.role != "t":
                scores[word.activity] += word.weight * loudness
        loudness *= _FADES_AFTER
    if heading.hits:
        beside = _HEADER_BESIDE if place.governor is not None and place.governor.word.role in DEEDS else 1.0
        loudness = heading.weight * (faint if heading.weight <= 1 else beside)
        for _, _, word in heading.hits:
            if word.role != "t":
                scores[word.activity] += word.weight * loudness


def _reached(about: Around, last: Known) -> Vote | None:
    """Whom the event before reached: 培训8期，受众1350人."""
    if not about.place.audience:
        return None
    return last.activity, _AUDIENCE if about.own < _QUIET else _AUDIENCE_NAMED


def _came(about: Around, last: Known) -> Vote | None:
    """Who came to the event before, where nothing else is said of them: 培训8期，1030人次参加."""
    if about.own or not any(map(attends, about.place.clause.hits)):
        return None
    return last.activity, _AUDIENCE


def _changed(about: Around, last: Known) -> Vote | None:
    """By how much the count before changed: 立案12起，同比上升5.4%; or what its clause names before brackets: 逮捕数（同比上升5.4%）."""
    if not about.differs:
        return None
    place, previous = about.place, about.place.previous
    inner = place.clause.mark in "（(" or not place.clause.hits
    if previous is not None and inner and not previous.quantities and previous.hits:
        word = previous.hits[-1].word
        return word.activity, word.weight * HEAD if word.role != "t" else 0.0
    return last.activity, _DIFFERENCE


def _adjoins(about: Around, last: Known) -> Vote | None:
    """What stands right behind the count before: 举报奖励3人1.2万元."""
    place = about.place
    if place.towards or place.quantity.start - last.quantity.end > 1:
        return None
    return last.activity, _ADJOINING


def _further_kinds(about: Around, last: Known) -> Vote | None:
    """Further kinds of one thing: 不予处罚情形7种、从轻处罚9种."""
    place = about.place
    if last.quantity.unit != place.quantity.unit or last.quantity not in place.clause.quantities:
        return None
    return last.activity, _KIND


def _measures(about: Around, last: Known) -> Vote | None:
    """People, money and areas without a word of their own: 查处12起，涉及3万元."""
    return (last.activity, _MEASURED) if about.own < _MUTE else None


def _follows(_about: Around, last: Known) -> Vote | None:
    """Any other count behind it."""
    return last.activity, _FOLLOWING


def _of_whole(about: Around, whole: Known) -> Vote:
    """A part of an earlier count (其中…)."""
    quantity, unit = about.place.quantity, whole.quantity.unit
    if whole.activity in _WHOLES and (
        unit == quantity.unit or any(q.unit == unit and q.end <= quantity.start for q in about.place.clause.quantities)
    ):
        return whole.activity, _OF_WHOLE
    published = whole.activity == "disclosure" and quantity.unit not in COMERS
    return whole.activity, _OF_PUBLISHED if published else _OF_OTHER


def _of_strangers(frame: Frame, quantity: Quantity) -> bool:
    """Whether a verb and a noun that the lexicon lacks say what it is: 改造老旧小区15个 is no law work."""
    return quantity.unit not in RATES and strange(frame)


#: How a count may follow the one before, with the units that the rule is about, if not all: the first that fits decides.
FOLLOWING_RULES: Sequence[tuple[Callable[[Around, Known], Vote | None], frozenset[str] | None]] = (
    (_reached, None),
    (_came, COMERS),
    (_changed, None),
    (_adjoins, None),
    (_further_kinds, KINDS),
    (_measures, COMERS | MEASURING),
    (_follows, None),
)


@cache
def _following(unit: str) -> Sequence[Callable[[Around, Known], Vote | None]]:
    """The rules on what follows an earlier count that are about a unit."""
    return tuple(rule for rule, units in FOLLOWING_RULES if units is None or unit in units)
