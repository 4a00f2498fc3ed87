"""The text as the names of programmes are sought in it: without quotation marks and middle dots, with a way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_MARKS = '“”"‘’·•・ 《》〈〉「」'
_TITLE = frozenset("《》")
#: Two names side by side (“宪法进农村”“法律进乡村”) stay apart.
_APART = "(?<!”“)(?<!》《)"
_MARK = re.compile(f"[{_MARKS}](?!(?<=”)“|(?<=》)《){_APART}(?:(?!”“|》《)[{_MARKS}]{_APART})*")
#: What is left out of the plain form of a name.
_PUNCTUATION = re.compile(f"[{_MARKS}、，,.．（）()\\s]|[-－—](?=20[12]\\d)")

#: 12·4 before 国家宪法日, 5.12 before 防灾减灾日, 119 before 消防宣传月; no year.
DATE = re.compile(r"(?<![\d.年])(?!19\d\d|20\d\d)(?:1[0-2]|[1-9])\.?(?:3[01]|[12]\d|\d)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in offsets of the view."""

    start: int
    end: int
    name: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Bare:
    """The text without quotation marks, middle dots and title marks, with a way back."""

    text: str
    starts: list[int]
    offsets: list[int]
    opened: list[int]  # where in ``text`` a quotation mark opened
    closed: frozenset[int]  # where in ``text`` one closed
    titles: list[int]  # where in ``text`` a title began or ended

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in offsets of the view."""
        return self._back(start), self._back(end - 1) + 1

    def _back(self, at: int) -> int:
        piece = bisect_right(self.starts, at) - 1
        return self.offsets[piece] + at - self.starts[piece]


def plain(name: str) -> str:
    """The plain form of a name: without quotation marks and inner punctuation.

    >>> plain("“双随机、一公开”")
    '双随机一公开'
    """
    return _PUNCTUATION.sub("", name).replace("＋", "+")


def bare_text(text: str) -> Bare:
    """``text`` without quotation marks, middle dots and title marks, and with one plus sign."""
    text = text.replace("＋", "+")
    pieces, starts, offsets, opened, closed, titles = [], [], [], [], [], []
    length = position = 0
    for match in _MARK.finditer(text):
        if match.start() > position:
            starts.append(length)
            offsets.append(position)
            pieces.append(text[position : match.start()])
            length += match.start() - position
        position = match.end()
        if match[0][-1] in "“‘「":
            opened.append(length)
        elif match[0][-1] in "”’」":
            closed.append(length)
        if not _TITLE.isdisjoint(match[0]):
            titles.append(length)
    starts.append(length)
    offsets.append(position)
    pieces.append(text[position:])
    return Bare("".join(pieces), starts, offsets, opened, frozenset(closed), titles)
