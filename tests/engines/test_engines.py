"""Engines give results in order, survive what items do to workers, and leave nothing running."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import kg.store
from kg.engines import Failure, engine
from kg.engines.dask import Dask
from kg.errors import StoreError, UsageError
from kg.records import Record
from tests.support import dumped, toy_build, toy_corpus, toy_find, toy_record


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


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two worker processes, as ``--engine`` takes it."""
    from distributed import LocalCluster

    running = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    yield running.scheduler_address.replace("tcp://", "dask://")
    with contextlib.suppress(TimeoutError):
        running.close(timeout=10)


@pytest.fixture(params=["serial", "processes", "dask"])
def any_engine(request: pytest.FixtureRequest) -> Any:
    """Each engine, with two workers where it has workers."""
    if request.param == "dask":
        return engine(request.getfixturevalue("cluster"))
    return engine(request.param, 2)


def test_results_come_in_the_order_of_the_items(any_engine: Any) -> None:
    with any_engine as running:
        assert list(running.map(double, range(200))) == [n * 2 for n in range(200)]


def test_an_item_that_raises_is_reported_and_the_others_go_on(any_engine: Any) -> None:
    with any_engine as running:
        results = list(running.map(fragile, range(6)))
    assert results[3] == Failure("ValueError: three is not allowed")
    assert results[:3] + results[4:] == [0, 1, 2, 4, 5]


def test_an_item_that_kills_its_worker_twice_is_reported() -> None:
    with engine("processes", 2) as running:
        results = list(running.map(deadly, range(10)))
    assert isinstance(results[5], Failure)
    assert "signal 9" in results[5].reason
    assert results[:5] + results[6:] == [0, 1, 2, 3, 4, 6, 7, 8, 9]


def test_an_item_that_takes_down_every_worker_of_a_cluster_is_reported() -> None:
    import dask
    import distributed  # noqa: F401 - or the end of our setting would take away all of its own

    patience = dask.config.set({"distributed.scheduler.allowed-failures": 0})  # each worker lost takes its time
    with patience, engine("dask", 2) as running:
        results = list(running.map(deadly, range(10)))
    assert isinstance(results[5], Failure)
    assert "died" in results[5].reason
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


def echo(item: Any) -> Any:
    return item


def test_large_items_and_results_do_not_hold_each_other_up(any_engine: Any) -> None:
    with any_engine as running:
        assert [len(r) for r in running.map(echo, [bytes(2_000_000)] * 6)] == [2_000_000] * 6


def unpicklable(number: int) -> Any:
    return (lambda: number) if number else number


def test_a_result_that_cannot_be_sent_is_reported() -> None:
    with engine("processes", 1) as running:
        results = list(running.map(unpicklable, range(2)))
    assert results[0] == 0
    assert isinstance(results[1], Failure)
    assert "lambda" in results[1].reason


@pytest.mark.parametrize("name", ["mine", "main"])
def test_work_of_the_callers_own_script_ends_a_build_and_leaves_the_store(tmp_path: Path, name: str) -> None:
    corpus, target = toy_corpus(tmp_path / "in"), tmp_path / "s.kg"
    toy_build(corpus, target)
    before = dumped(target)
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, kg.store\n"
        "from tests.support import toy_find, toy_record\n"
        f"def {name}(found):\n"
        "    return toy_record(found)\n"
        "if __name__ == '__main__':\n"
        "    try:\n"
        f"        kg.store.build([sys.argv[1]], sys.argv[2], engine='processes', jobs=2, find=toy_find, understand={name})\n"
        "    except kg.errors.UsageError as error:\n"
        "        print(error)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    run = subprocess.run(
        [sys.executable, script, corpus, target], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    assert run.stdout.startswith("worker processes cannot load this work (AttributeError: ")
    assert run.stdout.endswith(": put it into a module that can be imported, or use --engine serial\n")
    assert run.stderr == ""
    assert dumped(target) == before


def test_workers_that_end_before_they_begin_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engines.processes._SCRIPT", "import sys; sys.exit(7)")
    with engine("processes", 2) as running, pytest.raises(UsageError, match=r"before they begin \(exit code 7\)"):
        list(running.map(double, range(9)))


def test_unknown_engines_and_no_jobs_are_usage_errors() -> None:
    with pytest.raises(UsageError, match="there is no engine 'quantum'"):
        engine("quantum")
    with pytest.raises(UsageError, match="--jobs 1"):
        engine("processes", -1)


# -- builds on a cluster -------------------------------------------------------------------------------------------------


def killing_record(found: Any) -> Record:
    """As :func:`toy_record`; the first to come to one of the reports is killed there."""
    mark = found.path.parents[1] / "killed"
    if found.file == "hedong-2021.txt" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return toy_record(found)


def broken_record(found: Any) -> Record:
    """As :func:`toy_record`, with an error that nobody foresaw on one of the reports."""
    if found.file == "masked.txt":
        raise ZeroDivisionError("a mistake")
    return toy_record(found)


def test_a_build_on_a_cluster_gives_the_same_statements_though_a_worker_is_killed(tmp_path: Path) -> None:
    corpus = toy_corpus(tmp_path / "in")
    toy_build(corpus, tmp_path / "serial.kg")
    summary = kg.store.build(
        [corpus],
        tmp_path / "dask.kg",
        engine="dask",
        jobs=2,
        find=toy_find,
        understand=killing_record,
    )
    assert (tmp_path / "killed").exists()
    assert (summary.reports, summary.left_out) == (4, ())
    assert dumped(tmp_path / "dask.kg") == dumped(tmp_path / "serial.kg")
    home = (tmp_path / "dask.kg" / "current").resolve()
    assert len([p for p in home.rglob("*") if p.suffix in (".gz", ".txt")]) == 8
    assert not (home / "parts").exists()


def test_a_report_that_fails_on_a_cluster_is_left_out(cluster: str, tmp_path: Path) -> None:
    corpus = toy_corpus(tmp_path / "in")
    summary = kg.store.build([corpus], tmp_path / "s.kg", engine=cluster, find=toy_find, understand=broken_record)
    assert summary.reports == 3
    assert "ZeroDivisionError: a mistake" in summary.left_out[0].reason


class NotThere:
    """Work that no worker can do."""

    def __call__(self, number: int) -> int:
        return number

    def ready(self) -> None:
        raise StoreError("/reports is not there")


def test_workers_that_cannot_do_the_work_are_named_before_it_begins(cluster: str) -> None:
    with engine(cluster) as running, pytest.raises(UsageError, match=r"worker tcp://.* cannot help: /reports"):
        list(running.map(NotThere(), range(3)))


class NotEverywhere:
    """Work that the worker on one process cannot do; at first nobody knows."""

    def __init__(self, mark: Path, all_of_them: bool) -> None:
        self.mark, self.all = mark, all_of_them

    def ready(self) -> None:
        from distributed import get_worker

        if self.mark.exists() and (self.all or self.mark.read_text() == get_worker().address):
            raise StoreError("another version")

    def __call__(self, number: int) -> int:
        return number


@pytest.mark.parametrize("all_of_them", [False, True])
def test_workers_that_turn_out_unable_are_passed_over_while_there_are_others(
    cluster: str, tmp_path: Path, all_of_them: bool
) -> None:
    mark = tmp_path / "mark"
    with engine(cluster) as running:
        results = running.map(NotEverywhere(mark, all_of_them), range(300))
        assert next(results) == 0
        mark.write_text(next(iter(running._client.nthreads())))  # type: ignore[attr-defined]
        if all_of_them:
            with pytest.raises(UsageError, match=r"worker tcp://.* cannot help: another version"):
                list(results)
        else:
            assert list(results) == list(range(1, 300))
            assert list(running._unfit.values()) == ["another version"]  # type: ignore[attr-defined]


class NotLoaded:
    """Work that no other process can load."""

    def __reduce__(self) -> Any:
        return importlib.import_module, ("only_here",)


def test_workers_that_lack_the_software_are_named_in_a_line(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = r"a Dask worker cannot load the work \(.*(only_here|deserialization)"
    for look in (Dask._check, lambda *_: None):  # those that are there, and those that come later
        monkeypatch.setattr(Dask, "_check", look)
        with engine(cluster) as running, pytest.raises(UsageError, match=line):
            list(running.map(NotLoaded(), range(3)))  # type: ignore[arg-type]


class Late:
    """A task that never ends, for want of workers."""

    def result(self, timeout: float) -> list[int]:
        raise TimeoutError


def test_a_cluster_of_our_own_that_has_lost_all_workers_is_given_up() -> None:
    alone = Dask(jobs=1)
    alone._cluster, alone._client = object(), SimpleNamespace(nthreads=dict)
    with pytest.raises(StoreError, match="all workers"):
        alone._wait(Late())


@pytest.mark.parametrize("greeting", [None, b"", b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" * 3])
def test_what_is_no_cluster_is_a_usage_error_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greeting: bytes | None
) -> None:
    """Nobody listens there, somebody who says nothing, or somebody who speaks another language."""
    monkeypatch.setattr("kg.engines.dask._ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = 9 if greeting is None else other.getsockname()[1]

        def greet() -> None:
            with contextlib.suppress(OSError):
                while True:
                    held.append(other.accept()[0])
                    held[-1].sendall(greeting or b"")

        held: list[socket.socket] = []
        threading.Thread(target=greet, daemon=True).start()
        with pytest.raises(UsageError, match=rf"no Dask scheduler answers at 127\.0\.0\.1:{port} \("):
            toy_build(toy_corpus(tmp_path / "in"), tmp_path / "s.kg", engine=f"dask://127.0.0.1:{port}")
    assert not (tmp_path / "s.kg").exists()
