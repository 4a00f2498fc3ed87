"""Statutes named without title marks, where the instrument itself is the object.

==========================================  ====================================
``大力宣传贯彻安全生产法``                       安全生产法
``学习宪法、民法典和行政处罚法``                   three
``进一步加深对新安法的学习理解``                    新安法, an unmistakable alias
``依据中华人民共和国消防法第十六条``                 中华人民共和国消防法
``宪法宣传周``, ``民法典宣传月``, ``宪法宣誓``         none: inside the name of an activity
``“遵守安全生产法 当好第一责任人”主题``            none: inside a slogan
``安全生产法律法规``                            none: another word
==========================================  ====================================

An Aho-Corasick automaton over the titles and aliases of the catalogue finds the places, the context decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.automata import matches

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: Acts with titles this long are named on purpose wherever they stand.
_LONG = 8
_VERBS = (
    r"学习|培训|讲授|宣传|诵读|朗读|晨读|贯彻|落实|宣贯|宣讲|实施|执行|遵守|普及|解读|讲解|研读|学好|学懂|熟悉|掌握|运用|适用|违反|符合|根据|依据|依照|按照|遵照|对照|参照"
    r"|修订|修改|修正|制定|颁布|出台|公布|发布|施行|推进|推动|围绕|履行|触犯|援引|涵盖|包括|内容为|重点学|重点是|涉及"
)
#: What may stand between a verb and the name: 学习好新修订的, 宣传贯彻实施.
_BETWEEN = r"(?:了|好|国家|新近|新|最新|修订后的?|修正后的?|修改后的?|颁布的?|修订的?|修正的?|修改的?|出台的?|实施的?|施行的?|的|[和及、，：:]|《|[“\"‘]|领会|宣传|学习|贯彻|实施|落实|执行|中的)*"
_BEFORE = re.compile(rf"(?:{_VERBS}){_BETWEEN}$")
#: 清理与民法典不一致的文件
_SET_AGAINST = (
    re.compile(r"[与同和]$"),
    re.compile(r"不一致|不相符|不符|不相适应|不适应|相抵触|抵触|相冲突|冲突|相衔接|衔接"),
)
_NEW = re.compile(
    r"(?:新|最新)(?:近|版)?(?:修订|修正|修改|颁布|出台|实施|施行|制定|公布|的)*的?$|(?:修订|修正|修改)后的?$"
)
_AFTER = re.compile(
    r"[”\"’]?(?:[（(][^（）()]{1,20}[）)])?(?:[、和及与]《|第[〇零一二三四五六七八九十百\d]+条|等[^，。；]{0,6}(?:法律|法规|规章|条例|办法|规定)|的?(?:规定|要求|修订|修正|颁布|出台|正式施行|立法精神|相关规定|有关规定|条文|学习|宣传|培训|讲解|普及|主要内容|具体内容|重点内容|重点条款|核心要义)|(?:列入|纳入)[^，。；]{0,10}普法"
    r"|(?:的)?(?:贯彻落实|贯彻实施|学习贯彻|宣传贯彻|实施(?!周年|方案|意见|条例|细则|办法|情况监督)|施行(?!周年)|学习理解|生效))"
)
#: What follows where the name is part of another word or of the name of an activity.
_STOP_AFTER = re.compile(
    r"[”\"’》]?(?:(?:颁布|公布|出台|实施|施行)[^，。；]{0,8}(?:纪念|周年)|宣传|宣誓|宣讲|教育|知识|精神|意识|主题|讲座|专题|专项|专场|培训|课|公园|广场|长廊|大讲堂|讲堂|竞赛|答题|考试|测试|日|周|月|进[^行一]|年|巡|读本|释义|手册|汇编"
    r"|法治|律|规[^定]|治|制|院|官|庭|学[^习]|务|理|典|案|纪|人|定[^期]|相关知识|普法|文化|讲|馆|墙|微|情|活动|系列|实务|执法检查|委员|办公|修正案|宣传品|晨读|“|竞|演|歌|诵|边|伴|相伴|与你|和你|在身边|主题|至上|权威|尊严|确立|赋予|法律|和法律|、法律[、规和]|原则|草案|研究会|学会|专家|图|标识|实施细则|实施条例|实施办法|司法解释|解释)"
)
#: After an alias only a longer word is a stop: 新安法宣讲 still names the law.
_WORD_AFTER = re.compile(
    r"律|规[^定]|治|制[^定]|院|官|庭|学[^习]|务|理|人|宣传[周月日]|草案|修正案|实施[细条办]|”?主题日|、法律"
)
_STOP_BEFORE = re.compile(r"(?:以|基本|国际|现行|维护|国家|反|港|澳|香港|澳门)$")
#: A regulation that goes on an enumeration of titles: 《婚姻登记条例》、农村公路条例宣传.
_LISTED = re.compile(
    r"》(?:第[^，。、]{1,12}条)?[、和及与](?P<name>(?!其)(?![^，。、《》]{0,9}(?:等|有关|相关|各项|其他|配套))[\u4e00-\u9fff]{3,14}条例)(?!草案|规定|》)"
)
_PLACE_WORD = re.compile(r"[\u4e00-\u9fff]{2,9}(?:省|市|自治区|自治州|自治县)$")
_QUOTES = re.compile(r"[“”]")


@dataclass(frozen=True, slots=True)
class Statute:
    """A name in the scanned text; ``alias`` where it is no title but another name."""

    start: int
    end: int
    alias: bool
    new: bool = False


@cache
def _names() -> tuple[AhoCorasick, tuple[bool, ...], tuple[str, ...]]:
    """The automaton, and for each of its patterns whether it is an alias, and the pattern itself."""
    import ahocorasick_rs

    from kg.catalogue import acts

    catalogue = acts.load()
    names: dict[str, bool] = {}
    for act in catalogue:
        title, short = act.title, act.short
        named_alone = act.level in ("constitution", "law") and re.fullmatch(r".{1,24}(?:法|法典)|宪法", short)
        long_enough = len(short) >= 6 and act.level in (
            "administrative_regulation",
            "local_regulation",
            "party_regulation",
        )
        if (
            named_alone
            or (long_enough and short.endswith(("条例", "章程")))
            or (act.level == "party_regulation" and len(short) >= 10 and "关于" not in short)
        ):
            names[title] = names[short] = False
    for alias in catalogue.alias_names():
        if alias.bare:
            names[alias.name] = True
        if alias.kind == "short" and alias.name.endswith("法"):
            names["新" + alias.name] = True
    patterns = tuple(sorted(names))
    automaton = ahocorasick_rs.AhoCorasick(
        patterns,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return automaton, tuple(names[p] for p in patterns), patterns


def find(text: str, taken: list[tuple[int, int]]) -> list[Statute]:
    """Statutes named in ``text`` outside the spans ``taken`` (sorted: titles, document numbers).

    >>> [text[s.start:s.end] for text in ["学习宣传安全生产法，开展宪法宣传周"] for s in find(text, [])]
    ['安全生产法']
    """
    automaton, alias, patterns = _names()
    starts = [span[0] for span in taken]
    quotes = [m.start() for m in _QUOTES.finditer(text)]
    found: list[Statute] = []
    spread = False  # whether the last name is one of an enumeration that is called new: 新修订的…法、…法
    waiting: list[Statute] = []  # names whose enumeration goes on: what is said of a later member holds for them
    for index, start, end in matches(automaton, text):
        at = bisect_right(starts, end - 1) - 1
        if at >= 0 and taken[at][1] > start:
            continue
        linked = _continues(text, found[-1].end if found else -1, taken[at][1] if at >= 0 else -1, start)
        if _is_object(text, start, end, patterns[index], alias[index], linked) and not _in_phrase(
            text, start, end, quotes
        ):
            place = _place_before(text, start, patterns[index]) if not alias[index] else 0
            before = text[max(0, start - 12) : start]
            fresh = _NEW.search(before)
            plain_new = before.endswith("新") and not re.search(r"[创更革刷全最翻]新$", before)
            if plain_new and patterns[index].endswith("法"):
                found.append(Statute(start - 1, end, True, True))
            else:
                if waiting and _continues(text, waiting[-1].end, -1, start):
                    found += waiting
                spread = len(fresh[0]) > 1 if fresh else spread and _continues(text, found[-1].end, -1, start)
                found.append(Statute(start - place, end, alias[index], fresh is not None or spread))
            waiting = []
        elif not alias[index] and text[end : end + 1] in _LINKS and not _in_phrase(text, start, end, quotes):
            waiting = waiting if waiting and _continues(text, waiting[-1].end, -1, start) else []
            waiting.append(Statute(start, end, False))
    listed = [
        Statute(m.start("name"), m.end("name"), False)
        for m in _LISTED.finditer(text)
        if not any(s.start < m.end("name") and m.start("name") < s.end for s in found)
    ]
    return sorted(found + listed, key=lambda s: s.start) if listed else found


#: 《数据安全法》|第二十七条、|个人信息保护法
_ARTICLE = 16
_LINK = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]{1,6}条(?:第[^，。、]{1,6}[款项])?)?[、，和及与以 ]{1,3}")
_LINKS = frozenset("、和及与")


def _continues(text: str, last: int, title: int, start: int) -> bool:
    """Whether the name goes on an enumeration whose last member ended at ``last`` or, in marks, at ``title``."""
    end = max(last, title)
    return 0 <= end < start and start - end <= _ARTICLE and _LINK.fullmatch(text, end, start) is not None


def _is_object(text: str, start: int, end: int, name: str, alias: bool, linked: bool) -> bool:
    before = text[max(0, start - 24) : start]
    if alias:
        return _WORD_AFTER.match(text, end) is None
    if _STOP_AFTER.match(text, end):
        return False
    if (
        name in ("宪法", "刑法", "民法")
        and re.search(r"[以党合违依护国行立学习]$", before)
        and not _BEFORE.search(before)
    ):
        return False
    if _SET_AGAINST[0].search(before) and _SET_AGAINST[1].match(text, end):
        return True
    if text[start - 1 : start] and before.endswith(("中华人民共和国", "修改", "废止")) and name.startswith("中华"):
        return True
    if len(name) >= _LONG or linked or _BEFORE.search(before) or _NEW.search(before) or _AFTER.match(text, end):
        return not _STOP_BEFORE.search(before) or _BEFORE.search(before) is not None
    return False


def _in_phrase(text: str, start: int, end: int, quotes: list[int]) -> bool:
    """Whether the name stands inside quotation marks that hold more than it: a slogan, the name of an activity."""
    at = bisect_right(quotes, start) - 1
    if at < 0 or text[quotes[at]] != "“" or start - quotes[at] > 60:
        return False
    opening = quotes[at]
    closing = quotes[at + 1] if at + 1 < len(quotes) else len(text)
    return not (opening == start - 1 and closing == end)


def _place_before(text: str, start: int, name: str) -> int:
    """Length of the place name before a title that the catalogue has without it: 江苏省|优化营商环境条例."""
    if not name.endswith("条例") or text[start - 1 : start] not in ("省", "市", "区", "州", "县"):
        return 0
    match = _PLACE_WORD.search(text[max(0, start - 12) : start])
    if match is None:
        return 0
    from kg.catalogue import divisions

    known = divisions.load().known
    return next((len(match[0]) - cut for cut in range(len(match[0]) - 1) if known(match[0][cut:])), 0)
