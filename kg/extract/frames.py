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
from typing import TYPE_CHECKING, Any

from kg.extract import tagging
from kg.extract.clauses import Clause, Hit
from kg.extract.quantities import Quantity
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

#: So many characters on either side of a quantity are segmented; lexicon words are found everywhere in the clause.
LEFT, RIGHT = 12, 14
_PEOPLE = frozenset("人 名 位 人次 户 家 个 户次 家次".split())
_TIMES = frozenset("次 场 期 场次 轮 批次 批 件 起 宗 例".split())
_RATES = frozenset(("%", "百分点", "倍", "‰"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a clause: its characters in the view, its tag, and the lexicon word it is, if it is one."""

    start: int
    end: int
    text: str
    tag: str
    hit: Hit | None = None


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
        Token(h.start, h.end, h.word.text, h.word.role, h)
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
                    made.append(Token(start, start + len(word), word, pos))
                    start += len(word)
                position = end
        if token:
            made.append(token)
            position = token.end
    return made


@lru_cache(maxsize=1)
def _matcher() -> tuple[Vocab, Matcher]:
    """The blank vocabulary that all our documents share, and the frames."""
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    vocab = Vocab()
    matcher = Matcher(vocab, validate=False)
    patterns: dict[str, list[list[dict[str, Any]]]] = {}
    for row in rows("frames.tsv"):
        patterns.setdefault(row["name"], []).append(json.loads(row["pattern"]))
    for name, alternatives in patterns.items():
        matcher.add(name, alternatives)
    return vocab, matcher


def read(text: str, clauses: Sequence[Clause]) -> dict[int, Frame]:
    """The frame of each quantity of ``clauses``, by the offset where the quantity begins."""
    from spacy.tokens import Doc

    if not clauses:
        return {}
    vocab, matcher = _matcher()
    split = [tokens(text, clause) for clause in clauses]
    words: list[str] = []
    tags: list[str] = []
    places: list[tuple[int, int]] = []  # clause and place in it, of each token
    for number, clause_tokens in enumerate(split):
        for place, token in enumerate(clause_tokens):
            words.append(token.text)
            tags.append(token.tag)
            places.append((number, place))
        words.append("|")
        tags.append("SEP")
        places.append((number, -1))
    doc = Doc(vocab, words=words, spaces=[False] * len(words), tags=tags)
    names = {vocab.strings[name]: name for name in ("after-deed", "after-head", "deed", "doing", "audience")}
    governor: dict[int, int] = {}
    behind: dict[int, str] = {}
    audience: set[int] = set()
    for key, start, end in matcher(doc):
        name = names[key]
        if name in ("deed", "doing"):
            last = end - 1
            if start < governor.get(last, len(words)):
                governor[last] = start
        elif name == "audience":
            audience.add(end - 1)
        elif name == "after-head":  # a head of its own decides: 1名调离岗位的人员
            behind[start] = "head"
        else:
            behind.setdefault(start, "deed")
    frames = {}
    for index, (number, place) in enumerate(places):
        if place >= 0 and tags[index][0] == "Q" and tags[index] in ("Q", "QP", "QT", "QR"):
            head = governor.get(index)
            frames[split[number][place].start] = Frame(
                split[places[head][0]][places[head][1]] if head is not None else None,
                index in audience,
                behind.get(index, ""),
                split[number],
                place,
            )
    return _chained(text, frames)


def _chained(text: str, frames: dict[int, Frame]) -> dict[int, Frame]:
    """A deed governs the items of an enumeration: 审查文件57件、合同163份."""
    chained: dict[int, Frame] = {}
    last: Frame | None = None
    for start, frame in frames.items():
        if frame.governor is None and last is not None and last.governor is not None and last.tokens is frame.tokens:
            end = last.tokens[last.at].end
            if text[end : end + 1] in "、和及与" and end < start:
                frame = dataclasses.replace(frame, governor=last.governor, shared=True)
        chained[start] = last = frame
    return chained
