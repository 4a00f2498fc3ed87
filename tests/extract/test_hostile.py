"""Damaged and hostile texts: read or refused, never a crash, and what is left out of them is said."""

from __future__ import annotations

import time

import pytest

from kg.extract import extract, limits
from kg.records import SourceText
from tests.benchmarks import fuzz


def test_a_hundred_broken_inputs_are_read_or_refused() -> None:
    read = 0
    for _, data in fuzz.inputs(70, seed=4):
        record = fuzz.read(data[:12_000])
        if record is not None:
            fuzz.check(record)
            read += 1
    assert read > 25


@pytest.mark.parametrize("piece", fuzz.CRAMMED[::4])
def test_time_grows_with_the_length_of_what_is_repeated(piece: str) -> None:
    def seconds(length: int) -> float:
        data = (piece * (length // len(piece))).encode()
        began = time.process_time()
        fuzz.read(data)
        return time.process_time() - began

    short = max(0.01, min(seconds(1_000) for _ in range(2)))
    assert seconds(10_000) < 30 * short


def test_what_is_left_out_of_an_endless_enumeration_is_said() -> None:
    record = extract(SourceText("a.txt", "0" * 64, "检查企业12家，" * (limits.FACTS + 5)))
    assert len(record.measures) == limits.FACTS
    assert [reason for reason in record.report.reasons if reason.startswith("numbers: ")]


def test_nothing_is_left_out_of_a_long_report() -> None:
    record = extract(SourceText("a.txt", "0" * 64, "检查企业12家。" * 3_000))
    assert len(record.measures) == 3_000
    assert not [reason for reason in record.report.reasons if "left out" in reason]


def test_sentences_without_end_are_cut_and_said() -> None:
    record = extract(SourceText("a.txt", "0" * 64, "好。" * (limits.SENTENCES + 10)))
    assert len(record.sentences) == limits.SENTENCES
    assert [reason for reason in record.report.reasons if reason.startswith("sentences: ")]
