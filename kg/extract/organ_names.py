"""Organs and offices: a word of the tables with its place or level, and with what it deals with between the two.

河东区|应急管理局   区|司法局   法制科   市|生态环境保护|综合行政执法总队   天津市|第二|中级人民法院
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from kg.catalogue.wordlists import pattern
from kg.extract.localities import unit_name
from kg.extract.name_parts import Name, collective, head, named, with_owner
from kg.extract.name_sites import Site
from kg.extract.proper_names import subject

_TOWNS = ("镇", "乡", "街道", "街")
_SORT = re.compile(r"基层|上级|对口|兄弟")
#: How many there are of a sort of bodies: 执法办案中心|6个; not 执法大队|3个中队, nor the one 执法办案中心|1个.
_COUNTED = re.compile(r"\s*(?![1１一][个家所处])[\d０-９一二两三四五六七八九十]{1,4}余?[个家所处](?![\u4e00-\u9fff])")
_JOINERS = frozenset("与和")
_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,2}$")  # 天津市|第二|中级人民法院


def _domain() -> re.Pattern[str]:
    """What the office of an agency deals with, before its word: 应急|执法大队, 文化市场|执法总队, 第一|稽查局."""
    return pattern("name_words.tsv", "domain", after="+$")


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
        if (called := _called(site)) is not None:
            return called
        first, core, level, masked = _further(site)
        if collective(text, first, floor):
            return False
        if first == core and not bare:
            return None if anchor.township else False
    if first == core and _COUNTED.match(text, site.end):  # 建成执法办案中心6个
        return False
    rule = "organ-level" if level else "organ-place" if first < core else f"{anchor.role}-bare"
    found = named(text, anchor, with_owner(text, first, floor), core, site.end, level=level, masked=masked, rule=rule)
    if not anchor.kind and level:  # 街道|合法性审查|办公室: an office of a place, not of a body
        found = replace(found, kind="government")
    if len(level) > 2 and level.endswith(_TOWNS):  # 巴南区|木洞镇|应急办
        return replace(found, start=site.words.chain_before(text, first, floor), head=first)
    return found


def _wants_more(site: Site) -> bool:
    """Whether a word that is no name alone may be one with the words before it: 第二|中级人民法院, 知识产权纠纷|人民调解委员会."""
    anchor = site.anchor
    return (
        anchor.word == "办公室"
        or (anchor.word.endswith(("办", "办公室")) and site.text[site.start - 1 : site.start] in _JOINERS)
        or (anchor.role == "organ" and anchor.kind == "other")
        or _ORDINAL.search(site.text, max(site.floor, site.start - 3), site.start) is not None
    )


def _joint(site: Site) -> bool:
    """Whether an office deals with two things, which makes a name of any last word: 法制与社会消防|工作处."""
    anchor = site.anchor
    if anchor.role != "part" or not site.alone or anchor.word[-1] not in "科处股室":
        return False
    domain = _domain().search(site.text, max(site.floor, site.start - 16), site.start)
    return domain is not None and not _JOINERS.isdisjoint(domain[0][1:-1])


def _called(site: Site) -> Name | None:
    """嘉积|执法大队: a squad called after a township or a part of the town, 分局|法制大队; not 机动|执法大队."""
    if site.anchor.role != "part" or not site.anchor.word.endswith("队"):
        return None
    run = site.run(5)
    name = site.text[run : site.start]
    fits = name == "分局" or (unit_name(site.words, name) and not _domain().search(name))
    return site.named(run, "called", core=site.start) if fits else None


def _further(site: Site) -> tuple[int, int, str, bool]:
    """Where a name without a place right before its word begins: first character, core, level, whether it is masked.

    Between place and word may stand what an office deals with, a number, or more of a name that is in no table:
    市|生态环境保护|综合行政执法总队, 区住房和城市|建设局.
    """
    text, words, anchor, start, floor = site.text, site.words, site.anchor, site.start, site.floor
    subject_before = _domain() if anchor.role == "part" else _ORDINAL
    match = subject_before.search(text, max(floor, start - 16), start)
    core = match.start() if match is not None else start
    while core < start and text[core] in _JOINERS:
        core += 1
    if core < start:
        first, level, masked = head(text, words, core, floor)
        if first < core or not anchor.word.endswith(("队", "办公室")):
            return first, core, level, masked
        wider = subject(text, words, start, floor)  # 县|海洋与渔业|执法大队
        return (*wider, False) if wider[0] < wider[1] else (first, core, level, masked)
    unit = anchor.role == "part" and (anchor.word.endswith(("队", "中心", "办")) or anchor.word == "办公室")
    if (anchor.role == "organ" or unit) and start > floor and "\u4e00" <= text[start - 1] <= "\u9fff":
        first, core, level = subject(text, words, start, floor)
        if first < core:
            return first, core, level, False
    return start, start, "", False
