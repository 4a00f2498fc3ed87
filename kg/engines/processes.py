"""Several worker processes on this machine.

A pool of our own, because what is asked of it is little and has to be sure: workers are fresh interpreters that never run
the caller's script again, few items wait at a time, results keep the order of the items, a worker that dies takes only
its item with it, and nothing is left running when the caller ends, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.engines import Failure
from kg.errors import UsageError

#: Items that a worker has at a time: the one it works on and the next.
_AHEAD = 2
#: Results that may wait for an earlier one, for each worker.
_WINDOW = 32
#: Workers that may end one after the other before they begin.
_STILLBORN = 3
#: A worker's own script has no names, so that none is taken for one of the caller's script.
_SCRIPT = "__import__('kg.engines.worker').engines.worker.main({handle})"


@dataclass(slots=True)
class _Worker:
    """``ready``: it has said that it has loaded the work."""

    process: subprocess.Popen[bytes]
    connection: Connection
    ready: bool = False
    waiting: deque[int] = field(default_factory=deque)


class Processes:
    """The engine that uses the cores of this machine.

    :param jobs: how many worker processes.
    """

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise UsageError(f"{jobs} worker processes cannot do anything: use --jobs 1 or more")
        self.jobs = jobs
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """``work(item)`` for each item, in order.

        An item whose worker dies is tried once more in a new one; if that dies too, its result is a :class:`Failure`.

        :raises UsageError: where workers cannot be given the work or cannot load it: what is defined in the caller's own
            script is not there.
        """
        todo = list(items)
        try:
            task = pickle.dumps(work)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise UsageError(f"worker processes cannot be given this work ({error}): use --engine serial") from None
        queue = deque(range(len(todo)))
        deaths: dict[int, int] = {}
        ready: dict[int, Any] = {}
        following = 0
        try:
            while following < len(todo):
                self._feed(task, todo, queue, following)
                while following in ready:
                    yield ready.pop(following)
                    following += 1
                    self._feed(task, todo, queue, following)
                if following < len(todo):
                    self._collect(ready, queue, deaths)
        finally:
            self._stop()

    def _feed(self, task: bytes, todo: list[Any], queue: deque[int], following: int) -> None:
        """Give each worker that has room its next item; start workers while there is work for them."""
        for ahead in range(1, _AHEAD + 1):
            while queue and queue[0] < following + _WINDOW * self.jobs:
                worker = next((w for w in self._workers if len(w.waiting) < ahead), None)
                if worker is None and len(self._workers) < self.jobs:
                    worker = self._start(task)
                if worker is None:
                    break
                index = queue.popleft()
                worker.waiting.append(index)
                try:
                    worker.connection.send_bytes(pickle.dumps(todo[index], pickle.HIGHEST_PROTOCOL))
                except OSError:
                    break  # it has died: _collect will see the end of its connection

    def _start(self, task: bytes) -> _Worker:
        ours, theirs = Pipe()
        path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        process = subprocess.Popen(
            [sys.executable, "-c", _SCRIPT.format(handle=theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        with contextlib.suppress(OSError):  # it has died: _collect will see the end of its connection
            ours.send_bytes(task)
        return worker

    def _collect(self, ready: dict[int, Any], queue: deque[int], deaths: dict[int, int]) -> None:
        """Wait for results; put back what a dead worker leaves."""
        for connection in wait([w.connection for w in self._workers]):
            worker = next(w for w in self._workers if w.connection is connection)
            try:
                told = worker.connection.recv_bytes()
                if worker.ready:
                    ready[worker.waiting.popleft()] = pickle.loads(told)
                else:
                    self._begin(worker, told.decode())
            except (EOFError, OSError):
                self._bury(worker, ready, queue, deaths)

    def _begin(self, worker: _Worker, problem: str) -> None:
        if problem:
            raise UsageError(
                f"worker processes cannot load this work ({problem}): put it into a module that can be imported,"
                " or use --engine serial"
            )
        worker.ready, self._stillborn = True, 0

    def _bury(self, worker: _Worker, ready: dict[int, Any], queue: deque[int], deaths: dict[int, int]) -> None:
        self._workers.remove(worker)
        worker.connection.close()
        code = worker.process.wait()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        left = list(worker.waiting)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise UsageError(f"worker processes end before they begin ({how}): use --engine serial")
        elif left:
            suspect = left[0]
            deaths[suspect] = deaths.get(suspect, 0) + 1
            if deaths[suspect] > 1:
                ready[suspect] = Failure(f"the worker process died twice on it ({how})")
                left = left[1:]
        queue.extendleft(reversed(left))

    def _stop(self) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.wait()
        self._workers = []
