"""Zeros in words: 全年未发生行政复议和行政诉讼案件, 行政复议、诉讼案件均为零.

That nothing was is the commonest that a small body says of reconsiderations and lawsuits, and without a number. Only a phrase
that names these things and nothing else says so: 无行政诉讼败诉案件 tells of no zero lawsuits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kg.catalogue import signs
from kg.extract import clauses, years
from kg.extract.sentences import Sentences
from kg.extract.view import View
from kg.records import ZERO_IN_WORDS, Measure, Section

#: What is counted, its class and its unit; the first that the phrase names decides.
_KINDS = (
    (re.compile("复议|诉讼|应诉"), "dispute", "件"),
    (re.compile("罚款"), "penalty", "元"),
    (re.compile("处罚"), "penalty", "件"),
)
#: Before the phrase in its clause: only a part of the year, or of what was done; what is wished, or a case that is put.
_NO_ZERO = re.compile(
    r"[上下]半年|季度|月份|\d月(?!\d*日?[^，。；]{0,2}$)|均|都|其中|将|确保|力争|力求|争取|杜绝|防止|避免|目标|如果?|若|凡|则|要求"
)
#: Behind the first things of a list: 无行政复议、行政诉讼败诉案件.
_ONLY_LOST = re.compile(r"、[^，。；\n]{0,20}?(?:败诉|纠错|撤销|违法|[被率])")
#: What a zero may be; so long are the words before it at most.
_NIL = re.compile(r"零|0(?<=[为是“]0)(?![\d.%])")
_LONGEST = 40
#: What is no part of the name.
_ONE = re.compile("(?:一[件起宗例]|任何|[涉针][及对])+")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A denial and its thing; a thing and its zero."""
    thing = rf"(?P<thing>(?:{signs.any_of('denied')[3:-1]}){{1,16}})"
    end = r"(?=[，。；、！\n ）)]|$)"
    done = "发生|收到|接到|受理|产生|出现|办理|涉及|作出|实施|实行|进行|有"
    # One set of first characters, which is fast to seek.
    denial = rf"[未没无](?:(?<=[未没])(?:曾|有)?(?:{done})过?|(?<=没)有|(?<=无)(?<![有毫]无)(?:任何)?)"
    zero = r"(?:数量?)?(?:均|都|全部|全年)*(?:实现|保持|为|是|“)*(?:零|0)(?:发生|申请|案件|”)*"
    return re.compile(denial + thing + end), re.compile(rf"(?<=[，。；：\n年局镇县区市会处院委道办]){thing}{zero}{end}")


def _said(text: str) -> Iterator[re.Match[str]]:
    """All denials and zeros of ``text`` that name what there was none of."""
    denial, zero = _patterns()
    yield from denial.finditer(text)
    for nil in _NIL.finditer(text):
        tries = (zero.match(text, at) for at in range(max(0, nil.start() - _LONGEST), nil.start()))
        if (match := next((m for m in tries if m is not None and m.end() > nil.start()), None)) is not None:
            yield match


def find(
    view: View,
    sections: Sequence[Section],
    quoted: Sequence[tuple[int, int]],
    report_year: int | None,
    within: Sentences,
) -> Iterator[Measure]:
    """The zeros that a report says in words.

    :param sections: its top-level sections: in a plan nothing has happened yet.
    :param quoted: view spans of titles and document numbers, sorted.
    """
    text = view.text
    starts = [section.start for section in sections]
    for match in _said(text):
        start, end = match.span()
        kind = next((kind for kind in _KINDS if kind[0].search(match["thing"])), None)
        if kind is None or clauses.inside(quoted, start):
            continue
        sentence = clauses.sentence_start(text, start)
        clause = max(text.rfind(mark, sentence, start) for mark in "，；：") + 1
        if _NO_ZERO.search(text, max(clause, sentence), start) or _ONLY_LOST.match(text, end):
            continue
        first, last = view.span(start, end)
        index = bisect_right(starts, first) - 1
        if index >= 0 and sections[index].role == "plan":
            continue
        year = years.year(text, sentence, start, report_year)
        counted = _ONE.sub("", match["thing"], count=1).removesuffix("发生")
        yield Measure(
            first, last, view.source[first:last], 0, kind[2], counted, kind[1], year,
            rule=ZERO_IN_WORDS, confidence=0.8, sentence=within.at(first),
        )  # fmt: skip
