"""A build shows how fast it goes and what is slow, and writes where the time went."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kg.commands import watching
from kg.store.timing import Timings

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def test_a_build_on_a_terminal_shows_its_rate_and_writes_where_the_time_went(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    profile = tmp_path / "profile.json"
    command = [sys.executable, "-m", "kg", "build", SAMPLE, "-o", tmp_path / "s.kg", "--profile", profile]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "160", "LANG": "C.UTF-8"}
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        shown += part
        if not part:
            break
    os.close(ours)
    assert process.wait(30) == 0
    assert b"read" in shown
    assert b"/s" in shown
    told = json.loads(profile.read_text("utf-8"))
    files = len(list(SAMPLE.glob("*.txt")))
    assert told["files"] == files
    assert {"plan", "read", "graph", "tables", "publish"} <= set(told["stages"])
    assert {"read", "extract", "link", "shard", "write"} <= set(told["workers"])
    took = [item["seconds"] for item in told["slowest"]]
    assert len(took) == files
    assert took == sorted(took, reverse=True)
    assert sum(told["stages"].values()) == pytest.approx(told["seconds"], abs=0.01)


def test_only_files_that_take_long_are_called_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "say", lambda key, **values: f"{values['file']} {values['seconds']}")
    timings = Timings()
    timings.file("a.txt", 1000, {"read": 0.1, "extract": 0.2})
    assert watching.slow(timings) == ""
    timings.file("b.pdf", 9000, {"read": 4.0, "extract": 1.5})
    assert watching.slow(timings) == "b.pdf 5.5"


def test_the_slowest_files_are_kept_however_many_there_are() -> None:
    timings = Timings()
    for number in range(500):
        timings.file(f"{number}.txt", 1, {"read": (number * 37) % 500 / 10})
    assert [seconds for seconds, _, _ in timings.slowest()] == [n / 10 for n in range(499, 479, -1)]
