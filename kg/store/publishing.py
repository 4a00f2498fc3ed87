"""Putting a finished build in the place of the last one, so that whoever looks sees the old or the new, and never a half."""

from __future__ import annotations

import contextlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from kg.store.layout import BUILDING, CURRENT, MANIFEST, is_dated

#: Up to so many files are synced one by one, beyond it all at once.
_ONE_BY_ONE = 2000


def stage(store: Path) -> Path:
    """An empty folder inside ``store`` to build in; what killed builds left is removed."""
    published = (store / CURRENT).is_symlink()
    for old in store.iterdir():
        if old.name.startswith(BUILDING) or (not published and is_dated(old.name)):
            shutil.rmtree(old, ignore_errors=True)
    folder = store / f"{BUILDING}{os.getpid()}"
    folder.mkdir()
    return folder


def discard(folder: Path) -> None:
    """Remove a build that failed."""
    shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, store: Path, built: datetime) -> Path:
    """Make the staged ``folder`` the current build; keeps the one before it and removes older ones."""
    sync(folder)
    stamp = built.strftime("%Y-%m-%dT%H%M%SZ")
    home, number = store / stamp, 1
    while home.exists():
        number += 1
        home = store / f"{stamp}-{number}"
    before = (store / CURRENT).readlink().name if (store / CURRENT).is_symlink() else None
    folder.rename(home)
    _link(store, MANIFEST, f"{CURRENT}/{MANIFEST}")
    _link(store, CURRENT, home.name)
    _sync_one(store)
    for old in store.iterdir():
        if is_dated(old.name) and old.name not in (home.name, before):
            shutil.rmtree(old, ignore_errors=True)
    return home


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
