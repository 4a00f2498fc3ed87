"""Many clients that ask one server: a fixed list of requests, so that what is slow counts as much as what is fast.

With a fixed time instead, a server that answers the short queries first and leaves the long ones unfinished looks faster.
"""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

#: Seconds without any answer after which a run is given up.
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Load:
    """What a run gave.

    :param seconds: from the first request to the last answer. :param waits: ms of each request, sorted.
    :param failed: answers of a status other than 200 and 304.
    """

    seconds: float
    waits: tuple[float, ...]
    failed: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def wait(self, percent: int) -> float:
        """ms within which so many of a hundred requests were answered."""
        return self.waits[min(len(self.waits) - 1, len(self.waits) * percent // 100)]


def ask(port: int, paths: Sequence[str], clients: int = 32, accept: str = "*/*") -> Load:
    """Have all ``paths`` asked of the server on ``port``, in their order, by clients that share them out.

    The clients live in a process of their own, so that they take nothing from the one that measures.
    """
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_run, args=(there, port, list(paths), clients, accept)
    )
    process.start()
    there.close()
    try:
        found = here.recv()
    finally:
        process.join()
    return Load(*found)


class _Client:
    """One connection, which is kept; it sends a request when the answer before is whole."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.begun = 0.0
        self.buffer = b""

    def send(self, request: bytes) -> None:
        self.buffer, self.begun = b"", time.perf_counter()
        self.socket.sendall(request)

    def whole(self) -> bool:
        """Read what came; whether the answer is whole. :raises OSError: the server hung up."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionResetError
        self.buffer += piece
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        names = head.lower()
        if (at := names.find(b"content-length:")) >= 0:
            return len(body) >= int(names[at + 15 : names.find(b"\r", at) if b"\r" in names[at:] else None])
        if b"transfer-encoding: chunked" in names:
            return body.endswith(b"0\r\n\r\n")
        return True


def _run(out: object, port: int, paths: list[str], clients: int, accept: str) -> None:
    waits: list[float] = []
    failed = 0
    following = iter(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n\r\n".encode() for path in paths
    )
    begun = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(min(clients, len(paths))):
            client = _Client(port)
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send(next(following))
        while selector.get_map():
            ready = selector.select(_PATIENCE)
            if not ready:
                raise TimeoutError("the server does not answer any more")
            for key, _ in ready:
                client = key.data
                if not client.whole():
                    continue
                waits.append(1000 * (time.perf_counter() - client.begun))
                failed += client.buffer[9:12] not in (b"200", b"304")
                request = next(following, None)
                if request is None:
                    selector.unregister(client.socket)
                    client.socket.close()
                else:
                    client.send(request)
    out.send((time.perf_counter() - begun, tuple(sorted(waits)), failed))  # type: ignore[attr-defined]
