"""A store is built from reports, the same on every engine and in every order, and only what changed is read again."""

from __future__ import annotations

import functools
import importlib
import random
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import kg.store
from kg import resources
from kg.records import Record
from kg.store import counting, writing
from tests.formats import gbk
from tests.support import (
    SHARED,
    dumped,
    gold_find,
    gold_record,
    toy_build,
    toy_corpus,
    toy_find,
    toy_record,
    toy_report,
)

BASE = "https://w3id.org/fazhi/id/"
PREFIX = "PREFIX fz: <https://w3id.org/fazhi/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def ask(store: Path, query: str) -> list[tuple[str | None, ...]]:
    answer = kg.store.open(store).graph().query(PREFIX + query)
    return [tuple(v.value if v is not None else None for v in row) for row in answer]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toy_corpus(tmp_path_factory.mktemp("corpus") / "in")


@pytest.fixture(scope="module")
def store(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("store") / "toy.kg"
    toy_build(corpus, target)
    return target


def test_a_build_says_what_it_did(corpus: Path, tmp_path: Path) -> None:
    summary = toy_build(corpus, tmp_path / "s.kg")
    assert (summary.reports, summary.read, summary.kept, summary.dropped, summary.exit_code) == (4, 4, 0, 0, 0)
    again = toy_build(corpus, tmp_path / "s.kg")
    assert (again.reports, again.read, again.kept) == (4, 0, 4)


def test_reports_have_readable_names_and_masked_ones_their_hash(store: Path) -> None:
    names = {row[0].removeprefix(BASE) for row in ask(store, "SELECT ?r { ?r a fz:Report }") if row[0]}
    assert {
        "report/重庆市巴南区应急管理局-2020",
        "report/重庆市巴南区应急管理局-2021",
        "report/天津市河东区应急管理局-2021",
    } < names
    (masked,) = names - {n for n in names if "应急管理局" in n}
    assert masked.endswith("-2021")
    assert len(masked) == len("report/") + 12 + len("-2021")


def test_every_citation_leads_to_its_characters(store: Path) -> None:
    rows = ask(
        store,
        "SELECT ?sha ?start ?end ?exact ?text { ?r fz:hasCitation ?c ; fz:sha256 ?sha . ?c fz:evidence ?e . "
        "?e fz:start ?start ; fz:end ?end ; fz:exact ?exact ; fz:sentence/fz:text ?text }",
    )
    assert len(rows) == 7
    opened = kg.store.open(store)
    for sha, start, end, exact, sentence in rows:
        assert sha is not None
        assert start is not None
        assert end is not None
        assert exact is not None
        assert sentence is not None
        assert opened.text(sha)[int(start) : int(end)] == exact
        assert exact in sentence


def test_citation_counts_equal_what_the_citations_say(store: Path) -> None:
    derived = ask(
        store,
        "SELECT ?agency ?act ?year ?n ?r { ?c a fz:CitationCount ; fz:agency ?agency ; fz:act ?act ; fz:citations ?n ; "
        "fz:reports ?r OPTIONAL { ?c fz:year ?year } } ORDER BY ?agency ?act ?year",
    )
    plain = ask(
        store,
        "SELECT ?agency ?act ?year (COUNT(?c) AS ?n) (COUNT(DISTINCT ?report) AS ?r) { ?report fz:issuedBy ?agency ; "
        "fz:hasCitation ?c . ?c fz:citesAct ?act OPTIONAL { ?report fz:year ?year } } "
        "GROUP BY ?agency ?act ?year ORDER BY ?agency ?act ?year",
    )
    assert derived == plain
    assert len(derived) == 7


def test_shortcuts_equal_what_the_citations_say(store: Path) -> None:
    shortcut = ask(store, "SELECT ?a ?x { ?a a fz:Agency ; fz:citesAct ?x } ORDER BY ?a ?x")
    plain = ask(store, "SELECT DISTINCT ?a ?x { ?r fz:issuedBy ?a ; fz:hasCitation/fz:citesAct ?x } ORDER BY ?a ?x")
    assert shortcut == plain


def test_the_counts_in_the_manifest_are_those_of_the_graph(store: Path) -> None:
    opened = kg.store.open(store)
    counted = counting.count(opened.rows)
    assert {name: opened.manifest.counts[name] for name in counted} == counted
    assert [c.name for c in kg.store.stats(opened)] == list(counting.DEFINITIONS)


def test_the_tables_say_what_the_graph_says(store: Path) -> None:
    opened = kg.store.open(store)
    citations = opened.table("citations").collect()
    assert citations.height == opened.manifest.counts["citations"]
    in_graph = ask(store, "SELECT ?r (STR(?c) AS ?i) ?act { ?r fz:hasCitation ?c . ?c fz:citesAct ?act }")
    assert {(r, f"{r}#{c}", a) for r, c, a in citations.select("report", "citation", "act").iter_rows()} == set(
        in_graph
    )
    measures = opened.table("measures").collect()
    assert sorted(measures["value"]) == [3.0, 8.0, 15.0, 120.0, 200.0]
    assert set(measures.filter(activity_type="inspection")["division_name"]) == {"重庆市巴南区"}
    reports = opened.table("reports").collect()
    assert dict(zip(reports["file"], reports["province"], strict=True))["hedong-2021.txt"] == "天津市"


def test_an_unknown_table_is_named_with_those_there_are(store: Path) -> None:
    with pytest.raises(kg.errors.StoreError, match=r"no table 'birds'.*citations"):
        kg.store.open(store).table("birds")


@pytest.mark.parametrize("jobs", [1, 2])
def test_worker_processes_give_the_same_graph(corpus: Path, store: Path, tmp_path: Path, jobs: int) -> None:
    toy_build(corpus, tmp_path / "p.kg", engine="processes", jobs=jobs)
    assert dumped(tmp_path / "p.kg") == dumped(store)


def test_the_order_of_the_inputs_does_not_matter(corpus: Path, store: Path, tmp_path: Path) -> None:
    def shuffled(paths: Any) -> list[Any]:
        found = toy_find(paths)
        random.Random(7).shuffle(found)
        return found

    kg.store.build([corpus], tmp_path / "o.kg", find=shuffled, understand=toy_record)
    assert dumped(tmp_path / "o.kg") == dumped(store)


def test_the_same_bytes_twice_are_one_report_and_the_copy_is_listed(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    shutil.copy(source / "banan-2020.txt", source / "copy.txt")
    summary = toy_build(source, tmp_path / "s.kg")
    assert summary.reports == 4
    assert summary.exit_code == 0  # nothing is lost
    assert [(i.file, i.reason) for i in summary.left_out] == [
        ("copy.txt", "copy.txt: has the same bytes as banan-2020.txt")
    ]


def test_two_reports_of_one_agency_and_year_are_both_kept_apart(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    (source / "other.txt").write_text(
        toy_report("重庆市巴南区应急管理局", 2021, "再学《安全生产法》，检查7家次"), "utf-8"
    )
    toy_build(source, tmp_path / "s.kg")
    rows = ask(
        tmp_path / "s.kg",
        "SELECT ?r ?n { ?r fz:issuedBy/rdfs:label ?l ; fz:year 2021 ; fz:hasActivity/fz:hasMeasure/fz:value ?n FILTER(STRSTARTS(?l, '重庆市巴南区应急')) }",
    )
    names = {row[0]: row[1] for row in rows}
    assert sorted(names.values(), key=str) == ["200", "7"]
    plain = f"{BASE}report/重庆市巴南区应急管理局-2021"
    assert plain in names
    (other,) = set(names) - {plain}
    assert other is not None
    assert other.startswith(plain + "-")
    assert len(other) == len(plain) + 9
    counts = ask(
        tmp_path / "s.kg",
        f"SELECT ?n ?m {{ ?c fz:agency <{BASE}agency/重庆市巴南区应急管理局> ; fz:year 2021 ; fz:act <{BASE}act/中华人民共和国安全生产法> ; fz:citations ?n ; fz:reports ?m }}",
    )
    assert counts == [("2", "2")]
    assert kg.store.validate(kg.store.open(tmp_path / "s.kg")).violations == ()


def test_an_unreadable_input_is_left_out_and_the_rest_is_built(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    (source / "void.txt").write_text("", "utf-8")
    summary = toy_build(source, tmp_path / "s.kg")
    assert summary.reports == 4
    assert [i.reason for i in summary.left_out] == ["void.txt: is empty"]
    assert kg.store.open(tmp_path / "s.kg").manifest.left_out == summary.left_out


def test_files_whose_names_are_not_utf_8_are_built_and_found_again(corpus: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in" / gbk("年报"), tmp_path / "s.kg"
    source.mkdir(parents=True)
    shutil.copy(corpus / "masked.txt", source / gbk("甲县.txt"))
    (source / gbk("坏.zip")).write_bytes(b"PK\x03\x04")
    (source / gbk("徽标.png")).write_bytes(b"")
    for read in (1, 0):
        summary = kg.store.build([source.parent], target, understand=toy_record)
        assert (summary.reports, summary.read, summary.dropped) == (1, read, 0)
        assert [i.file for i in kg.store.open(target).manifest.inputs] == ["年报/甲县.txt"]
        assert [i.file for i in summary.left_out] == ["年报/坏.zip", "年报/徽标.png"]
        assert all(i.reason.startswith(i.file) for i in summary.left_out)
    (source / gbk("甲县.txt")).unlink()
    assert kg.store.build([source.parent], target, understand=toy_record, prune=True).dropped == 1


def test_an_input_that_breaks_the_program_is_left_out_too(corpus: Path, tmp_path: Path) -> None:
    def careless(found: Any) -> Record:
        if found.file == "masked.txt":
            raise ZeroDivisionError("division by zero")
        return toy_record(found)

    summary = kg.store.build([corpus], tmp_path / "s.kg", find=toy_find, understand=careless)
    assert summary.reports == 3
    assert "ZeroDivisionError: division by zero" in summary.left_out[0].reason


def test_a_report_that_would_break_the_shapes_is_left_out(corpus: Path, tmp_path: Path) -> None:
    def wrong(found: Any) -> Record:
        record = toy_record(found)
        if found.file == "banan-2020.txt":
            from dataclasses import replace

            return replace(record, report=replace(record.report, issued="2021-02-31x"))
        return record

    summary = kg.store.build([corpus], tmp_path / "s.kg", find=toy_find, understand=wrong)
    assert summary.reports == 3
    assert "break the rules of the ontology" in summary.left_out[0].reason
    assert kg.store.validate(kg.store.open(tmp_path / "s.kg")).conforms


def test_another_base_gives_other_names(corpus: Path, tmp_path: Path) -> None:
    toy_build(corpus, tmp_path / "s.kg", base="https://example.org/kg/")
    opened = kg.store.open(tmp_path / "s.kg")
    assert opened.base == "https://example.org/kg/"
    assert b"https://w3id.org/fazhi/id/" not in dumped(tmp_path / "s.kg")
    assert opened.prefixes["act"] == "https://example.org/kg/act/"


def test_a_store_inside_the_folder_of_reports_is_not_read_as_reports(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    toy_build(source, source / "s.kg")
    summary = toy_build(source, source / "s.kg")
    assert (summary.reports, summary.read, summary.left_out) == (4, 0, ())


# -- building again ------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["changed", "anew"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of building again: changing a copy of the last build, and loading all shards."""
    monkeypatch.setattr(writing, "CHANGES_UP_TO", 99 if request.param == "changed" else -1)
    return str(request.param)


def test_added_changed_and_removed_reports_give_what_a_build_from_nothing_gives(
    corpus: Path, tmp_path: Path, way: str
) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    toy_build(source, tmp_path / "a.kg")
    (source / "new.txt").write_text(toy_report("重庆市巴南区司法局", 2022, "宣传《民法典》", "检查9家次"), "utf-8")
    (source / "banan-2021.txt").write_text(toy_report("重庆市巴南区应急管理局", 2021, "落实《行政处罚法》"), "utf-8")
    (source / "hedong-2021.txt").unlink()
    summary = toy_build(source, tmp_path / "a.kg", prune=True)
    assert (summary.reports, summary.read, summary.kept, summary.dropped) == (4, 2, 2, 1)
    toy_build(source, tmp_path / "b.kg")
    assert dumped(tmp_path / "a.kg") == dumped(tmp_path / "b.kg")
    ours, fresh = kg.store.open(tmp_path / "a.kg"), kg.store.open(tmp_path / "b.kg")
    assert ours.manifest.counts == fresh.manifest.counts
    assert ours.manifest.data == fresh.manifest.data
    for name in ("reports", "citations", "measures", "mentions", "acts", "agencies", "divisions"):
        assert ours.table(name).collect().equals(fresh.table(name).collect()), name
    for words in ("安全生产法", "行政处罚法", "民法典", "检查"):
        assert kg.store.search(ours, words) == kg.store.search(fresh, words), words


def test_any_row_of_changes_ends_where_a_build_from_nothing_does(corpus: Path, tmp_path: Path, way: str) -> None:
    rng = random.Random(11)
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    toy_build(source, tmp_path / "a.kg")
    agencies = ["重庆市巴南区应急管理局", "重庆市巴南区司法局", None]
    acts = ["《安全生产法》", "《民法典》", "《关于加强执法的通知》", "《行政处罚法》"]
    for step in range(5):
        for name in rng.sample(["r1", "r2", "r3", "banan-2020", "masked"], 2):
            file = source / f"{name}.txt"
            if file.exists() and rng.random() < 0.4:
                file.unlink()
            else:
                said = [f"学习{rng.choice(acts)}" for _ in range(rng.randrange(3))] + [
                    f"检查{rng.randrange(99)}家次{step}"
                ]
                file.write_text(toy_report(rng.choice(agencies), rng.choice([2020, 2021]), *said), "utf-8")
        toy_build(source, tmp_path / "a.kg", prune=True)
        shutil.rmtree(tmp_path / "b.kg", ignore_errors=True)
        toy_build(source, tmp_path / "b.kg")
        assert dumped(tmp_path / "a.kg") == dumped(tmp_path / "b.kg")
        opened = kg.store.open(tmp_path / "a.kg")
        assert opened.manifest.counts["triples"] == len(opened.graph())
    assert kg.store.validate(opened, shacl=False).conforms


def test_without_prune_reports_that_were_not_named_stay(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus / "banan-2020.txt", target)
    summary = toy_build(corpus / "hedong-2021.txt", target)
    assert (summary.reports, summary.read, summary.kept, summary.dropped) == (2, 1, 1, 0)
    assert toy_build(corpus / "hedong-2021.txt", target, prune=True).reports == 1


def test_a_changed_file_replaces_its_report(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    toy_build(source, tmp_path / "s.kg")
    (source / "masked.txt").write_text(toy_report(None, 2021, "处罚4起"), "utf-8")
    summary = toy_build(source, tmp_path / "s.kg")
    assert (summary.reports, summary.read, summary.kept, summary.dropped) == (4, 1, 3, 0)
    values = {row[0] for row in ask(tmp_path / "s.kg", "SELECT ?v { ?m fz:value ?v }")}
    assert "4" in values
    assert "3" not in values


def test_a_file_that_moved_is_not_read_again(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(corpus, source)
    toy_build(source, tmp_path / "s.kg")
    source.rename(tmp_path / "elsewhere")
    summary = toy_build(tmp_path / "elsewhere", tmp_path / "s.kg")
    assert (summary.reports, summary.read, summary.dropped) == (4, 0, 0)


def test_reports_are_read_again_when_the_software_changes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_build(corpus, tmp_path / "s.kg")
    before = dumped(tmp_path / "s.kg")
    monkeypatch.setattr("kg.store.building.fingerprint", lambda base, overrides: "newer")
    summary = toy_build(corpus / "masked.txt", tmp_path / "s.kg")
    assert (summary.reports, summary.read) == (4, 4)
    assert dumped(tmp_path / "s.kg") == before


def test_reports_whose_files_are_gone_stay_when_the_software_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "in", tmp_path / "s.kg"
    shutil.copytree(resources.folder("data") / "sample", source)
    text = "杭州市司法局\n2021年法治政府建设年度报告\n一、主要举措\n落实《行政处罚法》，检查12家次。\n"
    (source / "gbk.txt").write_bytes(text.encode("gb18030"))
    with zipfile.ZipFile(source / "packed.zip", "w") as archive:
        archive.writestr("inside.md", text.replace("2021", "2020"))
    kg.store.build([source], target)
    before = dumped(target)
    files = {i.file for i in kg.store.open(target).manifest.inputs}
    (source / "gbk.txt").unlink()
    with zipfile.ZipFile(source / "packed.zip", "w") as archive:
        archive.writestr("other.md", "")
    (source / "01-banan-2021.txt").rename(tmp_path / "named.txt")
    (source / "02-changning-2022.txt").write_text("another report", "utf-8")
    monkeypatch.setattr("kg.store.building.fingerprint", lambda base, overrides: "newer")
    summary = kg.store.build([source / "05-wansheng-2022.txt"], target)
    assert (summary.reports, summary.read, summary.left_out) == (len(files), len(files), ())
    assert set(summary.unnamed) == files - {"05-wansheng-2022.txt"}
    assert dumped(target) == before
    shutil.rmtree(target / "current" / "shards")
    again = kg.store.build([source / "05-wansheng-2022.txt"], target)
    assert (again.read, again.left_out, dumped(target)) == (len(files), (), before)


def test_another_way_of_understanding_has_reports_read_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(understand: Any) -> tuple[int, int]:
        summary = kg.store.build([corpus], tmp_path / "s.kg", find=toy_find, understand=understand)
        return summary.read, summary.kept

    assert build(toy_record) == (4, 0)
    assert build(toy_record) == (0, 4)
    assert build(functools.partial(toy_record)) == (4, 0)
    monkeypatch.syspath_prepend(tmp_path)
    module = tmp_path / "understanding_of_mine.py"
    for body in ("return toy_record(found)", "return  toy_record(found)  # better"):
        module.write_text(f"from tests.support import toy_record\n\n\ndef mine(found):\n    {body}\n")
        sys.modules.pop(module.stem, None)
        importlib.invalidate_caches()
        mine = importlib.import_module(module.stem).mine
        assert build(mine) == (4, 0)
        assert build(mine) == (0, 4)


def test_the_base_stays_until_another_is_named(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target, base="https://example.org/kg/")
    assert toy_build(corpus, target).read == 0
    assert kg.store.open(target).base == "https://example.org/kg/"
    assert toy_build(corpus, target, base=BASE).read == 4
    assert kg.store.open(target).base == BASE


# -- real reports --------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated reports are not on this machine")
def test_the_annotated_reports_make_a_store_without_violations(tmp_path: Path) -> None:
    kg.store.build([SHARED / "reports"], tmp_path / "g.kg", find=gold_find, understand=gold_record)
    opened = kg.store.open(tmp_path / "g.kg")
    assert opened.manifest.counts["reports"] == 5
    assert kg.store.validate(opened).violations == ()


def test_corrections_are_applied_recorded_and_taken_back(corpus: Path, tmp_path: Path) -> None:
    target, table = tmp_path / "s.kg", tmp_path / "o.tsv"
    table.write_text("what\tcorrection\tauthor\treason\n民法典\t中华人民共和国婚姻法\tLi Wen\ttest\n", "utf-8")
    toy_build(corpus, target)
    before = dumped(target)
    assert toy_build(corpus, target, overrides=table).uncorrected == ()
    rows = ask(target, "SELECT ?n { ?c fz:rule 'override' ; fz:remark ?n ; fz:citesAct ?a . ?a fz:repealedOn ?day }")
    assert rows == [("corrected by Li Wen: test",)]
    used = "SELECT ?t { GRAPH ?g { ?b <http://www.w3.org/ns/prov#used> ?t } }"
    assert ask(target, used) == [(f"urn:sha256:{kg.store.open(target).manifest.overrides}",)]
    assert kg.store.validate(kg.store.open(target)).conforms
    assert toy_build(corpus, target).uncorrected == ("hedong-2021.txt",)
    assert dumped(target) == before
    assert toy_build(corpus, target).uncorrected == ()
