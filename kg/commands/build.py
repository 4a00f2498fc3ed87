"""``kg build``."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.common import default_store, note, say, settings, show_counts, subcommand
from kg.commands.numbers import PROCESSES, Whole

if TYPE_CHECKING:
    from kg.store import Summary


@subcommand(
    "build",
    example="kg build reports/ -o fazhi.kg\nkg build reports/ more.zip -o fazhi.kg --engine processes --jobs 4\n"
    "kg build reports/ -o fazhi.kg --engine dask://10.0.0.5:8786",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    "-s",
    "--store",
    "target",
    default=default_store,
    metavar="STORE",
    help="Store folder to make or update.  [default: $KG_STORE, else fazhi.kg]",
)
@click.option(
    "--engine",
    default="serial",
    show_default=True,
    help="Where reports are read: serial, processes, dask or dask://HOST:PORT.",
)
@click.option("--jobs", type=Whole(1, PROCESSES), help="Processes to read with.  [default: one a core]")
@click.option("--overrides", type=click.Path(), metavar="FILE", help="Table of your own corrections; see below.")
@click.option("--base", metavar="IRI", help="What the IRIs of the data begin with.  [default: as in the last build]")
@click.option("--prune", is_flag=True, help="Drop reports that are not among the given ones any more.")
@click.option(
    "--memory",
    type=Whole(300),
    metavar="MB",
    help="About how much memory loading the graph may use.  [default: 1000]",
)
@click.option(
    "--profile",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Write where the time went, as JSON: stages, steps, slowest files.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    paths: tuple[str, ...],
    target: str,
    engine: str,
    jobs: int | None,
    overrides: str | None,
    base: str | None,
    prune: bool,
    memory: int | None,
    profile: str | None,
    as_json: bool,
) -> int:
    """Make or update a store from reports: files, folders and zip archives.

    Only what has changed since the last build is read again. What cannot be read is left out and listed, and the
    exit code is then 3.

    \b
    FILE of --overrides: UTF-8, tabs or commas between columns, the header line first.
      what        as the text has it (《条例》, 区局, 175次), a full name or an IRI; or, of
                  a whole report: report year, report agency, report place, report date
      correction  the official title or name; of a number 157, 157 人 or year 2020;
                  - takes the record out
      author      who says so        reason  why; both are kept in the store
      file        if one likes: only in this report    start  only what begins there
    """
    from kg.commands.watching import progress, slow
    from kg.store import build
    from kg.store.graphs import MEMORY
    from kg.store.timing import Timings

    if jobs and engine == "serial":
        engine = "processes"
    timings = Timings()
    with progress(lambda stage: slow(timings) if stage == "read" else "") as show:
        summary = build(
            paths,
            target,
            engine=engine,
            jobs=jobs,
            overrides=overrides,
            base=base,
            prune=prune,
            progress=show,
            timings=timings,
            memory=memory or MEMORY,
        )
    if profile:
        Path(profile).write_text(json.dumps(timings.told(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if as_json:
        told = dataclasses.asdict(summary) | {"target": str(summary.target)}
        click.echo(json.dumps(told, ensure_ascii=False, default=str))
    elif not settings().quiet:
        _tell(summary, overrides)
    return summary.exit_code


def _tell(summary: Summary, overrides: str | None) -> None:
    from kg.commands.inputs import names, show_left_out
    from kg.store.counting import defined

    click.echo(
        say(
            "build.done",
            target=summary.target,
            reports=summary.reports,
            read=summary.read,
            kept=summary.kept,
            dropped=summary.dropped,
            seconds=summary.seconds,
        )
    )
    if summary.reports:
        show_counts(defined(summary.counts))
    show_left_out(summary.left_out, click.echo)
    if summary.unnamed:
        note(say("build.unnamed", count=len(summary.unnamed), names=names(summary.unnamed)))
    if summary.doubled:
        note(say("build.doubled", count=len(summary.doubled), names=names(" = ".join(d) for d in summary.doubled)))
    if summary.doubtful:
        note(say("build.doubtful", count=len(summary.doubtful), names=names(summary.doubtful)))
    if summary.uncorrected:
        note(say("build.uncorrected", count=len(summary.uncorrected), names=names(summary.uncorrected)))
    for row in sorted((*summary.unused, *summary.unfit), key=lambda row: row.line):
        key = "build.unused" if row.file is None else "build.unused.file"
        key = key if row.start is None else "build.unused.start"
        key = "build.unfit" if row in summary.unfit else key
        told = {"line": row.line, "what": row.what, "file": row.file, "start": row.start}
        note(say(key, table=overrides, correction=row.correction, **told))
    if not summary.reports:
        note(say("build.none"))
    elif not summary.exit_code:
        note(say("build.next", target=summary.target))
