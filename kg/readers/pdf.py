"""PDF by its text layer: pages in order, headers, footers and page numbers left out, lines joined to paragraphs.

PDFium (through pypdfium2) gives the characters with their places. A line goes on in the next one when it reaches the right
margin and the next one is not indented.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.errors import InputError

_PAGE_NUMBER = re.compile(r"[\s\-—–－―·.第共页/\d]{1,16}")
_UNBROKEN = re.compile(r"[!-~]*")
#: Pages beyond this are no annual report.
_MAX_PAGES = 500
#: A stretch of a page's height, at the top and at the bottom, in which headers and footers stand.
_MARGIN = 0.09


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    height: float
    top: float  # share of the page's height, 0 at its upper edge


def text(data: bytes, name: str) -> str:
    """The text of a PDF, one line a paragraph.

    :param name: shown in messages.
    :raises InputError: for a scan without text, an encrypted or a damaged file.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(
            f"{name}: is encrypted; save it without a password first"
            if locked
            else f"{name}: is a damaged PDF; open it and save it again"
        ) from error
    try:
        pages = [_page(document[index]) for index in range(min(len(document), _MAX_PAGES))]
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{name}: is a damaged PDF; open it and save it again") from error
    finally:
        document.close()
    paragraphs = _paragraphs(_without_furniture(pages))
    if sum(map(len, paragraphs)) < 20:
        raise InputError(f"{name}: is a scan without text; run it through text recognition (OCR) first")
    return "\n".join(paragraphs) + "\n"


def _page(page: Any) -> list[_Line]:
    """The lines of a page from top to bottom, as PDFium orders its characters."""
    layer = page.get_textpage()
    height = page.get_height() or 1.0
    count = layer.count_chars()
    characters = layer.get_text_range(0, count, errors="ignore") if count > 0 else ""
    lines: list[_Line] = []
    if len(characters) != count:  # characters outside the basic plane: places no longer match, keep the text
        return [_Line(line, 0, 0, 0, 0.5) for line in characters.splitlines() if line.strip()]
    for match in re.finditer(r"[^\r\n]+", characters):
        line = match[0]
        if not line.strip():
            continue
        first = match.start() + len(line) - len(line.lstrip())
        last = match.start() + len(line.rstrip()) - 1
        left, bottom, _, top = layer.get_charbox(first, loose=True)
        right = layer.get_charbox(last, loose=True)[2]
        lines.append(_Line(line.strip(), left, right, max(top - bottom, 1.0), 1 - top / height))
    return lines


def _without_furniture(pages: list[list[_Line]]) -> list[_Line]:
    """All lines but page numbers, and headers and footers that stand on most pages."""

    def at_edge(line: _Line) -> bool:
        return line.top < _MARGIN or line.top > 1 - _MARGIN

    edge = Counter(re.sub(r"\d+", "#", line.text) for page in pages for line in page if at_edge(line))
    often = {words for words, times in edge.items() if times >= 3 and times > len(pages) / 2}
    return [
        line
        for page in pages
        for line in page
        if not (at_edge(line) and (_PAGE_NUMBER.fullmatch(line.text) or re.sub(r"\d+", "#", line.text) in often))
    ]


def _paragraphs(lines: list[_Line]) -> list[str]:
    if not lines:
        return []
    margin_right = max(line.right for line in lines)
    margin_left = min(line.left for line in lines)
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        width = line.height  # a Chinese character is about as wide as its line is high
        # What could not be broken (a number, a word) moves down whole and leaves its own width empty.
        moved = len(_UNBROKEN.match(line.text)[0]) * 0.6 * width  # type: ignore[index]
        full = before.right > margin_right - 1.6 * width - moved
        indented = line.left > margin_left + 1.2 * width
        if full and not indented and before.height < 1.3 * line.height:
            joint = " " if before.text[-1:].isascii() and line.text[:1].isascii() and before.text[-1:].isalpha() else ""
            paragraphs[-1] += joint + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs
