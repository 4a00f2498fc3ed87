"""The child process of :mod:`kg.query.pool`: opens a graph read-only and answers one query after the other.

Run as ``python -m kg.query.worker GRAPH-FOLDER MEMORY PREFIXES`` (a JSON object). Requests come on standard input, answers go
to standard output. It gives up what it does not need: no connection to anything, no core files, and no more address space
than it was given. It ends when its input ends, and by an alarm when a query passes its time limit and nobody is left to
end it.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import threading
from typing import Any

import pyoxigraph as ox

from kg.query import formats, frames
from kg.query.confined import no_connections
from kg.query.serialise import write

#: The engine recurses over a query: a larger stack than the usual 8 MB takes all that the guard lets through.
STACK = 128 << 20
_PIECE = 1 << 18


def main(folder: str, memory: int, prefixes: dict[str, str]) -> None:
    """Serve the graph in ``folder`` until standard input ends.

    :param memory: address space in bytes; 0 for no limit. :param prefixes: that hold without being declared.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)  # whatever prints must not mix with the answers
    no_connections(folder)
    try:
        store = ox.Store.read_only(folder)
    except (OSError, ValueError) as error:
        _send(answers, frames.pack(frames.ERROR, {"kind": "store", "message": str(error)}))
        return
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(store, requests, answers, memory, prefixes))
    thread.start()
    thread.join()


def _restrict(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        with contextlib.suppress(ValueError, OSError):  # a lower hard limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _serve(store: ox.Store, requests: int, answers: int, memory: int, prefixes: dict[str, str]) -> None:
    _restrict(memory)
    _send(answers, frames.pack(frames.READY, b""))
    while (head := _read(requests, frames.HEAD.size)) is not None:
        _, length = frames.HEAD.unpack(head)
        body = _read(requests, length)
        if body is None:
            return
        request = json.loads(body)
        signal.setitimer(signal.ITIMER_REAL, request["alarm"])
        try:
            _answer(store, request, answers, prefixes)
        except BrokenPipeError:
            return
        except MemoryError:
            os.abort()
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            _send(answers, frames.pack(frames.ERROR, {"kind": "query", "message": str(error)}))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(store: ox.Store, request: dict[str, Any], answers: int, prefixes: dict[str, str]) -> None:
    graphs: dict[str, Any] = {}
    for name in ("default_graph", "named_graphs"):
        if request[name] is not None:
            graphs[name] = [ox.NamedNode(iri) for iri in request[name]]
    base = request["base"] or None
    found = store.query(request["query"], prefixes=prefixes, base_iri=base, **graphs)
    kind = "triples" if isinstance(found, ox.QueryTriples) else "results"
    form = formats.by_name(request["format"], kind)
    columns = [v.value for v in found.variables] if isinstance(found, ox.QuerySolutions) else []
    # What is small goes in one write: each would wake the other side, which has others to serve.
    begun = frames.pack(frames.BEGIN, {"columns": columns})
    buffer = bytearray()

    def sink(piece: bytes) -> None:
        nonlocal begun, buffer
        buffer += piece
        if len(buffer) >= _PIECE:
            _send(answers, begun + frames.pack(frames.DATA, buffer))
            begun, buffer = b"", bytearray()

    done = write(found, form, sink, limit=request["max_rows"], prefixes=prefixes)
    data = frames.pack(frames.DATA, buffer) if buffer else b""
    _send(answers, begun + data + frames.pack(frames.END, {"rows": done.rows, "truncated": done.truncated}))


def _read(fd: int, length: int) -> bytes | None:
    """Exactly ``length`` bytes, or None where the other side is gone."""
    pieces = []
    while length:
        piece = os.read(fd, length)
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _send(fd: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(fd, view) :]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]))
