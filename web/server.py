"""Running the application on granian, a WSGI server whose HTTP side is not Python.

Measured with 32 clients on a page of 20 kB kept ready, one process, two cores, requests a second and median wait: granian
11,600 and 2.2 ms, waitress 4,900 and 5.6 ms, gunicorn (threads) 4,200 and 7.6 ms. It buffers slow clients outside of
Python, starts a process that died again, and runs on Windows too. One process is enough: queries run in workers of
their own, and threads would only wait for them.
"""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    from flask import Flask

#: Threads that handle requests beside those that may wait for a query or for a network that is drawn.
SPARE_THREADS = 8


def application(path: str, config: dict[str, Any]) -> Callable[..., Any]:
    """The WSGI application, made in the process that serves it."""
    from web import create_app

    _end_with_parent()
    app = create_app(path, **config)
    app.extensions["fazhi"].live.pool.warm()
    threading.Thread(target=_ready, args=(app,), name="ready", daemon=True).start()
    return app


def _ready(app: Flask) -> None:
    """Have made what the first reader would wait for: the counts of the home page, the words of the search."""
    client = app.test_client()
    for address in ("/", "/search?q=法治"):
        client.get(address, headers={"Accept": "text/html"}, environ_base={"REMOTE_ADDR": "the server"})


def _end_with_parent() -> None:
    """End this process when the one that started it was killed, so that its port and its workers are free again."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def free_port(host: str, port: int = 0) -> int:
    """``port``, or for 0 any port that nobody listens on.

    Looked at before the server begins, which would share a port with another one of its kind, so that each reader got
    the answers of either store by chance.

    :raises UsageError: the port is in use or may not be used, or the host is none of this machine's.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":  # connections that ended a moment ago do not count
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise UsageError(
                    f"port {port} is in use: choose another with --port, or end what listens there"
                ) from None
            raise UsageError(
                f"cannot listen at {host}, port {port}: {error.strerror or error}; see --host, --port"
            ) from None
        return int(probe.getsockname()[1])


def serve(path: Path | str, host: str, port: int, config: dict[str, Any], log_level: str = "error") -> None:
    """Serve the store at ``path`` until the process is told to end (Ctrl+C, SIGTERM)."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from web.live import WAITING
    from web.settings import Settings

    settings = Settings.of(config)
    server = Granian(
        "web",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2 * settings.workers + settings.queue + WAITING + SPARE_THREADS,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level=LogLevels(log_level),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=partial(application, str(path), config), wrap_loader=False)
