"""Workers of a Dask cluster: one that is running elsewhere, or a small one of this machine's own.

Dask sees to lost workers: what they had in hand is given to others. The work writes its results where all workers can reach
them, so only small records travel.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any

from kg.engines import Failure
from kg.engines.collecting import patiently
from kg.engines.serial import attempt
from kg.errors import KgError, StoreError, UsageError

#: Seconds to wait for a scheduler's answer.
_ANSWER = 10
#: So many times of that without any worker end the work on a cluster of our own; elsewhere new workers may be hours away.
_GIVE_UP = 6
#: Items in one task: their work takes long enough that the scheduler's share is small.
_TOGETHER = 8
#: Tasks that each thread of the cluster has waiting.
_AHEAD = 4


class Dask:
    """The engine that uses a Dask cluster.

    :param address: of the scheduler, ``HOST:PORT``; without it a cluster is started here and ended with the engine.
    :param jobs: how many worker processes that has (default: one a core).
    """

    def __init__(self, address: str | None = None, jobs: int | None = None) -> None:
        self.address = address
        self.jobs = jobs or os.cpu_count() or 1
        self._cluster: Any = None
        self._client: Any = None

    def __enter__(self) -> Dask:
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise UsageError("this engine needs Dask: pip install 'fazhi-kg[dask]'") from None
        if self.address is None:
            self._cluster = LocalCluster(
                n_workers=self.jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50, memory_limit=0
            )
        try:
            self._client = Client(self._cluster or f"tcp://{self.address}", set_as_default=False, timeout=_ANSWER)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"no Dask scheduler answers at {self.address} ({error}): start one with dask scheduler"
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A cluster that is just starting a worker anew may wait for ever for it to end: what is left ends with this process.
        with contextlib.suppress(TimeoutError):
            if self._client is not None:
                self._client.close(timeout=_ANSWER)
        with contextlib.suppress(TimeoutError):
            if self._cluster is not None:
                self._cluster.close(timeout=_ANSWER)

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """``work(item)`` for each item, in order.

        An item that takes its workers down again and again, alone as well as with others, gives a :class:`Failure`.

        :raises UsageError: where a worker cannot do the work, for want of the folder or of the same software.
        """
        assert self._client is not None, "use the engine in a with block"
        self._check(self._client, work)
        source = iter(items)
        running: deque[tuple[list[Any], Any]] = deque()
        try:
            while True:
                room = _AHEAD * max(1, sum(self._client.nthreads().values())) - len(running)
                for _ in range(room):
                    if together := list(islice(source, _TOGETHER)):
                        running.append((together, self._submit(work, together)))
                if not running:
                    return
                yield from self._results(work, *running.popleft())
        finally:
            self._client.cancel([future for _, future in running])

    def _submit(self, work: Callable[[Any], Any], items: list[Any]) -> Any:
        return self._client.submit(_several, work, items, pure=False)

    def _results(self, work: Callable[[Any], Any], items: list[Any], future: Any) -> list[Any]:
        from distributed.scheduler import KilledWorker

        try:
            return self._wait(future)
        except KilledWorker:
            if len(items) == 1:
                return [Failure("the workers died on it, each time it was tried")]
            return [self._results(work, [item], self._submit(work, [item]))[0] for item in items]

    def _wait(self, future: Any) -> list[Any]:
        """What a task gave. On a cluster of our own it is not waited for when no worker comes back."""
        lonely = 0
        while True:
            try:
                results: list[Any] = future.result(timeout=_ANSWER)
                return results
            except TimeoutError:
                lonely = 0 if self._cluster is None or self._client.nthreads() else lonely + 1
                if lonely >= _GIVE_UP:
                    raise StoreError(
                        "all workers of this machine's own Dask cluster are gone; try --engine processes"
                    ) from None

    def _check(self, client: Any, work: Callable[[Any], Any]) -> None:
        """See that the workers that are there can do the work; later ones say so for each item."""
        if not client.nthreads():
            client.wait_for_workers(1)
        for worker, problem in client.run(_unready, work).items():
            if problem:
                raise UsageError(f"the Dask worker {worker} cannot help: {problem}")


def _several(work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    _ready(work)
    with patiently():
        return [attempt(work, item) for item in items]


def _ready(work: Any) -> None:
    ready = getattr(work, "ready", None)
    if ready is not None:
        ready()


def _unready(work: Any) -> str | None:
    try:
        _ready(work)
    except KgError as error:
        return str(error)
    return None
