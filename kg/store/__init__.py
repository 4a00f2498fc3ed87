"""The store folder: build it, open it, look at it, check it, carry it elsewhere.

>>> import kg.store                                    # doctest: +SKIP
>>> kg.store.build(["reports/"], "fazhi.kg")           # doctest: +SKIP
>>> kg.store.open("fazhi.kg").manifest.counts          # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.store.building import build
    from kg.store.counting import stats
    from kg.store.dumping import dump
    from kg.store.loading import load
    from kg.store.manifest import Manifest
    from kg.store.opened import OpenStore, open
    from kg.store.searching import search
    from kg.store.summary import Summary
    from kg.store.validating import validate

__all__ = ["Manifest", "OpenStore", "Summary", "build", "dump", "load", "open", "search", "stats", "validate"]

# Opening must not pay for what building needs, so each name is imported when it is first used.
_HOMES = {
    "Summary": "summary",
    "build": "building",
    "dump": "dumping",
    "load": "loading",
    "Manifest": "manifest",
    "OpenStore": "opened",
    "open": "opened",
    "search": "searching",
    "stats": "counting",
    "validate": "validating",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
