"""What became of inputs that are not in the store as reports of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kg.commands.common import said, say

if TYPE_CHECKING:
    from kg.store.manifest import LeftOut

#: So many names are shown where they need no reason each.
_SHOWN = 10


def show_left_out(items: Iterable[LeftOut], tell: Callable[[str], None]) -> None:
    """Tell of what could not be read with the reason of each, of what another file holds too, and of other files."""
    kinds: dict[str, list[LeftOut]] = {"unread": [], "same": [], "other": []}
    for item in items:
        kinds[item.kind].append(item)
    for kind in ("unread", "same"):
        if kinds[kind]:
            tell(say(f"build.{kind}", count=len(kinds[kind])))
        for item in kinds[kind]:
            tell(f"  {said(item.reason if item.reason.startswith(item.file) else f'{item.file}: {item.reason}')}")
    if kinds["other"]:
        tell(say("build.other", count=len(kinds["other"]), names=names(item.file for item in kinds["other"])))


def names(files: Iterable[str]) -> str:
    """Names of files in one line, the first few."""
    listed = list(files)
    more = " …" if len(listed) > _SHOWN else ""
    return say("comma").join(listed[:_SHOWN]) + more
