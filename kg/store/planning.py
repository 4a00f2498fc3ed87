"""What a build has to do: which inputs there are, which of them are known already, what is left out before reading."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.store import layout, shards, texts
from kg.store.manifest import Input, LeftOut, Manifest
from kg.store.work import Found, KeptText, Known, digest, gone


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with the inputs.

    :param read: inputs to be read now; ``kept`` those whose shards are there.
    :param stay: inputs of the store that were not named now and stay in it as they are.
    :param unnamed: files of all that were not named now and stay in it, also where they are read again.
    """

    read: tuple[Known, ...]
    kept: tuple[tuple[Known, Input], ...]
    stay: tuple[Input, ...]
    left_out: tuple[LeftOut, ...]
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class At:
    """An input at a place that does not depend on the folder one works in."""

    file: str
    path: Path
    member: str | None = None
    passed_over: None = None  # what is taken is read
    unreadable: None = None


@dataclass(frozen=True, slots=True)
class Last:
    """The last build of the store.

    :param careful: see not only whether the shards are there, but whether they can be read, which takes its time.
    """

    folder: Path
    manifest: Manifest
    careful: bool = False

    def has(self, old: Input) -> bool:
        """Whether shard and text of an input are there."""
        folder = self.folder / layout.SHARDS
        if not shards.path(folder, old.shard).is_file():
            return False
        if self.careful:
            try:
                shards.read(folder, old.shard)
            except StoreError:
                return False
        return self.text(old) is not None

    def text(self, old: Input) -> Path | None:
        """Where the text of an input lies."""
        text = texts.path(self.folder / layout.TEXTS, old.sha256)
        return text if text.is_file() else None


def plan(found: Iterable[Found], last: Last | None, fingerprint: str, store: Path, prune: bool) -> Plan:
    """Compare what was found with what the store holds.

    Of inputs with the same bytes the first by name is taken and the others are left out. Inputs of the store that
    were not found now stay, unless ``prune``. If software or corrections have changed since, they are read again: from
    their files, or where these are gone or others now, from their texts. So is what is missing in the store.
    """
    same = last is not None and last.manifest.fingerprint == fingerprint
    kept = {i.shard: i for i in last.manifest.inputs if last.has(i)} if last and same else {}
    left_out: list[LeftOut] = []
    known: dict[str, Known] = {}
    home = store.absolute().parent
    places = set()
    held = {(old.path, old.member) for old in last.manifest.inputs} if last else set()
    for item in sorted(found, key=lambda f: (f.file, str(f.path), f.member or "")):
        place = _seen_from(home, item.path), item.member
        places.add(place)
        if reason := getattr(item, "unreadable", None):  # an archive that cannot be looked into
            left_out.append(LeftOut(item.file, reason))
        elif place not in held and (
            reason := getattr(item, "passed_over", None)
        ):  # what was named once is not asked again
            left_out.append(LeftOut(item.file, reason, "other"))
        else:
            _take(item, known, left_out, fingerprint, home)
    stay: list[Input] = []
    unnamed: list[str] = []
    for old in last.manifest.inputs if last and not prune else ():
        assert last is not None
        if (old.path, old.member) in places or old.sha256 in known:
            continue
        if old.shard in kept:
            stay.append(old)
        elif again := _again(old, home, last):
            known[old.sha256] = Known(again, old.sha256, _key(old.sha256, old.file, fingerprint), old.path, old.member)
        else:
            left_out.append(LeftOut(old.file, gone(old.file)))
            continue
        unnamed.append(old.file)
    return Plan(
        read=tuple(k for k in known.values() if k.key not in kept),
        kept=tuple((k, kept[k.key]) for k in known.values() if k.key in kept),
        stay=tuple(stay),
        left_out=tuple(left_out),
        unnamed=tuple(sorted(unnamed)),
    )


def _take(item: Found, known: dict[str, Known], left_out: list[LeftOut], fingerprint: str, home: Path) -> None:
    try:
        if reason := getattr(item, "unreadable", None):
            raise InputError(reason)
        sha256 = digest(item)
    except InputError as error:
        left_out.append(LeftOut(item.file, str(error)))
        return
    if sha256 in known:
        same = known[sha256].found.file
        left_out.append(LeftOut(item.file, f"{item.file}: has the same bytes as {same}", "same"))
        return
    at = At(item.file, item.path.absolute(), item.member)
    known[sha256] = Known(at, sha256, _key(sha256, at.file, fingerprint), _seen_from(home, at.path), at.member)


def _again(old: Input, home: Path, last: Last) -> Found | None:
    """Where an input that was not found now can be read: in its file, while that is the same, else as the kept text."""
    at = At(old.file, (home / old.path).absolute(), old.member)
    try:
        if digest(at) == old.sha256:
            return at
    except InputError:
        pass
    text = last.text(old)
    return KeptText(old.file, text, old.sha256) if text else None


def _key(sha256: str, file: str, fingerprint: str) -> str:
    return hashlib.sha256(f"{sha256}\n{file}\n{fingerprint}".encode("utf-8", "surrogateescape")).hexdigest()


def _seen_from(home: Path, path: Path) -> str:
    return Path(os.path.relpath(path.absolute(), home)).as_posix()
