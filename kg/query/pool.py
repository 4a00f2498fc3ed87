"""Child processes that answer queries on a read-only store, each within its limits.

Nothing can stop a query that runs inside this process, and some queries overflow the engine's stack. So a query runs in
a child that opened the store read-only; one that passes its time limit is killed with its child, and a new child takes
its place. The command line, the Python API and the web front end share this pool:

    with Pool("fazhi.kg", workers=2, timeout=30) as pool:
        answer = pool.run("SELECT * { ?s ?p ?o }", "csv", max_rows=10_000)
        answer.content_type, answer.rows, answer.truncated, answer.body()

A newer build that is published while the pool is open is picked up by the next query; a child that is answering finishes
on the old one.

Errors that :meth:`Pool.run` raises, and what HTTP makes of them:

==============================  ====
``kg.errors.QueryError``        400  refused by the guard, or wrong; with ``line`` and ``column`` where known
``kg.errors.UsageError``        406  the form of the query has no such format
``kg.errors.QueryTimeout``      504  passed its time limit
``Busy``                        503  all workers are busy and the queue is full
``WorkerDied``                  500  the query ended its worker (stack, memory); the pool goes on
``kg.errors.StoreError``        503  the store is missing or damaged
==============================  ====
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from kg.errors import KgError, QueryError, QueryTimeout
from kg.query import formats
from kg.query.answer import Answer
from kg.query.child import Child, WorkerDied
from kg.query.guard import DEFAULT_LIMITS, Checked, Limits, check
from kg.query.published import Published
from kg.store.source import LONGEST

__all__ = ["Answer", "Busy", "Pool", "WorkerDied"]


class Busy(KgError):
    """All workers are busy and as many queries wait as may; try again in a second or two."""

    exit_code = 6


class Pool:
    """Answers queries on one store; safe to use from many threads.

    :param store: the store folder.
    :param build: folder of the build to answer from; by default the one that is published when a query is asked.
    :param workers: how many queries run at the same time. Children are started when they are needed.
    :param timeout: seconds a query may run, unless :meth:`run` says otherwise.
    :param queue: how many queries may wait for a worker; one more raises :class:`Busy` at once.
    :param max_rows: rows or triples an answer may have, unless :meth:`run` says otherwise; None for no limit.
    :param max_bytes: a larger answer is refused.
    :param memory: address space of a child in bytes; 0 for no limit.
    :param limits: how large a query may be.
    :param prefixes: those that hold without being declared; by default those of the store.
    :raises StoreError: there is no store, or it is damaged or of a newer format.
    """

    def __init__(
        self,
        store: Path | str,
        *,
        build: Path | None = None,
        workers: int = 2,
        timeout: float = 30.0,
        queue: int = 100,
        max_rows: int | None = None,
        max_bytes: int = 1 << 31,
        memory: int = 4 << 30,
        limits: Limits = DEFAULT_LIMITS,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        self.store = Path(store)
        self._published = Published(self.store, build)
        self.workers, self.timeout, self.queue = workers, timeout, queue
        self.max_rows, self.max_bytes, self.memory, self.limits = max_rows, max_bytes, memory, limits
        self.prefixes = dict(self._published.opened.prefixes if prefixes is None else prefixes)
        self._lock = threading.Condition()
        self._idle: list[Child] = []
        self._asked: set[Child] = set()
        self._busy = self._waiting = 0
        self._closed = False

    def run(
        self,
        query: str,
        accept_format: str = "json",
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        timeout: float | None = None,
        max_rows: int | None = None,
        base: str | None = None,
        checked: Checked | None = None,
    ) -> Answer:
        """Answer ``query``; blocks until the answer is whole.

        :param accept_format: name or media type of a format (:mod:`kg.query.formats`).
        :param default_graphs: IRIs of the protocol's ``default-graph-uri``; with either of these two the query's own
            FROM clauses do not count. They must be graphs of the store.
        :param named_graphs: IRIs of ``named-graph-uri``.
        :param timeout: seconds, from the moment a worker takes the query; the pool's if None.
        :param max_rows: at least 1; the pool's if None.
        :param base: what relative IRIs are resolved against.
        :param checked: what :meth:`check` gave for the same arguments, where they were checked before.
        :raises: see the table above.
        """
        checked = checked or self.check(query, default_graphs, named_graphs, base=base)
        form = formats.by_name(accept_format, checked.kind)
        limit = min(LONGEST, self.timeout if timeout is None else timeout)
        protocol = default_graphs is not None or named_graphs is not None
        request = {
            "query": query,
            "format": form.name,
            "default_graph": list(default_graphs or ()) if protocol else None,
            "named_graphs": list(named_graphs or ()) if protocol else None,
            "base": base,
            "max_rows": self.max_rows if max_rows is None else max_rows,
            "alarm": limit + 5,
        }
        child = self._take()
        began = time.monotonic()
        answer = Answer(form, checked.form, child.version)
        try:
            child.ask(request, answer, limit, self.max_bytes, query)
        except BaseException as error:
            answer.close()
            if isinstance(error, QueryTimeout | WorkerDied) or child.unfinished:
                child.kill()
            if self._closed and isinstance(error, WorkerDied):
                raise Busy("the pool is closed") from None
            raise
        finally:
            self._give_back(child)
        answer.seconds = time.monotonic() - began
        return answer

    def check(
        self,
        query: str,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        *,
        base: str | None = None,
    ) -> Checked:
        """What :meth:`run` checks before it asks a worker: the guard, and that all graphs are in the store.

        :raises QueryError: the query is refused.
        """
        checked = check(query, prefixes=self.prefixes, base=base, limits=self.limits)
        for iri in (*(default_graphs or ()), *(named_graphs or ()), *checked.graphs):
            if not self._published.has(iri):
                raise QueryError(f"the store has no graph <{iri}>, and nothing is fetched from elsewhere")
        return checked

    @property
    def version(self) -> str:
        """Name of the build that is published now; the next query is answered from it."""
        return self._published.folder().name

    def warm(self) -> None:
        """Start all children now, so that the first queries do not wait for them."""
        folder = self._published.folder()
        with self._lock:
            missing = self.workers - self._busy - len(self._idle)
            self._idle += [self._start(folder) for _ in range(missing)]

    def close(self) -> None:
        """End all children, those that are answering too."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for child in self._asked:
                child.stop()  # who waits for it closes what leads to it
            self._lock.notify_all()
        for child in idle:
            child.kill()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self, folder: Path) -> Child:
        return Child(self._published.graph(folder), folder.name, self.memory, self.prefixes)

    def _take(self) -> Child:
        """An idle child that has the published build open, or a new one; waits in the queue for its turn."""
        with self._lock:
            if self._busy >= self.workers:
                if self._waiting >= self.queue:
                    raise Busy(
                        f"all {self.workers} workers are busy and {self._waiting} queries wait: try again in a moment"
                    )
                self._waiting += 1
                try:
                    self._lock.wait_for(lambda: self._busy < self.workers or self._closed)
                finally:
                    self._waiting -= 1
            if self._closed:
                raise Busy("the pool is closed")
            self._busy += 1
            idle = self._idle.pop() if self._idle else None
        try:
            folder = self._published.folder()
            while idle is not None and (idle.version != folder.name or not idle.alive):
                idle.kill()
                with self._lock:
                    idle = self._idle.pop() if self._idle else None
            child = idle or self._start(folder)
            with self._lock:
                self._asked.add(child)
                if self._closed:  # meanwhile
                    child.stop()
            return child
        except BaseException:
            self._give_back(None)
            raise

    def _give_back(self, child: Child | None) -> None:
        """Free the place of a child; one that is still alive waits for the next query."""
        with self._lock:
            self._busy -= 1
            self._lock.notify()
            if child is None:
                return
            self._asked.discard(child)
            if child.alive and not self._closed:
                self._idle.append(child)
                return
        child.kill()
