"""What the characters around a quantity say of its class: small votes, learned from annotated reports.

The rules (:mod:`kg.extract.activity_rules`) know words and how they stand to the number, and of words that they do not know they
say nothing. Here each character and each pair of characters votes, of the sentence, louder of the clause, and of what stands
right before the number; so does the unit. A vote is small beside a rule's: together they decide where rules are silent or
of two minds. The table ``data/activity_votes.tsv`` is made by ``make learn``, which says how much it helps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kg.extract.clauses import Clause, Sentence
from kg.extract.quantities import Quantity
from kg.records import ACTIVITIES
from kg.resources import rows

#: Where characters stand: anywhere in the sentence, right before the number, or in the unit; what always counts has none.
WITHIN, BEFORE, UNIT, ALWAYS = "within", "before", "unit", "always"
#: So much of a long sentence is listened to, and so much before the number.
_LONGEST, _NEAR = 250, 12
#: Votes are added up as whole numbers of this part, so that their sum does not depend on their order.
_PART = 200


#: Where characters stand, the characters, the class they vote for, and how loudly.
Vote = tuple[str, str, str, float]
#: Place → characters → the classes they vote for, by their index in :data:`kg.records.ACTIVITIES`, and how loudly, in parts.
Table = dict[str, dict[str, list[tuple[int, int]]]]


class Voice(NamedTuple):
    """Characters that are listened to, where they stand, and how often their votes count."""

    place: str
    characters: str
    times: int


def voices(text: str, sentence: Sentence, clause: Clause, quantity: Quantity) -> Iterator[Voice]:
    """Who votes on ``quantity``, which stands in ``clause`` of ``sentence``; all offsets are those of ``text``, the view's."""
    start = sentence.start
    yield Voice(WITHIN, text[start : min(sentence.end, start + _LONGEST)], 1)
    yield Voice(WITHIN, text[clause.start : min(clause.end, clause.start + _LONGEST)], 2)
    yield Voice(BEFORE, text[max(start, quantity.start - _NEAR) : quantity.start], 2)


def pieces(characters: str) -> set[str]:
    """The characters and the pairs of neighbours.

    >>> sorted(pieces("立案件"))
    ['件', '案', '案件', '立', '立案']
    """
    return {*characters, *map(str.__add__, characters, characters[1:])}


def votes(text: str, sentence: Sentence, clause: Clause, quantity: Quantity) -> Iterator[tuple[str, float]]:
    """The votes on ``quantity`` for each class, above or below zero."""
    total = [2 * (a + b) for a, b in zip(_said(UNIT, quantity.unit), _said(ALWAYS, ""), strict=True)]
    for place, characters, times in voices(text, sentence, clause, quantity):
        for index, vote in enumerate(_heard(place, characters)):
            total[index] += times * vote
    return ((activity, vote / _PART) for activity, vote in zip(ACTIVITIES, total, strict=True))


@lru_cache(maxsize=256)  # the numbers of one sentence follow each other
def _heard(place: str, characters: str) -> tuple[int, ...]:
    """The votes of all pieces of ``characters``, class by class."""
    known = _table()[place]
    total = [0] * len(ACTIVITIES)
    for piece in known.keys() & pieces(characters):
        for index, vote in known[piece]:
            total[index] += vote
    return tuple(total)


def _said(place: str, words: str) -> tuple[int, ...]:
    """The votes of ``words`` as a whole."""
    total = [0] * len(ACTIVITIES)
    for index, vote in _table()[place].get(words, ()):
        total[index] += vote
    return tuple(total)


def table(votes: Iterable[Vote]) -> Table:
    """Votes, sorted to be looked up."""
    found: dict[str, dict[str, list[tuple[int, int]]]] = {place: {} for place in (WITHIN, BEFORE, UNIT, ALWAYS)}
    for place, characters, activity, vote in votes:
        found[place].setdefault(characters, []).append((ACTIVITIES.index(activity), round(vote * _PART / 2)))
    return found


@cache
def _table() -> Table:
    return table((r["place"], r["characters"], r["activity"], float(r["vote"])) for r in rows("activity_votes.tsv"))
