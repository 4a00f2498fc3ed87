"""What a long command shows while it runs: how far it is, how fast, how long it will take, and which file is slow."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kg.commands.common import say, settings

if TYPE_CHECKING:
    from kg.store.timing import Timings

#: Files that took less than these seconds are not called slow.
_SLOW = 1.0


@contextlib.contextmanager
def progress(beside: Callable[[str], str] = lambda _stage: "") -> Iterator[Callable[[str, int, int], None]]:
    """A function ``(stage, done, total)`` that draws bars on the standard error; silent where that is no terminal.

    :param beside: what else is told of a stage.
    """
    if settings().quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[beside]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(say(f"stage.{stage}"), total=total, rate="", beside="")
            task = tasks[stage]
            speed = bar.tasks[task].speed
            rate = f"{speed:,.0f}/s" if speed and total > 1 else ""
            bar.update(task, completed=done, total=total, rate=rate, beside=beside(stage))

        yield show


def slow(timings: Timings) -> str:
    """The file that took longest, if that was long."""
    found = timings.slowest()
    if not found or found[0][0] < _SLOW:
        return ""
    seconds, name, _ = found[0]
    return say("build.slow", file=name, seconds=seconds)
