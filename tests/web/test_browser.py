"""Walks through the pages in a real browser: what a newcomer, a researcher, a keyboard and a phone meet."""

from __future__ import annotations

import ast
import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from kg import store
from tests.drawn import AXE, NO_WEBGL, chromium, names_side_by_side, until
from tests.web.conftest import Site, running

ACT = "/id/act/" + quote("中华人民共和国安全生产法")
#: The browser itself notes answers that the walks ask for: a page that is not there, a query that is wrong.
EXPECTED = re.compile("responded with a status of 40[04]")
PAGES = ["/", "/ontology", "/reports", "/acts", "/agencies", "/places", "/years", "/activities", "/programmes", ACT, "/years/2021", "/activities/penalty",
         "/search?q=" + quote("行政处罚"), "/sentences?activity=penalty", "/networks", "/panel", "/quality", "/ask",
         "/ask?question=most-cited-acts", "/nothing"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def watched(context: BrowserContext, site: Site, trouble: list[str]) -> Page:
    """A page that notes errors in the console and requests to other hosts."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda m: trouble.append(m.text) if m.type == "error" and not EXPECTED.search(m.text) else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    page.on("request", lambda r: trouble.append(r.url) if not r.url.startswith((site.url, "data:", "blob:")) else None)
    return page


@pytest.fixture
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    options = {"locale": "zh-CN", "base_url": site.url, "viewport": {"width": 1280, "height": 900}}
    context = browser.new_context(**{**options, **getattr(request, "param", {})})
    trouble: list[str] = []
    yield watched(context, site, trouble)
    context.close()
    assert trouble == []


def test_a_newcomer_walks_from_home_to_a_sentence_in_its_report(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("部法律文件")).click()
    page.get_by_role("link", name="中华人民共和国安全生产法", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("中华人民共和国安全生产法")
    page.locator("#by-year svg a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("原文句子")
    sentence = page.locator(".sentences li").first
    exact = sentence.locator("mark").inner_text()
    sentence.get_by_role("link").click()
    selected = page.locator(".report-text mark").first
    assert exact.startswith(selected.inner_text())
    expect(selected).to_be_in_viewport()
    page.locator(".report-text a.citation").first.click()
    expect(page).to_have_url(re.compile(r"/id/(act|document|work)/"))


def test_the_spread_of_an_act_is_drawn_by_the_first_year_of_each_province(page: Page) -> None:
    page.goto("/ask?question=spread&act=" + quote("中华人民共和国行政处罚法"))
    drawing = page.locator("#answer svg.chart")
    expect(drawing).to_be_visible()
    assert drawing.get_attribute("aria-label") == "首次引用年份"
    told = [title.text_content() or "" for title in drawing.locator("title").all()]
    assert len(told) > 1
    assert all(re.fullmatch(r".+: (?:19|20)\d\d", one) for one in told), told
    years = [one[-4:] for one in told]
    assert years == sorted(years)
    page.get_by_role("button", name="表格").click()
    expect(page.locator("#answer tbody tr")).to_have_count(len(told))
    page.get_by_label("版本").fill("1949")
    page.get_by_role("button", name="提问").click()
    expect(page.locator("#status")).to_have_text(re.compile("^0 行"))


def test_search_suggests_names_and_finds_sentences(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.fill("安全生产法")
    expect(page.get_by_role("option").first).to_be_visible()
    box.fill("行政处罚")
    box.press("Enter")
    expect(page.locator(".sentences mark").first).to_contain_text("处罚")
    page.locator(".sentences a").first.click()
    expect(page.locator(".report-text mark").first).to_be_in_viewport()


def test_a_question_is_asked_edited_drawn_saved_and_shared(page: Page, browser: Browser, site: Site) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^被引最多的法律文件")).click()
    expect(page.locator("#answer svg.chart rect").first).to_be_visible()
    page.get_by_role("button", name="表格").click()
    rows = page.locator("#answer tbody tr")
    expect(rows.first).to_contain_text("安全生产法")
    page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?act ?label { ?act a fz:Act ; rdfs:label ?label } LIMIT 3')"
    )
    page.get_by_role("button", name="运行").click()
    expect(rows).to_have_count(3)
    expect(rows.first.locator("a")).not_to_contain_text("http")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "answer.csv"
    assert Path(download.value.path()).read_text("utf-8-sig").splitlines()[0] == "act,label"
    other = browser.new_context(locale="zh-CN")
    again = watched(other, site, [])
    again.goto(page.url)
    expect(again.locator("#answer tbody tr")).to_have_count(3)
    other.close()
    page.get_by_text("用代码查询").click()
    page.get_by_role("button", name="Python").click()
    expect(page.locator("#snippet")).to_contain_text("SPARQLWrapper")


NETWORK = "/ask?view=network&query=" + quote(
    "SELECT DISTINCT ?agency ?act { ?agency fz:citesAct ?act . ?agency a fz:Agency }"
)
CHART = "/ask?view=chart&query=" + quote("SELECT ?act (COUNT(*) AS ?n) { ?agency fz:citesAct ?act } GROUP BY ?act")


def test_an_answer_can_be_seen_as_a_network(page: Page) -> None:
    page.goto(NETWORK)
    expect(page.locator("#answer .canvas canvas").first).to_be_visible()
    page.get_by_text("最强的连线").click()
    page.locator("#answer ol button").first.click()
    act = page.locator("#answer p a").last
    name = act.inner_text()
    act.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_where_no_network_can_be_drawn_of_an_answer_its_list_tells_it(page: Page) -> None:
    page.add_init_script(NO_WEBGL)
    page.goto(NETWORK)
    expect(page.locator("#answer .canvas")).to_contain_text("没有 WebGL")
    page.get_by_text("最强的连线").click()
    expect(page.locator("#answer ol button").first).to_contain_text(" — ")
    page.get_by_role("button", name="表格").click()
    expect(page.locator("#answer tbody tr").first).to_be_visible()


@pytest.mark.parametrize("address", [NETWORK, CHART], ids=["network", "chart"])
def test_an_answer_stays_in_the_view_that_was_chosen_last(page: Page, address: str) -> None:
    waiting: list[Route] = []
    page.route(
        "**/sparql/", lambda r: waiting.append(r) if "VALUES ?it" in (r.request.post_data or "") else r.continue_()
    )
    with page.expect_request(lambda r: "VALUES ?it" in (r.post_data or "")):
        page.goto(address)
    page.get_by_role("button", name="原文").click()
    expect(page.locator("#answer pre")).to_be_visible()
    for route in waiting:
        route.fulfill(json={"head": {"vars": []}, "results": {"bindings": []}})
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    expect(page.locator("#answer pre")).to_be_visible()


def test_a_wrong_query_shows_where(page: Page) -> None:
    page.goto("/ask")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT *\\n{ ?s ?p }')")
    page.locator("#run").click()
    expect(page.locator("#problem")).to_contain_text("2")
    expect(page.locator(".CodeMirror .wrong").first).to_be_visible()


def test_a_network_is_chosen_filtered_read_and_taken_away(page: Page) -> None:
    page.goto("/networks")
    ready = page.locator("#canvas[data-ready=true]")
    ready.wait_for()
    before = page.locator("#counts").inner_text()
    page.get_by_label("最小权重").fill("2")
    page.get_by_label("最小权重").blur()
    expect(page.locator("#counts")).not_to_have_text(before)
    ready.wait_for()
    expect(page.locator("#counts")).to_contain_text("连线")
    spot = page.evaluate(
        """() => { const s = document.getElementById('canvas').sigma, g = s.getGraph();
        const e = g.edges().sort((a, b) => g.getEdgeAttribute(b, 'weight') - g.getEdgeAttribute(a, 'weight'))[0];
        const [a, b] = g.extremities(e).map((n) => s.getNodeDisplayData(n));
        return s.framedGraphToViewport({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}); }"""
    )
    box = page.locator("#canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    expect(page.locator("#evidence mark").first).to_be_visible()
    page.get_by_text("最强的连线").click()
    page.locator("#edges button").first.click()
    expect(page.locator("#evidence blockquote").first).to_be_visible()
    page.get_by_label("视图").select_option("act-act")
    ready.wait_for()
    for name, suffix in (("Gephi (GEXF)", ".gexf"), ("GraphML", ".graphml")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(suffix)
    with page.expect_download() as picture:
        page.get_by_role("button", name="PNG").click()
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": 1280, "height": 900}}, {"viewport": {"width": 390, "height": 844}}], indirect=True
)
@pytest.mark.parametrize("view", ["agency-act", "act-act", "agency-mentions"])
def test_names_in_a_network_stand_side_by_side_and_whole(page: Page, view: str) -> None:
    page.goto(f"/networks?view={view}")
    page.locator("#canvas[data-ready]").wait_for()
    assert names_side_by_side(page) >= 5


def test_a_node_is_found_by_name_and_its_sentences_are_shown(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    box = page.get_by_label("在图上查找")
    box.fill("民法典")
    box.press("Enter")
    expect(page.locator("#evidence").get_by_role("heading")).to_have_text("中华人民共和国民法典")
    expect(page.locator("#evidence mark").first).to_contain_text("民法典")
    page.locator(".stage").press("Escape")
    expect(page.locator("#evidence")).to_have_text("点击一条连线，这里显示它背后的句子。")


def test_the_network_that_was_chosen_last_is_shown_also_if_one_before_comes_later(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    waiting: list[Route] = []
    page.route(re.compile(r"/networks/data\?view=act-act&"), lambda r: waiting.append(r))
    with page.expect_request(re.compile(r"/networks/data\?view=act-act&")):
        page.get_by_label("视图").select_option("act-act")
    page.get_by_label("视图").select_option("agency-mentions")
    page.locator("#canvas[data-ready]").wait_for()
    counts = page.locator("#counts").inner_text()
    assert "连线" in counts
    waiting[0].fulfill(json={"nodes": [], "edges": [], "legend": [], "notes": ["too late"]})
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    expect(page.locator("#counts")).to_have_text(counts)
    expect(page.locator("#notes")).not_to_contain_text("too late")


def test_sentences_go_with_the_network_that_they_are_of(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    page.get_by_label("在图上查找").fill("民法典")
    page.get_by_label("在图上查找").press("Enter")
    expect(page.locator("#evidence mark").first).to_contain_text("民法典")
    page.get_by_label("视图").select_option("agency-mentions")
    expect(page.locator("#evidence")).to_have_text("点击一条连线，这里显示它背后的句子。")


def test_a_network_that_cannot_be_had_leaves_none_of_the_one_before(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    expect(page.get_by_role("button", name="SVG")).to_be_enabled()
    page.route("**/networks/data*", lambda r: r.fulfill(status=400, json={"detail": "太多"}))
    page.get_by_label("视图").select_option("act-act")
    expect(page.locator("#counts")).to_have_text("太多")
    expect(page.locator("#canvas")).to_be_empty()
    expect(page.locator("#edges")).to_be_empty()
    expect(page.get_by_role("button", name="SVG")).to_be_disabled()
    page.unroute("**/networks/data*")
    page.get_by_label("视图").select_option("agency-act")
    page.locator("#canvas[data-ready]").wait_for()
    expect(page.get_by_role("button", name="SVG")).to_be_enabled()


def test_files_and_words_of_a_network_follow_the_view_that_is_chosen(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    before = page.locator("#lead").inner_text()
    page.get_by_label("视图").select_option("agency-mentions")
    expect(page.locator("#lead")).not_to_have_text(before)
    expect(page.get_by_role("img", name=re.compile("机关之间的提及"))).to_be_visible()
    expect(page.locator("#legend")).to_contain_text("政府机关")
    expect(page.locator("#legend")).to_contain_text("少见或未知")
    with page.expect_download() as download:
        page.get_by_role("link", name="GraphML").click()
    assert download.value.suggested_filename == "agency-mentions.graphml"


def test_a_network_moves_by_keyboard_and_turns_dark_with_the_page(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    camera = "document.getElementById('canvas').sigma.getCamera()"
    page.locator(".stage").press("+")
    until(page, f"{camera}.getState().ratio < 0.7 && !{camera}.isAnimated()")
    page.get_by_role("button", name="看全图").click()
    until(page, f"{camera}.getState().ratio === 1")
    ink = "document.getElementById('canvas').sigma.getSetting('labelColor').color"
    light = page.evaluate(ink)
    page.get_by_role("button", name="切换明暗").click()
    until(page, f"{ink} !== '{light}'")


def test_the_language_can_be_switched_and_is_remembered(page: Page) -> None:
    page.goto("/acts?level=law")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Acts")
    assert "level=law" in page.url
    page.goto("/quality")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_dark_and_light_can_be_switched_and_are_remembered(page: Page) -> None:
    page.goto("/")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="切换明暗").click()
    dark = page.evaluate(ground)
    assert light != dark
    page.goto("/acts")
    assert page.evaluate(ground) == dark


def test_everything_can_be_reached_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("安全生产法")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/id/"))
    page.goto("/ask")
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer tbody tr").first).to_be_visible()
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.CodeMirror')")


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}], indirect=True)
def test_nothing_is_wider_than_a_phone(page: Page, site: Site) -> None:
    report = site.ask("SELECT ?r { ?r a fz:Report } LIMIT 1").json()["results"]["bindings"][0]["r"]["value"]
    for address in [*PAGES, "/id/report/" + quote(report.rpartition("/")[2])]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_pages_work_without_scripts(page: Page) -> None:
    page.goto("/ask?question=most-cited-acts")
    page.get_by_role("button", name="运行").click()
    expect(page.locator("table.data tbody tr").first).to_contain_text("安全生产法")
    page.goto("/search?q=" + quote("行政处罚"))
    page.locator(".sentences a").first.click()
    expect(page.locator(".report-text mark").first).to_be_in_viewport()


@pytest.mark.parametrize(
    "page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"]
)
def test_axe_finds_no_serious_fault(page: Page) -> None:
    if not AXE.is_file():
        assert os.environ.get("CI") != "true", "axe-core is not installed; in continuous integration it must be there"
        pytest.skip("axe-core is not installed: run npm ci in web/frontend")
    source = AXE.read_text("utf-8")
    faults = []
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for address in PAGES[::3] if dark else PAGES:  # the same markup in other colours
        page.goto(address)
        if address.startswith("/ask?"):
            page.locator("#answer svg, #answer table").first.wait_for()
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            f"{address}: {v['id']}: {v['nodes'][0]['html'][:150]}"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
    assert faults == []


#: Answers of different shapes, and what is drawn of each: how many charts, how many bars in all.
SHAPES = {
    "each year once": ('SELECT ?year ?n { VALUES (?year ?n) { (2020 3) (2021 5) (2023 4) } }', 1, 3),
    "each thing once": ('SELECT ?place ?n { VALUES (?place ?n) { ("a" 3) ("b" 5) } }', 1, 2),
    "things over years": (
        'SELECT ?year ?place ?n ?m { VALUES (?year ?place ?n ?m) { (2020 "a" 3 1) (2021 "a" 5 1) (2020 "b" 4 1) } }', 2, 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_fits_the_shape_of_the_answer(page: Page, shape: str) -> None:
    query, charts, bars = SHAPES[shape]
    page.goto(f"/ask?view=chart&query={quote(query)}")
    page.get_by_role("button", name="运行").click()
    expect(page.locator("#answer svg.chart")).to_have_count(charts)
    expect(page.locator("#answer svg.chart rect")).to_have_count(bars)


def test_no_chart_is_drawn_where_its_meaning_would_be_unclear(page: Page) -> None:
    query = 'SELECT ?year ?a ?n { VALUES (?year ?a ?n) { (2020 "a" 3) (2020 "a" 5) (2021 "a" 4) } }'
    page.goto(f"/ask?view=chart&query={quote(query)}")
    page.get_by_role("button", name="运行").click()
    expect(page.locator("#answer tbody tr")).to_have_count(3)
    expect(page.get_by_role("button", name="图表")).to_be_disabled()


@pytest.mark.parametrize("page", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True)
def test_a_footnote_is_copied_by_a_click(page: Page) -> None:
    page.goto("/sentences?activity=training")
    page.locator("[data-footnote]").first.click()
    expect(page.locator("[data-footnote]").first).to_have_text("✓")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert page.locator(".sentences mark").first.inner_text() in copied
    assert "https://w3id.org/fazhi/id/report/" in copied


def test_mistakes_in_a_query_are_told_in_the_language_of_the_page(page: Page) -> None:
    page.goto(f"/ask?query={quote('SELECT * { ?s ?p }')}")
    page.get_by_role("button", name="运行").click()
    expect(page.locator("#problem")).to_contain_text("第 1 行第 18 列")
    expect(page.locator("#problem")).to_contain_text("此处不应有")
    page.goto(f"/ask?lang=en&query={quote('SELECT * { ?s ?p }')}")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#problem")).to_contain_text("line 1, column 18")


def test_characters_are_selected_exactly_where_lines_end_as_on_windows(browser: Browser, tmp_path: Path) -> None:
    lines = [
        "巴南区应急管理局2021年法治政府建设报告",
        "一、主要举措",
        "学习法律。",
        "开展培训。",
        "二、下一年度安排",
        "宣传《民法典》。",
        "",
    ]
    (tmp_path / "巴南区应急管理局2021.txt").write_bytes("\r\n".join(lines).encode())
    store.build([tmp_path / "巴南区应急管理局2021.txt"], tmp_path / "x.kg")
    opened = store.open(tmp_path / "x.kg")
    report, sha256 = opened.table("reports").select("report", "sha256").collect().row(0)
    start = opened.text(sha256).index("宣传《民法典》")
    assert start == len("\r\n".join(lines[:5])) + 2
    context = browser.new_context()
    with running(tmp_path / "x.kg") as site:
        page = watched(context, site, [])
        page.goto(f"{site.url}/id/report/{report.rpartition('/')[2]}#char={start},{start + 7}")
        assert page.evaluate("[...CSS.highlights.get('selected')].map(String)") == ["宣传《民法典》"]
        assert page.locator("[data-report-text]").evaluate("text => text.textContent") == "\r\n".join(lines)
    context.close()


PENALTY = "https://w3id.org/fazhi/ontology/activity/penalty"


def test_names_that_could_not_be_had_once_are_asked_for_again(page: Page) -> None:
    page.route(
        "**/sparql/", lambda r: r.fulfill(status=400) if "VALUES" in (r.request.post_data or "") else r.continue_()
    )
    with page.expect_response(lambda r: r.status == 400):
        page.goto(f"/ask?query={quote(f'SELECT ?it {{ BIND(<{PENALTY}> AS ?it) }}')}")
    link = page.locator("#answer tbody a")
    expect(link).to_contain_text("penalty")
    page.unroute("**/sparql/")
    page.get_by_role("button", name="运行").click()
    expect(link).to_contain_text("行政处罚")


def test_a_thing_is_named_beside_many_with_long_names(page: Page) -> None:
    long = f"SELECT DISTINCT (IRI(CONCAT(STR(?x), '{'法' * 300}')) AS ?it) {{ ?x ?y ?z }} LIMIT 99"
    page.goto(f"/ask?query={quote(f'SELECT ?it {{ {{ BIND(<{PENALTY}> AS ?it) }} UNION {{ {long} }} }}')}")
    expect(page.locator("#answer tbody tr")).to_have_count(100)
    expect(page.locator(f"#answer a[data-iri='{PENALTY}']")).to_contain_text("行政处罚")


def test_a_query_as_python_is_the_query(page: Page) -> None:
    query = 'SELECT * { VALUES ?x { """a "" \\"b\\" """ "c\\\\n" } } # """"""" \\'
    page.goto(f"/ask?query={quote(query)}")
    page.get_by_text("用代码查询").click()
    page.get_by_role("button", name="Python").click()
    tree = ast.parse(page.locator("#snippet").inner_text())
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "sparql.setQuery"
    ]
    assert (
        ast.literal_eval(calls[0].args[0]).strip()
        == page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()").strip()
    )
    assert query in ast.literal_eval(calls[0].args[0])


def test_a_saved_drawing_has_its_own_size_and_shape(page: Page) -> None:
    page.goto("/networks")
    page.locator("#canvas[data-ready]").wait_for()
    files = {}
    for name in ("SVG", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        files[name] = Path(download.value.path()).read_bytes()
    size = re.search(
        rb'<svg [^>]*width="([\d.]+)" height="([\d.]+)" viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', files["SVG"]
    )
    assert size
    width, height = float(size[1]), float(size[2])
    assert (width, height) == (float(size[3]), float(size[4]))
    assert struct.unpack(">II", files["PNG"][16:24]) == (2400, pytest.approx(2400 * height / width, abs=3))
