"""A store of the sample reports and one of general RDF, each behind a real server on a free port of this machine."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from kg import resources, store
from web.server import free_port


@dataclass(frozen=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Site:
    """A running server, spoken to by hand."""

    port: int
    store: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """One request; ``Content_Type="…"`` becomes ``Content-Type``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            data = body.encode() if isinstance(body, str) else body
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, quote(path, safe="/?&=%:#,+;@()!*'~-._$"), data, names)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, **headers)

    def ask(self, query: str, *more: tuple[str, str], method: str = "GET", **headers: str) -> Answer:
        """A query by GET with further parameters."""
        return self.send(method, "/sparql?" + urlencode([("query", query), *more]), **headers)


@contextlib.contextmanager
def running(path: Path, *options: str) -> Iterator[Site]:
    """``kg serve`` on the store, until the block ends."""
    site = Site(free_port("127.0.0.1"), path)
    command = [sys.executable, "-m", "kg", "serve", str(path), "--port", str(site.port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    site.process = process
    try:
        wait_for(lambda: site.get("/health").status == 200, process)
        yield site
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        if process.stderr:
            process.stderr.close()


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes] | None = None, seconds: float = 30) -> None:
    """Wait until ``ready()``; a server that is not up yet refuses the connection."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if ready():
                return
        if process is not None and process.poll() is not None:
            raise AssertionError(f"the server ended: {process.stderr.read().decode() if process.stderr else ''}")
        time.sleep(0.05)
    raise AssertionError("it took too long")


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports that ship with the package."""
    target = tmp_path_factory.mktemp("web") / "demo.kg"
    store.build([resources.folder("data") / "sample"], target)
    return target


@pytest.fixture(scope="session")
def site(demo_store: Path) -> Iterator[Site]:
    with running(demo_store) as found:
        yield found


#: Every kind of term, and two named graphs.
TERMS = """
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a ex:p "plain" , "法"@zh , "law"@en , "quote \\" tab \\t line \\n end" , 1 , 2.5 , 1.0e3 , true ,
    "2021-06-10"^^xsd:date , "x"^^ex:own ; ex:knows ex:b ; rdfs:label "A" .
ex:b ex:p "=1+1" , "-2" , "@sum" ; ex:knows ex:c ; ex:age 30 .
ex:c ex:knows ex:a , _:x ; ex:age 40 ; ex:tag "a,b;c" .
_:x ex:p "blank" ; ex:age 50 .
ex:中文 ex:p "IRI 中文" ; ex:knows ex:b .
ex:g1 { ex:a ex:in 1 . ex:b ex:in 1 . }
ex:g2 { ex:a ex:in 2 . }
"""


@pytest.fixture(scope="session")
def terms_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terms")
    (folder / "terms.trig").write_text(TERMS, encoding="utf-8")
    store.load([folder / "terms.trig"], folder / "terms.kg")
    return folder / "terms.kg"


@pytest.fixture(scope="session")
def terms(terms_store: Path) -> Iterator[Site]:
    """A server with small limits, over general RDF."""
    with running(terms_store, "--timeout", "2", "--max-rows", "50", "--download-rows", "2000", "--queue", "2") as found:
        yield found
