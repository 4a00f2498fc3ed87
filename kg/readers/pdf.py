"""PDF by its text layer: pages in order, headers, footers and page numbers left out, lines joined to paragraphs.

PDFium (through pypdfium2) gives the characters with their places. A line goes on in the next one when it reaches the right
margin and the next one is not indented.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from kg.errors import InputError

_PAGE_NUMBER = re.compile(r"[\s\-—–－―·.第共页/\d]{1,16}")
#: What stands at the beginning of a line and could not be broken: a number or word, a character with the marks behind it.
_UNBROKEN = re.compile(r"[“‘（《〈〔【]*(?:([!-~]+)|[^!-~])?[，。、；：！？）》〉〕】”’％…—]*")
#: Radicals of CJK Radicals Supplement, and the characters meant.
_SIMPLIFIED = (
    "⼾⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "户民母西见角贝车长门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
#: One space between two Chinese characters.
_APART = re.compile(r"(?<=[\u3400-\u9fff，。、]) (?=[\u3400-\u9fff，。、])")
#: Marks that a paragraph ends with.
_ENDS = "。！？；："
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
    :raises InputError: for a scan without text, an encrypted, damaged or oversized file.
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
        if len(document) > _MAX_PAGES:
            raise InputError(f"{name}: has {len(document)} pages, more than a report (limit {_MAX_PAGES}); split it")
        pages = [_page(document[index]) for index in range(len(document))]
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
        boxes = [layer.get_charbox(at, loose=True) for at in range(first, last + 1)]
        # Of some fonts the boxes are those of the ink, and 一 is flat: the highest character says how large the type is.
        size = max(max(top - bottom for _, bottom, _, top in boxes), 1.0)
        edge = max(top for _, _, _, top in boxes)
        lines.append(_Line(_plain(line.strip()), boxes[0][0], boxes[-1][2], size, 1 - edge / height))
    return lines


@cache
def _radicals() -> dict[int, str]:
    """Radicals that fonts give in place of the characters that look alike (⼈ for 人): U+2F00 to U+2FD5, and some simplified."""
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return table | {ord(radical): character for radical, character in zip(*_SIMPLIFIED, strict=True)}


def _plain(line: str) -> str:
    """A line with ordinary characters, and without spaces where it is set wide: 关 于 报 送."""
    line = line.translate(_radicals())
    apart = len(_APART.findall(line))
    return _APART.sub("", line) if apart > 2 and apart > 0.4 * len(line.replace(" ", "")) else line


def _without_furniture(pages: list[list[_Line]]) -> list[_Line]:
    """All lines but page numbers, headers and footers: what stands at the edge of most pages, or there in smaller type."""

    def at_edge(line: _Line) -> bool:
        return line.top < _MARGIN or line.top > 1 - _MARGIN

    def shape(line: _Line) -> tuple[str, float]:
        return re.sub(r"\d+", "#", line.text), round(line.top, 2)

    edge = Counter(shape(line) for page in pages for line in page if at_edge(line))
    often = {words for words, times in edge.items() if times >= 2 and times > len(pages) / 2}
    usual = _usual_height(line for page in pages for line in page)

    def furniture(line: _Line) -> bool:
        small = line.top < _MARGIN and line.height < 0.85 * usual
        return at_edge(line) and bool(small or _PAGE_NUMBER.fullmatch(line.text) or shape(line) in often)

    return [line for page in pages for line in page if not furniture(line)]


def _moved(text: str) -> float:
    """How many characters wide is what moved down whole to begin a line, and so left its place empty in the line before."""
    match = _UNBROKEN.match(text)
    assert match is not None
    narrow = len(match[1] or "")
    return len(match[0]) - 0.4 * narrow - (0 if narrow else 1)


def _usual_height(lines: Iterable[_Line]) -> float:
    """The height of the type that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.height, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _paragraphs(lines: list[_Line]) -> list[str]:
    if not lines:
        return []
    margin_right = max(line.right for line in lines)
    margin_left = min(line.left for line in lines)
    usual = _usual_height(lines)
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        width = line.height  # a Chinese character is about as wide as its line is high
        moved = _moved(line.text) * width
        slack = 1.6 if before.text[-1] in _ENDS else 3.6  # between them, characters may be set wide or narrow
        full = before.right > margin_right - slack * width - moved
        indented = line.left > margin_left + 1.2 * width
        # A title of several lines, each in the middle of the page, in larger type.
        title = min(before.height, line.height) > 1.2 * usual and abs(before.height - line.height) < 0.1 * usual
        if title or (full and not indented and before.height < 1.3 * line.height):
            latin = before.text[-1:].isascii() and before.text[-1:].isalpha() and line.text[:1].isascii()
            paragraphs[-1] += (" " if latin else "") + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs
