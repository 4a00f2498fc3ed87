"""From shards to a store: graph, tables and search index of one build.

:func:`write_all` makes them from all shards in one pass; :func:`write_changes` copies those of the last build and
changes in them what changed. Both give the same statements and the same tables.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store import derived, description, graphs, layout, originals, repeating, searching, shards, tables, totals
from kg.store.manifest import Input, Manifest
from kg.store.merging import Shared
from kg.store.shards import Kept
from kg.store.timing import Timings

if TYPE_CHECKING:
    import polars as pl
    import pyoxigraph

#: Called with the stage (``read``, ``load``, ``publish``), what is done of it, and how much there is.
Progress = Callable[[str, int, int], None]
#: MB that loading the graph may use where nothing is said.
MEMORY = graphs.MEMORY
#: Statements about shared things that are counted in memory before they are put by.
_COUNTED = 200_000
#: Lines that are handed on at once.
_LINES = 50_000
#: Share of the reports up to which the last build is changed and not made anew.
CHANGES_UP_TO = 0.2


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is told besides what to build.

    :param memory: about how many MB loading the graph may use.
    """

    progress: Progress
    timings: Timings
    memory: int = MEMORY


def write(folder: Path, manifest: Manifest, old: tuple[Path, Manifest] | None, options: Options) -> Manifest:
    """Write what the shards in ``folder`` give; the manifest with the counts of it.

    :param old: the last build, where its shards were made by the same software and catalogue.
    """
    if old is not None:
        before, after = set(old[1].inputs), set(manifest.inputs)
        changed = len({_place(i) for i in before} ^ {_place(i) for i in after})
        if changed <= CHANGES_UP_TO * len(after) and (old[0] / layout.SHARED).exists():
            try:
                with options.timings.stage("change"):
                    return write_changes(folder, manifest, old, options.progress)
            except _damage():  # of the last build more may be damaged than the shards, of which everything can be made
                shutil.rmtree(folder / layout.GRAPH, ignore_errors=True)
                shutil.rmtree(folder / layout.TABLES, ignore_errors=True)
                (folder / layout.SHARED).unlink(missing_ok=True)
                (folder / layout.SEARCH).unlink(missing_ok=True)
    return write_all(folder, manifest, options)


def _damage() -> tuple[type[Exception], ...]:
    """What comes of changing a graph, tables or an index that are damaged."""
    from polars.exceptions import PolarsError

    return (StoreError, OSError, RuntimeError, sqlite3.DatabaseError, PolarsError)  # RuntimeError: of a damaged graph


def _place(item: Input) -> tuple[str, str]:
    return item.report, item.shard


def write_all(folder: Path, manifest: Manifest, options: Options) -> Manifest:
    """Everything anew; what is held in memory does not grow with the reports, but for a few numbers of each."""
    shared = Shared(folder / layout.SHARED)
    rows = tables.Rows(folder / layout.TABLES)
    index = searching.Index(folder / layout.SEARCH)

    def chunks() -> Iterator[bytes]:
        stated: Counter[str] = Counter()
        for done, (item, kept, counts) in enumerate(_members(folder, manifest.inputs, manifest.base), 1):
            stated.update(lines_for_all(kept))
            if len(stated) > _COUNTED:
                shared.change(stated)
                stated.clear()
            rows.add(item.report, kept)
            index.add(item, kept)
            yield kept.own + counts
            options.progress("load", done, len(manifest.inputs))
        shared.change(stated)
        stated.clear()
        yield from _chunks(shared.lines())
        yield from _chunks(_over_all(rows.scan, rows.boilerplate(), manifest.base))

    finished = manifest

    def finish(store: pyoxigraph.Store, statements: int) -> None:
        nonlocal finished
        with options.timings.stage("tables"):
            finished = _finish(folder, manifest, rows, shared, statements)
        with options.timings.stage("provenance"):
            graphs.add(store, b"".join(description.lines(finished)))

    graphs.load(folder / layout.GRAPH, chunks(), finish, options.memory, options.timings)
    with options.timings.stage("index"):
        index.close()
        shared.close()
    return finished


def _over_all(scan: originals.Scan, marks: pl.DataFrame, base: str) -> Iterator[str]:
    """The statements that follow from all reports together and not from one."""
    yield from repeating.lines(marks)
    yield from originals.lines(scan, marks, base)
    yield from totals.lines(scan, marks, base)


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines, many at once."""
    while some := list(islice(lines, _LINES)):
        yield "".join(some).encode()


def write_changes(folder: Path, manifest: Manifest, old: tuple[Path, Manifest], progress: Progress) -> Manifest:
    """A copy of the last build with what changed."""
    home, last = old
    for name in (layout.SHARED, layout.SEARCH):
        shutil.copyfile(home / name, folder / name)
    names = {i.name for i in {*last.inputs} ^ {*manifest.inputs} if _place(i) in _changed(last, manifest)}
    gone = [i for i in last.inputs if i.name in names]
    come = [i for i in manifest.inputs if i.name in names]
    shared = Shared(folder / layout.SHARED)
    index = searching.Index(folder / layout.SEARCH)
    rows = tables.Rows(folder / layout.TABLES, home / layout.TABLES, {i.report for i in gone})
    stated: Counter[str] = Counter()
    finished = manifest

    def edit(store: pyoxigraph.Store) -> None:
        nonlocal finished
        out, new = set[bytes](), set[bytes]()
        for item, kept, counts in _members(home, gone, last.base):
            out.update((kept.own + counts).splitlines(keepends=True))
            stated.subtract(lines_for_all(kept))
            index.remove(item.report, kept)
        for done, (item, kept, counts) in enumerate(_members(folder, come, manifest.base), 1):
            new.update((kept.own + counts).splitlines(keepends=True))
            stated.update(lines_for_all(kept))
            rows.add(item.report, kept)
            index.add(item, kept)
            progress("load", done, len(come))
        about = {line.partition(" ")[0] for line, number in stated.items() if number}
        out.update(line.encode() for line in shared.lines(about))
        shared.change(stated)
        new.update(line.encode() for line in shared.lines(about))
        marks = tables.boilerplate(home / layout.TABLES)
        out.update(_bytes(_over_all(partial(tables.scan, home / layout.TABLES), marks, last.base)))
        new.update(_bytes(_over_all(rows.scan, rows.boilerplate(), manifest.base)))
        statements = last.counts["statements"] - len(out - new) + len(new - out)
        finished = _finish(folder, manifest, rows, shared, statements)
        out.update(_lines(description.provenance(last)))
        new.update(_lines(description.provenance(finished)))
        _replace(store, out - new, new - out)
        store.remove_graph(description.node(manifest.base, "questions"))
        store.extend(graphs.quads(description.questions(manifest.base)))

    graphs.change(home / layout.GRAPH, folder / layout.GRAPH, edit)
    index.close()
    shared.close()
    return finished


def _changed(last: Manifest, manifest: Manifest) -> set[tuple[str, str]]:
    return {_place(i) for i in last.inputs} ^ {_place(i) for i in manifest.inputs}


def _bytes(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


def _lines(quads: bytes) -> list[bytes]:
    return quads.splitlines(keepends=True)


def _replace(store: pyoxigraph.Store, out: Iterable[bytes], new: Iterable[bytes]) -> None:
    for quad in graphs.quads(b"".join(out)):
        store.remove(quad)
    store.extend(graphs.quads(b"".join(new)))


def _members(folder: Path, inputs: Iterable[Input], base: str) -> Iterator[tuple[Input, Kept, bytes]]:
    """Each input with its shard; with the last of those that share a name come the counts over all of them."""
    for name, group in groupby(inputs, key=lambda i: i.name):
        members = [(item, read(folder, item)) for item in group]
        counts = "".join(derived.count_lines(name, [kept for _, kept in members], base)).encode()
        for number, (item, kept) in enumerate(members, 1):
            yield item, kept, counts if number == len(members) else b""


def _finish(folder: Path, manifest: Manifest, rows: tables.Rows, shared: Shared, statements: int) -> Manifest:
    """Write the tables; the manifest with the counts that follow from them."""
    counts = tables.write(folder / layout.TABLES, rows, tables.things(shared.lines()))
    counts["statements"] = statements
    described = replace(manifest, counts=counts)
    named = sum(block.count(b"\n") for block in description.lines(described))
    return replace(described, counts={**counts, "triples": statements + named})


def read(folder: Path, item: Input) -> Kept:
    """The shard of one input under the report's IRI in this build."""
    return shards.read(folder / layout.SHARDS, item.shard).renamed(item.report)


def lines_for_all(kept: Kept) -> set[str]:
    """The statements of a report that others may make as well."""
    return {*kept.shared, *derived.shortcut_lines(kept)}
