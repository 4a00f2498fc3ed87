"""Full names of bodies with a proper name: schools and institutions, zones, townships and what belongs to them."""

from __future__ import annotations

import re

from kg.extract.name_parts import Name
from kg.link import places
from kg.link.places import Place
from kg.link.templates import as_called, party
from kg.records import ReportFacts

#: Words of schools and institutes whose full name begins as it stands; the others' with the province: 重庆大学, 第一中学.
_FREE_SCHOOLS = ("大学", "学院", "出版社", "检察分院")
_STREET = re.compile(r"街(?=党工委|办事处|综合)")  # 黄石街|党工委


def proper(parsed: Name, surface: str, place: Place | None, home: Place | None, year: int | None) -> str | None:
    """A body with a proper name: as it stands, or with the report's place where it stands with a level only."""
    if parsed.level:
        rest = surface[parsed.core :] if parsed.core > parsed.start else surface
        return f"{as_called(place, parsed.level)}{rest.removeprefix(parsed.level)}" if place is not None else None
    own = surface[parsed.start :]
    if parsed.anchor.kind == "public_institution" and not parsed.anchor.word.endswith(_FREE_SCHOOLS):
        head, length = places.beginning(own, home, year)
        if head is not None:
            return head.path + own[length:]
    return own if len(own) > len(parsed.anchor.word) + 1 and parsed.anchor.kind != "government" else None


def of_province(parsed: Name, name: str, place: Place | None) -> bool:
    """Whether an institution is what a province has in one of its cities: 江苏省|盐城|环境监测中心, not 江苏省盐城市…."""
    upper = places.above(place, None) if place is not None and parsed.anchor.kind == "public_institution" else None
    return upper is not None and upper.level == "province" and name.startswith(upper.path)


def zone(parsed: Name, surface: str, place: Place | None, home: Place | None, facts: ReportFacts) -> str | None:
    """Full name of a zone's committee: 经开区管委会."""
    core = surface[parsed.core : parsed.core_end].replace("管委会", "管理委员会")
    if parsed.rule == "zone-proper":  # 空港新城管委会 in a zone's own report
        inside = home is not None and home.level == "zone"
        return f"{home.path}{surface[parsed.start : parsed.core]}{core}" if inside and home is not None else None
    if parsed.level.startswith("中国"):  # 中国（浙江）自由贸易试验区
        return parsed.level + core
    named = parsed.head > parsed.start or parsed.level
    of = place if named else home if home is not None and home.level == "zone" else None
    if of is None:
        return None
    if facts.agency is not None and facts.agency.startswith(of.path) and facts.agency.endswith("管理委员会"):
        return facts.agency
    return of.path + core


def township(parsed: Name, place: Place | None, home: Place | None, facts: ReportFacts, core: str) -> str | None:
    """A township's body below its county: 花溪街道办 in 巴南区 is 重庆市巴南区花溪街道办事处."""
    if home is None and parsed.head == parsed.start:
        return None
    if facts.agency is not None and parsed.head == parsed.start and facts.agency.endswith(core):
        return facts.agency  # the report's own, by the longer of its two official names
    core = _STREET.sub("街道", core)
    town = re.match(r"(.{1,7}?(?:街道|镇|民族乡|乡|苏木|地区))(?=.)", core)
    if town is None or core.startswith(("镇", "乡", "街道")):
        if home is None or home.level != "township":
            return None
        town_path, rest = home.path, re.sub(r"^(?:街道|镇|乡)", "", core)
    else:
        county = places.county_of(place) if place is not None else None
        if county is None:
            return None
        town_path, rest = places.township(county, town[1]).path, core[town.end() :]
    rest = {
        "办": "办事处",
        "政府": "人民政府",
        "党委": "党委",
        "人大": "人民代表大会",
        "人大主席团": "人民代表大会主席团",
    }.get(rest, rest)
    if rest in ("党委", "党工委"):
        return party(Place(town_path, None, "township"))
    return town_path + rest
