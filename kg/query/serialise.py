"""Answers as bytes, written by the engine and cut exactly after a number of rows.

The engine's own writers are several times as fast as anything in Python, but know no limit. So a counter stands behind
them: it finds where rows begin in the stream, and stops the writer when one row too many begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from kg.query.formats import Format

if TYPE_CHECKING:
    import pyoxigraph as ox

Sink = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many rows (or triples; 1 for a truth value), and whether the answer had more."""

    rows: int
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where rows begin or end in one format.

    :param mark: stands at each row's border; counting it is exact in a stretch that holds none of ``doubts``.
    :param exact: finds the borders (group 1) in any stretch that begins outside of a value.
    :param ends: the mark ends a row, and does not begin one; the first line is a header.
    :param before: how many rows there are before the first mark.
    :param keep: bytes of the first border too many that still belong to the answer.
    :param close: completes an answer that was cut.
    """

    mark: bytes
    exact: re.Pattern[bytes]
    doubts: tuple[bytes, ...] = ()
    ends: bool = False
    before: int = 0
    keep: int = 0
    close: bytes = b""

    def count(self, stretch: bytes) -> int:
        if not any(doubt in stretch for doubt in self.doubts):
            return stretch.count(self.mark)
        return sum(1 for m in self.exact.finditer(stretch) if m[1] is not None)

    def split(self, stretch: bytes) -> int:
        """The last border after which nothing is left open; 0 if there is none."""
        at = stretch.rfind(self.mark)
        while at >= 0 and self._inside(stretch, at):
            at = stretch.rfind(self.mark, 0, at)
        if at < 0:
            return 0
        return at + len(self.mark) if self.ends else at

    def _inside(self, stretch: bytes, at: int) -> bool:
        """Whether the mark at ``at`` stands in a value, or may."""
        if self.ends:
            return any(stretch.count(doubt, 0, at) % 2 for doubt in self.doubts)
        end = at + len(self.mark)
        return bool(self.doubts) and (end == len(stretch) or any(stretch.startswith(d, at) for d in self.doubts))

    def cut(self, stretch: bytes, allowed: int) -> int:
        """Where to cut so that ``allowed`` borders stay."""
        end = 0
        for number, match in enumerate(m for m in self.exact.finditer(stretch) if m[1] is not None):
            if number == allowed:
                return end if self.ends else match.start() + self.keep
            end = match.end()
        return len(stretch)


_MARKS = {
    # In a JSON string a quotation mark is escaped, so },{" stands between rows or at the end of a value that ends in },{
    # and is followed by a comma or a brace, as no name of a variable is. And },{} may be a row without values.
    "json": _Marks(
        b'},{"',
        re.compile(rb'"(?:[^"\\]|\\.)*+"|(\},\{)', re.DOTALL),
        (b"},{}", b'},{",', b'},{"}'),
        before=1,
        keep=1,
        close=b"]}}",
    ),
    "xml": _Marks(b"<result>", re.compile(rb"(<result>)"), close=b"</results></sparql>"),
    "tsv": _Marks(b"\n", re.compile(rb"(\n)"), ends=True, before=-1),
    "csv": _Marks(b"\r\n", re.compile(rb'"(?:[^"]|"")*+"|(\r\n)'), (b'"',), ends=True, before=-1),
}
_STRETCH = 1 << 16


class _Full(Exception):
    """Stops the engine's writer: the limit is reached."""


class _Cutter:
    """A file for the engine to write to, that passes whole rows on and counts them."""

    def __init__(self, sink: Sink, marks: _Marks, limit: int | None) -> None:
        self.sink, self.marks = sink, marks
        self.allowed = None if limit is None else limit - marks.before
        self.seen = 0
        self.buffer = bytearray()
        self.full = False

    def write(self, data: bytes) -> int:
        if self.full:  # the engine tries to empty its own buffer after an error
            return len(data)
        self.buffer += data
        if len(self.buffer) >= _STRETCH:
            self.pass_on(self.marks.split(bytes(self.buffer)))
        return len(data)

    def flush(self) -> None:
        """The engine flushes when it has written all; what is left is passed on by :meth:`finish`."""

    def finish(self) -> None:
        self.pass_on(len(self.buffer))

    def pass_on(self, length: int) -> None:
        stretch = bytes(self.buffer[:length])
        count = self.marks.count(stretch)
        if self.allowed is not None and self.seen + count > self.allowed:
            self.sink(stretch[: self.marks.cut(stretch, self.allowed - self.seen)] + self.marks.close)
            self.full = True
            raise _Full
        self.seen += count
        self.sink(stretch)
        del self.buffer[:length]


def write(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    form: Format,
    sink: Sink,
    *,
    limit: int | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> Written:
    """Serialise ``answer`` in pieces to ``sink``.

    :param limit: rows or triples, at least 1; an answer with more is cut after them and still well-formed.
    :param prefixes: for Turtle, RDF/XML and JSON-LD.
    """
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryTriples):
        return _triples(answer, form, sink, limit, prefixes)
    kind = getattr(ox.QueryResultsFormat, form.name.upper())
    if isinstance(answer, ox.QueryBoolean):
        sink(cast(bytes, answer.serialize(format=kind)))
        return Written(1)
    marks = _MARKS[form.name]
    cutter = _Cutter(sink, marks, limit)
    try:
        answer.serialize(cast(IO[bytes], cutter), kind)
        empty = form.name == "json" and cutter.buffer.endswith(b"[]}}")
        cutter.finish()
    except _Full:
        assert limit is not None
        return Written(limit, truncated=True)
    return Written(0 if empty else cutter.seen + marks.before)


_RDF = {"ttl": "TURTLE", "nt": "N_TRIPLES", "rdfxml": "RDF_XML", "jsonld": "JSON_LD"}


def _triples(
    answer: ox.QueryTriples, form: Format, sink: Sink, limit: int | None, prefixes: Mapping[str, str] | None
) -> Written:
    import pyoxigraph as ox

    rows, truncated = 0, False

    def counted() -> Iterator[ox.Triple]:
        nonlocal rows, truncated
        for triple in answer:
            if rows == limit:
                truncated = True
                return
            rows += 1
            yield triple

    class Out:
        def write(self, data: bytes) -> int:
            sink(bytes(data))
            return len(data)

        def flush(self) -> None:
            pass

    known: dict[str, Any] = {"prefixes": dict(prefixes)} if prefixes and form.name != "nt" else {}
    ox.serialize(counted(), cast(IO[bytes], Out()), format=getattr(ox.RdfFormat, _RDF[form.name]), **known)
    return Written(rows, truncated)
