"""The files below what is named: folders, with all in them, and zip archives."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.readers import archive, kinds


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read.

    :param file: the name that is shown and stored: the path below the folder or archive that was given.
    :param path: where it lies.
    :param member: its name inside the archive ``path``, if it lies in one.
    :param passed_over: why it is not read: what nobody named is read only where its kind may be that of a report.
    :param unreadable: why it cannot be read, though it may have been meant: an archive that cannot be looked into and stands
        for all that may be in it; a table that was named.
    """

    file: str
    path: Path
    member: str | None = None
    passed_over: str | None = None
    unreadable: str | None = None


def find(paths: Iterable[Path | str]) -> list[Found]:
    """All files below ``paths`` (files, folders, zip archives), sorted by the name shown.

    Hidden files are left out, and others of a folder or archive whose kind is none of a report are not read. Where two
    folders hold files of one name, the folder's name is put before both, with those above it that it takes to tell them
    apart; likewise where two files of one name are given. An archive that cannot be looked into is found as one file.

    :raises UsageError: for a path that does not exist.
    """
    folders: list[_Group] = []
    files: list[_Group] = []
    for path in dict.fromkeys(Path(p) for p in paths):
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder; check the spelling")
        if path.is_dir():
            folders.append((path, _below(path)))
        else:
            name = shown(Path(path.name))
            files.append((path.parent, _one(path, name, None, kinds.data(name))))
    found = [*_told_apart(folders, folders + files), *_told_apart(files, files)]
    return sorted(found, key=lambda f: (f.file, str(f.path)))


#: A folder, and what was found in it.
_Group = tuple[Path, list[Found]]


def _told_apart(groups: list[_Group], beside: list[_Group]) -> list[Found]:
    """All of the groups; where two ``beside`` each other have a name in common, with the folder's name before it."""
    names = [found.file for _, group in beside for found in group]
    if not groups or len(names) == len(set(names)):
        return [found for _, group in groups for found in group]
    whole = {folder: folder.resolve().parts for folder, _ in groups}
    different, deepest = len(set(whole.values())), max(map(len, whole.values()))
    depth = next(n for n in range(1, deepest + 1) if n == deepest or len({p[-n:] for p in whole.values()}) == different)
    before = {folder: shown(Path(*parts[-depth:])).lstrip("/") for folder, parts in whole.items()}
    return [replace(f, file=f"{before[folder]}/{f.file}") for folder, group in groups for f in group]


def _below(path: Path) -> list[Found]:
    """The files below a folder, and the folders below it that cannot be looked into, each as one file."""
    locked: list[OSError] = []
    files = [(file, shown(file.relative_to(path))) for file in _files(path, locked.append)]
    found = [
        f for file, name in files if not archive.is_hidden(name) for f in _one(file, name, kinds.passed_over(name))
    ]
    for error in locked:
        folder = Path(error.filename)
        name = shown(folder.relative_to(path)) or shown(Path(path.resolve().name))
        reason = f"{name}: cannot be read: {error.strerror}; check its permissions"
        found.append(Found(name, folder, unreadable=reason))
    return found


def _files(path: Path, locked: Callable[[OSError], None]) -> Iterator[Path]:
    """All files below a folder but those in hidden ones; linked folders come last, and each folder once: links may lead round.

    :param locked: told of the folders that cannot be looked into.
    """
    seen: set[tuple[int, int]] = set()
    waiting = deque([path])
    while waiting:
        for at, folders, files in os.walk(waiting.popleft(), onerror=locked):
            here = Path(at)
            status = here.stat()
            if (status.st_dev, status.st_ino) in seen:
                folders.clear()
                continue
            seen.add((status.st_dev, status.st_ino))
            folders[:] = (name for name in folders if not archive.is_hidden(name))
            waiting += (here / name for name in folders if (here / name).is_symlink())
            # Pipes and sockets are none to read; of what cannot be seen it is said when it is read.
            yield from (p for name in files if os.path.isfile(p := here / name) or not os.path.exists(p))  # noqa: PTH110, PTH113


def _one(path: Path, name: str, passed_over: str | None, unreadable: str | None = None) -> list[Found]:
    if not archive.is_archive(path):
        return [Found(name, path, None, passed_over, unreadable)]
    try:
        inside = [(f"{name}/{member}", member) for member in archive.members(path, name)]
    except InputError as error:
        return [Found(name, path, unreadable=str(error))]
    return [Found(whole, path, member, kinds.passed_over(whole)) for whole, member in inside]


def shown(path: Path) -> str:
    """A path as it is shown and stored: names in it that are not UTF-8 come from Chinese Windows, so they are GB18030."""
    return "/".join(_utf8(name) for name in path.parts)


def _utf8(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name
