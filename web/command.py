"""``kg serve``: the front end from the command line. Found by ``kg`` through the entry point group ``kg.commands``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.numbers import PROCESSES, Amount, Whole
from web.settings import Settings

_DEFAULT = Settings()


@click.command("serve", short_help="The web front end: a SPARQL endpoint and pages.")
@click.argument("store", required=False, type=click.Path(path_type=Path))
@click.option(
    "-s", "--store", "store_option", type=click.Path(path_type=Path), envvar="KG_STORE", help="The store folder."
)
@click.option("--endpoint", metavar="URL", help="A front end over the SPARQL server at URL, in place of a store.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port",
    type=Whole(most=65_535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--workers",
    type=Whole(1, PROCESSES),
    default=_DEFAULT.workers,
    show_default=True,
    help="Queries that run at the same time.",
)
@click.option(
    "--queue",
    type=Whole(most=PROCESSES),
    default=_DEFAULT.queue,
    show_default=True,
    help="Queries that may wait; then 503.",
)
@click.option(
    "--timeout",
    type=Amount(open=True),
    default=_DEFAULT.timeout,
    show_default=True,
    help="Seconds a query may run; then 504.",
)
@click.option(
    "--memory-mb",
    type=Whole(64),
    default=_DEFAULT.memory_mb,
    show_default=True,
    help="Address space of a query worker, MiB.",
)
@click.option(
    "--max-rows",
    type=Whole(1),
    default=_DEFAULT.max_rows,
    show_default=True,
    help="Rows in an answer; more are cut.",
)
@click.option(
    "--download-rows",
    type=Whole(1),
    default=_DEFAULT.download_rows,
    show_default=True,
    help="Rows in a download; more are cut.",
)
@click.option(
    "--max-query-bytes",
    type=Whole(1),
    default=_DEFAULT.max_query_bytes,
    show_default=True,
    help="Longest query taken.",
)
@click.option("--public", is_flag=True, help="Others use this server: limit the rate of each client.")
@click.option(
    "--rate",
    type=Whole(1),
    default=_DEFAULT.rate,
    show_default=True,
    help="With --public: queries a minute and client.",
)
@click.option(
    "--proxies",
    type=Whole(),
    default=_DEFAULT.proxies,
    show_default=True,
    help="Trusted reverse proxies in front.",
)
@click.option(
    "--log-level", type=click.Choice(["error", "warning", "info", "debug"]), default="error", show_default=True
)
def serve(
    store: Path | None,
    store_option: Path | None,
    endpoint: str | None,
    host: str,
    port: int,
    log_level: str,
    **config: object,
) -> None:
    """Serve STORE (default: $KG_STORE, else fazhi.kg here) as a SPARQL endpoint and pages.

    With --endpoint the questions, the editor and the pages of things ask a server; lists, panel and networks need a store.

    Example: kg serve fazhi.kg --port 8000 --workers 4
    """
    from kg import store as stores
    from kg.commands.common import say
    from kg.errors import UsageError
    from kg.store import http
    from kg.store.source import is_address, source
    from web import server

    path: Path | str = store or store_option or Path("fazhi.kg")
    if endpoint is not None:
        if store:
            raise UsageError(say("endpoint.both"))
        if not is_address(endpoint):
            raise UsageError(say("endpoint.address", given=http.shown(endpoint)))
        path, asked = endpoint, source(endpoint)
        _ = asked.base  # a server that is away ends here, too
    else:
        asked = stores.open(path)  # a missing or damaged store ends here, with its exit code
    port = server.free_port(host, port)
    shown = f"[{host}]" if ":" in host else host
    # The path that was opened is without the user and password that an address may have.
    click.echo(f"fazhi-kg: {asked.path} at http://{shown}:{port}/ (Ctrl+C ends it)", err=True)
    server.serve(path, host, port, config, log_level)
