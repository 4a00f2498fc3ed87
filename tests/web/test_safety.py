"""The server under hostile and unlucky clients: nothing is fetched or written, nobody waits for a runaway, nothing leaks."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from kg import store
from tests.web.conftest import Answer, Site, running, wait_for

EX = "http://example.org/"
ASK = f"ASK {{ <{EX}a> ?p ?o }}"
#: Would run for days.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A socket that nobody must connect to."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], calls
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE ?x {{ ?s ?p ?o }} }} VALUES ?x {{ <{0}> }} }} }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{0}>",
        "INSERT DATA {{ <a:a> <a:a> <{0}> }}",
        "DELETE WHERE {{ ?s ?p ?o }}",
        "PREFIX x: <{0}> CLEAR ALL",
        "# ASK {{}}\nDROP ALL",
    ],
)
def test_nothing_is_written_and_nothing_is_fetched(terms: Site, listener: tuple[int, list[object]], query: str) -> None:
    port, calls = listener
    target = f"http://127.0.0.1:{port}/data"
    answer = terms.ask(query.format(target))
    assert 400 <= answer.status < 500
    assert answer.json()["detail"]
    terms.ask("SELECT * { ?s ?p ?o }", ("default-graph-uri", target))
    assert terms.ask(ASK).json()["boolean"] is True
    assert calls == []


def test_a_runaway_is_ended_in_time_and_nobody_waits_for_it(terms: Site) -> None:
    def run() -> tuple[Answer, float]:
        begun = time.monotonic()
        return terms.ask(RUNAWAY), time.monotonic() - begun

    meanwhile = 0
    with ThreadPoolExecutor(1) as thread:
        runaway = thread.submit(run)
        while not runaway.done():
            assert terms.ask(f"{ASK} # {meanwhile}").status == 200
            meanwhile += not runaway.done()
        answer, seconds = runaway.result()
    assert answer.status == 504
    assert answer.json()["code"] == "timeout"
    assert 2 <= seconds < 7, "at 7 s the worker would have ended itself"
    assert meanwhile >= 5, "behind the runaway, one or two would have been answered before its end"
    assert terms.ask(ASK + " # after").status == 200


def test_more_queries_than_may_wait_are_told_to_come_back(terms: Site) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: terms.ask(f"{RUNAWAY} # {n}"), range(8)))
    statuses = {answer.status for answer in answers}
    assert statuses == {503, 504}
    busy = next(answer for answer in answers if answer.status == 503)
    assert int(busy.headers["retry-after"]) >= 1
    assert terms.ask(ASK + " # later").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 5000 + "}" * 5000,
        "SELECT * { ?s ?p ?o FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "ASK { ?s ?p ?o FILTER(" + "!" * 20000 + "true) }",
        "ASK { ?s " + "|".join(["<a:a>"] * 5000) + " ?o }",
        "ASK { " + " ".join(f"?s <a:{n}> ?o{n} ." for n in range(200)) + " }",
        "ASK { ?s ?p ?o FILTER(?o = 1" + " || ?o = 1" * 5000 + ") }",
    ],
    ids=["groups", "parentheses", "negations", "alternatives", "star", "disjunction"],
)
def test_queries_that_would_kill_an_engine_are_refused(terms: Site, query: str) -> None:
    answer = terms.send("POST", "/sparql", query, Content_Type="application/sparql-query")
    assert answer.status in (400, 413)
    assert terms.ask(ASK).status == 200


def test_a_killed_worker_is_replaced(terms: Site) -> None:
    found = subprocess.run(["pgrep", "-f", f"kg.query.worker {terms.store}"], capture_output=True, text=True)
    pids = [int(pid) for pid in found.stdout.split()]
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: terms.ask(ASK + f" # {random.random()}").status == 200)


def test_a_killed_server_leaves_nothing_behind_and_starts_again(terms_store: Path) -> None:
    with running(terms_store) as first:
        assert first.process is not None
        first.process.kill()
        first.process.wait()

        def gone() -> bool:
            try:
                socket.create_connection(("127.0.0.1", first.port), 0.2).close()
            except OSError:
                return True
            return False

        wait_for(gone, seconds=8)
    with running(terms_store) as second:
        assert second.ask(ASK).status == 200


def test_a_new_build_is_served_without_a_failed_request(tmp_path: Path) -> None:
    target = tmp_path / "x.kg"

    def publish(number: int) -> None:
        file = tmp_path / f"{number}.ttl"
        file.write_text(f"<{EX}a> <{EX}p> {number} .")
        store.load([file], target)

    publish(1)
    query = f"SELECT ?o {{ <{EX}a> <{EX}p> ?o }}"
    with running(target) as site:
        statuses: list[int] = []
        stop = threading.Event()

        def client() -> None:
            while not stop.is_set():
                statuses.append(site.ask(query).status)

        with ThreadPoolExecutor(8) as threads:
            for _ in range(8):
                threads.submit(client)
            try:
                for number in (2, 3):
                    publish(number)
                    wait_for(lambda n=number: f'"{n}"' in site.ask(query).text, seconds=10)
            finally:
                stop.set()
    assert set(statuses) == {200}


#: What may come back as text, but never as markup.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{7*7}}",
    "</title><svg onload=alert(1)>",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A store whose labels and links are attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = []
    for number, payload in enumerate(PAYLOADS):
        text = payload.replace("\\", "\\\\").replace('"', '\\"')
        me = f"<https://w3id.org/fazhi/id/act/x{number}>"
        report = f"<https://w3id.org/fazhi/id/report/r{number}>"
        lines += [
            f'{me} a fz:Act ; rdfs:label "{text}"@zh ; fz:shortTitle "{text}" ; fz:issuer <javascript:alert(1)> .',
            f'<javascript:alert(1)> rdfs:label "{text}" .',
            f'{report} a fz:Report ; rdfs:label "{text}" ; fz:year 2021 ; fz:remark "{text}" ; '
            f"fz:hasCitation <{report[1:-1]}#citation-0001> .",
            f'<{report[1:-1]}#citation-0001> a fz:Citation ; rdfs:label "{text}" ; fz:citesAct {me} ; fz:evidence '
            f'[ fz:start 0 ; fz:end 3 ; fz:exact "{text}" ; fz:sentence [ fz:text "{text}" ; fz:start 0 ] ] ; '
            "fz:resolution <https://w3id.org/fazhi/ontology/resolution/unknown> .",
        ]
    prefixes = (
        "@prefix fz: <https://w3id.org/fazhi/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    (folder / "x.ttl").write_text(prefixes + "\n".join(lines), encoding="utf-8")
    store.load([folder / "x.ttl"], folder / "x.kg")
    with running(folder / "x.kg") as site:
        yield site


PAGES = ("/", "/acts", "/agencies", "/places", "/years", "/activities", "/programmes", "/networks", "/panel", "/quality",
         "/search", "/sentences", "/ask", "/suggest", "/evidence", "/networks/data", "/networks/evidence", "/years/2021",
         "/activities/penalty", "/id/act/x0", "/id/act/x1", "/id/report/r0", "/acts.csv", "/download/query", "/download/panel.csv",
         "/download/sentences.csv", "/download/network/agency-act.gexf", "/sparql", "/.well-known/void", "/health")  # fmt: skip


def test_labels_are_text_and_never_markup(hostile: Site) -> None:
    for path in [f"/id/act/x{n}" for n in range(len(PAYLOADS))] + [
        "/quality",
        "/years/2021",
        "/sentences?year=2021",
    ]:
        page = hostile.get(path, Accept="text/html")
        assert page.status == 200, path
        for payload in ("<script>alert", "<img src=x", "<svg onload", 'javascript:alert(1)"'):
            assert payload not in page.text, path
        assert 'href="javascript:' not in page.text


@pytest.mark.parametrize("which", ["hostile", "site"])
def test_hostile_requests_find_no_server_error(which: str, request: pytest.FixtureRequest) -> None:
    server: Site = request.getfixturevalue(which)
    chance = random.Random(7)
    words = [*PAYLOADS, "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "\x00", "𝕏" * 50, "9" * 400, "-1", "1e999", "NaN",
             "' OR 1=1 --", "${7*7}", "中文", "*", "\\", '"', "(" * 300, "https://w3id.org/fazhi/id/act/x0", "a b", "%", "<a:a>", ""]  # fmt: skip
    names = ["q", "page", "sort", "order", "lang", "year", "act", "view", "weight", "backbone", "from", "to", "char", "query",
             "format", "question", "node", "source", "target", "level", "indicator", "plain", "default-graph-uri", "color"]  # fmt: skip

    def attack(number: int) -> tuple[int, str]:
        path = chance.choice(PAGES)
        if chance.random() < 0.25:
            path += "/" + quote(chance.choice(words), safe="")
        values = [(chance.choice(names), chance.choice(words)) for _ in range(chance.randrange(4))]
        method = chance.choice(["GET"] * 8 + ["POST", "HEAD"])
        accept = chance.choice(["text/html", "*/*", "text/turtle", "x", ""])
        try:
            answer = server.send(
                method, f"{path}?{urlencode(values)}", "a=b" if method == "POST" else None, Accept=accept
            )
        except UnicodeEncodeError:
            return 0, path
        leak = "Traceback" in answer.body.decode("utf-8", "replace")
        return (599 if leak else answer.status), f"{method} {path}?{urlencode(values)}"

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(attack, range(600)))
    assert sorted({where for status, where in answers if status >= 500})[:5] == []
    assert server.get("/health").status == 200


#: Addresses that take a number, without it; and what clients send in its place.
NUMBERED = ("/sentences?page=", "/sentences?year=", "/sentences?measured=", "/sentences?activity=penalty&page=",
            "/download/sentences.csv?year=", "/reports?page=", "/reports?year=", "/acts?page=", "/years/", "/panel?from=",
            "/panel?to=", "/networks/data?weight=", "/networks/data?backbone=", "/networks/data?from=",
            "/networks/evidence?node=act/x&to=", "/download/network/agency-act.gexf?weight=", "/id/report/r0?char=1,",
            "/repeated?report=x&char=1,")  # fmt: skip
NUMBERS = ("", "-", "-1", "--1", "0", "+1", "1.5", "1e999", "-inf", "NaN", "1_000", "0x10", "٣", "²", " 1 ", "9" * 20, "9" * 400, "9" * 5000)  # fmt: skip


@pytest.mark.parametrize("which", ["hostile", "site"])
def test_whatever_stands_in_the_place_of_a_number_is_no_server_error(
    which: str, request: pytest.FixtureRequest
) -> None:
    server: Site = request.getfixturevalue(which)

    def asked(path: str) -> str | None:
        return path if server.get(path, Accept="text/html").status >= 500 else None

    paths = [address + quote(number) for address in NUMBERED for number in NUMBERS]
    with ThreadPoolExecutor(4) as threads:
        assert [path[:80] for path in threads.map(asked, paths) if path] == []


@pytest.mark.parametrize("path", ["/panel", "/networks", "/acts", "/reports", "/sentences", "/search", "/"])
@pytest.mark.parametrize("name", ["suffix", "form", "file", "name", "endpoint", "_method", "_anchor", "_external"])
def test_parameters_of_any_name_disturb_no_link_of_the_page(site: Site, path: str, name: str) -> None:
    assert site.get(f"{path}?{name}=x", Accept="text/html").status == 200


@pytest.mark.parametrize("path", ["/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2f..%2fpyproject.toml",
                                  "/download/network/..%2f..%2fx.gexf", "/id/../../etc/passwd"])  # fmt: skip
def test_no_file_of_the_server_can_be_had(hostile: Site, path: str) -> None:
    answer = hostile.get(path)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body
    assert b"class Settings" not in answer.body


def test_a_port_in_use_is_refused_before_anything_is_announced(site: Site) -> None:
    """Two servers on one port would answer by turns, each from its own store."""
    command = [sys.executable, "-m", "kg", "serve", str(site.store), "--port", str(site.port)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, "LANG": "C.UTF-8"})
    assert ended.returncode == 2
    assert f"port {site.port} is in use" in ended.stderr
    assert "http://" not in ended.stderr
    elsewhere = subprocess.run([*command, "--host", "192.0.2.1"], capture_output=True, text=True, timeout=60)
    assert (elsewhere.returncode, elsewhere.stderr.count("\n")) == (2, 1)
