"""What a number leaves out is told beside it: citations without a version or a status, rows that are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from kg import store
from web.app import make

ACT = "/id/act/" + quote("中华人民共和国行政处罚法")
TEXTS = {
    "a.txt": "天津市河东区司法局2021年法治政府建设情况报告\n\n一、主要工作\n学习《行政处罚法》，读《论法的精神》《社会契约论》。对《行政处罚法（修订草案）》提出意见。印发《河东区司法局工作办法》。\n\n天津市河东区司法局\n2022年1月20日\n",
    "b.txt": "天津市河西区司法局法治政府建设情况报告\n\n一、主要工作\n学习《中华人民共和国行政处罚法》。\n",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("told")
    (folder / "reports").mkdir()
    for name, text in TEXTS.items():
        (folder / "reports" / name).write_text(text, "utf-8")
    store.build([folder / "reports"], folder / "s.kg")
    app = make(folder / "s.kg")
    yield app.test_client()
    app.extensions["fazhi"].live.close()


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 200, (address, answer.text[:300])
    return unescape(answer.text)


def section(html: str, name: str) -> str:
    return re.findall(rf'<section class="panel[^"]*" id="{name}">.*?</section>', html, re.DOTALL)[0]


def test_an_act_tells_which_citations_have_no_version_and_why(client: FlaskClient) -> None:
    html = page(client, ACT)
    linked = [int(n) for n in re.findall(r"(\d+) citations?<", section(html, "versions"))]
    without = section(html, "without-version")
    reasons = re.findall(r">([^<]+)</td>\s*<td[^>]*><a href=\"([^\"]+)\">(\d+)</a>", without)
    assert sorted(reason for reason, _, _ in reasons) == [
        "a draft is cited, which is no version yet",
        "the report's year is not known",
    ]
    every = re.search(r"(\d+) citations in", page(client, "/sentences?" + urlencode({"act": _iri()})))
    assert every
    assert sum(linked) + sum(int(n) for _, _, n in reasons) == int(every[1]) == 3
    assert "2 citations in 2 reports" in page(client, reasons[0][1])
    assert "1 citation<" in section(html, "versions")
    assert "所引为草案" in page(client, ACT, "zh")


def _iri() -> str:
    return "https://w3id.org/fazhi/id/act/中华人民共和国行政处罚法"


def test_the_page_of_quality_tells_which_citations_have_no_status(client: FlaskClient) -> None:
    html = page(client, "/quality")
    assert "Each citation that has a status once" in html
    counts = [re.findall(r'<td class="number"><a href="[^"]*">(\d+)</a>', section(html, n)) for n in ("status", "without-status")]  # fmt: skip
    every = re.search(r"(\d+) citations in", page(client, "/sentences?kind=citation"))
    assert every
    assert sum(int(n) for found in counts for n in found) == int(every[1])
    assert sorted(counts[1]) == ["1", "2"]
    for lead, n in re.findall(r'<a href="([^"]+)">(\d+)</a></td>', section(html, "without-status")):
        told = page(client, lead)
        assert re.findall(r"(\d+) citations? in", told) == [n], lead
        assert ("工作办法" in told) == (n == "1")


@pytest.mark.parametrize(
    ("query", "cut"),
    [
        ("SELECT ?a { VALUES ?a { %s } }", False),
        ("SELECT ?a { VALUES ?a { %s 0 } }", True),
        ("CONSTRUCT { <urn:x> <urn:y> ?a } WHERE { VALUES ?a { %s 0 } }", True),
    ],
)
def test_an_answer_without_scripts_says_when_it_is_cut(client: FlaskClient, query: str, cut: bool) -> None:
    numbers = " ".join(map(str, range(1, 1001)))
    html = page(client, "/ask?" + urlencode({"plain": 1, "query": query % numbers}))
    assert ("Only the first 1,000 rows are shown" in html) == cut
    assert html.count("<tr><td>") in (0, 1000)


def test_the_versions_offered_for_a_question_are_those_of_the_act(client: FlaskClient) -> None:
    offered = {
        act: re.findall(r'<option value="(\d{4}-\d\d-\d\d)">', page(client, "/ask?" + urlencode({"question": "spread", "act": act})))
        for act in ("行政处罚法", "河东区司法局工作办法")
    }  # fmt: skip
    assert {"2017-09-01", "2021-01-22"} <= set(offered["行政处罚法"])
    assert offered["河东区司法局工作办法"] == []


@pytest.mark.parametrize("text", ["http://a b", "https://x> ?x ?y . ?r a ?label } ORDER BY DESC(?label) #"])
@pytest.mark.parametrize("name", ["title", "unit", "counted"])
def test_a_text_that_is_looked_for_is_no_part_of_a_query(client: FlaskClient, name: str, text: str) -> None:
    assert f": {text} <a" in page(client, "/sentences?" + urlencode({name: text}))
