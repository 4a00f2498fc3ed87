"""Where the work of a build runs: in this process, in several, or wherever an :class:`Engine` takes it.

An engine maps one function over items and gives the results in the order of the items. An item whose work fails in a way
that the work function did not foresee gives a :class:`Failure`, and the others go on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Failure:
    """An item whose work raised an error or ended its worker. ``reason`` is one line for the user."""

    reason: str


class Engine(Protocol):
    """What a build needs of an engine. ``work`` and the items must be picklable where the engine leaves the process."""

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """``work(item)`` or a :class:`Failure` for each item, in the order of ``items``."""


#: What an engine on a cluster is called with: ``dask://HOST:PORT``.
_DASK = "dask://"
_ADDRESS = re.compile(r"[^/\s]+:\d+")


def engine(name: str = "serial", jobs: int | None = None) -> AbstractContextManager[Engine]:
    """The engine of that name.

    :param name: ``serial``; ``processes`` or ``dask`` for worker processes on this machine; ``dask://HOST:PORT`` for a
        cluster that is running.
    :param jobs: how many workers on this machine (default: one a core).
    :raises UsageError: for a name that no engine has.
    """
    if name == "serial":
        from kg.engines.serial import Serial

        return Serial()
    if name == "processes":
        from kg.engines.processes import Processes

        return Processes(jobs or os.cpu_count() or 1)
    if name == "dask":
        from kg.engines.dask import Dask

        return Dask(jobs=jobs)
    if name.startswith(_DASK) and _ADDRESS.fullmatch(name.removeprefix(_DASK)):
        from kg.engines.dask import Dask

        return Dask(name.removeprefix(_DASK))
    raise UsageError(f"there is no engine {name!r}: use serial, processes, dask or dask://HOST:PORT")
