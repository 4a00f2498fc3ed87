"""A cell of the panel leads to exactly the numbers it is made of; what a filtered panel shows is what its file holds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from kg import panel, store
from web.app import make

TEXT = """天津市河东区应急管理局{year}年法治政府建设情况报告

一、主要工作
{work}

天津市河东区应急管理局
{next}年1月20日
"""
WORK = {
    2021: "学习《行政处罚法》《行政处罚法》《天津市安全生产条例》和《某工作办法》，与河东区司法局、河东区财政局、河东区司法局开展“宪法宣传周”和“宪法宣传周”活动，罚没**万元、**家。实施行政处罚12起，罚款34万元，其中对企业罚款30万元。又查处违法案件7起。办结率98%。开展执法检查45次。",
    2022: "实施行政处罚8起，同比增长5起，罚款20万元。行政复议、诉讼均为0件。",
}
AGENCY = "https://w3id.org/fazhi/id/agency/" + "天津市河东区应急管理局"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cells")
    (folder / "reports").mkdir()
    for year, work in WORK.items():
        (folder / "reports" / f"{year}.txt").write_text(TEXT.format(year=year, next=year + 1, work=work), "utf-8")
    store.build([folder / "reports"], folder / "s.kg")
    return folder / "s.kg"


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[FlaskClient]:
    app = make(built)
    yield app.test_client()
    app.extensions["fazhi"].live.close()


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 200, (address, answer.text[:300])
    return unescape(answer.text)


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text.removeprefix("\ufeff"))))


def test_each_cell_leads_to_the_numbers_that_make_it_each_once(client: FlaskClient, built: Path) -> None:
    opened = store.open(built)
    stated = panel.panel(opened).filter(~panel.panel(opened)["indicator"].is_in(panel.COUNTS))
    assert {"cases", "fines", "penalty_yuan"} <= set(stated["indicator"])
    for row in stated.iter_rows(named=True):
        html = page(client, f"/panel?indicator={row['indicator']}")
        wanted = {"agency": row["agency_id"], "year": str(row["year"]), "indicator": row["indicator"]}
        found = re.findall(r'<a href="(/panel/numbers\?[^"]+)"', html)
        (address,) = (link for link in found if dict(parse_qsl(urlsplit(link).query)) == wanted)
        cell = page(client, address).partition('id="left-out"')[0]
        numbers = [
            float(n.replace(",", "")) for n in re.findall(r'<p class="figure"><a [^>]*><strong>([\d,.]+) ', cell)
        ]
        assert len(numbers) == row["n"]
        assert row["value"] in (sum(numbers), max(numbers), sum(numbers) / len(numbers))
        assert cell.count("<blockquote") == len(set(re.findall("<blockquote.*?</blockquote>", cell)))
        assert [
            float(r["value"]) for r in table(client, address.replace("/panel/numbers", "/download/figures.csv"))
        ] == numbers


def test_the_sum_and_the_numbers_that_count_are_shown(client: FlaskClient) -> None:
    cell = {"agency": AGENCY, "year": 2021, "indicator": "cases"}
    html = page(client, "/panel/numbers?" + urlencode(cell))
    assert ": 19 " in re.sub(r"\s+", " ", html.split("<h1>")[1].split("</h1>")[0]) + " "
    assert "the sum of these 2 numbers" in html
    assert re.findall(r"<strong>(\d+) 起</strong>", html) == ["12", "7"]
    assert "34" not in re.findall(r"<strong>([\d,]+) ", html)
    fines = page(client, "/panel/numbers?" + urlencode({**cell, "indicator": "fines"}), "zh")
    assert "340,000 元" in fines
    assert "300,000 元" not in fines.partition('id="left-out"')[0]
    assert "报告所述的一个数字" in fines


def test_a_cell_that_is_none_is_not_found(client: FlaskClient) -> None:
    html = {"Accept": "text/html", "Accept-Language": "en"}
    cell = {"agency": AGENCY, "year": "2021", "indicator": "cases"}
    for wrong, status in (({"year": "1999"}, 404), ({"year": ""}, 404), ({"agency": "x"}, 404), ({"year": "x"}, 400), ({"indicator": "x"}, 400)):  # fmt: skip
        assert client.get("/panel/numbers?" + urlencode({**cell, **wrong}), headers=html).status_code == status, wrong


def test_the_file_of_an_indicator_holds_what_its_page_shows(client: FlaskClient) -> None:
    html = page(client, "/panel?indicator=fines&from=2021&to=2021")
    files = re.findall(r'href="(/download/panel\.csv[^"]*)"', html)
    tidy, wide = (table(client, address) for address in files[:2])
    assert [(row["indicator"], row["year"], row["value"]) for row in tidy] == [("fines", "2021", "340000")]
    assert [(row["year"], row["fines"]) for row in wide] == [("2021", "340000")]
    assert set(wide[0]) == {*panel.KEYS, "fines"}
    assert "This indicator, in these years" in html
    whole = [table(client, address) for address in files[2:]]
    assert {row["year"] for rows in whole for row in rows} == {"2021", "2022"}
    assert "cases" in whole[1][0]
    assert client.get("/download/panel.csv?indicator=x").status_code == 400


def test_yes_and_no_are_written_as_the_command_line_writes_them(
    client: FlaskClient, built: Path, tmp_path: Path
) -> None:
    written = panel.write(panel.panel(store.open(built)), tmp_path / "p.csv").read_text("utf-8")
    rows = table(client, "/download/panel.csv")
    assert rows == list(csv.DictReader(io.StringIO(written)))
    assert {row[name] for row in rows for name in ("masked", "joint")} == {"false"}


def test_years_the_wrong_way_round_are_refused(client: FlaskClient) -> None:
    for address in ("/panel?from=2025&to=2018", "/download/panel.csv?from=2025&to=2018"):
        answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "zh"})
        assert answer.status_code == 400
        assert "起始年份晚于结束年份：2025-2018" in answer.text
    assert client.get("/panel?from=2018&to=2018").status_code == 200


def test_the_panel_says_how_all_figures_are_written(client: FlaskClient) -> None:
    html = page(client, "/panel?indicator=" + quote("cases"))
    assert "kg panel --figures" in html
    rows = table(client, "/download/figures.csv")
    assert {row["used"] for row in rows} >= {"yes", "part of another", "change"}
    assert {row["counts_for"] for row in rows} >= {"cases", "fines", ""}
    assert all(row["evidence"].startswith("http://localhost/id/report/") for row in rows)


def test_nouns_take_the_number_that_fits(client: FlaskClient) -> None:
    one = page(client, "/sentences?" + urlencode({"agency": AGENCY, "year": 2022, "activity": "penalty", "unit": "元"}))
    assert "1 figure in 1 report" in one
    assert "1 figures" not in one
    both = page(client, "/sentences?activity=penalty&unit=" + quote("起"))
    assert re.search(r"\b[2-9] figures in 2 reports", both)


@pytest.mark.parametrize("number", ["99", "9" * 20])
def test_beyond_the_last_page_of_sentences_the_last_one_is_shown(client: FlaskClient, number: str) -> None:
    answer = client.get(f"/sentences?kind=citation&page={number}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sentences?kind=citation&page=1")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_value_that_we_counted_leads_to_what_it_counts(client: FlaskClient) -> None:
    from kg.panel.counts import COUNTS

    seen = set()
    for row in table(client, "/download/panel.csv"):
        name, value = row["indicator"], row["value"]
        if name not in COUNTS or value == "0":
            continue
        html = page(client, "/panel?" + urlencode({"indicator": name}))
        cells = dict(zip(re.findall(r'<th scope="col" class="number">(\d{4})', html), _numbers(html), strict=True))
        href = re.findall(rf'<a href="([^"]+)">{int(value):,}</a>', cells[row["year"]])
        assert href, row
        if name in ("characters", "sentences"):
            assert href[0].endswith("#reports")
            continue
        told = page(client, href[0])
        lead = re.findall(r'<p class="lead">(.*?)</p>', told, re.DOTALL)[0]
        counted = re.findall(r"\d+", re.sub(r"<[^>]+>| in \d+ reports?|outside.*", "", lead.split("<small>")[0]))
        if name == "masked_figures":
            assert told.count("<mark>") == int(value) == 2
        else:
            places = name.startswith(("citations", "figures"))
            assert value == counted[0 if places else -1], (row, lead)
        seen.add(name)
    assert {
        "statutes",
        "local_statutes",
        "agencies_named",
        "programmes",
        "citations_unresolved",
        "masked_figures",
    } <= seen


def test_a_sum_leads_to_its_figures_and_each_says_whether_it_adds_up(client: FlaskClient) -> None:
    units = page(client, "/activities/penalty").partition('id="by-unit"')[2].partition("</section>")[0]
    row = re.findall(r"<tr>(.*?)</tr>", units.replace("\n", ""))
    links = next(re.findall(r'<a href="([^"]+)">([^<]+)', one) for one in row if "元</td>" in one)
    assert [text for _, text in links] == ["2", "540,000"]
    assert len({address for address, _ in links}) == 1
    html = page(client, links[0][0])
    assert "3 figures in 2 reports; 2 of them add up to 540,000" in html
    told = {
        re.sub("<[^>]+>", "", mark): use
        for mark, use in re.findall(r"<mark>(.*?)</mark>.*?class=\"dim\">([^<]+)<", html, re.DOTALL)
    }
    assert told == {"34万元": "adds up", "30万元": "part of another figure, does not add up", "20万元": "adds up"}
    assert "另一个数的分项，不计入合计" in page(client, links[0][0], "zh")
    rows = table(client, links[0][0].replace("/sentences?", "/download/sentences.csv?"))
    assert {row["exact"]: row["used"] for row in rows} == {
        "34万元": "yes",
        "30万元": "part of another",
        "20万元": "yes",
    }


def test_a_value_says_which_figures_of_its_kind_it_leaves_out_and_why(client: FlaskClient) -> None:
    address = "/panel/numbers?" + urlencode({"agency": AGENCY, "year": 2021, "indicator": "fines"})
    counted, _, left = page(client, address).partition('id="left-out"')
    assert re.findall("<strong>([^<]+)</strong>", counted) == ["340,000 元"]
    assert re.findall("<strong>([^<]+)</strong>", left) == ["300,000 元"]
    assert "part of another figure" in left
    assert "part of another figure" not in counted
    assert "同类工作、同样单位的另外 1 个数字没有计入" in page(client, address, "zh")
    later = address.replace("2021", "2022")
    assert 'id="left-out"' not in page(client, later)


def _numbers(html: str) -> list[str]:
    return re.findall(r'<td class="number">(.*?)</td>', html)
