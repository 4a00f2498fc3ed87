"""Everything that is said is said in Chinese and English, out of one table."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import messages, readers
from kg.messages import error, say

PACKAGE = Path(messages.__file__).parent
ROWS = [
    line.split("\t")
    for line in (PACKAGE / "messages.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Marks of the other script beside a Chinese character: 图谱,已损坏; 图谱 (已损坏).
MIXED = re.compile(r"[\u4e00-\u9fff][,;:!?()\"]|[,;:!?()\"][\u4e00-\u9fff]|[\u4e00-\u9fff] ?\.(?:$| )")
#: Raised for mistakes of the program, not of its users.
INTERNAL = ("AttributeError", "AssertionError", "ValueError", "TypeError", "KeyError", "NotImplementedError")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)[:}]", text))


def test_each_message_stands_in_both_languages_with_the_same_values() -> None:
    keys = [row[0] for row in ROWS]
    assert keys == sorted(set(keys))
    for key, chinese, english in ROWS:
        # Of an error some detail may be left out, like the number that a system has for it.
        said, known = placeholders(chinese), placeholders(english)
        assert said <= known if key.startswith("error.") else said == known, key
        assert key.startswith("help.") or not CHINESE.search(re.sub(r"[（(][^）)]*[）)]", "", english)), key
        words = re.sub(r"\{.*?\}", "", chinese)
        assert CHINESE.search(words) or not re.search("[A-Za-z]", words), key


@pytest.mark.parametrize(("key", "chinese"), [(row[0], row[1]) for row in ROWS])
def test_chinese_stands_with_chinese_marks(key: str, chinese: str) -> None:
    assert not MIXED.search(chinese), key


def raised() -> Iterator[tuple[str, str]]:
    """Where an error for users is made, and its message with ``7`` for each value."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if name in INTERNAL or not (name.endswith(("Error", "QueryTimeout", "TimedOut")) or name == "refusal"):
                continue
            for text in texts(node.args[1] if name == "refusal" and len(node.args) > 1 else node.args[0]):
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", text


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join("7" if isinstance(part, ast.FormattedValue) else str(part.value) for part in node.values)  # type: ignore[attr-defined]


def test_each_error_that_is_raised_has_its_chinese() -> None:
    found = dict(raised())
    assert len(found) > 150
    found = {where: text for where, text in found.items() if re.search("[A-Za-z]", text)}  # the others pass one on
    without = [f"{where}: {text}" for where, text in found.items() if CHINESE.search(error(text, "zh")) is None]
    assert without == [], "put these into kg/messages.tsv, with a key that begins with error."


def test_each_text_is_used() -> None:
    source = "\n".join(f.read_text("utf-8") for f in PACKAGE.rglob("*.py"))
    families = set(re.findall(r"f\"([a-z]+)\.\{", source))
    unused = [
        row[0]
        for row in ROWS
        if not row[0].startswith(("error.", "help."))
        and not re.search(rf"[\"']{re.escape(row[0])}[\"']", source)
        and row[0].partition(".")[0] not in families
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("the store has no act called '大气发' (did you mean 大气法 or 水法?)", "图谱中没有名为“大气发”的法律文件（是否指大气法、水法？）"),
        ("a.txt: cannot be read: Permission denied; check its permissions", "a.txt：无法读取：没有权限；请检查权限"),
        ("this { is not closed (line 2, column 3)", "这里的 { 没有闭合（第 2 行第 3 列）"),
        ("No such option '--jsno'. Did you mean '--json'? (kg ask --help)", "没有选项“--jsno”；是否指“--json”？（kg ask --help 有说明）"),
        ("Missing option '-o' / '--output'.", "缺少选项“-o” / “--output”"),
        ("no column 'x y' to draw by; columns are name, 层 级", "没有可用的列“x y”；现有 name、层 级"),
        ("Got unexpected extra argument (2) (kg ask --help)", "多余的参数（2）（kg ask --help 有说明）"),
        ("words that no table has", "words that no table has"),
    ],
)  # fmt: skip
def test_errors_are_said_in_chinese_with_their_values(english: str, chinese: str) -> None:
    assert error(english, "zh") == chinese
    assert error(english, "en") == english


@pytest.mark.parametrize(
    "message",
    [
        "a" + " (" * 2000 + "a" + " of " * 2000 + "a" + " statements were sent: go on with --from " * 200,
        "x: is not right: " * 1200,
        " (line 1, column 2)" * 1000,
        "(" * 20_000,
    ],
    ids=["one with many values", "many, one within the other", "numbers", "no words"],
)
def test_what_somebody_sent_is_said_at_once_however_it_is_made(message: str) -> None:
    error("", "zh")
    began = time.process_time()
    assert len(error(message, "zh")) > 10_000
    assert time.process_time() - began < 0.5


def test_values_are_filled_in() -> None:
    assert say("build.unused", "zh", table="c.tsv", line=2, what="《法》") == (
        "c.tsv 第 2 行：没有报告含有“《法》”；此行未起作用"
    )


def test_files_that_are_no_text_are_named_in_chinese() -> None:
    for _, what in (*readers._UNREADABLE, *((of, what) for of, what in readers.docx._PACKAGES if what)):
        assert CHINESE.search(error(f"a: {what}", "zh")), what
