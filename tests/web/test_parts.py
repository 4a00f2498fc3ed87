"""The parts of the front end by themselves: negotiation, marks over a text, charts, filters, limits, file names."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.formats import RESULTS, TRIPLES
from web import caching, charts, downloads, evidence, negotiation, security
from web.highlight import Mark, pieces
from web.problems import Problem


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.1,application/json;q=0.2", "json"),
        ("*/*;q=0.1, text/tab-separated-values", "tsv"),
        ("nonsense", "json"),
        ("text/csv;q=high", None),
        ("application/sparql-results+xml; charset=utf-8", "xml"),
    ],
)
def test_accept_chooses_the_format(accept: str | None, name: str | None) -> None:
    found = negotiation.choose(accept, RESULTS)
    assert (found[0].name if found else None) == name


@given(st.text(max_size=60))
def test_no_accept_header_breaks_negotiation(accept: str) -> None:
    negotiation.choose(accept, (*TRIPLES, negotiation.HTML))
    negotiation.accepts_encoding(accept, "gzip")


@given(st.text(min_size=1, max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=12))
def test_pieces_joined_are_the_text_and_each_record_covers_its_characters(
    text: str, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(a, b, "citation", f"m{n}") for n, (a, b) in enumerate(spans)]
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    for mark in marks:
        covered = "".join(piece.text for piece in found if mark in piece.marks)
        assert covered == (text[mark.start : mark.end] if mark.start < mark.end <= len(text) else "")
    begun = [name for piece in found for name in piece.begins]
    assert sorted(begun) == sorted(m.name for m in marks if m.start < m.end <= len(text))


def test_a_piece_as_markup_keeps_carriage_returns() -> None:
    assert [piece.html for piece in pieces("<a>\r\nb", [Mark(4, 5, "heading")])] == ["&lt;a&gt;&#13;", "\n", "b"]


def test_the_innermost_mark_is_the_one_that_is_clicked() -> None:
    found = pieces("《关于〈安全生产法〉的通知》", [Mark(0, 14, "citation", "outer"), Mark(3, 10, "citation", "inner")])
    assert [(piece.text, piece.inner.name if piece.inner else None) for piece in found] == [
        ("《关于", "outer"),
        ("〈安全生产法〉", "inner"),
        ("的通知》", "outer"),
    ]


def test_charts_escape_names_and_links() -> None:
    points = [charts.Point('<b>"', 3, '/x?a="><script>'), charts.Point("b", 0)]
    for svg in (charts.bars(points, "<t>"), charts.years(points, "<t>", "<c>")):
        assert "<b>" not in svg
        assert "<script>" not in svg
        assert "<t>" not in svg


def test_shades_tell_small_values_apart() -> None:
    assert [charts.shade(value, 100) for value in (0, 1, 5, 20, 50, 100)] == [0, 1, 2, 3, 4, 5]


def test_filters_make_a_query_that_the_guard_takes() -> None:
    from kg.query.guard import check

    for filters in (
        {"act": "https://w3id.org/fazhi/id/act/宪法", "year": "2021", "role": "plan"},
        {"activity": "penalty", "unit": '件" } DROP ALL #'},
        {"programme": "https://w3id.org/fazhi/id/programme/七进", "function": "justice"},
    ):
        found = evidence.query(filters)
        assert check(found.rows).form == check(found.count).form == "SELECT"


@pytest.mark.parametrize(
    "filters",
    [{"year": "20x1"}, {"year": "²⁰²¹"}, {"act": "宪法"}, {"act": "https://x/> } DROP ALL #"}, {"act": "https://x/a", "unit": "件"},
     {"role": "a b"}],
)  # fmt: skip
def test_filters_that_do_not_fit_are_refused(filters: dict[str, str]) -> None:
    with pytest.raises(evidence.Unfit):
        evidence.query(filters)


def test_a_client_that_asks_too_often_waits_and_others_do_not() -> None:
    now = [0.0]
    limit = security.RateLimit(60, clients=2, clock=lambda: now[0])
    for _ in range(60):
        limit.take("a")
    with pytest.raises(Problem) as refused:
        limit.take("a")
    assert refused.value.status == 429
    limit.take("b")
    now[0] = 1.1
    limit.take("a")


def test_file_names_of_any_language_are_safe_in_a_header() -> None:
    header = downloads.disposition('报告"\r\n.csv')
    assert header.isascii()
    assert "\r" not in header
    assert header.endswith("filename*=UTF-8''%E6%8A%A5%E5%91%8A%22%0D%0A.csv")


def test_a_cache_forgets_what_was_not_used_for_longest_and_never_outgrows_its_room() -> None:
    cache = caching.Cache[str](4000)
    for name in "abc":
        cache.put(name, name, 700)
    cache.get("a")
    for name in "de":
        cache.put(name, name, 700)
    cache.put("huge", "x", 3000)
    assert cache.get("a") == "a"
    assert cache.get("b") is None
    assert cache.get("huge") is None


def test_a_cache_keeps_nothing_of_what_clients_send_to_name_a_page() -> None:
    cache = caching.Cache[str](100_000)
    tracemalloc.start()
    for n in range(100):
        cache.put((n, "text/html," + "x" * 100_000), "page", 4)
    assert cache.get((99, "text/html," + "x" * 100_000)) == "page"
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000


def test_what_many_ask_for_at_once_is_made_once_and_a_failure_is_shared_too() -> None:
    import threading
    from concurrent.futures import ThreadPoolExecutor

    flights, made, begun, free = caching.Flights[int](), [], threading.Event(), threading.Event()

    def make() -> int:
        made.append(1)
        begun.set()
        free.wait(10)
        return 7

    with ThreadPoolExecutor(6) as threads:
        first = threads.submit(flights.once, "a", make)
        begun.wait(10)
        others = [threads.submit(flights.once, "a", make) for _ in range(5)]
        assert flights.once("b", lambda: 8) == 8
        while len(flights._running["a"]._condition._waiters) < 5:
            pass
        free.set()
        assert {first.result(), *(other.result() for other in others)} == {7}
    assert made == [1]
    with pytest.raises(ZeroDivisionError):
        flights.once("a", lambda: 1 // 0)
    assert flights.once("a", lambda: 9) == 9


def test_every_message_is_in_both_languages_and_every_one_used_is_there() -> None:
    import re
    from pathlib import Path

    import web
    from web import i18n

    catalogue = i18n.messages()
    assert all(texts["zh"] and texts["en"] for texts in catalogue.values())
    for texts in catalogue.values():
        assert set(re.findall(r"\{(\w+)\}", texts["zh"])) == set(re.findall(r"\{(\w+)\}", texts["en"]))
    folder = Path(web.__file__).parent / "templates"
    used = {key for file in folder.glob("*.html") for key in re.findall(r"_\('([\w.-]+)'[,)]", file.read_text("utf-8"))}
    assert used <= set(catalogue)


def test_every_panel_is_a_valid_query() -> None:
    from kg.query.guard import check
    from web.pages import panels

    kinds = ("act", "agency", "division", "programme", "year", "activity", "quality")
    for kind in kinds:
        assert panels.of_kind(kind)
        for question in panels.of_kind(kind):
            it = "2021" if kind == "year" else "<https://w3id.org/fazhi/id/x>"
            assert check(question.sparql({"it": it})).form == "SELECT"


def test_an_unknown_setting_is_refused() -> None:
    from kg.errors import UsageError
    from web.settings import Settings

    with pytest.raises(UsageError, match="time_out"):
        Settings.of({"time_out": 3})


def test_a_store_of_an_older_version_is_said_on_a_page(tmp_path: Path) -> None:
    from kg.errors import OutdatedStoreError
    from tests.small_corpus import build
    from web import create_app

    app = create_app(build(tmp_path), workers=1)

    def outdated() -> str:
        raise OutdatedStoreError("the store s.kg was built by an older version of fazhi-kg: run kg build again")

    app.view_functions["pages.home"] = outdated
    client = app.test_client()
    page = client.get("/", headers={"Accept": "text/html", "Accept-Language": "zh"})
    assert page.status_code == 503
    assert "旧版本" in page.text
    assert "kg build" in page.text
    told = client.get("/").json
    assert told is not None
    assert (told["status"], told["code"]) == (503, "store-outdated")
    app.extensions["fazhi"].live.close()
