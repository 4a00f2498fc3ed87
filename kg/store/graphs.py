"""The graph on disk: loading it whole, and changing a copy of it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph

#: From so many quads on the store is compacted after loading: aggregates become 2–6 times faster, the disk half as large again.
OPTIMIZE_FROM = 2_000_000


class Stream(io.RawIOBase):
    """Chunks of bytes as a file to read from."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` with what comes next; 0 at the end."""
        target = memoryview(buffer)  # type: ignore[arg-type]
        while not self._rest:
            try:
                self._rest = memoryview(next(self._chunks))
            except StopIteration:
                return 0
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def load(folder: Path, chunks: Iterable[bytes], finish: Callable[[pyoxigraph.Store, int], None]) -> None:
    """A new graph from N-Quads, each chunk whole lines; ``finish`` is called with it and the number of lines."""
    import pyoxigraph as ox

    counter = _Counter(chunks)
    store = ox.Store(str(folder))
    store.bulk_load(io.BufferedReader(Stream(counter), 1 << 20), ox.RdfFormat.N_QUADS)
    finish(store, counter.lines)
    if counter.lines >= OPTIMIZE_FROM:
        store.optimize()
    store.flush()


def rows(store: pyoxigraph.Store, sparql: str) -> list[tuple[Any, ...]]:
    """The answer to a SELECT of our own as RDF terms, None where a variable is unbound."""
    return [tuple(row) for row in store.query(sparql)]  # type: ignore[union-attr]


class _Counter:
    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.lines = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.lines += chunk.count(b"\n")
            yield chunk


def change(old: Path, new: Path, edit: Callable[[pyoxigraph.Store], None]) -> None:
    """A copy of the graph ``old`` at ``new``, changed by ``edit``; the files that stay the same are shared."""
    import pyoxigraph as ox

    ox.Store.read_only(str(old)).backup(str(new))
    store = ox.Store(str(new))
    edit(store)
    store.flush()


def quads(lines: bytes) -> Iterator[pyoxigraph.Quad]:
    """N-Quads as quads."""
    import pyoxigraph as ox

    return ox.parse(lines, ox.RdfFormat.N_QUADS)


def open_read_only(folder: Path) -> pyoxigraph.Store:
    """The graph, to be read.

    :raises StoreError: where it is missing or damaged.
    """
    import pyoxigraph as ox

    if not os.path.isdir(folder):  # noqa: PTH112 - the cheapest test there is, on every opening
        raise StoreError(f"the store is damaged: {folder} is missing; build it again")
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the store is damaged: {folder} cannot be opened ({error}); build it again") from None
