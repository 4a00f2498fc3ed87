"""Looking for words: an index over the sentences of all reports (SQLite FTS5; words by jieba's search mode)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store import layout
from kg.store.manifest import Input
from kg.store.shards import Kept

if TYPE_CHECKING:
    from kg.store.opened import OpenStore

_SCHEMA = """
CREATE TABLE reports (id INTEGER PRIMARY KEY, report TEXT UNIQUE, sha256 TEXT, agency TEXT, year INTEGER);
CREATE TABLE sentences (id INTEGER PRIMARY KEY, report INTEGER, start INTEGER, end INTEGER, section INTEGER);
CREATE INDEX sentences_of ON sentences (report);
CREATE VIRTUAL TABLE words USING fts5 (word, content='', detail=full, tokenize="unicode61 remove_diacritics 0");
"""


class Index:
    """The index of a build that is being made."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = MEMORY")
        self._db.execute("PRAGMA synchronous = OFF")  # the store is synced as a whole before it is published
        if fresh:
            self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Write what was changed."""
        self._db.execute("COMMIT")
        self._db.close()

    def add(self, item: Input, kept: Kept) -> None:
        """The sentences of one report."""
        row = kept.rows["reports"][0]
        number = self._db.execute(
            "INSERT INTO reports (report, sha256, agency, year) VALUES (?, ?, ?, ?)",
            (item.report, item.sha256, row[3], row[7]),
        ).lastrowid
        first = self._db.execute("SELECT coalesce(max(id), 0) FROM sentences").fetchone()[0] + 1
        self._db.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
            ((first + n, number, s[0], s[1], s[2]) for n, s in enumerate(kept.sentences)),
        )
        self._db.executemany(
            "INSERT INTO words (rowid, word) VALUES (?, ?)", ((first + n, s[3]) for n, s in enumerate(kept.sentences))
        )

    def remove(self, report: str, kept: Kept) -> None:
        """Take out the sentences of one report."""
        number = self._db.execute("SELECT id FROM reports WHERE report = ?", (report,)).fetchone()[0]
        ids = [row[0] for row in self._db.execute("SELECT id FROM sentences WHERE report = ? ORDER BY id", (number,))]
        self._db.executemany(
            "INSERT INTO words (words, rowid, word) VALUES ('delete', ?, ?)",
            ((i, s[3]) for i, s in zip(ids, kept.sentences, strict=True)),
        )
        self._db.execute("DELETE FROM sentences WHERE report = ?", (number,))
        self._db.execute("DELETE FROM reports WHERE id = ?", (number,))


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found.

    :param marks: spans within ``text`` of what was looked for.
    """

    report: str
    sha256: str
    agency: str | None
    year: int | None
    start: int
    end: int
    section: int | None
    text: str
    marks: tuple[tuple[int, int], ...]


def search(store: OpenStore, text: str, limit: int = 50) -> list[Hit]:
    """The sentences that hold all words of ``text``; words in quotation marks must stand together.

    :param limit: at most so many, the most to the point first.
    """
    from kg.store.words import words

    phrases = text.replace("“", '"').replace("”", '"').split('"')
    quoted = [p.strip() for p in phrases[1::2] if p.strip()]
    found = list(dict.fromkeys(word for part in phrases for word in words(part)))
    if not found:
        return []
    if not (store.folder / layout.SEARCH).is_file():
        raise StoreError(f"the store {store.path} has no search index: it was made from RDF and not from reports")
    match = " AND ".join(f'"{word}"' for word in found)
    db = sqlite3.connect(f"file:{store.folder / layout.SEARCH}?mode=ro&immutable=1", uri=True)
    try:
        rows = db.execute(
            "SELECT r.report, r.sha256, r.agency, r.year, s.start, s.end, s.section FROM words w "
            "JOIN sentences s ON s.id = w.rowid JOIN reports r ON r.id = s.report "
            "WHERE words MATCH ? ORDER BY rank, r.report, s.start",
            (match,),
        )
        hits: list[Hit] = []
        for report, sha256, agency, year, start, end, section in rows:
            sentence = store.text(sha256)[start:end]
            if all(q in sentence for q in quoted):
                hits.append(
                    Hit(report, sha256, agency, year, start, end, section, sentence, _marks(sentence, quoted or found))
                )
            if len(hits) >= limit:
                break
        return hits
    finally:
        db.close()


def _marks(sentence: str, found: list[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand, spans that touch joined."""
    lower = sentence.lower()
    spans = []
    for word in found:
        at = lower.find(word.lower())
        while at >= 0:
            spans.append((at, at + len(word)))
            at = lower.find(word.lower(), at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
