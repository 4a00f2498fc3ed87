"""``kg ask``."""

from __future__ import annotations

import json
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
from kg.commands.numbers import Amount
from kg.errors import UsageError
from kg.graph.namespaces import FZ

if TYPE_CHECKING:
    from kg.store.source import Source

FORMATS = ("table", "csv", "tsv", "json", "xml")


@subcommand(
    "ask",
    example="kg ask --list\nkg ask most-cited-acts --param year=2021\nkg ask where-cited --param act=安全生产法 --format csv -o 安全生产法.csv\nkg ask most-cited-acts --endpoint http://localhost:7878/query",
)
@click.argument("question", required=False)
@click.option(
    "-p",
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question; may be given several times.",
)
@click.option("--list", "show_list", is_flag=True, help="Show all questions with their parameters.")
@click.option(
    "--format", type=click.Choice(FORMATS), help="How to write the answer.  [default: by FILE's ending, else table]"
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
@click.option("--sparql", is_flag=True, help="Print the query instead of asking it.")
@click.option("--about", is_flag=True, help="Print what the question counts, and its parameters.")
@click.option("--all", "every", is_flag=True, help="In tables also the IRIs of things that are shown by name.")
@click.option("--timeout", type=Amount(open=True), help="Seconds the query may run.  [default: no limit]")
@bom_option
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@endpoint_option
@store_option
def command(
    question: str | None,
    parameters: tuple[str, ...],
    show_list: bool,
    format: str | None,
    output: str | None,
    sparql: bool,
    about: bool,
    every: bool,
    timeout: float | None,
    bom: bool,
    as_json: bool,
    store: str,
) -> None:
    """Answer a saved question, by its name or number.

    Acts, agencies, places, programmes and reports are given by name or IRI: act=安全生产法, place=重庆市, report=banan-2021.txt.
    """
    from kg import query

    if show_list:
        _list(as_json)
        return
    if question is None:
        raise UsageError(say("ask.which"))
    asked = query.question(question)
    if about:
        _about(asked)
        return
    written = form("json" if as_json else format, output, FORMATS) or "table"
    check_bom(written, bom)
    given = dict(_pair(p) for p in parameters)
    opened = open_source(store)
    ready = query.prepare(opened, asked, language=settings().language, **given)
    if sparql:
        click.echo(ready.sparql, nl=False)
        return
    result = query.select(opened, ready.sparql, timeout=timeout)
    if written == "table":
        from kg.query.table import table

        text = table(result, opened.prefixes, columns=None if output else terminal_width(), every=every)
        write(output, text.encode())
    else:
        write(output, b"".join(for_excel([result.to_bytes(written)], written, bom)))
    if not len(result):
        note(say("ask.none"))
        if "year" in given:
            note(_years(opened))
    limit = ready.terms.get("limit")
    if limit is not None and len(result) >= int(limit):
        note(say("ask.limit", limit=int(limit)))


def _years(opened: Source) -> str:
    """Which years there are to ask for."""
    query = f"SELECT (MIN(?y) AS ?first) (MAX(?y) AS ?last) {{ ?r a <{FZ}Report> ; <{FZ}year> ?y }}"
    first, last = opened.rows(query)[0]
    return say("ask.years", first=first.value, last=last.value) if first else say("ask.noyears")


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (equals and name.strip()):
        raise UsageError(say("ask.param", given=given))
    return name.strip(), value


def _list(as_json: bool) -> None:
    from kg.query import questions
    from kg.query.table import text_table

    language = settings().language
    if as_json:
        rows = [
            {
                "number": q.number,
                "name": q.name,
                "title": {"zh": q.title.zh, "en": q.title.en},
                "counts": {"zh": q.counts.zh, "en": q.counts.en},
                "view": q.view,
                "parameters": [
                    {
                        "name": p.name,
                        "type": p.type,
                        "label": {"zh": p.label.zh, "en": p.label.en},
                        "required": p.required,
                        "default": p.default,
                    }
                    for p in q.parameters
                ],
            }
            for q in questions()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    cells = [
        [
            str(q.number),
            q.name,
            q.title.in_language(language),
            " ".join(p.name + ("*" if p.required else "") for p in q.parameters),
        ]
        for q in questions()
    ]
    header = [say("column.number"), say("column.question"), say("column.title"), say("column.parameters")]
    click.echo(text_table(header, cells, [True, False, False, False], columns=terminal_width()), nl=False)


def _about(question: object) -> None:
    from kg.query import Question

    assert isinstance(question, Question)
    language = settings().language
    click.echo(f"{question.number} {question.name}: {question.title.in_language(language)}")
    click.echo(question.counts.in_language(language))
    for p in question.parameters:
        default = f" [{p.default}]" if p.default else ""
        star, label = "*" if p.required else "", p.label.in_language(language)
        click.echo("  " + say("ask.about", name=p.name, star=star, label=label, type=p.type, default=default))
