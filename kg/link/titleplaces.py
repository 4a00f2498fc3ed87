"""The place that a title begins with: 天津市河东区…预案, 万盛经开区…办法."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.catalogue import townships
from kg.catalogue.divisions import Division, load
from kg.link.places import Place

_LONGEST = 16
#: Special economic zones legislate under the zone's name: 《深圳经济特区社会建设条例》.
_SPECIAL_ZONE = re.compile(
    r"(?P<name>深圳|珠海|汕头|厦门|海南|喀什|上海|浙江|广东|天津|重庆)[市省]?(?:经济特区|自由贸易港|自由贸易试验区)"
)
_ENDS = frozenset("省市区县州盟旗团镇乡")
#: Provinces are also named without their last word: 《重庆市…》, 《重庆…》; other short forms are too often plain words.
_PROVINCE_LEVEL = "province"


@dataclass(frozen=True, slots=True)
class Leading:
    """The division and where its name ends in the title; ``level`` is known even where several places share the name."""

    division: Division | None
    path: str | None
    level: str
    end: int


@lru_cache(maxsize=1 << 13)
def leading(title: str, home: Place | None, year: int | None) -> Leading | None:
    """The place at the beginning of ``title``; of places with one name, the one in or around ``home``.

    >>> leading("重庆市安全生产条例", None, 2021).path
    '重庆市'
    """
    table = load()
    special = _SPECIAL_ZONE.match(title)
    if special is not None and (found := table.resolve([special["name"]], year)):
        return Leading(found[0], table.path(found[0], year), found[0].level, special.end())
    names: list[str] = []
    position = 0
    while position < len(title):
        name = _name(title, position, first=not names)
        if name is None:
            break
        names.append(name)
        position += len(name)
    while names:
        found = table.resolve(names, year) or table.resolve(names)
        if found:
            division = _nearest(found, home, year)
            path = table.path(division, year) if division else None
            return Leading(division, path, found[0].level if not division else division.level, sum(map(len, names)))
        names.pop()
    return None


_TOWN = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡)(?=.)")


@lru_cache(maxsize=1 << 12)
def of_township(title: str) -> bool:
    """Whether ``title`` begins with a township or subdistrict, of whatever county: 木洞镇|河道保洁管理办法."""
    town = _TOWN.match(title)
    return town is not None and bool(townships.load().counties(town[0]))


def _name(title: str, position: int, *, first: bool) -> str | None:
    """The longest name of a division at ``position``."""
    table = load()
    for length in range(min(_LONGEST, len(title) - position), 1, -1):
        name = title[position : position + length]
        if not table.known(name):
            continue
        if name[-1] in _ENDS and length > 2:
            return name
        level = table.named(name)[0].level
        if level == "zone" and length > 3:
            return name
        if name[-1] in _ENDS and first and level in ("county", "prefecture") and name[-1] != "区":
            return name
        if level == _PROVINCE_LEVEL and first:
            return name
    return None


def _nearest(found: tuple[Division, ...], home: Place | None, year: int | None) -> Division | None:
    """The one of several places that is the report's own, above it, below it, or in its province."""
    if len(found) == 1:
        return found[0]
    if home is None or home.division is None:
        top = [d for d in found if d.level == "province"]
        return top[0] if top else None
    table = load()
    chain = [home.division, *table.above(home.division, year)]
    for division in found:
        if any(division.code == above.code for above in chain):
            return division
    for outer in chain:
        inside = [d for d in found if table.contains(outer, d)]
        if len(inside) == 1:
            return inside[0]
    return None
