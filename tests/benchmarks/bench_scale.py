"""A whole country's reports on one machine: built, asked and browsed, beside a tenth of them.

    python -m tests.benchmarks.bench_scale 100000 [--keep FOLDER]

That many take over an hour and 40 GB of disk, of which half is the store. With ``--keep`` the stores stay, and a store that is
there already is asked again without being built.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import kg.store
from tests.benchmarks import bench_build, bench_store, bench_web
from tests.benchmarks.peers import ours, running
from tests.benchmarks.report import Row

#: Clients that browse at a time, and the requests of each page.
_CLIENTS, _ROUNDS = 8, 40
#: What is promised: s for any question, s for the eight commonest, ms for a page under load, hours and MB for a build.
_ANY, _COMMON, _PAGE, _HOURS, _MEMORY = 10, 1, 500, 2, 4000
#: The eight commonest questions, by number.
_EIGHT = ("01", "02", "04", "08", "09", "10", "13", "20")
#: Seconds after which a question is given up.
_CAP = 60.0


def rows(full: bool, count: int | None = None, keep: Path | None = None) -> Iterator[Row]:
    """The figures for ``count`` reports; 100,000 of them at full size."""
    number = count or (100_000 if full else 60)
    with tempfile.TemporaryDirectory() as folder:
        home = keep or Path(folder)
        small = yield from _built(home / str(number // 10), number // 10)
        large = yield from _built(home / str(number), number)
        if small and large:
            more = 100 * (large / small - 1)
            yield Row("a report beside one of a tenth of them", more, "% longer", "promised: within 20 %")
        place = home / str(number) / "s.kg"
        yield from _asked(place)
        yield from _browsed(place)


def _built(home: Path, number: int) -> Generator[Row, None, float | None]:
    """Build a store of so many reports, or take the one that is there; the ms that a report took, None for one that was there."""
    if (home / "s.kg").exists():
        return None
    bench_build.write(home, number)
    taken = None
    for row in bench_build.build(home, number):
        promise = {
            "whole build, 2 workers": f"{number:,} reports" + (f"; promised < {_HOURS} h" if number >= 100_000 else ""),
            "peak memory with its workers": f"promised < {_MEMORY} MB",
        }
        note = promise.get(row.name, row.note)
        yield Row(f"{number:,}: {row.name}", row.value, row.unit, note, row.right)
        if row.name == "a report":
            taken = float(row.value)
    return taken


def _asked(place: Path) -> Iterator[Row]:
    """Each question the first time, in a process that has not asked anything else of it, and the best of three."""
    opened = kg.store.open(place)
    yield Row("statements", opened.manifest.counts["triples"], "")
    asker = bench_store.Asker(bench_store.in_store, place, _CAP)
    try:
        for name, query in bench_store.asked(opened):
            first, _ = asker.time(query, 1)
            best, found = asker.time(query)
            limit = _COMMON if name[:2] in _EIGHT else _ANY
            told = "stopped" if first is None else f"{first / 1000:.3g} s"
            value = "stopped" if best is None else best / 1000
            note = f"the first time {told}; {found:,} rows; promised {limit} s"
            yield Row(f"question {name}", value, "s", note, right=found >= 0)
    finally:
        asker.close()


def _browsed(place: Path) -> Iterator[Row]:
    """The commonest pages, each once, then with several clients at a time."""
    opened = kg.store.open(place)
    act = opened.table("citations").select("act").drop_nulls().collect()["act"].value_counts(sort=True)["act"][0]
    addresses = bench_web.pages(opened, act)
    with running(ours(place), "/health") as server:
        for address in addresses:
            found = bench_web.ask(server.port, [address], 1, "text/html")
            yield Row(f"page {address[:40]}, cold", found.wait(100), "ms", right=not found.failed)
        found, cpu = bench_web.loaded(server, addresses * _ROUNDS, _CLIENTS, "text/html")
        yield from bench_web.figures(f"pages, {_CLIENTS} clients", found, cpu, f"promised p95 < {_PAGE} ms")


def main() -> int:
    """Print the rows for as many reports as the command line says; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path, help="folder for the reports and the stores")
    asked = parser.parse_args()
    right = True
    for row in rows(True, asked.count, asked.keep):
        print(f"{row.name:<48} {row.shown:>10} {row.unit} {row.note}{'' if row.right else '  WRONG'}", flush=True)
        right = right and row.right
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
