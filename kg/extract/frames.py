"""Frames: what a counting clause says with its words, found by spaCy's Matcher with the patterns of ``data/frames.tsv``.

A clause that holds a quantity becomes a row of words: those of the activity lexicon as they stand, the few characters next
to a quantity segmented and tagged by jieba, each quantity one word. The frames say for each quantity which deed governs it
(立案 in 立案12件, but 开展 in 开展执法检查培训3次) and whether what is counted stands before it (发放宣传资料1万份) or
behind it (12家企业, 300人参加).

They look at the tags of the words alone, on the left as far as the quantity before, on the right a few words; such a row
of tags returns again and again, so each is matched once and remembered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from kg.extract import tagging, years
from kg.extract.clauses import Clause, Hit
from kg.resources import rows

#: So many characters on either side of a quantity are segmented; lexicon words are found everywhere in the clause.
LEFT, RIGHT = 8, 12
#: No frame reaches further to the right of a quantity.
_REACH = 5
#: The tags of quantities by their units: of people or their bodies, of times and cases, of rates; Q those of anything else.
_QUANTITIES = {
    **dict.fromkeys("人 名 位 人次 户 家 个 户次 家次".split(), "QP"),
    **dict.fromkeys("次 场 期 场次 轮 批次 批 件 起 宗 例".split(), "QT"),
    **dict.fromkeys(("%", "百分点", "倍", "‰"), "QR"),
}
#: What stands between the items of an enumeration.
_LISTING = ("、", "和", "及", "与")
#: jieba's parts of speech in the tags of the frames; the rest is X.
_TAGS = {
    **dict.fromkeys("n nr ns nt nz ng nrt nrfg an a ag b l j i s f t tg r rz vn".split(), "N"),
    **dict.fromkeys("v vd vi vg vq".split(), "V"),
    **dict.fromkeys("d p ad df dg".split(), "D"),
}
#: The coarser kind of each tag, as lemma.
_KINDS = {
    **dict.fromkeys("Q QP QT QR".split(), "q"),
    **dict.fromkeys("v vn v!".split(), "deed"),
    **dict.fromkeys("V do in".split(), "verb"),
    **dict.fromkeys("n t N".split(), "noun"),
}


class Token(NamedTuple):
    """A word of a clause: its characters in the view, its tag, and the lexicon word it is, if it is one.

    :param part: jieba's part of speech, for the words that it has cut.
    """

    start: int
    end: int
    text: str
    tag: str
    hit: Hit | None = None
    part: str = ""


#: Makes a token in half the time that calling :class:`Token` takes; of few things there are so many.
_new = tuple.__new__


class Frame(NamedTuple):
    """What the frames say of one quantity.

    :param governor: the deed or verb that governs it from the left, the earliest one of the clause.
    :param audience: whether it counts an audience (受众, 参与 before it).
    :param behind: ``head`` where what is counted stands right behind it, ``deed`` where what its people do does, else "".
    :param tokens: the words of its clause; ``at``: its own place among them.
    :param shared: whether the governor stands before an earlier item of the same enumeration.
    """

    governor: Token | None
    audience: bool
    behind: str
    tokens: Sequence[Token]
    at: int
    shared: bool = False


def tokens(text: str, clause: Clause) -> list[Token]:
    """The words of a clause: quantities, lexicon words, and what jieba makes of the gaps near a quantity."""
    near = [(max(clause.start, q.start - LEFT), min(clause.end, q.end + RIGHT)) for q in clause.quantities]
    split = tagging.tagger().tag
    made: list[Token] = []
    position, window = clause.start, 0
    for token in _fixed(text, clause):
        first = token[0]
        while window < len(near) and near[window][0] < first:
            low, high = near[window]
            start, end = max(position, low), min(first, high)
            if start < end:
                for word, pos in split(text[start:end]):
                    last = start + len(word)
                    made.append(_new(Token, (start, last, word, _coarse(word, pos), None, pos)))
                    start = last
                position = end
            if high > first:  # it goes on behind the word
                break
            window += 1
        made.append(token)
        position = token[1]
    made.pop()
    return made


def _fixed(text: str, clause: Clause) -> list[Token]:
    """Quantities, lexicon words outside them, and the end of the clause."""
    made: list[Token] = []
    hits = iter(clause.hits)
    hit = next(hits, None)
    for q in clause.quantities:
        while hit is not None and hit[0] < q.end:
            if hit[1] <= q.start:
                made.append(_word(hit))
            hit = next(hits, None)
        made.append(_new(Token, (q.start, q.end, text[q.start : q.end], _QUANTITIES.get(q.unit, "Q"), None, "")))
    while hit is not None:
        made.append(_word(hit))
        hit = next(hits, None)
    made.append(_new(Token, (clause.end, clause.end, "", "SEP", None, "")))
    return made


def _word(hit: Hit) -> Token:
    start, end, word = hit
    return _new(Token, (start, end, word.text, "n" if word.role == "t" else word.role, hit, ""))


def _coarse(word: str, part: str) -> str:
    return "DE" if word == "的" else _TAGS.get(part, "X")


class _Reader:
    """The frames and the vocabulary of their documents: the tags, so that it does not grow with the corpus."""

    def __init__(self) -> None:
        import numpy
        from spacy.matcher import Matcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._vocab, self._doc, self._array = Vocab(), Doc, numpy.array
        self._attributes: list[int | str] = ["TAG", "LEMMA", "DEP"]
        self._matcher = Matcher(self._vocab, validate=False)
        patterns: dict[str, list[list[dict[str, Any]]]] = {}
        for row in rows("frames.tsv"):
            patterns.setdefault(row["name"], []).append(json.loads(row["pattern"]))
        for name, alternatives in patterns.items():
            self._matcher.add(name, alternatives)
        add = self._vocab.strings.add
        self._names = {add(name): name for name in patterns}
        tags = {*_KINDS, *_TAGS.values(), "DE", "X"}
        self._codes = {
            tag: (add(tag), add(_KINDS.get(tag, "other")), add("q" if tag[0] == "Q" else "w")) for tag in tags
        }

    def matches(self, tags: Sequence[str]) -> list[tuple[str, int, int]]:
        """The names and spans of all frames in a row of words with these tags."""
        doc = self._doc(self._vocab, words=list(tags), spaces=[False] * len(tags))
        codes = self._codes
        doc.from_array(self._attributes, self._array([codes[tag] for tag in tags], dtype="uint64"))  # type: ignore[arg-type]
        names = self._names
        return [(names[key], start, end) for key, start, end in self._matcher(doc)]


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    return _Reader()


@lru_cache(maxsize=1 << 16)
def _left(tags: tuple[str, ...]) -> tuple[int | None, bool]:
    """The place of the governor in a row of tags that a quantity ends, and whether the quantity counts an audience."""
    governor, audience = None, False
    for name, start, end in _reader().matches(tags):
        if end < len(tags):
            continue
        if name in ("deed", "doing"):
            governor = start if governor is None else min(start, governor)
        elif name == "audience":
            audience = True
    return governor, audience


@lru_cache(maxsize=1 << 16)
def _right(tags: tuple[str, ...]) -> str:
    """What a row of tags that a quantity begins says of the words behind it; a head of its own decides: 1名调离岗位的人员."""
    names = {name for name, start, _ in _reader().matches(tags) if start == 0}
    return "head" if "after-head" in names else "deed" if "after-deed" in names else ""


def read(text: str, clauses: Sequence[Clause]) -> dict[int, Frame]:
    """The frame of each quantity of ``clauses``, by the offset where the quantity begins."""
    frames: dict[int, Frame] = {}
    for clause in clauses:
        words = tokens(text, clause)
        tags = [word.tag for word in words]
        places = [place for place, tag in enumerate(tags) if tag[0] == "Q"]
        first = 0  # where the words begin that may govern the quantity
        last: Frame | None = None
        for place, following in zip(places, [*places[1:], len(tags)], strict=True):
            governor, audience = _left(tuple(tags[first : place + 1]))
            start, end = words[place].end, words[following].start if following < len(tags) else 0
            changed = start < end <= start + years.NEXT and years.onward(text, start, end)
            behind = "" if changed else _right(tuple(tags[place : min(following, place + 1 + _REACH)]))
            head = words[first + governor] if governor is not None else None
            last = _chained(text, _new(Frame, (head, audience, behind, words, place, False)), last)
            frames[words[place].start] = last
            first = place + 1
    return frames


def _counts(frame: Frame) -> bool:
    """Whether the governor is itself what is counted, and governs no other: 行政强制862件、行政检查11万次."""
    governor = frame.governor
    return governor is not None and governor.tag == "vn" and governor.end == frame.tokens[frame.at].start


def _chained(text: str, frame: Frame, last: Frame | None) -> Frame:
    """A deed governs the items of an enumeration: 审查文件57件、合同163份.

    :param last: the frame of the quantity before in the same clause.
    """
    if last is None or last.governor is None or _counts(last):
        return frame
    if frame.governor is not None and not (frame.governor.tag == "vn" and last.governor.tag == "v!"):
        return frame
    end = last.tokens[last.at].end
    if text[end : end + 1] not in _LISTING or end >= frame.tokens[frame.at].start:
        return frame
    return Frame(last.governor, frame.audience, frame.behind, frame.tokens, frame.at, shared=True)
