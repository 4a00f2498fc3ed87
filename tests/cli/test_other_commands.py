"""Commands that write files for others, help texts, and how the process behaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, cli
from kg.commands.helping import told_help
from kg.messages import say

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(kg: Run, name: str) -> None:
    code, out, _ = kg(name, "--help")
    assert code == 0
    assert f"kg {name}" in out.partition("Example")[2]


def test_help_names_every_command_in_both_languages(kg: Run) -> None:
    english, chinese = kg("--help")[1], kg("--lang", "zh", "--help")[1]
    for name in COMMANDS:
        assert name in english
        assert say(f"command.{name}", "en") in " ".join(english.split())
        assert say(f"command.{name}", "zh") in chinese
    assert kg()[0] == 0
    assert kg("--version")[1].startswith("fazhi-kg ")


def helps() -> Iterator[tuple[str, str]]:
    """Each help text with the command that it belongs to."""
    context = click.Context(cli)
    for name in ("", *COMMANDS):
        command = cli.get_command(context, name) if name else cli
        assert command is not None
        assert command.help
        yield name, command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                yield name, parameter.help


def test_each_help_text_has_its_chinese() -> None:
    texts = list(helps())
    assert len(texts) > 100
    for name, text in texts:
        for paragraph in told_help(text, "zh").split("\n\n"):
            assert re.search("[\u4e00-\u9fff]{2}", paragraph.replace("安全生产法", "")), (name, paragraph)


def test_help_in_chinese(kg: Run) -> None:
    out = kg("--lang", "zh", "ask", "--help")[1]
    assert out.startswith("用法：kg ask [OPTIONS] [QUESTION]\n\n  按名称或序号回答")
    assert "\n选项：\n" in out
    assert "\n  例：\n" in out
    assert "显示本说明并退出。" in out
    out = kg("--lang", "zh", "build", "--help")[1]
    assert "[默认：serial]" in out
    assert "\n    correction  正式标题或名称；" in out
    assert kg("ask", "--help")[1].startswith("Usage: kg ask")


def test_networks_are_listed_and_written(kg: Run, small_path: Path, tmp_path: Path) -> None:
    assert "agency-act" in kg("export", "--list")[1]
    target = tmp_path / "a.gexf"
    code, _, err = kg("export", "agency-act", "-o", target, "-s", small_path, "--years", "2020-2022")
    assert code == 0, err
    assert kg("lint-gexf", target)[0] == 0
    (tmp_path / "bad.gexf").write_text("<gexf/>")
    code, out, _ = kg("lint-gexf", tmp_path / "bad.gexf", "--json")
    assert code == 3
    assert json.loads(out.splitlines()[0])["rule"]
    code, out, err = kg("lint-gexf", tmp_path / "bad.gexf")
    assert "namespace: the root is not <gexf version=1.3>" in err
    code, out, err = kg("--lang", "zh", "lint-gexf", tmp_path / "bad.gexf")
    assert f"{tmp_path / 'bad.gexf'}：第 1 行：declaration：开头不是" in out
    assert "namespace：根元素不是" in err
    for arguments, words in (
        (["export"], "which network?"),
        (["export", "agency-act"], "where to?"),
        (["export", "agency-act", "-o", tmp_path / "a.gexf", "--years", "soon"], "years are written"),
        (["export", "nothing", "-o", tmp_path / "a.gexf"], "nothing"),
        (["export", "agency-act", "-o", tmp_path / "a.doc"], "unknown format"),
    ):
        code, _, err = kg(*arguments, "-s", small_path)
        assert code == 2
        assert words in err


def test_the_panel_and_its_codebook_are_written(kg: Run, small_path: Path, tmp_path: Path) -> None:
    for name, options in (
        ("p.csv", ["--bom"]),
        ("w.parquet", ["--wide"]),
        ("c.csv", ["--codebook"]),
        ("f.csv", ["--figures"]),
    ):
        code, _, err = kg("panel", "-o", tmp_path / name, *options, "-s", small_path)
        assert code == 0, err
        assert (tmp_path / name).stat().st_size > 0
    assert (tmp_path / "p.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    code, _, err = kg("panel", "-o", tmp_path / "none.csv", "--years", "1900-1910", "-s", small_path)
    assert (code, "no report is of 1900-1910; those in the store are of 2020 2021 2022" in err) == (0, True)
    code, _, err = kg("panel", "-o", tmp_path / "no" / "p.csv", "-s", small_path)
    assert code == 2
    assert err == f"error: {tmp_path / 'no' / 'p.csv'}: No such file or directory\n"


def test_two_reports_are_compared(kg: Run, small_path: Path) -> None:
    names = ("重庆市巴南区应急管理局-2021", "重庆市巴南区应急管理局-2022")
    code, out, err = kg("compare", *names, "-s", small_path)
    assert code == 0, err
    assert "中华人民共和国合同法" in out
    told = json.loads(kg("compare", *names, "-s", small_path, "--json")[1])
    assert [e["name"] for e in told["acts"]["dropped"]] == ["中华人民共和国行政处罚法"]


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("query 'SELECT * { ?s ?p ?o }' --format tsv -s STORE", "?"),
        ("dump STORE", "<"),
    ],
)
def test_a_reader_that_has_enough_is_no_error(small_path: Path, command: str, first: str) -> None:
    piped = f"{sys.executable} -m kg {command.replace('STORE', str(small_path))} 2>&1 | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f'{piped}; echo " ${{PIPESTATUS[0]}}"'], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{first} 0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_one_line(small_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kg", "ask", "1", "-s", str(small_path), "-q"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "error: the system refuses: No space left on device\n")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_a_terminal_that_is_not_utf8_gets_chinese_all_the_same(small_path: Path, locale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "ask", "1", "-s", str(small_path)],
        capture_output=True,
        check=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    )
    assert "中华人民共和国安全生产法" in done.stdout.decode("utf-8")


def test_ctrl_c_ends_a_command_and_its_workers(small_path: Path) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j && ?b != ?k) }"
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "query", runaway, "-s", str(small_path), "--timeout", "600"],
        stderr=subprocess.PIPE,
        text=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 20
    while not (workers := children.read_text().split()) and time.monotonic() < deadline:
        pass
    # The worker is at work when it has used some processor time.
    while (
        time.monotonic() < deadline
        and int(Path(f"/proc/{workers[0]}/stat").read_text().rsplit(")", 1)[1].split()[11]) < 30
    ):
        pass
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


@pytest.mark.parametrize(("arguments", "modules"), [(["-c", "import kg"], []), (["-m", "kg", "--help"], ["click"])])
def test_starting_loads_nothing_heavy(arguments: list[str], modules: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert set(modules) <= loaded
    assert not loaded & {
        "spacy",
        "jieba",
        "polars",
        "networkx",
        "rdflib",
        "pandas",
        "numpy",
        "flask",
        "pyoxigraph",
        "rich",
    }


@pytest.mark.parametrize("option", [("--port", "99999"), ("--workers", "0"), ("--timeout", "0"), ("--max-rows", "0")])
def test_settings_of_the_front_end_that_cannot_be_are_wrong_usage(
    kg: Run, tmp_path: Path, option: tuple[str, str]
) -> None:
    code, _, err = kg("serve", tmp_path, *option)
    assert code == 2
    assert f"Invalid value for '{option[0]}'" in err
