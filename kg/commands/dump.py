"""``kg dump``."""

from __future__ import annotations

import click

from kg.commands.common import note, open_store, say, store_argument, subcommand
from kg.commands.common import output as opened_output


@subcommand("dump", example="kg dump fazhi.kg -o fazhi.nq.gz\nkg dump -s fazhi.kg --plain -o fazhi.ttl")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="File to write: .nq, .trig, .ttl or .jsonld, with .gz compressed.  [default: standard output]",
)
@click.option(
    "--format", type=click.Choice(("nq", "trig", "ttl", "jsonld")), help="Where the file's name does not say it."
)
@click.option("--plain", is_flag=True, help="Only what is stated of things, without evidence.")
@store_argument
def command(store: str, output: str | None, format: str | None, plain: bool) -> None:
    """Write all RDF of a store, sorted: the same reports give the same bytes."""
    from kg.store import dump

    opened = open_store(store)
    if output in (None, "-"):
        with opened_output(None) as file:
            dump(opened, file, format or "nq", plain=plain, gz=False)
    else:
        dump(opened, str(output), format, plain=plain)
        note(say("written", path=output))
