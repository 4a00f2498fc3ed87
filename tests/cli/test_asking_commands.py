"""``kg ask``, ``query``, ``search``, ``stats``: answers, formats, and one line for what is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]


def one_line(err: str) -> str:
    assert err.count("\n") == 1, err
    assert err.startswith("error: ")
    return err.removeprefix("error: ").strip()


def test_the_list_of_questions_in_both_languages(kg: Run) -> None:
    code, out, _ = kg("ask", "--list")
    assert code == 0
    assert "most-cited-acts" in out
    assert "Most cited acts" in out
    assert "被引最多的法律文件" in kg("--lang", "zh", "ask", "--list")[1]
    assert "被引最多的法律文件" in kg("ask", "--list", "--lang", "zh")[1]
    listed = json.loads(kg("ask", "--list", "--json")[1])
    assert [q["number"] for q in listed] == list(range(1, 21))
    assert listed[1]["parameters"][0] == {
        "name": "act", "type": "act", "label": {"zh": "法律文件", "en": "Act"}, "required": True, "default": None,
    }  # fmt: skip


def test_a_question_by_number_or_name_as_a_table(kg: Run, small_path: Path) -> None:
    code, out, err = kg("ask", "2", "--param", "act=安全生产法", "-p", "year=2020", "-s", small_path)
    assert (code, err) == (0, "")
    header, rule, row = out.splitlines()
    assert header.split()[:4] == ["agency", "place", "year", "exact"]
    assert set(rule) == {"─", " "}
    assert "重庆市应急管理局" in row
    assert kg("ask", "where-cited", "-p", "act=中华人民共和国安全生产法", "-p", "year=2020", "-s", small_path)[1] == out
    assert "https://" not in out


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_a_question_in_every_format(kg: Run, small_path: Path, format: str) -> None:
    code, out, _ = kg("ask", "most-cited-acts", "-s", small_path, "--format", format)
    assert code == 0
    assert "中华人民共和国安全生产法" in out
    if format == "json":
        assert out == kg("ask", "1", "-s", small_path, "--json")[1]
        assert json.loads(out)["head"]["vars"][0] == "act"
    if format == "csv":
        assert next(csv.reader(io.StringIO(out)))[:2] == ["act", "actLabel"]


def test_an_answer_goes_to_a_file(kg: Run, small_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    assert kg("ask", "1", "-s", small_path, "--format", "csv", "-o", target)[:2] == (0, "")
    assert target.read_text("utf-8").startswith("act,")
    code, _, err = kg("ask", "1", "-s", small_path, "-o", tmp_path / "no" / "answer.csv")
    assert code == 2
    assert "No such file or directory" in one_line(err)


def test_the_ending_of_a_file_says_the_format(kg: Run, small_path: Path, tmp_path: Path) -> None:
    for command in (["ask", "1"], ["query", "SELECT ?act { ?act a fz:Act }"]):
        for name, begin in (
            ("a.csv", "act"),
            ("a.tsv", "?act"),
            ("a.json", "{"),
            ("a.xml", "<?xml"),
            ("a.txt", "act"),
        ):
            assert kg(*command, "-s", small_path, "-o", tmp_path / name)[0] == 0
            assert (tmp_path / name).read_text("utf-8").startswith(begin), name
        code, _, err = kg(*command, "-s", small_path, "-o", tmp_path / "a.xlsx")
        assert code == 2
        assert "a.xlsx: unknown format; a file may end in .csv" in one_line(err)


@pytest.mark.parametrize("command", [["ask", "1"], ["query", "SELECT ?act { ?act a fz:Act }"]])
def test_tables_for_excel_begin_with_its_mark(kg: Run, small_path: Path, tmp_path: Path, command: list[str]) -> None:
    plain = kg(*command, "-s", small_path, "--format", "csv")[1]
    assert kg(*command, "-s", small_path, "--format", "csv", "--bom")[1] == "\ufeff" + plain
    assert kg(*command, "-s", small_path, "-o", tmp_path / "a.tsv", "--bom")[0] == 0
    assert (tmp_path / "a.tsv").read_bytes().startswith(b"\xef\xbb\xbf?act")
    assert "--bom is for" in one_line(kg(*command, "-s", small_path, "--json", "--bom")[2])


def test_tables_for_excel_hold_no_formula(kg: Run, small_path: Path) -> None:
    asked = ("query", 'SELECT ("=1+1" AS ?x) ("-2" AS ?y) {}', "-s", small_path, "--format", "csv")
    assert kg(*asked)[1].split() == ["x,y", "=1+1,-2"]
    assert kg(*asked, "--bom")[1].split() == ["\ufeffx,y", "'=1+1,-2"]


def test_the_query_of_a_question_can_be_seen_and_run(kg: Run, small_path: Path, tmp_path: Path) -> None:
    query = kg("ask", "1", "-s", small_path, "--sparql")[1]
    (tmp_path / "q.rq").write_text(query, "utf-8")
    one = kg("query", f"@{tmp_path / 'q.rq'}", "-s", small_path, "--format", "csv")
    # The question's labels are in the language of the run, as in the query it printed.
    assert one[1] == kg("ask", "1", "-s", small_path, "--format", "csv")[1]


def test_what_a_question_counts_can_be_read(kg: Run) -> None:
    out = kg("ask", "penalties", "--about")[1]
    assert "the sum of" in out
    assert "year: Report year" in out


def test_rows_at_the_limit_are_said_to_be_cut(kg: Run, small_path: Path) -> None:
    assert "first 2 rows only" in kg("ask", "1", "-p", "limit=2", "-s", small_path)[2]
    assert kg("-q", "ask", "1", "-p", "limit=2", "-s", small_path)[2] == ""
    nothing = kg("ask", "1", "-p", "year=1999", "-s", small_path)[2]
    assert nothing == "no rows\nthe reports are of the years 2020 to 2022\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask"], 2, "which question?"),
        (["ask", "most-citd-acts"], 2, "did you mean most-cited-acts"),
        (["ask", "where-cited"], 2, "needs act (Act): --param act=…"),
        (["ask", "1", "-p", "yeer=2021"], 2, "did you mean year"),
        (["ask", "1", "-p", "year"], 2, "NAME=VALUE"),
        (["ask", "1", "-p", "year=last"], 2, "must be a year like 2021"),
        (["ask", "1", "-p", f"limit={10**20}"], 2, "the parameter limit is too large: at most 999999999"),
        (["search", "法", "--limit", str(10**20)], 2, "is too large: at most 999999999"),
        (["ask", "1", "-p", "limit=-3"], 2, "must be a whole number above 0, not '-3'"),
        (["query", "nofile.rq"], 2, "for the query in it write @nofile.rq"),
        (["ask", "2", "-p", "act=安全生产发"], 2, "did you mean"),
        (["ask", "2", "-p", "act=条例"], 2, "may be more than one act: 天津市安全生产条例; 重庆市安全生产条例"),
        (["ask", "7", "-p", "agency=应急管理局"], 2, "may be more than one agency"),
        (["ask", "3", "-p", "function=应急"], 0, ""),
        (["ask", "3", "-p", "function=nonsense"], 2, "there is no function"),
        (["ask", "2", "-p", "act=http://x/y"], 2, "the store has no act <http://x/y>"),
        (["ask", "18", "-p", "report=zzz"], 2, "no report called"),
        (["query", "SELECT * { ?s ?p"], 5, "this { is not closed"),
        (["query", "SELECT * { ?s nope:p ?o }"], 5, "nope: is not declared: use one of fz, rdf, rdfs,"),
        (["query", "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }"], 5, "SERVICE is refused"),
        (["query", "DROP ALL"], 5, "read-only"),
        (["query", "SELECT * { " + "{" * 5000 + "}" * 5000 + " }"], 5, "nested too deeply"),
        (["query", "ASK {}", "--format", "ttl"], 2, "no format 'ttl'"),
        (["query", "@missing.rq"], 2, "missing.rq: No such file"),
        (["query", "SELECT * {}", "--format", "pdf"], 2, "pdf"),
        (["query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i && ?b != ?h) }", "--timeout", "0.5"], 6, "time limit of 0.5 s"),
        (["nonsense"], 2, "there is no command 'nonsense'"),
        (["bild"], 2, "did you mean build"),
        (["ask", "--nonsense"], 2, "No such option"),
        (["stats", "missing.kg"], 4, "no store at missing.kg"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_its_exit_code(
    kg: Run, small_path: Path, arguments: list[Any], code: int, words: str
) -> None:
    with_store = arguments if arguments[0] not in ("ask", "query") else [*arguments, "-s", small_path]
    got, _, err = kg(*with_store)
    assert got == code, err
    if words:
        assert words in one_line(err)


def test_an_error_in_chinese(kg: Run, tmp_path: Path) -> None:
    code, _, err = kg("--lang", "zh", "stats", tmp_path / "x.kg")
    assert code == 4
    assert err.startswith("错误：")
    assert "没有图谱" in err


def test_debug_shows_the_traceback(kg: Run, tmp_path: Path) -> None:
    assert "Traceback" in kg("--debug", "stats", tmp_path / "x.kg")[2]
    assert "Traceback" in kg("stats", tmp_path / "x.kg", "--debug")[2]


def test_any_query_in_every_format(kg: Run, small_path: Path) -> None:
    table = kg(
        "query",
        "SELECT ?act ?actLabel { ?act a fz:Act ; rdfs:label ?actLabel } ORDER BY ?act LIMIT 2",
        "-s",
        small_path,
    )[1]
    assert table.splitlines()[0].split() == ["act"]
    every = kg(
        "query", "SELECT ?act ?actLabel { ?act a fz:Act ; rdfs:label ?actLabel } LIMIT 2", "-s", small_path, "--all"
    )[1]
    assert "id:act/" in every or "act:" in every
    graph = "CONSTRUCT { ?s rdfs:label ?l } { ?s a fz:Programme ; rdfs:label ?l }"
    assert "安全生产月" in kg("query", graph, "-s", small_path)[1]
    for format in ("ttl", "nt", "rdfxml", "jsonld", "table"):
        assert kg("query", graph, "-s", small_path, "--format", format)[0] == 0
    assert kg("query", "ASK { ?s a fz:Act }", "-s", small_path)[1] == "true\n"
    assert kg("query", "ASK { ?s a fz:Act }", "-s", small_path, "--json")[1].strip() == '{"head":{},"boolean":true}'


def test_a_cut_answer_says_so(kg: Run, small_path: Path) -> None:
    code, out, err = kg("query", "SELECT * { ?s ?p ?o }", "--max-rows", 3, "--format", "csv", "-s", small_path)
    assert code == 0
    assert out.count("\n") == 4
    assert "cut after 3 rows" in err


def test_an_answer_without_rows_says_so(kg: Run, small_path: Path) -> None:
    assert kg("query", "SELECT ?x { ?x a fz:Nonsense }", "-s", small_path)[2] == "no rows\n"


def test_the_query_may_come_from_standard_input(kg: Run, small_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("﻿ASK {}".encode())))
    assert kg("query", "-", "-s", small_path)[1] == "true\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("ASK { ?s ?p '中' }".encode("gb18030"))))
    code, _, err = kg("query", "-", "-s", small_path)
    assert code == 2
    assert "not UTF-8" in one_line(err)


def test_stats_with_definitions_and_as_json(kg: Run, small_path: Path) -> None:
    code, out, _ = kg("stats", small_path)
    assert code == 0
    assert "reports read and in the graph" in out
    told = json.loads(kg("stats", "-s", small_path, "--json")[1])
    assert told["counts"]["reports"] == 5
    assert told["counts"]["citations"] == 15
    assert "报告" in kg("--lang", "zh", "stats", small_path)[1]


def test_the_store_may_be_named_by_the_environment(kg: Run, small_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(small_path))
    assert kg("stats")[0] == 0


def test_sentences_are_found(kg: Run, small_path: Path) -> None:
    code, out, _ = kg("search", "执法力量", "-s", small_path)
    assert code == 0
    assert "执法力量不足" in out
    hit = json.loads(kg("search", "执法力量", "-s", small_path, "--json")[1])
    assert hit["year"] == 2021
    assert "no sentence" in kg("search", "火星", "-s", small_path)[2]
    assert "no sentence" in kg("search", "执法", "-力量", "-s", small_path)[2]
    assert kg("search", "执法", "-火星", "-s", small_path) == kg("search", "执法", "-s", small_path)
    assert kg("search", "-力量", "-s", small_path)[0] == 2
    assert "No such option" in kg("search", "执法", "--limt", "-s", small_path)[2]


def test_dump_and_load_keep_every_byte(kg: Run, small_path: Path, tmp_path: Path) -> None:
    assert kg("dump", small_path, "-o", tmp_path / "a.nq.gz")[0] == 0
    assert kg("load", tmp_path / "a.nq.gz", "-o", tmp_path / "copy.kg")[0] == 0
    assert kg("dump", tmp_path / "copy.kg")[1] == kg("dump", "-s", small_path, "-o", "-")[1]
    plain = kg("dump", small_path, "--plain", "--format", "ttl")[1]
    assert "fz:evidence" not in plain
    assert kg("load", tmp_path / "missing.ttl", "-o", tmp_path / "x.kg")[0] == 2


def test_what_a_loaded_store_cannot_do_is_one_line(kg: Run, small_path: Path, tmp_path: Path) -> None:
    assert kg("dump", small_path, "-o", tmp_path / "a.nq")[0] == 0
    store = tmp_path / "copy.kg"
    assert kg("load", tmp_path / "a.nq", "-o", store)[0] == 0
    assert kg("ask", "1", "-s", store)[1] == kg("ask", "1", "-s", small_path)[1]
    for command in (
        ["panel", "-o", tmp_path / "p.csv"],
        ["compare", "a", "b"],
        ["export", "agency-act", "-o", tmp_path / "a.gexf"],
    ):
        code, _, err = kg(*command, "-s", store)
        assert code == 4
        assert "was loaded from RDF and has no tables" in one_line(err)
    assert "made from RDF" in one_line(kg("search", "执法", "-s", store)[2])
    (tmp_path / "a.txt").write_text("某市司法局2021年法治政府建设年度报告\n", "utf-8")
    code, _, err = kg("build", tmp_path / "a.txt", "-o", store)
    assert code == 4
    assert "building would replace it" in one_line(err)
    assert "loaded" in kg("stats", store)[2]


def test_a_store_is_validated(kg: Run, small_path: Path) -> None:
    code, out, err = kg("validate", small_path, "--no-shacl")
    assert (code, out) == (0, "5 reports, no violations\n"), err
    assert json.loads(kg("validate", small_path, "--no-shacl", "--json")[1])["violations"] == []
