"""Organs and offices: a word of the tables with its place or level, and with what it deals with between the two.

河东区|应急管理局   区|司法局   法制科   市|生态环境保护|综合行政执法总队   天津市|第二|中级人民法院
"""

from __future__ import annotations

import re
from typing import Literal

from kg.extract.name_parts import LEVELS, Name, collective, head, named, with_owner
from kg.extract.name_sites import Site
from kg.extract.proper_names import subject

_SORT = re.compile(r"基层|上级|对口|兄弟")
#: What the office of an agency deals with, before its word: 应急|执法大队, 文化市场|执法总队, 第一|稽查局
_DOMAIN = re.compile(
    r"""(?:应急管理|应急|安全生产|市场监督管理|市场监管|生态环境保护|生态环境|文化市场|文化旅游|文化|交通运输|交通|农业农村|农业|城市管理|城管
       |卫生健康|卫生|森林草原|森林|草原|林政|节能|海洋|渔政|渔业|动物卫生|农机|文物|价格|粮食|医保|土地|国土|矿产|民政|消费|防火|社会消防
       |法规|政策|法制|标准化?|基金|稽核|待遇|医药|许可|监督|监管|管理|审批|宣传|教育|登记|注册|信用|质量|信息|安全|发展|财务|统计|执法|复议|应诉
       |食品|药品|器械|化妆品|特种设备|计量|网络|广告|知识产权|产业|项目|市政|园林|绿化|环卫|物业|房产|燃气|与|和|劳动保障|自然资源|校园|教育|培训|林业|水政|水利|住房城乡建设|住建|规划|公安|税务|消防|综合|行政|第[一二三四五六七八九十]{1,2})+$""",
    re.VERBOSE,
)
_JOINERS = frozenset("与和")
#: Not the proper name of a unit: 日常|执法大队, 各级|…
_OPENING = re.compile(
    r"[各本该其两我一二三四五六七八九十]|日常|现场|行政|综合|专业|基层|所属|下属|联合|队伍|人员|一线|驻"
)
_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,2}$")  # 天津市|第二|中级人民法院


def organ(site: Site) -> Name | Literal[False] | None:
    """The rule of organs and offices; False before words that make a sort of bodies of them (各区|司法局)."""
    text, anchor, start, floor = site.text, site.anchor, site.start, site.floor
    bare = anchor.bare or _joint(site)
    if not (bare or not site.alone or _wants_more(site)):
        return None
    first, core, level, masked = site.first, start, site.level, site.masked
    placed = first < start - 1 and not level  # 基层|泉州海关: a body with a place is no sort of bodies
    if collective(text, first, floor) and not (placed and _SORT.search(text, max(floor, first - 2), first)):
        return False
    if site.alone:
        if text[start - 1 : start] in ("级", "类"):
            return False
        first, core, level, masked = _further(site)
        if collective(text, first, floor):
            return False
        if first == core and not bare:
            return None if anchor.township else False
    rule = "organ-level" if level else "organ-place" if first < core else f"{anchor.role}-bare"
    owner = with_owner(text, first, floor)
    return named(text, anchor, owner, core, site.end, level=level, masked=masked, rule=rule)


def _wants_more(site: Site) -> bool:
    """Whether a word that is no name alone may be one with the words before it: 第二|中级人民法院, 知识产权纠纷|人民调解委员会."""
    anchor = site.anchor
    return (
        anchor.word == "办公室"
        or (anchor.role == "organ" and anchor.kind == "other")
        or _ORDINAL.search(site.text, max(site.floor, site.start - 3), site.start) is not None
    )


def _joint(site: Site) -> bool:
    """Whether an office deals with two things, which makes a name of any last word: 法制与社会消防|工作处."""
    anchor = site.anchor
    if anchor.role != "part" or not site.alone or anchor.word[-1] not in "科处股室":
        return False
    domain = _DOMAIN.search(site.text, max(site.floor, site.start - 16), site.start)
    return domain is not None and not _JOINERS.isdisjoint(domain[0][1:-1])


def _further(site: Site) -> tuple[int, int, str, bool]:
    """Where a name without a place right before its word begins: first character, core, level, whether it is masked.

    Between place and word may stand what an office deals with, a number, or more of a name that is in no table:
    市|生态环境保护|综合行政执法总队, 区住房和城市|建设局.
    """
    text, words, anchor, start, floor = site.text, site.words, site.anchor, site.start, site.floor
    pattern = _DOMAIN if anchor.role == "part" else _ORDINAL
    match = pattern.search(text, max(floor, start - 16), start)
    core = match.start() if match is not None else start
    while core < start and text[core] in _JOINERS:
        core += 1
    if core == start and anchor.role == "part" and anchor.word.endswith("队"):  # 嘉积|执法大队
        run = words.run_before(text, start, 5, floor)
        if 2 <= start - run <= 3 and text[run] not in LEVELS and not _OPENING.search(text, run, start):
            return run, start, "", False
    if core < start:
        first, level, masked = head(text, words, core, floor)
        if first < core or not anchor.word.endswith("队"):
            return first, core, level, masked
        wider = subject(text, words, start, floor)  # 县|海洋与渔业|执法大队
        return (*wider, False) if wider[0] < wider[1] else (first, core, level, masked)
    unit = anchor.role == "part" and (anchor.word.endswith(("队", "中心")) or anchor.word == "办公室")
    if (anchor.role == "organ" or unit) and start > floor and "\u4e00" <= text[start - 1] <= "\u9fff":
        first, core, level = subject(text, words, start, floor)
        if first < core:
            return first, core, level, False
    return start, start, "", False
