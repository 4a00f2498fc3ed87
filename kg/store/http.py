"""Requests to servers, each within one time limit: from the connection to the last byte.

The standard library's client is enough, and this keeps what matters in sight: the limit holds for the whole request and
not for each packet, nothing is sent on to another address, and a server that refuses a body early is still heard.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import ssl
import time
import urllib.request
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from kg._version import __version__
from kg.errors import KgError, StoreError, UsageError
from kg.store.source import LONGEST

#: Bytes of an answer that are read; more is refused.
MOST = 1 << 30


class TimedOut(KgError):
    """A request passed its time limit."""

    exit_code = 6


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; names of ``headers`` are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def said(self) -> str:
        """The first words of the body, for a message; nothing where it is a page."""
        text = " ".join(self.body[:2000].decode("utf-8", "replace").split())
        return "" if text.startswith("<") else text[:300]


@dataclass(slots=True)
class Server:
    """A server's address, with who asks.

    User and password stand in the address (``http://user:password@host/``) or in ``$KG_USER`` and ``$KG_PASSWORD``; they
    are sent when the server asks for them (Basic or Digest), and shown in no message.

    :param address: ``http://…`` or ``https://…``.
    :raises UsageError: for anything else.
    """

    address: str
    url: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    _parts: SplitResult = field(default_factory=lambda: urlsplit(""), repr=False)
    _digest: urllib.request.AbstractDigestAuthHandler | None = field(default=None, repr=False)
    _challenge: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.address)
            host, port = parts.hostname, parts.port
        except ValueError:  # what it says may be a piece of the password
            host = None
        if not host or parts.scheme not in ("http", "https"):
            raise UsageError(
                f"{shown(self.address)}: is no address of a server; it looks like http://localhost:7878/query"
            )
        self.user = unquote(parts.username or "") or os.environ.get("KG_USER", "")
        self.password = unquote(parts.password or "") or os.environ.get("KG_PASSWORD", "")
        where = f"[{host}]" if ":" in host else host
        netloc = where if port is None else f"{where}:{port}"
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        self._parts = SplitResult(parts.scheme, netloc, path, query, "")
        self.url = self.address = urlunsplit(self._parts)

    def target(self, query: str = "") -> str:
        """Path and query of the address, with ``query`` (percent-encoded) behind its own."""
        both = "&".join(filter(None, (self._parts.query, query)))
        return f"{self._parts.path}?{both}" if both else self._parts.path

    def refusal(self, answer: Response) -> StoreError | None:
        """What an answer says of the address or of who asks; None where it is about what was sent."""
        if answer.status in (401, 403):
            return StoreError(
                f"{self.url} lets in only those whom it knows ({answer.status}): set KG_USER and KG_PASSWORD, and export them"
            )
        if 300 <= answer.status < 400:
            return StoreError(
                f"{self.url} has moved: give its new address, {answer.headers.get('location', '(not said)')}"
            )
        return None

    def request(
        self, method: str, target: str, body: bytes | None, headers: dict[str, str], timeout: float
    ) -> Response:
        """Send a request; once more with user and password where the server asks for them.

        :param timeout: seconds for all of it.
        :raises TimedOut: it passed ``timeout``. :raises StoreError: the server cannot be reached, or hangs up.
        """
        timeout = min(LONGEST, timeout)
        deadline = time.monotonic() + timeout
        headers = {"User-Agent": f"fazhi-kg/{__version__}", "Connection": "close", **headers}
        try:
            known = self._authorization(method, target)
            answer = self._once(method, target, body, {**headers, **known}, deadline)
            challenge = answer.headers.get("www-authenticate", "")
            if answer.status == 401 and self.user and challenge and challenge != self._challenge:
                self._challenge, self._digest = challenge, None
                known = self._authorization(method, target)
                answer = self._once(method, target, body, {**headers, **known}, deadline)
        except TimeoutError:
            raise TimedOut(f"{self.url} did not answer within {timeout:g} s: allow more time with --timeout") from None
        except ssl.SSLError as error:
            raise StoreError(f"{self.url} cannot be reached safely: {error.reason or error}") from None
        except OSError as error:
            reason = error.strerror or str(error) or type(error).__name__
            raise StoreError(f"{self.url} cannot be reached: {reason}; is the server running there?") from None
        except http.client.HTTPException as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise StoreError(f"{self.url} does not speak HTTP as it should: {reason}") from None
        return answer

    def _once(self, method: str, target: str, body: bytes | None, headers: dict[str, str], deadline: float) -> Response:
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._parts.netloc, timeout=_left(deadline))
        try:
            connection.connect()
            socket = connection.sock
            socket.settimeout(_left(deadline))
            # A server may refuse the body before it has read all of it: its answer says why.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, target, body, headers)
            socket.settimeout(_left(deadline))
            answer = connection.getresponse()
            pieces, size = [], 0
            while True:
                socket.settimeout(_left(deadline))
                piece = answer.read1(1 << 18)
                if not piece:
                    break
                pieces.append(piece)
                size += len(piece)
                if size > MOST:
                    raise StoreError(f"{self.url} answers with more than {MOST:,} bytes: ask for less")
            if answer.length:
                raise http.client.IncompleteRead(b"", answer.length)
            return Response(answer.status, {k.lower(): v for k, v in answer.getheaders()}, b"".join(pieces))
        finally:
            connection.close()

    def _authorization(self, method: str, target: str) -> dict[str, str]:
        """The header that answers the challenge the server made last."""
        kind, _, details = self._challenge.partition(" ")
        if kind.lower() == "basic":
            given = b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {given}"}
        if kind.lower() == "digest":
            if self._digest is None:
                known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
                known.add_password(None, self.url, self.user, self.password)
                self._digest = urllib.request.AbstractDigestAuthHandler(known)
            asked = urllib.request.parse_keqv_list(urllib.request.parse_http_list(details))
            request = urllib.request.Request(f"{self._parts.scheme}://{self._parts.netloc}{target}", method=method)
            answer = self._digest.get_authorization(request, asked)
            return {"Authorization": f"Digest {answer}"} if answer else {}
        return {}


def shown(address: str) -> str:
    """An address, right or wrong, without user and password."""
    return re.sub(r"(?s)^([^/@]*//)?.*@", r"\1", address)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
