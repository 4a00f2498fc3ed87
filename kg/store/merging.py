"""Facts about shared things, merged over reports: every property that has one value gets one, and always the same.

Reports state facts about the things they share, acts and agencies above all. Where two reports differ on a property that can
have one value only (the function of an agency, say), the value that more reports state holds, and of equals the first by
code points. Each statement is counted, so that a report can be taken out again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from kg.graph.things import SINGLE

_SCHEMA = """
CREATE TABLE shared (thing TEXT, rest TEXT, reports INTEGER, PRIMARY KEY (thing, rest)) WITHOUT ROWID;
"""


class Shared:
    """The counted statements, in an SQLite file that is kept with the store."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = MEMORY")
        self._db.execute("PRAGMA synchronous = OFF")  # the store is synced as a whole before it is published
        self._db.execute("PRAGMA cache_size = -64000")
        if fresh:
            self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Write what was changed."""
        self._db.execute("COMMIT")
        self._db.close()

    def change(self, counts: Counter[str]) -> set[str]:
        """Add the counts (negative ones take away) of lines; gives the things that they are about."""
        rows = sorted((thing, rest, n) for line, n in counts.items() if n for thing, _, rest in (line.partition(" "),))
        self._db.executemany(
            "INSERT INTO shared VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports", rows
        )
        if any(n < 0 for _, _, n in rows):
            self._db.execute("DELETE FROM shared WHERE reports <= 0")
        return {thing for thing, _, _ in rows}

    def lines(self, things: Iterable[str] | None = None) -> Iterator[str]:
        """The merged lines about ``things``, or about all, sorted."""
        if things is None:
            yield from _winners(self._db.execute("SELECT thing, rest, reports FROM shared ORDER BY thing, rest"))
            return
        for thing in sorted(things):
            yield from _winners(
                self._db.execute("SELECT thing, rest, reports FROM shared WHERE thing = ? ORDER BY rest", (thing,))
            )


def _winners(rows: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    for (thing, predicate), group in groupby(rows, key=lambda row: (row[0], row[1].partition(" ")[0])):
        stated = list(group)
        if len(stated) > 1 and predicate in SINGLE:
            stated = [min(stated, key=lambda row: (-row[2], row[1]))]
        for _, rest, _ in stated:
            yield f"{thing} {rest}"
