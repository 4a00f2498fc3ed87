"""The memory of a process and its children while it runs, as the kernel tells it (Linux; elsewhere nothing is found)."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType


class Watch:
    """Looks at a process several times a second.

    :ivar parent: the highest resident memory of the process itself, in MB; ``together`` that of it and all below it.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.parent = self.together = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.2):
            own = _resident(self.pid)
            self.parent = max(self.parent, own)
            self.together = max(self.together, own + sum(map(_resident, _below(self.pid))))


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * 4096 / 1e6


def _below(pid: int) -> list[int]:
    try:
        children = [
            int(p) for task in Path(f"/proc/{pid}/task").iterdir() for p in (task / "children").read_text().split()
        ]
    except (OSError, ValueError):
        return []
    return children + [further for child in children for further in _below(child)]
