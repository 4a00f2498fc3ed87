"""Looking for words: an index over the sentences of all reports (SQLite FTS5; words by jieba's search mode)."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, UsageError
from kg.store import layout
from kg.store.manifest import Input
from kg.store.shards import Kept

if TYPE_CHECKING:
    from kg.store.opened import OpenStore

#: Sentences in whose texts a phrase is looked for at most; texts that are held meanwhile.
_LOOKED_AT, _TEXTS = 5000, 64
#: A word, or a phrase in quotation marks, with what leaves it out before it: 安全 -生产 -"行政 处罚".
_TERM = re.compile(r'(?P<out>(?<!\S)[-－](?=[^\s－-]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
#: More sentences than an index holds; the database takes no larger number.
_ALL = 2**63 - 1
#: Each character begins at most so many words of the index: two characters, three, a whole word. The longest words have so
#: many characters, and one may begin before a phrase and end in it.
_WORDS_A_CHARACTER, _LONGEST = 3, 16
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

    A word or phrase with ``-`` before it leaves out the sentences that hold it. What stands in quotation marks, and what is
    left out, is looked for in the texts of the most fitting sentences, :data:`_LOOKED_AT` at most.

    :param limit: at most so many, the most to the point first.
    :raises StoreError: where the store has no index, or a damaged one.
    :raises UsageError: ``text`` is none, but the bytes of another encoding, or only says what to leave out.
    """
    asked = _asked(text)
    try:
        match, found, avoided = _match(asked)
    except UnicodeEncodeError:
        raise UsageError(f"{text!r} is not UTF-8") from None
    if avoided and not found:
        raise UsageError(f"{text!r} only leaves out: say what to look for, too")
    if not found or limit < 1:
        return []
    quoted = [one.text for one in asked if one.quoted and not one.out]
    file = store.home() / layout.SEARCH
    if not file.is_file():
        raise StoreError(f"the store {store.path} has no search index: it was made from RDF and not from reports")
    text_of = lru_cache(maxsize=_TEXTS)(store.text)
    hits: list[Hit] = []
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            rows = db.execute(
                "SELECT r.report, r.sha256, r.agency, r.year, s.start, s.end, s.section FROM words w "
                "JOIN sentences s ON s.id = w.rowid JOIN reports r ON r.id = s.report "
                "WHERE words MATCH ? ORDER BY rank, r.report, s.start LIMIT ?",
                (match, _LOOKED_AT if quoted or avoided else min(limit, _ALL)),
            )
            for report, sha256, agency, year, start, end, section in rows:
                sentence = text_of(sha256)[start:end]
                lower = sentence.lower()
                if all(q in sentence for q in quoted) and not any(word in lower for word in avoided):
                    marks = _marks(sentence, quoted or found)
                    hits.append(Hit(report, sha256, agency, year, start, end, section, sentence, marks))
                if len(hits) >= limit:
                    break
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the store is damaged: {file} cannot be opened ({error}); build it again") from None
    return hits


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word or a phrase that is looked for; ``out``: no sentence with it."""

    text: str
    quoted: bool
    out: bool


def _asked(text: str) -> list[_Asked]:
    """What is looked for, one by one.

    >>> [(one.text, one.quoted, one.out) for one in _asked("处罚“决定书” -安全 2021-2022")]
    [('处罚', False, False), ('决定书', True, False), ('安全', False, True), ('2021-2022', False, False)]
    """
    found = []
    for term in _TERM.finditer(text.replace("“", '"').replace("”", '"')):
        phrase = term["phrase"]
        found.append(
            _Asked((term["word"] if phrase is None else phrase).strip(), phrase is not None, bool(term["out"]))
        )
    return [one for one in found if one.text]


def _match(every: list[_Asked]) -> tuple[str, list[str], list[str]]:
    """What the index is asked, the words in it, and what no sentence may hold.

    The words of phrases are only asked to be near each other, for in a sentence they may be cut in another way and stand
    between others: 处罚决定 is 处罚 决定, and in 行政处罚决定 it is 行政 处罚 行政处罚 决定.
    """
    from kg.store.words import words

    asked: dict[str, None] = {}
    found: dict[str, None] = {}
    out: dict[str, None] = {}
    for one in every:
        cut = list(dict.fromkeys(words(one.text)))
        if one.out:
            out |= dict.fromkeys([one.text.lower()] if cut else [])
            continue
        found |= dict.fromkeys(cut)
        terms = [f'"{word}"' for word in cut]
        if one.quoted and len(terms) > 1:
            terms = [f"NEAR({' '.join(terms)}, {_WORDS_A_CHARACTER * len(one.text) + _LONGEST})"]
        asked |= dict.fromkeys(terms)
    # The index leaves out what it knows as one word; the texts tell the rest.
    without = "".join(f' NOT "{word}"' for word in out if word in words(word))
    return f"({' AND '.join(asked)}){without}", list(found), list(out)


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
