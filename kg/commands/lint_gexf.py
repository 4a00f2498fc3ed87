"""``kg lint-gexf``."""

from __future__ import annotations

import dataclasses
import json

import click

from kg.commands.common import note, said, say, subcommand
from kg.errors import InputError


@subcommand("lint-gexf", example="kg lint-gexf agency-act.gexf")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
def command(files: tuple[str, ...], as_json: bool) -> int:
    """Say what Gephi or Gephi Lite would drop, refuse or show wrongly in a GEXF file; exit code 3 where there is any."""
    from kg.export import lint
    from kg.export.lint_rules import RULES

    total = 0
    rules: dict[str, str] = {}
    for file in files:
        for finding in lint(file):
            total += 1
            if as_json:
                click.echo(json.dumps({"file": file, **dataclasses.asdict(finding)}, ensure_ascii=False))
            else:
                message = said(finding.message)
                click.echo(say("lint.finding", file=file, line=finding.line, rule=finding.rule, message=message))
            if finding.message != RULES[finding.rule]:
                rules[finding.rule] = said(RULES[finding.rule])
    for rule, why in rules.items():
        note(say("lint.rule", rule=rule, why=why))
    note(say("lint.bad", count=total) if total else say("lint.good"))
    return InputError.exit_code if total else 0
