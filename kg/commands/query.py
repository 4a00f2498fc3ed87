"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.common import note, say, settings, store_option, subcommand, terminal_width, write
from kg.commands.common import output as opened_output
from kg.errors import UsageError

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "rdfxml", "jsonld")


@subcommand(
    "query",
    example="kg query 'SELECT ?act ?n { ?act a fz:Act ; rdfs:label ?n } LIMIT 5'\nkg query @question.rq --format csv -o answer.csv\necho 'ASK { ?s ?p ?o }' | kg query -",
)
@click.argument("query")
@click.option("--format", type=click.Choice(FORMATS), help="How to write the answer.  [default: table, for graphs ttl]")
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds the query may run.",
)
@click.option("--max-rows", type=click.IntRange(1), help="Cut the answer after so many rows.")
@click.option("--all", "every", is_flag=True, help="In tables also the IRIs of things that are shown by name.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@store_option
def command(
    query: str,
    format: str | None,
    output: str | None,
    timeout: float,
    max_rows: int | None,
    every: bool,
    as_json: bool,
    store: str,
) -> None:
    """Answer any SPARQL 1.1 query, read-only. QUERY is the query, @FILE, or - for the standard input.

    The usual prefixes (fz:, rdfs:, cito:, eli:, skos:, id: …) need not be declared. Updates and SERVICE are refused.
    """
    from kg.query.pool import Pool

    text = _text(query)
    form = "json" if as_json else format
    with Pool(store, workers=1, timeout=timeout, max_rows=max_rows) as pool:
        checked = pool.check(text)
        kind = checked.kind
        if form is None:
            form = "table" if kind == "results" else "ttl"
        asked_for = ("json" if kind == "results" else "nt") if form == "table" else form
        answer = pool.run(text, asked_for)
        if form == "table":
            from kg.query.result import Result
            from kg.query.table import table

            result = Result(answer.form, answer.body(), answer.columns)
            if answer.form == "ASK":
                write(output, str(bool(result)).lower().encode() + b"\n")
            else:
                cut = None if output else terminal_width()
                write(output, table(result, pool.prefixes, columns=cut, every=every).encode())
        else:
            with opened_output(output) as file:
                for chunk in answer.chunks():
                    file.write(chunk)
                if output is None and sys.stdout.isatty():
                    file.write(b"\n")
        if answer.truncated:
            note(say("query.cut", rows=answer.rows))
        if settings().verbose:
            note(say("query.rows", rows=answer.rows, seconds=answer.seconds))


def _text(query: str) -> str:
    if query == "-":
        raw = sys.stdin.buffer.read()
        name = "-"
    elif query.startswith("@"):
        name = query[1:]
        raw = Path(name).read_bytes()
    else:
        return query
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name}: the query is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from None
