"""What is answered from derived counts is what the plain query over all occurrences answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import kg.store
from kg.catalogue.indicators import rates
from kg.graph import tokens
from kg.query import ask, question
from kg.store import OpenStore

RATES = ", ".join(f'"{unit}"' for unit in sorted(rates()))
#: Numbers of the report's own year that are no change, rate, or part of a number of the same type and unit.
NUMBERS = f"""?report fz:issuedBy ?agency ; fz:year ?year ; fz:hasActivity ?activity .
  ?activity fz:activityType ?type ; fz:hasMeasure ?measure .
  ?measure fz:unit ?unit ; fz:value ?value ; fz:year ?year . OPTIONAL {{ ?measure fz:counted ?counted }}
  FILTER NOT EXISTS {{ ?measure fz:change ?change }} FILTER(?unit NOT IN ({RATES}))
  FILTER NOT EXISTS {{ ?measure fz:partOf+ ?whole . ?whole fz:unit ?unit . ?above fz:hasMeasure ?whole ; fz:activityType ?type }}
  OUTSIDE(?measure)"""
PENALTIES = """?report fz:issuedBy ?agency ; fz:year ?year ; fz:hasActivity/fz:hasMeasure ?measure .
  ?measure fz:countsFor ?indicator ; fz:value ?value . FILTER(?indicator IN (indicator:cases, indicator:fines))
  OPTIONAL { ?measure fz:counted ?counted } OPTIONAL { ?measure fz:unit ?unit } OPTIONAL { ?report fz:division ?place }
  OUTSIDE(?measure)"""
CITED = "?report fz:hasCitation ?citation . ?citation fz:citesAct ?act . OUTSIDE(?citation)"
COUNTS = "(COUNT(DISTINCT ?report) AS ?reports) (COUNT(DISTINCT ?citation) AS ?citations)"


def outside(query: str, boilerplate: str) -> str:
    """Only what stands outside boilerplate, or all of it."""
    left_out = r"FILTER NOT EXISTS { \1 fz:evidence/fz:sentence/fz:boilerplate ?mark }"
    return re.sub(r"OUTSIDE\((\?\w+)\)", left_out if boilerplate == "exclude" else "", query)


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
        f"""SELECT ?year ?place ?cases ?fines ?reports {{
              {{ SELECT ?year ?place (COUNT(DISTINCT ?report) AS ?reports) {{ {PENALTIES} }} GROUP BY ?year ?place }}
              OPTIONAL {{ SELECT ?year ?place (SUM(?value) AS ?cases) {{ SELECT DISTINCT ?agency ?year ?place ?counted ?unit ?value
                {{ {PENALTIES} FILTER(?indicator = indicator:cases) }} }} GROUP BY ?year ?place }}
              OPTIONAL {{ SELECT ?year ?place (SUM(?value) AS ?fines) {{ SELECT DISTINCT ?agency ?year ?place ?counted ?unit ?value
                {{ {PENALTIES} FILTER(?indicator = indicator:fines) }} }} GROUP BY ?year ?place }} }}""",
    ),
    "activities-by-year": (
        "activity year unit measures sum reports", {},
        f"""SELECT (?type AS ?activity) ?year ?unit ?measures ?sum ?reports {{
              {{ SELECT ?type ?year ?unit (COUNT(DISTINCT ?report) AS ?reports) {{ {NUMBERS} }} GROUP BY ?type ?year ?unit }}
              {{ SELECT ?type ?year ?unit (COUNT(?value) AS ?measures) (SUM(?value) AS ?sum)
                {{ SELECT DISTINCT ?agency ?type ?year ?unit ?counted ?value {{ {NUMBERS} }} }} GROUP BY ?type ?year ?unit }} }}""",
    ),
    "agencies-named": (
        "agency named reports mentions", {"limit": 100_000},
        """SELECT ?agency ?named (COUNT(DISTINCT ?report) AS ?reports) (COUNT(DISTINCT ?mention) AS ?mentions)
           { ?report fz:issuedBy ?agency ; fz:hasMention ?mention . ?mention fz:of ?named . ?named a fz:Agency
             FILTER(?named != ?agency) } GROUP BY ?agency ?named""",
    ),
}  # fmt: skip


#: The same sentences in the reports of two agencies, in two years of one of them, twice in one report, and beside others.
SHARED = "全年实施行政处罚12起，罚款34万元，学习《中华人民共和国安全生产法》和《中华人民共和国民法典》。"
COPIED = {
    "甲县": (2021, f"{SHARED}{SHARED}开展执法检查300家次。另罚款2万元，按照《中华人民共和国民法典》办理。"),
    "乙县": (2021, f"{SHARED}开展执法检查200家次，学习《中华人民共和国行政处罚法》，培训3场。"),
    "丙县": (2022, "全年没有收到行政复议申请，行政处罚0件，办结率100%，满意率96%。"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    target = tmp_path_factory.mktemp("sample") / "sample.kg"
    kg.store.build([Path("data/sample")], target)
    return kg.store.open(target)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    folder = tmp_path_factory.mktemp("copied")
    for place, (year, words) in COPIED.items():
        text = f"{place}司法局{year}年法治政府建设情况报告\n一、主要举措和成效\n{words}\n{place}司法局\n{year + 1}年1月5日\n"
        (folder / f"{place}.txt").write_text(text, "utf-8")
    kg.store.build([folder], folder / "copied.kg")
    return kg.store.open(folder / "copied.kg")


@pytest.mark.parametrize("boilerplate", ["include", "exclude"])
@pytest.mark.parametrize("name", PLAIN)
def test_derived_counts_say_what_occurrences_say(
    small: OpenStore, sample: OpenStore, copied: OpenStore, name: str, boilerplate: str
) -> None:
    columns, given, query = PLAIN[name]
    can_leave_out = "boilerplate" in {p.name for p in question(name).parameters}
    if not can_leave_out and boilerplate == "exclude":
        pytest.skip("the question has no such parameter")
    chosen = {**given, "boilerplate": boilerplate} if can_leave_out else given
    asked = 0
    for store in (small, sample, copied):
        if not known(store, given):
            continue
        counted = store.answer(outside(query, boilerplate)).records()
        derived = ask(store, name, **chosen).records()
        assert rows(derived, columns) == rows(counted, columns)
        asked += len(counted)
    assert asked


#: Asked of a place and a year, with the number of rows in the small corpus: two reports of 重庆市巴南区 and one of 重庆市.
NARROW = {
    "most-cited-acts": ({"year": 2021, "place": "重庆市", "limit": 1000}, 3),
    "acts-by-function": ({"year": 2022, "place": "重庆市巴南区", "limit": 1000, "function": "应急管理"}, 3),
    "penalties": ({"year": 2020, "place": "重庆市"}, 1),
    "activities-by-year": ({"place": "重庆市"}, 5),
}


@pytest.mark.parametrize("name", NARROW)
def test_counts_of_a_place_and_a_year_are_those_of_its_reports(small: OpenStore, name: str) -> None:
    given, number = NARROW[name]
    columns, _, query = PLAIN[name]
    place = small.rows(f"SELECT ?d {{ ?d a {tokens.DIVISION} ; {tokens.LABEL} '{given['place']}'@zh }}")[0][0]
    where = f"?report fz:division/skos:broader* {place} . "
    if "year" in given:
        where += f"?report fz:year {given['year']} . "
    here = re.sub(r"\?report fz:(hasCitation|issuedBy)", where + r"?report fz:\1", outside(query, "include"))
    asked = rows(ask(small, name, **given).records(), columns)
    assert asked == rows(small.answer(here).records(), columns)
    assert len(asked) == number


def known(store: OpenStore, given: dict[str, Any]) -> bool:
    """Whether the values are those of something in the store."""
    return "function" not in given or bool(store.rows("SELECT ?a { ?a <https://w3id.org/fazhi/ontology#function> ?f }"))


def rows(records: list[dict[str, Any]], columns: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row[c] for c in columns.split()) for row in records), key=str)


def test_what_is_said_again_counts_once_and_boilerplate_can_be_left_out(copied: OpenStore) -> None:
    def penalties(boilerplate: str) -> list[tuple[Any, ...]]:
        found = ask(copied, "penalties", boilerplate=boilerplate).records()
        return [(r["year"], r["cases"], r["fines"], r["reports"]) for r in found]

    assert sorted(penalties("include"), key=str) == [(2021, 24, 700000, 2), (2022, 0, None, 1)]
    assert sorted(penalties("exclude"), key=str) == [(2021, None, 20000, 1), (2022, 0, None, 1)]

    def cited(boilerplate: str) -> dict[str, tuple[int, int]]:
        found = ask(copied, "most-cited-acts", boilerplate=boilerplate).records()
        return {r["actLabel"].removeprefix("中华人民共和国"): (r["reports"], r["citations"]) for r in found}

    assert cited("include") == {"民法典": (2, 4), "安全生产法": (2, 3), "行政处罚法": (1, 1)}
    assert cited("exclude") == {"民法典": (1, 1), "行政处罚法": (1, 1)}


def test_rates_are_never_added_up(copied: OpenStore) -> None:
    units = {r["unit"] for r in ask(copied, "activities-by-year").records()}
    assert "家次" in units
    assert not units & rates()
    assert copied.table("measures").filter(unit="%").collect().height == 2
    counts = question("activities-by-year").counts
    assert [unit for unit in rates() if unit not in counts.zh or unit not in counts.en] == []
