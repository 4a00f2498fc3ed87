"""What a worker process runs: take an item, do the work, send back what it gave, until the other end is closed."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue

from kg.engines.collecting import patiently
from kg.engines.serial import attempt, describe


def main(handle: int) -> None:
    """Serve the connection with the file descriptor ``handle``.

    The first message back is empty, or says why the work cannot be loaded.
    """
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the process that started us; it will close the connection
    connection = Connection(handle)
    try:
        task = connection.recv_bytes()
        try:
            work = pickle.loads(task)
        except Exception as error:
            connection.send_bytes(describe(error).encode("utf-8", "replace"))
            return
        connection.send_bytes(b"")
        # Items are taken in beside the work: else both ends could wait for the other to take what it sends.
        items: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=_take_in, args=(connection, items), daemon=True).start()
        with patiently():
            while True:
                result = attempt(lambda item: _packed(work(pickle.loads(item))), items.get())
                connection.send_bytes(result if isinstance(result, bytes) else _packed(result))
    except (EOFError, ConnectionError):
        os._exit(0)


def _take_in(connection: Connection, items: SimpleQueue[bytes]) -> None:
    try:
        while True:
            items.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)


def _packed(result: object) -> bytes:
    return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
