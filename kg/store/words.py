"""Words of the search index: jieba's search mode, the same for texts and for what is looked for."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# What can be looked for: runs of Chinese characters, letters and digits. Not: punctuation, spaces.
_WORDS = re.compile(r"[\w]+", re.UNICODE)


@cache
def _tokenizer() -> Any:
    """A tokenizer of our own, so that nobody's dictionary changes ours; its cache is a file that only we write."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


def words(text: str) -> list[str]:
    """The words of ``text`` in search mode, without punctuation, in lower case.

    >>> words("行政处罚决定书。")
    ['行政', '处罚', '决定', '决定书']
    """
    found = _tokenizer().lcut_for_search(text.lower(), HMM=False)
    return [word for word in found if _WORDS.fullmatch(word)]
