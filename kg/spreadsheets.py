"""CSV for spreadsheets: with the mark that Excel needs to read Chinese, and without cells that would run as formulas.

What is in a report may come from anybody. A text that a spreadsheet would take for a formula gets an apostrophe before it, in
every table that is written for spreadsheets; a table for programs is left as it is.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

#: What a file in UTF-8 begins with so that Excel reads it as that.
BOM = "\ufeff"
#: How a formula begins; in East Asian versions of Excel also in full width.
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_ROWS = 500
#: Characters of a cell; what Python's reader takes by itself is less than a report.
_LONGEST = (1 << 31) - 1


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> guarded("=1+1"), guarded("＋1"), guarded("-2.5"), guarded(-2), guarded(None)
    ("'=1+1", "'＋1", '-2.5', -2, None)
    """
    if isinstance(value, str) and FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def table(rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Rows, the first of them the headings, as a CSV file in pieces."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM)
    for number, row in enumerate(rows, 1):
        writer.writerow([guarded(cell) for cell in row])
        if number % _ROWS == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def rewritten(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A CSV file for programs, in pieces that may end anywhere, as one for spreadsheets."""
    csv.field_size_limit(_LONGEST)
    yield from table(csv.reader(_lines(codecs.iterdecode(chunks, "utf-8"))))


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Lines with their ends; a line feed alone ends one, as in a file opened with ``newline=""``."""
    held: list[str] = []
    for piece in pieces:
        first, *others = piece.split("\n")
        held.append(first)
        for line in others:
            yield "".join(held) + "\n"
            held = [line]
    if any(held):
        yield "".join(held)
