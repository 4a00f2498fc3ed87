"""A cleaned view of a source text for the rules to read, with a way back to the offsets of the source.

Cleaning only deletes characters or replaces one by one, so a view is a list of kept stretches:

* full-width digits, letters, ``％`` and ``．`` become ASCII; every kind of space becomes a plain one;
* deleted are carriage returns, zero-width characters, converters' leftovers (``[bookmark: _GoBack]``), page numbers on
  lines of their own, spaces between a Chinese character and a digit (``190 件``), and the line ends, blank lines and
  indents inside a sentence that was cut in its middle.

What offsets mean never changes: records carry offsets of the source, the view is thrown away.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from kg.extract import limits

_ONE_BY_ONE = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},  # ０-９
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF21, 0xFF3B)},  # Ａ-Ｚ
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)},  # ａ-ｚ
    "％": "%",
    "．": ".",
    "\t": " ",
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\u000b\u000c\u0085\u2028\u2029", "\n"),
}
#: To seek the few characters that are replaced is ten times as fast as to translate them all.
_REPLACED = re.compile(f"[{''.join(_ONE_BY_ONE)}]")

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_INVISIBLE = r"\r\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f"
# One pattern for all that is deleted inside a line. It begins with the characters it can begin with, which is fast to seek.
_LEFTOVERS = re.compile(
    rf"""
    [ \[{_INVISIBLE}]
    (?: (?<=\[) (?:bookmark|书签):[^\]\n]{{0,80}}\][ ]*             # [bookmark: _GoBack]
      | (?<=[{_INVISIBLE}]) [{_INVISIBLE}]*
      | (?<=[{_HAN}〔〕（）、，。“”][ ]) [ ]? (?=\d)                # 共 190
      | (?<=[\d%〔〕][ ]) [ ]? (?=[{_HAN}〔〕])                     # 190 件, 〔2021〕 12 号
      | (?<=\d[ ]) (?=\.[ ]\d) | (?<=\d[ ]\.[ ]) (?=\d) )           # 4 . 2万
    """,
    re.VERBOSE,
)
_UNSEEN = re.compile(rf"\[(?:bookmark|书签):[^\]\n]{{0,80}}\]|(?!\r)[{_INVISIBLE}]")
# A line that holds a page number and nothing else: - 3 -, —3—, 第3页 共10页, 3 / 10.
_PAGE_NUMBER = re.compile(
    r"""[ ]*(?:
        [-—–－―]+[ ]*\d{1,4}[ ]*[-—–－―]+
      | 第[ ]*\d{1,4}[ ]*页(?:[ ,，/]*共[ ]*\d{1,4}[ ]*页)?
      | \d{1,4}[ ]*/[ ]*\d{1,4}
    )[ \r]*""",
    re.VERBOSE,
)
#: 一、 （二） 3． but not 1.5万元
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(﹙][一二三四五六七八九十\d]{1,3}[)）﹚]|\d{1,2}[、.．](?!\d))"
)
#: Headings, and list items that begin a line of their own: 一是 其二 第三章 附件
_NUMBERED = re.compile(
    rf"[ ]*(?:{_HEADING.pattern}|其?[一二三四五六七八九十]是|其[一二三四五]|第[一二三四五六七八九十]+[章节部]|附件)"
)
#: A full line of a text with hard line ends is at least this long; shorter lines end on purpose.
_LINE_WIDTH = 18
#: A heading is hardly longer than this.
_HEADING_WIDTH = 40
_BULLETS = frozenset("●○■□◆◇▪•▲★➢")


@dataclass(frozen=True, slots=True)
class View:
    """A cleaned text and the way back. Make one with :func:`view`."""

    source: str
    text: str
    _view_starts: list[int]
    _shifts: list[int]  # what is added to a place in each kept stretch
    #: Kinds of things of which the text has more than are read (see :mod:`kg.extract.limits`); those who find them add.
    left_out: set[str] = field(default_factory=set)

    def offset(self, position: int) -> int:
        """Offset in the source of the character at ``position`` of the view (its length maps to the source's end)."""
        if position >= len(self.text):
            return (
                len(self.source) if position > len(self.text) or not self.text else self.offset(len(self.text) - 1) + 1
            )
        return position + self._shifts[bisect_right(self._view_starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the view span ``start``, ``end``; what was deleted at its edges stays outside."""
        if start >= end:
            at = self.offset(start)
            return at, at
        starts = self._view_starts
        piece = bisect_right(starts, start)
        shift = self._shifts[piece - 1]
        if piece == len(starts) or end <= starts[piece]:
            return start + shift, end + shift
        return start + shift, self.offset(end - 1) + 1

    def surface(self, start: int, end: int) -> str:
        """The source's own characters under a view span."""
        first, last = self.span(start, end)
        return self.source[first:last]


def view(source: str) -> View:
    """Clean ``source``; see the module for what is done.

    >>> v = view("办理各类行政审批 190 件")
    >>> v.text, v.span(8, 12), v.surface(8, 12)
    ('办理各类行政审批190件', (9, 14), '190 件')
    """
    text = _REPLACED.sub(lambda match: _ONE_BY_ONE[match[0]], source)
    if cut := _too_many_sentences(text):
        text = text[:cut]
    gaps = [m.span() for m in _LEFTOVERS.finditer(text)]
    gaps += _line_gaps(text)
    gaps.sort()
    view_starts, shifts, pieces = [], [], []
    length = position = 0
    for start, end in gaps:
        if start > position:
            view_starts.append(length)
            shifts.append(position - length)
            pieces.append(text[position:start])
            length += start - position
        position = max(position, end)
    if position < len(text):
        view_starts.append(length)
        shifts.append(position - length)
        pieces.append(text[position:])
    return View(source, "".join(pieces), view_starts, shifts, {"sentences"} if cut else set())


def _too_many_sentences(text: str) -> int:
    """Where the text ends of which no more sentences are read; 0 where all are."""
    if sum(text.count(mark) for mark in "\n。！？!?") <= limits.SENTENCES:
        return 0
    return next(islice(re.finditer(r"[\n。！？!?]", text), limits.SENTENCES - 1, None)).end()


@lru_cache(maxsize=1 << 14)
def in_one_line(surface: str) -> str:
    """A stretch of a source as it is meant: cleaned as a view is, without line ends and outer spaces.

    >>> in_one_line("教育行政\\r\\n- 3 -\\r\\n处罚办法（２０２１年）")
    '教育行政处罚办法（2021年）'
    """
    return view(surface).text.replace("\n", "").strip()


@lru_cache(maxsize=1 << 14)
def in_one_word(surface: str) -> str:
    """The same without any space: a name as it is looked up.

    >>> in_one_word("巴南区 应急\\r\\n 管理局")
    '巴南区应急管理局'
    """
    return "".join(in_one_line(surface).split())


def unbroken(surface: str) -> str:
    """A stretch of a source verbatim, but for what broke it by accident: line ends, page numbers, what cannot be seen.

    >>> unbroken("国发〔2021〕\\r\\n- 3 -\\r\\n１２ 号")
    '国发〔2021〕１２ 号'
    """
    lines = _UNSEEN.sub("", surface).splitlines()
    return lines[0] if len(lines) == 1 else "".join(line.strip() for line in lines if not _PAGE_NUMBER.fullmatch(line))


def _line_gaps(text: str) -> list[tuple[int, int]]:
    """Page-number lines, and the stretch from a cut line's last character to the next line's first."""
    gaps = []
    lines = []  # (start, end) of the lines that hold text, without their outer spaces
    for match in re.finditer(r"[^\n]+", text):
        if _PAGE_NUMBER.fullmatch(match[0]):
            gaps.append(match.span())
        elif stripped := match[0].strip(" \r"):
            start = match.start() + match[0].index(stripped[0])
            lines.append((start, start + len(stripped)))
    open_sentence = False  # the paragraph so far is known to be running text and not a heading
    paragraph = -1  # where it began
    for (start, end), (after, after_end) in pairwise(lines):
        line = text[start:end]
        paragraph = start if paragraph < 0 else paragraph
        open_sentence = (
            open_sentence
            or "。" in line
            or ("，" in line and (not _HEADING.match(line) or "；" in line or len(line) > _HEADING_WIDTH))
        )
        cut = (
            open_sentence
            and end - start >= _LINE_WIDTH
            and line[-1] not in "。！？!?；;：:…"
            and not (line[-1] in "”）)》" and after_end - after < _LINE_WIDTH)
            and not _NUMBERED.match(text, after, after_end)
            and ("。" in line or line[-1] in "、，,（(《“—" or _runs_on(text, paragraph, end, after))
        )
        if cut:
            gaps.append((end, after))
        else:
            open_sentence = False
            paragraph = -1
    return gaps


def _runs_on(text: str, start: int, end: int, after: int) -> bool:
    """Whether the line that ends at ``end`` without a mark goes on at ``after``: not where the next one is indented.

    A number that a page ends in the midst of goes on for all that.
    """
    between = text[end:after]
    if text[end - 1].isdigit() and text[after].isdigit() and not between.isspace():
        return True
    indent = len(between) - len(between.rstrip(" "))
    if text[start] in _BULLETS and text[after] not in _BULLETS:  # below the words of its item, not below its bullet
        return indent > start - (text.rfind("\n", 0, start) + 1)
    return indent < 2
