"""The page that a network is exported as: one file, read in a real browser without a connection."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kg import export
from kg.errors import KgError, UsageError
from kg.export import html
from kg.graph import concepts
from tests.drawn import AXE, NO_WEBGL, chromium, names_side_by_side, until
from tests.export.networks_made import drawn, small

SITE = "https://example.org"
#: The middle of an edge, or a node, on the screen.
SPOT = """([source, target]) => { const s = document.getElementById('canvas').sigma, g = s.getGraph();
    const key = (name) => g.findNode((_, node) => node.name === name);
    const [a, b] = [source, target ?? source].map((name) => s.framedGraphToViewport(s.getNodeDisplayData(key(name))));
    return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}; }"""


def network():
    """A drawn network of two years whose evidence lies on a site, and one agency that nothing names."""
    graph = drawn()
    graph.graph["years"] = (2020, 2021)
    for *_, data in (*graph.nodes(data=True), *graph.edges(data=True)):
        data["evidence"] = f"{SITE}{data['evidence']}"
    return graph


def test_the_page_is_one_file_that_reaches_for_nothing(tmp_path: Path) -> None:
    graph = drawn()
    graph.nodes["act/宪法"]["name"] = "</script><script>alert(1)</script>"
    graph.graph["title"] = "</title><script>alert(2)</script>"
    (path,) = export.write(graph, tmp_path / "n.html")
    page = path.read_text("utf-8")
    assert page.count("</script>") == 2, "text of the data cannot end the script"
    assert page.count("</title>") == 1
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    for part in ("style", "script"):
        code = re.search(rf"<{part}>(.*?)</{part}>", page, re.DOTALL)
        assert code
        assert (
            f"{part}-src 'sha256-{base64.b64encode(hashlib.sha256(code[1].encode()).digest()).decode()}'" in policy[1]
        )
    around = re.sub(r"<(style|script)[ >].*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r'(src|href)="', around)
    data = json.loads(re.search(r'application/json">(.*?)</script>', page, re.DOTALL)[1])
    assert [len(data["nodes"]), len(data["edges"]), data["years"]] == [4, 3, []]
    assert {node[0] for node in data["nodes"]} >= {"甲县司法局", graph.nodes["act/宪法"]["name"]}


def test_the_page_carries_the_licences_of_what_draws_it() -> None:
    notices = re.findall(r"^(\S+) [\d.]+ \(MIT\)$", html.PAGE.read_text("utf-8"), re.MULTILINE)
    assert {"graphology", "sigma"} <= set(notices)


def test_addresses_of_sentences_are_the_same_to_a_browser(browser: Browser, tmp_path: Path) -> None:
    graph, address = (
        network(),
        f"{SITE}/evidence?source=agency/{quote('甲县＆公 安局&')}&target=act/{quote('宪法%+')}&name=%D6%D0",
    )
    graph.edges["agency/甲县司法局", "act/宪法"]["evidence"] = address
    (path,) = export.write(graph, tmp_path / "n.html")
    assert "甲县＆公%20安局%26" in path.read_text("utf-8")
    page = browser.new_page(locale="zh-CN")
    page.goto(path.as_uri())
    page.get_by_text("最强的连线").click()
    page.get_by_role("button", name="甲县司法局 — 宪法").click()
    assert page.get_by_role("link", name="原文句子").evaluate("link => link.href") == address
    page.close()


def test_a_network_without_positions_has_no_page(tmp_path: Path) -> None:
    for name in ("n.html", "n.png"):
        (tmp_path / name).write_text("what was there")
        with pytest.raises(UsageError, match="no positions"):
            export.write(small(), tmp_path / name)
        assert (tmp_path / name).read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["n.html", "n.png"]


def test_the_same_network_gives_the_same_page() -> None:
    assert export.dumps(drawn(), "html") == export.dumps(drawn(), "html")


def test_concepts_are_named_in_both_languages_or_in_the_one_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"level/law": {"zh": "法律", "en": "Law"}, "function/justice": {"zh": "司法行政"}}
    monkeypatch.setattr(concepts, "labels", lambda: names)
    graph = drawn()
    graph.nodes["act/宪法"]["level"] = "law"
    graph.nodes["agency/甲县司法局"]["function"] = ("justice", "nothing")
    page = export.dumps(graph, "html").decode()
    data = json.loads(re.search(r'application/json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["terms"] == {
        "level": {"law": ["法律", "Law"]},
        "function": {"justice": ["司法行政", "司法行政"]},
        "agency_kind": {},
    }


def test_a_package_without_its_page_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "PAGE", tmp_path / "network.html")
    with pytest.raises(KgError, match=r"is not built: pip install \."):
        export.write(drawn(), tmp_path / "n.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of :func:`network`, opened from its file without a connection; whatever goes wrong in it fails the test."""
    options = {"locale": "zh-CN", "viewport": {"width": 1100, "height": 800}, "offline": True}
    context = browser.new_context(**{**options, **getattr(request, "param", {})})
    page, trouble = context.new_page(), []
    page.set_default_timeout(15_000)
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else trouble.append(r.url))
    (path,) = export.write(network(), tmp_path / "n.html")
    page.goto(path.as_uri())
    page.locator("#canvas[data-ready]").wait_for()
    yield page
    context.close()
    assert trouble == []


def click(page: Page, *names: str) -> None:
    """Click a node, or in the middle of the edge between two."""
    spot = page.evaluate(SPOT, list(names))
    page.locator(".stage").click(position=spot)


def test_the_page_draws_the_network_and_names_its_nodes_side_by_side(page: Page) -> None:
    expect(page.locator("#counts")).to_have_text("4 节点 · 3 连线")
    expect(page.locator("#legend li")).to_have_text(["法律文件", "机关"])
    assert names_side_by_side(page) == 4


def test_a_node_that_is_pointed_at_shows_its_full_name(browser: Browser, tmp_path: Path) -> None:
    graph = network()
    graph.nodes["act/宪法"]["name"] = "中华人民共和国宪法" * 3
    (path,) = export.write(graph, tmp_path / "n.html")
    page = browser.new_page(locale="zh-CN", viewport={"width": 1000, "height": 700})
    page.goto(path.as_uri())
    spot = page.evaluate(SPOT, ["中华人民共和国宪法" * 3])
    page.locator(".stage").hover(position=spot)
    until(
        page, f"document.querySelector('.stage').names.some(({{node}}) => node.label === '{'中华人民共和国宪法' * 3}')"
    )
    assert names_side_by_side(page) >= 2
    page.close()


def test_a_click_on_a_node_tells_its_facts_and_where_its_sentences_are(page: Page) -> None:
    click(page, "乙市公安局")
    chosen = page.locator("#chosen")
    expect(chosen.get_by_role("heading")).to_have_text("乙市公安局")
    expect(chosen.get_by_role("link", name="原文句子")).to_have_attribute("href", f"{SITE}/e?node=agency/乙市公安局")
    expect(chosen.locator("dl")).to_contain_text("四川省, 重庆市")
    expect(chosen.locator("li")).to_have_text(["民法典 4", "宪法 1"])
    chosen.get_by_role("button", name="民法典").click()
    expect(chosen.get_by_role("heading")).to_have_text("乙市公安局 — 民法典")


@pytest.mark.parametrize(
    ("source", "target"), [("甲县司法局", "宪法"), ("乙市公安局", "宪法"), ("乙市公安局", "民法典")]
)
def test_a_click_on_an_edge_tells_its_weight_and_where_its_sentences_are(page: Page, source: str, target: str) -> None:
    click(page, source, target)
    chosen = page.locator("#chosen")
    expect(chosen.get_by_role("heading")).to_have_text(f"{source} — {target}")
    address = f"{SITE}/e?source=agency/{source}&target=act/{target}"
    expect(chosen.get_by_role("link", name="原文句子")).to_have_attribute("href", address)
    page.locator(".stage").press("Escape")
    expect(chosen).to_contain_text("点击节点或连线")


def test_years_and_weights_leave_edges_out(page: Page) -> None:
    page.get_by_label("年份").press("ArrowRight")
    expect(page.locator("#counts")).to_have_text("3 节点 · 2 连线")
    expect(page.locator("#year-out")).to_have_text("2020")
    page.get_by_text("最强的连线").click()
    expect(page.locator("#edges li")).to_have_text(["甲县司法局 — 宪法 2", "乙市公安局 — 宪法 1"])
    page.get_by_label("年份").press("Home")
    page.get_by_label("最小权重").press("End")
    expect(page.locator("#counts")).to_have_text("2 节点 · 1 连线")
    page.locator("#edges button").click()
    expect(page.locator("#chosen").get_by_role("heading")).to_have_text("乙市公安局 — 民法典")


#: The names that nodes have on the canvas, and how many colours.
LOOKS = """() => { const s = document.getElementById('canvas').sigma, g = s.getGraph();
    const nodes = g.mapNodes((key) => s.getNodeDisplayData(key)).filter((node) => !node.hidden);
    return [nodes.map(({label}) => label).sort(), new Set(nodes.map(({color}) => color)).size]; }"""


@pytest.mark.parametrize("names", [["乙市公安局", "民法典"], ["民法典"]])
def test_what_a_filter_hides_is_no_longer_chosen(page: Page, names: list[str]) -> None:
    click(page, *names)
    expect(page.locator("#chosen").get_by_role("heading")).to_have_text(" — ".join(names))
    page.get_by_label("年份").press("ArrowRight")
    expect(page.locator("#counts")).to_have_text("3 节点 · 2 连线")
    expect(page.locator("#chosen")).to_contain_text("点击节点或连线")
    until(page, f"({LOOKS})()[0].length === 3")
    assert page.evaluate(LOOKS) == [sorted(["甲县司法局", "乙市公安局", "宪法"]), 2]


def test_what_a_filter_leaves_stays_chosen(page: Page) -> None:
    click(page, "甲县司法局")
    page.get_by_label("年份").press("ArrowRight")
    expect(page.locator("#counts")).to_have_text("3 节点 · 2 连线")
    expect(page.locator("#chosen").get_by_role("heading")).to_have_text("甲县司法局")
    until(page, f"({LOOKS})()[0].includes('')")


def test_a_name_is_found_and_what_is_not_there_is_said(page: Page) -> None:
    box = page.get_by_label("查找")
    box.fill("司法")
    box.press("Enter")
    expect(page.locator("#chosen").get_by_role("heading")).to_have_text("甲县司法局")
    box.fill("刑法")
    box.press("Enter")
    assert box.evaluate("box => box.validationMessage") == "图上没有"


def test_the_drawing_moves_by_keyboard(page: Page) -> None:
    state = "document.getElementById('canvas').sigma.getCamera().getState()"
    before = page.evaluate(state)
    stage = page.get_by_role("img", name="机关—法律文件")
    stage.press("+")
    until(
        page, f"{state}.ratio < {before['ratio']} && !document.getElementById('canvas').sigma.getCamera().isAnimated()"
    )
    stage.press("ArrowRight")
    until(page, f"{state}.x > {before['x']} && !document.getElementById('canvas').sigma.getCamera().isAnimated()")
    page.get_by_role("button", name="看全图").click()
    until(page, f"{state}.ratio === 1 && {state}.x === 0.5")


@pytest.mark.parametrize("page", [{"locale": "en-GB", "color_scheme": "dark"}], indirect=True)
def test_the_page_speaks_the_readers_language_and_can_be_switched(page: Page) -> None:
    expect(page.locator("#legend li")).to_have_text(["act", "agency"])
    page.get_by_role("button", name="中文").click()
    expect(page.locator("#counts")).to_have_text("4 节点 · 3 连线")
    ink = "document.getElementById('canvas').sigma.getSetting('labelColor').color"
    dark = page.evaluate(ink)
    page.get_by_role("button", name="切换明暗").click()
    until(page, f"{ink} !== '{dark}'")


#: What is on the canvas: the radii of the discs and the widths of the lines, in pixels when all is in view, the least first.
SIZES = """() => { const s = document.getElementById('canvas').sigma, g = s.getGraph(), sorted = (all) => all.sort((a, b) => a - b);
    const seen = (all) => all.filter((one) => !one.hidden).map(({size}) => size);
    return [sorted(seen(g.mapNodes((key) => s.getNodeDisplayData(key)))), sorted(seen(g.mapEdges((key) => s.getEdgeDisplayData(key))))]; }"""


def saved(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    return Path(download.value.path()).read_text("utf-8")


def numbers(attribute: str, picture: str) -> list[float]:
    return sorted(float(value) for value in re.findall(rf'<(?:line|circle) [^>]*\b{attribute}="([^"]*)"', picture))


def test_the_drawing_is_saved_with_the_names_and_lines_that_are_shown(page: Page) -> None:
    page.get_by_label("最小权重").press("End")
    expect(page.locator("#counts")).to_have_text("2 节点 · 1 连线")
    picture = saved(page)
    assert re.findall(r">([^<>]+)</text>", picture) == ["乙市公安局", "民法典"]
    assert picture.count("<line ") == 1


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_the_drawing_is_saved_in_the_sizes_that_are_shown(page: Page) -> None:
    page.get_by_label("年份").press("ArrowRight")
    until(page, "document.getElementById('canvas').sigma.getEdgeDisplayData('e2').hidden")
    page.get_by_role("button", name="放大").click()
    radii, widths = page.evaluate(SIZES)
    picture = saved(page)
    assert numbers("r", picture) == pytest.approx(radii, abs=0.01)
    assert numbers("stroke-width", picture) == pytest.approx(widths, abs=0.01)
    assert widths == pytest.approx([0.6 + 1, 0.6 + 2**0.5]), "of the weights of this year: 1 and 2"
    own = page.evaluate("document.getElementById('canvas').sigma.getGraph().mapNodes((_, node) => node.size)")
    assert max(radii) < 0.8 * max(own), "discs are smaller where there is little room"


def test_what_is_saved_is_a_picture_of_all_at_any_zoom(page: Page) -> None:
    before = saved(page)
    left, top, width, height = map(float, re.search(r'viewBox="([^"]*)"', before)[1].split())
    for x, y in zip(numbers("cx", before), numbers("cy", before), strict=True):
        assert left < x < left + width
        assert top < y < top + height
    page.get_by_role("button", name="放大").click()
    until(page, "!document.getElementById('canvas').sigma.getCamera().isAnimated()")
    assert saved(page) == before


def test_where_nothing_is_left_nothing_can_be_saved(page: Page) -> None:
    svg, png = (page.get_by_role("button", name=name) for name in ("SVG", "PNG"))
    page.get_by_label("最小权重").press("End")
    expect(svg).to_be_enabled()
    page.get_by_label("年份").press("ArrowRight")
    expect(page.locator("#counts")).to_have_text("0 节点 · 0 连线")
    expect(svg).to_be_disabled()
    expect(png).to_be_disabled()
    page.get_by_label("年份").press("ArrowRight")
    expect(svg).to_be_enabled()
    expect(png).to_be_enabled()


def test_what_has_no_colour_of_its_own_is_in_the_legend(browser: Browser, tmp_path: Path) -> None:
    graph = network()
    graph.nodes["act/宪法"]["color"] = "#bbbbbb"
    (path,) = export.write(graph, tmp_path / "n.html")
    page = browser.new_page(locale="zh-CN")
    page.goto(path.as_uri())
    expect(page.locator("#legend li")).to_have_text(["法律文件", "机关", "少见或未知"])
    page.close()


def test_where_nothing_can_be_drawn_the_lists_tell_the_network(browser: Browser, tmp_path: Path) -> None:
    (path,) = export.write(network(), tmp_path / "n.html")
    page = browser.new_page(locale="zh-CN")
    page.add_init_script(NO_WEBGL)
    page.goto(path.as_uri())
    expect(page.locator("#canvas")).to_contain_text("没有 WebGL")
    expect(page.get_by_role("button", name="SVG")).to_be_disabled()
    page.get_by_text("最强的连线").click()
    page.get_by_role("button", name="乙市公安局 — 民法典").click()
    expect(page.locator("#chosen").get_by_role("link")).to_have_attribute("href", re.compile(SITE))
    page.close()


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_axe_finds_no_fault_in_the_page(page: Page) -> None:
    if not AXE.is_file():
        assert os.environ.get("CI") != "true", "axe-core is not installed; in continuous integration it must be there"
        pytest.skip("axe-core is not installed: run npm ci in web/frontend")
    page.get_by_text("最强的连线").click()
    page.locator("#edges button").first.click()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))") == []


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}], indirect=True)
def test_the_page_fits_a_phone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    spot = page.evaluate(SPOT, ["乙市公安局", "民法典"])
    page.locator(".stage").tap(position=spot)
    expect(page.locator("#chosen").get_by_role("heading")).to_have_text("乙市公安局 — 民法典")
