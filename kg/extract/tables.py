"""Bare numbers in the cells of tables, whose unit stands in brackets in the heading of their row or column, or above the table.

A cell is read as the words it stands for: 1433.2 in the row 罚款（万元） under 2022年 as 罚款1433.2万元 of 2022. Rows that have more
or fewer cells than the header are left, for nobody knows what their numbers stand under.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract import counted, limits, measures, quantities
from kg.extract.sentences import Sentences
from kg.extract.view import View, in_one_line, view
from kg.records import TABLE, Measure

#: Where no unit stands in brackets, nor is said to be one, there is no such table.
_ANY_UNIT = re.compile(r"[（(][^（()）\d\s]{1,4}[)）]\s*?(?:\n|\s{2}|[\t|｜])|单位(?:[:：]|\s{2}|\s*[\t|｜])")
_SEPARATOR = re.compile(r"[^\S\n]{2,}|\t|[^\S\n]?[|｜][^\S\n]?")
_CELL = re.compile(r"[^\s|｜](?:[^\s|｜]|[^\S\n\t](?=[^\s|｜]))*")
_NUMBER = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[万亿]?")
_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（()）]{1,5})[)）]$")
_CAPTION = re.compile(r"单位[:：]\s*(?P<unit>[^\s（()），。；、]{1,5})")
_YEAR = re.compile(r"(?P<year>20\d\d)年?度?(?:数|累计|合计)?|(?P<last>[上去]年度?)|(?P<this>[本今当]年度?)")
_TOTALS = frozenset("总数 合计 总计 共计 小计 数量 件数 数值 数据 总量 完成数".split())
_UNIT_COLUMN = frozenset(("单位", "计量单位"))
#: What says how much a thing changed, or what share it has.
_NO_LEVEL = re.compile("同比|环比|增减|增长|增幅|降幅|占比|比例|序号|编号|备注|率$")
#: More rows no table of a report has.
_MOST = 500


class Cell(NamedTuple):
    """A cell: its offsets in the source, its characters there, and its words."""

    start: int
    end: int
    surface: str
    words: str


def find(view_: View, report_year: int | None, within: Sentences, first: int) -> list[Measure]:
    """The numbers of such cells.

    :param first: the index that the first of them will have among the report's measures.
    """
    source = view_.source
    found: list[Measure] = []
    if _ANY_UNIT.search(source) is None:
        return found
    for caption, rows in _tables(source):
        header = rows[0]
        bare = not any(_NUMBER.fullmatch(c.words) and not _YEAR.fullmatch(c.words) for c in header[1:])
        above = _CAPTION.search(caption)
        for row in rows[1:] if bare else rows:
            if (len(row) == len(header) if bare else len(row) == 2) and row[0].words not in _TOTALS:
                heads = [c.words for c in header[1:]] if bare else [""]
                cells = _row(row, heads, above["unit"] if above else None, report_year, within)
                mine = limits.first(cells, limits.FACTS - len(found), "numbers", view_.left_out)
                found += _with_parts(mine, first + len(found))
            if len(found) >= limits.FACTS:
                return found
    return found


def _tables(source: str) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Lines of several cells that stand together, with the line above them."""
    rows: list[list[Cell]] = []
    caption = above = ""
    at = 0
    for line in source.splitlines(keepends=True):
        cells = _cells(line, at) if _SEPARATOR.search(line.strip()) else []
        at += len(line)
        if len(cells) > 1 and len(rows) < _MOST:
            if not rows:
                caption = above
            rows.append(cells)
            continue
        yield from _titled(caption, rows)
        rows = []
        above = line if line.strip() else above
    yield from _titled(caption, rows)


def _titled(caption: str, rows: list[list[Cell]]) -> Iterator[tuple[str, list[list[Cell]]]]:
    """A table without its title, which may look like a first row: 表2  行政复议情况（单位：件）."""
    while len(rows) > 1 and len(rows[0]) < len(rows[1]):
        caption, rows = "".join(cell.words for cell in rows[0]), rows[1:]
    if len(rows) > 1:
        yield caption, rows


def _cells(line: str, at: int) -> list[Cell]:
    return [Cell(at + m.start(), at + m.end(), m[0], in_one_line(m[0])) for m in _CELL.finditer(line)]


def _row(
    row: Sequence[Cell], heads: Sequence[str], caption: str | None, report_year: int | None, within: Sentences
) -> Iterator[Measure]:
    """The numbers of a row that have a unit."""
    label, unit_of_row = _parted(row[0].words)
    for cell, head in zip(row[1:], heads, strict=True):  # 行政处罚  件  320
        if head in _UNIT_COLUMN:
            unit_of_row = _parted(f"（{cell.words}）")[1]
    for cell, head in zip(row[1:], heads, strict=True):
        if not _NUMBER.fullmatch(cell.words) or _NO_LEVEL.search(head):
            continue
        name, unit_of_column = _parted(head)
        unit = unit_of_row or unit_of_column or caption
        if unit is None:
            continue
        year = report_year
        if (said := _YEAR.fullmatch(name)) is not None:
            year = int(said["year"]) if said["year"] else report_year and report_year - bool(said["last"])
            name = ""
        words = label + ("" if name in _TOTALS else name)
        for m in measures.find(view(f"{words}{cell.words}{unit}"), [], [], report_year)[:1]:
            start, end = cell.start, cell.end
            yield dataclasses.replace(
                m, start=start, end=end, surface=cell.surface, year=year, rule=TABLE, sentence=within.at(start),
                counted=counted.whole(words.strip("“”")) or m.counted,
            )  # fmt: skip


def _parted(heading: str) -> tuple[str, str | None]:
    """A heading without its unit, and the unit: 罚款（万元）."""
    match = _UNIT.search(heading)
    if match is None or not quantities.find(f"1{match['unit']}"):
        return heading, None
    return heading[: match.start()], match["unit"]


def _with_parts(row: list[Measure], first: int) -> list[Measure]:
    """A row whose first number is as much as all others together: 行政复议 163 121 7 25 10."""
    rest = row[1:]
    if len(rest) < 2 or {m.unit for m in rest} != {row[0].unit} or {m.year for m in rest} != {row[0].year}:
        return row
    if round(sum(m.value for m in rest) - row[0].value, 4):
        return row
    return [row[0], *(dataclasses.replace(m, part_of=first) for m in rest)]
