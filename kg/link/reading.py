"""What the words of a name say: how it is made, which place it is of, which organ of the table it names."""

from __future__ import annotations

from functools import lru_cache

from kg.catalogue import divisions, organs, owners
from kg.catalogue.organs import Organ
from kg.extract.agencies import scan
from kg.extract.name_parts import LEVELS, Name
from kg.link import places
from kg.link.places import Place
from kg.records import ReportFacts

#: 法院 of a province or prefecture by its full name.
_HIGHER_COURTS = {"province": "高级人民法院", "prefecture": "中级人民法院"}
_TOWNS = ("镇", "乡", "街道", "苏木")


@lru_cache(maxsize=1 << 14)
def parse(surface: str) -> Name | None:
    """How a name is made; None where the text is no name, or more than one."""
    found = scan(surface)
    return found[0] if len(found) == 1 and found[0].start == 0 and found[0].end == len(surface) else None


def without_owner(surface: str) -> str:
    """The name of a branch without the national body it belongs to: 国家税务总局|清水县税务局, 国家统计局|巴南调查队.

    The template of such a body puts the owner back.
    """
    owner = owners.at(surface, "bureau")
    return surface[len(owner) :] if len(surface) > len(owner) + 2 else surface


def chain_of(parsed: Name, surface: str) -> str:
    """The names of places in a name, without the owner before them: 巴南区 of 中共|巴南区|委员会."""
    places_named = surface[parsed.start : parsed.head]
    return places_named[len(owners.at(places_named)) :]


def place_of(parsed: Name, surface: str, facts: ReportFacts, home: Place | None) -> Place | None:
    """The place in a name: as named, as its level means it, else that of the report."""
    year = facts.report_year
    if parsed.masked or parsed.anchor.role == "national" or parsed.rule == "organ-nation":
        return None
    if parsed.head > parsed.start:
        chain = chain_of(parsed, surface)
        if chain and parsed.anchor.role == "committee-name" and chain.endswith(_TOWNS):
            return _town(chain, home, year)
        if chain and len(parsed.level) > 2:  # 巴南区|木洞镇|应急办
            county = places.named(chain, home, year)
            return places.by_level(parsed.level, county, year) if county is not None else None
        if chain:
            return places.named(chain, home, year)
    if surface.startswith("区党委") and (region := places.by_level("自治区", home, year)) is not None:
        return region
    if parsed.level:
        zone = surface[parsed.start : parsed.core]
        if len(zone) == len(parsed.level) + 1 and zone[0] in LEVELS:  # 县|高新区
            zone = parsed.level
        if len(parsed.level) > 1 and zone != parsed.level:
            return places.zone_named(zone, home, year)
        return places.by_level(parsed.level, home, year)
    if parsed.anchor.role == "whole":
        if parsed.core > parsed.start:
            return None
        return places.by_level(surface[0] if not surface.startswith("自治区") else "自治区", home, year)
    if surface.startswith(("地委", "行署", "行政公署")):
        return places.by_level("地区", home, year) or places.by_level("盟", home, year)
    if parsed.anchor.role == "organ" and surface.endswith("厅", 0, parsed.core_end) and "办公" not in surface:
        return places.by_level("省", home, year) or places.by_level("自治区", home, year)  # only they have 厅
    return home


def _town(chain: str, home: Place | None, year: int | None) -> Place | None:
    """The township of 中共|祥云县云南驿镇|委员会: in the county named before it, else in that of the report."""
    if home is not None and home.level == "township" and home.path.endswith(chain):
        return home
    for cut in range(len(chain) - 2, 1, -1):
        if chain[cut - 1] in "市区县旗" and divisions.load().split(chain[:cut]):
            county = places.named(chain[:cut], home, year)
            return places.township(county, chain[cut:]) if county is not None else None
    county = places.county_of(home) if home is not None else None
    return places.township(county, chain) if county is not None else None


def organ_of(parsed: Name, surface: str, place: Place | None, year: int | None) -> Organ | None:
    """The organ of the table that a name names, as its place's level and the year have it."""
    table = organs.load()
    core = surface[parsed.core : parsed.core_end]
    if parsed.anchor.role == "national":
        return table.named(surface[parsed.start :], "national") or table.named(core, "national")
    if parsed.anchor.role == "whole":
        if core.endswith("委"):
            return table.named("团委" if core.startswith("团") else "委", place.level if place else None)
        return table.named(core.lstrip("省市区县州旗盟")) if "委办" in core else None
    if parsed.anchor.role == "committee-name":
        prefix = surface[parsed.start : parsed.head]
        if prefix.startswith("中国人民政治协商会议"):
            return table.named("政协")
        if prefix.startswith(("共青团", "中国共产主义青年团")):
            return table.named("团委")
        return table.named("委", place.level if place else None)
    if parsed.anchor.role == "township":
        if core.endswith(("党委", "党工委")):
            return table.named("党委", "township")
        return None
    level = place.level if place is not None else None
    if level == "province" and place is not None and place.division is not None and place.division.name.endswith("市"):
        level = "prefecture" if table.named(core, "prefecture", year) else level
    found = table.named(core, level, year) or table.named(parsed.anchor.word, level, year)
    if found is not None and found.name == "人民法院" and place is not None and place.level in _HIGHER_COURTS:
        if place.division is not None and place.level == "prefecture" and not divisions.load().inside(place.division):
            return found  # 儋州市 has no districts: its court is one of first instance
        return table.named(_HIGHER_COURTS[place.level])
    return found
