"""Run all benchmarks, or some, and print one table.

    python -m tests.benchmarks [--full] [--write BENCHMARKS.md] [build startup …]

Each runs in a process of its own. The exit code is 1 where something was wrong, never because it was slow.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.report import Row

#: The benchmarks, in the order of the table.
NAMES = ("startup", "extract", "build", "incremental", "store", "networks", "web", "scale")


def run(name: str, full: bool) -> Iterator[Row]:
    """The rows of one benchmark, from a process of its own, and how long it took."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "tests.benchmarks", "--rows", name, *(["--full"] if full else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                yield Row(**json.loads(line))
    if process.returncode:
        yield Row("ended", process.returncode, "exit code", "see what it printed", right=False)
    yield Row("whole benchmark", time.monotonic() - begun, "s")


def rows(name: str, full: bool) -> None:
    """Print the rows of one benchmark as JSON, a line each."""
    module = importlib.import_module(f"tests.benchmarks.bench_{name}")
    if not hasattr(module, "rows"):
        print(json.dumps(asdict(Row("left out", "", "", f"bench_{name} gives no rows: run it by itself"))))
        return
    for row in module.rows(full):
        print(json.dumps(asdict(row), ensure_ascii=False), flush=True)


def main() -> int:
    """Run what the command line says."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES))
    options.add_argument("--full", action="store_true", help="full sizes: hours")
    options.add_argument("--write", type=Path, metavar="FILE", help="put the table into this file, too")
    options.add_argument("--rows", metavar="NAME", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.rows:
        rows(given.rows, given.full)
        return 0
    about = report.machine()
    print(about, file=sys.stderr)
    results: dict[str, list[Row]] = {}
    for name in given.names or NAMES:
        results[name] = []
        for row in run(name, given.full):
            results[name].append(row)
            print(f"{name}: {row.name}: {row.shown} {row.unit} {row.note}", file=sys.stderr, flush=True)
    print(report.table(results))
    if given.write:
        report.write(given.write, "Full size" if given.full else "Small size", about, results)
    wrong = [f"{name}: {row.name}" for name, found in results.items() for row in found if not row.right]
    print("wrong: " + "; ".join(wrong) if wrong else "all that was checked is right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
