"""The words by which names of programmes are read from their form alone: ``data/programme_words.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.resources import rows

_LOOK_BEHIND = re.compile(r"^(?:\(\?<[!=][^()]*\))+")


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of the table.

    :param ending: what names end with; ``form_of`` gives the form of what it found, without what must follow.
    :param cut: verbs and particles that govern a name; ``common``: a whole stem that is no name.
    :param whole: common words that are no name by themselves, though they stand in quotation marks in one.
    """

    ending: re.Pattern[str]
    form_of: dict[str, str]
    cut: re.Pattern[str]
    common: re.Pattern[str]
    whole: frozenset[str]


@cache
def load() -> Words:
    """The words, read and compiled once."""
    by_role: dict[str, list[str]] = {}
    form_of: dict[str, str] = {}
    for row in rows("programme_words.tsv"):
        role, _, form = row["role"].partition("-")
        by_role.setdefault(role, []).append(row["word"])
        if form:
            form_of.setdefault(re.split(r"\(", row["word"])[0], form)
    firsts = "".join(sorted(set().union(*map(_firsts, by_role["cut"]))))
    return Words(
        re.compile(_by_first_character(by_role["end"])),
        form_of,
        re.compile(f"(?=[{firsts}])(?:{'|'.join(by_role['cut'])})"),
        re.compile(f"(?:{'|'.join(by_role['common'])})*"),
        frozenset(by_role["whole"]),
    )


def _by_first_character(endings: Iterable[str]) -> str:
    """One pattern of them all that skips to the characters they begin with and there tries but those that begin so.

    Ten times as fast as groups by name: the form is looked up by what was found.
    """
    rests: dict[str, list[str]] = {}
    for ending in endings:
        rests.setdefault(ending[0], []).append(ending[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _firsts(pattern: str) -> set[str]:
    """The characters that a pattern may begin with."""
    pattern = _LOOK_BEHIND.sub("", pattern)
    return set(pattern[1 : pattern.index("]")]) if pattern.startswith("[") else {pattern[0]}
