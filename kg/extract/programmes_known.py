"""Names of the catalogue (``data/programmes.tsv``), whatever marks they are printed with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.catalogue import programmes as catalogue
from kg.extract.automata import matches
from kg.extract.clauses import inside
from kg.extract.programme_text import DATE, Bare, Found, plain

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: “百日攻坚”专项行动: the word that a known name is printed with.
_ACTION = re.compile(r"[”\"]?(?P<kind>(?P<special>(?:联合|专项|执法|整治|打击|集中)*)行动)(?!计划|方案|指南|力|者|队)")
#: Kinds that go on so; a reform or a programme of publicity only as a special one: “减证便民”|专项行动.
_ACTED = ("campaign", "quoted", "reform", "law")
#: “国门利剑2023”
_EDITION = re.compile(r"20[12]\d(?!年)")


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[catalogue.Known]]:
    import ahocorasick_rs

    known = catalogue.load()
    automaton = ahocorasick_rs.AhoCorasick(
        list(known),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return automaton, list(known.values())


def find(text: str, bare: Bare, quoted: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Names of the catalogue; a day takes the date printed before it into its name (512防灾减灾日)."""
    automaton, known = _automaton()
    for index, first, last in matches(automaton, bare.text):
        item = known[index]
        name = item.name
        if item.kind == "day" and (date := DATE.search(bare.text, max(0, first - 5), first)):
            first = date.start()
            name = plain(date[0]) + name
        if bare.text[last : last + 1] == "+" and last not in bare.closed:  # 河长+检察长|+警长
            continue
        inner = _inner(text, bare, first, last)
        if inner is not None:
            yield inner
            continue
        start, end = bare.span(first, last)
        if item.kind == "campaign" and (number := _EDITION.match(bare.text, last)):
            last = number.end()
            name += number[0]
            start, end = bare.span(first, last)
        action = _ACTION.match(text, end) if item.kind in _ACTED else None
        if action is not None and (item.kind in ("campaign", "quoted") or action["special"]):  # “百日攻坚”|行动
            end = action.end()
            name += action["kind"]
        if item.kind == "no":
            yield Found(start, end, "", "slogan", 1.0)
        elif (end - start > last - first and _leaves_marks(text, start, end)) or (
            item.kind in ("into", "quoted") and text[start - 1 : start] not in ("“", '"', "‘")
        ):
            continue
        elif item.kind == "system" and inside(quoted, start) and inside(quoted, end - 1):
            yield Found(start, end, "", "in a title", 1.0)
        else:
            yield Found(start, end, name, "catalogue", 0.98)


def _inner(text: str, bare: Bare, first: int, last: int) -> Found | None:
    """The name in quotation marks that a longer known one ends with: 百日行动 in 夏季“百日行动”."""
    at = bisect_right(bare.opened, first)
    if at == len(bare.opened) or bare.opened[at] >= last:
        return None
    start, end = bare.span(bare.opened[at], last)
    known = catalogue.unquoted().get(bare.text[bare.opened[at] : last])
    if known is None or known.kind == "no" or text[end : end + 1] != "”":
        return None
    return Found(start, end, known.name, "catalogue", 0.98)


def _leaves_marks(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins amid a name in quotation marks and ends behind it: no 一件事联办 in “出生一件事”联办."""
    closed = text.find("”", start, end)
    return closed >= 0 and text.find("“", start, closed) < 0 and text[start - 1 : start] != "“"
