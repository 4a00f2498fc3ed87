"""A table as text, with Chinese characters two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kg.query.result import Result, value

#: A column that is cut to fit keeps at least so many columns of the terminal.
_LEAST = 8
#: A table that is so many times wider than the terminal says little when cut.
_FAR = 1.5


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes: wide and full-width characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        2
        if unicodedata.east_asian_width(c) in "WF"
        else 0
        if unicodedata.combining(c) or c in "\u200b\u200d\ufe0f"
        else 1
        for c in text
    )


def shown(term: Any, prefixes: Mapping[str, str]) -> str:
    """A term in one line: IRIs with a prefix where one fits, numbers without exponent."""
    if term is None:
        return ""
    found = value(term)
    if isinstance(found, float | Decimal):
        digits = f"{Decimal(repr(found)) if isinstance(found, float) else found:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    text = str(found)
    if getattr(term, "datatype", None) is None and "://" in text:
        fits = [(len(iri), name) for name, iri in prefixes.items() if text.startswith(iri) and len(text) > len(iri)]
        if fits:
            length, name = max(fits)
            text = f"{name}:{text[length:]}"
    return " ".join(text.split())


def table(result: Result, prefixes: Mapping[str, str], *, columns: int | None = None, every: bool = False) -> str:
    """The rows of ``result`` below a header; where that is far wider than the terminal, each row as lines of its own.

    :param columns: of the terminal. Cells that are a little too long are cut to fit, with ``…``. None: as wide as it is.
    :param every: also columns with the IRIs of things whose labels stand beside them.
    """
    names = list(result.columns)
    hidden = set() if every else {n for n in names if f"{n}Label" in names}
    keep = [i for i, n in enumerate(names) if n not in hidden]
    header = [names[i] if every else names[i].removesuffix("Label") for i in keep]
    terms = result.terms()
    cells = [[shown(row[i], prefixes) for i in keep] for row in terms]
    if columns is not None and sum(_widths(header, cells)) > _FAR * columns:
        return _records(header, cells, columns)
    numeric = [all(row[i] is None or isinstance(value(row[i]), int | float | Decimal) for row in terms) for i in keep]
    return text_table(header, cells, numeric, columns=columns)


def _widths(header: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    return [max([width(name), *(width(row[i]) for row in cells)]) for i, name in enumerate(header)]


def _records(header: Sequence[str], cells: Sequence[Sequence[str]], columns: int) -> str:
    """Each row as lines ``name  value``, long values over several lines, empty ones left out."""
    room = max(width(name) for name in header)
    blocks = []
    for number, row in enumerate(cells, 1):
        rule = f"── {number} "
        lines = [rule + "─" * max(0, min(columns, 60) - len(rule))]
        for name, text in zip(header, row, strict=True):
            first = name + " " * (room - width(name))
            for piece in _wrapped(text, max(columns - room - 2, _LEAST)):
                lines.append(f"{first}  {piece}")
                first = " " * room
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _wrapped(text: str, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` columns: after a blank where one is near the end, else anywhere."""
    lines = []
    while width(text) > room:
        end = _room(text, room)
        blank = text.rfind(" ", end * 2 // 3, end)
        end = end if blank < 0 else blank + 1
        lines.append(text[:end].rstrip())
        text = text[end:]
    return [*lines, text] if text else lines


def _room(text: str, room: int) -> int:
    """How many characters from the beginning of ``text`` fit into ``room`` columns; one at least."""
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > room:
            return max(index, 1)
    return len(text)


def text_table(
    header: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool], *, columns: int | None = None
) -> str:
    """Aligned text: numbers to the right, words to the left.

    :param columns: of the terminal. Cells are cut to fit, with ``…``; words of the last column go on in the next line.
    """
    widths = _widths(header, cells)
    if columns is not None:
        widths = _fitted(widths, [width(name) for name in header], columns)
    lines = [_line(header, widths, numeric), "  ".join("─" * w for w in widths)]
    for row in cells:
        first, *more = [row[-1]] if numeric[-1] else _wrapped(row[-1], widths[-1]) or [""]
        lines.append(_line([*row[:-1], first], widths, numeric))
        lines += [" " * (sum(widths[:-1]) + 2 * (len(widths) - 1)) + piece for piece in more]
    return "\n".join(lines) + "\n"


def _fitted(widths: list[int], least: list[int], columns: int) -> list[int]:
    """Widths that fit into ``columns``: the widest give way first."""
    widths = list(widths)
    too_many = sum(widths) + 2 * (len(widths) - 1) - columns
    while too_many > 0:
        widest = max(range(len(widths)), key=widths.__getitem__)
        others = [w for i, w in enumerate(widths) if i != widest]
        target = max(max(others, default=0), widths[widest] - too_many, least[widest], _LEAST)
        if target == widths[widest]:
            target = max(widths[widest] - 1, _LEAST)
            if target == widths[widest]:
                break
        too_many -= widths[widest] - target
        widths[widest] = target
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    pieces = []
    for text, room, right in zip(cells, widths, numeric, strict=True):
        cut = _cut(text, room)
        pad = " " * (room - width(cut))
        pieces.append(pad + cut if right else cut + pad)
    return "  ".join(pieces).rstrip()


def _cut(text: str, room: int) -> str:
    return text if width(text) <= room else text[: _room(text, room - 1)] + "…"
