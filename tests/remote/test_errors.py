"""What goes wrong with servers is one line that says where and what to do; a push goes on where it stopped."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable
from urllib.parse import quote

import pytest

from kg.store.endpoint import Endpoint
from kg.store.opened import OpenStore
from kg.store.pushing import push
from tests.remote.scripted import Reply, Request, Scripted

Run = Callable[..., tuple[int, str, str]]


def results(rows: int, **headers: str) -> Reply:
    """So many rows with ``?x``, as an endpoint answers."""
    row = {"x": {"type": "literal", "value": "1"}}
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [row] * rows}}).encode()
    return Reply(200, body, {"Content-Type": "application/sparql-results+json", **headers})


def told(answer: tuple[int, str, str], code: int) -> str:
    """The one line that a command ended with."""
    assert answer[0] == code, answer
    assert answer[2].count("\n") == 1, answer
    return answer[2]


def test_nobody_listens(kg: Run, small_path: object, scripted: Scripted) -> None:
    gone = "http://127.0.0.1:1/store"
    assert "cannot be reached" in told(kg("push", small_path, gone), 4)
    assert "cannot be reached" in told(kg("ask", "1", "--endpoint", gone), 4)
    assert "无法连接" in told(kg("--lang", "zh", "ask", "1", "--endpoint", gone), 4)


@pytest.mark.parametrize("timeout", [math.inf, 1e10, math.nan])
def test_any_time_limit_is_one(scripted: Scripted, timeout: float) -> None:
    scripted.reply = lambda request: results(b"void" not in request.body)
    assert len(Endpoint(scripted.url).answer("SELECT ?x { ?x ?y ?z }", timeout=timeout).terms()) == 1


def test_one_of_store_and_endpoint(kg: Run, small_path: object) -> None:
    assert "give one of the two" in told(kg("ask", "1", "-s", small_path, "--endpoint", "http://localhost/"), 2)
    assert "give one of the two" in told(kg("stats", small_path, "--endpoint", "http://localhost/"), 2)
    assert "needs the address" in told(kg("ask", "1", "--endpoint", "localhost"), 2)
    assert "needs a store folder" in told(kg("panel", "-o", "x.csv", "-s", "http://localhost/"), 2)
    assert "needs a store folder" in told(kg("search", "罚款", "-s", "http://localhost/"), 2)


@pytest.mark.parametrize(
    "address",
    [
        "http://me:secret@host:99999/",
        "http://me:se/secret@host/",
        "http://me:secret\uff0f@host/",
        "HTTP://me:secret@[host/",
    ],
)
def test_wrong_addresses_are_shown_without_the_password(kg: Run, small_path: object, address: str) -> None:
    for answer in (kg("stats", "--endpoint", address), kg("push", small_path, address)):
        assert "secret" not in told(answer, 2)
        assert "is no address of a server" in answer[2]
    assert "secret" not in told(kg("ask", "1", "--endpoint", address.lower().replace("http", "htp")), 2)
    assert "secret" not in told(kg("dump", address), 2)


def test_what_is_asked_is_shown_without_the_password(kg: Run, scripted: Scripted) -> None:
    scripted.reply = lambda request: results(0 if b"COUNT" not in request.body else 1)
    code, out, err = kg("stats", "--json", "--endpoint", scripted.url.replace("http://", "HTTP://me:secret@"))
    assert code == 0, err
    assert json.loads(out)["store"] == scripted.url


def test_who_may_write(kg: Run, small_path: object, scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    known = "Basic " + base64.b64encode("管理员:a:b".encode()).decode()

    def reply(request: Request) -> Reply:
        if request.headers.get("authorization") == known:
            return Reply(204)
        return Reply(401, b"no", {"WWW-Authenticate": 'Basic realm="x"'})

    scripted.reply = reply
    assert "KG_USER" in told(kg("push", small_path, scripted.url), 4)
    assert "KG_USER" in told(kg("ask", "1", "--endpoint", scripted.url), 4)
    monkeypatch.setenv("KG_USER", "管理员")
    monkeypatch.setenv("KG_PASSWORD", "a:b")
    code, _, err = kg("push", small_path, scripted.url)
    assert (code, "a:b" in err) == (0, False)
    assert "statements sent in" in err


def sent(scripted: Scripted) -> set[tuple[str, bytes]]:
    """The statements of the requests so far, with the graph they were sent to."""
    return {(r.path.partition("?")[2], line) for r in scripted.requests for line in r.body.splitlines()}


def test_batches_become_as_small_as_the_server_wants_them(small: OpenStore, scripted: Scripted) -> None:
    push(small, scripted.url)
    whole = sent(scripted)
    scripted.requests.clear()
    scripted.reply = lambda request: Reply(413 if request.body.count(b"\n") > 300 else 204)
    pushed = push(small, scripted.url)
    assert pushed.statements == pushed.total
    scripted.requests = [r for r in scripted.requests if r.body.count(b"\n") <= 300]
    assert sent(scripted) == whole


def test_a_server_that_takes_no_statement_at_all(kg: Run, small_path: object, scripted: Scripted) -> None:
    scripted.reply = lambda _request: Reply(413)
    assert "allow larger requests" in told(kg("push", small_path, scripted.url, "--batch", 4), 4)


def test_an_interrupted_push_goes_on_where_it_stopped(kg: Run, small_path: object, scripted: Scripted) -> None:
    assert kg("push", small_path, scripted.url)[0] == 0
    whole = sent(scripted)
    scripted.requests.clear()
    scripted.reply = lambda _request: Reply(500, b"out of memory") if len(scripted.requests) > 3 else Reply(204)
    line = told(kg("push", small_path, scripted.url, "--batch", "1000"), 4)
    assert "out of memory" in line
    done = int(line.rpartition("--from ")[2].rstrip(")\n"))
    assert 2000 < done <= 3000
    del scripted.requests[3:]
    first = sent(scripted)
    assert first < whole
    scripted.requests.clear()
    scripted.reply = lambda _request: Reply(204)
    code, out, _ = kg("push", small_path, scripted.url, "--from", done, "--json")
    assert (code, json.loads(out)["statements"]) == (0, len(whole) - done)
    assert first | sent(scripted) == whole
    assert "cannot have been sent" in told(kg("push", small_path, scripted.url, "--from", 10**9), 2)


def test_an_interrupted_replacement_removes_what_it_had_not_come_to(
    kg: Run, small: OpenStore, small_path: object, scripted: Scripted
) -> None:
    push(small, scripted.url)
    whole = sent(scripted)
    old = {
        (f"graph={quote(small.base, safe='')}graph%2Fprovenance", b"<urn:old> <urn:old> <urn:old> ."),
        ("default", b""),
    }
    held: set[tuple[str, bytes]] = set(old)

    def reply(request: Request) -> Reply:
        if len(scripted.requests) == 3:
            return Reply(500)
        graph = request.path.partition("?")[2]
        if request.method == "PUT":
            held.difference_update({s for s in held if s[0] == graph})
        held.update((graph, line) for line in request.body.splitlines())
        return Reply(204)

    scripted.requests.clear()
    scripted.reply = reply
    line = told(kg("push", small_path, scripted.url, "--replace", "--batch", "2000"), 4)
    again = line.rpartition("go on with ")[2].rstrip(")\n").split()
    assert again[-1] == "--replace"
    assert not held.isdisjoint(old)
    assert kg("push", small_path, scripted.url, "--batch", "2000", *again)[0] == 0
    assert held == whole


def test_a_server_that_is_busy_is_asked_again(
    small: OpenStore, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.pushing._WAIT", 0.001)
    scripted.reply = lambda _request: Reply(503 if len(scripted.requests) % 2 else 204)
    pushed = push(small, scripted.url)
    assert pushed.statements == pushed.total
    assert len(scripted.requests) == 2 * pushed.requests


@pytest.mark.parametrize(("status", "words"), [(404, "is no graph store"), (301, "has moved"), (504, "--batch")])
def test_addresses_that_take_nothing(kg: Run, small_path: object, scripted: Scripted, status: int, words: str) -> None:
    scripted.reply = lambda _request: Reply(status, b"", {"Location": "http://elsewhere/"})
    assert words in told(kg("push", small_path, scripted.url), 4)


def test_an_endpoint_that_cuts_answers(kg: Run, scripted: Scripted) -> None:
    cut = {"X-SPARQL-MaxRows": "10"}
    scripted.reply = lambda request: results(0 if b"void" in request.body else 10, **cut)
    line = told(kg("export", "agency-act", "-o", "x.gexf", "--endpoint", scripted.url), 4)
    assert "cuts answers after 10 rows" in line
    code, _, err = kg("query", "SELECT ?x { ?x a fz:Act }", "--endpoint", scripted.url)
    assert code == 0
    assert "cut after 10 rows" in err


@pytest.mark.parametrize("query", ["SELECT ?x { ?x a fz:Act }", "ASK { ?x a fz:Act }", "DESCRIBE fz:Act"])
def test_an_answer_of_another_kind(kg: Run, scripted: Scripted, query: str) -> None:
    scripted.reply = lambda _request: Reply(200, b"<!DOCTYPE html><p>Welcome", {"Content-Type": "text/html"})
    line = told(kg("query", query, "--endpoint", scripted.url), 4)
    assert "is it the address of an endpoint" in line or "not with RDF" in line


def test_addresses_that_answer_nothing(kg: Run, scripted: Scripted) -> None:
    for status, words, code in (
        (404, "no SPARQL endpoint", 4), (301, "has moved", 4), (500, "could not answer", 4), (504, "ask for less", 6),
        (400, "refuses the query", 5),
    ):  # fmt: skip
        scripted.reply = lambda _request, status=status: Reply(status, b"because", {"Location": "http://elsewhere/"})  # type: ignore[misc]
        assert words in told(kg("query", "ASK { ?s ?p ?o }", "--endpoint", scripted.url), code)
