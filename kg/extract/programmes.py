"""Programmes: the named initiatives, campaigns and systems that a report speaks of.

Three ways lead to a name: the catalogue (``data/programmes.tsv``), found in the text whatever quotation marks or middle
dots it is printed with; names in quotation marks with what they are called after them (“敲门”行动); and the form of the
name alone (…专项行动, …制度, …责任制, …宣传月), cut free from the verb that governs it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.extract import limits, programmes_formed, programmes_known, programmes_quoted, sentences
from kg.extract.programme_text import Found, bare_text
from kg.extract.programme_text import plain as plain
from kg.extract.sentences import Sentences
from kg.extract.view import View
from kg.records import Programme


def find(view: View, quoted: Sequence[tuple[int, int]], within: Sentences = sentences.NONE) -> list[Programme]:
    """The mentions of programmes, in the order of the text.

    :param quoted: view spans of titles, sorted: in a title only names of the catalogue and names in quotation marks
        are taken, for a title is full of the words that make a name elsewhere (…制度的实施方案).
    :param within: the sentences they stand in.
    """
    text = view.text
    bare = bare_text(text)
    found = [
        item
        for items in (
            programmes_known.find(text, bare, quoted),
            programmes_quoted.find(text),
            programmes_formed.find(bare, quoted),
        )
        for item in limits.first(items, limits.FACTS, "programmes", view.left_out)
    ]
    made = []
    for item in _longest(found):
        start, end = view.span(*_with_marks(text, item.start, item.end))
        made.append(
            Programme(start, end, view.source[start:end], item.name, item.rule, item.confidence, within.at(start))
        )
    return made


_OPENING = {"”": "“", "’": "‘", "」": "「", "》": "《"}
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation mark beside it whose other half lies in it: “|好差评”制度."""
    before, after = text[start - 1 : start], text[end : end + 1]
    stretch = text[start:end]
    if before in _CLOSING and stretch.count(_CLOSING[before]) > stretch.count(before):
        start -= 1
    if after in _OPENING and stretch.count(_OPENING[after]) > stretch.count(after):
        end += 1
    return start, end


def _longest(found: Iterable[Found]) -> list[Found]:
    """Of overlapping names the longest, of equally long ones the catalogue's; slogans hide what lies in them."""
    taken: list[Found] = []  # sorted and disjoint
    starts: list[int] = []
    for item in sorted(found, key=lambda f: (f.start - f.end, -f.confidence)):
        place = bisect_right(starts, item.start)
        if (place and taken[place - 1].end > item.start) or (place < len(taken) and starts[place] < item.end):
            continue
        taken.insert(place, item)
        starts.insert(place, item.start)
    return [f for f in taken if f.name]
