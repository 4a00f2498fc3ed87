"""``kg stats``."""

from __future__ import annotations

import json

import click

from kg.commands.common import (
    endpoint_option,
    note,
    open_source,
    say,
    show_counts,
    store_argument,
    subcommand,
)
from kg.commands.inputs import show_left_out


@subcommand("stats", example="kg stats fazhi.kg\nkg stats --json\nkg stats --endpoint http://localhost:7878/query")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@endpoint_option
@store_argument
def command(store: str, as_json: bool) -> None:
    """How much a store holds: each count with its definition, and what was left out."""
    from kg.store import stats
    from kg.store.layout import LOADED

    opened = open_source(store)
    counts = stats(opened)
    manifest = opened.manifest
    if as_json:
        told = {
            "store": str(opened.path),
            "built": manifest.built,
            "software": manifest.software,
            "base": manifest.base,
            "counts": {c.name: c.value for c in counts},
            "left_out": [{"file": item.file, "reason": item.reason, "kind": item.kind} for item in manifest.left_out],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    show_counts(counts)
    if manifest.data.startswith(LOADED):
        note(say("stats.loaded", built=manifest.built, software=manifest.software))
    else:
        note(say("stats.built", built=manifest.built, software=manifest.software, inputs=len(manifest.inputs)))
    show_left_out(manifest.left_out, note)
