"""Lists of words by what they are for: the tables ``data/name_words.tsv`` and ``data/title_words.tsv``."""

from __future__ import annotations

import re
from functools import cache

from kg.resources import rows


@cache
def of(table: str, use: str) -> tuple[str, ...]:
    """The words of one use, in the order of the table.

    >>> "城区" in of("name_words.tsv", "quarter")
    True
    """
    return tuple(row["word"] for row in rows(table) if row["use"] == use)


def either(table: str, use: str) -> str:
    """A pattern of the words of one use, the first that fits deciding."""
    return "|".join(of(table, use))


@cache
def pattern(table: str, use: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """The words of one use as one pattern, with more of it before and after them."""
    return re.compile(f"{before}(?:{either(table, use)}){after}")
