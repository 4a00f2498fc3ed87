"""A record becomes statements: what is said of each kind of record, and what is not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph.report import shard
from kg.link import uses
from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts, Section, SourceText, Span

TEXT = "一、主要举措\n学习《安全生产法》第三条，会同区司法局检查200家次，其中重点50家次。开展安全生产月活动。"
BASE = "https://w3id.org/fazhi/id/"
R = f"{BASE}report/重庆市巴南区应急管理局-2021"
FZ = "https://w3id.org/fazhi/ontology#"
SENTENCE = Span(7, TEXT.index("。") + 1)


def at(surface: str) -> dict[str, Any]:
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface}


LAW = Citation(
    **at("《安全生产法》"), title="安全生产法", level="law", canonical="中华人民共和国安全生产法", article="第三条", resolution="short-form",
    version="2021-06-10", version_reason="in force", status="in-force", rule="t", confidence=0.95, sentence=SENTENCE,
)  # fmt: skip
JUSTICE = Agency(
    **at("区司法局"), canonical="重庆市巴南区司法局", function="justice", division="重庆市巴南区", sentence=SENTENCE
)
WHOLE = Measure(
    **at("200家次"), value=200, unit="家次", counted="检查", activity="inspection", year=2021, sentence=SENTENCE
)
PART = Measure(
    **at("50家次"),
    value=50,
    unit="家次",
    counted="重点检查",
    activity="inspection",
    year=2021,
    part_of=0,
    approximation="≥",
    sentence=SENTENCE,
)
UNSETTLED = Record(
    source=SourceText("a/b.txt", "0" * 64, TEXT),
    report=ReportFacts("重庆市巴南区应急管理局", "重庆市巴南区", "500113", 2021, "2022-03-10", 2022, "2021年\n报告"),
    sections=(Section(0, len(TEXT), "一、主要举措", "achievements"),),
    sentences=(SENTENCE,),
    citations=(LAW,),
    agencies=(JUSTICE,),
    measures=(WHOLE, PART),
    programmes=(Programme(**at("安全生产月"), name="安全生产月"),),
)
RECORD = uses.settle(UNSETTLED)


def store(record: Record) -> ox.Store:
    graph, made = ox.Store(), shard(record)
    graph.load(made.own + "".join(made.shared).encode(), ox.RdfFormat.N_QUADS)
    return graph


def values(record: Record, subject: str, predicate: str) -> list[str]:
    full = predicate if ":" in predicate else FZ + predicate
    quads = store(record).quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(full), None)
    return sorted(q.object.value for q in quads)  # type: ignore[union-attr]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert shard(RECORD) == shard(replace(RECORD))


def test_numbers_that_nobody_has_settled_are_refused() -> None:
    assert [m.use for m in UNSETTLED.measures] == [None, None]
    with pytest.raises(ValueError, match=r"200家次.*kg\.link"):
        shard(UNSETTLED)


def test_the_own_lines_lie_under_the_report_and_the_shared_ones_do_not() -> None:
    made = shard(RECORD)
    assert made.report == R
    assert all(line.startswith(f"<{R}") for line in made.own.decode().splitlines())
    assert not any(line.startswith(f"<{R}") for line in made.shared)
    assert len(set(made.shared)) == len(made.shared)


def test_no_statement_is_made_twice() -> None:
    twice = replace(RECORD, citations=(LAW, replace(LAW, flags=("a", "a"))))
    lines = shard(twice).own.splitlines()
    assert len(lines) == len(set(lines))


def test_a_report_says_where_it_comes_from() -> None:
    assert values(RECORD, R, "sourceFile") == ["a/b.txt"]
    assert values(RECORD, R, "year") == ["2021"]
    assert values(RECORD, R, "planYear") == ["2022"]
    assert values(RECORD, R, "http://purl.org/dc/terms/issued") == ["2022-03-10"]
    assert values(RECORD, R, "http://purl.org/dc/terms/title") == ["2021年 报告"]
    assert values(RECORD, R, "division") == [f"{BASE}division/500113"]
    assert values(RECORD, R, "characters") == [str(len(TEXT))]


def test_a_citation_has_act_version_article_and_evidence() -> None:
    me = f"{R}#citation-0001"
    act = f"{BASE}act/中华人民共和国安全生产法"
    assert values(RECORD, me, "citesAct") == [act]
    assert values(RECORD, me, "citesVersion") == [f"{act}@2021-06-10"]
    assert values(RECORD, me, "article") == ["第三条"]
    assert values(RECORD, me, "confidence") == ["0.95"]
    assert values(RECORD, me, "role") == ["https://w3id.org/fazhi/ontology/role/achievements"]
    (evidence,) = values(RECORD, me, "evidence")
    assert evidence == f"{R}#char={LAW.start},{LAW.end}"
    assert values(RECORD, evidence, "exact") == ["《安全生产法》"]
    (sentence,) = values(RECORD, evidence, "sentence")
    assert values(RECORD, sentence, "text") == [TEXT[SENTENCE.start : SENTENCE.end]]
    assert values(RECORD, sentence, "section") == [f"{R}#section-01"]
    assert values(RECORD, R, "http://purl.org/spar/cito/cites") == [act]


def test_an_act_of_the_catalogue_comes_with_its_versions_in_order() -> None:
    act = f"{BASE}act/中华人民共和国安全生产法"
    versions = values(RECORD, act, "http://data.europa.eu/eli/ontology#is_realized_by")
    assert f"{act}@2021-06-10" in versions
    assert len(versions) >= 3
    assert values(RECORD, act, "shortTitle") == ["安全生产法"]
    eli = "http://data.europa.eu/eli/ontology#"
    assert values(RECORD, f"{act}@2021-06-10", f"{eli}first_date_entry_in_force") == ["2021-09-01"]
    assert values(RECORD, f"{act}@2014-08-31", f"{eli}date_no_longer_in_force") == ["2021-09-01"]


def test_a_repealed_act_says_when_and_by_what() -> None:
    contract = replace(LAW, canonical="中华人民共和国合同法", version=None)
    record = replace(RECORD, citations=(contract,))
    act = f"{BASE}act/中华人民共和国合同法"
    assert values(record, act, "repealedOn") == ["2021-01-01"]
    assert values(record, act, "repealedBy") == [f"{BASE}act/中华人民共和国民法典"]
    assert values(record, f"{BASE}act/中华人民共和国民法典", "level") == ["https://w3id.org/fazhi/ontology/level/law"]


@pytest.mark.parametrize(
    ("act", "version", "year", "days"),
    [
        ("中华人民共和国安全生产法", "2014-08-31", 2022, ["2021-09-01"]),
        ("中华人民共和国安全生产法", "2014-08-31", 2021, []),
        ("中华人民共和国安全生产法", "2021-06-10", 2022, []),
        ("中华人民共和国合同法", None, 2021, ["2021-01-01"]),
        ("中华人民共和国合同法", None, 2020, []),
        ("中华人民共和国婚姻法", "1980-09-10", 2021, ["2001-04-28", "2021-01-01"]),
    ],
)
def test_a_citation_says_since_when_what_it_cites_is_outdated(
    act: str, version: str | None, year: int, days: list[str]
) -> None:
    record = replace(
        RECORD,
        report=replace(RECORD.report, report_year=year),
        citations=(replace(LAW, canonical=act, version=version),),
    )
    graph = store(record)
    found = graph.quads_for_pattern(None, ox.NamedNode(f"{FZ}outdatedSince"), None)
    assert sorted((q.subject.value, q.object.value) for q in found) == [  # type: ignore[union-attr]
        (f"{BASE}report/重庆市巴南区应急管理局-{year}#citation-0001", day) for day in days
    ]


def test_an_ambiguous_citation_has_candidates_and_no_act() -> None:
    both = ("重庆市安全生产条例", "天津市安全生产条例")
    record = replace(
        RECORD, citations=(replace(LAW, canonical=None, version=None, resolution="ambiguous", candidates=both),)
    )
    me = f"{R}#citation-0001"
    assert values(record, me, "citesAct") == []
    assert values(record, me, "candidate") == sorted(f"{BASE}act/{name}" for name in both)
    assert values(record, R, "http://purl.org/spar/cito/cites") == []


def test_a_masked_act_and_a_nameless_body_stay_with_their_report() -> None:
    masked = replace(LAW, title="***自治区条例", canonical=None, version=None, resolution="unknown", flags=("masked",))
    nobody = replace(JUSTICE, canonical=None, surface="法制科", function=None, division=None)
    record = replace(RECORD, citations=(masked,), agencies=(nobody,))
    (act,) = values(record, f"{R}#citation-0001", "citesAct")
    assert act == f"{R}#act={LAW.start},{LAW.end}"
    assert values(record, act, "masked") == ["true"]
    (body,) = values(record, f"{R}#mention-0001", "of")
    assert body == f"{R}#agency=法制科"
    made = shard(record)
    assert not any("自治区条例" in line or "法制科" in line for line in made.shared)


def test_a_masked_report_has_an_agency_of_its_own() -> None:
    record = replace(RECORD, report=ReportFacts(report_year=2021))
    me = f"{BASE}report/000000000000-2021"
    assert values(record, me, "issuedBy") == [f"{me}#agency"]
    assert values(record, f"{me}#agency", "masked") == ["true"]


def test_agencies_that_report_together_are_each_named() -> None:
    record = replace(RECORD, report=replace(RECORD.report, agency="重庆市巴南区应急管理局、重庆市巴南区司法局"))
    me = shard(record).report
    assert values(record, me, "issuedBy") == [
        f"{BASE}agency/重庆市巴南区司法局",
        f"{BASE}agency/重庆市巴南区应急管理局",
    ]


def test_numbers_of_one_thing_are_one_activity_and_a_part_belongs_to_its_whole() -> None:
    assert values(RECORD, R, "hasActivity") == [f"{R}#activity-0001"]
    assert values(RECORD, f"{R}#activity-0001", "hasMeasure") == [f"{R}#measure-0001", f"{R}#measure-0002"]
    assert values(RECORD, f"{R}#measure-0002", "partOf") == [f"{R}#measure-0001"]
    assert values(RECORD, f"{R}#measure-0002", "approximation") == ["≥"]
    assert values(RECORD, f"{R}#measure-0002", "value") == ["50"]
    apart = uses.settle(replace(UNSETTLED, measures=(WHOLE, replace(PART, part_of=None))))
    assert len(values(apart, R, "hasActivity")) == 2


def test_a_circle_of_parts_does_not_hang() -> None:
    circle = uses.settle(replace(UNSETTLED, measures=(replace(WHOLE, part_of=1), PART)))
    assert len(values(circle, R, "hasActivity")) >= 1


def test_a_mention_leads_to_a_body_with_function_and_place() -> None:
    body = f"{BASE}agency/重庆市巴南区司法局"
    assert values(RECORD, f"{R}#mention-0001", "of") == [body]
    assert values(RECORD, body, "function") == ["https://w3id.org/fazhi/ontology/function/justice"]
    assert values(RECORD, body, "administers") == [f"{BASE}division/500113"]
    assert values(RECORD, R, "mentions") == [body, f"{BASE}programme/安全生产月"]


def test_a_division_leads_up_to_its_province() -> None:
    place = f"{BASE}division/500113"
    assert values(RECORD, place, "http://www.w3.org/2000/01/rdf-schema#label") == ["重庆市巴南区"]
    assert values(RECORD, place, "http://www.w3.org/2004/02/skos/core#broader") == [f"{BASE}division/500000"]
    assert values(RECORD, place, "province") == [f"{BASE}division/500000"]
    assert values(RECORD, f"{BASE}division/500000", "divisionLevel") == ["province"]


def test_things_found_in_the_same_characters_share_their_evidence() -> None:
    record = replace(RECORD, citations=(LAW, replace(LAW, canonical="中华人民共和国行政处罚法", version=None)))
    (one,) = values(record, f"{R}#citation-0001", "evidence")
    assert values(record, f"{R}#citation-0002", "evidence") == [one]
    assert values(record, one, "start") == [str(LAW.start)]


def test_a_section_on_problems_has_the_text_of_its_sentences_and_no_other_section_has() -> None:
    text = "一、存在问题\n力量不足。学习不深。\n二、下一步打算\n加强学习。"
    last = text.index("二")
    spans = [Span(0, 6), *(Span(m.start(), m.end()) for m in re.finditer(r"[^\n。]+。", text))]
    record = replace(
        UNSETTLED,
        source=SourceText("a/b.txt", "0" * 64, text),
        sections=(Section(0, last, "一、存在问题", "problems"), Section(last, len(text), "二、下一步打算", "plan")),
        sentences=tuple(spans),
        citations=(),
        agencies=(),
        measures=(),
        programmes=(),
    )
    assert values(record, f"{R}#section-01", "sectionText") == ["一、存在问题\n力量不足。\n学习不深。"]
    assert values(record, f"{R}#section-02", "sectionText") == []


def test_an_occurrence_that_is_a_whole_sentence_is_evidence_and_sentence_in_one() -> None:
    whole = replace(LAW, start=SENTENCE.start, end=SENTENCE.end, surface=TEXT[SENTENCE.start : SENTENCE.end])
    record = replace(RECORD, citations=(whole,))
    node = f"{R}#char={SENTENCE.start},{SENTENCE.end}"
    kinds = values(record, node, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert kinds == [f"{FZ}Evidence", f"{FZ}Sentence"]
    assert len(values(record, node, "http://www.w3.org/2000/01/rdf-schema#label")) == 1


@pytest.mark.parametrize("title", ["带“引号”和\\反斜线", "两\n行", "<尖括号>", "空 格"])
def test_odd_titles_are_written_rightly(title: str) -> None:
    odd = replace(
        LAW, title=title, surface=f"《{title}》", canonical=None, level="document", version=None, resolution="unknown"
    )
    record = replace(RECORD, citations=(odd,))
    (act,) = values(record, f"{R}#citation-0001", "citesAct")
    assert values(record, act, "http://www.w3.org/2000/01/rdf-schema#label") == [" ".join(title.split())]
