"""Building a store from generated reports: where the time goes, how much memory it takes, whether what was planted is found.

    python -m tests.benchmarks build
    python -m tests.benchmarks.bench_build 2000          # so many reports

Beside it, in the same run, the same statements go through rdflib: terms are made, added to a graph and written as N-Triples,
its fastest format. That is only the last step of a build, and only for a sample, since it takes so much longer.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import corpus
from tests.benchmarks.memory import Watch
from tests.benchmarks.report import Row

#: Code points of a report, and the share of its sentences that state facts: as in the real ones.
_CHARACTERS, _DENSITY = 4000, 0.35
#: At least so much of what was planted must be found.
_RECALL = 0.99
_TERM = re.compile(r'<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([a-zA-Z-]+))?')


def reports(count: int) -> Iterator[corpus.Report]:
    """The reports, the same each time."""
    return corpus.reports(count, seed=3, characters=_CHARACTERS, density=_DENSITY)


def rows(full: bool, count: int | None = None) -> Iterator[Row]:
    """The figures of a build of ``count`` reports."""
    number = count or (10_000 if full else 300)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield Row("reports", number, "", f"{write(home, number) / 1e6:.1f} MB")
        yield from build(home, number)
        yield from found(home / "s.kg", number)
        yield from beside_rdflib(home, 100 if full else 20)


def write(home: Path, number: int) -> int:
    """Write the reports into folders of a thousand below ``home/in``; their bytes."""
    size = 0
    for index, report in enumerate(reports(number)):
        below = home / "in" / f"{index // 1000:03d}"
        below.mkdir(parents=True, exist_ok=True)
        size += (below / report.name).write_bytes(report.text.encode())
    return size


def build(home: Path, number: int) -> Iterator[Row]:
    """Build the store in a process of its own with two workers."""
    command = [sys.executable, "-m", "kg", "build", str(home / "in"), "-o", str(home / "s.kg")]
    command += ["--engine", "processes", "--jobs", "2", "--profile", str(home / "profile.json"), "--json"]
    begun = time.monotonic()
    with (
        (home / "out.json").open("wb") as out,
        subprocess.Popen(command, stdout=out) as process,
        Watch(process.pid) as watch,
    ):
        code = process.wait()
    seconds = time.monotonic() - begun
    if code:
        yield Row("build", code, "exit code", right=False)
        return
    told = json.loads((home / "profile.json").read_text("utf-8"))
    counts = json.loads((home / "out.json").read_text("utf-8"))["counts"]
    disk = sum(p.stat().st_size for p in (home / "s.kg").rglob("*") if p.is_file() and not p.is_symlink())
    (home / "seconds").write_text(str(seconds))
    yield Row("whole build, 2 workers", seconds, "s", right=counts["reports"] == number)
    yield Row("a report", 1000 * seconds / number, "ms")
    for name, took in told["stages"].items():
        yield Row(f"stage {name}", took, "s", f"{took / told['seconds']:.0%}")
    yield Row("loading, beside gathering", told["beside"]["graph"], "s", f"{counts['statements']:,} statements")
    for name, took in told["workers"].items():
        yield Row(f"workers: {name}", 1000 * took / number, "ms a report")
    worked = sum(told["workers"][name] for name in ("extract", "link", "shard"))
    yield Row("extraction to N-Quads", told["characters"] / worked / 1e6, "M characters/s and worker")
    yield Row("peak memory of the building process", watch.parent, "MB")
    yield Row("peak memory with its workers", watch.together, "MB")
    yield Row("store", disk / number / 1e3, "kB a report")
    yield Row("statements", counts["statements"] / number, "a report")


def found(store: Path, number: int) -> Iterator[Row]:
    """How much of what was planted the tables of the store hold, by place and value."""
    import polars as pl

    import kg

    tables = kg.open(store).store
    files = tables.table("reports").select("report", "file")

    def keys(table: str, value: pl.Expr) -> set[Any]:
        here = (
            tables.table(table)
            .join(files, on="report")
            .select(pl.col("file").str.split("/").list.last(), "start", "end", value)
        )
        return set(here.collect().iter_rows())

    checks: tuple[tuple[str, str, pl.Expr, Callable[[corpus.Report], list[tuple[int, int, str]]]], ...] = (
        ("citations", "citations", pl.col("canonical"), lambda report: report.citations),
        ("agencies", "mentions", pl.col("name"), lambda report: report.agencies),
        (
            "measures",
            "measures",
            pl.col("surface").str.strip_chars_start("0123456789."),
            lambda report: report.measures,
        ),
    )
    for name, table, value, planted in checks:
        known = keys(table, value)
        total = hits = 0
        for report in reports(number):
            items = planted(report)
            total += len(items)
            hits += sum((report.name, *item) in known for item in items)
        yield Row(f"recall of planted {name}", hits / total, "", f"of {total:,}", right=hits >= _RECALL * total)


def beside_rdflib(home: Path, sample: int) -> Iterator[Row]:
    """The statements of a sample through rdflib, and how many times as long a report takes there."""
    import rdflib

    import kg
    from kg.store import writing

    opened = kg.open(home / "s.kg").store
    quads: list[list[tuple[Any, ...]]] = []
    for item in opened.manifest.inputs[:sample]:
        kept = writing.read(opened.folder, item)
        lines = [*kept.own.decode().splitlines(), *kept.shared]
        quads.append([tuple(_TERM.findall(line)[:3]) for line in lines])

    def term(parts: tuple[str, str, str, str]) -> rdflib.term.Node:
        iri, text, datatype, language = parts
        if iri:
            return rdflib.URIRef(iri)
        return rdflib.Literal(text, datatype=datatype or None, lang=language or None)

    begun = time.perf_counter()
    graph = rdflib.Graph()
    for one in quads:
        for subject, predicate, value in one:
            graph.add((term(subject), term(predicate), term(value)))
    graph.serialize(home / "rdflib.nt", format="nt", encoding="utf-8")
    theirs = 1000 * (time.perf_counter() - begun) / len(quads)
    number = opened.manifest.counts["reports"]
    ours = 1000 * float((home / "seconds").read_text()) / number
    yield Row("rdflib: terms, Graph.add, serialize", theirs, "ms a report", f"{len(graph):,} statements")
    yield Row("whole build beside rdflib's last step", theirs / ours, "times as fast")


def main() -> None:
    """Print the rows of a build of as many reports as the command line says."""
    for row in rows(False, int(sys.argv[1]) if len(sys.argv) > 1 else 300):
        print(f"{row.name:<42} {row.shown:>10} {row.unit} {row.note}{'' if row.right else '  WRONG'}", flush=True)


if __name__ == "__main__":
    main()
