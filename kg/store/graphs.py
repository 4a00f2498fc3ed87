"""The graph on disk: loading it whole, and changing a copy of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.store.timing import Timings

if TYPE_CHECKING:
    import pyoxigraph

#: From so many quads on the store is compacted after loading: aggregates become 1.8 (1 million) to 6 times faster for a
#: twentieth more work, since it was loaded in batches; the disk is half as large again.
OPTIMIZE_FROM = 200_000


#: Bytes of N-Quads in one batch, for each MB that loading may use. Oxigraph takes about five times the batch while it loads
#: one, and the next lies beside it; what it needs at rest is taken off before.
_AT_REST, _BATCH = 250, 150_000
#: MB that loading may use where nothing is said.
MEMORY = 1000


def load(
    folder: Path,
    chunks: Iterable[bytes],
    finish: Callable[[pyoxigraph.Store, int], None],
    memory: int = MEMORY,
    timings: Timings | None = None,
) -> None:
    """A new graph from N-Quads, each chunk whole lines; ``finish`` is called with it and the number of lines.

    A batch is loaded while the chunks of the next are made: loading runs outside the interpreter's lock.

    :param memory: about how many MB the loader may use.
    """
    import pyoxigraph as ox

    timings = timings or Timings()
    store = ox.Store(str(folder))
    lines = 0
    with ThreadPoolExecutor(1) as loader:
        loading: Future[float] | None = None
        for batch, number in _batches(chunks, max(memory - _AT_REST, 50) * _BATCH, timings):
            lines += number
            with timings.stage("graph"):
                if loading is not None:
                    timings.busy("graph", loading.result())
                loading = loader.submit(_load, store, batch)
            del batch
        with timings.stage("graph"):
            if loading is not None:
                timings.busy("graph", loading.result())
    finish(store, lines)
    with timings.stage("optimize"):
        if lines >= OPTIMIZE_FROM:
            store.optimize()
        store.flush()


def add(store: pyoxigraph.Store, quads: bytes) -> None:
    """Load N-Quads into a graph as files of their own, without a transaction in memory."""
    import pyoxigraph as ox

    store.bulk_load(quads, ox.RdfFormat.N_QUADS)


def _load(store: pyoxigraph.Store, batch: bytes) -> float:
    begun = time.perf_counter()
    add(store, batch)
    return time.perf_counter() - begun


def _batches(chunks: Iterable[bytes], size: int, timings: Timings) -> Iterator[tuple[bytes, int]]:
    """The chunks joined to batches of about ``size`` bytes, with their lines."""
    batch: list[bytes] = []
    gathered = lines = 0
    source = iter(chunks)
    while True:
        with timings.stage("gather"):
            chunk = next(source, None)
        if chunk is not None:
            batch.append(chunk)
            gathered += len(chunk)
            lines += chunk.count(b"\n")
        if batch and (chunk is None or gathered >= size):
            yield b"".join(batch), lines
            batch, gathered, lines = [], 0, 0
        if chunk is None:
            return


def rows(store: pyoxigraph.Store, sparql: str) -> list[tuple[Any, ...]]:
    """The answer to a SELECT of our own as RDF terms, None where a variable is unbound."""
    return [tuple(row) for row in store.query(sparql)]  # type: ignore[union-attr]


def change(old: Path, new: Path, edit: Callable[[pyoxigraph.Store], None]) -> None:
    """A copy of the graph ``old`` at ``new``, changed by ``edit``; the files that stay the same are shared."""
    import pyoxigraph as ox

    open_read_only(old).backup(str(new))
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
