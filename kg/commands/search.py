"""``kg search``."""

from __future__ import annotations

import dataclasses
import json
import re
import sys

import click

from kg.commands.common import note, open_store, say, store_option, subcommand
from kg.commands.helping import Told
from kg.commands.numbers import Whole


class _Words(Told):
    """A command whose words may begin with ``-``: those that are no option of any command, as -安全."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, with the wide sign before such words, which means the same to the search."""
        return super().parse_args(ctx, [re.sub(r"^-(?=[^\x00-\x7f])", "－", given) for given in args])


@subcommand(
    "search",
    example="kg search 行政处罚 罚款\nkg search '“谁执法谁普法”' --limit 20 --json\nkg search 罚款 -安全生产",
    kind=_Words,
)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=Whole(1), default=50, show_default=True, help="At most so many sentences.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a sentence.")
@store_option
def command(words: tuple[str, ...], limit: int, as_json: bool, store: str) -> None:
    """The sentences that hold all WORDS; words in quotation marks must stand together.

    A word with - before it leaves out the sentences that hold it: -安全, '-“安全生产”', 'x -ABC'.
    """
    from kg.store import search

    opened = open_store(store)
    hits = search(opened, " ".join(words), limit)
    for hit in hits:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(hit), ensure_ascii=False))
            continue
        text, last = "", 0
        for start, end in hit.marks:
            mark = hit.text[start:end]
            text += hit.text[last:start] + (
                click.style(mark, bold=True, underline=True) if sys.stdout.isatty() else mark
            )
            last = end
        text = " ".join((text + hit.text[last:]).split())
        click.echo(f"{hit.agency or '（未具名机关）'} {hit.year or ''}  {hit.start}-{hit.end}\n  {text}")
    if not hits:
        note(say("search.short" if all(len(word) == 1 for word in words) else "search.none"))
    elif len(hits) == limit:
        note(say("search.limit", limit=limit))
