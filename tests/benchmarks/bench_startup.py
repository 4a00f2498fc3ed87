"""How long it takes to begin, beside the time that importing rdflib alone takes.

python -m tests.benchmarks startup
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import kg
from tests.benchmarks.report import Row

_SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def rows(full: bool) -> Iterator[Row]:
    """The fastest of several runs of each command, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "small.kg")
        kg.build([_SAMPLE], store)
        python = [sys.executable]
        commands = {
            'python -c "pass"': ([*python, "-c", "pass"], ""),
            'python -c "import rdflib"': ([*python, "-c", "import rdflib"], ""),
            'python -c "import kg"': ([*python, "-c", "import kg"], "promised < 0.2 s"),
            "kg --help": ([*python, "-m", "kg", "--help"], "promised < 0.4 s"),
            "kg ask, small store": ([*python, "-m", "kg", "ask", "most-cited-acts", "-s", store], "promised < 1 s"),
        }
        fastest = dict.fromkeys(commands, float("inf"))
        for _ in range(20 if full else 7):
            for name, (command, _note) in commands.items():
                begun = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                fastest[name] = min(fastest[name], time.perf_counter() - begun)
    for name, seconds in fastest.items():
        yield Row(name, round(seconds, 3), "s", commands[name][1])
