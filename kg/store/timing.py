"""Where the time of a build goes: by stage, by step of the work on a report, and which files take longest."""

from __future__ import annotations

import contextlib
import heapq
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

#: So many of the slowest files are kept.
_SLOWEST = 20


class Timings:
    """Seconds, as they are told.

    :ivar stages: of the building process, wall time, one after the other; ``steps`` of the workers, added up; ``beside``
        work that ran beside a stage.
    """

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.steps: dict[str, float] = defaultdict(float)
        self.beside: dict[str, float] = defaultdict(float)
        self.files = 0
        self.characters = 0
        self._slowest: list[tuple[float, str, int]] = []

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block to a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - begun)

    def add(self, stage: str, seconds: float) -> None:
        """Count seconds to a stage."""
        self.stages[stage] += seconds

    def busy(self, name: str, seconds: float) -> None:
        """Count seconds of work that ran beside the stages."""
        self.beside[name] += seconds

    def file(self, name: str, characters: int, seconds: dict[str, float]) -> None:
        """Count a file that a worker has done: seconds of its steps."""
        self.files += 1
        self.characters += characters
        for step, took in seconds.items():
            self.steps[step] += took
        one = (sum(seconds.values()), name, characters)
        if len(self._slowest) < _SLOWEST:
            heapq.heappush(self._slowest, one)
        else:
            heapq.heappushpop(self._slowest, one)

    def slowest(self) -> list[tuple[float, str, int]]:
        """Seconds, name and characters of the files that took longest, the slowest first."""
        return sorted(self._slowest, reverse=True)

    def told(self) -> dict[str, Any]:
        """All as JSON takes it."""
        return {
            "seconds": round(sum(self.stages.values()), 3),
            "stages": {name: round(seconds, 3) for name, seconds in self.stages.items()},
            "beside": {name: round(seconds, 3) for name, seconds in self.beside.items()},
            "workers": {name: round(seconds, 3) for name, seconds in self.steps.items()},
            "files": self.files,
            "characters": self.characters,
            "slowest": [
                {"file": name, "seconds": round(seconds, 4), "characters": characters}
                for seconds, name, characters in self.slowest()
            ],
        }
