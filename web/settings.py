"""What can be set when the front end is started, with defaults that are safe for a laptop and for a small server."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from kg.errors import UsageError
from kg.query.guard import DEFAULT_LIMITS, Limits

#: What the dearest request costs; with a lower rate, a client could never make it.
DEAREST = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and options of one running front end.

    :param timeout: seconds a query may run before its worker is killed and the client gets 504.
    :param workers: processes that answer queries; so many queries run at the same time, and so many networks or
        comparisons are made at the same time.
    :param queue: queries that may wait for a worker; one more gets 503 with ``Retry-After``.
    :param memory_mb: address space of a worker in MiB, all in all: the program, the open store, the query.
    :param max_query_bytes: longest query taken, in bytes of UTF-8; longer ones get 413.
    :param max_rows: rows in an answer of ``/sparql`` and on a page; more are cut, and the answer says so.
    :param download_rows: rows in a file under ``/download``; more are cut, and the file's name and page say so.
    :param public: other people use this server: limit the rate per client.
    :param rate: with ``public``, queries a minute and client, 5 or more (pages count a tenth of a query, a search and a list of sentences one, a network five).
    :param proxies: reverse proxies in front whose ``X-Forwarded-For``/``-Proto``/``-Host`` are trusted.
    :param cache_mb: memory in MiB for what is kept ready: answers, pages, both as they are sent, and what the guard knows of
        queries; what was used last stays. Each build being served has 16 MiB besides, for the rows that its pages are made of.
    :param reload_seconds: how often the store folder is looked at for a new build.
    """

    timeout: float = 30.0
    workers: int = 2
    queue: int = 32
    memory_mb: int = 2048
    max_query_bytes: int = 64 * 1024
    max_rows: int = 10_000
    download_rows: int = 1_000_000
    public: bool = False
    rate: int = 120
    proxies: int = 0
    cache_mb: int = 100
    reload_seconds: float = 0.5

    @classmethod
    def of(cls, config: dict[str, Any]) -> Settings:
        """Settings from keyword arguments; an unknown one is a :class:`~kg.errors.UsageError`."""
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(config) - known):
            raise UsageError(f"unknown setting {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        made = cls(**config)
        if made.rate < DEAREST:
            raise UsageError(f"the rate is {DEAREST} or more, what one network costs, not {made.rate}")
        return made

    @property
    def limits(self) -> Limits:
        """How large a query may be: the pages' own are short, and must run where readers may only ask shorter ones."""
        return Limits(length=max(self.max_query_bytes, DEFAULT_LIMITS.length))
