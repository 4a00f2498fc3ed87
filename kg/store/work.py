"""The work on one input, wherever an engine runs it: its bytes in, its shard and its text into the folder of the build."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import pickle
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from kg.errors import InputError, StoreError
from kg.graph.report import shard
from kg.records import Record, SourceText
from kg.store import layout, shards, texts


class Found(Protocol):
    """An input as :func:`kg.readers.find` gives it."""

    @property
    def file(self) -> str:
        """The name shown."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def member(self) -> str | None:
        """Its name inside the archive ``path``, if it lies in one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A found input, its hash, the key of its shard, and where it lies as seen from the folder that the store is in.

    :param member: its name in the archive ``path``, if it lies in one.
    """

    found: Found
    sha256: str
    key: str
    path: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class KeptText:
    """An input whose file is gone or another now: the store has its text, which lies at ``path`` in UTF-8."""

    file: str
    path: Path
    sha256: str
    member: None = None
    passed_over: None = None
    unreadable: None = None


#: Folder within that of the build for files that are being written.
PARTS = "parts"


class Made(NamedTuple):
    """What became of one input; what was made of it lies in the folder of the build.

    :param report: its IRI.
    :param characters: of its text.
    :param seconds: that each step took, by the names of :data:`STEPS` and then ``shard``, ``check`` and ``write``.
    :param corrected: lines of the table of corrections that fitted something in it; ``unfit`` those that name a number of it,
        but give none for it.
    """

    report: str
    characters: int
    seconds: dict[str, float]
    corrected: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()


class Rejected(NamedTuple):
    """An input that gave nothing, and why."""

    reason: str


#: Reads an input and gives its record, in place of :data:`STEPS`.
Understand = Callable[[Any], Record]


def _read(found: Any) -> Any:
    if isinstance(found, KeptText):
        return _kept(found)
    from kg import readers

    return readers.read(found)


def _kept(found: KeptText) -> SourceText:
    """The text as it was decoded before."""
    try:
        text = found.path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeError):
        text = ""
    if not text:
        raise InputError(gone(found.file))
    return SourceText(found.file, found.sha256, text)


def gone(file: str) -> str:
    """What is said of a report that can be had neither from its file nor from the store."""
    return f"{file}: it was in the store, but its file is gone, and what was kept of it is damaged: give its new place"


def _extract(source: Any) -> Any:
    from kg.extract import extract

    return extract(source)


def _link(record: Any) -> Any:
    from kg import link

    return link.link(record)


#: How an input becomes a record: each step takes what the one before it gave.
STEPS: tuple[tuple[str, Callable[[Any], Any]], ...] = (("read", _read), ("extract", _extract), ("link", _link))


@dataclass(frozen=True, slots=True)
class Work:
    """The function that an engine maps over inputs; picklable when its steps are functions of modules.

    :param folder: of the build; every worker must reach it under this name.
    :param fingerprint: of the software that began the build.
    :param overrides: the table of corrections that are applied last, and ``corrections`` its hash.
    """

    base: str
    folder: Path
    fingerprint: str
    steps: tuple[tuple[str, Callable[[Any], Any]], ...] = STEPS
    overrides: str | None = None
    corrections: str | None = None

    def __call__(self, known: Known) -> Made | Rejected:
        """Write the shard and the text of one input, or say why there are none.

        Each file is put in its place whole, so that work that is lost half-way and done again leaves no trace.
        """
        found = known.found
        laps = _Laps()
        corrected: tuple[int, ...] = ()
        unfit: tuple[int, ...] = ()
        try:
            record: Any = found
            for name, step in self.steps:
                record = self._linked(record) if step is _link else step(record)
                laps.end(name)
            if self.overrides:
                from kg.link import correcting, overrides

                record, corrected, unfit = correcting.apply(record, overrides.read(self.overrides))
            if record.source.sha256 != known.sha256:  # of the file, also where only its text is left to be read
                record = replace(record, source=replace(record.source, sha256=known.sha256))
        except InputError as error:
            return Rejected(str(error))
        made = shard(record, self.base)
        laps.end("shard")
        from kg.store.checking import problems

        if wrong := problems(made, self.base):
            return Rejected(f"{found.file}: its facts break the rules of the ontology, so it was left out: {wrong[0]}")
        laps.end("check")
        text = record.source.text
        self._put(shards.path(self.folder / layout.SHARDS, known.key), shards.pack(made, sentences(record)))
        self._put(texts.path(self.folder / layout.TEXTS, known.sha256), text.encode("utf-8", "surrogatepass"))
        laps.end("write")
        return Made(made.report, len(text), laps.seconds, corrected, unfit)

    def _linked(self, record: Any) -> Any:
        """Names are resolved by the facts of the report, so those are corrected first."""
        if self.overrides is None:
            return _link(record)
        from kg import link
        from kg.link import correcting, overrides

        rows = overrides.read(self.overrides)
        return link.link(record, lambda read: correcting.facts(read, rows))

    def _put(self, path: Path, data: bytes) -> None:
        parts = self.folder / PARTS
        for needed in (parts, path.parent):
            needed.mkdir(parents=True, exist_ok=True)
        part = parts / f"{path.name}-{uuid.uuid4().hex}"
        part.write_bytes(data)
        part.replace(path)

    def ready(self) -> None:
        """See that a worker elsewhere gives what this process would.

        :raises StoreError: where it does not reach the folder, or its software, data or corrections are others.
        """
        if not self.folder.is_dir():
            raise StoreError(f"{self.folder} is not there; the store must lie on a path that all workers share")
        corrections = hashlib.sha256(Path(self.overrides).read_bytes()).hexdigest() if self.overrides else None
        if corrections != self.corrections or fingerprint(self.base, corrections) != self.fingerprint:
            raise StoreError("another version of fazhi-kg or of the corrections; install the same everywhere")


class _Laps:
    """Seconds between one :meth:`end` and the next, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def end(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = now - self._last
        self._last = now


def sentences(record: Record) -> list[list[Any]]:
    """Start, end, section (from 1, None before the first) and search words of each sentence."""
    from kg.store.words import words

    text = record.source.text
    found: list[list[Any]] = []
    for s in record.sentences:
        section = record.section_at(s.start)
        found.append([s.start, s.end, None if section is None else section + 1, " ".join(words(text[s.start : s.end]))])
    return found


def digest(found: Found) -> str:
    """The SHA-256 of an input's bytes, without reading what is in them.

    :raises InputError: where the file cannot be read.
    """
    try:
        if found.member is None:
            with found.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{found.file}: cannot be read: {error.strerror or error}; check its permissions") from None
    from kg.readers import MAX_BYTES, archive

    return hashlib.sha256(archive.read(found.path, found.member, found.file, MAX_BYTES)).hexdigest()


def identity(step: Understand) -> str:
    """What tells a function of the user from another one, and from what it was before its source was changed."""
    source, state = "", b""
    with contextlib.suppress(OSError, TypeError):  # typed in, or not written in Python
        source = inspect.getsource(step if inspect.isroutine(step) else type(step))
    with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):  # a function that no module names
        state = pickle.dumps(step, 4)
    name = getattr(step, "__qualname__", type(step).__qualname__)
    return f"{step.__module__} {name} {state!r} {source}"


#: Packages of others whose next version may read or cut a text in another way.
_DECIDING = ("ahocorasick-rs", "jieba", "lxml", "pypdfium2", "python-docx", "rjieba", "spacy")


@cache
def fingerprint(base: str, overrides: str | None) -> str:
    """Of all that decides what an input becomes, besides its bytes: software, catalogue, ontology, base IRI, overrides."""
    from importlib.metadata import version

    from kg import resources

    versions = ",".join(f"{name} {version(name)}" for name in _DECIDING)
    whole = hashlib.sha256(f"{base}\n{overrides}\n{versions}\n".encode())
    package = Path(__file__).resolve().parents[1]
    files = [p for p in package.rglob("*.py") if "_shipped" not in p.parts]
    for folder in ("data", "ontology"):
        files += [p for p in resources.folder(folder).rglob("*") if p.suffix in (".tsv", ".ttl", ".txt")]
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
