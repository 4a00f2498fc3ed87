"""``kg load``."""

from __future__ import annotations

import click

from kg.commands.common import default_store, note, say, subcommand


@subcommand("load", example="kg load fazhi.nq.gz -o copy.kg\nkg load data.ttl graphs.trig -o other.kg")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o",
    "--output",
    "-s",
    "--store",
    "target",
    default=default_store,
    metavar="STORE",
    help="Store folder to make.  [default: $KG_STORE, else fazhi.kg]",
)
@click.option("--force", is_flag=True, help="Replace even a store that was built from reports.")
def command(files: tuple[str, ...], target: str, force: bool) -> None:
    """Make a store from RDF files (N-Quads, TriG, Turtle, N-Triples, JSON-LD, RDF/XML; also .gz)."""
    from kg.store import load

    manifest = load(files, target, replace_reports=force)
    note(say("load.done", target=target, triples=manifest.counts.get("triples", 0)))
