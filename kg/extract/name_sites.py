"""Where a name may end: the word, and what stands to its left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from kg.extract.name_parts import Name, named
from kg.extract.names import Anchor, Lexicon


class Site(NamedTuple):
    """A word that a name may end in, from ``start`` to ``end``, and what :func:`kg.extract.name_parts.head` says of the
    text before it.

    :param floor: names do not reach back over it.
    :param previous: the name before, if any.
    """

    text: str
    words: Lexicon
    anchor: Anchor
    start: int
    end: int
    floor: int
    previous: Name | None
    first: int = 0
    level: str = ""
    masked: bool = False

    @property
    def alone(self) -> bool:
        """Whether neither a place nor a level stands before the word."""
        return self.first == self.start

    def run(self, limit: int) -> int:
        """Where the stretch of at most ``limit`` characters begins that may be a name together with the word."""
        return self.words.run_before(self.text, self.start, limit, self.floor)

    def named(self, first: int, rule: str, *, core: int | None = None) -> Name:
        """The name from ``first`` on.

        :param core: where its last word or body begins, after the place or the proper name; ``first`` where not given.
        """
        return named(self.text, self.anchor, first, first if core is None else core, self.end, rule=rule)


#: A rule decides with a name, or with False where it is none; None leaves the case to the next.
Rule = Callable[[Site], Name | Literal[False] | None]
