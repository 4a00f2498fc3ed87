"""The grammar of one name: what stands before the word that it ends in makes it a name, or a sort of bodies, or nothing.

Each rule below looks at one kind of ending; the table at the end says for which words it is asked, in which order. The
first that knows the case decides: with the name, or with ``False`` where the words name no body.

    中共重庆市|巴南区委员会   committee      市局, 区委          whole      中央第五|生态环境保护督察组   central
    高新|公安分局             police_branch  盛泽|分局           branch     三峡坝区|人民法院             court
    区|司法局, 河东区|应急管理局, 市|生态环境保护|综合行政执法总队   organ     东渡|海关   customs
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from kg.catalogue import owners
from kg.catalogue.wordlists import pattern
from kg.extract import organ_names
from kg.extract.localities import customs_house, locality, unit_name
from kg.extract.name_parts import NO_LEVEL, Name, collective, head, masked_start, named, with_owner
from kg.extract.name_sites import Rule, Site
from kg.extract.names import MASKS, Anchor, Lexicon
from kg.extract.nested import inside
from kg.extract.organisations import REACH
from kg.extract.proper_names import proper

_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff](?<![由经向在和及])$")
#: Of a region (地区), without a place only where nothing else stands before: not 各地委, 当地委.
_OF_REGION = ("地委", "地委办", "地委办公室", "行署")
_CENTRAL = re.compile(r"中央(?:第[一二三四五六七八九十]{1,2})?$")  # 中央第五|生态环境保护督察组
#: Units of a township that are named without it, and what says nothing of what they do.
_TOWNS, _OF_STATE = ("镇", "乡", "街道"), ("government", "public_institution", "judicial")
_ANY_UNIT = ("服务", "工作", "管理", "办事", "检测", "监督", "研究")
_NATIONAL_HALLS = ("博物馆", "图书馆", "档案馆")
_NATION = re.compile(r"(?:中国|中华全国|全国|首都|国家)$")  # 中国|法学会, 中华全国|总工会
#: Districts of their own that stand in no table of divisions, before 人民法院 and 人民检察院.
_OWN_DISTRICT = re.compile(r"(?:坝|矿|林|垦|油田|试验|开发|示范|合作|新|保税|工业园)区$")


def name(
    text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int, previous: Name | None
) -> Name | None:
    """The name that the anchor at ``start`` is the last word of, or None where it is no name."""
    if previous is not None and (joined := inside(text, words, anchor, start, end, previous)) is not None:
        return joined
    role = anchor.role
    if role == "national":
        return named(text, anchor, start, start, end, rule="national")
    if role == "committee-name":
        return _committee(text, words, anchor, start, end, floor)
    first, level, masked = head(text, words, start, floor)
    site = Site(text, words, anchor, start, end, floor, previous, first, level, masked)
    for rule in _rules(anchor):
        found = rule(site)
        if found is not None:
            return found or None
    return None


@cache
def _committees() -> re.Pattern[str]:
    """Whose committees are named with the place after them."""
    return re.compile("|".join(owners.of("party", "league", "conference")))


def _committee(text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int) -> Name | None:
    """中共重庆市巴南区委员会: a committee by its full name; the level is the beginning of the word."""
    core = end - (5 if anchor.word.endswith("工作委员会") else 3)
    first = core
    if start > floor and text[start - 1] in MASKS:
        first = masked_start(text, words, core, floor)
    else:
        first = words.run_before(text, core, 30, floor)
    openings = list(_committees().finditer(text, max(floor, first - 12), core))
    if not openings or openings[-1].end() < first:
        return None
    return named(text, anchor, openings[-1].start(), core, end, rule="committee-name")


def _whole(site: Site) -> Name | Literal[False]:
    """区委, 市局, 省厅; the level is the first character of the word, so 巴南|区委 names 巴南区."""
    text, words, anchor, start, end, floor = site.text, site.words, site.anchor, site.start, site.end, site.floor
    level = anchor.word[:3] if anchor.word.startswith("自治区") else anchor.word.lstrip("团")[0]
    core = start if anchor.word.startswith("团") else start + len(level)
    place = words.chain_before(text, core, floor)
    if core > start and place < start:
        return named(text, anchor, with_owner(text, place, floor), core, end, masked=site.masked, rule="place-whole")
    if site.masked:
        return named(text, anchor, with_owner(text, site.first, floor), core, end, masked=True, rule="whole")
    if start > floor and (text[start - 1] in NO_LEVEL.get(level, "") or text[start - 1] == "等"):  # …气象局等|县局
        return False
    return named(text, anchor, with_owner(text, start, floor), start, end, level=level, rule="whole")


def _central(site: Site) -> Name | None:
    """中央第五|生态环境保护督察组."""
    centre = _CENTRAL.search(site.text, site.floor, site.start)
    return site.named(centre.start(), "organ-nation") if centre is not None else None


def _national_body(site: Site) -> Name | None:
    """中国|法学会, 国家|图书馆."""
    if not site.alone:
        return None
    nation = _NATION.search(site.text, site.floor, site.start)
    return site.named(nation.start(), "organ-nation") if nation is not None else None


def _party(site: Site) -> Name | None:
    """The bare 党工委 of the street or zone that reports; not 党工委|理论学习中心组. 街道|党工委 is read elsewhere."""
    if not site.alone or pattern("name_words.tsv", "amid-party").match(site.text, site.end):
        return None
    if _HAN_BEFORE.search(site.text, site.floor, site.start):
        return None
    return site.named(site.start, "township-bare")


def _township_body(site: Site) -> Name | None:
    """The bare 便民服务中心 of the township that reports."""
    if not site.alone or site.run(4) < site.start or collective(site.text, site.start, site.floor):
        return None
    return site.named(site.start, "township-bare")


def _township_unit(site: Site) -> Name | None:
    """镇|财政所, 街道|市场监管所: a unit of the township that reports; not 镇|服务站, which says nothing of what it does."""
    fits = site.level in _TOWNS and site.anchor.role in ("run", "school", "centre") and len(site.anchor.word) > 2
    if not fits or site.anchor.kind not in _OF_STATE or site.anchor.word.startswith(_ANY_UNIT):
        return None
    if collective(site.text, site.first, site.floor):
        return None
    return named(site.text, site.anchor, site.first, site.start, site.end, level=site.level, rule="organ-level")


def _police_branch(site: Site) -> Name | Literal[False] | None:
    """高新|公安分局, 机场|公安分局; 涉案|公安分局 is none, the bare word that of the place."""
    if not site.alone or (run := site.run(4)) == site.start:
        return None
    return site.named(run, "proper", core=site.start) if unit_name(site.words, site.text[run : site.start]) else False


def _branch(site: Site) -> Name | None:
    """盛泽|分局, 城区|分局: a branch of the agency that reports, called after a township or a part of the town; 公安高新|分局."""
    if not site.alone:
        return None
    if (
        field := pattern("name_words.tsv", "domain", after="+$").search(
            site.text, max(site.floor, site.start - 10), site.start
        )
    ) is not None:
        core = field.start()
        first, level, masked = head(site.text, site.words, core, site.floor)
        if first < core and not collective(site.text, first, site.floor):  # 高新区|市场监管|分局
            return named(site.text, site.anchor, first, core, site.end, level=level, masked=masked, rule="tail")
        run = site.words.run_before(site.text, core, 4, site.floor)
        return site.named(run, "branch") if locality(site.text[run:core]) else None  # 城关|市场监管|分局
    run = site.run(4)
    if site.text.startswith("公安", run) and locality(site.text[run + 2 : site.start]):
        return site.named(site.words.chain_before(site.text, run, site.floor), "proper")
    return site.named(run, "branch") if locality(site.text[run : site.start]) else None


def _region(site: Site) -> Literal[False] | None:
    """地委 and 行署 are none where something else stands before: 当地委."""
    return False if site.alone and site.run(4) < site.start else None


def _court(site: Site) -> Name | None:
    """三峡坝区|人民法院: of a district that no table of divisions has."""
    if site.first < site.start - 1:
        return None
    run = site.run(10)
    fits = site.start - run >= 4 and _OWN_DISTRICT.search(site.text, run, site.start) is not None
    if not fits or collective(site.text, run, site.floor) or collective(site.text, site.start, run):
        return None
    return site.named(run, "proper", core=site.start)


def _customs(site: Site) -> Name | None:
    """东渡|海关, 重庆西永|海关; not 平安|海关."""
    if not site.alone:
        return None
    first = customs_house(site.words, site.text, site.start, site.floor)
    return site.named(first, "proper", core=site.start) if first < site.start else None


def _proper(site: Site) -> Name | None:
    """What bears a proper name before its last word: :mod:`kg.extract.proper_names`."""
    place_head = site.first, site.level, site.masked
    return proper(site.text, site.words, site.anchor, site.start, site.end, site.floor, place_head, site.previous)


_ORGANS = ("organ", "part")
#: Which words each rule is for, in the order in which the rules are asked.
_RULES: tuple[tuple[Callable[[Anchor], bool], Rule], ...] = (
    (lambda anchor: anchor.role == "whole", _whole),
    (lambda anchor: anchor.word.endswith("督察组"), _central),
    (lambda anchor: anchor.word == "党工委", _party),
    (lambda anchor: anchor.role == "organ" and anchor.kind == "other", _national_body),
    (lambda anchor: anchor.word in _NATIONAL_HALLS, _national_body),
    (lambda anchor: anchor.word == "公安分局", _police_branch),
    (lambda anchor: anchor.word == "分局", _branch),
    (lambda anchor: anchor.word in _OF_REGION, _region),
    (lambda anchor: anchor.kind == "judicial" and not anchor.bare, _court),
    (lambda anchor: anchor.role in _ORGANS, organ_names.organ),
    (lambda anchor: anchor.township, _township_body),
    (lambda anchor: anchor.word == "海关", _customs),
    (lambda anchor: anchor.role in ("run", "school", "centre"), _township_unit),
    (lambda anchor: anchor.role in REACH and anchor.role != "organ", _proper),
)


@cache
def _rules(anchor: Anchor) -> tuple[Rule, ...]:
    """The rules that are for a word of the lexicon, in order."""
    return tuple(rule for applies, rule in _RULES if applies(anchor))
