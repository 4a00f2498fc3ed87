"""Sentences of a report: the unit of evidence that a reader can quote.

A sentence ends at 。！？ (and the closing quotes or brackets behind them) or with its line; ； does not end one, because
the subject of a list of results usually stands before the first ；.
"""

from __future__ import annotations

import re

from kg.extract.view import View
from kg.records import Span

#: 「开展检查3次。」 is one sentence, 「一是…。二是…。」 are two; the mark and closing quotes belong to it.
_SENTENCE = re.compile(r"[^\n。！？!?]+(?:[。！？!?]+[”’」』）)》]*|(?=\n)|\Z)")


def split(view: View) -> list[Span]:
    """The sentences of a text in order, with offsets of the source, without outer spaces.

    >>> from kg.extract.view import view
    >>> split(view("全年检查3次。 罚款2万元。"))
    [Span(start=0, end=7), Span(start=8, end=14)]
    """
    found = []
    for match in _SENTENCE.finditer(view.text):
        sentence = match[0]
        start = match.start() + len(sentence) - len(sentence.lstrip())
        end = match.end() - (len(sentence) - len(sentence.rstrip()))
        if start < end:
            found.append(Span(*view.span(start, end)))
    return found
