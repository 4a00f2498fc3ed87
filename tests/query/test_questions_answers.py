"""The saved questions against answers worked out by hand from the small corpus (see ``small_corpus``)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import kg.store
from kg.query import Question, ask, prepare, questions, select
from kg.query.saved import body, in_language
from kg.store import OpenStore

SAFETY, PENALTY, CIVIL, CONTRACT = (
    f"中华人民共和国{name}" for name in ("安全生产法", "行政处罚法", "民法典", "合同法")
)
BANAN, HEDONG, CHONGQING = "重庆市巴南区应急管理局", "天津市河东区司法局", "重庆市应急管理局"


def rows(store: OpenStore, question: str, *columns: str, **parameters: Any) -> list[tuple[Any, ...]]:
    result = ask(store, question, **parameters)
    return [tuple(row[c] for c in columns) for row in result.records()]


def test_most_cited_acts_count_each_report_once_and_each_place(small: OpenStore) -> None:
    found = rows(small, "most-cited-acts", "actLabel", "reports", "citations")
    assert found[0] == (SAFETY, 3, 4)
    assert found[1:4] == [(PENALTY, 2, 3), (CONTRACT, 2, 2), (CIVIL, 2, 2)]
    assert ("天津市安全生产条例", 1, 1) in found
    assert sum(row[2] for row in found) == 14  # 15 citations, one of them ambiguous


def test_most_cited_acts_of_one_year_level_and_place(small: OpenStore) -> None:
    assert rows(small, "1", "actLabel", "reports", year=2022, level="law") == [(CONTRACT, 1), (SAFETY, 1), (CIVIL, 1)]
    assert rows(small, "1", "actLabel", "reports", place="重庆市", level="law")[0] == (SAFETY, 3)
    assert rows(small, "1", "actLabel", place="天津市", level="地方性法规") == [("天津市安全生产条例",)]
    assert len(ask(small, "1", limit=2)) == 2


def test_where_an_act_is_cited_gives_agency_place_year_and_sentence(small: OpenStore) -> None:
    found = rows(
        small, "where-cited", "agencyLabel", "placeLabel", "year", "exact", "article", "file", act="安全生产法"
    )
    assert found == [
        (CHONGQING, "重庆市", 2020, "《安全生产法》", None, "c-2020.txt"),
        (BANAN, "重庆市巴南区", 2021, "《安全生产法》", "第四条", "a-2021.txt"),
        (BANAN, "重庆市巴南区", 2021, "《安全生产法》", None, "a-2021.txt"),
        (BANAN, "重庆市巴南区", 2022, "《安全生产法》", None, "a-2022.txt"),
    ]
    assert rows(small, "where-cited", "sentence", act=SAFETY, year=2020) == [("贯彻《安全生产法》《合同法》。",)]
    assert len(ask(small, "where-cited", act="行政处罚法", place="重庆市")) == 1


def test_acts_cited_by_agencies_of_one_function(small: OpenStore) -> None:
    found = rows(small, "acts-by-function", "actLabel", "agencies", "reports", "citations", function="应急管理")
    assert found[0] == (SAFETY, 2, 3, 4)
    assert ("天津市安全生产条例", 1, 1, 1) not in found
    assert rows(small, "3", "actLabel", function="emergency-management", place="天津市") == []


def test_spread_of_an_act_by_province(small: OpenStore) -> None:
    found = rows(small, "spread", "provinceLabel", "firstYear", "agencyLabel", "exact", "file", act="行政处罚法")
    assert found == [
        ("天津市", 2021, "天津市河东区司法局", "《行政处罚法》", "b-2021.txt"),
        ("重庆市", 2021, BANAN, "《行政处罚法》", "a-2021.txt"),
    ]
    assert rows(small, "spread", "provinceLabel", "firstYear", "sentence", act="安全生产法") == [
        ("重庆市", 2020, "贯彻《安全生产法》《合同法》。")
    ]


def suggested(store: OpenStore, asked: Question, parameter: str, terms: dict[str, str]) -> list[str]:
    """The values that are offered for a parameter, beside those that are given."""
    offered = asked.parameter(parameter).offered(terms)
    assert offered is not None
    return [str(row["value"]) for row in select(store, offered).records() if row["value"] is not None]


def test_spread_of_a_version_is_that_of_the_citations_linked_to_it(small: OpenStore) -> None:
    spread = prepare(small, "spread", act=SAFETY)
    known = suggested(small, spread.question, "version", spread.terms)
    assert known == sorted(known, reverse=True)
    assert {"2009-08-27", "2021-06-10"} <= set(known)
    assert set(known) < set(suggested(small, spread.question, "version", in_language("zh")))
    first = {v: rows(small, "spread", "provinceLabel", "firstYear", act=SAFETY, version=v) for v in known}
    assert first["2009-08-27"] == [("重庆市", 2020)]
    assert first["2021-06-10"] == [("重庆市", 2021)]
    assert rows(small, "spread", "provinceLabel", "firstYear", act=SAFETY, version=2021) == [("重庆市", 2021)]
    assert rows(small, "spread", "provinceLabel", act=SAFETY, version=1949) == []


def test_drafts_do_not_spread_an_act_and_plans_do(tmp_path: Path) -> None:
    texts = {
        2019: "一、主要工作\n对《中华人民共和国行政处罚法（修订草案）》提出意见。",
        2021: "一、主要工作\n组织培训。\n二、下一步工作安排\n学习《中华人民共和国行政处罚法》。",
    }
    for year, words in texts.items():
        text = f"天津市河东区司法局{year}年法治政府建设情况报告\n{words}\n\n天津市河东区司法局\n{year + 1}年1月8日\n"
        (tmp_path / f"{year}.txt").write_text(text, "utf-8")
    kg.store.build([tmp_path], tmp_path / "s.kg")
    store = kg.store.open(tmp_path / "s.kg")
    cited = {r["year"] for r in ask(store, "where-cited", act="行政处罚法").records()}
    assert cited == {2019, 2021}
    assert rows(store, "spread", "provinceLabel", "firstYear", act="行政处罚法") == [("天津市", 2021)]


def test_a_local_regulation_that_is_only_drafted_is_not_yet_one(tmp_path: Path) -> None:
    text = (
        "天津市河东区司法局2021年法治政府建设情况报告\n一、主要工作\n起草《天津市码头条例》和《天津市渡口条例》。"
        "宣传《天津市安全生产条例》，完成《天津市安全生产条例》立法调研。提请市人大常委会审议《天津市桥梁条例（草案）》。\n"
    )
    (tmp_path / "2021.txt").write_text(text, "utf-8")
    kg.store.build([tmp_path], tmp_path / "s.kg")
    store = kg.store.open(tmp_path / "s.kg")
    assert rows(store, "local-regulations", "actLabel", "citations") == [("天津市安全生产条例", 2)]


def test_citations_of_what_was_repealed_or_replaced_before_the_report_year(small: OpenStore) -> None:
    found = rows(small, "cited-after-repeal", "case", "actLabel", "since", "agencyLabel", "year")
    assert [(case, act, str(since), who, year) for case, act, since, who, year in found] == [
        ("amended", SAFETY, "2014-12-01", CHONGQING, 2020),
        ("repealed", CONTRACT, "2021-01-01", BANAN, 2022),
    ]


def test_an_act_repealed_on_the_first_day_of_the_year_is_so_for_its_report(tmp_path: Path) -> None:
    for year in (2020, 2021):
        text = f"天津市河东区司法局{year}年法治政府建设情况报告\n一、主要工作\n宣传《中华人民共和国合同法》。\n天津市河东区司法局\n"
        (tmp_path / f"{year}.txt").write_text(text, "utf-8")
    kg.store.build([tmp_path], tmp_path / "s.kg")
    store = kg.store.open(tmp_path / "s.kg")
    assert rows(store, "cited-after-repeal", "case", "actLabel", "year") == [("repealed", CONTRACT, 2021)]
    assert store.table("citations").sort("report_year").select("status").collect().to_dicts() == [
        {"status": "in-force"},
        {"status": "repealed"},
    ]


def test_acts_cited_together_count_reports(small: OpenStore) -> None:
    assert rows(small, "cited-together", "otherLabel", "reports", act="民法典") == [
        (SAFETY, 2),
        (CONTRACT, 1),
        (PENALTY, 1),
    ]


def test_agencies_alike_by_jaccard(small: OpenStore) -> None:
    # 巴南 has cited 4 acts, 重庆市应急管理局 2 of these and no other, 河东 4 of which one is shared: 1 / (4 + 3 - 1).
    found = rows(small, "similar-agencies", "otherLabel", "shared", "jaccard", agency=BANAN)
    assert [(name, shared, float(alike)) for name, shared, alike in found] == [(CHONGQING, 2, 0.5), (HEDONG, 1, 0.167)]


def test_penalties_leave_out_parts_of_a_total_and_changes(small: OpenStore) -> None:
    found = rows(small, "penalties", "year", "placeLabel", "cases", "fines", "reports")
    assert found == [
        (2020, "重庆市", 5, None, 1),
        (2021, "重庆市巴南区", 12, 340000, 1),
        (2022, "重庆市巴南区", 8, 200000, 1),
    ]


def test_activities_are_never_added_up_over_units(small: OpenStore) -> None:
    found = rows(small, "activities-by-year", "year", "unit", "measures", "sum", activity="penalty")
    assert sorted((y, u, n, int(s)) for y, u, n, s in found) == [
        (2020, "件", 1, 5),
        (2021, "元", 1, 340000),
        (2021, "起", 1, 12),
        (2022, "元", 1, 200000),
        (2022, "起", 1, 8),
    ]
    assert rows(small, "9", "activityLabel", "unit", activity="培训学习考试") == [("培训学习考试", "场")]


def test_programmes_by_number_of_agencies(small: OpenStore) -> None:
    assert rows(small, "programmes", "programmeLabel", "agencies", "reports") == [
        ("双随机一公开", 2, 2),
        ("安全生产月", 1, 2),
    ]


def test_local_regulations_stand_under_their_province(small: OpenStore) -> None:
    assert rows(small, "local-regulations", "provinceLabel", "actLabel", "reports", "citations") == [
        ("天津市", "天津市安全生产条例", 1, 1)
    ]


def test_reports_that_cite_no_act_may_cite_works(small: OpenStore) -> None:
    assert rows(small, "reports-without-acts", "file", "citations") == [("d-2022.txt", 1)]


def test_documents_by_the_body_that_issued_them(small: OpenStore) -> None:
    assert rows(small, "documents-by-issuer", "issuerLabel", "documents", "citations") == [(HEDONG, 1, 1)]


def test_one_agency_year_against_year(small: OpenStore) -> None:
    found = rows(small, "added-and-dropped", "from", "to", "change", "actLabel", agency=BANAN)
    assert found == [(2021, 2022, "added", CONTRACT), (2021, 2022, "dropped", PENALTY)]
    assert rows(small, "added-and-dropped", "actLabel", agency=BANAN, year=2021) == []


def test_problems_that_mention_words(small: OpenStore) -> None:
    assert rows(small, "problems", "agencyLabel", "sentence", text="力量不足") == [
        (BANAN, "执法力量不足，落实《安全生产法》不够。")
    ]
    assert rows(small, "problems", "sentence", text="安全生产月") == []


def test_acts_named_in_plans(small: OpenStore) -> None:
    assert rows(small, "planned-acts", "actLabel", "year", "planYear", "exact") == [(CIVIL, 2021, 2022, "《民法典》")]


def test_unresolved_and_ambiguous_citations_with_their_candidates(small: OpenStore) -> None:
    found = rows(small, "unresolved", "exact", "candidates")
    assert {(exact, frozenset((c or "").split("; "))) for exact, c in found} == {
        ("《河东区司法局工作办法》", frozenset([""])),
        ("《安全条例》", frozenset(["天津市安全生产条例", "重庆市安全生产条例"])),
        ("《法治中国》", frozenset([""])),
    }
    assert rows(small, "unresolved", "exact", resolution="ambiguous") == [("《安全条例》",)]


def test_every_fact_of_a_report_with_its_evidence(small: OpenStore) -> None:
    result = ask(small, "report-facts", report="b-2021.txt")
    facts = result.records()
    assert len(facts) == 5 + 1 + 1 + 1  # citations, measure, agency, programme
    report = next(i for i in small.manifest.inputs if i.file == "b-2021.txt")
    text = small.text(report.sha256)
    for fact in facts:
        assert text[fact["start"] : fact["end"]] == fact["exact"]
        assert fact["exact"] in fact["sentence"]
        assert fact["sentence"] in text
        assert fact["file"] == "b-2021.txt"
    assert [(f["kind"], f["value"]) for f in facts if f["kind"] != "citation"] == [
        ("measure", "培训 3 场"),
        ("agency", "天津市司法局"),
        ("programme", "双随机一公开"),
    ]


def test_agencies_named_by_agencies(small: OpenStore) -> None:
    assert set(rows(small, "agencies-named", "agencyLabel", "namedLabel", "reports", "mentions")) == {
        (BANAN, "重庆市巴南区司法局", 1, 1),
        (HEDONG, "天津市司法局", 1, 1),
    }


def test_coverage_by_province_function_and_year(small: OpenStore) -> None:
    found = rows(small, "coverage", "provinceLabel", "functionLabel", "year", "reports", "agencies")
    assert sorted(found, key=str) == sorted(
        [
            (None, None, 2022, 1, 1),
            ("天津市", "司法行政", 2021, 1, 1),
            ("重庆市", "应急管理", 2020, 1, 1),
            ("重庆市", "应急管理", 2021, 1, 1),
            ("重庆市", "应急管理", 2022, 1, 1),
        ],
        key=str,
    )


def test_counts_kept_beforehand_equal_those_over_occurrences(small: OpenStore) -> None:
    plain = select(
        small,
        """SELECT ?act (COUNT(DISTINCT ?report) AS ?reports) (COUNT(?c) AS ?citations)
           { ?report fz:hasCitation ?c . ?c fz:citesAct ?act } GROUP BY ?act""",
    )
    kept = ask(small, "most-cited-acts", limit=1000)
    assert {r["act"]: (r["reports"], r["citations"]) for r in kept.records()} == {a: (r, c) for a, r, c in plain.rows()}


_PENALTIES = """SELECT ?place ?year (SUM(COALESCE(?own, IF(BOUND(?ownIn), 0, ?all), 0)) AS ?sum) (SUM(COALESCE(?ownIn, ?in)) AS ?reports)
    { ?count a fz:PenaltyCount ; fz:year ?year ; fz:reports ?in OPTIONAL { ?count fz:division ?place }
      OPTIONAL { ?count fz:INDICATOR ?all } OUTSIDE } GROUP BY ?place ?year"""
_OUTSIDE = "OPTIONAL { ?count fz:originalReports ?ownIn } OPTIONAL { ?count fz:originalINDICATOR ?own }"


@pytest.mark.parametrize("indicator", ["cases", "fines"])
@pytest.mark.parametrize("outside", [False, True], ids=["all", "outside boilerplate"])
def test_penalty_totals_are_the_sums_of_the_counts(small: OpenStore, indicator: str, outside: bool) -> None:
    more = _OUTSIDE.replace("INDICATOR", indicator.title()) if outside else ""
    summed = select(small, _PENALTIES.replace("INDICATOR", indicator).replace("OUTSIDE", more)).rows()
    kept = ask(small, "penalties", boilerplate="exclude" if outside else "include").records()
    assert kept
    assert any(row[indicator] for row in kept)
    assert {(r["place"], r["year"]): (float(r[indicator] or 0), r["reports"]) for r in kept} == {
        (place, year): (float(total), reports) for place, year, total, reports in summed if reports
    }


def test_the_province_of_a_report_is_that_of_its_division(small: OpenStore) -> None:
    of_division = select(small, "SELECT ?report ?of { ?report a fz:Report ; fz:division/fz:province ?of }").rows()
    assert sorted(of_division) == sorted(
        select(small, "SELECT ?report ?of { ?report a fz:Report ; fz:province ?of }").rows()
    )
    assert of_division


#: What comes last in the order of a part of a question: what tells its rows apart, or a number that is all that is taken.
IDENTIFYING = {
    "most",
    "province",
    "act",
    "other",
    "issuer",
    "programme",
    "citation",
    "node",
    "agency",
    "value",
    "section",
}


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_what_a_limit_cuts_off_does_not_depend_on_the_engine(question: Any) -> None:
    texts = [body(question.text), *(p.suggest for p in question.parameters if p.suggest and "LIMIT" in p.suggest)]
    for text in texts:
        for before in re.split(r"\bLIMIT\b", text)[:-1]:
            order = re.search(r"ORDER BY((?: (?:DESC\(|SUBSTR\(STR\()?\?\w+(?:\)|\), 2\))?)+) $", before)
            assert order, before[-80:]
            assert re.findall(r"\?(\w+)", order[1])[-1] in IDENTIFYING, order[0]


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_the_rows_of_an_answer_have_one_order(small: OpenStore, question: Any) -> None:
    order = body(question.text).rpartition("ORDER BY")[2].partition("LIMIT")[0]
    given = {p.name: GIVEN[p.name] for p in question.parameters if p.required}
    found = ask(small, question, **given).records()
    keys = [tuple(row.get(name) for name in re.findall(r"\?(\w+)", order)) for row in found]
    assert found
    assert len(set(keys)) == len(keys), "two rows of the same rank"


def test_all_sentences_on_problems_are_found_and_only_those(tmp_path: Path) -> None:
    texts = {
        "甲县": "一、主要举措和成效\n执法力量不断加强。\n二、存在问题\n执法力量不足。与《中华人民共和国行政处罚法》的要求有差距。\n三、下一步安排\n加强执法力量。",
        "乙县": "一、存在的不足\n（一）执法力量薄弱。\n学习不够深入。\n二、下一步工作打算\n继续努力。",
    }
    for place, words in texts.items():
        (tmp_path / f"{place}.txt").write_text(f"{place}司法局2021年法治政府建设情况报告\n{words}\n", "utf-8")
    kg.store.build([tmp_path], tmp_path / "s.kg")
    store = kg.store.open(tmp_path / "s.kg")
    assert sorted(r[0] for r in rows(store, "problems", "sentence", text="执法力量")) == [
        "执法力量不足。",
        "（一）执法力量薄弱。",
    ]
    assert rows(store, "problems", "sentence", text="学习") == [("学习不够深入。",)]
    assert rows(store, "problems", "sentence", text="薄弱。学习") == [], "words of two sentences"
    every = rows(store, "problems", "sentence", text="。")
    assert len(every) == 4
    for most in range(1, 5):
        assert len(rows(store, "problems", "sentence", text="。", limit=most)) == most
    report = store.text(store.manifest.inputs[0].sha256)
    for found in ask(store, "problems", text="。").records():
        assert found["sentence"] in report or found["sentence"] in store.text(store.manifest.inputs[1].sha256)


GIVEN = {"act": "安全生产法", "agency": BANAN, "function": "应急管理", "report": "a-2021.txt", "text": "执法"}


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_every_question_answers_with_all_its_parameters_given(small: OpenStore, question: Any) -> None:
    values = {
        **GIVEN,
        "year": 2021,
        "place": "重庆市",
        "level": "law",
        "activity": "penalty",
        "resolution": "ambiguous",
        "boilerplate": "exclude",
        "version": "2021",
        "limit": 3,
    }
    ask(small, question, **{p.name: values[p.name] for p in question.parameters})
    ask(small, question, language="en", **{p.name: values[p.name] for p in question.parameters if p.required})


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_what_a_question_suggests_can_be_given_to_it(small: OpenStore, question: Any) -> None:
    for parameter in question.parameters:
        if parameter.suggest is not None:
            offered = suggested(small, question, parameter.name, in_language("zh"))
            assert offered, f"{parameter.name}: nothing is suggested"
            required = {p.name: GIVEN[p.name] for p in question.parameters if p.required}
            prepare(small, question, **{**required, parameter.name: offered[0]})


def test_every_question_is_told_in_both_languages_and_runs_alone_in_any_editor(small: OpenStore) -> None:
    import pyoxigraph

    assert [q.number for q in questions()] == list(range(1, 21))
    for question in questions():
        assert question.title.zh != question.title.en
        assert question.counts.zh
        assert question.counts.en
        values = {p.name: GIVEN[p.name] for p in question.parameters if p.required}
        pyoxigraph.Store().query(prepare(small, question, **values).sparql)  # all prefixes are declared in it
        for parameter in question.parameters:
            if parameter.suggest:
                pyoxigraph.Store().query(parameter.suggest)
