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
_IN_A_ROW = re.compile(r"”[、和及与]?“$")
#: Kinds that go on so; a reform or a programme of publicity only as a special one: “减证便民”|专项行动.
_ACTED = ("campaign", "quoted", "reform", "law")
#: “国门利剑2023”
_EDITION = re.compile(r"20[12]\d(?!年)")

#: What a film or a play is called that bears the name.
_WORK = re.compile(r"(?:电影|视频|短片|专题片|宣传片|微剧|短剧|小品|歌曲|动漫|动画|漫画|节目)$")
#: 昆仑2023、净网|2023专项行动, 护航|2024燃气安全专项行动, and what stands before it behind a verb
_EDITION_LAST = re.compile(r"20[12]\d(?![年至等和及、])[\u4e00-\u9fff]{0,10}?行动(?!计划|方案|指南|力|者|队)")
_EDITIONS = re.compile(
    r"(?:开展|推进|组织|参加|部署|实施)((?:[\u4e00-\u9fff]{2,5}20[12]\d[、和及])*[\u4e00-\u9fff]{2,5})$"
)
_ONE_EDITION = re.compile(r"[\u4e00-\u9fff]{2,5}20[12]\d(?:[\u4e00-\u9fff]+$)?")


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
    yield from _editions(bare)
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
        if action is not None and _IN_A_ROW.search(text, max(0, start - 3), start):
            action = None  # “铁拳”“蓝天”专项行动: the word is that of both
        if action is not None and (item.kind in ("campaign", "quoted") or action["special"]):  # “百日攻坚”|行动
            end = action.end()
            name += action["kind"]
        if item.kind == "no":
            yield Found(start, end, "", "slogan", 1.0)
        elif (
            text[start - 1 : start] == "《"
            and text[end : end + 1] == "》"
            and _WORK.search(text, max(0, start - 8), start - 1)
        ):
            continue  # 微电影《平安校园》
        elif (end - start > last - first and _leaves_marks(text, start, end)) or (
            item.kind in ("into", "quoted") and text[start - 1 : start] not in ("“", '"', "‘")
        ):
            continue
        elif item.kind == "system" and inside(quoted, start) and inside(quoted, end - 1):
            yield Found(start, end, "", "in a title", 1.0)
        else:
            yield Found(start, end, name, "catalogue", 0.98)


def _editions(bare: Bare) -> Iterator[Found]:
    """Campaigns named with their year, one or several in a row."""
    for match in _EDITION_LAST.finditer(bare.text):
        if row := _EDITIONS.search(bare.text, max(0, match.start() - 40), match.start()):
            for item in _ONE_EDITION.finditer(bare.text, row.start(1), match.end()):
                yield Found(*bare.span(*item.span()), item[0], "form:edition", 0.75)


def _inner(text: str, bare: Bare, first: int, last: int) -> Found | None:
    """The name in quotation marks that a longer known one ends with: 百日行动 in 夏季“百日行动”."""
    at = bisect_right(bare.opened, first)
    if at == len(bare.opened) or bare.opened[at] >= last:
        return None
    start, end = bare.span(bare.opened[at], last)
    known = catalogue.unquoted().get(bare.text[bare.opened[at] : last])
    if known is None or known.kind == "no" or text[end : end + 1] != "”":
        return None
    name = known.name
    if (
        known.kind in ("campaign", "quoted") and (action := _ACTION.match(text, end)) is not None
    ):  # 校外培训“监管护苗”|专项行动
        end, name = action.end(), name + action["kind"]
    return Found(start, end, name, "catalogue", 0.98)


def _leaves_marks(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins amid a name in quotation marks and ends behind it: no 一件事联办 in “出生一件事”联办."""
    closed = text.find("”", start, end)
    return closed >= 0 and text.find("“", start, closed) < 0 and text[start - 1 : start] != "“"
