"""A body inside the one named before it: 区司法局|行政复议科, 上海市公安局|浦东分局, 中山大学|附属第三医院."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.catalogue import owners
from kg.extract.name_parts import Name
from kg.extract.names import Anchor, Lexicon

_DEPTH = 4  # bodies inside one another that a name is followed into
#: Offices of a party committee or government: the same body, not one beside it (区委+组织部, 区政府+办公室).
_HOLDERS = ("人民政府", "政府", "管委会", "管理委员会")
_UNIVERSITIES = ("大学", "学院", "医院", "研究院")
_BANK_BRANCHES = ("支行", "分行", "营业管理部", "营管部", "营业部")
#: Departments of a ministry, whatever they deal with: 公安部|交通管理局, 司法部|行政执法协调监督局.
_MINISTRIES = ("部", "署", "总局", "委员会", "发改委", "卫健委")
_DEPARTMENTS = ("局", "司", "厅", "办公室", "中心")
_REGION = re.compile(r"(?:华东|华北|华中|华南|东北|西北|西南|南方|东南|中南)")
#: What a body does with one that is not inside it: 市消费者协会|发展|消费维权服务站.
_DOES = re.compile(r"发展|新建|建成|创建|挂牌|揭牌|升级|培育|新增|布设|布局|授牌")
_NUMBERED = re.compile(r"第[一二三四五六七八九十]{1,2}")

# An office whose word stands in no table, with its end: 区司法局|普法与依法治理科, 省厅|反垄断处; not 依法查|处, 本|科
OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?<![查惩严妥好坏长等各到从专本学文理百相处事])(?:处|科|股|司)(?=[，、。；：）)\s和与及]|关于|$)"
)


def with_office(words: Lexicon, name: Name, office: re.Match[str]) -> Name:
    """The name with an office after it, where the words between can be part of a name."""
    if words.stop.search(office[0].replace("与", "").replace("和", "")) or re.search("依法|查|应当|所有", office[0]):
        return name
    return replace(name, end=office.end(), parts=(*name.parts, office.start()), rule="body-inside")


def inside(text: str, words: Lexicon, anchor: Anchor, start: int, end: int, outer: Name) -> Name | None:
    """The name of ``outer`` together with the body inside it, where the anchor is one: 区司法局|行政复议科."""
    gap = start - outer.end
    role, word, holder = anchor.role, anchor.word, outer.anchor.word
    if not 0 <= gap <= 14 or outer.anchor.role == "run" or len(outer.parts) >= _DEPTH:
        return None
    if role == "company" and gap == 0 and outer.anchor.role in ("centre", "school"):  # 建筑设计院|有限公司
        return replace(outer, anchor=anchor, end=end, core_end=end, kind=anchor.kind, rule="proper")
    if outer.anchor.role == "school":  # 中南大学|法学院, 南方医科大学|顺德医院
        college = (role == "school" or word.endswith("医院")) and holder in _UNIVERSITIES and gap <= 8
        if not college or words.run_before(text, start, gap, outer.end) > outer.end:
            return None
        return replace(outer, end=end, core_end=end)
    if word == "委员会" and gap == 0:  # 中共|国家税务总局|委员会
        owner = owners.before(text, outer.start, 0, "party")
        if owner or text.startswith(owners.of("party"), outer.start):
            return replace(_joined(outer, anchor, start, end), start=outer.start - len(owner), kind="party")
    if word in ("税务局", "调查队", "调查总队") and holder in owners.of("bureau"):
        named_place = words.chain_before(text, start, outer.end) == outer.end
        return _joined(outer, anchor, outer.end, end) if named_place else None
    if word in _BANK_BRANCHES:
        named_here = holder.endswith("银行") and words.run_before(text, start, gap, outer.end) == outer.end
        return _joined(outer, anchor, outer.end, end) if named_here else None
    group = role == "group" or "领导小组" in word or (word == "办公室" and outer.rule == "organ-nation")
    if holder == "国务院" and group:  # 国务院|根治拖欠农民工工资工作|领导小组
        whole = words.run_before(text, start, gap, outer.end) == outer.end
        return replace(outer, end=end, core_end=end, rule="organ-nation") if whole else None
    if role == "school" and holder.endswith("医院") and outer.anchor.role == "organ":  # 广东省人民医院|南海医院
        branch = gap <= 4 and words.run_before(text, start, gap, outer.end) == outer.end
        return replace(outer, end=end, core_end=end) if branch else None
    if outer.anchor.role == "national" and role in ("organ", "tail", "centre") and gap <= 12 and not outer.parts:
        ministry = (
            (holder.endswith(_MINISTRIES) or holder.startswith("国家"))
            and word.endswith(_DEPARTMENTS)
            and text[start - 1 : start] != "省"
        )
        if ministry and words.run_before(text, start, gap, outer.end) == outer.end:
            placed = words.place_inside(text, outer.end, start) < start
            if not placed and gap + end - start <= 12:
                return _joined(outer, anchor, outer.end, end)
    if gap == 0:
        office = outer.anchor.kind == "party" and holder[-1] in "委会" and role in ("organ", "part")
        department = role in ("organ", "centre") and holder.endswith(_HOLDERS) and not word.endswith("政府")
        unit = (
            role == "organ" and word[-1] in "所院站馆队心" and outer.anchor.role == "organ" and holder[-1] in "局委厅"
        )
        if role in ("company", "place-company") and holder in ("集团", "集团公司"):  # 深圳市燃气集团|股份有限公司
            return replace(outer, anchor=anchor, end=end, core_end=end)
        if word in ("政府", "人民政府"):  # 镇党委|政府 are two
            return None
        if office or department or unit or role in ("part", "group", "committee"):
            return _joined(outer, anchor, start, end)
        return None
    within_group = role == "company" and holder in ("集团", "集团公司")
    institute = role == "school" and outer.anchor.role == "national"
    if role not in ("township", "part", "run", "group", "committee", "tail") and not within_group and not institute:
        return None
    if words.run_before(text, start, gap, outer.end) > outer.end:
        return None
    between = text[outer.end : start]
    if role == "run" and _DOES.match(between):
        return None
    if outer.anchor.role == "whole":  # 市局|第一|稽查局, 省委|农村|工作领导小组
        joins = role in ("group", "committee") or (role == "part" and _NUMBERED.fullmatch(between))
        return _joined(outer, anchor, outer.end, end) if joins else None
    if role == "township":
        return _joined(outer, anchor, outer.end, end) if holder.endswith("政府") and gap <= 6 else None
    branch = (
        words.place_inside(text, outer.end, min(start, outer.end + 2)) == outer.end
        or _NUMBERED.match(between) is not None
        or _REGION.match(between) is not None
    )
    if within_group or institute:
        return _joined(outer, anchor, outer.end, end) if gap <= 8 else None
    if (
        word in ("税务分局", "税务所") and holder == "国家税务总局" and outer.parts
    ):  # 国家税务总局武宁县税务局|清江|税务分局
        return _joined(outer, anchor, outer.end, end) if gap <= 6 else None
    if role == "tail" or outer.anchor.role == "national":  # 市场监督管理局|南山|监管局, 最高人民法院|第二|巡回法庭
        joins = (
            branch
            or (word == "分局" and outer.anchor.role != "national" and gap <= 6)
            or between.startswith("驻")  # 国家税务总局|驻重庆特派员|办事处
            or (outer.anchor.role == "national" and word in ("委员会", "督察局", "管理局"))  # 水利部|淮河水利|委员会
        )
        return _joined(outer, anchor, outer.end, end) if joins and gap <= 8 else None
    if anchor.kind == "party" or word in ("办公室", "办公厅") or (role == "part" and gap > 8):
        return None
    return _joined(outer, anchor, outer.end, end)


def _joined(outer: Name, anchor: Anchor, part: int, end: int) -> Name:
    kind = outer.kind or outer.anchor.kind
    if (
        anchor.kind == "party"
        or anchor.kind == "public_institution"
        or (anchor.role in ("organ", "centre") and outer.anchor.kind != "party")
    ):
        kind = anchor.kind
    return Name(
        outer.start,
        end,
        outer.head,
        outer.level,
        outer.anchor,
        outer.core,
        outer.core_end,
        outer.masked,
        (*outer.parts, part),
        kind,
        "body-inside",
        min(outer.confidence, 0.9),
    )
