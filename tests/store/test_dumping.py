"""A store can be written as RDF and made again from it, without loss, the same bytes each time."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
import rdflib

import kg.store
from kg.errors import StoreError, UsageError
from kg.store import dumping
from tests.support import dumped, toy_build, toy_corpus


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("dump")
    toy_build(toy_corpus(home / "in"), home / "toy.kg")
    return home / "toy.kg"


def test_the_dump_is_sorted_and_has_no_time_in_it(store: Path) -> None:
    lines = dumped(store).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) > 1000
    assert not any(b"endedAtTime>" in line.split(b" ")[1] for line in lines)
    assert not any(line.startswith(b"_:") or b" _:" in line for line in lines)


def test_large_graphs_are_sorted_in_parts(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dumped(store)
    monkeypatch.setattr(dumping, "_PART", 300)
    assert dumped(store) == whole


@pytest.mark.parametrize("name", ["d.nq", "d.trig", "d.jsonld", "d.nq.gz", "d.trig.gz", "D.NQ.GZ"])
def test_dump_load_dump_gives_the_same_bytes(store: Path, tmp_path: Path, name: str) -> None:
    kg.store.dump(kg.store.open(store), tmp_path / name)
    manifest = kg.store.load([tmp_path / name], tmp_path / "loaded.kg")
    assert dumped(tmp_path / "loaded.kg") == dumped(store)
    built = kg.store.open(store).manifest
    assert manifest.base == built.base
    same = set(manifest.counts) - {"triples"}  # the loaded store lacks the time of the build
    assert {n: manifest.counts[n] for n in same} == {n: built.counts[n] for n in same}


@pytest.mark.parametrize("name", ["d.nq", "d.trig", "d.ttl", "d.jsonld", "d.ttl.gz"])
def test_each_format_gives_the_same_bytes_twice(store: Path, tmp_path: Path, name: str) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        kg.store.dump(kg.store.open(store), tmp_path / folder / name)
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_turtle_holds_the_default_graph_and_reads_in_another_parser(store: Path, tmp_path: Path) -> None:
    kg.store.dump(kg.store.open(store), tmp_path / "d.ttl")
    graph = rdflib.Graph().parse(tmp_path / "d.ttl")
    assert len(graph) == kg.store.open(store).manifest.counts["statements"]
    assert "act:中华人民共和国安全生产法" in (tmp_path / "d.ttl").read_text("utf-8")


def test_trig_reads_in_another_parser(store: Path, tmp_path: Path) -> None:
    kg.store.dump(kg.store.open(store), tmp_path / "d.trig")
    dataset = rdflib.Dataset()
    dataset.parse(tmp_path / "d.trig")
    graphs = {str(g.identifier).rpartition("/")[2] for g in dataset.graphs()}
    assert {"ontology", "provenance"} <= graphs


def test_plain_leaves_only_direct_statements(store: Path, tmp_path: Path) -> None:
    file = io.BytesIO()
    kg.store.dump(kg.store.open(store), file, "nq", plain=True)
    graph = rdflib.Graph().parse(data=file.getvalue(), format="nt")
    fz = rdflib.Namespace("https://w3id.org/fazhi/ontology#")
    assert not set(graph.subjects(rdflib.RDF.type, fz.Evidence))
    assert not set(graph.subjects(rdflib.RDF.type, fz.Sentence))
    assert not set(graph.subject_objects(fz.evidence))
    assert len(set(graph.subjects(rdflib.RDF.type, fz.Citation))) == 7
    assert not any("#char=" in str(o) for o in graph.objects())


def test_gzip_holds_no_name_and_no_time(store: Path, tmp_path: Path) -> None:
    kg.store.dump(kg.store.open(store), tmp_path / "d.nq.gz")
    assert gzip.decompress((tmp_path / "d.nq.gz").read_bytes()) == dumped(store)
    assert (tmp_path / "d.nq.gz").read_bytes()[4:8] == b"\0\0\0\0"


def test_json_ld_is_json(store: Path, tmp_path: Path) -> None:
    kg.store.dump(kg.store.open(store), tmp_path / "d.jsonld")
    assert isinstance(json.loads((tmp_path / "d.jsonld").read_bytes()), list)


def test_unknown_formats_are_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nq, trig, ttl, jsonld"):
        kg.store.dump(kg.store.open(store), tmp_path / "d.xlsx")
    with pytest.raises(UsageError, match="is no RDF by its name"):
        kg.store.load([tmp_path / "d.xlsx"], tmp_path / "l.kg")
    with pytest.raises(UsageError, match="there is no such file"):
        kg.store.load([tmp_path / "d.nq"], tmp_path / "l.kg")
    assert not (tmp_path / "l.kg").exists()


def test_a_file_that_cannot_be_written_is_named(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        kg.store.dump(kg.store.open(store), tmp_path / "no" / "d.nq")


def test_wrong_rdf_is_refused_with_its_line_and_the_store_stays(store: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.nt"
    good.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    bad.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> oops .\n", "utf-8")
    kg.store.load([good], tmp_path / "l.kg")
    before = dumped(tmp_path / "l.kg")
    with pytest.raises(UsageError, match=r"bad\.nt line 2: is not right"):
        kg.store.load([bad], tmp_path / "l.kg")
    assert dumped(tmp_path / "l.kg") == before


def test_of_loading_that_fails_nothing_is_left(tmp_path: Path) -> None:
    bad = tmp_path / "bad.nt"
    bad.write_text("oops\n", "utf-8")
    with pytest.raises(UsageError, match="is not right"):
        kg.store.load([bad], tmp_path / "l.kg")
    assert list(tmp_path.iterdir()) == [bad]


def test_loading_never_replaces_reports_unasked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某县司法局2021年法治政府建设工作报告\n贯彻《行政处罚法》。\n", "utf-8")
    kg.store.build([tmp_path / "a.txt"], tmp_path / "s.kg")
    kg.store.dump(kg.store.open(tmp_path / "s.kg"), tmp_path / "s.nq")
    with pytest.raises(StoreError, match="was built from 1 reports, and loading would replace them"):
        kg.store.load([tmp_path / "s.nq"], tmp_path / "s.kg")
    assert kg.store.open(tmp_path / "s.kg").manifest.inputs
    kg.store.load([tmp_path / "s.nq"], tmp_path / "s.kg", replace_reports=True)
    assert not kg.store.open(tmp_path / "s.kg").manifest.inputs


def test_a_loaded_store_has_no_tables_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    kg.store.load([tmp_path / "a.ttl"], tmp_path / "l.kg")
    opened = kg.store.open(tmp_path / "l.kg")
    assert len(opened.graph()) == 1
    with pytest.raises(StoreError, match="was loaded from RDF and has no tables"):
        opened.table("reports")
    with pytest.raises(StoreError, match="no search index"):
        kg.store.search(opened, "安全")


def test_what_users_say_about_times_is_dumped(tmp_path: Path) -> None:
    time = "<http://www.w3.org/ns/prov#endedAtTime>"
    mine = [
        f'<urn:inspection> {time} "2021-05-01" .',
        f'<urn:a> <urn:b> "see {time} ." .',
        f'<urn:inspection> {time} "2022-05-01" <https://w3id.org/fazhi/id/graph/provenance> .',
    ]
    (tmp_path / "a.nq").write_text("\n".join(mine) + "\n", "utf-8")
    kg.store.load([tmp_path / "a.nq"], tmp_path / "l.kg")
    assert sorted(dumped(tmp_path / "l.kg").decode().splitlines()) == sorted(mine)


def test_rdflib_reads_the_same_graph_and_cannot_write(store: Path) -> None:
    opened = kg.store.open(store)
    dataset = opened.rdflib()
    rows = list(dataset.query("SELECT (COUNT(?c) AS ?n) { ?c a fz:Citation }"))
    assert int(rows[0][0]) == opened.manifest.counts["citations"]
    with pytest.raises(Exception, match=r"read-write instances"):
        dataset.add((rdflib.URIRef("urn:a"), rdflib.RDFS.label, rdflib.Literal("b")))
