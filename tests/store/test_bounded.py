"""Bounds on memory change nothing in what a build gives."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import kg.store
from kg.store import graphs
from kg.store.timing import Timings
from tests.support import dumped, toy_build, toy_corpus, toy_report


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small reports, two of them with the same agency and year, so that their names come out of order."""
    folder = toy_corpus(tmp_path_factory.mktemp("corpus") / "in")
    same = toy_report("重庆市巴南区应急管理局", 2020, "学习《民法典》", "检查7家次")
    (folder / "again-2020.txt").write_text(same, "utf-8")
    return folder


def tables(store: Path) -> dict[str, pl.DataFrame]:
    return {file.stem: pl.read_parquet(file) for file in sorted((store / "current" / "tables").glob("*.parquet"))}


def test_a_build_in_the_smallest_parts_gives_the_same_store(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_build(corpus, tmp_path / "whole.kg")
    monkeypatch.setattr("kg.store.writing._COUNTED", 1)
    monkeypatch.setattr("kg.store.writing._LINES", 1)
    monkeypatch.setattr("kg.store.tables._CHUNK", 1)
    monkeypatch.setattr("kg.store.graphs._BATCH", 1)
    toy_build(corpus, tmp_path / "parts.kg")
    assert dumped(tmp_path / "parts.kg") == dumped(tmp_path / "whole.kg")
    ours, theirs = tables(tmp_path / "parts.kg"), tables(tmp_path / "whole.kg")
    assert list(ours) == list(theirs)
    assert [name for name, frame in ours.items() if not frame.equals(theirs[name])] == []
    assert kg.store.open(tmp_path / "parts.kg").manifest.counts == kg.store.open(tmp_path / "whole.kg").manifest.counts


@pytest.mark.parametrize("chunk", [1, 20_000])
def test_tables_stand_in_the_order_of_their_reports_after_a_build_and_after_a_change(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("kg.store.tables._CHUNK", chunk)
    monkeypatch.setattr("kg.store.writing.CHANGES_UP_TO", 1.0)
    source = tmp_path / "in"
    source.mkdir()
    for file in sorted(corpus.iterdir())[:3]:
        (source / file.name).write_bytes(file.read_bytes())
    toy_build(source, tmp_path / "s.kg")
    for file in sorted(corpus.iterdir())[3:]:
        (source / file.name).write_bytes(file.read_bytes())
    toy_build(source, tmp_path / "s.kg")
    for name in ("sections", "citations", "mentions", "measures", "activities", "sentences"):
        frame = tables(tmp_path / "s.kg")[name]
        assert frame.height > 0
        assert frame.equals(frame.sort(frame.columns[:2])), name
    assert not (tmp_path / "s.kg" / "current" / "tables" / "parts").exists()


def test_batches_are_whole_chunks_of_about_the_size_asked_for() -> None:
    chunks = [b"a\n" * n for n in (3, 1, 1, 5, 2)]
    batches = list(graphs._batches(chunks, 6, Timings()))
    assert batches == [(b"a\n" * 3, 3), (b"a\n" * 7, 7), (b"a\n" * 2, 2)]


def test_a_mistake_while_batches_are_made_ends_the_load(tmp_path: Path) -> None:
    def chunks() -> object:
        yield b"<urn:a> <urn:b> <urn:c> .\n"
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        graphs.load(tmp_path / "g", chunks(), lambda store, lines: None)  # type: ignore[arg-type]


def test_a_wrong_line_ends_the_load(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError):
        graphs.load(tmp_path / "g", [b"<urn:a> <urn:b> .\n"], lambda store, lines: None)
