"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any

from kg.engines import Failure


class Serial:
    """The engine that needs nothing."""

    def __enter__(self) -> Serial:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """``work(item)`` for each item; an error that is raised becomes a :class:`Failure`."""
        for item in items:
            yield attempt(work, item)


def attempt(work: Callable[[Any], Any], item: Any) -> Any:
    """``work(item)``, or a :class:`Failure` where it raises an error."""
    try:
        return work(item)
    except Exception as error:
        return Failure(describe(error))


def describe(error: BaseException) -> str:
    """An error as one line: its kind and what it says."""
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
