"""The numbers that Word generates before list paragraphs: 一、 （一） 1. as the reader sees them.

They are not in the text of a document but follow from ``numbering.xml`` (ECMA-376 part 1, 17.9) and the order of the
paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "〇一二三四五六七八九"
_CHINESE_FORMATS = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCountingThousand",
)
_LEVELS = 9


def chinese(number: int) -> str:
    """A number below 10,000 as Word counts in Chinese; in digits beyond.

    >>> chinese(3), chinese(10), chinese(12), chinese(21), chinese(101), chinese(110), chinese(2020)
    ('三', '十', '十二', '二十一', '一百零一', '一百一十', '二千零二十')
    """
    if not 0 < number < 10_000:
        return "〇" if number == 0 else str(number)
    places = zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
    numeral = "".join(_CHINESE[int(digit)] + place if digit != "0" else "零" for digit, place in places)
    numeral = re.sub("零+", "零", numeral).strip("零")
    return numeral.removeprefix("一") if 9 < number < 20 else numeral


def written(number: int, style: str) -> str:
    """``number`` in one of Word's number formats; formats that no report uses come out as digits."""
    if style in _CHINESE_FORMATS:
        return chinese(number)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= 20:
        return chr(0x245F + number)
    if style == "decimalFullWidth":
        return str(number).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    if style == "lowerLetter":
        return chr(ord("a") + (number - 1) % 26)
    if style == "upperLetter":
        return chr(ord("A") + (number - 1) % 26)
    return str(number)


class Numbering:
    """Counts the list paragraphs of one document, in order.

    :param document: a python-docx document.
    """

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, Any] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if (numbering := getattr(part, "element", None)) is not None:
            self._read(numbering)
        for style in document.styles.element.iter(f"{_W}style"):
            if (properties := style.find(f"{_W}pPr/{_W}numPr")) is not None:
                self._styles[style.get(f"{_W}styleId")] = properties

    def _read(self, numbering: Any) -> None:
        abstract = {}
        for definition in numbering.iter(f"{_W}abstractNum"):
            levels = {}
            for level in definition.iter(f"{_W}lvl"):
                style, label, start = (_value(level.find(f"{_W}{tag}")) for tag in ("numFmt", "lvlText", "start"))
                levels[_number(level.get(f"{_W}ilvl"))] = (style or "decimal", label or "", _number(start, 1))
            abstract[definition.get(f"{_W}abstractNumId")] = levels
        for number in numbering.iter(f"{_W}num"):
            source = _value(number.find(f"{_W}abstractNumId"))
            self._levels[number.get(f"{_W}numId")] = abstract.get(source, {})

    def label(self, paragraph: Any) -> str:
        """The number before a paragraph, or an empty string. Call once for each paragraph, in order."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            properties = self._styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        if properties is None:
            return ""
        level = min(_number(_value(properties.find(f"{_W}ilvl"))), _LEVELS - 1)
        levels = self._levels.get(_value(properties.find(f"{_W}numId")), {})
        if level not in levels:
            return ""
        style, label, start = levels[level]
        counts = self._counts[_value(properties.find(f"{_W}numId"))]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if style in ("bullet", "none"):
            return ""
        return re.sub(
            r"%(\d)",
            lambda m: written(counts[int(m[1]) - 1] or 1, levels.get(int(m[1]) - 1, (style, "", 1))[0]),
            label,
        )


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() else default
