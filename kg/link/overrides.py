"""The table of a researcher's corrections: what a name or number means, whatever the rules say.

A table in UTF-8, columns separated by tabs or commas as spreadsheets save it, with the header row ``what correction author
reason`` and, if one likes, ``file`` and ``start``; lines that begin with ``#`` are comments::

    what            correction               author   reason                                file
    《条例》         重庆市安全生产条例          Li Wen   named in full in the attachment
    区局            重庆市巴南区应急管理局       Li Wen   the report's own short form
    《安全杂志》      -                        Li Wen   a magazine, cited by mistake
    175次           157                      Li Wen   misprint, see the corrigendum            01-banan-2021.txt
    440场           year 2020                Li Wen   of the year before                       01-banan-2021.txt
    report year     2021                     Li Wen   the title has a misprint                 07.txt

``what`` is a surface as the text has it, the title between the marks, the full name, or the IRI of an act or agency; or a
fact of the whole report: ``report year``, ``report agency``, ``report place``, ``report date``. ``correction`` is the official
title or name; for a number the number, with its unit if that is wrong too, or ``year`` and its year; or ``-`` to take the
record out. ``file`` limits a row to one input, ``start`` to the record that begins there. Of several rows that fit, one
with ``start`` goes before one with ``file``, and that before one with neither. Two that say different things of the same are
refused; where only the same record is meant under two of its names, the last one holds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from kg.errors import UsageError

COLUMNS = ("what", "correction", "author", "reason")
#: Facts of a whole report that can be corrected, and the field of :class:`kg.records.ReportFacts` that each is.
FACTS = {
    "report year": "report_year",
    "report agency": "agency",
    "report place": "division",
    "report date": "issued",
}


@dataclass(frozen=True, slots=True)
class Override:
    """One correction; ``correction`` is None where the record is to be taken out, ``line`` where it stands in the table."""

    what: str
    correction: str | None
    author: str
    reason: str
    file: str | None = None
    start: int | None = None
    line: int = 0

    @property
    def remark(self) -> str:
        """What stands with the corrected record."""
        return f"corrected by {self.author}: {self.reason}"

    @property
    def about(self) -> str:
        """What stands with the report."""
        return f"{self.remark} ({self.what} → {self.correction or '-'})"

    def of(self, file: str) -> bool:
        """Whether it holds for the input that is shown as ``file``, whose folders need not be given."""
        return self.file is None or self.file in (file, file.rpartition("/")[2])


@lru_cache(maxsize=4)
def read(path: str) -> tuple[Override, ...]:
    """The corrections in the table at ``path``.

    :raises UsageError: where it cannot be read or a line is not right, with its number.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8: save the table of corrections as UTF-8 (CSV UTF-8 in Excel)") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; check the name given with --overrides") from None
    rows = [(line, cells) for line, cells in _rows(path, text) if any(cells) and not cells[0].startswith("#")]
    if not rows or not set(COLUMNS) <= set(rows[0][1]):
        raise UsageError(
            f"{path}: the first line must name the columns {', '.join(COLUMNS)}, with tabs or commas between them"
        )
    header = rows[0][1]
    found = tuple(_override(path, number, dict(zip(header, cells, strict=False))) for number, cells in rows[1:])
    _agree(path, found)
    return found


def _agree(path: str, rows: Iterable[Override]) -> None:
    """Nothing is corrected in two ways: nobody could tell which of them was meant."""
    first: dict[tuple[str, str | None, int | None], Override] = {}
    for row in rows:
        other = first.setdefault((row.what, row.file, row.start), row)
        if other.correction != row.correction:
            raise UsageError(
                f"{path} line {row.line}: {row.what!r} is given another correction than in line {other.line}; "
                "keep one of the two, or tell them apart by file and start"
            )


def _rows(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the number of its first line: between tabs where the header has one, else commas."""
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    rows = csv.reader(io.StringIO(text), delimiter="\t" if "\t" in head else ",", strict=True)
    line = 1
    try:
        for cells in rows:
            yield line, [cell.strip() for cell in cells]
            line = rows.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"{path} line {line}: a cell that begins with a quotation mark ends with one, and has its own doubled ({error})"
        ) from None


def _override(path: str, line: int, row: dict[str, str]) -> Override:
    if missing := [name for name in COLUMNS if not row.get(name)]:
        raise UsageError(f"{path} line {line}: {', '.join(missing)} is empty; each correction needs all of it")
    what, correction = _name(row["what"]), None if row["correction"] == "-" else _name(row["correction"])
    start = row.get("start") or ""
    if start and not start.isdecimal():
        raise UsageError(f"{path} line {line}: start is the number of a character, not {start!r}")
    if what in FACTS:
        if not row.get("file"):
            raise UsageError(f"{path} line {line}: {what} needs the column file, as it is the fact of one report")
        if correction is None or not _FITS[what](correction):
            raise UsageError(f"{path} line {line}: {row['correction']!r} cannot be the {what}")
    return Override(
        what, correction, row["author"], row["reason"], row.get("file") or None, int(start) if start else None, line
    )


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_FITS = {
    "report year": lambda text: len(text) == 4 and text.isdecimal(),
    "report agency": lambda text: not text.isdecimal(),
    "report place": lambda text: not text.isdecimal(),
    "report date": _is_date,
}
assert _FITS.keys() == FACTS.keys()


def _name(text: str) -> str:
    """The name in an IRI of ours: its last part; other texts as they are."""
    return unquote(text.rpartition("/")[2]) if text.startswith(("http://", "https://")) else text
