"""Counts outside boilerplate (:mod:`kg.store.repeating`), where they differ from those of :mod:`kg.store.derived`.

What is boilerplate follows from all reports together, so these are made anew in each build, from the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.store import repeating
from kg.store.derived import Facts, Group, Number, original_lines

if TYPE_CHECKING:
    import polars as pl

    #: Gives a table by its name, with the columns that reports bring.
    Scan = Callable[[str], pl.LazyFrame]

_NUMBER = ("activity_type", "counted", "value", "unit", "use", "indicator")
_SENTENCE = ("sentence_start", "sentence_end")
#: Groups of reports whose facts are held at once.
_GROUPS = 20_000


def lines(scan: Scan, marks: pl.DataFrame, base: str) -> Iterator[str]:
    """The statements of all groups of reports that have facts in boilerplate."""
    if marks.is_empty():
        return
    import polars as pl

    reports = named(scan)
    known = marks.lazy().select(repeating.SENTENCE)
    copied = pl.concat(
        scan(table)
        .select("report", *_SENTENCE)
        .join(known, left_on=["report", *_SENTENCE], right_on=repeating.SENTENCE, how="semi")
        .select("report")
        for table in ("citations", "measures")
    ).unique()
    names = reports.join(copied, on="report", how="semi").select("name").unique()
    chosen = reports.join(names, on="name", how="semi").sort("name", "report").collect()
    groups = chosen.partition_by("name", maintain_order=True)
    for first in range(0, len(groups), _GROUPS):
        yield from _of_groups(scan, marks, base, groups[first : first + _GROUPS])


def _of_groups(scan: Scan, marks: pl.DataFrame, base: str, groups: Sequence[pl.DataFrame]) -> Iterator[str]:
    """The statements of some groups, each a frame of its reports."""
    import polars as pl

    here = pl.concat(groups).lazy().select("report")

    def facts(table: str, columns: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
        return _by_report(
            marked(scan(table).join(here, on="report", how="semi", maintain_order="left"), marks, columns).collect()
        )

    citing, giving = facts("citations", ("act",)), facts("measures", _NUMBER)
    for members in groups:
        rows = members.rows(named=True)
        first = rows[0]
        group = Group(
            first["name"], base, first["agency_name"] or "", tuple((first["agency"] or "").split()), first["division"],
            first["report_year"],
        )  # fmt: skip
        acts = [(copied, (row["report"], act)) for row in rows for copied, act in citing.get(row["report"], ()) if act]
        given = [
            (copied, Number(row["report"], *number))
            for row in rows
            for copied, *number in giving.get(row["report"], ())
        ]
        yield from original_lines(
            group,
            Facts((act for _, act in acts), (number for _, number in given)),
            Facts((act for copied, act in acts if not copied), (number for copied, number in given if not copied)),
        )


def named(scan: Scan) -> pl.LazyFrame:
    """The reports with the name that those of the same agencies on the same year share."""
    import polars as pl

    wanted = ("report", "agency", "agency_name", "division", "division_name", "report_year", "sha256")
    name = pl.col("report").str.strip_suffix(pl.lit("-") + pl.col("sha256").str.slice(0, 8))
    return scan("reports").select(wanted).with_columns(name=name)


def marked(table: pl.LazyFrame, marks: pl.DataFrame, columns: tuple[str, ...]) -> pl.LazyFrame:
    """Report, whether the sentence is boilerplate, and ``columns`` of each row, in the order of the table."""
    import polars as pl

    known = marks.lazy().select(*repeating.SENTENCE, copied=pl.lit(True))
    joined = table.select("report", *_SENTENCE, *columns).join(
        known, left_on=["report", *_SENTENCE], right_on=repeating.SENTENCE, how="left", maintain_order="left"
    )
    return joined.select("report", pl.col("copied").fill_null(False), *columns)


def _by_report(table: pl.DataFrame) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each report, without the report."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for report, *row in table.iter_rows():
        found.setdefault(report, []).append(tuple(row))
    return found
