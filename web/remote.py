"""A front end over a SPARQL server elsewhere: queries and all that is made of them alone; what needs tables says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any, NoReturn, cast

from kg.errors import KgError, QueryError
from kg.query import formats
from kg.query.answer import Answer
from kg.query.guard import Checked, check
from kg.query.pool import Busy
from kg.store.endpoint import Endpoint
from web.live import Generation
from web.settings import Settings

#: Seconds after which the server is asked again whether its data were built anew.
_AGAIN = 60.0


class RemoteStore(Endpoint):
    """The server as the pages see a store: without tables, so that they ask by queries."""

    def table(self, name: str) -> NoReturn:
        """Tables would have to be counted over there, row by row."""
        raise self._folder_only(f"the table {name}")


class RemotePool:
    """Asks the server, as :class:`kg.query.pool.Pool` asks its workers: so many at once, others wait or are refused."""

    def __init__(self, store: RemoteStore, settings: Settings) -> None:
        self.store, self.settings, self.workers = store, settings, settings.workers
        self._places = threading.BoundedSemaphore(settings.workers)
        self._room = threading.BoundedSemaphore(settings.workers + settings.queue)

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
        """The answer of the server, in the format asked for; arguments and errors as of :meth:`kg.query.pool.Pool.run`."""
        known = checked or self.check(query, default_graphs, named_graphs, base=base)
        form = formats.by_name(accept_format, known.kind)
        if not self._room.acquire(blocking=False):
            raise Busy("all places at the server are taken: try again in a moment")
        try:
            with self._places:
                found = self.store.answer(
                    query,
                    timeout=timeout or self.settings.timeout,
                    max_rows=max_rows or self.settings.max_rows,
                    base=base,
                    checked=known,
                )
        finally:
            self._room.release()
        answer = Answer(form, known.form, self.version, found.columns)
        answer.add(found.to_bytes(form.name))
        answer.rows, answer.truncated = 1 if known.form == "ASK" else len(found), found.truncated
        return answer

    def check(
        self,
        query: str,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        *,
        base: str | None = None,
    ) -> Checked:
        """The guard. The protocol's own graphs are not passed on: the address of the server says which are asked."""
        if default_graphs or named_graphs:
            raise QueryError("the graphs are those of the server behind: name them by FROM in the query")
        return check(query, prefixes=self.store.prefixes, base=base, limits=self.settings.limits)

    @property
    def version(self) -> str:
        """What the server says of its build."""
        return f"{self.store.path} {self.store.manifest.built}"

    def warm(self) -> None:
        """Nothing is started here."""

    def close(self) -> None:
        """Nothing is kept open."""


class Remote:
    """The generation of data that the server has; a new one when it says that it was built anew.

    :raises StoreError: the server cannot be reached.
    """

    def __init__(self, address: str, settings: Settings) -> None:
        self._address, self._settings = address, settings
        self._lock = threading.Lock()
        self._now = self._asked()
        self._looked = time.monotonic()

    def _asked(self) -> Generation:
        store = RemoteStore(self._address, self._settings.timeout)
        self.pool = RemotePool(store, self._settings)
        return Generation(cast(Any, store), cast(Any, self.pool), self.pool.version)

    def newest(self) -> Generation:
        """The data as of the last look, which is renewed now and then; while the server is away, the last one."""
        if time.monotonic() - self._looked > _AGAIN and self._lock.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                found = self._asked()
                if found.folder != self._now.folder or found.store.manifest.built == "?":
                    self._now = found
            except KgError:
                pass
            finally:
                self._lock.release()
        return self._now

    def close(self) -> None:
        """Nothing is kept open."""
