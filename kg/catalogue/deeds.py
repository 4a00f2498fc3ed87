"""Deeds that mean another kind of activity with certain heads: ``data/deeds.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kg.resources import rows


@dataclass(frozen=True, slots=True)
class Ruling:
    """A row of ``data/deeds.tsv``: the class that a deed has with such a head; an empty tuple stands for any.

    :param deed: endings of the deed, ``=`` before one that must be it exactly; ``head``: endings of the head.
    :param without: what must not stand in the head; ``classes``: those of the head; ``units``: what it is counted in.
    """

    deed: tuple[str, ...]
    head: tuple[str, ...]
    without: tuple[str, ...]
    classes: tuple[str, ...]
    units: tuple[str, ...]
    activity: str
    weight: float

    def fits(self, deed: str, head: str, activity: str, unit: str) -> bool:
        """Whether it is about a deed with a head of a class, counted in a unit."""
        if self.deed and not f"={deed}".endswith(self.deed):
            return False
        if (self.classes and activity not in self.classes) or (self.units and unit not in self.units):
            return False
        return head.endswith(self.head or "") and not any(word in head for word in self.without)


@cache
def _rulings() -> tuple[Ruling, ...]:
    return tuple(
        Ruling(
            _words(r["deed"]), _words(r["head"]), _words(r["not"]), _words(r["class"]), _words(r["unit"]),
            r["activity"], float(r["weight"]),
        )
        for r in rows("deeds.tsv")
    )  # fmt: skip


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(" "))


@lru_cache(maxsize=1 << 14)
def ruled(deed: str, head: str, activity: str, unit: str) -> tuple[str, float] | None:
    """The class that a deed has with a head of this class instead of its own, with its weight; None where it keeps its own.

    >>> ruled("审议", "案件", "penalty", "件"), ruled("审议", "工作方案", "rulemaking", "件")
    (('legal_review', 20.0), None)
    """
    fitting = (r for r in _rulings() if r.fits(deed, head, activity, unit))
    return next(((r.activity, r.weight) for r in fitting), None)
