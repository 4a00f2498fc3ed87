"""What a build tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.manifest import LeftOut

if TYPE_CHECKING:
    from kg.link.overrides import Override


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    :param read: reports that were read now; ``kept`` those that had not changed; ``dropped`` those that are gone.
    :param unnamed: files of reports that stay in the store, though they are not among the given ones any more.
    :param doubled: files that are of one agency and year, together; each counts as a report.
    :param doubtful: files that may be no reports, though each counts as one: without agency and sections.
    :param unused: corrections of what no report has, in the order of their lines; ``unfit`` of numbers that give none.
    :param uncorrected: files of reports whose corrections were taken back: the last build had a table, this one none.
    """

    target: Path
    reports: int
    read: int
    kept: int
    dropped: int
    left_out: tuple[LeftOut, ...]
    counts: dict[str, int]
    seconds: float
    unnamed: tuple[str, ...] = ()
    unused: tuple[Override, ...] = ()
    doubled: tuple[tuple[str, ...], ...] = ()
    doubtful: tuple[str, ...] = ()
    uncorrected: tuple[str, ...] = ()
    unfit: tuple[Override, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or 3 where inputs were left out that may be reports, or nothing is in the store at all."""
        return 3 if not self.reports or any(item.kind == "unread" for item in self.left_out) else 0
