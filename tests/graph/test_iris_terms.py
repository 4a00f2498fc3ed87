"""IRIs and literals: readable, legal, and the same in every parser."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import iris, terms
from kg.graph.namespaces import SCHEMES, THINGS, concept, prefixes, term
from kg.records import Citation, ReportFacts

BASE = "https://w3id.org/fazhi/id/"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def read(object_token: str) -> ox.Literal:
    (quad,) = ox.parse(f"<urn:a> <urn:b> {object_token} .", ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@given(TEXT)
def test_any_name_makes_a_legal_segment(name: str) -> None:
    iri = f"{BASE}act/{iris.segment(name)}"
    (quad,) = ox.parse(f"<{iri}> <urn:b> <urn:c> .", ox.RdfFormat.N_QUADS)
    assert quad.subject == ox.NamedNode(iri)
    assert "/" not in iris.segment(name)
    assert "#" not in iris.segment(name)


@given(TEXT, TEXT)
def test_different_names_make_different_segments(one: str, other: str) -> None:
    assert (iris.segment(one) == iris.segment(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("安全生产法", "安全生产法"),
        ("关于印发《“十四五”规划》的通知", "关于印发《“十四五”规划》的通知"),
        ("渝府发〔2021〕12号", "渝府发〔2021〕12号"),
        ("a b", "a%20b"),
        ("50%/年", "50%25%2F年"),
        ("<五进>", "%3C五进%3E"),
        ("**区应急局", "**区应急局"),
        ("\ue000", "%EE%80%80"),
    ],
)
def test_chinese_stays_readable(name: str, segment: str) -> None:
    assert iris.segment(name) == segment


def test_a_report_is_named_by_agency_and_year_or_by_its_hash() -> None:
    sha = "ab" * 32
    assert (
        iris.report(ReportFacts(agency="重庆市巴南区司法局", report_year=2021), sha)
        == f"{BASE}report/重庆市巴南区司法局-2021"
    )
    assert iris.report(ReportFacts(agency="重庆市巴南区司法局"), sha) == f"{BASE}report/重庆市巴南区司法局-0"
    assert iris.report(ReportFacts(report_year=2021), sha) == f"{BASE}report/abababababab-2021"


def cite(title: str, **more: object) -> Citation:
    return Citation(0, len(title) + 2, f"《{title}》", title, **more)  # type: ignore[arg-type]


def test_acts_documents_and_works_have_folders_of_their_own() -> None:
    assert (
        iris.act(cite("安全生产法", canonical="中华人民共和国安全生产法", level="law"))
        == f"{BASE}act/中华人民共和国安全生产法"
    )
    assert (
        iris.act(cite("关于开展检查的通知", level="document", act="x·关于开展检查的通知"))
        == f"{BASE}document/x·关于开展检查的通知"
    )
    assert (
        iris.act(cite("关于开展检查的通知", level="document", issuer="巴南区政府"))
        == f"{BASE}document/巴南区政府·关于开展检查的通知"
    )
    assert iris.act(cite("巴南区政府关于检查的通知", level="document", issuer="巴南区政府")).endswith(
        "/巴南区政府关于检查的通知"
    )
    assert iris.act(cite("执法手册", level="work")) == f"{BASE}work/执法手册"
    assert iris.act(cite("某某条例")) == f"{BASE}act/某某条例"
    assert iris.version(f"{BASE}act/X", "2021-06-10") == f"{BASE}act/X@2021-06-10"


@given(TEXT)
def test_any_text_survives_as_a_literal(value: str) -> None:
    assert read(terms.text(value)).value == value
    assert read(terms.zh(value)) == ox.Literal(value, language="zh")


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_any_number_survives_as_a_decimal_without_exponent(value: float) -> None:
    token = terms.decimal(value)
    assert float(token.split('"')[1]) == value
    assert "e" not in token.split('"')[1].lower()


@pytest.mark.parametrize(
    ("value", "written"),
    [(12000.0, "12000"), (84.24, "84.24"), (1e-05, "0.00001"), (1059100.0, "1059100"), (0.5, "0.5"), (-0.0, "0")],
)
def test_decimals_are_written_as_the_store_would(value: float, written: str) -> None:
    assert terms.decimal(value).split('"')[1] == written


def test_dates_years_and_truth_have_their_types() -> None:
    assert read(terms.date("2022-03-10")).datatype.value.endswith("#date")
    assert read(terms.year(2021)).value == "2021"
    assert read(terms.integer(7)).datatype.value.endswith("#integer")
    assert read(terms.boolean(True)).value == "true"


@given(TEXT)
def test_labels_stand_on_one_line_and_are_not_long(value: str) -> None:
    label = read(terms.label(value, 20)).value
    assert "\n" not in label
    assert len(label) <= 20


def test_prefixes_cover_things_schemes_and_vocabularies() -> None:
    known = prefixes(BASE)
    assert {"fz", "eli", "cito", "act", "report", "activity"} <= known.keys()
    assert set(THINGS).isdisjoint(SCHEMES)
    assert term("fz:Report") == "<https://w3id.org/fazhi/ontology#Report>"
    assert concept("activity", "penalty") == "<https://w3id.org/fazhi/ontology/activity/penalty>"
