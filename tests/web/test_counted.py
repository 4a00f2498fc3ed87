"""Panels counted from the tables say what their queries say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from kg.graph.namespaces import CONCEPT
from kg.store import OpenStore
from tests import small_corpus
from web import counted, tallies
from web.app import make
from web.live import Generation, Row
from web.pages import panels

_THINGS = {
    "act": "SELECT ?it (COUNT(?c) AS ?n) { ?c fz:citesAct ?it } GROUP BY ?it ORDER BY DESC(?n) ?it LIMIT 3",
    "agency": "SELECT DISTINCT ?it { ?r fz:issuedBy ?it } ORDER BY ?it LIMIT 6",
    "division": "SELECT DISTINCT ?it { ?r fz:division/skos:broader* ?it } ORDER BY ?it",
    "year": "SELECT DISTINCT ?it { ?r a fz:Report ; fz:year ?it } ORDER BY ?it",
    "quality": "SELECT ('' AS ?it) {}",
    "activity": "SELECT DISTINCT ?it { ?a fz:activityType ?it } ORDER BY ?it LIMIT 8",
}
PAIRS = sorted((f.parent.name, f.stem) for f in (Path(counted.__file__).parent / "panels").glob("*/*.sql"))


@pytest.fixture(scope="module")
def generations(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Generation]]:
    """Of the sample reports, and of small ones that share acts, cite one that was repealed, or come from two agencies."""
    stores = (demo_store, small_corpus.build(tmp_path_factory.mktemp("counted"), small_corpus.understand_joint))
    lives = [make(store, workers=1).extensions["fazhi"].live for store in stores]
    yield [live.newest() for live in lives]
    for live in lives:
        live.close()


def _sorted(rows: list[Row]) -> list[list[tuple[str, object]]]:
    def plain(name: str, value: str) -> object:
        try:
            return name, round(float(value), 6)
        except ValueError:
            return name, value

    return sorted(([plain(n, v) for n, v in sorted(row.items())] for row in rows), key=str)  # type: ignore[misc]


@pytest.mark.parametrize(("kind", "name"), PAIRS)
def test_the_tables_give_what_the_query_gives(generations: list[Generation], kind: str, name: str) -> None:
    question = next(q for q in panels.of_kind(kind) if f"{q.number:02}-{q.name}" == name)
    sql = counted.statement(kind, name)
    assert sql
    answers = 0
    for generation in generations:
        for it in [row["it"] for row in generation.rows(_THINGS[kind])]:
            term = it if kind == "year" else f"<{it}>"
            wanted = generation.rows(question.sparql({"lang": '"zh"', "it": term}))
            found = counted.rows(generation, sql, it)
            assert found is not None
            assert _sorted(found) == _sorted(wanted), it
            answers += len(found)
    assert answers


def test_the_documents_of_an_issuer_count_citations_and_no_shortcut_from_an_agency_or_place(
    generations: list[Generation],
) -> None:
    issued = next(q for q in panels.of_kind("agency") if q.name == "issued")
    query = "SELECT ?it ?act (COUNT(?c) AS ?n) { ?c a fz:Citation ; fz:citesAct ?act . ?act fz:issuer ?it } GROUP BY ?it ?act"
    cited = [row for generation in generations for row in generation.rows(query)]
    assert cited
    for generation in generations:
        for row in generation.rows(query):
            found = generation.rows(issued.sparql({"lang": '"zh"', "it": f"<{row['it']}>"}))
            assert {r["act"]: r["citations"] for r in found}[row["act"]] == row["n"]


def test_a_store_without_tables_is_asked_by_the_query(terms_store: Path) -> None:
    live = make(terms_store).extensions["fazhi"].live
    try:
        sql = counted.statement("activity", "04-counted")
        assert sql
        assert counted.rows(live.newest(), sql, f"{CONCEPT}activity/training") is None
    finally:
        live.close()


def test_a_quote_in_what_is_asked_ends_no_string(generations: list[Generation]) -> None:
    sql = counted.statement("activity", "04-counted")
    assert sql
    assert counted.rows(generations[0], sql, "x' OR '1'='1") == []


@pytest.mark.parametrize(
    ("frame", "pattern"),
    [
        (tallies.acts, "?r fz:hasCitation/fz:citesAct ?it"),
        (tallies.places, "?r fz:division ?it"),
        (tallies.years, "?r a fz:Report ; fz:year ?it"),
        (tallies.activities, "?r fz:hasActivity ?done . ?done fz:activityType ?it ; fz:hasMeasure ?m"),
        (tallies.programmes, "?r fz:hasMention/fz:of ?it . ?it a fz:Programme"),
    ],
)
def test_each_agency_of_a_joint_report_counts_in_the_lists(
    generations: list[Generation], frame: Callable[[OpenStore], pl.DataFrame], pattern: str
) -> None:
    query = f"SELECT ?it (COUNT(DISTINCT ?a) AS ?n) {{ {pattern} . ?r fz:issuedBy ?a }} GROUP BY ?it"
    for generation in generations:
        wanted = {row["it"].removeprefix(f"{CONCEPT}activity/"): int(row["n"]) for row in generation.rows(query)}
        found = frame(generation.store).filter(pl.col("reports") > 0)
        assert dict(found.select("id", "agencies").iter_rows()) == wanted
