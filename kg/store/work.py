"""The work on one input, wherever an engine runs it: bytes in, a shard's bytes and the text out."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from kg.errors import InputError
from kg.graph.report import shard
from kg.records import Record
from kg.store import shards


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


class Made(NamedTuple):
    """What one input gave; small enough to be sent between processes."""

    report: str
    shard: bytes
    text: bytes
    characters: int


class Rejected(NamedTuple):
    """An input that gave nothing, and why."""

    reason: str


#: Reads an input and gives its record. The default is :func:`understand`.
Understand = Callable[[Any], Record]


@dataclass(frozen=True, slots=True)
class Work:
    """The function that an engine maps over inputs; picklable when ``understand`` is a function of a module.

    :param overrides: the table of corrections that are applied last.
    """

    base: str
    understand: Understand
    overrides: str | None = None

    def __call__(self, found: Found) -> Made | Rejected:
        """The shard of one input, or the reason why there is none."""
        try:
            record = self.understand(found)
            if self.overrides:
                from kg.link import overrides

                record = overrides.apply(record, overrides.read(self.overrides))
        except InputError as error:
            return Rejected(str(error))
        made = shard(record, self.base)
        from kg.store.checking import problems

        if wrong := problems(made, self.base):
            return Rejected(f"{found.file}: its facts break the rules of the ontology, so it was left out: {wrong[0]}")
        text = record.source.text
        return Made(made.report, shards.pack(made, sentences(record)), text.encode("utf-8", "surrogatepass"), len(text))


def understand(found: Found) -> Record:
    """Read, extract and link one input."""
    from kg import extract, link, readers

    return link.link(extract.extract(readers.read(found)))  # type: ignore[arg-type]


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
        with zipfile.ZipFile(found.path) as archive, archive.open(found.member) as member:
            return hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{found.file}: cannot be read: {reason}; check its permissions") from None


@cache
def fingerprint(base: str, overrides: str | None) -> str:
    """Of all that decides what an input becomes, besides its bytes: software, catalogue, ontology, base IRI, overrides."""
    from kg import resources

    whole = hashlib.sha256(f"{base}\n{overrides}\n".encode())
    package = Path(__file__).resolve().parents[1]
    files = [p for p in package.rglob("*.py") if "_shipped" not in p.parts]
    for folder in ("data", "ontology"):
        files += [p for p in resources.folder(folder).rglob("*") if p.suffix in (".tsv", ".ttl", ".txt")]
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
