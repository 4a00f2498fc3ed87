"""Organisations named in a report, by the grammar of their names.

A name is ``[中共|国家税务总局] place… | level + organ + body inside it``: 天津市河东区司法局, 区司法局法制科, 市委政法委. An
automaton finds the words that names end in (:mod:`kg.extract.names`); from each the name is followed to its left as far as
places, levels or the proper name of the body reach, and joined with the body it belongs to.

Not names: pronouns (我局), positions and people (局长, 人大代表), bodies without a name (有关部门, 各镇街, 公安机关), and all
that stands inside title marks or document numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.names import MASKS, Anchor, Lexicon, lexicon
from kg.extract.view import View
from kg.records import Agency

_LEVELS = "省市区县州盟旗"
#: Characters before a level that make a word which is no level: 全区, 辖区, 城市, 各县.
_NO_LEVEL = {
    "省": "全我本各该外跨节两",
    "市": "全我本各该外跨两城超门地夜股集区县",
    "区": "全我本各该两辖社地校景山灾厂库牧矿林跨原湖海禁疫战选军片街小城郊县市老营功",
    "县": "全我本各该外跨两区市",
    "州": "全我本各该",
    "盟": "全我本各该同联加",
    "旗": "全我本各该红国锦",
}
#: Kinds of zones whose own name is left out: 经开区管委会, 高新区应急管理局.
_ZONES = re.compile(
    r"(?:经济技术开发区|经济开发区|高新技术产业开发区|经开区|高新区|开发区|新区|示范区|保税区|综保区|度假区|合作区|管理区|园区|自贸区)$"
)
# Words before a name that make it a collective or a sort of bodies: 各区县司法局, 上级税务局, 相关派出所.
_COLLECTIVE = re.compile(
    r"(?:各[省市区县旗州镇街乡、和]*|各级|其他|其它|相关|有关|所有|基层|上级|下级|同级|本级|属地|当地|辖区内?|市县|区县|县区|县市|"
    r"省市|镇街|街镇|乡镇|两级|三级|部分|多个|[数两三四五六七八九十\d]+[个家]|任何|某|全[省市区县]|[省市区县]级|兄弟|外地|对口)$"
)
# After a name: a position, so the name belongs to a person. 区司法局局长, 管委会副主任, 区委书记.
_POSITION = re.compile(
    r"(?:党委|党组|党工委)?(?:[副正]?(?:局长|厅长|主任(?!会)|书记|部长|院长|检察长|区长|县长|市长|省长|州长|旗长|镇长|乡长|主席(?!团|会)|会长|"
    r"总经理|董事长|经理|科长|处长|股长|所长|[支大总中]?队长|组长|秘书长|校长|关长|署长|政委|专员|教授|律师(?!协会)|行长|站长|台长|馆长|总工程师)"
    r"|常委(?!会)|党组成员|党委委员|班子成员|委员(?!会))"
)
# Characters after a word that show it was another word: 安委办+理, 区委+托, 中心+城区.
_OTHER_WORD = {
    "办": "理案公结法证学事好成件实文会班税复报刊展企医赛",
    "委": "托派婉任屈",
    "局": "部势面限域长",
    "处": "理罚分长于在境以方置",
    "室": "内外温友",
    "心": "组城思点",
    "队": "伍列友",
    "会": "同议上谈见员商商计",
    "部": "门署队分长",
    "院": "长校",
    "学": "生习员历术者科法费期说堂",
    "司": "法",
    "所": "有在以需涉属",
    "组": "织成建合",
    "关": "于键系注",
    "站": "在点",
    "科": "学技目室普研级员技",
    "股": "份权东",
    "行": "政为动业使",
    "校": "园外长",
    "团": "队体结",
}
_BRANCH = re.compile(r"[\u4e00-\u9fff（）()]{2,14}?(?:分公司|支公司|营业部|分行|支行)")
#: What a committee or a leading group needs to the left at least, and how far a name may reach back.
_REACH = {
    "group": 24,
    "committee": 18,
    "company": 26,
    "place-company": 20,
    "school": 14,
    "run": 14,
    "township": 12,
    "zone": 12,
    "centre": 12,
    "tail": 14,
}
_GENERIC = re.compile(
    r"(?:专业|知名|优秀|社会|第三方|外聘|本地|当地|律师|企业|国有|民营|保险|物业|科技|上市|驻区|区属|市属|所在|大型|重点|综合|危化品?|普法|法治|工作|行业|党员|志愿|中介|评价|咨询|检测|技术|服务|建筑|施工|燃气|旅游|各类|人民|管理|调解|居民|村民|村|社区|镇|街道|乡|民族|一家?)+"
)
_PRONOUN = re.compile(
    r"^(?:我局|本局|我委|我厅|我院|我区|我市|我县|我镇|我街道|全局|全区|局党委|局党组|局|委|厅|年|月|日|号|新)(?=.{2})"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the view: its span, where its places end (``head``), its anchor, and where bodies inside it begin.

    :param level: 省市区县… or a kind of zone, where the place itself is left out.
    :param parts: starts of the bodies inside the body, in order.
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


def find(view: View, quoted: Sequence[tuple[int, int]]) -> list[Agency]:
    """Every named body outside ``quoted``, without full names: :mod:`kg.link.agencies` gives those.

    :param quoted: view spans of titles and document numbers, sorted.
    """
    return [
        Agency(
            *view.span(name.start, name.end),
            view.surface(name.start, name.end),
            kind=name.kind or name.anchor.kind,
            masked=name.masked,
            rule=name.rule,
            confidence=name.confidence,
        )
        for name in scan(view.text, quoted)
    ]


def scan(text: str, quoted: Sequence[tuple[int, int]] = ()) -> list[Name]:
    """The names in a text, in order, none inside another."""
    words = lexicon()
    anchors = words.anchors
    starts = [start for start, _ in quoted]
    found: list[Name] = []
    floor = 0  # names do not reach back over the end of the one before or of a title
    group_named = False
    last_quote = -1
    for index, start, end in words.automaton.find_matches_as_indexes(text):
        anchor = anchors[index]
        role = anchor.role
        if role == "ignore" or text[end : end + 1] in _OTHER_WORD.get(text[end - 1], ()) and text[end : end + 1]:
            if not (text[end - 1] == "办" and text.startswith("公室", end)):
                continue
            end += 2
        if starts:
            quote = bisect_right(starts, start) - 1
            if quote >= 0:
                if quoted[quote][1] > start:
                    continue
                if quote != last_quote:
                    last_quote = quote
                    floor = max(floor, quoted[quote][1])
        previous = found[-1] if found else None
        name = _name(text, words, anchor, start, end, floor, previous)
        if name is None:
            if role == "group" and group_named and start >= floor and not _collective(text, start, floor):
                name = Name(start, end, start, "", anchor, start, end, rule="group-again", confidence=0.7)
            else:
                continue
        if _POSITION.match(text, name.end, name.end + 8):
            # 区委+书记; of two bodies the outer one goes too: 区应急管理局+党委+书记
            if previous is not None and name.start <= previous.start:
                found.pop()
            floor = max(floor, name.end)
            continue
        if role == "group":
            group_named = True
        if previous is not None and name.start <= previous.start:
            found.pop()
        found.append(name)
        floor = name.end
    return found


def _name(
    text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int, previous: Name | None
) -> Name | None:
    """The name that the anchor at ``start`` is the last word of, or None where it is no name."""
    role = anchor.role
    if (
        previous is not None
        and previous.end <= start
        and (joined := _inside(text, words, anchor, start, end, previous))
    ):
        return joined
    if role == "national":
        return Name(start, end, start, "", anchor, start, end, rule="national")
    head, level, masked = _head(text, words, start, floor)
    if role == "whole":
        # The level is the first character of the word: 巴南区|委 is 巴南 + 区委.
        place = words.chain_before(text, start + 1, floor)
        if place < start + 1:
            return _named(text, anchor, _party(text, place, floor), start + 1, "", start + 1, end, rule="place-whole")
        if not masked and text[start - 1 : start] in _NO_LEVEL.get(text[start], "") and start > floor:
            return None
        return _named(
            text,
            anchor,
            _party(text, head if masked else start, floor),
            start,
            text[start],
            start,
            end,
            masked,
            "whole",
        )
    if role == "committee-name":
        return _committee(text, words, anchor, start, end, floor)
    if role in ("organ", "part") and (head < start or anchor.bare):
        if _collective(text, head, floor):
            return None
        if head == start and role == "organ" and text[start - 1 : start] in ("级", "类"):
            return None
        rule = "organ-place" if head < start and not level else "organ-level" if level else "organ-bare"
        if role == "part" and head == start:
            rule = "part-bare"
        return _named(text, anchor, _party(text, head, floor), start, level, start, end, masked, rule)
    if role == "organ" and anchor.word in ("党委", "党工委") or role == "part":
        return None
    if role in _REACH:
        return _proper(text, words, anchor, start, end, floor, head, level, masked, previous)
    return None


#: What stands before the place in the full name of a committee that is not the government's.
_COMMITTEE_OF = re.compile(r"(?:中共|中国共产党|中国人民政治协商会议|中国共产主义青年团|共青团)$")


def _committee(text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int) -> Name | None:
    """中共重庆市巴南区委员会: the party's committee by its full name, the level being the first character of the word."""
    level_end = start + (3 if anchor.word.startswith("自治区") else 2 if anchor.word.startswith("街道") else 1)
    masked = text[start - 1 : start] in MASKS and start > floor
    place = _masked(text, words, level_end, floor) if masked else words.run_before(text, level_end, 24, floor)
    if not masked and (
        opening := re.search(r"中共|中国共产党|中国人民政治协商会议|中国共产主义青年团|共青团", text[place:level_end])
    ):
        place += opening.end()
    first = place
    if opening_before := _COMMITTEE_OF.search(text, max(floor, place - 12), place):
        first = opening_before.start()
    if first == place:
        return None
    return _named(text, anchor, first, level_end, "", level_end, end, masked, "committee-name")


def _named(
    text: str,
    anchor: Anchor,
    first: int,
    head: int,
    level: str,
    core: int,
    end: int,
    masked: bool = False,
    rule: str = "",
) -> Name:
    masked = masked or any(mark in MASKS for mark in text[first:end])
    if level:
        head = first
    confidence = {"organ-bare": 0.8, "part-bare": 0.7}.get(rule, 0.95)
    return Name(first, end, head, level, anchor, core, end, masked, rule=rule, confidence=confidence)


def _head(text: str, words: Lexicon, end: int, floor: int) -> tuple[int, str, bool]:
    """Where the place or level before ``end`` begins, the level where the place is left out, and whether it is masked."""
    if end <= floor:
        return end, "", False
    last = text[end - 1]
    if last in MASKS or (last in "省市区县州盟旗镇乡道局" and end - 2 >= floor and text[end - 2] in MASKS):
        return _masked(text, words, end, floor), "", True
    place = words.chain_before(text, end, floor)
    if place < end:
        if place > floor and text[place - 1] in "市县" and text[place - 2 : place - 1] in MASKS and place - 2 >= floor:
            return _masked(text, words, place, floor), "", True
        return place, "", False
    if last in _LEVELS:
        before = text[end - 2] if end - 2 >= floor else ""
        if last == "区" and (zone := _ZONES.search(text, max(floor, end - 10), end)) and end - zone.start() > 1:
            run = words.run_before(text, zone.start(), 6, floor)
            length = zone.start() - run
            if 2 <= length <= 4 and not _COLLECTIVE.search(text, run, zone.start()):
                return run, zone[0], False
            if length == 0:
                return zone.start(), zone[0], False
        if last == "区" and before == "治" and text[end - 3 : end - 2] == "自":
            return end - 3, "自治区", False
        if before and before in _NO_LEVEL[last]:
            return end, "", False
        return end - 1, last, False
    return end, "", False


def _masked(text: str, words: Lexicon, end: int, floor: int) -> int:
    """Start of a place with hidden characters: **市**区, 重庆市××区."""
    start = end
    while start > floor:
        if text[start - 1] in MASKS:
            start -= 1
        elif text[start - 1] in "省市区县州盟旗镇乡道街" and start - 2 >= floor and text[start - 2] in MASKS + "街":
            start -= 1
        elif (place := words.place_before(text, start, floor)) < start:
            start = place
        else:
            break
    return start


def _party(text: str, start: int, floor: int) -> int:
    """Start of the name with the party's or a parent's name before the place: 中共巴南区委, 中华人民共和国上海海关."""
    for word in ("中共", "中国共产党", "中华人民共和国", "国家税务总局", "国家统计局"):
        if start - len(word) >= floor and text.startswith(word, start - len(word)):
            return start - len(word)
    return start


def _collective(text: str, start: int, floor: int) -> bool:
    return _COLLECTIVE.search(text, max(floor, start - 8), start) is not None


def _inside(text: str, words: Lexicon, anchor: Anchor, start: int, end: int, outer: Name) -> Name | None:
    """The name of ``outer`` together with the body inside it, where the anchor is one: 区司法局|行政复议科."""
    gap = start - outer.end
    if gap > 14 or outer.anchor.role in ("run", "school"):
        return None
    role = anchor.role
    if gap == 0:
        party_office = (
            outer.anchor.kind == "party" and outer.anchor.word[-1] in "委会" and anchor.role in ("organ", "part")
        )
        fits = (
            role in ("part", "group")
            or (role == "committee")
            or (
                role in ("organ", "centre")
                and (party_office or outer.anchor.word.endswith(("人民政府", "政府", "管委会", "管理委员会")))
                and anchor.word not in ("人民政府", "政府")
            )
            or (anchor.word == "税务局" and outer.anchor.word == "国家税务总局")
        )
        if not fits or (role == "part" and outer.anchor.role == "national" and anchor.word in ("党组",)):
            return None
        return _joined(outer, anchor, start, end)
    if role not in ("part", "run", "group", "committee", "township") and anchor.word not in (
        "税务局",
        "调查队",
        "公安分局",
    ):
        return None
    if "\u4e00" > text[outer.end] or words.run_before(text, start, gap, outer.end) > outer.end:
        return None
    between = text[outer.end : start]
    if anchor.word in ("税务局", "调查队"):
        if (
            outer.anchor.word not in ("国家税务总局", "国家统计局")
            or words.chain_before(text, start, outer.end) > outer.end
        ):
            return None
        return _joined(outer, anchor, start, end)
    if role == "township":
        return _joined(outer, anchor, outer.end, end) if outer.anchor.word.endswith("政府") and gap <= 6 else None
    if role == "part" and (gap > 8 or between in ("机关",) or re.search(r"[工作人员法治建设]{4}", between)):
        return None
    if outer.anchor.role in ("whole", "national") and role in ("part", "run"):
        return None
    if anchor.word in ("党委", "党组", "党支部", "办公室", "机关党委") and gap:
        return None
    return _joined(outer, anchor, outer.end, end)


def _joined(outer: Name, anchor: Anchor, part: int, end: int) -> Name:
    kind = outer.kind or outer.anchor.kind
    if anchor.kind == "party" or anchor.role == "part" and anchor.word in ("党委", "党组"):
        kind = "party"
    elif anchor.role in ("organ", "centre") and outer.anchor.kind != "party":
        kind = anchor.kind
    elif anchor.role == "organ" and anchor.kind in ("public_institution",):
        kind = anchor.kind
    return Name(
        outer.start, end, outer.head, outer.level, outer.anchor, outer.core, outer.core_end, outer.masked,
        (*outer.parts, part), kind, "body-inside", min(outer.confidence, 0.9),
    )  # fmt: skip


def _proper(
    text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int, head: int, level: str, masked: bool,
    previous: Name | None,
) -> Name | None:  # fmt: skip
    """A body with a proper name before its word: 重庆坤源衡泰|律师事务所, 平山园区|管委会, 区法治建设|领导小组."""
    role = anchor.role
    if masked:
        return _named(text, anchor, _party(text, head, floor), start, "", start, end, True, "masked")
    run = words.run_before(text, start, _REACH[role], floor)
    while (pronoun := _PRONOUN.match(text, run, start)) is not None:
        run = pronoun.end()
    if role == "zone":
        if head < start:
            return _named(text, anchor, head, start, level, start, end, rule="zone")
        if (
            2 <= start - run <= 8
            and text[start - 1] in "区园城港岛场会"
            and not _collective(text, run, floor)
            and not _collective(text, start, run)
        ):
            return _named(text, anchor, run, start, "", start, end, rule="zone-proper")
        if text[start - 1 : start] == "区" or _collective(text, start, floor):
            return None
        return _named(text, anchor, start, start, "", start, end, rule="zone-bare")
    place = words.place_inside(text, run, start)
    if role == "township":
        return _township(text, words, anchor, run, start, end, floor, place)
    if role in ("company", "place-company", "school", "run"):
        if role == "run" and anchor.kind == "government" and place == start and not (head < start and level):
            # 第一税务所 or 城关派出所 without the body above needs a proper name of two or three characters.
            if not (2 <= start - run <= 4) or _GENERIC.fullmatch(text, run, start) or _collective(text, run, floor):
                return None
            return _named(text, anchor, run, start, "", start, end, rule="proper")
        if place < start:
            run = place
        elif text.startswith("中国", run):
            pass
        elif role == "place-company" or start - run < 2:
            if not (role == "school" and level):
                return None
        if level and head <= run:
            run = head
        if (
            start - run < 2
            and not level
            or _GENERIC.fullmatch(text, run, start)
            or _collective(text, run, floor)
            or (role == "place-company" and anchor.word in ("公司", "集团") and start - run < 3)
        ):
            return None
        if (
            anchor.kind == "company"
            and (branch := _BRANCH.match(text, end, end + 18))
            and not words.stop.search(branch[0])
        ):
            end = branch.end()
        return _named(text, anchor, run, start, "", start, end, rule="proper")
    # group, committee, centre, tail: what they lead or do stands before the word, a place or a level before that
    first = run
    named_level = ""
    if place < start:
        first = place
        place_end = place
        while place_end < start and (longer := _place_from(text, words, place_end, start)):
            place_end = longer
        what = place_end
    else:
        what = first
        for position in range(run, start):
            if text[position] in _LEVELS and (position == run or text[position - 1] not in _NO_LEVEL[text[position]]):
                if role in ("tail", "centre") or position == run:
                    first, what, named_level = position, position + 1, text[position]
                    break
                if text.startswith("委", position + 1):
                    break
    if role in ("tail", "centre"):
        if first == what and role == "tail":
            listed = previous is not None and text[previous.end : previous.end + 1] == "、" and previous.end + 1 == run
            if not listed or not 1 < start - run < 7 or previous is None or previous.anchor.word[-1] != text[start]:
                return None
            return _named(text, anchor, run, run, "", run, end, rule="tail-listed")
        if first == what or start - what < 1 or start - what > 12:
            return None
        if anchor.word == "海关":
            return _named(text, anchor, _party(text, first, floor), what, "", start, end, rule="tail")
        if _collective(text, first, floor):
            return None
        return _named(text, anchor, _party(text, first, floor), what, named_level, what, end, rule="tail")
    if start - first < 2 or start - what < 2 or _collective(text, first, floor):
        if not (
            role == "committee"
            and place < start
            and text.startswith(("中共", "中国共产党"), first - 2 if text.startswith("中共", first - 2) else first - 5)
        ):
            return None
        first = _party(text, first, floor)
    if role == "committee" and first == what and start - what > 10:
        return None
    return _named(text, anchor, _party(text, first, floor), what, named_level, what, end, rule=role)


def _place_from(text: str, words: Lexicon, start: int, end: int) -> int:
    """End of the longest place name that begins at ``start``; 0 where there is none."""
    for length in range(min(12, end - start), 1, -1):
        if text[start : start + length] in words.places:
            return start + length
    return 0


def _township(
    text: str, words: Lexicon, anchor: Anchor, run: int, start: int, end: int, floor: int, place: int
) -> Name | None:
    """A township's body: 花溪|街道办事处, 巴南区木洞|镇人民政府; the bare word stands for the reporting township."""
    first = place if place < start else run
    what = first
    while what < start and (longer := _place_from(text, words, what, start)):
        what = longer
    length = start - what
    if length == 0 and what > first:  # 和平|镇人民政府: the name is also that of a place
        what = words.place_before(text, start, first)
        length = start - what
    if length == 0:
        if _collective(text, start, floor) or (start > floor and text[start - 1] in "各区县个"):
            return None
        return _named(text, anchor, start, start, "", start, end, rule="township-bare")
    if length > 7 or _collective(text, first, floor) or _collective(text, start, floor):
        return None
    return _named(text, anchor, _party(text, first, floor), what, "", what, end, rule="township")
