"""What is wrong with a store or a target is said in one line, and what was good is kept."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

import pytest

import kg.store
from kg.errors import KgError, OutdatedStoreError, StoreError, UsageError
from kg.store import OpenStore, shards, work
from kg.store.layout import FORMAT
from kg.store.lock import locked
from tests.support import dumped, toy_build, toy_corpus, toy_report


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return toy_corpus(tmp_path / "in")


def one_line(error: KgError) -> str:
    assert "\n" not in str(error)
    return str(error)


def test_no_store_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store at .*kg build") as error:
        kg.store.open(tmp_path / "nothing.kg")
    assert error.value.exit_code == 4
    one_line(error.value)


def test_a_folder_that_is_no_store_is_not_opened_and_not_touched(corpus: Path, tmp_path: Path) -> None:
    home = tmp_path / "photos"
    home.mkdir()
    (home / "cat.txt").write_text("meow")
    with pytest.raises(StoreError, match="is no store"):
        kg.store.open(home)
    with pytest.raises(StoreError, match="exists and is no store; nothing was changed"):
        toy_build(corpus, home)
    assert [p.name for p in home.iterdir()] == ["cat.txt"]


def test_a_file_in_the_place_of_the_store(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "file.kg"
    file.write_text("x")
    with pytest.raises(StoreError, match="is a file, not a store"):
        kg.store.open(file)
    with pytest.raises(StoreError, match="is no store folder"):
        toy_build(corpus, file)
    with pytest.raises(StoreError, match=r"cannot be made: .* is a file"):
        toy_build(corpus, file / "below.kg")
    assert file.read_text() == "x"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_target_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    locked_up = tmp_path / "locked"
    locked_up.mkdir(mode=0o555)
    with pytest.raises(StoreError, match="cannot be written"):
        toy_build(corpus, locked_up / "s.kg")


def test_a_target_that_the_system_refuses(corpus: Path) -> None:
    with pytest.raises(StoreError, match="/proc"):
        toy_build(corpus, Path("/proc/fazhi.kg"))


def test_an_empty_folder_may_become_a_store(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "s.kg").mkdir()
    assert toy_build(corpus, tmp_path / "s.kg").reports == 4


def test_a_store_of_a_newer_format_is_neither_read_nor_overwritten(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    manifest = target / "current" / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    before = sorted(p.name for p in target.iterdir())
    for attempt in (lambda: kg.store.open(target), lambda: toy_build(corpus, target)):
        with pytest.raises(StoreError, match=f"format 99, this version reads up to {FORMAT}: install a newer fazhi-kg"):
            attempt()
    assert sorted(p.name for p in target.iterdir()) == before


def test_a_store_of_an_older_format_says_so_and_is_built_anew(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    manifest = target / "current" / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT - 1}'))
    line = f"the store {target} was built by an older version of fazhi-kg: run kg build again, with -o {target}"
    with pytest.raises(OutdatedStoreError) as told:
        kg.store.open(target)
    assert str(told.value) == line
    few = tmp_path / "few"
    few.mkdir()
    first = min(corpus.iterdir())
    (few / first.name).write_bytes(first.read_bytes())
    summary = toy_build(few, target)
    assert (summary.reports, summary.read, summary.kept) == (4, 4, 0), (
        "those that were not named now are read again too"
    )
    assert kg.store.open(target).manifest.format == FORMAT


@pytest.mark.parametrize(
    "damage",
    [
        lambda home: (home / "manifest.json").write_text("{"),
        lambda home: (home / "manifest.json").write_text(f'{{"format": {FORMAT}, "inputs": 7}}'),
        lambda home: (home / "manifest.json").unlink(),
        lambda home: shutil.rmtree(home / "graph"),
        lambda home: (home / "graph" / "CURRENT").write_text("nonsense"),
    ],
)
def test_a_damaged_store_says_so(corpus: Path, tmp_path: Path, damage: object) -> None:
    toy_build(corpus, tmp_path / "s.kg")
    damage((tmp_path / "s.kg" / "current").resolve())  # type: ignore[operator]
    with pytest.raises(StoreError) as error:
        _ = kg.store.open(tmp_path / "s.kg").manifest.counts
    assert "damaged" in one_line(error.value) or "no store" in one_line(error.value)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Five reports, a store of the first four, and one of all of them."""
    home = tmp_path_factory.mktemp("grown")
    reports = toy_corpus(home / "in")
    toy_build(reports, home / "four.kg")
    (reports / "new.txt").write_text(toy_report("重庆市巴南区司法局", 2022, "检查9家次"), "utf-8")
    toy_build(reports, home / "five.kg")
    return reports, home / "four.kg", home / "five.kg"


def _spoil(files: Iterable[Path]) -> None:
    for file in files:
        data = file.read_bytes()
        file.write_bytes(data[:60] + bytes(9) + data[69:])


@pytest.mark.parametrize(
    ("changes", "damage"),
    [
        (-1, lambda home: shutil.rmtree(home / "shards")),
        (1, lambda home: shutil.rmtree(home / "shards")),
        (1, lambda home: shutil.rmtree(home / "texts")),
        (-1, lambda home: [p.write_bytes(b"broken") for p in home.glob("shards/*/*")]),
        (-1, lambda home: _spoil(home.glob("shards/*/*"))),
        (1, lambda home: shutil.rmtree(home / "graph")),
        (1, lambda home: (home / "graph" / "CURRENT").write_text("nonsense")),
        (1, lambda home: (home / "search.sqlite").write_bytes(b"broken" * 99)),
        (1, lambda home: (home / "search.sqlite").write_bytes((home / "search.sqlite").read_bytes()[:5000])),
        (1, lambda home: (home / "tables" / "citations.parquet").write_bytes(b"PAR1")),
        (1, lambda home: (home / "tables" / "sentences.parquet").unlink()),
    ],
    ids="shards shards-changed texts broken deflate graph current index cut table sentences".split(),
)
def test_what_is_damaged_in_a_store_is_made_anew_by_the_next_build(
    grown: tuple[Path, Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changes: float,
    damage: Callable[[Path], object],
) -> None:
    """``changes``: whether the last build is changed (1) or all made of the shards (-1)."""
    monkeypatch.setattr("kg.store.writing.CHANGES_UP_TO", changes)
    reports, four, five = grown
    target = tmp_path / "s.kg"
    shutil.copytree(four, target, symlinks=True)
    damage((target / "current").resolve())
    assert toy_build(reports, target).reports == 5
    assert dumped(target) == dumped(five)
    one, two = kg.store.open(target), kg.store.open(five)
    assert kg.store.search(one, "检查") == kg.store.search(two, "检查") != []
    for name in ("citations", "sentences", "measures"):
        assert one.table(name).collect().equals(two.table(name).collect())
    assert all(one.text(i.sha256) == two.text(i.sha256) for i in two.manifest.inputs)


def test_a_damaged_shard_of_a_report_that_is_gone_is_a_loss_that_is_told(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    gone = min(corpus.glob("*.txt"))
    gone.unlink()
    for kept in [*(target / "current" / "shards").rglob("*.gz"), *(target / "current" / "texts").rglob("*.txt")]:
        kept.unlink()
    summary = toy_build(corpus, target)
    (left,) = summary.left_out
    assert (summary.reports, summary.read, summary.exit_code, left.file) == (3, 3, 3, gone.name)
    assert "its file is gone, and what was kept of it is damaged: give its new place" in left.reason


@pytest.mark.parametrize(
    ("damage", "use"),
    [
        (
            lambda home: (home / "search.sqlite").write_bytes(b"broken" * 99),
            lambda store: kg.store.search(store, "检查"),
        ),
        (lambda home: (home / "tables" / "acts.parquet").write_bytes(b"PAR1" * 9), lambda store: store.table("acts")),
        (
            lambda home: _spoil(home.glob("shards/*/*")),
            lambda store: [shards.read(store.folder / "shards", i.shard) for i in store.manifest.inputs],
        ),
    ],
    ids=["index", "table", "shard"],
)
def test_a_damaged_piece_is_a_damaged_store(
    corpus: Path, tmp_path: Path, damage: Callable[[Path], object], use: Callable[[OpenStore], object]
) -> None:
    toy_build(corpus, tmp_path / "s.kg")
    opened = kg.store.open(tmp_path / "s.kg")
    damage(opened.folder)
    with pytest.raises(StoreError, match=r"the store is damaged: .* cannot be (opened|read)") as error:
        use(opened)
    one_line(error.value)


def test_a_store_that_was_copied_without_its_links_is_read_and_updated(corpus: Path, tmp_path: Path) -> None:
    target, copy = tmp_path / "s.kg", tmp_path / "copy.kg"
    toy_build(corpus, target)
    shutil.copytree(target, copy, symlinks=False)
    assert not (copy / "current").is_symlink()
    assert dumped(copy) == dumped(target)
    (corpus / "new.txt").write_text(toy_report("重庆市巴南区司法局", 2022, "检查9家次"), "utf-8")
    for store in (copy, target):
        summary = toy_build(corpus, store)
        assert (summary.read, summary.kept) == (1, 4)
    assert dumped(copy) == dumped(target)
    assert sorted(p.is_symlink() for p in copy.iterdir() if p.name != ".lock") == [False, False, True, True]


def test_where_no_links_can_be_made_nothing_is_built(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refused)
    with pytest.raises(StoreError, match=r"no links can be made \(Operation not permitted\): choose another folder"):
        toy_build(corpus, tmp_path / "s.kg")
    assert [p.name for p in (tmp_path / "s.kg").iterdir()] in ([], [".lock"])


def test_an_upgrade_of_what_reads_and_cuts_texts_has_reports_read_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_build(corpus, tmp_path / "s.kg")
    known = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "99" if name == "pypdfium2" else known(name))
    work.fingerprint.cache_clear()
    summary = toy_build(corpus, tmp_path / "s.kg")
    work.fingerprint.cache_clear()
    assert (summary.read, summary.kept) == (4, 0)


def test_a_second_build_at_the_same_time_is_told_who_is_at_work(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    with locked(target), pytest.raises(StoreError, match=f"another build is writing .*process {os.getpid()} on "):
        toy_build(corpus, target)
    assert toy_build(corpus, target).reports == 4


def test_a_lock_that_a_killed_build_left_holds_nobody_up(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    target.mkdir()
    (target / ".lock").write_text(json.dumps({"pid": 1, "host": "elsewhere"}))
    (target / ".building-77").mkdir()
    assert toy_build(corpus, target).reports == 4
    assert not list(target.glob(".building-*"))


def test_the_last_build_is_kept_until_the_next_and_no_longer(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    for _ in range(3):
        toy_build(corpus, target)
    folders = [p for p in target.iterdir() if p.is_dir() and not p.is_symlink()]
    assert len(folders) == 2
    assert (target / "current").resolve() in folders


def test_a_reader_goes_on_with_what_it_opened(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    reader = kg.store.open(target)
    graph = reader.graph()
    size = len(graph)
    for number in range(3):
        (corpus / f"new{number}.txt").write_text(
            toy_report("重庆市巴南区司法局", 2020 + number, "学习《民法典》"), "utf-8"
        )
        toy_build(corpus, target)
        assert len(graph) == size
        assert len(list(graph)) == size
    assert len(kg.store.open(target).graph()) > size


def test_what_is_gone_after_two_builds_is_said_to_be_replaced(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target, base="https://example.org/kg/")
    reader = kg.store.open(target)
    (first, *_) = reader.manifest.inputs
    query = f"SELECT ?f {{ GRAPH <{reader.base}graph/provenance> {{ report:重庆市巴南区应急管理局-2020 ?p ?f }} }}"
    for _ in range(2):
        toy_build(corpus, target, base="https://example.org/other/")
    assert reader.base == "https://example.org/kg/"
    assert len(reader.answer(query).terms()) == 2
    uses: tuple[Callable[[], object], ...] = (
        lambda: reader.answer(query, timeout=9),
        lambda: reader.table("acts"),
        lambda: reader.table("birds"),
        lambda: reader.text(first.sha256),
        lambda: kg.store.search(reader, "检查"),
    )
    for use in uses:
        with pytest.raises(StoreError, match="was replaced by newer builds since it was opened: open it again"):
            use()
    again = kg.store.open(target)
    toy_build(corpus, target, base="https://example.org/third/")
    asked = query.replace(reader.base, again.base)
    assert again.answer(asked, timeout=9).terms() == again.answer(asked).terms() != []


@pytest.mark.parametrize("where", ["kg.store.tables.write", "kg.store.graphs.load", "kg.store.publishing.sync"])
def test_a_full_disk_ends_in_one_line_and_keeps_the_store(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    before = dumped(target)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.store.writing.CHANGES_UP_TO", -1)
    monkeypatch.setattr(where, full)
    with pytest.raises(StoreError, match="No space left on device; what was there before is as it was"):
        toy_build(corpus, target)
    assert dumped(target) == before
    assert not list(target.glob(".building-*"))


@pytest.mark.parametrize(
    "base", ["no iri", "https://example.org/kg", "https://example.org/a b/", "kg/", "http:///", "http:x/"]
)
def test_a_base_that_makes_no_iris_is_a_usage_error(corpus: Path, tmp_path: Path, base: str) -> None:
    with pytest.raises(UsageError, match="is no base for IRIs"):
        toy_build(corpus, tmp_path / "s.kg", base=base)
    assert not (tmp_path / "s.kg").exists()


def test_an_empty_folder_is_a_usage_error_and_the_store_stays(corpus: Path, tmp_path: Path) -> None:
    target, empty = tmp_path / "s.kg", tmp_path / "empty"
    empty.mkdir()
    toy_build(corpus, target)
    with pytest.raises(UsageError, match="empty: there is no file to read"):
        toy_build(empty, target, prune=True)
    assert kg.store.open(target).manifest.counts["reports"] == 4


def test_a_store_of_nothing_but_unreadable_files_is_whole_and_empty(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "void.txt").write_text("")
    summary = toy_build(tmp_path / "in", tmp_path / "s.kg")
    assert (summary.reports, summary.exit_code) == (0, 3)
    opened = kg.store.open(tmp_path / "s.kg")
    assert opened.manifest.counts["reports"] == 0
    assert opened.table("citations").collect().height == 0
    assert kg.store.validate(opened).conforms
    assert kg.store.search(opened, "检查") == []
    (tmp_path / "in" / "a.txt").write_text(toy_report("重庆市巴南区司法局", 2022, "检查9家次"), "utf-8")
    assert toy_build(tmp_path / "in", tmp_path / "s.kg").reports == 1


def test_overrides_that_are_missing_are_a_usage_error(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.tsv"):
        toy_build(corpus, tmp_path / "s.kg", overrides=tmp_path / "missing.tsv")


# -- killed --------------------------------------------------------------------------------------------------------------

_SCRIPT = """
import sys, time
from pathlib import Path
from tests.support import toy_build
print("go", flush=True)
toy_build(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def _killed(source: Path, target: Path, delay: float) -> bool:
    """Run a build and kill it after ``delay`` seconds; whether it was still running."""
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, source, target], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(delay)
        run.send_signal(signal.SIGKILL)
        return run.wait() == -signal.SIGKILL


def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_store_whole(corpus: Path, tmp_path: Path) -> None:
    target, fresh = tmp_path / "s.kg", tmp_path / "fresh.kg"
    toy_build(corpus, target)
    (corpus / "new.txt").write_text(toy_report("重庆市巴南区司法局", 2022, "学习《民法典》", "检查9家次"), "utf-8")
    old = dumped(target)
    toy_build(corpus, fresh)
    new = dumped(fresh)
    assert old != new
    was_killed = 0
    for step in range(12):
        was_killed += _killed(corpus, target, 0.03 + 0.09 * step)
        assert dumped(target) in (old, new)
    assert was_killed
    toy_build(corpus, target)
    assert dumped(target) == new
    assert not list(target.glob(".building-*"))


def test_a_first_build_that_is_killed_can_be_begun_again(corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.kg"
    for step in range(4):
        if not _killed(corpus, target, 0.05 + 0.15 * step) or (target / "current").exists():
            shutil.rmtree(target, ignore_errors=True)
            continue
        with pytest.raises(StoreError, match=r"holds no finished build|no store"):
            kg.store.open(target)
    assert toy_build(corpus, target).reports == 4


_SLOW = """
import sys
from pathlib import Path
import kg.store
from tests.support import slow_record, toy_find
print("go", flush=True)
seen = lambda stage, done, total: print(stage, done, flush=True)
kg.store.build(
    [Path(sys.argv[1])], sys.argv[2], find=toy_find, understand=slow_record, engine=sys.argv[3], jobs=2, progress=seen
)
"""


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_a_build_that_is_interrupted_cleans_up(corpus: Path, tmp_path: Path, engine: str) -> None:
    target = tmp_path / "s.kg"
    toy_build(corpus, target)
    before = dumped(target)
    for number in range(8):
        (corpus / f"new{number}.txt").write_text(toy_report(None, 2021, f"检查{number}家次"), "utf-8")
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW, corpus, target, engine],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as run:
        assert run.stdout is not None
        while run.stdout.readline() != "read 2\n":
            pass
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    assert "engines/worker.py" not in errors  # no worker was interrupted itself
    assert dumped(target) == before
    assert not list(target.glob(".building-*"))
