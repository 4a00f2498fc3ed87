"""Numbers that options take: each has a largest one, so that none is beyond what the machine can count or wait."""

from __future__ import annotations

import math
from typing import Any

import click

#: More of anything than a store holds or a machine has; of seconds some 31 years.
MOST = 999_999_999
#: Processes, or threads, that run at the same time.
PROCESSES = 1024


class Whole(click.IntRange):
    """A whole number from ``least`` to ``most``, which is told where it is passed, not in the help."""

    name = "integer"

    def __init__(self, least: int = 0, most: int = MOST) -> None:
        super().__init__(least)
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed."""
        digits = str(value).strip().removeprefix("+").lstrip("0")
        if digits.isdecimal() and (len(digits) > len(str(self._most)) or int(digits) > self._most):
            _too_large(self, value, self._most, param, ctx)
        number: int = super().convert(value, param, ctx)
        return number


class Amount(click.FloatRange):
    """A number from ``least``, or above it where that is ``open``, to ``most``; what is infinite or no number is none."""

    name = "float"

    def __init__(self, least: float = 0, most: float = MOST, *, open: bool = False) -> None:
        super().__init__(least, min_open=open)
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number that was typed."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a valid float.", param, ctx)
        if number > self._most:
            _too_large(self, value, self._most, param, ctx)
        return number


def _too_large(
    kind: click.ParamType[Any], value: Any, most: float, param: click.Parameter | None, ctx: click.Context | None
) -> None:
    given = str(value) if len(str(value)) <= 24 else f"{str(value)[:20]}…"
    kind.fail(f"{given} is too large: at most {most}", param, ctx)
