"""``kg build`` and ``kg extract`` on good and bad input: what is good is kept, what is not is listed with the reason."""

from __future__ import annotations

import fcntl
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.link as linking
from kg.records import Record

Run = Callable[..., tuple[int, str, str]]

REPORT = (
    "重庆市巴南区应急管理局\n2021年法治政府建设年度报告\n\n一、主要举措和成效\n"
    "认真学习《安全生产法》，全年检查企业120家次，行政处罚12起。开展“安全生产月”活动。\n"
    "二、下一年度工作安排\n落实“谁执法谁普法”责任制。\n\n重庆市巴南区应急管理局\n2022年3月10日\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "good.txt").write_text(REPORT, "utf-8")
    return reports


def test_a_build_prints_its_summary_and_what_to_do_next(kg: Run, folder: Path, tmp_path: Path) -> None:
    code, out, err = kg("build", folder, "-o", tmp_path / "s.kg")
    assert code == 0, err
    assert out.startswith(f"{tmp_path / 's.kg'}: 1 report (1 read, 0 unchanged, 0 dropped)")
    assert "citations" in out
    assert "next: kg ask" in err
    again = json.loads(kg("build", folder, "-o", tmp_path / "s.kg", "--json")[1])
    assert (again["read"], again["kept"], again["left_out"]) == (0, 1, [])
    assert "1 份报告" in kg("--lang", "zh", "build", folder, "-o", tmp_path / "s.kg")[1]
    assert kg("build", folder, "-o", tmp_path / "s.kg", "-q")[:3] == (0, "", "")


def test_what_may_be_no_report_is_named(kg: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "weather.txt").write_text("今天天气好。\n", "utf-8")
    (folder / "masked.txt").write_text(REPORT.replace("重庆市巴南区应急管理局", "***局"), "utf-8")
    code, _, err = kg("build", folder, "-o", tmp_path / "s.kg")
    assert code == 0, err
    assert "1 file with neither a reporting agency nor sections, counted as reports" in err
    assert "weather.txt" in err
    assert "masked.txt" not in err
    told = json.loads(kg("build", folder, "-o", tmp_path / "s.kg", "--json")[1])
    assert told["doubtful"] == ["weather.txt"]


def test_bad_files_are_left_out_and_listed_and_the_good_are_kept(kg: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "gbk.txt").write_bytes(REPORT.replace("2021", "2020").encode("gb18030"))
    (folder / "utf16.txt").write_bytes(REPORT.replace("2021", "2019").encode("utf-16"))
    code, out, err = kg("build", folder, "-o", tmp_path / "s.kg")
    assert code == 3, err
    assert "3 reports" in out
    assert "left out, 2:" in out
    left = [line.strip() for line in out.partition("left out, 2:")[2].strip().splitlines()]
    assert [line.partition(":")[0] for line in left] == ["binary.txt", "empty.txt"]
    assert all(len(line) > 20 for line in left)
    told = json.loads(kg("stats", tmp_path / "s.kg", "--json")[1])
    assert [item["file"] for item in told["left_out"]] == ["binary.txt", "empty.txt"]
    assert told["counts"]["reports"] == 3
    assert "Traceback" not in err + out


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_missing_path_is_wrong_usage(kg: Run, tmp_path: Path, command: str) -> None:
    options = ["-o", tmp_path / "s.kg"] if command == "build" else []
    code, _, err = kg(command, tmp_path / "missing", *options)
    assert code == 2
    assert "there is no such file or folder" in err
    assert err.count("\n") == 1
    assert not (tmp_path / "s.kg").exists()


def test_targets_that_are_no_store_are_left_alone(kg: Run, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.doc").write_text("mine")
    file = tmp_path / "file.kg"
    file.write_text("mine")
    for target in (other, file):
        code, _, err = kg("build", folder, "-o", target)
        assert code == 4
        assert "nothing was changed" in err
    assert [p.name for p in other.iterdir()] == ["thesis.doc"]
    assert file.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_target_that_cannot_be_written(kg: Run, folder: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    code, _, err = kg("build", folder, "-o", locked / "s.kg")
    assert code == 4
    assert "cannot be written" in err


def test_a_target_below_a_file_cannot_be_made(kg: Run, folder: Path, tmp_path: Path) -> None:
    code, _, err = kg("build", folder, "-o", folder / "good.txt" / "s.kg")
    assert code == 4
    assert err.count("\n") == 1


def test_a_second_build_at_the_same_time_is_told_who_holds_the_lock(kg: Run, folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    assert kg("build", folder, "-o", store)[0] == 0
    before = kg("dump", store)[1]
    with (store / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _, err = kg("build", folder, "-o", store)
    assert code == 4
    assert "another build is writing" in err
    assert kg("dump", store)[1] == before


@pytest.mark.parametrize(
    ("number", "words"),
    [(99, "install a newer fazhi-kg"), (1, "built by an older version of fazhi-kg: run kg build again")],
)
def test_a_store_of_another_format_is_told_in_a_line(
    kg: Run, folder: Path, tmp_path: Path, number: int, words: str
) -> None:
    store = tmp_path / "s.kg"
    assert kg("build", folder, "-o", store)[0] == 0
    manifest = store / "current" / "manifest.json"
    manifest.write_text(re.sub(r'"format": \d+', f'"format": {number}', manifest.read_text("utf-8"), count=1), "utf-8")
    for arguments in (
        ["stats", store],
        ["ask", "1", "-s", store],
        ["query", "ASK {}", "-s", store],
        ["panel", "-o", tmp_path / "p.csv", "-s", store],
        ["serve", store, "--port", "0"],
    ):
        code, _, err = kg(*arguments)
        assert code == 4, arguments
        assert words in err
        assert err.count("\n") == 1
    assert kg("build", folder, "-o", store)[0] == (4 if number == 99 else 0)


def test_records_as_lines_table_and_page(kg: Run, folder: Path, tmp_path: Path) -> None:
    code, out, err = kg("extract", folder)
    assert code == 0, err
    record = json.loads(out)
    assert list(record)[:4] == ["file", "sha256", "report", "sections"]
    for kind in ("citations", "agencies", "measures"):
        for item in record[kind]:
            assert REPORT[item["start"] : item["end"]] == item["surface"]
    assert kg("extract", folder / "good.txt")[1] == out
    table = kg("extract", folder, "--format", "table")[1]
    assert "《安全生产法》" in table
    target = tmp_path / "page.html"
    assert kg("extract", folder, "--format", "html", "-o", target)[0] == 0
    page = target.read_text("utf-8")
    assert '<mark class="citation law' in page
    assert "<script" not in page


def test_files_that_cannot_be_read_are_named_and_the_others_extracted(kg: Run, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    code, out, err = kg("extract", folder)
    assert code == 3
    assert out.count("\n") == 1
    assert err == "left out, 1:\n  empty.txt: is empty; there is no text to read\n"
    code, out, err = kg("extract", folder / "empty.txt")
    assert (code, out) == (3, "")
    assert "no report could be read" in err


def test_a_damaged_archive_is_left_out_and_listed_and_the_others_are_read(
    kg: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "2020").mkdir()
    with zipfile.ZipFile(folder / "2020" / "bad.zip", "w") as archive:
        archive.writestr("a.txt", REPORT)
    whole = (folder / "2020" / "bad.zip").read_bytes()
    (folder / "2020" / "bad.zip").write_bytes(whole.replace(b"PK\x01\x02", b"PK\x09\x09"))
    listed = "left out, 1:\n  2020/bad.zip: is a damaged zip archive (Bad magic number for central directory); pack it again\n"
    code, out, _ = kg("build", folder, "-o", tmp_path / "s.kg")
    assert (code, "1 report (1 read" in out, out.endswith(listed)) == (3, True, True)
    code, out, err = kg("extract", folder)
    assert (code, out.count("\n"), err) == (3, 1, listed)


def test_a_report_that_breaks_the_rules_of_reading_costs_only_itself(
    kg: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "odd.txt").write_text(REPORT + "附注。\n", "utf-8")
    known = linking.link

    def broken(record: Record) -> Record:
        if record.source.file == "odd.txt":
            raise IndexError("list index out of range")
        return known(record)

    monkeypatch.setattr(linking, "link", broken)
    code, out, err = kg("extract", folder)
    assert (code, json.loads(out)["file"]) == (3, "good.txt")
    assert err == (
        "left out, 1:\n  odd.txt: could not be understood (IndexError: list index out of range); please report it\n"
    )


def test_what_was_written_before_stays_where_nothing_new_comes(
    kg: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "records.jsonl"
    target.write_text("before", "utf-8")
    assert kg("extract", tmp_path / "nowhere", "-o", target)[0] == 2
    assert target.read_text("utf-8") == "before"
    assert kg("build", folder, "-o", tmp_path / "s.kg")[0] == 0

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kg.store.dumping._sorted_parts", full)
        code, _, err = kg("dump", tmp_path / "s.kg", "--format", "nq", "-o", target)
    assert (code, "No space left on device" in err) == (4, True)
    assert target.read_text("utf-8") == "before"
    target.chmod(0o640)
    assert kg("extract", folder, "-o", target)[0] == 0
    assert json.loads(target.read_text("utf-8"))["file"] == "good.txt"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["records.jsonl", "reports", "s.kg"]


def test_links_are_followed_and_devices_written_as_they_are(kg: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "records.jsonl")
    assert kg("extract", folder, "-o", tmp_path / "link.jsonl")[0] == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert json.loads((tmp_path / "records.jsonl").read_text("utf-8"))["file"] == "good.txt"
    assert kg("extract", folder, "-o", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()


def test_files_of_other_kinds_beside_the_reports_are_passed_over_and_read_only_by_name(
    kg: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = folder / "notes.log"
    notes.write_text(REPORT + "附注。\n", "utf-8")
    for name in ("logo.png", "figures.xlsx", ".DS_Store", "~$good.docx"):
        (folder / name).write_bytes(b"\x89PNG")
    store = tmp_path / "s.kg"
    told = "3 other files passed over as no reports: figures.xlsx, logo.png, notes.log\n"
    code, out, _ = kg("build", folder, "-o", store)
    assert code == 0
    assert out.endswith(told)
    assert kg("extract", folder)[::2] == (0, told)
    assert kg("stats", store)[2].endswith(told)
    code, out, _ = kg("build", folder / "logo.png", "-o", tmp_path / "other.kg")  # whoever names it wants it
    assert code == 3
    assert "logo.png: is a picture; run it through text recognition" in out
    assert kg("build", notes, "-o", store)[0] == 0
    held = json.loads((store / "current" / "manifest.json").read_text("utf-8"))["inputs"]
    assert {i["file"] for i in held} == {"good.txt", "notes.log"}
    assert "2 other files passed over" in kg("build", folder, "-o", store)[1]  # it stays what it was taken for
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "略过 3 个其他文件（不是报告）：figures.xlsx、logo.png、notes.log" in kg("extract", folder)[2]


def test_a_table_that_is_named_is_refused(kg: Run, folder: Path, tmp_path: Path) -> None:
    store, panel = tmp_path / "s.kg", tmp_path / "panel.csv"
    assert kg("build", folder, "-o", store)[0] == 0
    assert kg("panel", "-o", panel, "-s", store)[0] == 0
    why = "panel.csv: .csv is a table or data, and no report; a report is saved as .txt, .docx, .pdf or .html"
    code, out, _ = kg("build", folder, panel, "-o", store)
    assert (code, "1 report (0 read, 1 unchanged" in out, f"left out, 1:\n  {why}\n" in out) == (3, True, True)
    code, out, err = kg("--lang", "zh", "extract", panel)
    assert (code, out) == (3, "")
    assert "panel.csv：.csv 是表格或数据，不是报告；报告请存为 .txt、.docx、.pdf 或 .html\n" in err


def test_a_build_that_read_nothing_gives_the_reasons_and_no_counts(kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.jpg").write_bytes(b"\xff\xd8\xff")
    code, out, err = kg("build", folder, "-o", tmp_path / "s.kg")
    assert code == 3
    assert out.splitlines()[1:] == [
        "left out, 1:",
        "  a.txt: is empty; there is no text to read",
        "1 other file passed over as no reports: b.jpg",
    ]
    assert "no report could be read" in err
    (folder / "a.txt").unlink()
    assert kg("build", folder, "-o", tmp_path / "none.kg")[0] == 3


def test_reports_of_the_same_content_are_taken_once_and_said(kg: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "good (1).txt").write_text(REPORT, "utf-8")
    (folder / "void.txt").write_bytes(b"")
    code, out, _ = kg("build", folder, "-o", tmp_path / "s.kg")
    assert code == 3  # because of the one that is empty
    assert "1 report (1 read, 0 unchanged, 0 dropped)" in out
    assert (
        "of the same content as another file, so taken once, 1:\n  good.txt: has the same bytes as good (1).txt" in out
    )
    (folder / "void.txt").unlink()
    assert kg("build", folder, "-o", tmp_path / "s.kg")[0] == 0


def test_reports_that_are_gone_from_the_folder_are_kept_and_said_until_they_are_pruned(
    kg: Run, folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "s.kg"
    (folder / "old.txt").write_text(REPORT.replace("2021", "2020"), "utf-8")
    assert kg("build", folder, "-o", store)[0] == 0
    (folder / "old.txt").unlink()
    code, out, err = kg("build", folder, "-o", store)
    assert code == 0
    assert "2 reports (0 read, 2 unchanged" in out
    assert "1 report is no longer among the given ones and kept; --prune drops them: old.txt" in err
    code, out, err = kg("build", folder, "-o", store, "--prune")
    assert "1 report (0 read, 1 unchanged, 1 dropped)" in out
    assert "no longer" not in err


def test_corrections_are_applied_and_those_that_fit_nothing_are_named(kg: Run, folder: Path, tmp_path: Path) -> None:
    table, store = tmp_path / "c.csv", tmp_path / "s.kg"
    table.write_text(
        "what,correction,author,reason,file,start\n"
        "《安全生产法》,中华人民共和国消防法,Li Wen,misquoted,\n"
        "12起,15,Li Wen,corrigendum,good.txt\n"
        "120家次,nobody,Li Wen,no number,\n"
        "report year,2020,Li Wen,misprint,good.txt\n"
        "《不存在法》,-,Li Wen,not there,\n"
        "12起,16,Li Wen,of another,other.txt\n"
        "12起,many,Li Wen,no number either,\n"
        "12起,7,Li Wen,there is none,,99999\n",
        "utf-8",
    )
    code, _, err = kg("build", folder, "-o", store, "--overrides", table)
    assert code == 0
    assert err.splitlines()[:5] == [
        f"{table} line 4: '120家次' is a number and 'nobody' is none: write 157, or year 2020 (or 157 人); the row changed nothing",
        f"{table} line 6: no report has '《不存在法》'; the row changed nothing",
        f"{table} line 7: other.txt does not have '12起', or is no report of this store; the row changed nothing",
        f"{table} line 8: '12起' is a number and 'many' is none: write 157, or year 2020 (or 157 人); the row changed nothing",
        f"{table} line 9: no '12起' begins at character 99999; the row changed nothing",
    ]
    again = kg("build", folder, "-o", store, "--overrides", table)[2]  # nothing is read again, and as much is known
    assert again.splitlines()[:5] == err.splitlines()[:5]
    assert "中华人民共和国消防法" in kg("ask", "most-cited-acts", "-s", store, "-p", "year=2020")[1]
    facts = kg("ask", "report-facts", "-s", store, "-p", "report=good.txt", "--format", "csv")[1]
    assert "行政处罚 15 起,penalty 2020" in facts
    remarks = kg("query", "SELECT ?r { ?x a fz:Report ; fz:remark ?r }", "-s", store, "--format", "csv")[1]
    assert "corrected by Li Wen: corrigendum (12起 → 15)" in remarks
    assert kg("validate", store, "--no-shacl")[0] == 0
    assert "--overrides" in kg("build", folder, "-o", store, "--overrides", tmp_path / "no.tsv")[2]
    code, _, err = kg("build", folder, "-o", store)
    assert code == 0
    assert "so those of the last build are taken back, in 1 report; to keep them build again" in err
    assert "good.txt" in err


def test_records_are_scored_against_annotations(kg: Run, folder: Path, tmp_path: Path) -> None:
    lines = kg("extract", folder)[1]
    (tmp_path / "now.jsonl").write_text(lines, "utf-8")
    gold = json.loads(lines)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "good.json").write_text(
        json.dumps({k: gold[k] for k in ("report", "sections", "citations", "agencies", "measures", "programmes")}),
        "utf-8",
    )
    code, out, err = kg("eval", tmp_path / "gold", tmp_path / "now.jsonl")
    assert code == 0, err
    assert "citations" in out
    worse = gold | {"citations": []}
    (tmp_path / "worse.jsonl").write_text(json.dumps(worse), "utf-8")
    out = kg("eval", tmp_path / "gold", tmp_path / "worse.jsonl", "--errors", "--against", tmp_path / "now.jsonl")[1]
    assert "citations: missed: good" in out
    assert "lost citations: missed: good" in out
    told = json.loads(kg("eval", tmp_path / "gold", tmp_path / "worse.jsonl", "--json")[1])
    assert told["citations"]["recall"] == 0
    assert kg("build", folder, "-o", tmp_path / "s.kg")[0] == 0
    of_store = json.loads(kg("eval", tmp_path / "gold", tmp_path / "s.kg", "--json")[1])
    assert of_store["citations"]["f1"] == of_store["measures"]["f1"] == 1
    (tmp_path / "bad.jsonl").write_text("{]", "utf-8")
    for found, code in ((tmp_path / "bad.jsonl", 3), (tmp_path / "none.jsonl", 2)):
        assert kg("eval", tmp_path / "gold", found)[0] == code
    assert kg("eval", tmp_path / "none", tmp_path / "now.jsonl")[0] == 2


def test_files_of_one_agency_and_year_are_named(kg: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "again.md").write_text(REPORT + "\n", "utf-8")
    err = kg("build", folder, "-o", tmp_path / "s.kg")[2]
    assert "1 agency and year has several files, and each counts as a report" in err
    assert "again.md = good.txt" in err
    assert json.loads(kg("build", folder, "-o", tmp_path / "s.kg", "--json")[1])["doubled"] == [
        ["again.md", "good.txt"]
    ]
