"""Broken reports by the thousand: none may crash the reading, take over 5 s or fill the memory.

    python -m tests.benchmarks.fuzz 10000          # prints what was tried, the slowest and the peak memory

The inputs are drawn from a seed: random bytes, files cut anywhere, bytes flipped, reports shuffled, deep nesting of marks,
lines of 5 MB, the same few characters a million times, archives that grow. Each is read, linked and written as N-Quads.
Seconds are those of the processor, so that a busy machine fails nothing.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator

from kg import readers
from kg.errors import InputError
from kg.extract import extract
from kg.graph.report import shard
from kg.link import link
from kg.records import Record, SourceText
from kg.resources import folder

SLOW = 5.0
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


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    kinds: Counter[str] = Counter()
    read_count, slowest = 0, (0.0, "")
    for kind, data in inputs(count):
        began = time.process_time()
        record = read(data)
        took = time.process_time() - began
        if record is not None:
            read_count += 1
            check(record)
        kinds[kind] += 1
        slowest = max(slowest, (took, f"{kind}, {len(data)} bytes"))
        if took > SLOW:
            print(f"SLOW {took:.1f} s: {kind}, {len(data)} bytes, {data[:60]!r}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} inputs ({dict(kinds)}), {read_count} read, the others refused in one line")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}); peak memory {peak:.0f} MB")
    return 0 if slowest[0] <= SLOW and peak < 500 else 1


if __name__ == "__main__":
    sys.exit(main())
