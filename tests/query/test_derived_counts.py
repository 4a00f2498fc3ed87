"""What is answered from derived counts is what the plain query over all occurrences answers."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.store
from kg.query import ask
from kg.store import OpenStore

NUMBERS = """?report fz:hasActivity ?activity . ?activity fz:activityType ?type ; fz:hasMeasure ?measure .
  ?measure fz:unit ?unit ; fz:value ?value ; fz:year ?year .
  FILTER NOT EXISTS { ?measure fz:change ?change }
  FILTER NOT EXISTS { ?measure fz:partOf ?whole . ?activity fz:hasMeasure ?whole . ?whole fz:unit ?unit }"""
CITED = "?report fz:hasCitation ?citation . ?citation fz:citesAct ?act ."
COUNTS = "(COUNT(DISTINCT ?report) AS ?reports) (COUNT(DISTINCT ?citation) AS ?citations)"
#: Question, the columns that are compared, and the query that counts one by one.
PLAIN = {
    "most-cited-acts": (
        "act reports citations", {"limit": 100_000},
        f"SELECT ?act {COUNTS} {{ {CITED} }} GROUP BY ?act",
    ),
    "acts-by-function": (
        "act agencies reports citations", {"limit": 100_000, "function": "应急管理"},
        f"""SELECT ?act (COUNT(DISTINCT ?agency) AS ?agencies) {COUNTS}
            {{ {CITED} ?report fz:issuedBy ?agency . ?agency fz:function function:emergency-management }} GROUP BY ?act""",
    ),
    "local-regulations": (
        "act reports citations", {"limit": 100_000},
        f"SELECT ?act {COUNTS} {{ {CITED} ?act fz:level level:local_regulation }} GROUP BY ?act",
    ),
    "documents-by-issuer": (
        "issuer documents reports citations", {"limit": 100_000},
        f"""SELECT ?issuer (COUNT(DISTINCT ?act) AS ?documents) (COUNT(DISTINCT ?pair) AS ?reports)
            (COUNT(DISTINCT ?citation) AS ?citations)
            {{ {CITED} ?act fz:level level:document ; fz:issuer ?issuer BIND(CONCAT(STR(?report), " ", STR(?act)) AS ?pair) }}
            GROUP BY ?issuer""",
    ),
    "penalties": (
        "year place cases fines reports", {},
        f"""SELECT ?year ?place (SUM(IF(?unit = "元", 0, ?value)) AS ?cases) (SUM(IF(?unit = "元", ?value, 0)) AS ?fines)
              (COUNT(DISTINCT ?report) AS ?reports)
            {{ {NUMBERS} FILTER(?type = activity:penalty && ?unit IN ("件", "起", "宗", "例", "元"))
               OPTIONAL {{ ?report fz:division ?place }} }} GROUP BY ?year ?place""",
    ),
    "activities-by-year": (
        "activity year unit measures sum reports", {},
        f"""SELECT (?type AS ?activity) ?year ?unit (COUNT(?measure) AS ?measures) (SUM(?value) AS ?sum)
            (COUNT(DISTINCT ?report) AS ?reports) {{ {NUMBERS} }} GROUP BY ?type ?year ?unit""",
    ),
    "agencies-named": (
        "agency named reports mentions", {"limit": 100_000},
        """SELECT ?agency ?named (COUNT(DISTINCT ?report) AS ?reports) (COUNT(DISTINCT ?mention) AS ?mentions)
           { ?report fz:issuedBy ?agency ; fz:hasMention ?mention . ?mention fz:of ?named . ?named a fz:Agency
             FILTER(?named != ?agency) } GROUP BY ?agency ?named""",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    target = tmp_path_factory.mktemp("sample") / "sample.kg"
    kg.store.build([Path("data/sample")], target)
    return kg.store.open(target)


@pytest.mark.parametrize("name", PLAIN)
def test_derived_counts_say_what_occurrences_say(small: OpenStore, sample: OpenStore, name: str) -> None:
    columns, given, query = PLAIN[name]
    for store in (small, sample):
        counted = store.answer(query).records()
        derived = ask(store, name, **given).records()
        assert {tuple(row[c] for c in columns.split()) for row in derived} == {
            tuple(row[c] for c in columns.split()) for row in counted
        }
        assert len(derived) == len(counted)
        assert counted
