"""Words of the search index: jieba's search mode, the same for texts and for what is looked for.

``rjieba`` cuts as jieba does, with the same dictionary, eight times as fast. There is no falling back to another cutter: an
index and its questions must be cut alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

# What can be looked for: runs of Chinese characters, letters and digits. Not: punctuation, spaces, a line to be filled in.
_WORDS = re.compile(r"_*[^\W_]\w*")


@cache
def _cutter() -> Callable[[str, bool], list[str]]:
    """A tokenizer of our own, so that words which others add to the shared one do not change ours."""
    import rjieba

    cut: Callable[[str, bool], list[str]] = rjieba.Jieba().cut_for_search
    return cut


def words(text: str) -> list[str]:
    """The words of ``text`` in search mode, without punctuation, in lower case.

    >>> words("行政处罚决定书。__")
    ['行政', '处罚', '行政处罚', '决定', '决定书']
    """
    return [word for word in _cutter()(text.lower(), False) if _WORDS.fullmatch(word)]
