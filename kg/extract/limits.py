"""How much of one text is read: far more than any report holds, and so little that no damaged file holds up a run.

A report has some hundred sentences and facts. A file of five megabytes that says 件二<三 over and over would have a million
of them, and take minutes and gigabytes. What is left out is said in the reasons of the report's facts, never silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")

#: Sentences and lines of a text.
SENTENCES = 50_000
#: Facts of one kind, and the numbers and names that are looked at for them.
FACTS = 10_000
#: Short forms that a report defines.
NAMES = 200
#: Places where a title or name may stand.
PLACES = 50_000


def first(items: Iterable[_T], most: int, kind: str, left_out: set[str] | None) -> list[_T]:
    """At most ``most`` items; where there are more, ``kind`` is added to ``left_out``.

    >>> left_out: set[str] = set()
    >>> first("abc", 2, "letters", left_out), left_out
    (['a', 'b'], {'letters'})
    """
    taken = list(islice(items, most + 1))
    if len(taken) > most:
        if left_out is not None:
            left_out.add(kind)
        taken.pop()
    return taken


def reasons(left_out: set[str]) -> tuple[str, ...]:
    """A line for each kind of which not all was read."""
    return tuple(
        f"{kind}: more than any report holds; those in the rest of the text are left out" for kind in sorted(left_out)
    )
