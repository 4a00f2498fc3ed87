"""Records found by the tables are those that the graph gives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from web import evidence, found
from web.app import make
from web.live import Generation

_VALUES = {
    "report": "SELECT DISTINCT ?v { ?v a fz:Report } ORDER BY ?v LIMIT 2",
    "agency": "SELECT DISTINCT ?v { ?r fz:issuedBy ?v } ORDER BY DESC(?v) LIMIT 3",
    "also": "SELECT DISTINCT ?v { ?r fz:issuedBy ?v } ORDER BY DESC(?v) LIMIT 3",
    "division": "SELECT DISTINCT ?v { ?r fz:division ?v } ORDER BY ?v LIMIT 2",
    "within": "SELECT DISTINCT ?v { ?r fz:division/skos:broader+ ?v } ORDER BY ?v LIMIT 2",
    "province": "SELECT DISTINCT ?v { ?r fz:division/fz:province ?v } ORDER BY ?v LIMIT 2",
    "function": "SELECT DISTINCT ?v { ?r fz:issuedBy/fz:function ?v } LIMIT 2",
    "year": "SELECT DISTINCT ?v { ?r a fz:Report ; fz:year ?v }",
    "act": "SELECT ?v { ?c fz:citesAct ?v } GROUP BY ?v ORDER BY DESC(COUNT(?c)) ?v LIMIT 2",
    "version": "SELECT DISTINCT ?v { ?c fz:citesVersion ?v } ORDER BY ?v LIMIT 3",
    "level": "SELECT DISTINCT ?v { ?c fz:citesAct/fz:level ?v }",
    "resolution": "SELECT DISTINCT ?v { ?c fz:resolution ?v }",
    "status": "SELECT DISTINCT ?v { ?c fz:status ?v }",
    "with": "SELECT ?v { ?c fz:citesAct ?v } GROUP BY ?v ORDER BY DESC(COUNT(?c)) ?v LIMIT 1",
    "programme": "SELECT ?v { ?c fz:of ?v . ?v a fz:Programme } GROUP BY ?v ORDER BY DESC(COUNT(?c)) ?v LIMIT 2",
    "named": "SELECT ?v { ?c fz:of ?v . ?v a fz:Agency } GROUP BY ?v ORDER BY DESC(COUNT(?c)) ?v LIMIT 2",
    "activity": "SELECT DISTINCT ?v { ?a fz:activityType ?v } ORDER BY ?v LIMIT 4",
    "unit": "SELECT DISTINCT ?v { ?m fz:unit ?v } ORDER BY ?v LIMIT 3",
    "counted": "SELECT DISTINCT ?v { ?m fz:counted ?v } ORDER BY ?v LIMIT 3",
    "measured": "SELECT DISTINCT ?v { ?m a fz:Measure ; fz:year ?v } LIMIT 3",
    "role": "SELECT DISTINCT ?v { ?s fz:section/fz:role ?v }",
    "item": "SELECT ?v { { ?r fz:hasCitation ?v } UNION { ?r fz:hasMention ?v } UNION { ?a fz:hasMeasure ?v } } ORDER BY ?v LIMIT 90",
}


@pytest.fixture(scope="module")
def generation(demo_store: Path) -> Iterator[Generation]:
    live = make(demo_store).extensions["fazhi"].live
    yield live.newest()
    live.close()


def same(generation: Generation, filters: dict[str, str]) -> int:
    """How many records fit; the tables and the graph must give the same ones, in the same order."""
    asked = evidence.query(filters, limit=10_000)
    rows = list(dict.fromkeys(row["item"] for row in generation.rows(asked.rows, max_rows=20_000)))
    known = found.records(generation, filters, 10_000, 0)
    assert known is not None, filters
    counted = generation.rows(asked.count)[0]
    assert (known.total, known.reports) == (int(counted["n"]), int(counted["reports"])), filters
    assert list(known.items) == rows, filters
    read = generation.rows(evidence.of_items(known.items[:20], asked.kind)) if rows else []
    assert list(dict.fromkeys(row["item"] for row in read)) == rows[:20]
    return known.total


@pytest.mark.parametrize("name", sorted(_VALUES))
def test_one_filter(generation: Generation, name: str) -> None:
    values = [row["v"] for row in generation.rows(_VALUES[name])]
    if name == "item":
        values = values[::11]
    totals = [same(generation, {name: value}) for value in values]
    assert totals
    assert any(totals)


def test_filters_together_and_without_boilerplate(generation: Generation) -> None:
    year = {"year": generation.rows(_VALUES["year"])[0]["v"]}
    for more, kind in product(({}, {"boilerplate": "exclude"}), ("citation", "mention", "measure")):
        assert same(generation, {**year, **more, "kind": kind})


def test_what_is_mentioned_and_several_concepts(generation: Generation) -> None:
    reporting = generation.rows(_VALUES["agency"])
    for row in reporting:
        own = {"agency": row["v"], "mentioned": "agency"}
        assert same(generation, own) == same(generation, {**own, "besides": row["v"]}) + same(
            generation, {**own, "named": row["v"]}
        )
    each = [same(generation, {"kind": "mention", "mentioned": name}) for name in ("agency", "programme")]
    assert sum(each) == same(generation, {"kind": "mention"})
    levels = [same(generation, {"level": level}) for level in ("law", "local_regulation")]
    assert sum(levels) == same(generation, {"level": "law,local_regulation"})
    assert all((*each, *levels))
    with pytest.raises(evidence.Unfit, match="one of agency, programme"):
        evidence.query({"mentioned": "other"})


def test_figures_of_one_unit_come_to_the_sums_of_the_graph(generation: Generation) -> None:
    totals = generation.rows(
        """SELECT ?a ?unit (SUM(?numbers) AS ?n) (SUM(?sum) AS ?total) {
        ?t a fz:ActivityTotal ; fz:activityType ?a ; fz:unit ?unit ; fz:measures ?numbers ; fz:sum ?sum } GROUP BY ?a ?unit"""
    )
    assert totals
    for row in totals:
        known = found.records(generation, {"activity": row["a"], "unit": row["unit"]}, 20, 0)
        assert known is not None
        assert known.added == (int(row["n"]), pytest.approx(float(row["total"]))), row
    rates = found.records(generation, {"activity": "training", "unit": "%"}, 20, 0)
    assert rates is not None
    assert rates.added is None


def test_what_the_tables_do_not_know_is_left_to_the_graph(generation: Generation, terms_store: Path) -> None:
    assert found.records(generation, {"title": "x"}, 20, 0) is None
    live = make(terms_store).extensions["fazhi"].live
    assert found.records(live.newest(), {"year": "2021"}, 20, 0) is None
    live.close()


def test_records_that_lack_a_value_are_found_as_the_others(generation: Generation) -> None:
    for name, values in (
        ("status", ("in-force", "amended", "pending", "repealed", "unknown")),
        ("version", ()),
        ("level", ()),
    ):
        lacking = same(generation, {name: "none"})
        assert lacking
        if values:
            every = same(generation, {"kind": "citation"})
            assert lacking + sum(same(generation, {name: value}) for value in values) == every
