"""The graph as a file: sorted, without the time of the build, the same bytes for the same graph."""

from __future__ import annotations

import gzip
import heapq
import io
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg.errors import StoreError, UsageError
from kg.graph.namespaces import term
from kg.replacing import replacing
from kg.store import description

if TYPE_CHECKING:
    import pyoxigraph

    from kg.store.opened import OpenStore

#: Formats by the end of a file's name.
FORMATS = ("nq", "trig", "ttl", "jsonld")
#: Lines that are sorted in memory at a time; larger graphs are sorted in parts and merged.
_PART = 2_000_000
# What --plain leaves out: the nodes of characters in a text, and what says how a thing was found.
_FOUND_AT = b"#char="
_HOW = tuple(f" {term(name)} ".encode() for name in ("fz:evidence", "fz:confidence", "fz:rule", "fz:versionReason"))


def dump(
    store: OpenStore,
    output: Path | str | IO[bytes],
    format: str | None = None,
    *,
    plain: bool = False,
    gz: bool | None = None,
) -> None:
    """Write all that the store states.

    :param output: a file name, or a binary file to write to.
    :param format: ``nq``, ``trig``, ``ttl`` (the default graph only) or ``jsonld``; by default the end of the name says it.
    :param plain: only what is stated of things: no evidence, no confidence, no rules, and no named graphs.
    :param gz: compress; by default where the name ends in ``.gz``.
    :raises UsageError: for a format that is not known.
    """
    named = isinstance(output, str | Path)
    name = str(output) if named else ""
    if gz is None:
        gz = name.lower().endswith(".gz")
    format = format or name.lower().removesuffix(".gz").rpartition(".")[2] or "nq"
    if format not in FORMATS:
        raise UsageError(f"{name}: graphs are written as {', '.join(FORMATS)}: end the name so, or give --format")
    with ExitStack() as stack:
        if named:
            try:
                file: IO[bytes] = stack.enter_context(replacing(name))
            except OSError as error:
                raise UsageError(f"{name} cannot be written: {error.strerror}") from None
        else:
            file = output  # type: ignore[assignment]
        if gz:
            packed = gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0)
            file = cast("IO[bytes]", stack.enter_context(packed))
        _write(store, file, format, plain)


def _write(store: OpenStore, file: IO[bytes], format: str, plain: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="kg-dump-") as aside, ExitStack() as stack:
        graph = store.graph()
        named = description.node(store.base, "provenance")
        # When the store was built: the only statement in which two builds of the same inputs differ.
        time = f"<{store.base}build> {term('prov:endedAtTime')} ".encode()
        try:
            graphs = [_sorted(graph, None, Path(aside), plain, stack)]
            if not plain and format != "ttl":
                names = sorted((n for n in graph.named_graphs()), key=str)
                graphs += [
                    _sorted(graph, name, Path(aside), plain, stack, time if name == named else None) for name in names
                ]
            if format == "nq":
                file.writelines(graphs[0] if len(graphs) == 1 else heapq.merge(*graphs))
            else:
                _serialize(store, file, format, chain(*graphs))
        except BrokenPipeError:  # whoever reads has enough
            raise
        except OSError as error:
            raise StoreError(
                f"the graph cannot be written: {error.strerror or error}; sorting it needs room in {aside}"
            ) from None


def _serialize(store: OpenStore, file: IO[bytes], format: str, lines: Iterator[bytes]) -> None:
    """Write lines in another format, in their order."""
    import pyoxigraph as ox

    kind = {"trig": ox.RdfFormat.TRIG, "ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}[format]
    quads = ox.parse(io.BufferedReader(_Lines(lines), 1 << 20), ox.RdfFormat.N_QUADS)
    if format == "jsonld":
        ox.serialize(quads, file, kind)
        return
    statements = (q.triple for q in quads) if format == "ttl" else quads
    head = _Head(file)
    ox.serialize(statements, head, kind, prefixes=store.prefixes)  # type: ignore[arg-type]
    head.finish()


class _Head:
    """Passes on what is written and sorts the lines with prefixes before it, which come in no fixed order."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Write ``data``."""
        if self._head is None:
            self._file.write(data)
        else:
            self._head += bytes(data)
            if any(not line.startswith(b"@prefix") for line in self._head.splitlines()[:-1]):
                self.finish()
        return len(data)

    def flush(self) -> None:
        """Nothing is held back but the head."""

    def finish(self) -> None:
        """Write what is held back."""
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            head = [line for line in lines if line.startswith(b"@prefix")]
            self._file.write(b"".join(sorted(head) + lines[len(head) :]))
            self._head = None


class _Lines(io.RawIOBase):
    """Lines as a file to read from, joined into large chunks."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` with what comes next; 0 at the end."""
        target = memoryview(buffer)  # type: ignore[arg-type]
        if not self._rest:
            gathered, size = [], 0
            for line in self._lines:
                gathered.append(line)
                size += len(line)
                if size >= 1 << 20:
                    break
            self._rest = b"".join(gathered)
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _sorted(
    graph: pyoxigraph.Store,
    name: pyoxigraph.NamedNode | pyoxigraph.BlankNode | None,
    aside: Path,
    plain: bool,
    stack: ExitStack,
    without: bytes | None = None,
) -> Iterator[bytes]:
    """The N-Quads lines of one graph (None: the default graph) in the order of their bytes.

    :param without: leaves out the lines that begin so.
    """
    import pyoxigraph as ox

    whole = aside / "whole"
    with whole.open("wb") as file:
        graph.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph() if name is None else name)
    end = b" .\n" if name is None else f" {name} .\n".encode()
    parts: list[Iterator[bytes] | list[bytes]] = []
    for part in _sorted_parts(whole, end, plain, without):
        if len(part) < _PART and not parts:
            parts.append(part)
        else:
            kept = stack.enter_context(tempfile.TemporaryFile(dir=aside))  # noqa: SIM115 - the stack closes it
            kept.writelines(part)
            kept.seek(0)
            parts.append(kept)
    whole.unlink()
    return iter(parts[0]) if len(parts) == 1 else heapq.merge(*parts)


def _sorted_parts(whole: Path, end: bytes, plain: bool, without: bytes | None) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    with whole.open("rb") as file:
        for line in file:
            if without is not None and line.startswith(without):
                continue
            if plain and (_FOUND_AT in line.split(b" ", 1)[0] or any(how in line for how in _HOW)):
                continue
            part.append(line[:-3] + end)
            if len(part) >= _PART:
                part.sort()
                yield part
                part = []
    part.sort()
    yield part
