"""What a server does at once and for whom: the rate limit of a public one, and the limits of a query by whichever address."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg import networks
from kg.errors import QueryTimeout, UsageError
from kg.query import Pool
from web.app import make
from web.live import WAITING
from web.settings import Settings


@contextmanager
def client(store: Path, **config: Any) -> Iterator[FlaskClient]:
    app = make(store, workers=1, **config)
    try:
        yield app.test_client()
    finally:
        app.extensions["fazhi"].live.close()


def test_a_query_costs_the_same_on_a_page_without_scripts(terms_store: Path) -> None:
    with client(terms_store, public=True, rate=6) as public:
        pages = [f"/ask?{urlencode({'plain': 1, 'query': f'ASK {{}} # {n}'})}" for n in range(8)]
        assert [public.get(page).status_code for page in pages] == [200] * 5 + [429] * 3
        assert public.get(pages[0]).status_code == 200  # it is kept, and costs what a page costs


@pytest.mark.parametrize("address", ["/search?q={}", "/sentences?year={}"])
def test_a_search_costs_as_much_as_a_query(demo_store: Path, address: str) -> None:
    with client(demo_store, public=True, rate=6) as public:
        pages = [address.format(2000 + n) for n in range(8)]
        assert [public.get(page).status_code for page in pages] == [200] * 5 + [429] * 3
        assert public.get(pages[0]).status_code == 200  # it is kept
        assert public.get("/search").status_code == 200  # nothing is sought


def test_a_network_costs_as_much_as_five_queries(demo_store: Path) -> None:
    with client(demo_store, public=True, rate=11) as public:
        drawn = [public.get(f"/networks/data?weight={weight}").status_code for weight in (1, 2, 3)]
    assert drawn == [200, 200, 429]


def test_a_rate_that_no_network_fits_in_is_refused() -> None:
    assert Settings.of({"rate": 5}).rate == 5
    with pytest.raises(UsageError, match="5 or more"):
        Settings.of({"rate": 4})


def test_a_network_is_made_once_whatever_the_host_and_the_last_digits(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    network = networks.network

    def counted(store: Any, view: str, **options: Any) -> Any:
        made.append(view)
        return network(store, view, **options)

    monkeypatch.setattr(networks, "network", counted)
    with client(demo_store) as asked:
        files = {
            host: asked.get(f"/download/network/agency-act.gexf?weight={weight}", headers={"Host": host}).text
            for host, weight in (("a.example", "1"), ("b.example", "1.00001"))
        }
        assert asked.get("/networks/data?weight=NaN").status_code == 400
        assert asked.get("/networks/data?backbone=-nan").status_code == 400
    assert made == ["agency-act"]
    assert "http://a.example/evidence?" in files["a.example"]
    assert files["b.example"] == files["a.example"].replace("//a.example/", "//b.example/")


DIRECT = "application/sparql-query"


def test_a_query_may_be_as_long_as_the_server_is_told_by_whichever_address(demo_store: Path) -> None:
    query = f"SELECT (1 AS ?x) {{}} # {'x' * 70_000}"
    short = query[:200]
    with client(demo_store, max_query_bytes=80_000) as asked:
        assert asked.post("/sparql", data=query, content_type=DIRECT).status_code == 200
        assert asked.post("/download/query", data=query, content_type=DIRECT).status_code == 200
    with client(demo_store, max_query_bytes=100) as asked:
        assert asked.post("/sparql", data=short, content_type=DIRECT).status_code == 413
        assert asked.post("/download/query", data=short, content_type=DIRECT).status_code == 413
        assert asked.get(f"/ask?{urlencode({'query': short, 'plain': 1})}").status_code == 413
        assert asked.get("/sentences?kind=measure").status_code == 200  # the pages' own queries are longer


@pytest.mark.parametrize(
    "address", ["/ask?question=where-cited&act=没有的法", "/compare?first=没有的报告&second=也没有", "/networks/data?view=activity-act"]
)  # fmt: skip
def test_names_and_networks_are_asked_of_the_workers(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def slow(*_: Any, **__: Any) -> None:
        raise QueryTimeout("the query passed its time limit of 1 s and was stopped")

    with client(demo_store) as asked:
        before = asked.get(address).status_code
        monkeypatch.setattr(Pool, "run", slow)
        assert (before, asked.get(f"{address}&weight=2").status_code) == (400 if "compare" in address else 200, 504)


def test_only_so_many_networks_are_drawn_at_once(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare, go, running, most = networks.prepare, threading.Event(), [0], [0]

    def slow(*given: Any, **options: Any) -> Any:
        running[0] += 1
        most[0] = max(most[0], running[0])
        go.wait(20)
        running[0] -= 1
        return prepare(*given, **options)

    monkeypatch.setattr(networks, "prepare", slow)
    app = make(demo_store, workers=1)
    room = app.extensions["fazhi"].live.newest()._room

    def draw(weight: int) -> int:
        return app.test_client().get(f"/networks/data?weight={weight}").status_code

    with ThreadPoolExecutor(1 + WAITING) as threads:
        asked = [threads.submit(draw, 1 + n) for n in range(1 + WAITING)]
        end = time.monotonic() + 20
        while room._value and time.monotonic() < end:
            time.sleep(0.01)
        assert draw(100) == 503
        go.set()
        assert {one.result() for one in asked} == {200}
    assert most == [1]
    app.extensions["fazhi"].live.close()
