"""Building again after one report of many has changed, beside the build from nothing, whose dump it must give byte for byte.

python -m tests.benchmarks.bench_incremental 2000
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import mixed
from tests.benchmarks.report import Row

#: The share of the time from nothing, in percent, that one changed report of so many may take.
_SHARE, _MANY = 5, 2000


def rows(full: bool, count: int | None = None) -> Iterator[Row]:
    """The figures for ``count`` reports; 2,000 of them at full size."""
    number = count or (_MANY if full else 150)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        reports = home / "in"
        mixed.write(reports, number)
        first = _build(reports, home / "s.kg")
        yield Row(f"{number:,} reports from nothing", first, "s")
        changed = sorted(reports.rglob("*.txt"))[number // 2]
        text = changed.read_text("utf-8")
        changed.write_text(text.replace("。", "。全年开展行政检查4321次。", 1), "utf-8")
        again = _build(reports, home / "s.kg")
        yield Row("again, one of them changed", again, "s")
        yield Row("share of the time from nothing", 100 * again / first, "%", f"promised < {_SHARE} of {_MANY:,}")
        _build(reports, home / "n.kg")
        same = _dumped(home / "s.kg") == _dumped(home / "n.kg")
        yield Row("dump as from nothing", "equal" if same else "other", "", right=same)


def _build(reports: Path, store: Path) -> float:
    """Seconds that a build takes, in a process of its own with two workers."""
    command = [sys.executable, "-m", "kg", "build", str(reports), "-o", str(store), "--engine", "processes"]
    begun = time.perf_counter()
    subprocess.run([*command, "--jobs", "2"], check=True, capture_output=True)
    return time.perf_counter() - begun


def _dumped(store: Path) -> str:
    """The hash of all that a store states."""
    command = [sys.executable, "-m", "kg", "dump", "-s", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = hashlib.sha256()
        while block := process.stdout.read(1 << 20):
            told.update(block)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return told.hexdigest()


def main() -> int:
    """Print the rows for as many reports as the command line says; 1 where the dumps differ or 2,000 took too long."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else _MANY
    kept = True
    for row in rows(True, number):
        slow = row.unit == "%" and number >= _MANY and float(row.value) >= _SHARE
        print(
            f"{row.name:<42} {row.shown:>10} {row.unit} {row.note}{'  SLOW' if slow else '' if row.right else '  WRONG'}"
        )
        kept = kept and row.right and not slow
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
