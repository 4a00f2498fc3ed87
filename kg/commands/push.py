"""``kg push``."""

from __future__ import annotations

import json

import click

from kg.commands.common import note, open_store, say, subcommand
from kg.commands.numbers import Amount, Whole
from kg.commands.watching import progress
from kg.store.pushing import BATCH, TIMEOUT


@subcommand(
    "push",
    example=(
        "kg push fazhi.kg http://localhost:7878/store                    # Oxigraph; then kg ask … --endpoint http://localhost:7878/query\n"
        "kg push fazhi.kg http://localhost:3030/kg/data --replace        # Fuseki\n"
        "KG_USER=dba KG_PASSWORD=… kg push fazhi.kg http://localhost:8890/sparql-graph-crud-auth --default-graph https://example.org/facts\n"
        "kg push fazhi.kg http://localhost:7878/store --from 1200000     # go on where it stopped"
    ),
)
@click.argument("store")
@click.argument("url")
@click.option("--replace", is_flag=True, help="Remove what the server has in these graphs first.  [default: add to it]")
@click.option(
    "--default-graph", metavar="IRI", help="Graph for the default graph, on servers that have none (Virtuoso)."
)
@click.option("--batch", type=Whole(1), default=BATCH, show_default=True, help="Statements of a request.")
@click.option("--from", "skip", type=Whole(most=10**12), default=0, metavar="N", help="Go on after N statements.")
@click.option(
    "--timeout",
    type=Amount(open=True),
    default=TIMEOUT,
    show_default=True,
    help="Seconds a request may take.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(
    store: str,
    url: str,
    replace: bool,
    default_graph: str | None,
    batch: int,
    skip: int,
    timeout: float,
    as_json: bool,
) -> None:
    """Send the graph of STORE to the graph store at URL of a SPARQL 1.1 server, default graph and named graphs.

    The address of the graph store is not that of the endpoint that is asked: Oxigraph has /store and /query, Fuseki
    /DATASET/data and /DATASET/sparql, Virtuoso /sparql-graph-crud-auth and /sparql. User and password stand in KG_USER and
    KG_PASSWORD or in the address. Where it is interrupted it says how much was sent and how to go on.
    """
    from kg.store.pushing import push

    with progress() as show:
        pushed = push(
            open_store(store),
            url,
            batch=batch,
            skip=skip,
            replace=replace,
            default_graph=default_graph,
            timeout=timeout,
            progress=show,
        )
    if as_json:
        told = {"statements": pushed.statements, "total": pushed.total, "requests": pushed.requests}
        click.echo(json.dumps({**told, "seconds": round(pushed.seconds, 3)}))
        return
    rate = pushed.statements / max(pushed.seconds, 0.001)
    note(say("push.done", statements=pushed.statements, requests=pushed.requests, seconds=pushed.seconds, rate=rate))
    if default_graph:
        note(say("push.ask", iri=default_graph))
