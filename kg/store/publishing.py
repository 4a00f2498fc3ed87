"""Putting a finished build in the place of the last one, so that whoever looks sees the old or the new, and never a half."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from pathlib import Path

from kg.errors import StoreError
from kg.store.layout import BUILDING, CURRENT, MANIFEST, is_dated
from kg.store.lock import locked

#: Up to so many files are synced one by one, beyond it all at once.
_ONE_BY_ONE = 2000


@contextlib.contextmanager
def staged(store: Path) -> Iterator[Path]:
    """An empty folder inside ``store`` to build in, while nobody else builds there; of what fails nothing stays.

    :raises StoreError: where the store cannot be made or written, or is being built by another.
    """
    new = not store.exists()
    try:
        store.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{store} cannot be made: {error.strerror}; choose another folder with -o") from None
    with locked(store):
        folder = _stage(store)
        try:
            yield folder
        except BaseException:
            discard(store if new else folder)
            raise


def _stage(store: Path) -> Path:
    """An empty folder inside ``store``; what killed builds left is removed.

    :raises StoreError: where links cannot be made: nothing could be published.
    """
    published = (store / CURRENT).is_symlink()
    if not published:
        _try_link(store / f".{CURRENT}")
    for old in store.iterdir():
        if old.name.startswith(BUILDING) or (not published and is_dated(old.name)):
            shutil.rmtree(old, ignore_errors=True)
    folder = store / f"{BUILDING}{os.getpid()}"
    folder.mkdir()
    return folder


def _try_link(place: Path) -> None:
    try:
        place.unlink(missing_ok=True)
        place.symlink_to(CURRENT)
        place.unlink()
    except OSError as error:
        raise StoreError(
            f"{place.parent} lies where no links can be made ({error.strerror}): choose another folder with -o"
        ) from None


def discard(folder: Path) -> None:
    """Remove a build that failed."""
    shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, store: Path, built: datetime) -> Path:
    """Make the staged ``folder`` the current build; keeps the one before it and removes older ones.

    In a store that was copied without its links, ``current`` is a folder; it gets a dated name first.
    """
    sync(folder)
    home = _free(store, built)
    folder.rename(home)
    current = store / CURRENT
    before = current.readlink().name if current.is_symlink() else None
    if current.is_dir() and not current.is_symlink():
        before = _free(store, built).name
        current.rename(store / before)
    _link(store, MANIFEST, f"{CURRENT}/{MANIFEST}")
    _link(store, CURRENT, home.name)
    _sync_one(store)
    for old in store.iterdir():
        if is_dated(old.name) and old.name not in (home.name, before):
            shutil.rmtree(old, ignore_errors=True)
    return home


def _free(store: Path, built: datetime) -> Path:
    """The name of a finished build that is not taken yet."""
    stamp = built.strftime("%Y-%m-%dT%H%M%SZ")
    names = (f"{stamp}-{number}" if number > 1 else stamp for number in count(1))
    return next(store / name for name in names if not (store / name).exists())


def _link(store: Path, name: str, to: str) -> None:
    """Make the symbolic link ``name`` point to ``to`` in one step."""
    place = store / name
    if place.is_symlink() and str(place.readlink()) == to:
        return
    aside = store / f".{name}"
    with contextlib.suppress(FileNotFoundError):
        aside.unlink()
    aside.symlink_to(to)
    aside.replace(place)


def sync(folder: Path) -> None:
    """Have all that lies below ``folder`` written to the disk."""
    paths = [folder, *folder.rglob("*")]
    fresh = [
        p for p in paths if p.is_dir() or p.stat().st_nlink == 1
    ]  # hard links were synced by the build that made them
    if len(fresh) > _ONE_BY_ONE:
        os.sync()
        return
    with ThreadPoolExecutor(16) as threads:  # most of the time is waiting for the disk
        list(threads.map(_sync_one, fresh))


def _sync_one(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
