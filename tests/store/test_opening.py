"""Opening a store is quick and light, and what it holds about itself is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg.store
from kg.errors import StoreError
from kg.graph import terms
from kg.store import manifest as manifests
from kg.store import tables
from kg.store.layout import FORMAT
from tests.support import toy_build, toy_corpus


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("open")
    toy_build(toy_corpus(home / "in"), home / "s.kg")
    return home / "s.kg"


def test_asking_a_store_loads_nothing_heavy(store: Path) -> None:
    script = (
        "import sys, kg.store\n"
        f"s = kg.store.open({str(store)!r})\n"
        "assert s.graph().query('ASK { ?s ?p ?o }')\n"
        "assert s.manifest.counts and s.text(s.manifest.inputs[0].sha256)\n"
        "print([m for m in ('rdflib', 'polars', 'spacy', 'jieba', 'rjieba', 'flask', 'networkx') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert run.stdout.strip() == "[]"


def test_the_manifest_lies_in_the_store_and_tells_all_inputs(store: Path) -> None:
    manifest = manifests.read(store)
    assert manifest == kg.store.open(store).manifest
    assert manifest.format == FORMAT
    assert [i.file for i in manifest.inputs] == sorted(
        (i.file for i in manifest.inputs), key=lambda f: {i.file: (i.name, i.sha256) for i in manifest.inputs}[f]
    )
    for item in manifest.inputs:
        assert len(item.sha256) == 64
        assert item.report.startswith(manifest.base + "report/")
    assert manifest.software
    assert manifest.built.endswith("Z")


def test_what_is_written_into_statements_comes_out_of_them_into_tables() -> None:
    for value in ("a\\nb", "a\nb", 'say "no"', "a\\", "\\\\n\r", "。"):
        assert tables._cell(terms.text(value), "text") == value


def test_a_text_that_the_store_lacks_is_named(store: Path) -> None:
    with pytest.raises(StoreError, match="no text of a file with the hash 00"):
        kg.store.open(store).text("00" * 32)


def test_the_store_says_what_it_holds_and_whence_in_rdf(store: Path) -> None:
    opened = kg.store.open(store)
    query = """
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?triples ?n { GRAPH ?g {
            <https://w3id.org/fazhi/id/dataset> void:triples ?triples ; void:classPartition ?p .
            ?p void:class <https://w3id.org/fazhi/ontology#Citation> ; void:entities ?n } }"""
    ((triples, citations),) = [(int(r["triples"].value), int(r["n"].value)) for r in opened.graph().query(query)]
    assert triples == opened.manifest.counts["triples"] == len(opened.graph())
    assert citations == opened.manifest.counts["citations"]
    derived = "PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?r ?f { GRAPH ?g { ?r prov:wasDerivedFrom ?f } }"
    found = {(r["r"].value, r["f"].value) for r in opened.graph().query(derived)}
    assert found == {(i.report, f"urn:sha256:{i.sha256}") for i in opened.manifest.inputs}


def test_the_store_declares_the_prefixes_to_ask_it_with(store: Path) -> None:
    opened = kg.store.open(store)
    query = """PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?prefix ?namespace { GRAPH ?g {
        <https://w3id.org/fazhi/id/dataset> sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] } }"""
    assert {r["prefix"].value: r["namespace"].value for r in opened.graph().query(query)} == opened.prefixes


def test_the_saved_questions_are_in_the_store(store: Path) -> None:
    from kg import resources

    query = "SELECT ?q ?text { GRAPH ?g { ?q <http://www.w3.org/ns/shacl#select> ?text } }"
    files = sorted((resources.folder("ontology") / "questions").glob("*.rq"))
    rows = list(kg.store.open(store).graph().query(query))
    assert {row["text"].value for row in rows} == {f.read_text("utf-8") for f in files}


def test_shards_are_n_quads_that_anyone_can_read(store: Path) -> None:
    import gzip

    import rdflib

    shards = sorted((store / "current" / "shards").rglob("*.nq.gz"))
    assert len(shards) == 4
    dataset = rdflib.Dataset()
    for shard in shards:
        dataset.parse(data=gzip.decompress(shard.read_bytes()).decode(), format="nquads")
    assert len(dataset) > 100
