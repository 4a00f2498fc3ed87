"""A front end over a SPARQL server elsewhere: here another front end of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Site
from web.app import make

HTML = {"Accept": "text/html", "Accept-Language": "zh"}


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[FlaskClient]:
    app = make(f"{site.url}/sparql", workers=1, queue=2)
    yield app.test_client()
    app.extensions["fazhi"].live.close()


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_queries_are_answered_as_by_the_server(client: FlaskClient, site: Site, form: str) -> None:
    query = "SELECT ?act ?l { ?act a fz:Act ; rdfs:label ?l } ORDER BY ?act LIMIT 20"
    mine = client.get("/sparql?" + urlencode({"query": query, "format": form}))
    assert mine.status_code == 200
    theirs = site.ask(query, ("format", form)).body
    assert (json.loads(mine.data) == json.loads(theirs)) if form == "json" else (mine.data == theirs)
    assert mine.headers["X-Result-Rows"] == "20"


def test_what_is_refused_is_refused_here(client: FlaskClient) -> None:
    for query in ("INSERT DATA { <a:a> <a:a> 1 }", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SELECT * { ?s }"):
        assert client.get("/sparql?" + urlencode({"query": query})).status_code == 400
    assert client.get("/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": "http://x/"})).status_code == 400


def test_a_relative_iri_is_one_of_the_address_that_was_asked(client: FlaskClient) -> None:
    answer = client.get("/sparql?" + urlencode({"query": "SELECT (<x> AS ?y) {}"}), headers={"Host": "a.example"})
    assert answer.json is not None
    assert answer.json["results"]["bindings"][0]["y"]["value"] == "http://a.example/x"


def test_a_query_may_be_as_long_as_the_settings_say(site: Site) -> None:
    app = make(f"{site.url}/sparql", max_query_bytes=200_000)
    long = "ASK {}" + " " * 70_000
    answer = app.test_client().post("/sparql", data={"query": long}, headers={"Accept-Language": "zh"})
    app.extensions["fazhi"].live.close()
    assert "拒绝此查询（413）" in answer.text  # the server behind, which takes less


def test_questions_things_and_sentences_are_shown(client: FlaskClient) -> None:
    assert "most-cited-acts" in client.get("/", headers=HTML).text
    act = client.get("/id/act/" + quote("中华人民共和国安全生产法"), headers=HTML).text
    assert "历年引用" in act
    assert "引用机关" in act
    asked = client.get("/ask?question=where-cited&act=" + quote("安全生产法"), headers=HTML).text
    assert "https://w3id.org/fazhi/id/act/中华人民共和国安全生产法" in asked
    assert "<mark>" in client.get("/sentences?activity=training", headers=HTML).text
    assert client.get("/.well-known/void").status_code == 200
    assert client.get("/health").json["status"] == "ok"  # type: ignore[index]


@pytest.mark.parametrize("address", ["/acts", "/panel", "/networks", "/search?q=x", "/acts.csv", "/download/panel.csv"])
def test_pages_that_need_a_store_folder_say_so(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 404
    assert "图谱文件夹" in answer.text or "store folder" in answer.text


def test_a_server_is_told_at_the_start_without_its_password(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from kg.errors import StoreError
    from web.command import serve

    for address in ("http://127.0.0.1:9/sparql", "HTTP://127.0.0.1:9/sparql"):
        with pytest.raises(StoreError, match="cannot be reached"):
            make(address)
    both = CliRunner().invoke(serve, ["some.kg", "--endpoint", "http://127.0.0.1:9/sparql"])
    assert "one of the two" in str(both.exception)
    for wrong, said in (("notaurl", "not 'notaurl'"), ("me:hunter2@host", "not 'host'"), ("", "not ''")):
        none = CliRunner().invoke(serve, ["--endpoint", wrong])
        assert str(none.exception) == f"--endpoint needs the address of a SPARQL endpoint (http://…), {said}"
    with monkeypatch.context() as now:
        now.setattr("web.server.serve", lambda *_: None)
        secret = f"{site.url.replace('//', '//me:hunter2@')}/sparql"
        known = CliRunner().invoke(serve, ["--endpoint", secret, "--port", "0"])
        assert f"{site.url}/sparql at http" in known.output
        assert "hunter2" not in known.output
    away = CliRunner().invoke(serve, ["--endpoint", "http://127.0.0.1:9/sparql"])
    assert "cannot be reached" in str(away.exception)
