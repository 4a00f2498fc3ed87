"""The pages by hand: what is on them, where they lead, in which language and representation."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.conftest import Site

ACT = "/id/act/" + quote("中华人民共和国安全生产法")
HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


def page(site: Site, path: str, language: str = "zh", **headers: str) -> str:
    answer = site.get(path, Accept=HTML, Accept_Language=language, **headers)
    assert answer.status == 200, (path, answer.text[:300])
    return answer.text


def links(html: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', html)]


@pytest.mark.parametrize("path", ["/", "/reports", "/acts", "/agencies", "/places", "/years", "/activities", "/programmes", "/networks", "/panel",
                                  "/quality", "/ask", "/search?q=" + quote("安全"), "/sentences?year=2021", ACT, "/years/2021",
                                  "/activities/training"])  # fmt: skip
@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-CN"), ("en", "en")])
def test_each_page_exists_in_both_languages(site: Site, path: str, language: str, lang: str) -> None:
    html = page(site, path, language)
    assert f'<html lang="{lang}">' in html
    assert html.count("<h1>") == 1
    assert "note warn" not in html.replace('note warn" id="problem"', "").replace('note warn" id="truncated"', "")
    assert ">None<" not in html


def test_every_link_of_the_main_pages_leads_somewhere(site: Site) -> None:
    seen: set[str] = set()
    for path in (
        "/",
        "/acts",
        "/agencies?reporting=reporting",
        "/quality",
        ACT,
        "/years/2021",
        "/sentences?activity=training",
    ):
        for href in links(page(site, path)):
            local = href.partition("#")[0]
            if local.startswith("/") and local not in seen and len(seen) < 250:
                seen.add(local)
                assert site.get(local, Accept=HTML).status in (200, 303), (path, local)
    assert len(seen) > 100


def test_a_number_leads_to_as_many_sentences(site: Site) -> None:
    html = page(site, "/acts?sort=citations")
    row = re.search(r'<td class="number"><a href="(/sentences[^"]+)">(\d+)</a>', html)
    assert row
    assert f"{row[2]} citations in " in page(site, unescape(row[1]), "en")


@pytest.mark.parametrize(
    ("path", "kinds"),
    [("/reports", ("citations", "figures", "mentions")), ("/years", ("citations", "figures"))],
)
def test_numbers_of_every_kind_lead_to_as_many_sentences(site: Site, path: str, kinds: tuple[str, ...]) -> None:
    found = re.findall(r'<td class="number"><a href="(/sentences[^"]+)">([\d,]+)</a>', page(site, path, "en"))
    assert found
    said = [(number, page(site, unescape(href), "en")) for href, number in found]
    assert all(any(f"{number} {kind} in " in html for kind in kinds) for number, html in said)
    assert {kind for kind in kinds for number, html in said if f"{number} {kind} in " in html} == set(kinds)


def test_a_page_of_a_place_or_year_counts_reports_and_nothing_else(site: Site) -> None:
    rows = site.ask("SELECT (COUNT(*) AS ?n) { ?r a fz:Report ; fz:year 2021 }").json()["results"]["bindings"]
    listed = page(site, "/reports?year=2021", "en")
    assert f"{rows[0]['n']['value']} in all" in listed
    panel = re.search(r'<section class="panel[^"]*" id="reports">.*?</section>', page(site, "/years/2021"), re.DOTALL)
    assert panel
    assert panel[0].count("<tr>") - 1 == int(rows[0]["n"]["value"])
    places = re.search(r'<section class="panel[^"]*" id="places">.*?</section>', page(site, "/years/2021"), re.DOTALL)
    assert places
    counted = [
        int(n) for n in re.findall(r'class="number"><a href="[^"]+">(\d+)</a></td>\s*<td class="number">', places[0])
    ]
    assert sum(counted) <= int(rows[0]["n"]["value"])
    assert counted


def test_a_place_holds_the_places_in_it(site: Site) -> None:
    answer = site.ask("SELECT ?p ?d { ?d skos:broader ?p . ?r a fz:Report ; fz:division ?d } LIMIT 1").json()
    row = answer["results"]["bindings"][0]
    html = page(site, "/id/division/" + row["p"]["value"].rpartition("/")[2])
    assert row["d"]["value"].rpartition("/")[2] in html
    assert "/sentences?within=" in html


def test_a_question_about_something_begins_with_an_example(site: Site) -> None:
    html = page(site, "/ask?question=where-cited", "en")
    assert "here is an example to change" in html
    assert "fz:citesAct <https://w3id.org/fazhi/id/act/" in unescape(html)
    assert "Fill in " in page(site, "/ask?question=problems", "en")


def test_remarks_are_in_the_language_of_the_reader(site: Site) -> None:
    assert "no date under a signature" in page(site, "/quality", "en")
    assert "文末没有落款日期" in page(site, "/quality", "zh")


def test_titles_that_were_not_resolved_lead_to_their_sentences(site: Site) -> None:
    leads = [link for link in links(page(site, "/quality")) if link.startswith("/sentences?title=")]
    assert leads
    for lead in leads[:5]:
        assert re.search(r"[1-9]\d* 份报告中的 [1-9]\d* 处引用", page(site, lead)), lead


def test_a_thing_is_a_page_for_people_and_data_for_programs(site: Site) -> None:
    import rdflib

    answer = site.get(ACT, Accept="text/turtle")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    act = rdflib.URIRef("https://w3id.org/fazhi/id/act/中华人民共和国安全生产法")
    assert (act, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/fazhi/ontology#Act")) in graph
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert site.get(ACT, Accept="application/ld+json").headers["content-type"] == "application/ld+json"
    assert site.get(ACT + "?format=nt").headers["content-type"] == "application/n-triples"
    assert site.get(ACT, Accept="image/png").status == 406
    assert "<h1>" in page(site, ACT)
    assert site.get("/id/act/none", Accept="text/turtle").status == 404


def test_pages_carry_schema_org_for_search_engines(site: Site) -> None:
    for path, kind in (("/", "Dataset"), (ACT, "Legislation")):
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site, path), re.DOTALL)
        assert block
        assert json.loads(block[1])["@type"] == kind


def test_a_report_holds_its_text_whole_with_every_record_marked(site: Site) -> None:
    rows = site.ask("SELECT ?r ?sha { ?r a fz:Report ; fz:sha256 ?sha } ORDER BY ?r LIMIT 1").json()["results"][
        "bindings"
    ]
    iri, sha = rows[0]["r"]["value"], rows[0]["sha"]["value"]
    html = page(site, "/id/report/" + quote(iri.rpartition("/")[2], safe=""))
    block = re.search(r"data-report-text>(.*)</div>\n<aside", html, re.DOTALL)
    assert block
    from kg import store

    shown = unescape(re.sub(r"<[^>]+>", "", block[1]))
    assert shown.split() == store.open(site.store).text(sha).split()
    names = site.ask(f"SELECT ?c {{ <{iri}> fz:hasCitation ?c }}").json()["results"]["bindings"]
    assert names
    for row in names:
        assert f'id="{row["c"]["value"].partition("#")[2]}"' in html


def test_lists_are_narrowed_sorted_and_saved(site: Site) -> None:
    whole, laws = page(site, "/acts", "en"), page(site, "/acts?level=law", "en")

    def total(html: str) -> int:
        return int(re.search(r"(\d+) in all", html)[1])  # type: ignore[index]

    assert 0 < total(laws) < total(whole)
    assert total(page(site, "/acts?q=" + quote("安全生产"), "en")) < total(whole)
    names = re.findall(r'<td><a href="[^"]+">([^<]+)</a></td>', page(site, "/acts?sort=name&order=up"))
    assert names == sorted(names)
    answer = site.get("/acts.csv?level=law")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == total(laws)
    assert {row["level"] for row in rows} == {"law"}


@pytest.mark.parametrize(
    "path",
    ["/reports", "/acts", "/agencies", "/places", "/years", "/activities", "/programmes", "/panel", "/networks", "/search?q=law",
     "/compare", "/reports.csv", "/download/panel.csv", "/suggest?q=a"],
)  # fmt: skip
def test_a_store_made_from_rdf_says_so_where_it_has_nothing_to_count(terms: Site, path: str) -> None:
    for language, told in (("en", "made from RDF"), ("zh", "由 RDF 载入")):
        answer = terms.get(path, Accept=HTML, Accept_Language=language)
        assert (answer.status, told in answer.text) == (404, True)
        home = page(terms, "/", language)
        assert told in home
        assert 'class="counts"' not in home


def test_a_damaged_index_is_no_search_without_hits(demo_store: Path, tmp_path: Path) -> None:
    from web.app import make

    copy = tmp_path / "copy.kg"
    shutil.copytree(demo_store, copy, symlinks=True)
    (copy / "current" / "search.sqlite").write_bytes(b"no database")
    app = make(copy, workers=1)
    answer = app.test_client().get("/search?q=law")
    app.extensions["fazhi"].live.close()
    assert answer.status_code == 503


def test_search_marks_what_was_looked_for_and_suggests_names(site: Site) -> None:
    html = page(site, "/search?q=" + quote("“行政处罚”"))
    assert "<mark>行政处罚</mark>" in html
    found = site.get("/suggest?q=" + quote("安全生产法")).json()
    assert found[0]["label"] == "中华人民共和国安全生产法"
    assert site.get("/suggest?q=").json() == []


def test_the_language_is_that_of_the_address_then_the_cookie_then_the_browser(site: Site) -> None:
    assert '<html lang="en">' in page(site, "/", "en-GB,en;q=0.9")
    switched = site.get("/?lang=en", Accept=HTML, Accept_Language="zh")
    assert '<html lang="en">' in switched.text
    cookie = switched.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert '<html lang="en">' in page(site, "/", "zh", Cookie=cookie.partition(";")[0])


def test_who_has_a_page_gets_304_in_its_language_only(site: Site) -> None:
    first = site.get("/acts", Accept=HTML, Accept_Language="zh")
    tag = first.headers["etag"]
    assert site.get("/acts", Accept=HTML, Accept_Language="zh", If_None_Match=tag).status == 304
    assert site.get("/acts", Accept=HTML, Accept_Language="en", If_None_Match=tag).status == 200


def test_errors_are_pages_for_people_and_problems_for_programs(site: Site) -> None:
    for_people = site.get("/nothing", Accept=HTML, Accept_Language="en")
    assert (for_people.status, "<h1>There is no such page</h1>" in for_people.text) == (404, True)
    assert site.get("/nothing").json()["status"] == 404
    assert site.get("/sentences?year=abc", Accept=HTML).status == 400
    assert site.get("/ask?question=none", Accept=HTML).status == 400


def test_a_question_fills_in_what_it_is_asked_about(site: Site) -> None:
    html = page(site, "/ask?question=where-cited&act=" + quote("安全生产法"))
    assert "https://w3id.org/fazhi/id/act/中华人民共和国安全生产法" in unescape(html)
    wrong = page(site, "/ask?question=where-cited&act=" + quote("没有的法"))
    assert 'role="alert"' in wrong


@pytest.mark.parametrize("suffix", ["gexf", "lite.gexf", "json", "graphml", "nodes.csv", "edges.csv", "html"])
def test_networks_are_files_for_other_programs(site: Site, suffix: str) -> None:
    answer = site.get(f"/download/network/agency-act.{suffix}?weight=2&backbone=1")
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_panel_is_a_file_with_a_codebook(site: Site) -> None:
    tidy = list(csv.DictReader(io.StringIO(site.get("/download/panel.csv").text.removeprefix("\ufeff"))))
    codes = list(csv.DictReader(io.StringIO(site.get("/download/codebook.csv").text.removeprefix("\ufeff"))))
    assert {row["indicator"] for row in tidy} <= {row["indicator"] for row in codes}
    assert site.get("/download/panel.parquet").body.startswith(b"PAR1")


def test_what_a_search_finds_is_a_spreadsheet(site: Site) -> None:
    answer = site.get("/download/search.csv?q=" + quote("行政处罚"))
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows
    assert all("处罚" in row["text"] for row in rows)
    assert site.get(rows[0]["link"].removeprefix(site.url).partition("#")[0], Accept=HTML).status == 200


def test_values_of_the_panel_lead_to_their_sentences(site: Site) -> None:
    for indicator in ("citations", "laws", "figures", "publicity_chang"):
        html = page(site, f"/panel?indicator={indicator}", "zh")
        assert "by us" not in html
        cells = re.findall(r'<td class="number"><a href="([^"]+)">', html)
        assert cells
        assert 'class="sentences"><li>' in page(site, unescape(cells[0])).replace("\n", "")


def test_all_sentences_of_a_filter_are_a_spreadsheet(site: Site) -> None:
    rows = list(
        csv.DictReader(io.StringIO(site.get("/download/sentences.csv?activity=training").text.removeprefix("\ufeff")))
    )
    assert rows
    assert all(row["exact"] in row["text"] and row["link"].startswith(site.url) for row in rows)
