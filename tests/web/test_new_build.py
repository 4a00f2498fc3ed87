"""A new build on the same folder is served soon, while clients go on asking."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kg import store
from tests.web.conftest import Site, running
from web.app import make

CLIENTS = 8
#: What the README promises in seconds, and ms in which a machine that has nothing else to do answers each of the clients.
PROMISED, IDLE = 2.0, 20.0
COUNT = "SELECT (COUNT(?r) AS ?n) { ?r a <https://w3id.org/fazhi/ontology#Report> }"
REPORT = "天津市河东区司法局{year}年法治政府建设情况报告\n\n一、主要工作\n学习《行政处罚法》。\n\n天津市河东区司法局\n{next}年1月20日\n"


def reports(site: Site) -> int:
    """How many reports the server has."""
    return int(site.ask(COUNT).json()["results"]["bindings"][0]["n"]["value"])


def plain(site: Site) -> float:
    """ms that a plain request takes."""
    begun = time.perf_counter()
    assert site.get("/health").status == 200
    return (time.perf_counter() - begun) * 1000


def until(site: Site, wanted: int) -> list[float]:
    """Ask until the new build answers; what the plain requests between took."""
    waits = []
    end = time.monotonic() + 60
    while reports(site) != wanted:
        assert time.monotonic() < end, "the new build is not served"
        waits.append(plain(site))
    return waits


def test_who_comes_first_after_a_new_build_gets_it(tmp_path: Path) -> None:
    source, built = tmp_path / "reports", tmp_path / "s.kg"
    source.mkdir()
    (source / "2021.txt").write_text(REPORT.format(year=2021, next=2022), "utf-8")
    store.build([source], built)
    app = make(built, workers=1, reload_seconds=0.0)
    client = app.test_client()
    assert len(client.get("/reports.csv").text.splitlines()) == 2
    (source / "2022.txt").write_text(REPORT.format(year=2022, next=2023), "utf-8")
    store.build([source], built)
    first = client.get("/reports.csv").text.splitlines()
    asked = client.get("/sparql", query_string={"query": COUNT}).json
    app.extensions["fazhi"].live.close()
    assert len(first) == 3
    assert asked is not None
    assert asked["results"]["bindings"][0]["n"]["value"] == "2"


def test_a_new_build_is_served_within_two_seconds_to_many_clients(tmp_path: Path) -> None:
    source, built = tmp_path / "reports", tmp_path / "s.kg"
    source.mkdir()

    def build(year: int) -> None:
        (source / f"{year}.txt").write_text(REPORT.format(year=year, next=year + 1), "utf-8")
        store.build([source], built)

    build(2021)
    with running(built) as site, ThreadPoolExecutor(CLIENTS) as clients:
        assert set(clients.map(reports, [site] * CLIENTS)) == {1}
        build(2022)
        begun = time.monotonic()
        waits = [wait for found in clients.map(until, [site] * CLIENTS, [2] * CLIENTS) for wait in found]
        took = time.monotonic() - begun
        busy = max(1.0, statistics.median(waits or [0.0]) / IDLE)
    assert took <= PROMISED * busy, f"{took:.1f} s, and a plain request took {statistics.median(waits):.0f} ms"
