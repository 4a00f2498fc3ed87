"""What holds for any text: offsets, sentences, repetition, and that a numeral is read as the number that was written."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.doc import to_doc
from kg.extract import extract
from kg.link import link
from kg.records import Record, SourceText

#: What rules look for, in whole and in pieces, in the widths, marks and line ends that converters leave.
PIECES = (
    "重庆市巴南区应急管理局", "2021年法治政府建设年度报告", "一、主要举措和成效", "（二）规范执法", "二、存在的问题", "2022年工作计划",
    "《中华人民共和国安全生产法》", "《安全生产法》第三十三条第二款", "《关于修改〈安全生产法〉的决定》", "《<﹤《", "》〉>", "新安法", "行政三法",
    "（以下简称《纲要》）", "《纲要》", "该法", "新修订的《行政处罚法》", "〔2021〕 12 号", "国务院令第708号", "巴南安办发〔2020〕**号",
    "检查１２家次", "处罚2 2起", "罚款105.91万元", "三百余人次", "百分之八十", "84.24％", "其中", "同比下降3.5%", "由30%降至25%",
    "区司法局", "**区公安局", "市局", "区委、区政府", "“安全生产月”", "谁执法谁普法", "“三项\n制度”", "收官之年", "2021－2025年",
    "二〇二二年一月十日", "2022年3月10日", "[bookmark: _GoBack]", "\n- 3 -\n", "第 3 页 共 10 页", "\r\n", "\n\n", "\n　　", "\u00a0", "\u2002",
    "\u200b", "\ufeff", "。", "，", "；", "、", "（", "）", "“", "”", "\U00020000", "\x0c", "𝟚", "é", "①",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=4)), max_size=40
).map("".join)
#: Linking loads tables when it is first used, so the first example takes longer.
anything = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def understood(text: str) -> Record:
    return link(extract(SourceText("a.txt", "0" * 64, text)))


def located(record: Record) -> list[Any]:
    return [*record.citations, *record.agencies, *record.measures, *record.programmes]


@anything
@given(TEXTS)
def test_every_record_is_the_characters_between_its_offsets(text: str) -> None:
    record = understood(text)
    sentences = set(record.sentences)
    for item in located(record):
        assert 0 <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.surface
        assert item.sentence in sentences
        assert item.sentence.start <= item.start < item.sentence.end
        assert 0 <= item.confidence <= 1
        assert item.rule
    for citation in record.citations:
        assert citation.title
    for section in record.sections:
        assert 0 <= section.start < section.end <= len(text)
        assert text.startswith(section.heading, section.start)


@anything
@given(TEXTS)
def test_sentences_and_sections_follow_one_another_and_leave_no_word_out(text: str) -> None:
    record = understood(text)
    for kind in (record.sentences, record.sections):
        assert all(before.end <= after.start for before, after in pairwise(kind))
    covered = "".join(text[s.start : s.end] for s in record.sentences)
    left_by_converters = set("bookmarkGoBack第页共")
    assert set(filter(str.isalpha, text)) <= set(covered) | left_by_converters


@anything
@given(TEXTS)
def test_the_same_text_gives_the_same_record_and_the_same_line(text: str) -> None:
    record = understood(text)
    assert understood(text) == record
    line = json.dumps(record.to_json(), ensure_ascii=False)
    assert "\n" not in line
    assert json.loads(line) == record.to_json()


@settings(anything, max_examples=60)
@given(TEXTS)
def test_a_doc_has_the_text_and_every_record_as_a_span(text: str) -> None:
    record = understood(text)
    doc = to_doc(record)
    assert doc.text == text
    for name in ("citations", "agencies", "measures", "programmes", "sentences"):
        spans = [(span.start_char, span.end_char) for span in doc.spans[name]]
        assert spans == [(item.start, item.end) for item in getattr(record, name)], name
    for item, span in zip(record.citations, doc.spans["citations"], strict=True):
        assert (span.text, span.id_) == (item.surface, str(record.citations.index(item)))


CHINESE = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
FULL_WIDTH = {ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"}
#: 一家 is a turn of phrase, not a count.
numbers = st.one_of(st.integers(2, 99), st.integers(2, 99_999), st.integers(100_000, 9_999_999))


def spoken(number: int) -> str:
    """``number`` in Chinese characters, as it is read out."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return spoken(high) + "万" + (("零" if low < 1000 else "") + spoken(low) if low else "")
    said, zero = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            said += (
                ("零" if zero and said else "")
                + ("" if (digit, mark, said) == (1, "十", "") else CHINESE[str(digit)])
                + mark
            )
        zero = not digit
    return said


def in_ten_thousands(number: int) -> str:
    """12000 as 1.2万."""
    return f"{number / 10_000:.4f}".rstrip("0").rstrip(".") + "万"


WAYS = {
    "plain": (str, None),
    "full width": (lambda n: str(n).translate(FULL_WIDTH), None),
    "grouped": (lambda n: f"{n:,}", None),
    "spoken": (spoken, None),
    "ten thousands": (in_ten_thousands, None),
    "about": (lambda n: f"近{n}", "≈"),
    "more": (lambda n: f"{n * 10}余", "≥"),
    "spoken more": (lambda n: f"{spoken(n * 10)}余", "≥"),
    "split by spaces": (lambda n: f" {n} ", None),
}


@pytest.mark.parametrize("way", WAYS)
@settings(deadline=None, max_examples=40)
@given(number=numbers)
def test_a_number_is_read_as_it_was_written(way: str, number: int) -> None:
    write, approximation = WAYS[way]
    wanted = number * 10 if way.endswith("more") else number
    record = understood(
        f"甲县应急管理局2021年法治政府建设报告\n一、主要举措\n全年共检查企业{write(number)}家次，并督促整改。"
    )
    assert [(m.value, m.unit, m.approximation) for m in record.measures] == [(wanted, "家次", approximation)]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9_999).map(lambda n: n / 100))
def test_a_share_is_read_as_it_was_written(share: float) -> None:
    whole, _, decimals = f"{share:g}".partition(".")
    in_words = "百分之" + spoken(int(whole) or 0) + ("点" + "".join(CHINESE[d] for d in decimals) if decimals else "")
    for written in (
        f"{share:g}%",
        f"{share:g}％",
        f"{share:g}%".translate(FULL_WIDTH),
        in_words if int(whole) else f"{share:g}%",
    ):
        record = understood(
            f"甲县应急管理局2021年法治政府建设报告\n一、主要举措\n全年案件办结率达到{written}，再创新高。"
        )
        assert [(m.value, m.unit) for m in record.measures] == [(share, "%")], written
