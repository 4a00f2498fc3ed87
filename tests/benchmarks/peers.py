"""Servers under measurement: ours, and others on the same data."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from kg.store import OpenStore
from web.server import free_port

#: Where programs live that only this benchmark needs.
ENVIRONMENT = Path("build/bench-env")
#: Seconds that a server may take until it answers, for each 100 MB of data that it loads first.
_PATIENCE = 90.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def root(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def processor(self) -> float:
        """Seconds of processor time that it and its children took so far; 0 where the system does not say."""
        spent = 0
        with contextlib.suppress(OSError):
            for process in _family(self.process.pid):
                with contextlib.suppress(OSError):
                    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
                    spent += int(fields[11]) + int(fields[12])
        return spent / float(os.sysconf("SC_CLK_TCK"))


def _family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


@contextlib.contextmanager
def running(command: list[str], path: str, data: Path | None = None) -> Iterator[Running]:
    """A server, until the block ends; ``PORT`` in the command becomes a free port. :raises TimeoutError: it does not answer."""
    port = free_port("127.0.0.1")
    process = subprocess.Popen(
        [part.replace("PORT", str(port)) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}{path}", process, _PATIENCE * (1 + (data.stat().st_size / 1e8 if data else 0)))
        yield Running(port, process)
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()


def _wait(address: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except OSError as error:
            if getattr(error, "code", None) is not None:  # it answers, if only that this is no query
                return
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"it did not answer within {seconds:.0f} s of its start")


def ours(place: Path) -> list[str]:
    """The command that serves a store."""
    return [sys.executable, "-m", "kg", "serve", str(place), "--port", "PORT", "--timeout", "30"]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another server.

    :param command: None where it is not installed; ``why`` says more. :param path: of its endpoint.
    :param quick: it answers all queries in seconds.
    """

    name: str
    command: list[str] | None
    path: str
    quick: bool = True
    why: str = ""


def dumped(opened: OpenStore, folder: Path) -> Path:
    """The facts of a store as N-Triples."""
    import pyoxigraph as ox

    data = folder / "data.nt"
    with data.open("wb") as file:
        opened.graph().dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return data


def installed(data: Path, folder: Path, *, install: bool) -> Iterator[Peer]:
    """Other servers with the data; ``install`` puts those that are missing into an environment of their own."""
    oxigraph = _program("oxigraph")
    if oxigraph:
        place = str(folder / "oxigraph")
        subprocess.run([oxigraph, "load", "--location", place, "--file", str(data)], check=True, capture_output=True)
        command = [oxigraph, "serve-read-only", "--location", place, "--bind", "127.0.0.1:PORT"]
        yield Peer("oxigraph serve", command, "/query")
    else:
        yield Peer("oxigraph serve", None, "/query", why="pip install oxigraph")
    endpoint = _program("rdflib-endpoint") or (_install("rdflib-endpoint[oxigraph,cli]") if install else None)
    if endpoint:
        command = [endpoint, "serve", "--store", "Oxigraph", "--port", "PORT", str(data)]
        yield Peer("rdflib-endpoint", command, "/", quick=False)
    else:
        yield Peer("rdflib-endpoint", None, "/", why="not installed: the full size installs it")


def _program(name: str) -> str | None:
    """A program of this environment, of the benchmark's own, or of the machine."""
    for folder in (Path(sys.executable).parent, ENVIRONMENT / "bin"):
        if (folder / name).exists():
            return str(folder / name)
    return shutil.which(name)


def _install(package: str) -> str | None:
    """Put a package into the benchmark's own environment; its program, or None where pip cannot."""
    name = package.partition("[")[0]
    try:
        venv.create(ENVIRONMENT, with_pip=True)
        python = str(ENVIRONMENT / "bin" / "python")
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", package], check=True, capture_output=True, timeout=600
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _program(name)
