"""Sentences of a report: the unit of evidence that a reader can quote.

A sentence ends at 。！？ (and the closing quotes or brackets behind them) or with its line; ； does not end one, because
the subject of a list of results usually stands before the first ；.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.view import View
from kg.records import Span

#: 「开展检查3次。」 is one sentence, 「一是…。二是…。」 are two; the mark and closing quotes belong to it.
_SENTENCE = re.compile(r"[^\n。！？!?]+(?:[。！？!?]+[”’」』）)》]*|(?=\n)|\Z)")


class Sentences:
    """The sentences of a text, to be asked for the one that something stands in."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def at(self, offset: int) -> Span | None:
        """The last sentence that begins at ``offset`` of the source or before it."""
        index = bisect_right(self._starts, offset)
        return self._spans[index - 1] if index else None


#: For texts of which no sentences are asked for.
NONE = Sentences()


def split(view: View) -> list[Span]:
    """The sentences of a text in order, with offsets of the source, without outer spaces.

    >>> from kg.extract.view import view
    >>> split(view("全年检查3次。 罚款2万元。"))
    [Span(start=0, end=7), Span(start=8, end=14)]
    """
    found = []
    for match in _SENTENCE.finditer(view.text):
        sentence = match[0]
        start, end = match.span()
        if sentence[0].isspace() or sentence[-1].isspace():
            start += len(sentence) - len(sentence.lstrip())
            end -= len(sentence) - len(sentence.rstrip())
        if start < end:
            found.append(Span(*view.span(start, end)))
    return found
