"""A researcher's corrections hold against all rules, and say who made them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.link import overrides
from kg.records import Agency, Citation, Record, ReportFacts, SourceText

HEAD = "what\tcorrection\tauthor\treason\tfile\n"
RECORD = Record(
    source=SourceText("a.txt", "0" * 64, "《条例》区局"),
    report=ReportFacts("重庆市巴南区应急管理局", "重庆市巴南区", "500113", 2021),
    citations=(
        Citation(0, 4, "《条例》", "条例", level="local_regulation", resolution="ambiguous", candidates=("甲", "乙")),
    ),
    agencies=(Agency(4, 6, "区局"),),
)


def applied(tmp_path: Path, rows: str) -> Record:
    table = tmp_path / "o.tsv"
    table.write_text(HEAD + rows, "utf-8")
    overrides.read.cache_clear()
    return overrides.apply(RECORD, overrides.read(str(table)))


@pytest.mark.parametrize("what", ["《条例》", "条例"])
def test_a_citation_is_given_its_act_with_level_and_version(tmp_path: Path, what: str) -> None:
    (citation,) = applied(tmp_path, f"{what}\t中华人民共和国安全生产法\tLi Wen\tattachment\n").citations
    assert (citation.canonical, citation.level, citation.resolution) == ("中华人民共和国安全生产法", "law", "exact")
    assert citation.version == "2021-06-10"
    assert citation.candidates == ()
    assert citation.flags == ("corrected by Li Wen: attachment",)


def test_an_act_that_no_table_has_keeps_the_level_that_its_form_gave(tmp_path: Path) -> None:
    (citation,) = applied(tmp_path, "条例\t某市环境条例\tLi Wen\tseen\n").citations
    assert (citation.canonical, citation.level, citation.version) == ("某市环境条例", "local_regulation", None)


def test_an_agency_is_given_its_name(tmp_path: Path) -> None:
    (agency,) = applied(
        tmp_path, "区局\thttps://w3id.org/fazhi/id/agency/重庆市巴南区司法局\tLi Wen\town form\n"
    ).agencies
    assert (agency.canonical, agency.rule) == ("重庆市巴南区司法局", "override")


def test_a_dash_takes_the_record_out(tmp_path: Path) -> None:
    record = applied(tmp_path, "条例\t-\tLi Wen\tno act\n区局\t-\tLi Wen\tnobody\n")
    assert record.citations == ()
    assert record.agencies == ()


def test_a_row_for_another_file_changes_nothing(tmp_path: Path) -> None:
    assert applied(tmp_path, "条例\t-\tLi Wen\tno act\tb.txt\n") == RECORD
    assert applied(tmp_path, "条例\t-\tLi Wen\tno act\ta.txt\n") != RECORD


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "first line must name the columns"),
        ("what\tcorrection\n", "first line must name the columns"),
        (HEAD + "条例\t\tLi Wen\tx\n", "line 2: correction is empty"),
        (HEAD + "# a comment\n条例\t甲\n", "line 3: author, reason is empty"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "o.tsv"
    table.write_text(text, "utf-8")
    overrides.read.cache_clear()
    with pytest.raises(UsageError, match=message):
        overrides.read(str(table))
