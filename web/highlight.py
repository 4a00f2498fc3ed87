"""A report's text cut into pieces, each with the records that cover it. Pure: no web, no store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A record over the characters ``start`` to ``end``.

    :param kind: ``citation``, ``agency``, ``programme``, ``measure``, ``heading``, ``boilerplate``, ``selected``.
    :param name: anchor of the record within the report: ``citation-0001``.
    :param title: shown when one points at it; ``href`` where a click leads.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    title: str = ""
    href: str | None = None


#: Marks of whole stretches, under those of facts.
_GROUND = ("heading", "boilerplate")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks.

    :param marks: those that cover it, the innermost last.
    :param begins: names of the records that begin here. :param closes: the repeated sentence that ends here.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[str, ...] = ()
    closes: Mark | None = None

    @property
    def html(self) -> Markup:
        """The text as markup in which no character is lost: of line ends as they are, a browser keeps one character of two."""
        return escape(self.text).replace("\r", Markup("&#13;"))

    @property
    def inner(self) -> Mark | None:
        """The innermost mark that is a fact or was selected."""
        return next((mark for mark in reversed(self.marks) if mark.kind not in _GROUND), None)

    @property
    def kinds(self) -> str:
        """What lies under the facts: a heading, a sentence that other reports have."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks if mark.kind in _GROUND))


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
        closes = next((m for m in covering if m.kind == "boilerplate" and m.end == end), None)
        found.append(Piece(text[start:end], tuple(covering), tuple(begins), closes))
    return found
