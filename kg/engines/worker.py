"""What a worker process runs: take an item, do the work, send back what it gave, until the other end is closed."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from multiprocessing.connection import Connection

from kg.engines.collecting import patiently
from kg.engines.serial import attempt


def main(handle: int) -> None:
    """Serve the connection with the file descriptor ``handle``."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the process that started us; it will close the connection
    connection = Connection(handle)
    try:
        work = pickle.loads(connection.recv_bytes())
        with patiently():
            while True:
                item = pickle.loads(connection.recv_bytes())
                connection.send_bytes(pickle.dumps(attempt(work, item), pickle.HIGHEST_PROTOCOL))
    except (EOFError, ConnectionError):
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
