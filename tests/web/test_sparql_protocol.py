"""The SPARQL 1.1 Protocol over HTTP, by hand: every line of what the endpoint promises."""

from __future__ import annotations

import csv
import gzip
import io
import json
from urllib.parse import urlencode

import brotli
import pytest

from tests.web.conftest import Site

EX = "http://example.org/"
SELECT = f"SELECT ?o {{ <{EX}a> <{EX}knows> ?o }}"
ASK = f"ASK {{ <{EX}a> ?p ?o }}"
CONSTRUCT = f"CONSTRUCT {{ ?s <{EX}knows> ?o }} WHERE {{ ?s <{EX}knows> ?o }}"
JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_a_query_is_taken_by_get_form_and_directly(terms: Site, path: str) -> None:
    by_get = terms.get(f"{path}?{urlencode({'query': SELECT})}")
    by_form = terms.send("POST", path, urlencode({"query": SELECT}), Content_Type=FORM)
    directly = terms.send("POST", path, SELECT, Content_Type="application/sparql-query; charset=utf-8")
    for answer in (by_get, by_form, directly):
        assert answer.status == 200
        assert answer.headers["content-type"] == JSON
        assert answer.json()["results"]["bindings"][0]["o"]["value"] == EX + "b"


def test_unescaped_chinese_in_the_address_is_read(terms: Site) -> None:
    import socket

    query = f"ASK {{ <{EX}中文> ?p ?o }}".replace(" ", "+").replace("<", "%3C").replace(">", "%3E")
    with socket.create_connection(("127.0.0.1", terms.port)) as raw:
        raw.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert b" 200 " in answer.split(b"\r\n")[0]
    assert b'"boolean":true' in answer


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("text/*", "text/csv; charset=utf-8"),
        (f"{JSON};q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("image/png, */*;q=0.01", JSON),
        ("TEXT/CSV", "text/csv; charset=utf-8"),
    ],
)
def test_select_is_written_as_the_client_likes_best(terms: Site, accept: str, expected: str) -> None:
    answer = terms.ask(SELECT, Accept=accept)
    assert (answer.status, answer.headers["content-type"]) == (200, expected)
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["vary"].split(", "))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{EX}a>"])
def test_graphs_are_written_as_the_client_likes_best(terms: Site, query: str, accept: str, expected: str) -> None:
    answer = terms.ask(query, Accept=accept)
    assert (answer.status, answer.headers["content-type"]) == (200, expected)


def test_format_overrides_accept(terms: Site) -> None:
    assert (
        terms.ask(SELECT, ("format", "csv"), Accept="application/json").headers["content-type"].startswith("text/csv")
    )
    assert terms.ask(CONSTRUCT, ("format", "jsonld")).headers["content-type"] == "application/ld+json"
    assert terms.ask(ASK, ("format", "text/csv")).status == 200


@pytest.mark.parametrize(
    ("query", "format_name", "accept", "one"),
    [
        (SELECT, None, "image/png", JSON),
        (SELECT, "ttl", "*/*", "text/csv"),
        (CONSTRUCT, None, "text/csv", "text/turtle"),
        (SELECT, "excel", "*/*", JSON),
        (SELECT, None, f"{JSON};q=0", JSON),
    ],
)
def test_what_cannot_be_written_is_406_with_the_list(
    terms: Site, query: str, format_name: str | None, accept: str, one: str
) -> None:
    answer = terms.ask(query, *((("format", format_name),) if format_name else ()), Accept=accept)
    assert answer.status == 406
    assert one in answer.json()["available"]


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda s: s.send("POST", "/sparql", "x=1", Content_Type=FORM), 400),
        (lambda s: s.send("POST", "/sparql", SELECT, Content_Type="text/plain"), 415),
        (lambda s: s.send("POST", "/sparql", SELECT), 415),
        (lambda s: s.send("POST", "/sparql", SELECT, Content_Type="application/sparql-update"), 415),
        (lambda s: s.send("POST", "/sparql", SELECT, Content_Type="application/sparql-query; charset=utf-16"), 415),
        (lambda s: s.send("POST", "/sparql", b"ASK { ?s ?p '\xff' }", Content_Type="application/sparql-query"), 400),
        (lambda s: s.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400),
        (lambda s: s.get("/sparql?update=CLEAR%20ALL"), 400),
        (lambda s: s.send("POST", "/sparql", "update=CLEAR+ALL", Content_Type=FORM), 400),
        (lambda s: s.get("/sparql?query=%FF"), 400),
        (lambda s: s.get("/sparql?query="), 400),
        (lambda s: s.ask("SELECT * { ?s ?p }"), 400),
        (lambda s: s.ask("ASK {} # " + "x" * 70_000), 414),
        (lambda s: s.send("POST", "/sparql", "ASK {} #" + "x" * 70_000, Content_Type="application/sparql-query"), 413),
        (lambda s: s.send("POST", "/sparql", "x" * 500_000, Content_Type="application/sparql-query"), 413),
    ],
)
def test_wrong_requests_are_client_errors_and_say_why(terms: Site, send, status: int) -> None:
    answer = send(terms)
    assert answer.status == status
    if answer.headers.get("content-type") == "application/problem+json":
        problem = answer.json()
        assert problem["status"] == status
        assert problem["detail"]
        assert "Traceback" not in answer.text


def test_a_wrong_query_shows_line_and_column(terms: Site) -> None:
    problem = terms.ask("SELECT *\n{ ?s ?p ?o . ?x }").json()
    assert (problem["status"], problem["line"]) == (400, 2)
    assert problem["column"] > 1


def test_a_download_reads_a_request_as_the_endpoint_does(terms: Site) -> None:
    direct = {"Content_Type": "application/sparql-query"}
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = {"format": "json", "default-graph-uri": "http://example.org/g2"}
    answers = [
        terms.send("POST", f"{path}?{urlencode(graph)}", counted, **direct) for path in ("/sparql", "/download/query")
    ]
    assert [answer.headers["content-type"] for answer in answers] == ["application/sparql-results+json"] * 2
    assert [answer.json()["results"]["bindings"][0]["n"]["value"] for answer in answers] == ["1", "1"]
    assert 'filename="answer.' in answers[1].headers["content-disposition"]
    for path in ("/sparql", "/download/query"):
        refused = terms.get(f"{path}?{urlencode({'query': counted, 'format': 'ttl'})}")
        assert (refused.status, refused.json()["code"]) == (406, "not-acceptable")
        assert "text/csv" in refused.json()["available"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_with_allow(terms: Site, method: str) -> None:
    answer = terms.send(method, "/sparql", "x")
    assert answer.status == 405
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(answer.headers["allow"].split(", "))


def test_head_has_the_headers_of_get_and_no_body(terms: Site) -> None:
    head, get = terms.ask(SELECT, method="HEAD"), terms.ask(SELECT)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "etag", "vary"):
        assert head.headers[name] == get.headers[name]


def test_scripts_of_other_sites_may_ask_without_credentials(terms: Site) -> None:
    before = terms.send("OPTIONS", "/sparql", Origin="https://elsewhere.example", Access_Control_Request_Method="POST")
    assert before.status == 204
    assert "POST" in before.headers["access-control-allow-methods"]
    assert "Content-Type" in before.headers["access-control-allow-headers"]
    for answer in (before, terms.ask(SELECT, Origin="https://elsewhere.example"), terms.ask("nonsense")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    assert "access-control-allow-origin" not in terms.get("/health").headers


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_answers_are_compressed_where_accepted(terms: Site, coding: str, unpack) -> None:
    query = "SELECT ?s ?p ?o ?a ?b { ?s ?p ?o . ?a ?b ?s }"
    plain, packed = terms.ask(query), terms.ask(query, Accept_Encoding=f"{coding}, identity;q=0.5")
    assert packed.headers["content-encoding"] == coding
    assert "content-encoding" not in plain.headers
    assert unpack(packed.body) == plain.body
    assert "content-encoding" not in terms.ask(query, Accept_Encoding=f"{coding};q=0").headers


def test_who_has_the_answer_gets_304(terms: Site) -> None:
    first = terms.ask(SELECT)
    again = terms.ask(SELECT, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert terms.ask(SELECT, If_None_Match='"other"').status == 200
    other_format = terms.ask(SELECT, Accept="text/csv").headers["etag"]
    assert other_format != first.headers["etag"]
    assert terms.ask(SELECT + " ", If_None_Match=first.headers["etag"]).status == 200


def test_answers_that_change_each_time_have_no_validator(terms: Site) -> None:
    first, second = (terms.ask("SELECT (RAND() AS ?r) {}") for _ in range(2))
    assert "etag" not in first.headers
    assert first.body != second.body


def test_a_cut_answer_says_so(terms: Site) -> None:
    wide = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    cut = terms.ask(wide)
    assert cut.headers["x-result-truncated"].startswith("true")
    assert len(cut.json()["results"]["bindings"]) == 50
    assert "x-result-truncated" not in terms.ask(SELECT).headers
    saved = terms.get("/download/query?" + urlencode({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}))
    assert saved.headers["x-result-truncated"]
    assert "truncated" in saved.headers["content-disposition"]
    assert sum(1 for _ in csv.reader(io.StringIO(saved.text))) == 2001


def test_the_dataset_of_the_protocol_is_honoured(terms: Site) -> None:
    values = f"SELECT ?n {{ ?s <{EX}in> ?n }} ORDER BY ?n"
    graphs = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s <{EX}in> ?n }} }} ORDER BY ?g"

    def found(query: str, *more: tuple[str, str]) -> list[str]:
        return [next(iter(row.values()))["value"] for row in terms.ask(query, *more).json()["results"]["bindings"]]

    assert found(values) == []
    assert found(values, ("default-graph-uri", EX + "g1")) == ["1", "1"]
    assert found(values, ("default-graph-uri", EX + "g1"), ("default-graph-uri", EX + "g2")) == ["1", "1", "2"]
    assert found(graphs, ("named-graph-uri", EX + "g2")) == [EX + "g2"]
    assert found(f"SELECT ?n FROM <{EX}g2> {{ ?s <{EX}in> ?n }}") == ["2"]
    assert found(f"SELECT ?n FROM <{EX}g2> {{ ?s <{EX}in> ?n }}", ("default-graph-uri", EX + "g1")) == ["1", "1"]
    body = urlencode([("query", values), ("default-graph-uri", EX + "g2")])
    assert len(terms.send("POST", "/sparql", body, Content_Type=FORM).json()["results"]["bindings"]) == 1
    path = "/sparql?" + urlencode({"default-graph-uri": EX + "g2"})
    direct = terms.send("POST", path, values, Content_Type="application/sparql-query")
    assert len(direct.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize("name", ["http://example.org/none", "not an iri"])
def test_unknown_graphs_are_refused(terms: Site, name: str) -> None:
    for more in (("default-graph-uri", name), ("named-graph-uri", name)):
        assert terms.ask(SELECT, more).status == 400


def test_without_a_query_the_endpoint_describes_itself(terms: Site) -> None:
    import rdflib

    for path in ("/sparql", "/.well-known/void"):
        graph = rdflib.Graph().parse(data=terms.get(path, Accept="text/turtle").text, format="turtle")
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        void = rdflib.Namespace("http://rdfs.org/ns/void#")
        assert (rdflib.URIRef(terms.url + "/sparql"), rdflib.RDF.type, sd.Service) in graph
        assert {str(name) for name in graph.objects(None, sd.name)} == {EX + "g1", EX + "g2"}
        told = {
            kind: {int(n.value) for s in graph.subjects(rdflib.RDF.type, kind) for n in graph.objects(s, void.triples)}
            for kind in (void.Dataset, sd.Graph)
        }
        assert told == {void.Dataset: {28}, sd.Graph: {25}}
        assert set(graph.objects(None, sd.resultFormat))
    assert terms.get("/sparql", Accept="application/ld+json").json()
    assert terms.get("/sparql", Accept="image/png").status == 406


def test_a_browser_without_a_query_gets_the_editor(terms: Site) -> None:
    answer = terms.get("/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert answer.status == 303
    assert answer.headers["location"].endswith("/ask")
    assert "<textarea" in terms.get("/ask", Accept="text/html").text


def test_health_version_robots(terms: Site) -> None:
    assert terms.get("/health").json()["status"] == "ok"
    assert terms.get("/version").json()["software"].startswith("fazhi-kg")
    assert "Disallow: /sparql" in terms.get("/robots.txt").text


def test_every_answer_is_hardened(terms: Site) -> None:
    for path in ("/", "/ask", "/sparql", "/nothing", "/health", "/static/site.js", "/networks"):
        headers = terms.get(path, Accept="text/html").headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        scripts = next(d for d in headers["content-security-policy"].split("; ") if d.startswith("script-src"))
        assert scripts == "script-src 'self'"
        assert headers["x-content-type-options"] == "nosniff"


def test_a_spreadsheet_runs_no_formula_and_a_csv_for_programs_is_unchanged(terms: Site) -> None:
    query = f"SELECT ?o {{ <{EX}b> <{EX}p> ?o }} ORDER BY ?o"
    sheet = terms.get("/download/query?" + urlencode({"query": query}))
    assert sheet.text.startswith("\ufeffo\r\n")
    cells = sheet.text.removeprefix("\ufeff").split("\r\n")[1:-1]
    assert sorted(cells) == sorted(["-2", "'=1+1", "'@sum"])
    plain = terms.get("/download/query?" + urlencode({"query": query, "format": "csv"}))
    assert "\r\n=1+1\r\n" in plain.text
    assert plain.headers["content-disposition"].startswith("attachment; filename=\"answer.csv\"; filename*=UTF-8''")


def test_clients_that_others_wrote_read_the_answers(terms: Site) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(terms.url + "/sparql")
    client.setQuery(SELECT)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["o"]["value"] == EX + "b"
    client.setMethod(POST)
    client.setReturnFormat(XML)
    assert EX + "b" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert EX.encode() + b"b" in client.queryAndConvert()
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 5

    graph = rdflib.Graph(SPARQLStore(terms.url + "/sparql"))
    assert graph.value(rdflib.URIRef(EX + "b"), rdflib.URIRef(EX + "age")) == rdflib.Literal(30)
    assert {str(row.l) for row in graph.query(f"SELECT ?l {{ <{EX}a> <{EX}p> ?l FILTER(LANG(?l) != '') }}")} == {
        "法",
        "law",
    }


def test_a_public_server_limits_each_client(terms_store) -> None:
    from tests.web.conftest import running

    with running(terms_store, "--public", "--rate", "5") as public:
        answers = [public.ask(f"ASK {{}} # {n}") for n in range(8)]
    statuses = [answer.status for answer in answers]
    assert statuses[:5] == [200] * 5
    refused = next(answer for answer in answers if answer.status == 429)
    assert int(refused.headers["retry-after"]) >= 1
    assert json.loads(refused.body)["code"] == "too-many-requests"
