"""Records to RDF: namespaces, IRIs, N-Quads text and table rows.

:func:`report_quads` gives the quads of one report as text, ready for a bulk loader; no RDF object is made on the way.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.report import report_quads, shard
    from kg.graph.writer import Shard

__all__ = ["Shard", "report_quads", "shard"]

# Who only asks a store needs the namespaces, and must not pay for the writer and its catalogue.
_HOMES = {"Shard": "writer", "report_quads": "report", "shard": "report"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
