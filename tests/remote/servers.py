"""SPARQL servers that others wrote, started on a free port of this machine and stopped again."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Seconds that a server may take to start.
_START = 60.0
#: Where the default graph goes in a server that has none of its own.
FACTS = "https://example.org/facts"

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ServerThreads = 10
CheckpointInterval = 0
DirsAllowed = .
DefaultHost = localhost:{port}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
MaxClientConnections = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Server:
    """A running server: the address that is asked, that of the graph store, its process, and whether it has a default graph."""

    query: str
    store: str
    pid: int
    default_graph: str | None = None

    @property
    def endpoint(self) -> str:
        """What ``--endpoint`` is given."""
        return f"{self.query}?default-graph-uri={self.default_graph}" if self.default_graph else self.query


def oxigraph() -> str | None:
    """The program, beside this Python or on the path; None where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def virtuoso() -> str | None:
    """The program, or None where it is not installed."""
    return shutil.which("virtuoso-t")


@contextlib.contextmanager
def running_oxigraph(folder: Path, graph: Path | None = None) -> Iterator[Server]:
    """Oxigraph's own server, over an empty store in ``folder`` or, read-only, over ``graph``."""
    port, program = _free_port(), oxigraph()
    assert program is not None
    command = [program, "serve", "--location", str(folder)]
    if graph is not None:
        command = [program, "serve-read-only", "--location", str(graph.resolve())]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], folder, port, "/") as pid:
        yield Server(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store", pid)


@contextlib.contextmanager
def running_virtuoso(folder: Path, most_rows: int = 100_000, buffers: int = 20_000) -> Iterator[Server]:
    """Virtuoso over an empty database in ``folder``; user ``dba``, password ``dba``.

    :param most_rows: it cuts answers after so many rows. :param buffers: pages of 8 kB that it keeps in memory.
    """
    port, sql, program = _free_port(), _free_port(), virtuoso()
    assert program is not None
    (folder / "virtuoso.ini").write_text(
        _VIRTUOSO.format(port=port, sql=sql, rows=most_rows, buffers=buffers, dirty=buffers * 3 // 4)
    )
    with _running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, port, "/sparql") as pid:
        home = f"http://127.0.0.1:{port}"
        yield Server(f"{home}/sparql", f"http://dba:dba@127.0.0.1:{port}/sparql-graph-crud-auth", pid, FACTS)


@contextlib.contextmanager
def _running(command: list[str], folder: Path, port: int, path: str) -> Iterator[int]:
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            _wait(process, port, path)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{process.args} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
