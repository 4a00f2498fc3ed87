"""``kg extract``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.commands.common import note, say, subcommand, terminal_width
from kg.commands.common import output as opened_output
from kg.commands.inputs import show_left_out
from kg.commands.watching import progress

if TYPE_CHECKING:
    from kg.records import Record
    from kg.store.manifest import LeftOut


@subcommand(
    "extract",
    example="kg extract reports/*.txt > records.jsonl\nkg extract report.docx --format table\nkg extract report.pdf --format html -o report.html",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    type=click.Choice(("jsonl", "table", "html")),
    default="jsonl",
    show_default=True,
    help="One JSON object a report, a table, or the highlighted text.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
def command(paths: tuple[str, ...], format: str, output: str | None) -> int:
    """Show what is recognised in reports. Offsets count the characters of the file's text.

    A file that cannot be read is named on the standard error, and the exit code is then 3.
    """
    left: list[LeftOut] = []
    with opened_output(output) as file:
        if format == "html":
            from kg import highlight

            file.write(highlight.page(list(_records(paths, left))).encode("utf-8", "replace"))
        else:
            for record in _records(paths, left):
                text = _line(record) if format == "jsonl" else _table(record, None if output else terminal_width())
                file.write(text.encode("utf-8", "replace"))
                if sys.stdout.isatty():
                    file.flush()
    show_left_out(left, lambda line: click.echo(line, err=True))
    return 3 if any(item.kind == "unread" for item in left) else 0


def _records(paths: tuple[str, ...], left: list[LeftOut]) -> Iterator[Record]:
    from kg.api import extract_all

    any_read = False
    with progress() as show:
        for record in extract_all(paths, left_out=left, progress=show):
            any_read = True
            yield record
    if not any_read:
        note(say("build.none"))


def _line(record: Record) -> str:
    return json.dumps(record.to_json(), ensure_ascii=False) + "\n"


def _table(record: Record, columns: int | None) -> str:
    from kg.query.table import text_table

    facts = record.report
    rows: list[tuple[object, ...]] = [
        ("report", "", "", "", f"{facts.agency or '?'} {facts.report_year or '?'}", facts.issued or "")
    ]
    rows += [("section", s.start, s.end, s.heading, s.role, "") for s in record.sections]
    rows += [
        (
            "citation",
            c.start,
            c.end,
            c.surface,
            " ".join(filter(None, (c.canonical or c.act, c.level, c.resolution, c.article))),
            c.rule,
        )
        for c in record.citations
    ]
    rows += [("agency", a.start, a.end, a.surface, f"{a.canonical or '?'} {a.kind}", a.rule) for a in record.agencies]
    rows += [
        (
            "measure",
            m.start,
            m.end,
            m.surface,
            f"{m.counted}: {m.approximation or ''}{m.value:g} {m.unit} {m.activity} {m.year or ''}",
            m.rule,
        )
        for m in record.measures
    ]
    rows += [("programme", p.start, p.end, p.surface, p.name, p.rule) for p in record.programmes]
    rows[1:] = sorted(rows[1:], key=lambda row: (row[1], row[2]))
    cells = [[" ".join(str(value).split()) for value in row] for row in rows]
    header = [say(f"column.{name}") for name in ("kind", "start", "end", "surface", "meaning", "rule")]
    return f"{record.source.file}\n{text_table(header, cells, [False, True, True, False, False, False], columns=columns)}\n"
