"""Where things lie in a store folder, and what may be taken for one.

::

    fazhi.kg/
      manifest.json -> current/manifest.json
      current -> 2026-11-21T112033Z/
      2026-11-21T112033Z/   manifest.json graph/ tables/*.parquet texts/ shards/ shared.sqlite search.sqlite
      .lock                 who is building
      .building-…/          a build that is going on, or one that was killed
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from kg.errors import StoreError

#: Of the folder's layout, its tables and its graph: raised when one of them changes. A store with another number was made by
#: another version of the software.
FORMAT = 4
CURRENT, MANIFEST, LOCK, BUILDING = "current", "manifest.json", ".lock", ".building-"
GRAPH, TABLES, TEXTS, SHARDS, SHARED, SEARCH = "graph", "tables", "texts", "shards", "shared.sqlite", "search.sqlite"
#: What the name of the data begins with in a store that was loaded and not built.
LOADED = "loaded-"
#: Folder of one finished build: 2026-11-21T112033Z, 2026-11-21T112033Z-2.
_DATED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(?:-\d+)?")


def is_dated(name: str) -> bool:
    """Whether a file name is that of a finished build's folder."""
    return _DATED.fullmatch(name) is not None


def current(store: Path) -> Path:
    """The folder of the build that is published.

    :raises StoreError: where there is no store, or one that was never finished.
    """
    if not store.exists():
        raise StoreError(f"there is no store at {store}: make one with kg build PATH… -o {store}")
    if not store.is_dir():
        raise StoreError(f"{store} is a file, not a store folder")
    folder = store / CURRENT
    if not folder.is_dir():
        if _is_ours(store):
            raise StoreError(f"the store at {store} holds no finished build: run kg build again")
        raise StoreError(f"{store} is no store: it has no {CURRENT}/ folder; make one with kg build PATH… -o STORE")
    return folder.resolve()


def check_target(target: Path) -> None:
    """Whether a store can be made or updated at ``target``; nothing is written.

    :raises StoreError: where ``target`` is a file, a folder with other things in it, or cannot be written.
    """
    if target.is_dir():
        if any(target.iterdir()) and not _is_ours(target):
            raise StoreError(f"{target} exists and is no store; nothing was changed: choose another folder with -o")
        place = target
    elif target.exists() or target.is_symlink():
        raise StoreError(f"{target} exists and is no store folder; nothing was changed: choose another name with -o")
    else:
        place = next(p for p in target.absolute().parents if p.exists())
        if not place.is_dir():
            raise StoreError(f"{target} cannot be made: {place} is a file")
    if not os.access(place, os.W_OK | os.X_OK):
        raise StoreError(f"{place} cannot be written: choose another folder with -o, or change its permissions")


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds a store, or only what a build that was killed left in it."""
    names = {p.name for p in folder.iterdir()}
    if CURRENT in names:
        return (folder / CURRENT / MANIFEST).exists()
    known = {LOCK, MANIFEST, f".{CURRENT}", f".{MANIFEST}"}
    return LOCK in names and all(n in known or n.startswith(BUILDING) or is_dated(n) for n in names)
