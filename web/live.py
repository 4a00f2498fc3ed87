"""The build that is being served, and the change to a new one while requests go on.

A build never changes once it is published, so a request takes a :class:`Generation` when it begins and keeps it to its
end. When another build is published, it is opened aside, and new requests get that one; the pool of workers sees to it
by itself that queries are answered from the build that is published.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from kg import store
from kg.errors import KgError
from kg.query.pool import Busy, Pool
from kg.store import OpenStore, layout
from web.caching import Cache, Flights, volatile
from web.served import Served
from web.settings import Settings

_LOG = logging.getLogger("web")
Row = dict[str, str]
#: How many may wait until something is made that readers can ask in many variants (a network, a comparison).
WAITING = 4
#: So many of what was made last are kept.
_SOME = 12


class Generation:
    """One published build and the workers that answer queries.

    :param folder: names the build, where it has no folder; ``remote`` is then the address of the server that has it.
    :ivar version: names the build's data; part of every validator.
    :ivar lacks: why it has no tables, texts and search index, as the code of a problem; None where it has them.
    """

    def __init__(self, opened: OpenStore, pool: Pool, folder: str | None = None) -> None:
        self.store = opened
        self.pool = pool
        self.folder = folder or opened.folder.name
        self.remote = str(opened.path) if folder else None
        loaded = opened.manifest.data.startswith(layout.LOADED)
        self.lacks = "needs-folder" if self.remote else "no-tables" if loaded else None
        self.version = hashlib.sha256((opened.manifest.data or self.folder).encode()).hexdigest()[:16]
        self.base = opened.base
        self._rows: Cache[list[Row]] = Cache(16 * 1024 * 1024)
        self._kept: dict[Hashable, Any] = {}
        self._some: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._making: Flights[Any] = Flights()
        self._places = threading.BoundedSemaphore(pool.workers)
        self._room = threading.BoundedSemaphore(pool.workers + WAITING)

    def rows(self, query: str, *, timeout: float | None = None, max_rows: int = 10_000) -> list[Row]:
        """The solutions of a SELECT query as plain texts by variable, ``max_rows`` at most; unbound ones are left out."""
        key = None if volatile(query) else (query, max_rows)
        found = self._rows.get(key) if key else None
        if found is not None:
            return found

        def run() -> list[Row]:
            answer = self.pool.run(query, "json", timeout=timeout, max_rows=max_rows)
            body = answer.body()
            answer.close()
            bindings = json.loads(body)["results"]["bindings"]
            made = [{name: term["value"] for name, term in row.items()} for row in bindings]
            if key and answer.version == self.folder:
                self._rows.put(key, made, len(body))
            return made

        rows: list[Row] = self._making.once((key, timeout), run) if key else run()
        return rows

    def counted(self, key: Hashable, make: Callable[[], list[Row] | None]) -> list[Row] | None:
        """Rows that were counted elsewhere, kept beside the answers to queries."""
        found = self._rows.get(key)
        if found is None:
            found = self._making.once(("counted", key), make)
            if found is not None:
                self._rows.put(key, found, sum(len(value) + 64 for row in found for value in row.values()))
        return found

    def keep_some(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make()`` gives, with the last few others of its kind: for what readers can ask in many variants.

        As many are made at once as there are workers.

        :raises Busy: those are all at work, and others wait.
        """
        with self._lock:
            if key in self._some:
                self._some.move_to_end(key)
                return self._some[key]
        value = self._making.once(("some", key), lambda: self._in_turn(make))
        with self._lock:
            self._some[key] = value
            while len(self._some) > _SOME:
                self._some.popitem(last=False)
        return value

    def _in_turn(self, make: Callable[[], Any]) -> Any:
        if not self._room.acquire(blocking=False):
            raise Busy("the server draws and compares as much as it can: try again in a moment")
        try:
            with self._places:
                return make()
        finally:
            self._room.release()

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make()`` gives, made once for this build: for the few things that many pages need."""
        if key not in self._kept:
            self._kept[key] = self._making.once(("kept", key), make)
        return self._kept[key]


class Live:
    """Gives each request the newest build.

    :raises kg.errors.StoreError: the store is missing, damaged or of a newer format.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self.pool = Pool(
            path,
            workers=settings.workers,
            timeout=settings.timeout,
            queue=settings.queue,
            max_rows=settings.max_rows,
            memory=settings.memory_mb << 20,
            limits=settings.limits,
        )
        self._now = self._opened()
        self._looked = time.monotonic()
        self._lock = threading.Lock()

    def newest(self) -> Generation:
        """The build that was published at the last look; who comes later than ``reload_seconds`` after it looks again.

        A build is opened in milliseconds, so who finds a new one waits for it, and so do those who come meanwhile: nobody is
        answered from data that were replaced longer ago.
        """
        if self._old():
            with self._lock:
                if self._old():
                    self._look()
                    self._looked = time.monotonic()
        return self._now

    def close(self) -> None:
        """End the workers."""
        self.pool.close()

    def _opened(self) -> Generation:
        return Generation(Served(store.open(self._path), self.pool), self.pool)

    def _old(self) -> bool:
        return time.monotonic() - self._looked > self._settings.reload_seconds

    def _look(self) -> None:
        try:
            if layout.current(self._path).name != self._now.folder:
                self._now = self._opened()
                _LOG.info("now serving %s", self._now.folder)
        except (KgError, OSError) as error:
            _LOG.warning("the store cannot be opened just now, the last build is still served: %s", error)
