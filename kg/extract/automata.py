"""Words of a list in a text, piece by piece, so that a text of any length takes little memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_PIECE = 50_000


def matches(automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
    """Index, start and end of each match in order; no word goes over the end of a line or sentence."""
    start = 0
    while start < len(text):
        end = _piece_end(text, start)
        for index, first, last in automaton.find_matches_as_indexes(
            text[start:end] if end - start < len(text) else text
        ):
            yield index, start + first, start + last
        start = end


def _piece_end(text: str, start: int) -> int:
    if len(text) - start <= _PIECE:
        return len(text)
    limit = start + _PIECE
    return max(text.rfind(mark, start, limit) for mark in "。\n，") + 1 or limit
