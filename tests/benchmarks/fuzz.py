"""Broken reports by the thousand: none may crash the reading, take over 5 s or fill the memory.

    python -m tests.benchmarks.fuzz 10000          # prints what was tried, the slowest and the peak memory

The inputs are drawn from a seed: random bytes, files cut anywhere, bytes flipped, reports shuffled, deep nesting of marks,
lines of 5 MB, the same few characters a million times, archives that grow. Each is read, linked and written as N-Quads, in a
process of its own. Seconds are those of the processor, so that a busy machine fails nothing.
"""

from __future__ import annotations

import io
import os
import random
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kg import readers
from kg.errors import InputError
from kg.extract import extract
from kg.graph.report import shard
from kg.link import link
from kg.records import Record, SourceText
from kg.resources import folder

#: Seconds of the processor, and MB of memory with all that is loaded, that no input may pass.
SLOW, LARGE = 5.0, 500.0
MARKS = "《》〈〉<>‹›﹤﹥（）()“”、，。；：\n 一二三十第条令号〔〕[]0123456789.万亿元%％余约**区县市省局委厅部法条例办法规定人次件年月日"


def inputs(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """``count`` pairs of the kind of damage and the bytes."""
    draw = random.Random(seed)
    reports = [path.read_bytes() for path in sorted((folder("data") / "sample").glob("*.txt"))]
    makers = (_noise, _cut, _flipped, _soup, _shuffled, _nested, _long_line, _repeated, _crammed, _zipped)
    for index in range(count):
        maker = makers[index % len(makers)]
        yield maker.__name__[1:], maker(draw, draw.choice(reports))


def _noise(draw: random.Random, _: bytes) -> bytes:
    return draw.randbytes(draw.randint(0, 4000))


def _cut(draw: random.Random, report: bytes) -> bytes:
    start = draw.randint(0, len(report))
    return report[start : draw.randint(start, len(report))]


def _flipped(draw: random.Random, report: bytes) -> bytes:
    data = bytearray(report)
    for _ in range(draw.randint(1, 30)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def _soup(draw: random.Random, _: bytes) -> bytes:
    return "".join(draw.choices(MARKS, k=draw.randint(1, 4000))).encode()


def _shuffled(draw: random.Random, report: bytes) -> bytes:
    pieces = report.decode().split("，")
    draw.shuffle(pieces)
    return draw.choice("，\n《、").join(pieces).encode()


def _nested(draw: random.Random, _: bytes) -> bytes:
    mark = draw.choice(["《", "〈", "（", "<", "《〈", "“", "关于印发《", "第一条"])
    return (mark * draw.randint(1, 20_000) + draw.choice(["安全生产法", "》" * 5000])).encode()


def _long_line(draw: random.Random, report: bytes) -> bytes:
    line = report.decode().replace("\n", "")
    # One in a hundred is as long as 5 MB, the others stay small so that the run ends.
    return (line * (2400 if draw.random() < 0.01 else 5)).encode()


def _repeated(draw: random.Random, _: bytes) -> bytes:
    piece = "".join(draw.choices(MARKS, k=draw.randint(1, 6)))
    return (piece * draw.randint(1, 30_000)).encode()


#: Each makes facts, or what nearly is one, of every few characters.
CRAMMED = (
    "8万 件二<三 检查3次 检查企业12家， 12家\n 其中3件 由3%降至2% 百分之 百万 1, 0 《a》 《安全生产法》、 《条例》（以下简称《条例》） 国务院令第1号 区司法局 区司法局、 "
    "局 *局 **局 支队 制度 行动 “敲门”行动 “双随机、一公开” a。 一、 2021年， 安全生产法 第一条 以下简称 有限公司"
).split(" ")


def _crammed(draw: random.Random, _: bytes) -> bytes:
    piece = draw.choice(CRAMMED).encode()
    return piece * ((5_000_000 if draw.random() < 0.03 else draw.randint(1, 50_000)) // len(piece))


def _zipped(draw: random.Random, report: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", draw.choice([report, b"\0" * 10_000_000, b"<w:p>" * 10_000]))
    return _flipped(draw, out.getvalue()) if draw.random() < 0.5 else out.getvalue()


def read(data: bytes) -> Record | None:
    """The linked record of any bytes, or None where they are refused in one line."""
    try:
        text, encoding = readers.decode(data, "fuzzed")
    except InputError as error:
        if "\n" in str(error):
            raise AssertionError(f"an error of more than one line: {error}") from error
        return None
    record = link(extract(SourceText("fuzzed", "0" * 64, text, encoding)))
    if shard(record).own.count(b"\n") < len(record.citations) + len(record.measures):
        raise AssertionError(f"facts of {text[:80]!r} are not in its quads")
    return record


def check(record: Record) -> None:
    """That every offset of a record leads to its surface."""
    text = record.source.text
    for item in (*record.citations, *record.agencies, *record.measures, *record.programmes):
        if text[item.start : item.end] != item.surface:
            raise AssertionError(f"{item} is not at its place in {text[:80]!r}")


class Outcome(NamedTuple):
    """What became of one input: processor seconds, the process's memory at its highest in MB, whether it was read."""

    seconds: float
    memory: float
    read: bool


def alone(data: bytes) -> Outcome:
    """Read an input in a process of its own, which begins as warm as this one: what it takes is that input's alone.

    :raises AssertionError: it crashed, or what it read is not right.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        code = 1
        try:
            record = read(data)
            if record is not None:
                check(record)
            code = 0 if record is not None else 2
        except BaseException:  # told by the parent, which goes on
            os.write(theirs, traceback.format_exc()[-4000:].encode())
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        told = pipe.read().decode()
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 2):
        raise AssertionError(told or f"ended by signal {-code}")
    return Outcome(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code == 0)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    read(
        "甲县司法局2021年法治政府建设情况报告\n一、成效\n落实《行政处罚法》，检查3次。\n".encode()
    )  # load what all need
    kinds: Counter[str] = Counter()
    read_count, failed = 0, 0
    slowest, largest = (0.0, ""), (0.0, "")
    for kind, data in inputs(count):
        about = f"{kind}, {len(data)} bytes"
        kinds[kind] += 1
        try:
            found = alone(data)
        except AssertionError as error:
            failed += 1
            print(f"FAILED {about}, {data[:60]!r}: {error}", flush=True)
            continue
        read_count += found.read
        slowest, largest = max(slowest, (found.seconds, about)), max(largest, (found.memory, about))
        if found.seconds > SLOW or found.memory > LARGE:
            print(f"BEYOND {found.seconds:.1f} s, {found.memory:.0f} MB: {about}, {data[:60]!r}", flush=True)
    print(f"{count} inputs ({dict(kinds)}), {read_count} read, {failed} failed, the others refused in one line")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}); most memory {largest[0]:.0f} MB ({largest[1]})")
    return 0 if not failed and slowest[0] <= SLOW and largest[0] <= LARGE else 1


if __name__ == "__main__":
    sys.exit(main())
