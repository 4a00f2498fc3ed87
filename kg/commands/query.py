"""``kg query``."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.answers import bom_option, check_bom, for_excel, form
from kg.commands.common import (
    endpoint_option,
    note,
    open_source,
    say,
    settings,
    store_option,
    subcommand,
    terminal_width,
    write,
)
from kg.commands.common import output as opened_output
from kg.commands.numbers import Amount, Whole
from kg.errors import UsageError
from kg.store.source import is_address

if TYPE_CHECKING:
    from kg.query.pool import Pool
    from kg.query.result import Result
    from kg.store.source import Source

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "rdfxml", "jsonld")


@subcommand(
    "query",
    example="kg query 'SELECT ?act ?n { ?act a fz:Act ; rdfs:label ?n } LIMIT 5'\nkg query @question.rq --format csv -o answer.csv\necho 'ASK { ?s ?p ?o }' | kg query -\nkg query 'SELECT …' --endpoint http://localhost:7878/query",
)
@click.argument("query")
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    help="How to write the answer.  [default: by FILE's ending, else table, for graphs ttl]",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
@click.option(
    "--timeout",
    type=Amount(open=True),
    default=30.0,
    show_default=True,
    help="Seconds the query may run.",
)
@click.option("--max-rows", type=Whole(1), help="Cut the answer after so many rows.")
@click.option("--all", "every", is_flag=True, help="In tables also the IRIs of things that are shown by name.")
@bom_option
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@endpoint_option
@store_option
def command(
    query: str,
    format: str | None,
    output: str | None,
    timeout: float,
    max_rows: int | None,
    every: bool,
    bom: bool,
    as_json: bool,
    store: str,
) -> None:
    """Answer any SPARQL 1.1 query, read-only. QUERY is the query, @FILE, or - for the standard input.

    The usual prefixes (fz:, rdfs:, cito:, eli:, skos:, id: …) need not be declared. Updates and SERVICE are refused.
    """
    text = _text(query)
    written = form("json" if as_json else format, output, FORMATS)
    check_bom(written, bom)
    show = _Shown(output, written, every, bom)
    if is_address(store):
        show.result(open_source(store), text, timeout, max_rows)
        return
    from kg.query.pool import Pool

    with Pool(store, workers=1, timeout=timeout, max_rows=max_rows) as pool:
        show.streamed(pool, text)


class _Shown:
    """Writes an answer: as a table, or as the bytes of a format.

    :param output: file; None for the standard output.
    :param form: the format asked for; None for a table, or Turtle where the answer is a graph.
    :param bom: an answer that is no table is for Excel.
    """

    def __init__(self, output: str | None, form: str | None, every: bool, bom: bool) -> None:
        self._output, self._form, self._every, self._bom = output, form, every, bom

    def result(self, source: Source, text: str, timeout: float, max_rows: int | None) -> None:
        """The answer of an endpoint, which comes whole."""
        began = time.monotonic()
        result = source.answer(text, timeout=timeout, max_rows=max_rows)
        form = self._form or ("table" if result.form in ("SELECT", "ASK") else "ttl")
        if form == "table":
            self._table(result, source.prefixes)
        else:
            write(self._output, b"".join(for_excel([result.to_bytes(form)], form, self._bom)))
        self._notes(result.truncated, len(result), time.monotonic() - began)

    def streamed(self, pool: Pool, text: str) -> None:
        """The answer of a store folder, which may be large."""
        kind = pool.check(text).kind
        form = self._form or ("table" if kind == "results" else "ttl")
        answer = pool.run(text, ("json" if kind == "results" else "nt") if form == "table" else form)
        if form == "table":
            from kg.query.result import Result

            self._table(Result(answer.form, answer.body(), answer.columns), pool.prefixes)
        else:
            with opened_output(self._output) as file:
                for chunk in for_excel(answer.chunks(), form, self._bom):
                    file.write(chunk)
                if self._output is None and sys.stdout.isatty():
                    file.write(b"\n")
        self._notes(answer.truncated, answer.rows, answer.seconds)

    def _table(self, result: Result, prefixes: Mapping[str, str]) -> None:
        from kg.query.table import table

        if result.form == "ASK":
            write(self._output, str(bool(result)).lower().encode() + b"\n")
            return
        cut = None if self._output else terminal_width()
        write(self._output, table(result, prefixes, columns=cut, every=self._every).encode())

    def _notes(self, truncated: bool, rows: int, seconds: float) -> None:
        if truncated:
            note(say("query.cut", rows=rows))
        elif not rows:
            note(say("ask.none"))
        if settings().verbose:
            note(say("query.rows", rows=rows, seconds=seconds))


def _text(query: str) -> str:
    if query == "-":
        raw = sys.stdin.buffer.read()
        name = "-"
    elif query.startswith("@"):
        name = query[1:]
        raw = Path(name).read_bytes()
    elif query.endswith((".rq", ".sparql")) and not query.split()[1:]:
        raise UsageError(f"{query} is the name of a file and no query: for the query in it write @{query}")
    else:
        return query
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name}: the query is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from None
