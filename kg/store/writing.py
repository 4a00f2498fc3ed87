"""From shards to a store: graph, tables and search index of one build, written in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from kg.store import derived, description, graphs, layout, searching, shards, tables
from kg.store.manifest import Input, Manifest
from kg.store.merging import Shared
from kg.store.shards import Kept


def write(folder: Path, manifest: Manifest, progress: Callable[[str, int, int], None]) -> dict[str, int]:
    """Write everything that the shards in ``folder`` give; the counts of what it holds."""
    shared = Shared(folder / layout.SHARED)
    rows = tables.Rows()
    index = searching.Index(folder / layout.SEARCH)

    def chunks() -> Iterator[bytes]:
        stated: Counter[str] = Counter()
        done = 0
        for name, group in groupby(manifest.inputs, key=lambda i: i.name):
            members = []
            for item in group:
                kept = read(folder, item)
                members.append(kept)
                stated.update(lines_for_all(kept))
                rows.add(item.report, kept)
                index.add(item, kept)
                yield kept.own
                done += 1
                progress("load", done, len(manifest.inputs))
            yield "".join(derived.count_lines(name, members, manifest.base)).encode()
        shared.change(stated)
        yield "".join(shared.lines()).encode()
        yield from description.lines(manifest)

    graphs.load(folder / layout.GRAPH, chunks())
    index.close()
    about = tables.things(shared.lines())
    shared.close()
    return tables.write(folder / layout.TABLES, rows, about)


def read(folder: Path, item: Input) -> Kept:
    """The shard of one input under the report's IRI in this build."""
    return shards.read(folder / layout.SHARDS, item.shard).renamed(item.report)


def lines_for_all(kept: Kept) -> set[str]:
    """The statements of a report that others may make as well."""
    return {*kept.shared, *derived.shortcut_lines(kept)}
