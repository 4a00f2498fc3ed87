"""Encodings are told apart; what is no text is named in one line."""

import codecs
import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import readers
from kg.errors import InputError, UsageError
from tests.formats import gbk

REPORT = "甲县应急管理局2022年法治政府建设情况报告\n一、主要举措\n全年检查12家次。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + REPORT.encode(), "utf-8"),
        (REPORT.encode("gbk"), "gb18030"),
        ((REPORT + "㐂𠀀").encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings(data, encoding):
    text, found = readers.decode(data, "报告.txt")
    assert text.startswith(REPORT)
    assert found == encoding


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), r"\.doc"),
        (b"%PDF-1.4 broken", "damaged PDF"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"{\\rtf1\\ansi\\ansicpg936 \\'b1\\'a8}", r"rich text file \(\.rtf\); save it as \.docx"),
        (codecs.BOM_UTF16_LE + b"a", "damaged at byte"),
        (REPORT.encode()[:-1] + b"\xe4", "neither UTF-8"),
    ],
)
def test_what_cannot_be_read_is_named(data, says):
    with pytest.raises(InputError, match=says) as error:
        readers.decode(data, "报告.txt")
    message = str(error.value)
    assert message.startswith("报告.txt: ")
    assert "\n" not in message


@given(st.binary(max_size=3000))
def test_any_bytes_are_text_or_an_input_error(data):
    try:
        text, _ = readers.decode(data, "x")
    except InputError:
        return
    assert text.strip()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip))
def test_utf8_is_kept_to_the_character(text):
    # A text that happens to begin like another format is read as that format.
    head = text.lstrip().lower()
    if "<" not in head and not head.startswith(("%pdf-", "pk")):
        assert readers.decode(text.encode(), "x")[0] == text.removeprefix("\ufeff")


def test_folders_are_walked_in_order_and_hidden_files_passed_over(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.txt", ".hidden.txt", "~$lock.docx"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    assert [f.file for f in readers.find([tmp_path])] == ["b/a.txt", "c.txt"]


def test_linked_folders_are_walked_once_and_what_cannot_be_looked_into_is_named(tmp_path, monkeypatch):
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside / "b", inside / "locked", inside / ".git", outside / "c"):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (inside / "0").symlink_to(outside)
    (inside / "1").symlink_to(inside / "b")
    (outside / "round").symlink_to(inside)
    (inside / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inside / "pipe.txt")
    scandir = os.scandir

    def look(path):
        if Path(path).name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", look)
    found = readers.find([inside])
    assert [f.file for f in found] == ["0/c/a.txt", "b/a.txt", "gone.txt", "locked"]
    for one, reason in (
        (found[2], "gone.txt: cannot be read: No such"),
        (found[3], "locked: cannot be read: Permission"),
    ):
        with pytest.raises(InputError, match=reason):
            readers.read(one)
    assert [f.file for f in readers.find([inside / "locked"])] == ["locked"]


NAMES = ["a.txt", "b.json", "c.PY", "d", "e.md", "报告2021.12.30", "报告.最终版", "g.csv", "h.txt.bak"]


def test_only_kinds_of_reports_are_read_from_a_folder(tmp_path):
    for name in NAMES:
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    found = readers.find([tmp_path])
    assert [f.file for f in found] == sorted(NAMES)
    left = {}
    for one in found:
        try:
            assert readers.read(one).text == REPORT
        except InputError as error:
            left[one.file] = str(error)
    assert sorted(left) == ["b.json", "c.PY", "g.csv", "h.txt.bak"]
    assert left["c.PY"] == "c.PY: .PY is no kind of report; give the file by name to read it as text"


def test_a_file_given_by_name_is_read_whatever_its_ending_but_for_tables_and_data(tmp_path):
    for name in ("报告.doc2", "panel.CSV", "seen.jsonl"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    *tables, report = readers.find([tmp_path / "报告.doc2", tmp_path / "panel.CSV", tmp_path / "seen.jsonl"])
    assert readers.read(report).text == REPORT
    for found, told in zip(tables, ("panel.CSV: .CSV", "seen.jsonl: .jsonl"), strict=True):
        with pytest.raises(InputError, match=f"{told} is a table or data, and no report; a report is saved as .txt"):
            readers.read(found)


def test_names_that_are_not_utf_8_are_shown_as_gb18030(tmp_path):
    folder = tmp_path / "报告" / gbk("甲县")
    folder.mkdir(parents=True)
    for name in ("年报.txt", "年报.png"):
        (folder / gbk(name)).write_text(REPORT, "utf-8")
    picture, report = readers.find([tmp_path / "报告"])
    assert (picture.file, report.file) == ("甲县/年报.png", "甲县/年报.txt")
    assert readers.read(report).text == REPORT
    with pytest.raises(InputError, match=r"甲县/年报\.png: \.png is a picture"):
        readers.read(picture)
    assert readers.find([report.path])[0].file == "年报.txt"


def test_two_folders_with_a_file_of_one_name_stay_apart(tmp_path):
    for folder in ("2021", "2022"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(REPORT, encoding="utf-8")
    found = readers.find([tmp_path / "2021", tmp_path / "2022"])
    assert [f.file for f in found] == ["2021/a.txt", "2022/a.txt"]


def test_two_folders_of_one_name_are_told_apart_by_those_above_them(tmp_path):
    for folder in ("甲县/2021", "乙县/2021"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(REPORT, encoding="utf-8")
    assert [f.file for f in readers.find([tmp_path / "甲县/2021", tmp_path / "乙县/2021"])] == [
        "乙县/2021/a.txt",
        "甲县/2021/a.txt",
    ]
    named = readers.find([tmp_path / "甲县/2021/a.txt", tmp_path / "乙县/2021/a.txt"])
    assert [f.file for f in named] == ["乙县/2021/a.txt", "甲县/2021/a.txt"]


def test_a_missing_path_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        readers.find([tmp_path / "nowhere"])


def test_offsets_refer_to_the_decoded_text_with_its_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("甲\r\n乙".encode())
    assert readers.read(readers.find([path])[0]).text == "甲\r\n乙"
