"""Programmes: the named initiatives, campaigns and systems that a report speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.view import View
from kg.records import Programme


def find(view: View, quoted: Sequence[tuple[int, int]]) -> list[Programme]:
    """The mentions of programmes, in the order of the text."""
    return []
