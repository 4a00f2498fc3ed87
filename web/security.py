"""Headers that every answer carries, and the rate limit of a public server."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from web.problems import Problem

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

#: Scripts, styles, fonts and data from this server alone; nothing inline runs.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
#: The editor and the network view measure and draw themselves with ``style`` attributes (CodeMirror, sigma).
DRAWN_POLICY = {**POLICY, "style-src": "'self' 'unsafe-inline'"}

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Addresses that scripts of other sites may read: open data, without credentials.
OPEN = ("/sparql", "/id/", "/download/", "/ontology", "/.well-known/void")
EXPOSED = "ETag, X-Result-Truncated, X-Result-Rows, Content-Disposition, Link, Retry-After"


def policy(directives: dict[str, str]) -> str:
    """The directives as a header."""
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def harden(response: Response, path: str, *, drawn: bool = False) -> Response:
    """Add the headers that any answer to a request for ``path`` has.

    :param drawn: a script draws in the page, and sets styles as it goes.
    """
    for header in _headers(is_open(path), drawn):  # each answer gets them: appended, which looks nothing up
        response.headers.add_header(*header)
    return response


@cache
def _headers(open_to_all: bool, drawn: bool) -> tuple[tuple[str, str], ...]:
    """The headers of answers of one kind."""
    found = {**_FIXED, "Content-Security-Policy": policy(DRAWN_POLICY if drawn else POLICY)}
    if open_to_all:
        found["Access-Control-Allow-Origin"] = "*"
        found["Access-Control-Expose-Headers"] = EXPOSED
        found["Cross-Origin-Resource-Policy"] = "cross-origin"
    else:
        found["Cross-Origin-Resource-Policy"] = "same-origin"
    return tuple(found.items())


def is_open(path: str, but: tuple[str, ...] = ()) -> bool:
    """Whether the address is open to scripts of other sites; ``but`` leaves groups of addresses out."""
    return any(path == prefix or path.startswith(prefix.rstrip("/") + "/") for prefix in OPEN if prefix not in but)


class RateLimit:
    """A bucket of tokens per client that refills steadily: bursts are fine, a stream is not.

    :param per_minute: tokens a client gets back in a minute, and the most it can save up.
    :param clients: how many clients are remembered; the one not seen for longest is forgotten first.
    """

    def __init__(self, per_minute: int, clients: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._full = float(per_minute)
        self._per_second = per_minute / 60
        self._clients = clients
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str, cost: float = 1.0) -> None:
        """Take tokens from the client's bucket.

        :raises web.problems.Problem: 429 with ``Retry-After`` where there are not enough.
        """
        now = self._clock()
        with self._lock:
            tokens, seen = self._buckets.pop(client, (self._full, now))
            tokens = min(self._full, tokens + (now - seen) * self._per_second)
            enough = tokens >= cost
            self._buckets[client] = (tokens - cost if enough else tokens, now)
            while len(self._buckets) > self._clients:
                self._buckets.popitem(last=False)
        if not enough:
            wait = max(1, round((cost - tokens) / self._per_second + 0.5))
            raise Problem(
                429,
                "too-many-requests",
                f"too many requests: try again in {wait} s",
                headers={"Retry-After": str(wait)},
            )
