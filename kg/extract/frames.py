"""Frames: what a counting clause says with its words, found by spaCy's Matcher with the patterns of ``data/frames.tsv``.

The clauses that hold a quantity become one spaCy ``Doc`` for the report: words of the activity lexicon as they stand, the
few characters next to a quantity segmented and tagged by jieba, each quantity one token, a separator between clauses.
The frames say for each quantity which deed governs it (立案 in 立案12件, but 开展 in 开展执法检查培训3次) and whether what
is counted stands before it (发放宣传资料1万份) or behind it (12家企业, 300人参加).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from kg.extract import tagging
from kg.extract.clauses import Clause, Hit
from kg.extract.quantities import Quantity
from kg.resources import rows

#: So many characters on either side of a quantity are segmented; lexicon words are found everywhere in the clause.
LEFT, RIGHT = 8, 12
#: So many clauses make one document; a report rarely has more.
_CLAUSES = 1000
_PEOPLE = frozenset("人 名 位 人次 户 家 个 户次 家次".split())
_TIMES = frozenset("次 场 期 场次 轮 批次 批 件 起 宗 例".split())
_RATES = frozenset(("%", "百分点", "倍", "‰"))
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


@dataclass(frozen=True, slots=True)
class Frame:
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


def tag(quantity: Quantity) -> str:
    """The quantity's tag: of people or their bodies, of times and cases, of a rate, of anything else."""
    if quantity.unit in _PEOPLE:
        return "QP"
    if quantity.unit in _TIMES:
        return "QT"
    return "QR" if quantity.unit in _RATES else "Q"


def tokens(text: str, clause: Clause) -> list[Token]:
    """The words of a clause: quantities, lexicon words, and what jieba makes of the gaps near a quantity."""
    fixed = [Token(q.start, q.end, text[q.start : q.end], tag(q)) for q in clause.quantities]
    spans = [(q.start, q.end) for q in clause.quantities]
    fixed += [
        Token(h.start, h.end, h.word.text, "n" if h.word.role == "t" else h.word.role, h)
        for h in clause.hits
        if not any(h.start < end and start < h.end for start, end in spans)
    ]
    fixed.sort(key=lambda t: t.start)
    split = tagging.tagger().tag
    made: list[Token] = []
    position = clause.start
    near = [(max(clause.start, s - LEFT), min(clause.end, e + RIGHT)) for s, e in spans]
    for token in [*fixed, None]:
        gap_end = token.start if token else clause.end
        for low, high in near:
            start, end = max(position, low), min(gap_end, high)
            if start < end:
                for word, pos in split(text[start:end]):
                    coarse = "DE" if word == "的" else _TAGS.get(pos, "X")
                    made.append(Token(start, start + len(word), word, coarse, part=pos))
                    start += len(word)
                position = end
        if token:
            made.append(token)
            position = token.end
    return made


class _Reader:
    """The blank vocabulary that all our documents share, and the frames.

    Quantities enter it as ``#``: its words are then those of two dictionaries, and it does not grow with the corpus.
    """

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
        tags = {*_KINDS, *_TAGS.values(), "DE", "X", "SEP"}
        self._codes = {
            tag: (add(tag), add(_KINDS.get(tag, "other")), add("q" if tag == "SEP" or tag[0] == "Q" else "w"))
            for tag in tags
        }

    def matches(self, words: list[str], tags: list[str]) -> list[tuple[str, int, int]]:
        """The names and token spans of all frames in a document of ``words``."""
        doc = self._doc(self._vocab, words=words, spaces=[False] * len(words))
        codes = self._codes
        doc.from_array(self._attributes, self._array([codes[tag] for tag in tags], dtype="uint64"))  # type: ignore[arg-type]
        names = self._names
        return [(names[key], start, end) for key, start, end in self._matcher(doc)]


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    return _Reader()


def read(text: str, clauses: Sequence[Clause]) -> dict[int, Frame]:
    """The frame of each quantity of ``clauses``, by the offset where the quantity begins."""
    frames: dict[int, Frame] = {}
    for first in range(0, len(clauses), _CLAUSES):
        frames.update(_read(text, clauses[first : first + _CLAUSES]))
    return frames


def _read(text: str, clauses: Sequence[Clause]) -> dict[int, Frame]:
    split = [tokens(text, clause) for clause in clauses]
    words: list[str] = []
    tags: list[str] = []
    places: list[tuple[list[Token], int]] = []  # each token's clause and place in it
    for clause_tokens in split:
        for place, token in enumerate(clause_tokens):
            words.append("#" if token.tag[0] == "Q" else token.text)
            tags.append(token.tag)
            places.append((clause_tokens, place))
        words.append("|")
        tags.append("SEP")
        places.append((clause_tokens, -1))
    governor: dict[int, int] = {}
    behind: dict[int, str] = {}
    audience: set[int] = set()
    for name, start, end in _reader().matches(words, tags):
        if name in ("deed", "doing"):
            governor[end - 1] = min(start, governor.get(end - 1, start))
        elif name == "audience":
            audience.add(end - 1)
        elif name == "after-head":  # a head of its own decides: 1名调离岗位的人员
            behind[start] = "head"
        else:
            behind.setdefault(start, "deed")
    frames = {}
    for index, (clause_tokens, place) in enumerate(places):
        if place >= 0 and tags[index][0] == "Q":
            head = places[governor[index]] if index in governor else None
            frames[clause_tokens[place].start] = Frame(
                head[0][head[1]] if head is not None else None,
                index in audience,
                behind.get(index, ""),
                clause_tokens,
                place,
            )
    return _chained(text, frames)


def _chained(text: str, frames: dict[int, Frame]) -> dict[int, Frame]:
    """A deed governs the items of an enumeration: 审查文件57件、合同163份."""
    chained: dict[int, Frame] = {}
    last: Frame | None = None
    for start, frame in frames.items():
        own = frame.governor is not None and not (
            frame.governor.tag == "vn" and last is not None and last.governor is not None and last.governor.tag == "v!"
        )
        if not own and last is not None and last.governor is not None and last.tokens is frame.tokens:
            end = last.tokens[last.at].end
            if text[end : end + 1] in "、和及与" and end < start:
                frame = dataclasses.replace(frame, governor=last.governor, shared=True)
        chained[start] = last = frame
    return chained
