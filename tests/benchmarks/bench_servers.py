"""Which server for which size: the questions on servers that others wrote, beside the store's own folder.

    python -m tests.benchmarks.bench_servers STORE [STORE …] [--cap 30] [--push-up-to 10000000] [--write BENCHMARKS.md]

Each server is given the graph as a user would, by ``kg push``, and then asked all questions (:mod:`bench_store`), narrowed too, as
``--endpoint`` asks it. Oxigraph's server is also put over the store's own files, which takes no loading. Virtuoso is measured where
it is installed (Debian: virtuoso-opensource). A question that passes the cap (seconds) is stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import kg.store
from kg.store.opened import OpenStore
from kg.store.pushing import push
from tests.benchmarks import bench_store, report
from tests.benchmarks.memory import Watch
from tests.benchmarks.report import Row
from tests.remote import servers

#: Pages of 8 kB that Virtuoso keeps in memory: 2 GB.
_BUFFERS = 250_000


def measured(place: Path, cap: float, most: int) -> Iterator[Row]:
    """All figures on one store; one of more than ``most`` statements is pushed nowhere."""
    store = kg.store.open(place)
    pushed = store.manifest.counts["triples"] <= most
    asker = bench_store.Asker(bench_store.in_store, place, cap)
    with Watch(asker.pid) as watch:
        yield from _questions("the folder", store, asker)
    yield Row("the folder: peak memory", watch.together, "MB")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if servers.oxigraph():
            with servers.running_oxigraph(home, place / "current" / "graph") as server:
                yield from _asked("oxigraph over the folder's files", store, server, cap)
        if servers.oxigraph() and pushed:
            (home / "pushed").mkdir()
            with servers.running_oxigraph(home / "pushed") as server:
                yield from _loaded("oxigraph", store, server, cap)
        if servers.virtuoso() and pushed:
            (home / "virtuoso").mkdir()
            with servers.running_virtuoso(home / "virtuoso", buffers=_BUFFERS) as server:
                yield from _loaded("virtuoso", store, server, cap)


def _loaded(name: str, store: OpenStore, server: servers.Server, cap: float) -> Iterator[Row]:
    begun = time.perf_counter()
    sent = push(store, server.store, default_graph=server.default_graph)
    seconds = time.perf_counter() - begun
    yield Row(f"{name}: push", seconds, "s", f"{sent.statements / seconds:,.0f} statements a second")
    yield from _asked(name, store, server, cap)


def _asked(name: str, store: OpenStore, server: servers.Server, cap: float) -> Iterator[Row]:
    asker = bench_store.Asker(bench_store.over_http, server.endpoint, cap)
    with Watch(server.pid) as watch:
        yield from _questions(name, store, asker)
    yield Row(f"{name}: peak memory", watch.together, "MB")


def _questions(name: str, store: OpenStore, asker: bench_store.Asker) -> Iterator[Row]:
    """How long the questions take: the middle, the slowest, and how many take more than a second or cannot be answered."""
    with contextlib.closing(asker):
        times = {question: asker.time(query) for question, query in bench_store.asked(store)}
    answered = {question: ms for question, (ms, rows) in times.items() if ms is not None and rows >= 0}
    slowest = max(answered, key=lambda question: answered[question])
    stopped = [question for question, (ms, rows) in times.items() if ms is None or rows < 0]
    yield Row(f"{name}: questions, median", statistics.median(answered.values()), "ms", f"of {len(times)}")
    yield Row(f"{name}: questions, slowest", answered[slowest], "ms", slowest)
    yield Row(f"{name}: over a second", sum(ms > 1000 for ms in answered.values()) + len(stopped), "questions")
    yield Row(f"{name}: stopped or refused", len(stopped), "questions", ", ".join(stopped[:5]))


def main() -> int:
    """Print the table of the stores that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    parser.add_argument("--cap", type=float, default=30.0, help="seconds a question may take")
    parser.add_argument("--push-up-to", type=int, default=10_000_000, help="statements of a store that is pushed")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this file, too")
    asked = parser.parse_args()
    about = report.machine()
    results: dict[str, list[Row]] = {}
    for place in asked.stores:
        name = f"{kg.store.open(place).manifest.counts['triples']:,} statements"
        rows = results.setdefault(name, [])
        for row in measured(place, asked.cap, asked.push_up_to):
            rows.append(row)
            print(f"{name}: {row.name}: {row.shown} {row.unit} {row.note}", flush=True)
    if asked.write:
        report.write(asked.write, "Servers", about, results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
