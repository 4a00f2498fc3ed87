"""Asking a store: saved questions, guard, workers with a time limit, formats of answers.

>>> import kg.store, kg.query                                                # doctest: +SKIP
>>> store = kg.store.open("fazhi.kg")                                        # doctest: +SKIP
>>> kg.query.select(store, "SELECT ?act { ?act a fz:Act }").rows()           # doctest: +SKIP
>>> kg.query.ask(store, "where-cited", act="安全生产法").to_pandas()          # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.query.asking import Asked, ask, prepare
    from kg.query.files import question, questions
    from kg.query.pool import Pool
    from kg.query.result import Result
    from kg.query.running import select
    from kg.query.saved import Question

__all__ = ["Asked", "Pool", "Question", "Result", "ask", "prepare", "question", "questions", "select"]

_HOMES = {
    "Asked": "asking",
    "ask": "asking",
    "prepare": "asking",
    "Pool": "pool",
    "Question": "saved",
    "question": "files",
    "questions": "files",
    "Result": "result",
    "select": "running",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
