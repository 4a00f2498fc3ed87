"""Workers of a Dask cluster: one that is running elsewhere, or a small one of this machine's own.

Dask sees to lost workers: what they had in hand is given to others. The work writes its results where all workers can reach
them, so only small records travel.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any, NamedTuple

from kg.engines import Failure
from kg.engines.collecting import patiently
from kg.engines.serial import attempt, describe
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
        self._unfit: dict[str, str] = {}

    def __enter__(self) -> Dask:
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise UsageError("this engine needs Dask: pip install '.[dask]' in the checkout of fazhi-kg") from None
        if self.address is None:
            self._cluster = LocalCluster(
                n_workers=self.jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50, memory_limit=0
            )
        else:
            _see(f"tcp://{self.address}", self.address)
        self._client = Client(self._cluster or f"tcp://{self.address}", set_as_default=False, timeout=_ANSWER)
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

        :raises UsageError: where a worker that is there cannot do the work, for want of the folder or of the same
            software. Of later ones those are passed over, unless no other is left.
        """
        assert self._client is not None, "use the engine in a with block"
        self._unfit = {}
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
        fit = self._fit() if self._unfit else None
        # Where those are gone others may take it: they were started anew under other addresses.
        return self._client.submit(_several, work, items, pure=False, workers=fit, allow_other_workers=bool(fit))

    def _fit(self) -> list[str]:
        """The workers that may be able to do the work."""
        there: list[str] = list(self._client.nthreads())
        fit = [worker for worker in there if worker not in self._unfit]
        if there and not fit:
            raise UsageError(f"the Dask worker {there[0]} cannot help: {self._unfit[there[0]]}")
        return fit

    def _results(self, work: Callable[[Any], Any], items: list[Any], future: Any) -> list[Any]:
        from distributed.scheduler import KilledWorker

        try:
            while isinstance(found := self._wait(future), _Unfit):
                self._unfit[found.worker] = found.problem
                future = self._submit(work, items)
            return found
        except KilledWorker:
            if len(items) == 1:
                return [Failure("the workers died on it, each time it was tried")]
            return [self._results(work, [item], self._submit(work, [item]))[0] for item in items]
        except KgError:
            raise
        except Exception as error:  # what items raise is caught; so the worker could not load the work
            raise _unable(error) from None

    def _wait(self, future: Any) -> list[Any] | _Unfit:
        """What a task gave. On a cluster of our own it is not waited for when no worker comes back."""
        lonely = 0
        while True:
            try:
                results: list[Any] | _Unfit = future.result(timeout=_ANSWER)
                return results
            except TimeoutError:
                lonely = 0 if self._cluster is None or self._client.nthreads() else lonely + 1
                if lonely >= _GIVE_UP:
                    raise StoreError(
                        "all workers of this machine's own Dask cluster are gone; try --engine processes"
                    ) from None

    def _check(self, client: Any, work: Callable[[Any], Any]) -> None:
        """See that the workers that are there can do the work."""
        if not client.nthreads():
            client.wait_for_workers(1)
        for worker, problem in client.run(_unready, work, on_error="return").items():
            if isinstance(problem, Exception):
                raise _unable(problem)
            if problem:
                raise UsageError(f"the Dask worker {worker} cannot help: {problem}")


def _see(address: str, shown: str) -> None:
    """See that a scheduler listens at ``address``: a client would wait for ever for another program to speak.

    :raises UsageError: none does.
    """

    async def ask() -> None:
        from distributed import rpc

        async with rpc(address) as scheduler:
            if (await scheduler.identity()).get("type") != "Scheduler":
                raise ValueError("a Dask program, but no scheduler")

    try:  # in a thread of its own, for a notebook has a loop in this one
        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, asyncio.wait_for(ask(), _ANSWER)).result()
    except Exception as error:  # whatever another program's bytes are taken for, up to a lack of memory
        why = str(error) or type(error).__name__
        raise UsageError(f"no Dask scheduler answers at {shown} ({why}): start one with dask scheduler") from None


def _unable(error: Exception) -> UsageError:
    return UsageError(f"a Dask worker cannot load the work ({describe(error)}): install the same software everywhere")


class _Unfit(NamedTuple):
    """What a worker gives that cannot do the work: its address, and why."""

    worker: str
    problem: str


def _several(work: Callable[[Any], Any], items: list[Any]) -> list[Any] | _Unfit:
    if problem := _unready(work):
        from distributed import get_worker

        return _Unfit(get_worker().address, problem)
    with patiently():
        return [attempt(work, item) for item in items]


def _unready(work: Any) -> str | None:
    try:
        if ready := getattr(work, "ready", None):
            ready()
    except KgError as error:
        return str(error)
    return None
