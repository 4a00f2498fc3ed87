"""Sentences and clauses around quantities, and the words of the activity lexicon in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.catalogue import activities
from kg.catalogue.activities import Word
from kg.extract.quantities import Quantity

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: A full stop may be a point of ASCII behind a Chinese character.
_SENTENCE_END = re.compile(r"[。！？\n.](?:(?<!\.)|(?<=[\u4e00-\u9fff）)”\"%》]\.)(?![\d.]))")
_CLAUSE_END = re.compile(r"[，；;：:（）()。！？\n,](?:(?<!,)|(?!\d))")
_BRACKETS = re.compile(r"（[^（）\n]{1,60}）|\([^()\n]{1,60}\)")

#: Forms are counted by their titles: 《责令改正通知书》12份.
_FORM = re.compile("(?<=[书函单])》")

#: Of a text without marks so much is taken for a sentence, so that the time stays in proportion to the length.
LONGEST = 600


class Hit(NamedTuple):
    """A word of the activity lexicon in the text."""

    start: int
    end: int
    word: Word


#: Makes a named tuple in half the time that calling its class takes.
_new = tuple.__new__


class Clause(NamedTuple):
    """What stands between two marks; its quantities and lexicon words. ``mark`` is the mark before it."""

    start: int
    end: int
    mark: str
    quantities: tuple[Quantity, ...]
    hits: tuple[Hit, ...]


class Sentence(NamedTuple):
    """A sentence that holds quantities."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


class Scan:
    """The words of the activity lexicon in a text, leftmost and longest, sought only where they are asked for.

    Every fourth character of a report begins one: to find them is fast, to make objects of them all is not.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        automaton, self._words, self._in_headings = _automaton()
        self._find = automaton.find_matches_as_indexes

    def between(self, start: int, end: int, *, headings: bool = True) -> list[Hit]:
        """The words between ``start`` and ``end``; those that speak in ``headings`` alone only if these are asked for."""
        words, made, left_out = self._words, tuple.__new__, () if headings else self._in_headings
        return [
            made(Hit, (start + first, start + last, words[index]))
            for index, first, last in self._find(self._text[start:end])
            if index not in left_out
        ]


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, tuple[Word, ...], frozenset[int]]:
    """The automaton, its words, and the places of those that speak in headings alone."""
    import ahocorasick_rs

    words = activities.load()
    automaton = ahocorasick_rs.AhoCorasick(
        [word.text for word in words],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,  # small: stays in the processor's cache
    )
    return automaton, words, frozenset(index for index, word in enumerate(words) if word.role == "h")


def sentences(
    text: str, quantities: Sequence[Quantity], quoted: Sequence[tuple[int, int]], scan: Scan
) -> Iterator[Sentence]:
    """The sentences that hold ``quantities`` (sorted), cut into clauses.

    :param scan: the lexicon words of ``text``.
    """
    index = 0
    while index < len(quantities):
        start = sentence_start(text, quantities[index].start)
        end = _sentence_end(text, quantities[index].end, start + 2 * LONGEST, quoted)
        first = index
        while index < len(quantities) and quantities[index].start < end:
            index += 1
        here = quantities[first:index]
        names = _between(quoted, start, end)
        hits = scan.between(start, end, headings=False)
        if names:
            numbers = {q.start for q in here}
            hits = [
                h
                for h in hits
                if not inside(names, h.start) or (h.end + 1 in numbers and _FORM.match(text, h.end) is not None)
            ]
        yield Sentence(start, end, tuple(_clauses(text, start, end, here, hits, names)))


def inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether ``at`` lies in one of the sorted, disjoint ``spans``."""
    index = bisect_right(spans, (at, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def _between(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of the sorted, disjoint ``spans`` that reach into the stretch from ``start`` to ``end``."""
    first = bisect_right(spans, (start, 1 << 60))
    if first and spans[first - 1][1] > start:
        first -= 1
    return spans[first : bisect_left(spans, (end, 0))]


def sentence_start(text: str, at: int) -> int:
    """Where the sentence of ``at`` begins, at most :data:`LONGEST` characters before it."""
    low = max(0, at - LONGEST)
    rfind = text.rfind
    start = max(
        low, rfind("。", low, at) + 1, rfind("\n", low, at) + 1, rfind("！", low, at) + 1, rfind("？", low, at) + 1
    )
    if text.find(".", start, at) < 0:
        return start
    points = [m.end() for m in _SENTENCE_END.finditer(text, start, at) if m[0] == "."]
    return points[-1] if points else start


def _sentence_end(text: str, at: int, limit: int, quoted: Sequence[tuple[int, int]]) -> int:
    while match := _SENTENCE_END.search(text, at, limit):
        if text[match.start()] == "\n" or not inside(quoted, match.start()):
            return match.start()
        at = match.end()
    return min(limit, len(text))


def _clauses(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    hits: Sequence[Hit],
    names: Sequence[tuple[int, int]],
) -> Iterator[Clause]:
    """The clauses of a sentence; marks inside quantities (12,345; 人（次）) and titles do not cut."""
    quantity_starts = [q.start for q in quantities]
    hit_starts = [hit.start for hit in hits]
    # Brackets without a number of their own, as a document number after a title, do not part a clause.
    whole = [
        m.span()
        for m in _BRACKETS.finditer(text, start, end)
        if bisect_left(quantity_starts, m.start()) == bisect_left(quantity_starts, m.end())
    ]
    kept = [(q.start, q.end) for q in quantities]
    if names or whole:
        kept = sorted([*kept, *names, *whole])
    begin, mark = start, ""
    first = first_hit = 0  # quantities and words of earlier clauses
    reach = covering = 0  # how far the kept stretches reach that begin before the cut, and how many do
    for stop in [*[m.start() for m in _CLAUSE_END.finditer(text, start, end)], end]:
        while covering < len(kept) and kept[covering][0] <= stop:
            if kept[covering][1] > reach:
                reach = kept[covering][1]
            covering += 1
        if stop < reach and stop < end:
            continue
        if stop > begin:
            last = bisect_left(quantity_starts, stop, first)
            last_hit = bisect_left(hit_starts, stop, first_hit)
            here = tuple(quantities[first:last]), tuple(hits[first_hit:last_hit])
            yield _new(Clause, (begin, stop, mark, *here))
            first, first_hit = last, last_hit
        begin, mark = stop + 1, text[stop : stop + 1]
