"""The answer to a query as bytes, whole before anybody sees it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from kg.query.formats import Format

#: Answers up to this size stay in memory, larger ones go to a temporary file.
IN_MEMORY = 8 << 20


@dataclass(slots=True)
class Answer:
    """A whole answer in one format.

    :ivar format: what it is written in; ``media_type`` and ``content_type`` follow from it.
    :ivar form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
    :ivar columns: names of the variables of a SELECT.
    :ivar rows: rows or triples in it; 1 for ASK.
    :ivar truncated: the query has more than ``max_rows`` rows, the rest is cut off.
    :ivar size: bytes.
    :ivar version: name of the build that answered, for ETags (``2026-11-21T112033Z``).
    :ivar seconds: from handing the query over to the last byte.
    """

    format: Format
    form: str
    version: str
    columns: tuple[str, ...] = ()
    rows: int = 0
    truncated: bool = False
    size: int = 0
    seconds: float = 0.0
    _file: IO[bytes] = field(default_factory=lambda: tempfile.SpooledTemporaryFile(max_size=IN_MEMORY), repr=False)  # noqa: SIM115

    @property
    def media_type(self) -> str:
        """Without parameters: ``text/csv``."""
        return self.format.media_type

    @property
    def content_type(self) -> str:
        """As a server sends it: ``text/csv; charset=utf-8``."""
        return self.format.content_type

    def add(self, piece: bytes) -> None:
        """Append a piece while the answer is being received."""
        self._file.write(piece)
        self.size += len(piece)

    def body(self) -> bytes:
        """All of it at once."""
        self._file.seek(0)
        return self._file.read()

    def chunks(self, size: int = 1 << 16) -> Iterator[bytes]:
        """All of it in pieces, with flat memory; closes the answer at the end."""
        self._file.seek(0)
        try:
            while piece := self._file.read(size):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Give back the memory or the temporary file."""
        self._file.close()
