"""The words of organ names: one automaton over all of them, and what may stand to their left and right.

:mod:`kg.extract.agencies` walks over the anchors this module gives; see ``data/organs.tsv`` and ``data/organ_words.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.catalogue import divisions, organs, wordlists
from kg.resources import rows

#: Marks that stand for a hidden name: **区, ××县, X市, 某局.
MASKS = "*＊×✕╳ＸXx█□○●"


_WORDS = "name_words.tsv"
#: Counties whose names are also what joins two bodies, and the words before which they are none:
#: 会同|县司法局 everywhere but after the place above it, 工作监督和|县政协 after any other word.
#: 代|县政府起草, 应|县政府要求 for an organ of the county.
MISREAD_COUNTIES = {
    "代县": re.compile(
        r"[^市省]代县(?:人民)?(?:政府|委)(?:办公?室?)?(?:起草|草拟|拟|制[定订发]|印发|修[改订]|审[核查]|履行|行使)"
    ),
    "应县": re.compile(r"[^市省]应县(?:人民)?(?:政府|委)(?:办公?室?)?(?:的?(?:要求|邀请|委托)|之)"),
    "会同县": re.compile(r"[^市省]"),
    "和县": re.compile(r"[\u4e00-\u9fff](?<![市省])"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A word by which a name is known; there is one object a word, so they are compared by identity.

    :param role: ``organ`` (of ``data/organs.tsv``), ``national``, or a role of ``data/organ_words.tsv``.
    :param bare: whether the word is a name without a place before it; ``township`` whether in the report of a township.
    """

    word: str
    role: str
    kind: str
    bare: bool
    party: bool = False
    township: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All anchors with their automaton, the names of places, the words a name does not reach back over (``stop``), and
    those that say only what sort of body it is (``sorts``), the names of places that are ordinary words (``plain``), and how
    long an anchor's word can be (``longest``, in characters).
    """

    automaton: Any
    anchors: tuple[Anchor, ...]
    places: frozenset[str]
    lengths: dict[str, tuple[int, ...]]
    stop: re.Pattern[str]
    sorts: re.Pattern[str]
    plain: frozenset[str]
    zone: Anchor
    longest: int

    def place_automaton(self) -> Any:
        """An automaton over the names of places."""
        return _place_automaton()

    def place_before(self, text: str, end: int, floor: int) -> int:
        """Start of the longest known place name that ends at ``end``, not before ``floor``; ``end`` where there is none."""
        if end <= floor:
            return end
        for length in self.lengths.get(text[end - 1], ()):
            first = end - length
            if first >= floor and text[first:end] in self.places and not _misread(text, first, end):
                return first
        return end

    def chain_before(self, text: str, end: int, floor: int) -> int:
        """Start of the chain of place names that ends at ``end``: 天津市河东区|司法局."""
        while (start := self.place_before(text, end, floor)) < end:
            end = start
        return end

    def run_before(self, text: str, end: int, limit: int, floor: int) -> int:
        """Start of the stretch of Chinese characters before ``end`` that may be a name: after the last mark or stop word."""
        first = max(floor, end - limit)
        window = text[first:end]
        for match in reversed(list(self.stop.finditer(text, first, end))):
            # A stop word inside a place's name is none: 从化区, 向阳镇, 大同市.
            if not self._inside_place(window, match.start() - first, match.end() - first):
                return match.end()
        return first

    def _inside_place(self, window: str, start: int, end: int) -> bool:
        if not "\u4e00" <= window[start] <= "\u9fff":
            return False
        for first in range(max(0, start - 4), start + 1):
            for last in range(max(end, first + 3), min(len(window), first + 9) + 1):
                if (
                    window[first:last] in self.places
                    and (first, last) != (start, end)
                    and not _misread(window, first, last)
                ):
                    return True
        return False

    def place_from(self, text: str, start: int, end: int) -> int:
        """End of the longest known place name with its level (柳州市) that begins at ``start``; ``start`` where there is none."""
        for length in range(min(11, end - start), 2, -1):
            if text[start + length - 1] in "省市区县州盟旗" and text[start : start + length] in self.places:
                return start + length
        return start

    def place_inside(self, text: str, start: int, end: int) -> int:
        """Start of the first known place name in a stretch; ``end`` where there is none."""
        for first in range(start, end - 1):
            for length in range(min(8, end - first), 1, -1):
                last = first + length
                if text[first:last] in self.places and not _misread(text, first, last):
                    return first
        return end


def _misread(text: str, first: int, end: int) -> bool:
    """Whether what looks like the name of a county ends a word and begins another name: 考察|县司法局, 会同|县畜牧中心."""
    name = text[first:end]
    if len(name) == 2 and name[1] == "县" and text[max(0, end - 3) : end - 1] in wordlists.of(_WORDS, "before-county"):
        return True
    joined = MISREAD_COUNTIES.get(name)
    return joined is not None and bool(joined.match(text, first - 1) if first else name[0] == "会")


@cache
def lexicon() -> Lexicon:
    """The lexicon, made once (some 40 ms)."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    anchors: dict[str, Anchor] = {}
    for row in rows("organ_words.tsv"):
        if row["role"] not in ("stop", "plain", "sort"):
            anchors[row["word"]] = Anchor(row["word"], row["role"], row["kind"], row["bare"] == "yes")
    for form, found in organs.load().forms().items():
        organ = found[0]
        if len(form) < 2 or form == "委员会":
            continue
        if organ.national:
            anchors[form] = Anchor(form, "national", organ.kind, True)
        elif form not in anchors or anchors[form].role not in ("ignore", "zone", "tail", "part", "whole"):
            party = organ.template.startswith("{party}")
            township = "t" in organ.levels and not organ.bare and form.endswith("中心")
            anchors[form] = Anchor(form, "organ", organ.kind, organ.bare, party, township)
    places = frozenset(_places())
    by_last: dict[str, set[int]] = {}
    for name in places:
        by_last.setdefault(name[-1], set()).add(len(name))
    words = sorted(
        (row["word"] for row in rows("organ_words.tsv") if row["role"] == "stop"), key=_letters, reverse=True
    )
    firsts = "".join(sorted({re.sub(r"^\(\?<[^)]*\)", "", word)[0] for word in words}))  # (?<!目)的 begins with 的
    return Lexicon(
        AhoCorasick(list(anchors), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA),
        tuple(anchors.values()),
        places,
        {last: tuple(sorted(lengths, reverse=True)) for last, lengths in by_last.items()},
        # One look at the first character spares trying all the words where none begins.
        re.compile(rf"[^\u4e00-\u9fff{re.escape(MASKS)}]|(?=[{firsts}])(?:{'|'.join(words)})"),
        re.compile(f"(?:{'|'.join(row['word'] for row in rows('organ_words.tsv') if row['role'] == 'sort')})+"),
        _plain(),
        anchors["管委会"],
        max(map(len, anchors)),
    )


def _letters(pattern: str) -> int:
    """How many characters a stop word has without what its pattern asks of its neighbours."""
    return len(re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", pattern))


def _places() -> set[str]:
    """Names and aliases of two characters and more that were in use since 2000, without those that are plain words."""
    found: set[str] = set()
    for division in divisions.load().rows:
        if division.valid_to >= 2000:
            found.add(division.name)
            found.update(alias for alias in division.aliases if len(alias) > 1)
    return found - _plain()


@cache
def _plain() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("organ_words.tsv") if row["role"] == "plain")


@cache
def _place_automaton() -> Any:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(sorted(_places()), matchkind=MatchKind.LeftmostLongest)
