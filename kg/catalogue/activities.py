"""The words that tell what kind of activity a number counts: ``data/activities.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import rows


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the activity lexicon.

    :param activity: one of :data:`kg.records.ACTIVITIES`, or ``-`` for a word that only shows the clause's structure.
    :param role: ``n``, ``vn``, ``v``, ``v!``, ``do`` or ``in``; the table says what they mean.
    :param weight: how strongly it speaks for its class.
    """

    text: str
    activity: str
    role: str
    weight: float


@cache
def load() -> tuple[Word, ...]:
    """All words, in the order of the table."""
    return tuple(
        Word(row["word"], row["activity"], row["role"], float(row["weight"])) for row in rows("activities.tsv")
    )
