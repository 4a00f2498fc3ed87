"""Shards: what each report adds to the store, kept so that an unchanged report is not read again.

A shard is a gzipped N-Quads file. Its first line is a comment that holds, as JSON, all that is no RDF: the report's IRI, how
many bytes are the report's own quads (the rest are facts it shares with others), and the rows of the tables.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DamagedShardError
from kg.graph.writer import Shard


@dataclass(frozen=True, slots=True)
class Kept:
    """A shard as read back.

    :param report: its IRI as the record alone gives it; a second report of that IRI gets another name in the build.
    :param rows: rows of the tables, see :mod:`kg.graph.rows`.
    :param sentences: start, end, section and search words of each sentence.
    """

    report: str
    own: bytes
    shared: tuple[str, ...]
    rows: dict[str, list[list[Any]]]
    sentences: list[list[Any]]

    @property
    def agencies(self) -> list[str]:
        """The IRIs of the agencies that issued the report."""
        issued = self.rows["reports"][0][2]
        return issued.split(" ") if issued else []

    def renamed(self, report: str) -> Kept:
        """The same under another report IRI."""
        if report == self.report:
            return self
        own = self.own
        shared = "".join(self.shared).encode()
        for mark in (b">", b"#"):
            own = own.replace(b"<" + self.report.encode() + mark, b"<" + report.encode() + mark)
            shared = shared.replace(b"<" + self.report.encode() + mark, b"<" + report.encode() + mark)

        def value(cell: Any) -> Any:
            mine = isinstance(cell, str) and cell.startswith(self.report + "#")
            return report + cell[len(self.report) :] if mine else cell

        rows = {table: [[value(cell) for cell in row] for row in rows] for table, rows in self.rows.items()}
        return Kept(report, own, _lines(shared), rows, self.sentences)


def pack(shard: Shard, sentences: list[list[Any]]) -> bytes:
    """A shard as the bytes of its file; equal for equal shards."""
    head = {"report": shard.report, "own": len(shard.own), "rows": shard.rows, "sentences": sentences}
    first = "# " + json.dumps(head, ensure_ascii=False, separators=(",", ":")) + "\n"
    return gzip.compress(first.encode() + shard.own + "".join(shard.shared).encode(), compresslevel=1, mtime=0)


def unpack(data: bytes) -> Kept:
    """A shard from the bytes of its file."""
    first, _, quads = gzip.decompress(data).partition(b"\n")
    head = json.loads(first[2:])
    own, shared = quads[: head["own"]], quads[head["own"] :]
    return Kept(head["report"], own, _lines(shared), head["rows"], head["sentences"])


def _lines(quads: bytes) -> tuple[str, ...]:
    """Each line with its end. Bytes are split, for in text Python knows line ends that a literal may hold as they are."""
    return tuple(line.decode() for line in quads.splitlines(keepends=True))


def path(folder: Path, key: str) -> Path:
    """Where the shard with that key lies."""
    return folder / key[:2] / f"{key}.nq.gz"


def read(folder: Path, key: str) -> Kept:
    """The shard with that key.

    :raises DamagedShardError: where it is missing or damaged.
    """
    try:
        return unpack(path(folder, key).read_bytes())
    except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error) as error:
        raise DamagedShardError(
            f"the store is damaged: shard {path(folder, key)} cannot be read ({error}); build it anew"
        ) from None
