"""Engines give results in order, survive what items do to workers, and leave nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.engines import Failure, engine
from kg.errors import UsageError


def double(number: int) -> int:
    time.sleep(0.002 * (number % 3))
    return number * 2


def fragile(number: int) -> int:
    if number == 3:
        raise ValueError("three is\nnot allowed")
    return number


def deadly(number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class DiesOnce:
    """Kills its worker the first time it meets item 2."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, number: int) -> int:
        if number == 2 and not self.mark.exists():
            self.mark.touch()
            os._exit(9)
        return number


def process_id(_: int) -> int:
    return os.getpid()


ENGINES = [("serial", None), ("processes", 2)]


@pytest.mark.parametrize(("name", "jobs"), ENGINES)
def test_results_come_in_the_order_of_the_items(name: str, jobs: int | None) -> None:
    with engine(name, jobs) as running:
        assert list(running.map(double, range(200))) == [n * 2 for n in range(200)]


@pytest.mark.parametrize(("name", "jobs"), ENGINES)
def test_an_item_that_raises_is_reported_and_the_others_go_on(name: str, jobs: int | None) -> None:
    with engine(name, jobs) as running:
        results = list(running.map(fragile, range(6)))
    assert results[3] == Failure("ValueError: three is not allowed")
    assert results[:3] + results[4:] == [0, 1, 2, 4, 5]


def test_an_item_that_kills_its_worker_twice_is_reported() -> None:
    with engine("processes", 2) as running:
        results = list(running.map(deadly, range(10)))
    assert isinstance(results[5], Failure)
    assert "signal 9" in results[5].reason
    assert results[:5] + results[6:] == [0, 1, 2, 3, 4, 6, 7, 8, 9]


def test_an_item_whose_worker_died_once_is_tried_again(tmp_path: Path) -> None:
    with engine("processes", 2) as running:
        assert list(running.map(DiesOnce(tmp_path / "mark"), range(6))) == list(range(6))


def test_the_workers_are_processes_of_their_own_and_end_with_the_engine() -> None:
    with engine("processes", 2) as running:
        ids = set(running.map(process_id, range(20)))
    assert os.getpid() not in ids
    for pid in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_no_more_workers_than_items() -> None:
    with engine("processes", 8) as running:
        assert len(set(running.map(process_id, [1]))) == 1


def test_stopping_in_the_middle_leaves_no_worker() -> None:
    with engine("processes", 2) as running:
        results = running.map(process_id, range(500))
        pid = next(results)
        results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, time\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_engines import process_id\n"
        "from kg.engines import engine\n"
        "with engine('processes', 1) as running:\n"
        "    results = running.map(process_id, range(9))\n"
        "    print(next(results), flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    ) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        run.kill()
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and ") Z" in Path(f"/proc/{pid}/stat").read_text():
            return
        time.sleep(0.01)
    pytest.fail("the worker outlived its parent")


def test_work_that_cannot_be_sent_is_a_usage_error() -> None:
    with engine("processes", 2) as running, pytest.raises(UsageError, match="--engine serial"):
        list(running.map(lambda n: n, [1]))


def test_unknown_engines_and_no_jobs_are_usage_errors() -> None:
    with pytest.raises(UsageError, match="there is no engine 'quantum'"):
        engine("quantum")
    with pytest.raises(UsageError, match="--jobs 1"):
        engine("processes", -1)
