"""Single facts: boilerplate marked in the text, footnotes, exactly one figure's evidence; messages in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from kg import store
from kg._version import __version__
from web.app import make

SHARED = "深入学习《中华人民共和国行政处罚法》，组织执法培训12次，参加人员300人次。"
REPORT = "{agency}{year}年法治政府建设情况报告\n\n一、主要工作\n{shared}{own}\n\n{agency}\n{year}年1月20日\n"
TEXTS = {
    "a.txt": ("天津市河东区应急管理局", 2021, "查处违法案件7起。"),
    "b.txt": ("上海市长宁区应急管理局", 2022, "开展执法检查45次。"),
    "c.txt": ("天津市河东区应急管理局", 2022, "办理行政复议3件。"),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("facts")
    (folder / "reports").mkdir()
    for name, (agency, year, own) in TEXTS.items():
        text = REPORT.format(agency=agency, year=year, shared=SHARED, own=own)
        (folder / "reports" / name).write_text(text, "utf-8")
    store.build([folder / "reports"], folder / "s.kg")
    app = make(folder / "s.kg")
    yield app.test_client()
    app.extensions["fazhi"].live.close()


def page(client: FlaskClient, address: str, language: str = "zh") -> str:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 200, (address, answer.text[:300])
    return answer.text


def report(client: FlaskClient, name: str = "天津市河东区应急管理局-2022", language: str = "zh") -> str:
    return page(client, "/id/report/" + quote(name), language)


def test_a_repeated_sentence_is_marked_and_leads_to_the_other_reports(client: FlaskClient) -> None:
    html = report(client)
    assert 'class="key boilerplate"' in html
    links = re.findall(r'<a class="same" href="([^"]+)"', html)
    assert len(links) == 1
    others = page(client, unescape(links[0]))
    assert SHARED in others
    assert "这句话一字不差地出现在 3 处" in others
    assert others.count("上海市长宁区应急管理局") == 1
    assert others.count("天津市河东区应急管理局") == 2
    assert unescape(re.sub("<[^>]+>", "", html)).count(SHARED) == 1
    assert client.get("/repeated?report=x&char=1,2", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/repeated?report=x&char=y", headers={"Accept": "text/html"}).status_code == 400


def test_counts_are_shown_with_and_without_boilerplate(client: FlaskClient) -> None:
    html = report(client)
    counts = re.search(r'<a href="([^"]+)">(\d+) 个数字</a> <small>\[<a href="([^"]+)">套话以外 (\d+)</a>\]', html)
    assert counts
    assert int(counts[4]) < int(counts[2])
    for address, number in ((counts[1], counts[2]), (counts[3], counts[4])):
        assert f"份报告中的 {number} 个数字" in page(client, unescape(address))
    assert "套话以外" in page(client, unescape(counts[1]))


def test_a_figure_leads_to_its_own_evidence_alone(client: FlaskClient) -> None:
    html = report(client)
    figures = re.findall(r'<a class="m measure[^"]*" href="([^"]+)" id="(measure-\d+)"', html)
    assert len(figures) == 3
    for href, name in figures:
        alone = page(client, unescape(href))
        assert "1 份报告中的 1 个数字" in alone
        assert quote(f"#{name}", safe="") in alone or name in alone


def test_each_fact_has_a_footnote_in_both_languages(client: FlaskClient) -> None:
    html = report(client)
    links = re.findall(r'data-footnote href="([^"]+)"', html)
    assert len(links) == len(re.findall(r'id="(?:citation|measure|mention)-\d+"', html))
    address = next(unescape(link) for link in links if "measure-0001" in link)
    shown = page(client, address)
    made = client.get(address + "&form=json").json
    assert made
    today = client.application.extensions["fazhi"].live.newest().store.manifest.built[:10]
    start = REPORT.format(agency=TEXTS["c.txt"][0], year=2022, shared=SHARED, own="").index("12次")
    iri = "https://w3id.org/fazhi/id/report/天津市河东区应急管理局-2022#measure-0001"
    assert made["zh"] == (
        "天津市河东区应急管理局：《天津市河东区应急管理局2022年法治政府建设情况报告》（2022 年度，落款日期 2022-01-20），文件 c.txt，"
        f"第 {start}–{start + 3} 字符：“{SHARED}”，{iri}（数据建于 {today}，fazhi-kg {__version__}）。"
    )
    assert made["en"].endswith(f", {iri} (data built on {today} with fazhi-kg {__version__}).")
    assert made["en"].startswith(
        "天津市河东区应急管理局, “天津市河东区应急管理局2022年法治政府建设情况报告” (report on 2022, signed on 2022-01-20), file c.txt, "
    )
    assert all(unescape(made[language]) in unescape(shown) for language in ("zh", "en"))
    assert client.get("/footnote?fact=urn:x%23y", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/footnote?fact=nothing", headers={"Accept": "text/html"}).status_code == 400


def test_a_footnote_of_a_citation_names_the_version_of_the_act(client: FlaskClient) -> None:
    links = re.findall(r'data-footnote href="([^"]+)"', report(client))
    made = client.get(next(unescape(x) for x in links if "citation-0001" in x) + "&form=json").json
    assert made
    assert (
        f"“{SHARED}”（所引为《中华人民共和国行政处罚法》2021-01-22 公布的版本，据报告年份推定），https://" in made["zh"]
    )
    inferred = "(citing 中华人民共和国行政处罚法, version of 2021-01-22 as inferred from the report's year)"
    assert f"“{SHARED}” {inferred}, https://" in made["en"]


def test_a_footnote_says_where_the_text_itself_tells_the_version(tmp_path: Path) -> None:
    text = "天津市河东区司法局2022年法治政府建设情况报告\n学习《中华人民共和国行政处罚法》（2021年修订）。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    store.build([tmp_path / "a.txt"], tmp_path / "s.kg")
    app = make(tmp_path / "s.kg")
    try:
        fact = "https://w3id.org/fazhi/id/report/天津市河东区司法局-2022#citation-0001"
        made = app.test_client().get(f"/footnote?{urlencode({'fact': fact, 'form': 'json'})}").json
        assert made
        assert "2021-01-22 公布的版本，据原文）" in made["zh"]
        assert "version of 2021-01-22 as the text says)" in made["en"]
    finally:
        app.extensions["fazhi"].live.close()


def test_a_quotation_joins_lines_and_invents_nothing(tmp_path: Path) -> None:
    text = (
        "**区应急管理局\n\n一、主要工作\n    一年来，在区委区政府的正确领导下，全局干部职工认真学习《中国共\n"
        "产党章程》和有关规定，全面贯彻《中华人民共和国行政处罚法》，组织培训12\n"
        "次，全部执法人员都使用 Word Excel 等软件办理案件，案件办理的质量和效率有了明显的提高。\n"
    )
    (tmp_path / "m.txt").write_text(text, "utf-8")
    store.build([tmp_path / "m.txt"], tmp_path / "s.kg")
    app = make(tmp_path / "s.kg")
    try:
        rows = store.open(tmp_path / "s.kg").table("citations").collect().to_dicts()
        fact = next(f"{r['report']}#{r['citation']}" for r in rows if "处罚法" in "".join(r["surface"].split()))
        made = app.test_client().get(f"/footnote?{urlencode({'fact': fact, 'form': 'json'})}").json
        assert made
        assert "全局干部职工认真学习《中国共产党章程》和有关规定，" in made["zh"]
        assert "组织培训12次，全部执法人员都使用 Word Excel 等软件办理案件，" in made["zh"]
        assert made["zh"].startswith("（未具名机关），文件 m.txt，")
        assert made["en"].startswith("(unnamed agency), file m.txt, ")
    finally:
        app.extensions["fazhi"].live.close()


#: Requests that are refused, each by its address.
WRONG = (
    "/sentences?year=abc", "/sentences?act=x", "/sentences?kind=x", "/sentences?act=http://a/b&unit=x", "/panel?from=x",
    "/panel?indicator=x", "/ask?question=none", "/networks/data?weight=x", "/networks/data?layout=x", "/nothing",
    "/id/act/none", "/repeated?char=x", "/evidence?view=agency-act", "/networks?view=none",
    "/sentences?boilerplate=x",
)  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
def test_errors_speak_the_language_of_the_reader(client: FlaskClient, address: str) -> None:
    said = {}
    for language in ("zh", "en"):
        html = client.get(address, headers={"Accept": "text/html", "Accept-Language": language}).text
        said[language] = re.search(r'<p class="lead">(.*?)</p>', html)[1]  # type: ignore[index]
    assert re.search("[\u4e00-\u9fff]", said["zh"])
    assert not re.search(r"\b(?:is|not|there|the|one of|given|no)\b", said["zh"]), said["zh"]
    assert not re.search("[\u4e00-\u9fff]", said["en"])


def test_programs_get_english_unless_they_ask_for_chinese(client: FlaskClient) -> None:
    wrong = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p }"})
    plain, chinese = client.get(wrong), client.get(wrong, headers={"Accept-Language": "zh-CN"})
    assert "unexpected" in plain.json["detail"]  # type: ignore[index]
    assert "第 1 行第 18 列" in chinese.json["detail"]  # type: ignore[index]
    assert chinese.json["line"] == plain.json["line"] == 1  # type: ignore[index]


def test_a_table_without_a_column_says_that_the_store_is_old(tmp_path: Path, client: FlaskClient) -> None:
    import polars as pl

    old = tmp_path / "old.kg"
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.txt").write_text(
        REPORT.format(agency="天津市河东区应急管理局", year=2021, shared=SHARED, own=""), "utf-8"
    )
    store.build([tmp_path / "r"], old)
    table = old / "current" / "tables" / "measures.parquet"
    frame = pl.read_parquet(table).drop("boilerplate")
    frame.write_parquet(table)
    app = make(old)
    try:
        answer = app.test_client().get(
            "/sentences?year=2021&kind=measure", headers={"Accept": "text/html", "Accept-Language": "en"}
        )
        assert answer.status_code == 503
        assert "run kg build again" in answer.text
    finally:
        app.extensions["fazhi"].live.close()


def test_two_reports_of_an_agency_are_compared(client: FlaskClient) -> None:
    agency = page(client, "/id/agency/" + quote("天津市河东区应急管理局"))
    assert 'action="/compare"' in agency
    years = re.findall(r'<option value="([^"]+)"( selected)?>(\d{4})</option>', agency)
    assert [(year, bool(chosen)) for _, chosen, year in years] == [
        ("2021", True),
        ("2022", False),
        ("2021", False),
        ("2022", True),
    ]
    query = urlencode({"first": years[0][0], "second": years[1][0]})
    html = page(client, f"/compare?{query}")
    assert SHARED in html
    assert re.search(r'<span class="change kept">两者都有</span></td><td>中华人民共和国行政处罚法</td>', html)
    assert re.search(r'<span class="change added">仅后者有</span></td><td>[^<]*复议', html)
    leads = re.search(r'行政处罚法</td><td class="number"><a href="([^"]+)">1</a>', html)
    assert leads
    assert "1 份报告中的 1 处引用" in page(client, unescape(leads[1]))
    figures = html[html.index('id="figures"') :]
    assert re.search(r"(案件|罚款金额|（[^）]+）)</td>", figures)
    assert not re.search(r"<td>[a-z_]+", figures)
    numbers = re.search(r'<a href="(/panel/numbers[^"]+)">([\d.,]+)</a>', figures)
    assert numbers
    assert numbers[2] in page(client, unescape(numbers[1]))
    table = client.get(f"/download/compare.csv?{query}").text
    assert "kept,acts,中华人民共和国行政处罚法,1,1" in table
    assert re.search(f"kept,passages,[^\n]*{SHARED}", table)
    assert 'action="/compare"' not in page(client, "/id/agency/" + quote("上海市长宁区应急管理局"))
    form = page(client, "/compare")
    assert 'name="first"' in form
    assert 'role="alert"' not in form
    wrong = client.get(f"/compare?first=x&{query}", headers={"Accept": "text/html"})
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert 'value="x"' in wrong.text
    assert client.get("/download/compare.csv").status_code == 400
