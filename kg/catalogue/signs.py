"""Words that show how a number stands to the words and numbers around it: ``data/signs.tsv``."""

from __future__ import annotations

import re
from functools import cache

from kg.resources import rows


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {row["sign"]: tuple(row["words"].split(" ")) for row in rows("signs.tsv")}


@cache
def words(sign: str) -> frozenset[str]:
    """The words of a sign.

    >>> "参加" in words("attending")
    True
    """
    return frozenset(_table()[sign])


@cache
def begins(sign: str) -> tuple[str, ...]:
    """The words of a sign, for ``str.startswith``."""
    return _table()[sign]


def any_of(sign: str) -> str:
    """A regular expression, for the midst of another, that takes one of the words."""
    return f"(?:{'|'.join(_table()[sign])})"


@cache
def within(sign: str) -> re.Pattern[str]:
    """What finds a word of a sign within others.

    >>> [within("services").search(text) is not None for text in ("审批事项", "审批权")]
    [True, False]
    """
    return re.compile(any_of(sign))
