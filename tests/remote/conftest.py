from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store import open as open_store
from kg.store.opened import OpenStore
from kg.store.pushing import push
from tests.cli.conftest import kg, small_path
from tests.remote.scripted import Scripted
from tests.remote.servers import Server, oxigraph, running_oxigraph, running_virtuoso, virtuoso

__all__ = ["kg", "small_path"]


@pytest.fixture(scope="session")
def small(small_path: object) -> OpenStore:
    return open_store(str(small_path))


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, small: OpenStore
) -> Iterator[Server]:
    """A server that others wrote, with the small store pushed into it."""
    found, running = {"oxigraph": (oxigraph, running_oxigraph), "virtuoso": (virtuoso, running_virtuoso)}[request.param]
    if found() is None:
        pytest.skip(f"{request.param} is not installed")
    with running(tmp_path_factory.mktemp(request.param)) as started:
        pushed = push(small, started.store, default_graph=started.default_graph, batch=1000)
        assert pushed.statements == pushed.total
        assert pushed.requests > pushed.total / 1000
        yield started


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """A server that answers as the test says."""
    with Scripted() as running:
        yield running
