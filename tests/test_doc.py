"""A record as a spaCy document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.doc import GROUPS, to_doc
from kg.records import Agency, Citation, Measure, Programme, Record, Section, SourceText, Span

TEXT = "一、工作成效\n区应急管理局贯彻《安全生产法》，  开展“安全生产月”活动8场。"


def record() -> Record:
    def at(piece: str) -> tuple[int, int]:
        return TEXT.index(piece), TEXT.index(piece) + len(piece)

    citation, agency, measure, programme = at("《安全生产法》"), at("区应急管理局"), at("8场"), at("安全生产月")
    return Record(
        source=SourceText("a.txt", "0", TEXT),
        sections=(Section(0, len(TEXT), "一、工作成效", "achievements"),),
        sentences=(Span(7, len(TEXT)),),
        citations=(
            Citation(*citation, "《安全生产法》", "安全生产法", level="law", canonical="中华人民共和国安全生产法"),
        ),
        agencies=(Agency(*agency, "区应急管理局"),),
        measures=(Measure(*measure, "8场", 8, "场", "活动", "publicity", 2021),),
        programmes=(Programme(*programme, "安全生产月", "安全生产月"),),
    )


def test_the_text_is_the_reports_own() -> None:
    assert to_doc(record()).text == TEXT


def test_every_record_is_a_span_of_its_group() -> None:
    doc = to_doc(record())
    assert set(doc.spans) == set(GROUPS)
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["citations"]] == [
        ("《安全生产法》", "law", "中华人民共和国安全生产法")
    ]
    assert [(s.text, s.label_) for s in doc.spans["agencies"]] == [("区应急管理局", "government")]
    assert [(s.text, s.label_) for s in doc.spans["measures"]] == [("8场", "publicity")]
    assert [(s.text, s.kb_id_) for s in doc.spans["programmes"]] == [("安全生产月", "安全生产月")]
    assert [s.label_ for s in doc.spans["sections"]] == ["achievements"]
    assert doc.spans["sentences"][0].start_char == 7


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="执法检查12 \n\t　𠮷“”《》ab", max_size=40), st.data())
def test_no_text_or_span_is_lost(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    doc = to_doc(Record(source=SourceText("a", "0", text), programmes=(Programme(start, end, text[start:end], "名"),)))
    assert doc.text == text
    assert [s.text for s in doc.spans["programmes"]] == ([text[start:end]] if end > start else [])
