"""The page behind a node or an edge says what its weight counts, how many passages there are, and which masked agency it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import product
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg import networks, store
from web import i18n
from web.app import make

TEXTS = {
    "open.txt": "天津市河东区司法局2021年法治政府建设情况报告\n\n一、主要工作\n学习《行政处罚法》。再次学习《行政处罚法》，学习《行政复议法》。\n\n天津市河东区司法局\n2022年1月20日\n",
    "hidden-a.txt": "**区应急管理局2021年法治政府建设情况报告\n\n一、主要工作\n宣传《行政处罚法》和《行政复议法》。\n",
    "hidden-b.txt": "**区司法局2021年法治政府建设情况报告\n\n一、主要工作\n落实《行政复议法》，会同**区财政局开展检查。\n",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "reports").mkdir()
    for name, text in TEXTS.items():
        (folder / "reports" / name).write_text(text, "utf-8")
    store.build([folder / "reports"], folder / "s.kg")
    app = make(folder / "s.kg")
    yield app.test_client()
    app.extensions["fazhi"].live.close()


def lead(client: FlaskClient, language: str = "en", **asked: str) -> tuple[str, str]:
    """What the page says first, and all of it."""
    headers = {"Accept": "text/html", "Accept-Language": language}
    html = unescape(client.get("/evidence?" + urlencode(asked), headers=headers).text)
    return re.findall(r'<p class="lead">(.*?)</p>', html)[0], html


def test_the_weight_is_what_it_counts_and_not_the_passages(client: FlaskClient) -> None:
    acts = {"source": "act/中华人民共和国行政处罚法", "target": "act/中华人民共和国行政复议法"}
    told, html = lead(client, view="act-act", **acts)
    assert told == "The weight is 2, the number of reports that cite both. There are 4 passages."
    assert html.count("<mark>") == 4
    assert lead(client, "zh", view="act-act", **acts)[0] == "权重 2，是两者都引用的报告数；原文共 4 处。"
    told, html = lead(client, view="act-act", node=acts["source"])
    assert told.startswith("The node has 3 passages; the weight of each of its edges is the number of reports")
    assert html.count("<mark>") == 3


def test_masked_agencies_are_told_apart_by_their_files(client: FlaskClient) -> None:
    data = client.get("/networks/data?view=agency-agency").json
    assert data is not None
    hidden = [edge for edge in data["edges"] if "agency/" not in edge["key"]]
    assert len(hidden) == 1
    told, html = lead(client, view="agency-agency", source=hidden[0]["source"], target=hidden[0]["target"])
    assert told.startswith("The weight is 1, the number of acts that both cite")
    for name, suffix in product(("hidden-a.txt", "hidden-b.txt"), ("", " 2021</a>")):
        assert f"(unnamed agency) {name}{suffix}" in html


def test_every_view_says_what_its_weight_counts() -> None:
    words = i18n.messages()
    for view in networks.views():
        told = words[f"weight-of.{view.name}"]
        assert view.weight == f"number of {told['en']}"
        assert told["zh"]


def test_the_home_page_leads_to_as_many_as_it_counts(client: FlaskClient) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    home = unescape(client.get("/", headers=headers).text)
    counts = re.findall(r'<li><a href="([^"]+)"><strong>([\d,]+)</strong>', home)
    assert dict(counts)["/agencies?reporting=reporting"] == "3"
    for address, n in counts:
        html = client.get(address, headers=headers).text
        assert re.findall(r"([\d,]+) in all|([\d,]+) (?:citations|figures) in", html)[0] in ((n, ""), ("", n)), address


def test_the_agencies_are_all_of_the_graph_masked_ones_too(client: FlaskClient) -> None:
    lines = client.get("/agencies.csv").text.splitlines()[1:]
    known = client.application.extensions["fazhi"].live.newest().store.manifest.counts["agencies"]
    assert len(lines) == known
    html = client.get("/agencies?sort=reports", headers={"Accept-Language": "zh"}).text
    assert html.count("（未具名机关）</a>") == 2
    assert "**区财政局</a>" in html
    assert "#agency#" not in html
