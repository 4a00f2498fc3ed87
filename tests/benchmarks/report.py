"""What all benchmarks give: rows of figures; and the tables made of them.

A benchmark is a module ``bench_NAME`` with a function ``rows(full)`` that yields :class:`Row`, small enough for continuous
integration where ``full`` is false. What is slow only shows; what is wrong (``right=False``) fails the run.
"""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """A figure.

    :param value: a number, or words where there is none.
    :param right: whether what was measured was also correct.
    """

    name: str
    value: float | str
    unit: str = ""
    note: str = ""
    right: bool = True

    @property
    def shown(self) -> str:
        """The value as people read it."""
        if isinstance(self.value, str):
            return self.value
        if abs(self.value) >= 1000 or float(self.value).is_integer():
            return f"{self.value:,.0f}"
        return f"{self.value:.3g}"


def table(results: dict[str, list[Row]]) -> str:
    """All rows as one Markdown table."""
    lines = ["| benchmark | figure | value | unit | remark |", "|---|---|--:|---|---|"]
    for name, rows in results.items():
        for row in rows:
            remark = row.note if row.right else f"**WRONG** {row.note}".strip()
            lines.append(f"| {name} | {row.name} | {row.shown} | {row.unit} | {remark} |")
    return "\n".join(lines) + "\n"


def machine() -> str:
    """The machine and the software that were measured, in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*:\s*(.+)", info.read_text())):
        model = found[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("rdflib", "pyoxigraph", "polars"))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()}, Python {platform.python_version()}, "
        f"fazhi-kg {version('fazhi-kg')}, {packages}; load before the run {load}"
    )


def write(path: Path, heading: str, about: str, results: dict[str, list[Row]]) -> None:
    """Put the table into the file below ``heading``, in place of what stood there; other headings keep theirs."""
    text = (
        path.read_text("utf-8")
        if path.exists()
        else "# Benchmarks\n\nWritten by the benchmarks themselves: `make bench`, `make bench-full`, `python -m tests.benchmarks.bench_servers`.\n"
    )
    before, after = text, ""
    if found := re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE):
        before, after = text[: found.start()], text[found.end() :]
    section = f"## {heading}\n\n{datetime.now(UTC):%Y-%m-%d}, {about}\n\n{table(results)}\n"
    path.write_text(f"{before.rstrip()}\n\n{section}{after}".rstrip() + "\n", "utf-8")
