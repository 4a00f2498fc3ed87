"""``kg eval``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.commands.common import say, subcommand
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.evaluate import Score


@subcommand(
    "eval",
    example="kg eval gold/ fazhi.kg --errors\nkg extract reports/*.txt > now.jsonl && kg eval gold/ now.jsonl --against before.jsonl",
)
@click.argument("gold")
@click.argument("found", metavar="STORE|RECORDS.jsonl")
@click.option(
    "--against", metavar="STORE|RECORDS.jsonl", help="Records of an earlier run: show what was gained and lost since."
)
@click.option("--errors", is_flag=True, help="Show every miss, false find and wrong attribute.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(gold: str, found: str, against: str | None, errors: bool, as_json: bool) -> None:
    """Score records against annotations: precision, recall, F1, and shares of right attributes."""
    from kg import evaluate

    wanted, records = evaluate.read_gold(gold), evaluate.read_found(found)
    if not wanted.keys() & records.keys():
        raise UsageError(say("eval.none"))
    now = evaluate.score(records, wanted)
    before = evaluate.score(evaluate.read_found(against), wanted) if against else {}
    kinds = [kind for kind in now if now[kind].gold or now[kind].false]
    if as_json:
        told: dict[str, object] = {kind: now[kind].figures() for kind in kinds}
        if errors:
            told["errors"] = {kind: now[kind].errors for kind in kinds}
        if against:
            told["against"] = {kind: before[kind].figures() for kind in kinds}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    _table(kinds, now, before)
    for kind in kinds:
        if errors:
            for line in now[kind].errors:
                click.echo(f"  {kind}: {line}")
        if against:
            for key, one, other in (("eval.gained", before, now), ("eval.lost", now, before)):
                for line in sorted(set(one[kind].errors) - set(other[kind].errors)):
                    click.echo(f"  {say(key)} {kind}: {line}")


def _table(kinds: list[str], now: dict[str, Score], before: dict[str, Score]) -> None:
    from kg.evaluate import ATTRIBUTES
    from kg.query.table import text_table

    figured = {name for kind in kinds for name in now[kind].figures()}
    names = [name for name in ("gold", "precision", "recall", "f1", *ATTRIBUTES) if name in figured]
    cells = []
    for kind in kinds:
        figures = now[kind].figures()
        earlier = before[kind].figures() if before else {}
        row = [kind]
        for name in names:
            if name not in figures:
                row.append("")
            elif name == "gold":
                row.append(str(figures[name]))
            else:
                change = figures[name] - earlier[name] if name in earlier else 0.0
                row.append(f"{figures[name]:.3f}" + (f" ({change:+.3f})" if abs(change) >= 0.0005 else ""))
        cells.append(row)
    click.echo(text_table(["", *names], cells, [False] + [True] * len(names)), nl=False)
