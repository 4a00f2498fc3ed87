"""All sentences of a report as rows: where they stand, what they say in one number, and how many facts stand in them,
and whether they are nodes of the graph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

from kg.graph.writer import Row, Writer
from kg.records import Agency, Citation, Measure, Programme

#: Shorter sentences (特此报告。 行政处罚0件。) are alike by chance or by form, and are not compared.
SHORTEST = 16
#: The wide marks of every sentence, and what normalisation makes of them: replaced in the whole text at once.
_WIDE = (("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")"))
#: All but the commonest characters that normalisation leaves alone: it is slow, and needed for few characters.
_MAY_CHANGE = re.compile(r"[^\u4e00-\u9fff0-9、。《》“”,;:()]+")


def rows(w: Writer) -> list[Row]:
    """The rows of the table of sentences."""
    record = w.record
    text = _narrow(record.source.text)
    found: list[Citation | Agency | Programme | Measure] = [
        *record.citations,
        *record.agencies,
        *record.programmes,
        *record.measures,
    ]
    facts = Counter(item.sentence.start for item in found if item.sentence is not None)
    made: list[Row] = []
    for sentence in record.sentences:
        start, end = sentence.start, sentence.end
        section = w.section(start)
        number = None if section is None else section + 1
        stated = facts.get(start, 0)
        in_graph = stated > 0 or (section is not None and record.sections[section].role == "problems")
        made.append([start, end, number, stated, in_graph, _key(text[start:end])])
    return made


def _narrow(text: str) -> str:
    """``text``, character by character, with narrow marks."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text


def _normal(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def key(words: str) -> int | None:
    """A number that is the same for the same words, whatever the width of their characters and the spaces between.

    >>> key("全面推行行政执法公示制度，共检查１２家次。") == key("全面推行行政执法公示制度，\\n共检查 12 家次。")
    True
    >>> key("特此报告。") is None
    True
    """
    return _key(_narrow(words))


def _key(words: str) -> int | None:
    """The number of :func:`key` for words with narrow marks."""
    if not unicodedata.is_normalized("NFKC", words):
        words = _MAY_CHANGE.sub(_normal, words)
    plain = "".join(words.split())
    if len(plain) < SHORTEST:
        return None
    digest = hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
