"""What a build does with the researcher's table of corrections."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.manifest import Input, Manifest

if TYPE_CHECKING:
    from kg.link.overrides import Override


def table(given: Path | str | None) -> tuple[str | None, str | None]:
    """Where the table lies, and the hash of its bytes; it is read to see that it is right."""
    if given is None:
        return None, None
    from kg.link import overrides

    overrides.read.cache_clear()
    overrides.read(str(given))
    return str(Path(given).absolute()), hashlib.sha256(Path(given).read_bytes()).hexdigest()


def unused(table: str | None, inputs: Iterable[Input]) -> tuple[Override, ...]:
    """The corrections of what no report has."""
    known = {line for one in inputs for line in (*one.corrected, *one.unfit)}
    return _rows(table, lambda line: line not in known)


def unfit(table: str | None, inputs: Iterable[Input]) -> tuple[Override, ...]:
    """The corrections of numbers that give none."""
    inputs = tuple(inputs)
    used, lines = ({n for one in inputs for n in getattr(one, name)} for name in ("corrected", "unfit"))
    return _rows(table, (lines - used).__contains__)


def _rows(table: str | None, wanted: Callable[[int], bool]) -> tuple[Override, ...]:
    if table is None:
        return ()
    from kg.link import overrides

    return tuple(one for one in overrides.read(table) if wanted(one.line))


def taken_back(last: Manifest | None, now: Manifest) -> tuple[str, ...]:
    """Files whose corrections of the last build are taken back by naming no table."""
    if last is None or now.overrides:
        return ()
    before = {i.sha256 for i in last.inputs if i.corrected}
    return tuple(sorted(i.file for i in now.inputs if i.sha256 in before))
