"""The left part of an organ's name: places, levels, hidden places, and what makes a name a collective.

What stands to the left of 应急管理局 decides what it is: 河东区应急管理局, 区应急管理局, **区应急管理局 are names,
各区应急管理局 and 上级应急管理局 are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.catalogue import owners, townships
from kg.catalogue.wordlists import of as listed
from kg.extract.localities import ordinary_word, verb
from kg.extract.names import MASKS, Anchor, Lexicon

LEVELS = "省市区县州盟旗"
#: Characters before a level that make a word which is no level: 全区, 辖区, 城市, 各县.
NO_LEVEL = {
    "省": "全我本各该外跨节两",
    "市": "全我本各该外跨两城超门地夜股集区县师州盟",
    "区": "全我本各该两辖社地校景山灾厂库牧矿林跨原湖海禁疫战选军片街小城郊县市老营功坝",
    "县": "全我本各该外跨两区市旗",
    "州": "全我本各该市盟地",
    "盟": "全我本各该同联加",
    "旗": "全我本各该红国锦",
}
#: Sorts of owners that stand before the place of a name that is known by its last word: 中共|巴南区委.
_OWNERS = ("party", "state", "bureau", "aviation")
#: Kinds of zones whose own name may be left out: 经开区管委会, 高新区应急管理局.
_ZONE = re.compile(
    r"(?:国家级|省级|市级)?(?:经济技术开发区|经济开发区|高新技术产业开发区|经济区|经开区|高新区|开发区|新区|示范区|试验区|实验区|保税区|综保区|度假区|合作区|管理区|新技术产业开发区|新技术开发区|工业区|工业园区|产业园区|科技园区|产业集聚区|工业集中区|园区|旅游度假区|生态旅游区|风景名胜区|风景区|景区|综合保税区"
    r"|自贸区)$"
)
_FREE_TRADE = re.compile(r"中国[（(][\u4e00-\u9fff]{2,4}[）)]自由贸易试验区$")
# Words before a name that make it a collective or a sort of bodies: 各区县司法局, 上级税务局, 相关派出所.
# The first line says what they begin with, which spares trying them all where none begins.
_COLLECTIVE = re.compile(
    r"""(?=[各其相有所基上下同本属当辖市区县省旗州盟地镇街乡两三全部多数四五六七八九十\d任某兄外对])(?:
      各[省市区县旗州盟地师镇街乡、和]*|各级|其他|其它|相关|有关|所有|基层|上级|下级|同级|本级|属地|当地|辖区内?
    | 市县|区县|县区|县市|省市|市州|州市|盟市|旗县|地市|镇街|街镇|乡镇|两级|三级|[省市区县]级|全[省市区县]
    | [市县区旗州镇][（(][市县区旗州、]{1,5}[)）] | 部分|多个|[数两三四五六七八九十\d]+[个家]|任何|某|兄弟|外地|对口
    )$""",
    re.VERBOSE,
)


#: Kinds of zones that are no second part of a name with a verb in it: 获得|开发区, 经|高新区; not 创新示范区.
_PLAIN_ZONES = frozenset(("开发区", "经济开发区", "经济技术开发区", "经开区", "高新区", "园区", "工业园区", "景区"))
_MASKS = frozenset(MASKS)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: its span and how it is made.

    :param head: where its places end.
    :param level: 省市区县… or a kind of zone, where the place itself is left out.
    :param core: span of the outermost body without place or level, from ``core`` to ``core_end``.
    :param parts: starts of the bodies inside the body, in order.
    :param kind: of the innermost body, where it is not that of the anchor.
    """

    start: int
    end: int
    head: int
    level: str
    anchor: Anchor
    core: int
    core_end: int
    masked: bool = False
    parts: tuple[int, ...] = ()
    kind: str = ""
    rule: str = ""
    confidence: float = 1.0


def named(
    text: str, anchor: Anchor, first: int, core: int, end: int, *, level: str = "", masked: bool = False, rule: str
) -> Name:
    """A name from ``first`` to ``end`` whose body begins at ``core``."""
    masked = masked or not _MASKS.isdisjoint(text[first:end])
    confidence = {"organ-bare": 0.8, "part-bare": 0.7, "tail-listed": 0.7}.get(rule, 0.95)
    return Name(
        first, end, first if level else core, level, anchor, core, end, masked, rule=rule, confidence=confidence
    )


def head(text: str, words: Lexicon, end: int, floor: int) -> tuple[int, str, bool]:
    """Where the place or level before ``end`` begins, the level if the place is left out, and whether it is masked."""
    if end <= floor:
        return end, "", False
    last = text[end - 1]
    if last in MASKS or (last in "省市区县州盟旗镇乡道" and end - 2 >= floor and text[end - 2] in MASKS):
        return masked_start(text, words, end, floor), "", True
    place = words.chain_before(text, end, floor)
    if place < end:
        if place - 2 >= floor and text[place - 1] in "省市县" and text[place - 2] in MASKS:
            return masked_start(text, words, place, floor), "", True
        return place, "", False
    if text.startswith("地区", end - 2) and words.run_before(text, end - 2, 4, floor) == end - 2:
        return end - 2, "地区", False
    if last in "镇乡道":
        return _township(text, words, end, floor)
    if last == "街":
        return _street(text, words, end, floor)
    if last not in LEVELS:
        return end, "", False
    if last in "州县旗" and text.endswith("自治", floor, end - 1):
        return end - 3, text[end - 3 : end], False
    if last == "区":
        if text.startswith("自治", end - 3) and end - 3 >= floor:
            return end - 3, "自治区", False
        if (zone := _zone(text, words, end, floor)) is not None:
            return zone
    if end - 2 >= floor and text[end - 2] in NO_LEVEL[last]:
        return end, "", False
    return end - 1, last, False


def _township(text: str, words: Lexicon, end: int, floor: int) -> tuple[int, str, bool]:
    """镇 of 镇综治中心 and 木洞镇 of 木洞镇应急办; not 城镇 or 各乡镇."""
    start = end - 2 if text.startswith("街道", end - 2) else end - 1
    if start < floor or (text[end - 1] == "道" and start == end - 1):
        return end, "", False
    for first in range(max(floor, start - 6), start - 1):  # the longest name of a township that is known
        if townships.load().counties(text[first:end]) and words.stop.fullmatch(text, first, start) is None:
            return first, text[first:end], False
    run = words.run_before(text, start, 7, floor)
    if run == start:
        return start, text[start:end], False
    town = text[run:start]  # 责令|镇综治中心
    if town in listed("name_words.tsv", "no-town") or (len(town) > 1 and ordinary_word(town)):
        return start, text[start:end], False
    placed = start - run == 3 and text[run : run + 2] in words.places  # 广西|寿乡律师事务所 is not of 广西寿|乡
    if 2 <= start - run <= 3 and not placed and not _COLLECTIVE.search(text, run, end):
        return run, text[run:end], False
    return end, "", False


def _street(text: str, words: Lexicon, end: int, floor: int) -> tuple[int, str, bool]:
    """石牌街 of 石牌街|人民调解委员会, short for 石牌街道; not 老街 or 步行街."""
    for first in range(max(floor, end - 7), end - 2):
        known = townships.load().counties(text[first:end] + "道")
        if known and words.stop.fullmatch(text, first, end - 1) is None:
            return first, text[first:end], False
    return end, "", False


def _zone(text: str, words: Lexicon, end: int, floor: int) -> tuple[int, str, bool] | None:
    """经开区 and 平山园区 before a body; not the 新区 of 更新区应急局."""
    kind = _ZONE.search(text, max(floor, end - 14), end)
    if kind is None:
        return None
    if (trade := _FREE_TRADE.search(text, max(floor, end - 16), end)) is not None:
        return trade.start(), trade[0], False
    if (place := words.place_before(text, kind.start(), floor)) < kind.start():
        return place, kind[0], False
    run = words.run_before(text, kind.start(), 12, floor)
    city = run  # where the places end that the zone's name begins with: 柳州市|柳东新区
    while city < kind.start() and (longer := words.place_from(text, city, kind.start())) > city:
        city = longer
    if run < city and 2 <= kind.start() - city <= 4:
        return run, text[city : kind.end()], False
    run = max(run, kind.start() - 8)
    if kind[0] in _PLAIN_ZONES:
        at = kind.start() - (kind.start() - run > 2 and text[kind.start() - 1] in LEVELS)  # 督导|县|开发区管委会
        if _no_zone(text[run:at]):
            run = at
    length = kind.start() - run
    if 2 <= length <= 4 and not _COLLECTIVE.search(text, run, kind.start()):
        return run, kind[0], False
    if length == 1 and text[run] in LEVELS:  # 县|高新区
        return run, kind[0], False
    return (kind.start(), kind[0], False) if length == 0 else None


def _no_zone(word: str) -> bool:
    """Whether a plain zone is not called by a word: 获得|开发区管委会, 督导|经开区管委会; but 科技|园区管委会, 城南|开发区管委会."""
    return verb(word) or (len(word) > 1 and ordinary_word(word) and word not in listed("name_words.tsv", "zone-field"))


def masked_start(text: str, words: Lexicon, end: int, floor: int) -> int:
    """Start of a place with hidden characters that ends at ``end``: **市**区, 重庆市××区, *街道."""
    start = end
    while start > floor:
        if text[start - 1] in MASKS or (
            text[start - 1] in "省市区县州盟旗镇乡道街" and start - 2 >= floor and text[start - 2] in MASKS + "街"
        ):
            start -= 1
        elif (place := words.place_before(text, start, floor)) < start:
            start = place
        else:
            break
    return start


def with_owner(text: str, start: int, floor: int) -> int:
    """Start of the name together with the owner before its place: 中共|巴南区委, 国家税务总局|重庆市税务局."""
    if start <= floor:
        return start
    if text[start - 1] not in "共党国局空":  # how they end, which spares trying them all
        return start
    return start - len(owners.before(text, start, floor, *_OWNERS))


def collective(text: str, start: int, floor: int) -> bool:
    """Whether the words before ``start`` make of a name a sort of bodies: 各区|司法局."""
    return _COLLECTIVE.search(text, max(floor, start - 8), start) is not None
