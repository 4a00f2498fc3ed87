"""Answers kept ready, validators and compression.

The data of one build never changes, so an answer is known by the build, the address and the representation: a client that
has it gets 304, and what was answered once is answered again without asking the store.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

import brotli

from kg.query.tokens import tokens
from web.negotiation import accepts_encoding

V = TypeVar("V")
#: Below this many bytes compression gains nothing.
WORTH_COMPRESSING = 860
COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/sparql-results", "application/rdf+xml")
COMPRESSIBLE_TOO = ("application/n-triples", "application/javascript", "application/gexf+xml", "image/svg+xml")

#: Functions that answer differently each time.
_VOLATILE = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
_PERHAPS = re.compile("NOW|RAND|UUID|BNODE", re.IGNORECASE)


def volatile(query: str) -> bool:
    """Whether a query is answered differently each time it is asked, so that no answer may be kept.

    >>> volatile("SELECT (NOW# the time\\n() AS ?now) {}"), volatile("SELECT ?now { ?now ?known 'now()' }")
    (True, False)
    """
    if not _PERHAPS.search(query):  # most queries, which need not be read word by word
        return False
    return any(token.kind == "word" and token.text in _VOLATILE for token in tokens(query))


class Cache(Generic[V]):
    """The values used last, up to a number of bytes.

    A key may hold whatever a client sent, so only its digest is kept.

    :param room: bytes that all values together may take.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._entries: OrderedDict[bytes, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> V | None:
        """The value kept under ``key``."""
        digest = _digest(key)
        with self._lock:
            entry = self._entries.get(digest)
            if entry is None:
                return None
            self._entries.move_to_end(digest)
            return entry[0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep ``value``, which takes ``size`` bytes, unless it alone would take more than a quarter of the room."""
        size += 256
        if size * 4 > self._room:
            return
        digest = _digest(key)
        with self._lock:
            old = self._entries.pop(digest, None)
            if old:
                self._used -= old[1]
            self._entries[digest] = (value, size)
            self._used += size
            while self._used > self._room:
                _, (_, gone) = self._entries.popitem(last=False)
                self._used -= gone


def _digest(key: Hashable) -> bytes:
    return hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).digest()


class Flights(Generic[V]):
    """Work that many clients ask for at the same moment is done once, and all of them get what comes of it."""

    def __init__(self) -> None:
        self._running: dict[Hashable, Future[V]] = {}
        self._lock = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """What ``make()`` gives or raises, by the call under ``key`` that is running now or by this one."""
        with self._lock:
            running = self._running.get(key)
            if running is None:
                mine = self._running[key] = Future()
        if running is not None:
            return running.result()
        try:
            value = make()
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(value)
            return value
        finally:
            with self._lock:
                del self._running[key]


def etag(*parts: object) -> str:
    """A weak validator of an answer, from everything that it depends on (weak, since it may be sent compressed)."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{digest[:24]}"'


def matches(header: str | None, tag: str, exists: bool) -> bool:
    """Whether ``If-None-Match`` names the validator, by weak comparison; ``*`` names any of what is known to exist."""
    if not header:
        return False
    if header.strip() == "*":
        return exists
    plain = tag.removeprefix("W/")
    return any(item.strip().removeprefix("W/") == plain for item in header.split(","))


def compressible(media_type: str) -> bool:
    """Whether answers of this type get smaller by compression."""
    return media_type.startswith(COMPRESSIBLE) or media_type.startswith(COMPRESSIBLE_TOO)


def coding(size: int, media_type: str, accept_encoding: str | None) -> str | None:
    """The coding that the client likes best for a body of so many bytes; None: as it is."""
    if size < WORTH_COMPRESSING or not compressible(media_type):
        return None
    weights = {name: accepts_encoding(accept_encoding, name) for name in ("br", "gzip")}
    best = max(weights, key=lambda name: weights[name])
    return best if weights[best] > 0 else None


def compress(body: bytes, chosen: str) -> bytes:
    """The body in a coding, ``br`` or ``gzip``."""
    made: bytes = brotli.compress(body, quality=4) if chosen == "br" else gzip.compress(body, compresslevel=5, mtime=0)
    return made
