"""Bodies that are known by the last word of their name only, and bear a proper name before it.

    重庆坤源衡泰|律师事务所   平山园区|管委会   花溪|街道办事处   法治政府建设工作|领导小组   区城市更新|局

The proper name reaches left to the last mark or to a word that cannot be part of it (``stop`` in ``data/organ_words.tsv``);
a place's name within begins it. A last word without a proper name is no name: 律师事务所, 企业, 领导小组.
"""

from __future__ import annotations

import re

from kg.catalogue import townships
from kg.catalogue.wordlists import pattern
from kg.extract.localities import ordinary_word, town_inside, verb
from kg.extract.name_parts import LEVELS, NO_LEVEL, Name, collective, named, with_owner
from kg.extract.names import Anchor, Lexicon
from kg.extract.organisations import REACH, organisation

# What says of a group only that it is one: 工作|联席会议, 专项工作|领导小组
_ANY_GROUP = re.compile(
    r"(?:工作|专项|专题|联合|部门|协调|相应|相关|党政|本级|各级|推进|管理|组织|专门|临时|议事|工作组|两级|府院|府检|行刑衔接)+"
)
# Pronouns and dates at the beginning of a stretch: 我局|法治建设领导小组, 年|…
_PRONOUN = re.compile(
    r"(?:我局|本局|我委|我厅|我院|我区|我市|我县|我镇|我街道|全局|全区|局|委|厅|年|月|日|号|新|了|共(?=检查|抽查|走访|培训|排查|有))(?=.{2})"
)
_FIELDS = ("公安", "交警", "特警", "消防", "应急", "税务", "资源规划", "生态环境")
_JOINER = re.compile(r"[和与及]")


def proper(
    text: str,
    words: Lexicon,
    anchor: Anchor,
    start: int,
    end: int,
    floor: int,
    place_head: tuple[int, str, bool],
    previous: Name | None,
) -> Name | None:
    """The name whose last word is the anchor from ``start`` to ``end``, or None where there is no proper name.

    :param place_head: what :func:`kg.extract.name_parts.head` says of the text before the anchor.
    """
    first, level, masked = place_head
    if masked:
        return named(text, anchor, with_owner(text, first, floor), start, end, masked=True, rule="masked")
    run = words.run_before(text, start, REACH.get(anchor.role, 14), floor)
    while run < start and (pronoun := _PRONOUN.match(text, run, start)) is not None:
        if pronoun[0] == "新" and words.place_inside(text, run, min(start, run + 3)) == run:  # 新疆, 新乡
            break
        if pronoun[0] in ("局", "委", "厅") and anchor.role in ("group", "committee"):
            break  # 局|案件审核委员会: that of the reporting agency
        run = pronoun.end()
    run = _behind_verb(text, anchor, run, start)
    if anchor.role == "zone":
        return _zone(text, anchor, run, start, end, floor, first, level)
    if anchor.role == "township":
        return _township(text, words, anchor, run, start, end, floor)
    if anchor.role in ("company", "place-company", "school", "run"):
        return organisation(text, words, anchor, run, start, end, floor, first, level)
    if anchor.word in ("分局", "大队", "支队") and level == "" and first < start:  # 公安|雁塔|分局
        field = next((word for word in _FIELDS if text.endswith(word, floor, first)), "")
        if field:
            core = first - len(field)
            return named(text, anchor, words.chain_before(text, core, floor), core, end, rule="proper")
    if anchor.word == "分局" and first < start and not collective(text, first, floor):  # 高新区|分局
        return named(text, anchor, first, start, end, level=level, rule="tail")
    return _led(text, words, anchor, run, start, end, floor, previous)


def _behind_verb(text: str, anchor: Anchor, run: int, start: int) -> int:
    """Where a name begins behind a verb: 责令|国浩律师事务所, 督导|市法治建设领导小组; not 处置|非法集资领导小组."""
    known = pattern("name_words.tsv", "takes-bodies").match(text, run, start)
    at = known.end() if known is not None else run + 2
    if at + 1 < start and text[at] in LEVELS and text[at + 1] not in _NO_BODY:
        return at if known is not None or verb(text[run:at]) else run
    return at if known is not None and anchor.role in _BY_PROPER_NAME and start - at > 1 else run


_BY_PROPER_NAME = ("company", "place-company", "school", "run")
_NO_BODY = frozenset("级长场民域容政值")  # 市级, 市场, 区域, 市容


def _zone(text: str, anchor: Anchor, run: int, start: int, end: int, floor: int, first: int, level: str) -> Name | None:
    """经开区管委会, 平山园区管委会, and the bare 管委会 in a zone's own report."""
    if first < start:
        if collective(text, first, floor):
            return None
        return named(text, anchor, first, start, end, level=level, rule="zone")
    if (
        2 <= start - run <= 8
        and text[start - 1] in "区园城港岛场会地谷湾"
        and not collective(text, run, floor)
        and not collective(text, start, run)
    ):
        return named(text, anchor, run, start, end, rule="zone-proper")
    if text[start - 1 : start] == "区" or collective(text, start, floor):
        return None
    if run < start and anchor.word == "管理委员会":  # 物业|管理委员会
        return None
    return named(text, anchor, start, start, end, rule="zone-bare")


def _township(text: str, words: Lexicon, anchor: Anchor, run: int, start: int, end: int, floor: int) -> Name | None:
    """花溪|街道办事处, 巴南区木洞|镇人民政府; the bare word stands for the reporting township."""
    place = words.place_inside(text, run, start)
    first = place if place < start else run
    what = _after_places(text, words, first, start)
    if first < what < start and text[what - 1] not in _DIVISION_ENDS:
        # 江宁路|街道办事处 has nothing to do with 江宁, nor 建湖县|九龙口|镇人民政府 with 九龙
        heads = (at for at in range(max(first, start - 7), what) if at == first or text[at - 1] in _DIVISION_ENDS)
        what = next((at for at in heads if _is_town(text, anchor, at, start)), what)
    elif first == what and start - first > 2 and not _is_town(text, anchor, first, start):  # 通知|加义|镇人民政府
        first = what = next((at for at in range(first + 1, start - 1) if _is_town(text, anchor, at, start)), first)
    if what == start and what > first:  # 和平|镇人民政府: the name is also that of a place
        what = words.place_before(text, start, first)
    if what == start:
        if collective(text, start, floor) or (start > floor and text[start - 1] in "各区县个"):
            return None
        return named(text, anchor, start, start, end, rule="township-bare")
    if start - what > 7 or collective(text, first, floor) or collective(text, start, floor):
        return None
    town = _TOWN_WORD.fullmatch(text, what, start) is not None  # 镇|为民服务中心
    if first == what and not town and ordinary_word(text[what:start]):  # 近日|街道办事处
        return named(text, anchor, start, start, end, rule="township-bare")
    return named(text, anchor, with_owner(text, first, floor), what, end, rule="township")


_DIVISION_ENDS = frozenset("省市区县州盟旗")
_TOWN_WORD = re.compile(r"街道|民族乡|镇|乡|地区|苏木")


def _is_town(text: str, anchor: Anchor, first: int, start: int) -> bool:
    """Whether what stands before the anchor is as a whole the name of a township: 江宁路|街道, 南京东路|街道."""
    town = _TOWN_WORD.match(anchor.word)
    return town is not None and bool(townships.load().counties(text[first:start] + town[0]))


def _led(
    text: str, words: Lexicon, anchor: Anchor, run: int, start: int, end: int, floor: int, previous: Name | None
) -> Name | None:
    """Committees and groups by what they lead, departments and centres after a place or a level."""
    first, what, level = subject(text, words, start, floor, anchor.role, run)
    length = start - what
    if collective(text, first, floor):
        return None
    if anchor.role in ("tail", "centre"):
        if first == what:
            return _listed(text, anchor, run, start, end, previous)
        least = 1 if len(anchor.word) < 3 else 0  # 省|水文局, 省|地质调查院
        if not least <= length <= 14 or text[what] == "级":
            return None
        return named(text, anchor, with_owner(text, first, floor), what, end, level=level, rule="tail")
    if (
        length < 2
        or _ANY_GROUP.fullmatch(text, what, start)
        or (anchor.role == "committee" and first == what and length > 10)
    ):
        return None
    return named(text, anchor, with_owner(text, first, floor), what, end, level=level, rule=anchor.role)


def subject(
    text: str, words: Lexicon, start: int, floor: int, role: str = "organ", run: int | None = None
) -> tuple[int, int, str]:
    """Before the last word of a name: where its place or level begins and ends, and the level.

    The first two are equal where there is no place; then they are the start of what may be a name.
    """
    if run is None:
        run = words.run_before(text, start, REACH[role], floor)
    first, what, level = _place_and_subject(text, words, run, start, role)
    if first == what and run > floor and _JOINER.fullmatch(text[run - 1]):
        # 县住房保障和房屋征收管理局: the name goes on beyond 和, where no body ends before it
        wider = words.run_before(text, run - 1, REACH[role], floor)
        if wider < run - 1 and text[run - 2] not in "局委办会院组府中心部厅":
            found = _place_and_subject(text, words, wider, start, role)
            if found[0] < found[1] or (role == "group" and run - 1 - wider >= 2):
                return found
    return first, what, level


def _place_and_subject(text: str, words: Lexicon, run: int, start: int, role: str) -> tuple[int, int, str]:
    """In a stretch before a last word: where the place or level begins, where it ends, and the level."""
    place = words.place_inside(text, run, start)
    leads = place > run and text[run] in LEVELS and text[run + 1] not in _NO_PLACE  # 区|亚运城市保障指挥部: no 运城市
    if place < start and not leads:
        return place, _after_places(text, words, place, start), ""
    if (town := town_inside(text, words, run, start)) is not None:
        return *town, text[slice(*town)]
    for position in range(run, start):
        char = text[position]
        if char == "新" and position == run and text.startswith("区", position + 1):  # 新区|行政审批与政务服务局
            return position, position + 2, "新区"
        if char in LEVELS and (position == run or text[position - 1] not in NO_LEVEL[char]):
            if text[position + 1] in _NO_PLACE:
                break
            if char == "区" and text.endswith("自治", run, position):
                return position - 2, position + 1, "自治区"
            if text.startswith("委", position + 1) or (role not in ("tail", "centre", "organ") and position > run):
                break
            return position, position + 1, char
    return run, run, ""


_NO_PLACE = frozenset("级长场民域")  # 市级, 区长, 市场, 市民, 区域


def _listed(text: str, anchor: Anchor, run: int, start: int, end: int, previous: Name | None) -> Name | None:
    """A department without place or level that goes on a list: 区发改局、经发局."""
    if (
        anchor.role != "tail"
        or previous is None
        or text[previous.end : previous.end + 1] != "、"
        or previous.end + 1 != run
        or not 2 <= start - run <= 6
        or previous.anchor.word[-1] not in "局委办"
    ):
        return None
    return named(text, anchor, run, run, end, rule="tail-listed")


def _after_places(text: str, words: Lexicon, start: int, end: int) -> int:
    """End of the chain of place names that begins at ``start``."""
    while start < end:
        for length in range(min(12, end - start), 1, -1):
            if text[start : start + length] in words.places:
                start += length
                break
        else:
            return start
    return start
