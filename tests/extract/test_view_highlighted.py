"""The text with its records highlighted: all of the text, every record, nothing that a browser would run."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from kg import highlight
from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts, Section, SourceText

TEXT = st.text(alphabet=st.sampled_from(list("《法》<>&\"'检查3次 \n\r甲区局script/=")), min_size=1, max_size=60)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A text with records anywhere in it: nested, crossing, over the same characters."""
    text = draw(TEXT)
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(lambda s: (min(s), max(s)))
    some = st.lists(spans.filter(lambda s: s[0] < s[1]), max_size=6)

    def at(span: tuple[int, int]) -> tuple[int, int, str]:
        return *span, text[span[0] : span[1]]

    return Record(
        SourceText("a<b>&.txt", "0" * 64, text),
        ReportFacts(agency=draw(TEXT), reasons=(draw(TEXT),)),
        sections=tuple(Section(*span, text[span[0] : span[1]], "plan") for span in draw(some)[:1]),
        citations=tuple(Citation(*at(s), draw(TEXT), candidates=(draw(TEXT),)) for s in draw(some)),
        agencies=tuple(Agency(*at(s), canonical=draw(TEXT)) for s in draw(some)),
        measures=tuple(Measure(*at(s), 1.5, "次", draw(TEXT), "other", None) for s in draw(some)),
        programmes=tuple(Programme(*at(s), draw(TEXT)) for s in draw(some)),
    )


class Balanced(HTMLParser):
    """Notes the elements met, and fails where one closes that was not the last to open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.met.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(records())
def test_without_its_marks_the_page_is_the_text(record: Record) -> None:
    shown = highlight.text(record)
    assert unescape(re.sub(r'</?mark(?: class="[a-z_ -]+" title="[^"<>]*")?>', "", shown)) == record.source.text


@given(records())
def test_whatever_stands_in_a_report_the_page_is_well_formed_and_runs_nothing(record: Record) -> None:
    parser = Balanced()
    parser.feed(highlight.page([record, record]))
    parser.close()
    assert parser.open == []
    assert parser.met <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "article", "h2", "p", "ul", "li"),
        *("pre", "mark"),
    }


def test_each_record_has_its_kind_its_characters_and_what_it_was_read_as() -> None:
    text = "一、计划\n《条例》由区局<甲>印发，检查12345678家次。"
    record = Record(
        SourceText("a.txt", "0" * 64, text),
        ReportFacts("甲区乙局", "甲区", None, 2021, reasons=("两处日期不同",)),
        sections=(Section(0, len(text), "一、计划", "plan"),),
        citations=(Citation(5, 9, "《条例》", "条例", "local_regulation", candidates=("甲市条例", "乙市条例")),),
        agencies=(Agency(10, 12, "区局", "甲区乙局"),),
        measures=(Measure(20, 30, "12345678家次", 12345678.0, "家次", "检查", "inspection", 2021, "≥"),),
    )
    shown = highlight.text(record)
    assert '<mark class="section" title="plan">一、计划</mark>' in shown
    assert '<mark class="agency government" title="甲区乙局 · government">区局</mark>&lt;甲&gt;' in shown
    assert 'title="检查 · ≥12345678 家次 · inspection · 2021">12345678家次</mark>' in shown
    assert '<mark class="citation local_regulation unknown"' in shown
    assert "? 甲市条例\n? 乙市条例" in shown
    page = highlight.page([record])
    assert "两处日期不同" in page
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page
    assert not re.search(r"<script|<link|@import|url\(|\bon\w+=|https?:", page)
