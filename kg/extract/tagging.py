"""Words and their parts of speech, by jieba: only for the few characters around a number.

The tokenizer is our own instance: jieba's global one would be changed for everybody by our words, and its cache in a
folder open to all is read with ``marshal``. The dictionary is read from jieba's own file, words with their frequencies
and tags in one pass; no cache is written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.resources import rows

if TYPE_CHECKING:
    from jieba import Tokenizer

#: Tag of a word the dictionary does not know: mostly names of places and firms.
UNKNOWN = "n"
#: How often our own words are taken to occur: high enough that none is cut.
_OURS = 20_000


class Tagger:
    """jieba's segmentation with the tags of its dictionary and the words of ``data/words.tsv``."""

    def __init__(self) -> None:
        self._tokenizer, self._tags = _dictionary()
        self._pairs = lru_cache(maxsize=1 << 14)(self._tag)
        self._cut = lru_cache(maxsize=1 << 14)(self._words)

    def tag(self, text: str) -> tuple[tuple[str, str], ...]:
        """The words of ``text``, each with its part of speech in jieba's notation (``n``, ``v``, ``vn``, ``p`` …)."""
        return self._pairs(text)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of ``text``, which join to it exactly."""
        return self._cut(text)

    def _words(self, text: str) -> tuple[str, ...]:
        return tuple(self._tokenizer.lcut(text, HMM=False))

    def _tag(self, text: str) -> tuple[tuple[str, str], ...]:
        tags = self._tags
        return tuple(
            (word, tags.get(word) or ("m" if word.isdigit() else UNKNOWN if word.isalnum() else "x"))
            for word in self._tokenizer.lcut(text, HMM=False)
        )


def _dictionary() -> tuple[Tokenizer, dict[str, str]]:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    total = 0
    with tokenizer.get_dict_file() as file:
        for line in file:
            word, count, tag = line.decode("utf-8").split()
            number = int(count)
            frequencies[word] = number
            tags[word] = tag
            total += number
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
    for row in rows("words.tsv"):
        tokenizer.add_word(row["word"], _OURS)
        tags[row["word"]] = row["tag"]
    return tokenizer, tags


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The one tagger of this process, made when first needed (about half a second)."""
    return Tagger()
