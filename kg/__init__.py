"""A knowledge graph of the annual rule-of-law reports of Chinese government agencies.

>>> import kg
>>> g = kg.open("fazhi.kg")                                          # doctest: +SKIP
>>> g.query("SELECT ?act { ?act a fz:Act }").to_pandas()             # doctest: +SKIP
>>> g.ask("most-cited-acts", year=2021).rows()                       # doctest: +SKIP
>>> g.network("agency-act", years=(2018, 2024))                      # doctest: +SKIP
>>> record = kg.extract("report.docx")                               # doctest: +SKIP

Everything is loaded when it is first used: ``import kg`` is quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kg._version import __version__

if TYPE_CHECKING:
    from kg.api import Graph, build, extract, extract_all, extract_text, open, to_doc

__all__ = ["Graph", "__version__", "build", "extract", "extract_all", "extract_text", "open", "to_doc"]

_API = ("Graph", "build", "extract_all", "extract_text", "open", "to_doc")


def __getattr__(name: str) -> Any:
    if name in _API:
        return getattr(import_module("kg.api"), name)
    if name == "extract":
        return import_module("kg.extract")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Extract(ModuleType):
    """The package ``kg.extract``, which can also be called: ``kg.extract("report.docx")``."""

    def __call__(self, path: Any) -> Any:
        return import_module("kg.api").extract(path)


class _Package(ModuleType):
    """This package: whoever imports ``kg.extract`` makes it callable."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "extract" and type(value) is ModuleType:
            value.__class__ = _Extract
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
