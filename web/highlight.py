"""A report's text cut into pieces, each with the records that cover it. Pure: no web, no store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A record over the characters ``start`` to ``end``.

    :param kind: ``citation``, ``agency``, ``programme``, ``measure``, ``heading``.
    :param name: anchor of the record within the report: ``citation-0001``.
    :param title: shown when one points at it; ``href`` where a click leads.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    title: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks.

    :param marks: those that cover it, the innermost last.
    :param begins: names of the records that begin here.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def inner(self) -> Mark | None:
        """The innermost mark that is more than a heading."""
        return next((mark for mark in reversed(self.marks) if mark.kind != "heading"), None)


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """``text`` in pieces that, joined, are the text again; marks may nest, overlap and share their characters."""
    inside = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    inside.sort(key=lambda m: (m.start, -m.end))
    borders = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    found: list[Piece] = []
    active: list[Mark] = []
    waiting = iter(inside)
    following = next(waiting, None)
    for start, end in pairwise(borders):
        active = [m for m in active if m.end > start]
        begins = []
        while following is not None and following.start == start:
            active.append(following)
            if following.name:
                begins.append(following.name)
            following = next(waiting, None)
        covering = sorted(active, key=lambda m: (m.start, -m.end))
        found.append(Piece(text[start:end], tuple(covering), tuple(begins)))
    return found
