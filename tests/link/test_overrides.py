"""A researcher's corrections hold against all rules, and say who made them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.link import correcting, overrides, uses
from kg.records import ADDS_UP, OTHER_YEAR, PART, Agency, Citation, Measure, Programme, Record, ReportFacts, SourceText

HEAD = "what\tcorrection\tauthor\treason\tfile\n"
RECORD = uses.settle(
    Record(
        source=SourceText("a.txt", "0" * 64, "《条例》区局"),
        report=ReportFacts("重庆市巴南区应急管理局", "重庆市巴南区", "500113", 2021),
        citations=(
            Citation(
                0, 4, "《条例》", "条例", level="local_regulation", resolution="ambiguous", candidates=("甲", "乙")
            ),
        ),
        agencies=(Agency(4, 6, "区局"),),
        measures=(
            Measure(10, 13, "12起", 12, "起", "行政处罚", "penalty", 2021),
            Measure(14, 16, "3起", 3, "起", "罚款", "penalty", 2021, part_of=0),
            Measure(20, 22, "3起", 3, "起", "行政复议", "review", 2020),
        ),
        programmes=(Programme(30, 36, "“双随机”", "双随机"),),
    )
)


def applied(tmp_path: Path, rows: str) -> Record:
    table = tmp_path / "o.tsv"
    table.write_text(HEAD + rows, "utf-8")
    overrides.read.cache_clear()
    return correcting.apply(RECORD, overrides.read(str(table))).record


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


def test_a_number_is_given_its_value_unit_or_year(tmp_path: Path) -> None:
    first, *others = applied(tmp_path, "12起\t1,200 件\tLi Wen\tmisprint\n").measures
    assert (first.value, first.unit, first.year, first.rule) == (1200, "件", 2021, "override")
    assert [replace(m, use=ADDS_UP) for m in others] == [replace(m, use=ADDS_UP) for m in RECORD.measures[1:]]
    assert [m.use for m in others] == [PART, OTHER_YEAR]  # 3起 and 1,200 件 are both cases
    changed = applied(tmp_path, "12起\tyear 2019\tLi Wen\tof 2019\n").measures[0]
    assert (changed.value, changed.unit, changed.year) == (12, "起", 2019)
    assert (RECORD.measures[0].counts_for, changed.use, changed.counts_for) == (("cases",), OTHER_YEAR, ())


def test_a_row_with_a_start_goes_before_one_without(tmp_path: Path) -> None:
    table = "what\tcorrection\tauthor\treason\tstart\n3起\t4\tLi Wen\tx\t20\n3起\t5\tLi Wen\ty\t\n"
    path = tmp_path / "o.tsv"
    path.write_text(table, "utf-8")
    overrides.read.cache_clear()
    corrected = correcting.apply(RECORD, overrides.read(str(path)))
    assert [m.value for m in corrected.record.measures] == [12, 5, 4]
    assert corrected.lines == (2, 3)


@pytest.mark.parametrize("wrong", ["abc", "-3", "9" * 400, "year 20"])
def test_a_row_that_gives_no_number_is_told_and_leaves_room_for_one_that_does(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "o.tsv"
    path.write_text(f"{HEAD}12起\t{wrong}\tLi Wen\tx\ta.txt\n12起\t8\tLi Wen\ty\t\n", "utf-8")
    overrides.read.cache_clear()
    corrected = correcting.apply(RECORD, overrides.read(str(path)))
    assert [m.value for m in corrected.record.measures] == [8, 3, 3]
    assert (corrected.lines, corrected.unfit) == ((3,), (2,))


def test_the_same_said_twice_is_no_contradiction(tmp_path: Path) -> None:
    first, *_ = applied(tmp_path, "12起\t8\tLi Wen\tslip\n12起\t8\tWang Li\tslip\n").measures
    assert first.value == 8


def test_a_character_where_nothing_begins_leaves_the_row_unused(tmp_path: Path) -> None:
    path = tmp_path / "o.tsv"
    path.write_text("what\tcorrection\tauthor\treason\tstart\n3起\t4\tLi Wen\tx\t21\n", "utf-8")
    overrides.read.cache_clear()
    assert correcting.apply(RECORD, overrides.read(str(path))) == (RECORD, (), ())


def test_parts_of_a_number_that_is_taken_out_stand_alone(tmp_path: Path) -> None:
    measures = applied(tmp_path, "12起\t-\tLi Wen\tcounted twice\n").measures
    assert [(m.value, m.part_of) for m in measures] == [(3, None), (3, None)]


def test_a_programme_is_given_its_name(tmp_path: Path) -> None:
    (programme,) = applied(tmp_path, "双随机\t双随机一公开\tLi Wen\tin full\n").programmes
    assert (programme.name, programme.surface) == ("双随机一公开", "“双随机”")


def test_facts_of_the_report_move_what_follows_from_them(tmp_path: Path) -> None:
    record = applied(
        tmp_path,
        "report year\t2019\tLi Wen\tmisprint\ta.txt\nreport agency\t天津市河东区司法局\tLi Wen\tsealed\ta.txt\n"
        "report date\t2020-03-01\tLi Wen\tseal\ta.txt\n条例\t安全生产法\tLi Wen\tmeant\n",
    )
    facts = record.report
    assert (facts.agency, facts.division, facts.division_code) == ("天津市河东区司法局", "天津市河东区", "120102")
    assert (facts.report_year, facts.issued) == (2019, "2020-03-01")
    assert [m.year for m in record.measures] == [2019, 2019, 2020]
    assert record.citations[0].act == "中华人民共和国安全生产法"  # a title that only one act has
    assert record.citations[0].version == "2014-08-31"
    assert "corrected by Li Wen: sealed (report agency → 天津市河东区司法局)" in facts.reasons


def test_names_are_resolved_by_the_corrected_facts(tmp_path: Path) -> None:
    from kg.link import link

    path = tmp_path / "o.tsv"
    path.write_text(HEAD + "report agency\t天津市河东区应急管理局\tLi Wen\tseal\ta.txt\n", "utf-8")
    overrides.read.cache_clear()
    rows = overrides.read(str(path))
    record = Record(SourceText("a.txt", "0" * 64, "区司法局"), ReportFacts(), agencies=(Agency(0, 4, "区司法局"),))
    (agency,) = link(record, lambda read: correcting.facts(read, rows)).agencies
    assert agency.canonical == "天津市河东区司法局"


def test_what_the_report_says_of_corrections_names_author_and_reason(tmp_path: Path) -> None:
    record = applied(tmp_path, "区局\t重庆市巴南区司法局\tLi Wen\town form\n12起\t13\tLi Wen\tslip\n")
    assert record.report.reasons == (
        "corrected by Li Wen: own form (区局 → 重庆市巴南区司法局)",
        "corrected by Li Wen: slip (12起 → 13)",
    )


def test_a_table_may_have_commas_and_its_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text('what,correction,author,reason\n\n条例,安全生产法,Li Wen,"yes, this"\n', "utf-8-sig")
    overrides.read.cache_clear()
    (row,) = overrides.read(str(path))
    assert (row.line, row.reason) == (3, "yes, this")


@pytest.mark.parametrize("apart", [",", "\t"])
def test_a_cell_may_hold_a_line_break_a_tab_and_quotation_marks(tmp_path: Path, apart: str) -> None:
    rows = [
        overrides.COLUMNS,
        ("# a \t", "", "", ""),
        ("《条例》", "-", 'Li "W" Wen', "one\ntwo,\tthree"),
        ("区局", "-", "Li", "x"),
    ]
    path = tmp_path / "o.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=apart).writerows(rows)
    overrides.read.cache_clear()
    first, second = overrides.read(str(path))
    assert (first.line, first.author, first.reason) == (3, 'Li "W" Wen', "one\ntwo,\tthree")
    assert (second.line, second.what) == (5, "区局")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + '条例\t-\tLi Wen\t"no end\n', "line 2: a cell that begins with a quotation mark"),
        (HEAD + '条例\t-\tLi Wen\tx\n"双随机"一公开\t-\tLi\tx\n', "line 3: a cell that begins with a quotation mark"),
        ("", "first line must name the columns"),
        ("what\tcorrection\n", "first line must name the columns"),
        (HEAD + "条例\t\tLi Wen\tx\n", "line 2: correction is empty"),
        (HEAD + "report year\t2021\tLi Wen\tx\n", "line 2: report year needs the column file"),
        (HEAD + "report year\tsoon\tLi Wen\tx\ta.txt\n", "line 2: 'soon' cannot be the report year"),
        (HEAD + "report date\t2021-2-30\tLi Wen\tx\ta.txt\n", "cannot be the report date"),
        ("what\tcorrection\tauthor\treason\tstart\nx\ty\tz\tw\tsoon\n", "start is the number of a character"),
        (HEAD + "7起\t8\tLi\tx\n区局\t-\tLi\tx\n7起\t9\tLi\tx\n", "line 4: '7起' is given another .* line 2; keep one"),
        (HEAD + "# a comment\n条例\t甲\n", "line 3: author, reason is empty"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "o.tsv"
    table.write_text(text, "utf-8")
    overrides.read.cache_clear()
    with pytest.raises(UsageError, match=message):
        overrides.read(str(table))
