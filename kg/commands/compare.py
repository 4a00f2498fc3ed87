"""``kg compare``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.commands.common import open_store, say, settings, store_option, subcommand, terminal_width
from kg.commands.numbers import Whole

if TYPE_CHECKING:
    from kg.compare import Comparison


@subcommand(
    "compare",
    example="kg compare 重庆市巴南区应急管理局-2021 重庆市巴南区应急管理局-2022\nkg compare a.txt b.txt --json",
)
@click.argument("first")
@click.argument("second")
@click.option(
    "--shortest",
    type=Whole(1),
    default=20,
    show_default=True,
    help="Shortest passage that counts as taken over, in characters.",
)
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON.")
@store_option
def command(first: str, second: str, shortest: int, as_json: bool, store: str) -> None:
    """Compare two reports, the older first: acts, programmes and activities that only one names, figures, passages taken over."""
    from kg.compare import compare

    found = compare(open_store(store), first, second, shortest=shortest, language=settings().language)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        _tell(found)


def _tell(found: Comparison) -> None:
    from kg.query.table import text_table

    names = [f"{r.agency or r.file} {r.year or ''}".strip() for r in (found.first, found.second)]
    click.echo(say("compare.title", first=names[0], second=names[1], repeated=found.repeated))
    rows = []
    for kind in ("acts", "programmes", "activities"):
        change = getattr(found, kind)
        for what in ("added", "dropped"):
            rows += [
                [say(f"compare.{what}"), say(f"compare.{kind}"), e.name, str(e.first), str(e.second)]
                for e in getattr(change, what)
            ]
    for figure in found.figures:
        values = ["" if v is None else _number(v) for v in (figure.first, figure.second)]
        rows.append(["", say("compare.figures"), figure.name, *values])
    header = [say(f"column.{name}") for name in ("change", "kind", "name", "first", "second")]
    click.echo(text_table(header, rows, [False, False, False, True, True], columns=terminal_width()), nl=False)
    for passage in found.passages:
        click.echo(
            f"{passage.first_start}-{passage.first_end} = {passage.second_start}-{passage.second_end}: {' '.join(passage.text.split())}"
        )


def _number(value: float) -> str:
    """A number as people write it.

    >>> _number(1144200.0), _number(84.24)
    ('1,144,200', '84.24')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
