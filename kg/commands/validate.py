"""``kg validate``."""

from __future__ import annotations

import json

import click

from kg.commands.common import note, open_store, say, store_argument, subcommand, terminal_width
from kg.commands.watching import progress
from kg.errors import StoreError


@subcommand("validate", example="kg validate fazhi.kg")
@click.option(
    "--shacl/--no-shacl", default=None, help="Whether pySHACL checks each report too.  [default: up to 200 reports]"
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@store_argument
def command(store: str, shacl: bool | None, as_json: bool) -> None:
    """Check a store against the ontology's shapes, report by report; exit code 4 where something is wrong."""
    from kg.store import validate

    with progress() as show:
        found = validate(open_store(store), shacl=shacl, progress=show)
    problems = [[p.thing, p.path, p.message] for p in found.violations]
    if as_json:
        told = {
            "reports": found.reports,
            "shacl": found.shacl,
            "violations": [dict(zip(("thing", "path", "message"), p, strict=True)) for p in problems],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    elif problems:
        from kg.query.table import text_table

        header = [say("column.thing"), say("column.path"), say("column.message")]
        click.echo(text_table(header, problems, [False] * 3, columns=terminal_width()), nl=False)
    if problems:
        raise StoreError(say("validate.bad", reports=found.reports, count=len(problems)))
    if not found.shacl:
        note(say("validate.quick"))
    if not as_json:
        click.echo(say("validate.good", reports=found.reports))
