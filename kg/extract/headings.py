"""What a sentence stands under: a short line above it, the short first sentence of its paragraph, the header of its table."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.clauses import Hit, Scan

#: How loudly a heading speaks, and how loudly the header of a table, whose rows name their kind and say no more.
_LINE, _HEADER = 0.9, 8.0
#: The rows of a table printed as text (生活垃圾  327件  9.07万元): cells, one of them a number, and no sentence.
_ROW = re.compile(r" *[^\n。；，;]{0,60}(?:\d|[一二三四五六七八九十百千零][件起宗家人项次个])[^\n。；]{0,60}")
#: Its header (类别  立案  罚没款): cells, and none a number.
_HEADS = re.compile(r" *[^\d\n。；，;:： ]{1,12}(?: {2,}[^\d\n。；，;:： ]{1,12})+ *")
#: A line over rows that have no header (附：2022—2024年行政处罚情况), and such a row: 2022年 344件 391.5万元.
_TITLE = re.compile(r" *[^\n。；，;]{2,40}(?:情况|统计|统计表|一览表)[:：]? *")
_CELLS = re.compile(r" *[^\d\s]{0,12} *(?:\d[\d.,]*(?: \d+[\d.]*)?[^\d\s]{1,3} *){2,}")


class Heading(NamedTuple):
    """The lexicon words of a heading, and how loudly they speak."""

    hits: list[Hit]
    weight: float


class Headings:
    """The headings of a text."""

    def __init__(self, text: str, scan: Scan) -> None:
        self._text, self._scan = text, scan
        self._cache: dict[tuple[int, bool], Heading] = {}
        self._headers: dict[int, tuple[int, int] | None] = {}  # of the rows that were looked at: of all rows of a table
        self._leads: dict[int, int] = {}  # where the short first sentence of a paragraph ends; -1 where it has none

    def above(self, at: int) -> Heading:
        """The words of a short line above the paragraph of ``at``, and of its first sentence if that is short."""
        text = self._text
        paragraph = text.rfind("\n", max(0, at - 5000), at) + 1
        if (stop := self._leads.get(paragraph)) is None:
            stop = text.find("。", paragraph, paragraph + 36)
            if any(c.isdigit() for c in text[paragraph + 4 : max(stop, 0)]):
                stop = -1
            self._leads[paragraph] = stop
        led = paragraph < stop < at
        if (paragraph, led) not in self._cache:
            self._cache[paragraph, led] = self._found(paragraph, stop if led else paragraph)
        return self._cache[paragraph, led]

    def _found(self, paragraph: int, end: int) -> Heading:
        text = self._text
        if (header := self._header(paragraph)) is not None:
            return Heading(self._scan.between(*header), _HEADER)
        above = len(text[max(0, paragraph - 50) : paragraph].rstrip()) + max(
            0, paragraph - 50
        )  # blank lines do not count
        line = text.rfind("\n", max(0, above - 50), above) + 1
        return Heading(self._scan.between(line if above - line <= 40 else paragraph, end), _LINE)

    def _header(self, row: int) -> tuple[int, int] | None:
        """The header of the table of which the line at ``row`` is one, and the line that leads it in."""
        text, known = self._text, self._headers
        rows: list[int] = []
        while row > 0 and row not in known and _ROW.fullmatch(text, row, _line_end(text, row)):
            rows.append(row)
            above = text.rfind("\n", 0, row - 1) + 1
            titled = _TITLE.fullmatch(text, above, row - 1) and _CELLS.fullmatch(text, row, _line_end(text, row))
            if titled or _HEADS.fullmatch(text, above, row - 1):
                known[row] = max(text.rfind("\n", 0, max(above - 1, 0)) + 1, above - 60), row
                break
            row = above
        header = known.get(row)
        known.update(dict.fromkeys(rows, header))
        return header


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
