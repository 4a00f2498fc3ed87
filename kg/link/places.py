"""Places as a report speaks of them: 区 is its own district, 市 the city above, 经开区 its zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.catalogue import townships
from kg.catalogue.divisions import Division, load
from kg.records import ReportFacts


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its full name; ``division`` is the nearest one of the table (of a township its county)."""

    path: str
    division: Division | None
    level: str

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.division.name if self.division is not None and self.path.endswith(self.division.name) else self.path


@lru_cache(maxsize=4096)
def own(path: str | None, code: str | None, year: int | None) -> Place | None:
    """The place a report is about, by the full name and code in its facts."""
    if path is None:
        return None
    table = load()
    division = table.by_code(code, year) if code else None
    if division is None or table.path(division, year) != path:
        division = table.by_path(path, year) or division
    if division is not None:
        return Place(table.path(division, year), division, division.level)
    # A township, or a zone that stands in no table: the longest part of the path that is a county or zone.
    for end in range(len(path) - 1, 3, -1):
        division = table.by_path(path[:end], year)
        if division is not None and division.level in ("county", "zone", "prefecture"):
            return Place(path, division, "zone" if _ZONE.search(path, end) else "township")
    return Place(path, None, "zone") if re.search(r"[区园城港]$", path) else None


_ZONE = re.compile(
    r"(?:新区|开发区|高新区|经开区|示范区|园区|工业区|保税区|试验区|实验区|度假区|合作区|管理区|新城|产业园|科学城|港区)$"
)


def of(facts: ReportFacts) -> Place | None:
    """The place of the report with these facts."""
    return own(facts.division, facts.division_code, facts.report_year)


def by_level(level: str, home: Place | None, year: int | None) -> Place | None:
    """The place that a level (省市区县…) or a kind of zone (经开区) without a name means in a report of ``home``.

    None where the report is of another level than the word needs (区 in a report of a city).
    """
    if home is None:
        return None
    table = load()
    if home.division is None:
        return home if level == "区" or home.path.endswith(level) else None
    chain = [home.division, *table.above(home.division, year)]
    if len(level) > 2 and level.endswith("街"):  # 石牌街 for 石牌街道
        level += "道"
    if level.endswith(("镇", "乡", "街道")):
        if home.level == "township" and home.path.endswith(level):
            return home
        county = county_of(home) if len(level) > 2 and level != "街道" else None
        return township(county, level) if county is not None else None
    if len(level) > 1 and level not in ("自治区", "地区", "自治州", "自治县", "自治旗"):
        return _zone(level, home, chain, year)
    if level == "区" and home.level == "zone":
        return home
    for division in chain:
        if _is(division, level):
            return Place(table.path(division, year), division, division.level)
    return None


def _is(division: Division, level: str) -> bool:
    if level == "区":
        return division.name.endswith("区") and division.level in ("county", "zone")
    if level == "自治区":
        return division.name.endswith("自治区")
    return division.name.endswith(level)


def _zone(kind: str, home: Place, chain: list[Division], year: int | None) -> Place | None:
    table = load()
    if home.level == "zone":
        return home
    city = next((d for d in chain if d.level == "prefecture" or d.level == "province"), None)
    if city is None:
        return None
    kinds = {kind}
    found = [
        zone
        for zone in table.rows
        if zone.level == "zone"
        and zone.parent == city.code
        and any(f.endswith(tuple(kinds)) for f in (zone.name, *zone.aliases))
    ]
    return Place(table.path(found[0], year), found[0], "zone") if len(found) == 1 else None


def zone_named(name: str, home: Place | None, year: int | None) -> Place | None:
    """The zone of this name that stands in no table: that of the report, or one of the city its name begins with."""
    if home is not None and home.level == "zone" and home.path.endswith(name):
        return home
    city, length = beginning(name, home, year)
    if city is None or city.level not in ("prefecture", "county", "province"):
        return None
    rest = name[length:]
    if home is not None and home.level == "zone" and home.path == city.path + rest:
        return home
    return named(name, home, year) or Place(city.path + rest, None, "zone")


def named(chain: str, home: Place | None, year: int | None) -> Place | None:
    """The place that a chain of names means; where several fit, the one in or nearest to ``home``."""
    table = load()
    found = table.resolve(table.split(chain), year)
    if len(found) > 1 and home is not None and home.division is not None:
        for above in [home.division, *table.above(home.division, year)]:
            near = tuple(d for d in found if d.code == above.code) or tuple(
                d for d in found if table.contains(above, d)
            )
            if near:
                found = near
                break
    outer = tuple(d for d in found if any(table.contains(d, other) for other in found))
    return only(outer or found, year)  # 南昌 is the city before its county of that name


def only(found: tuple[Division, ...], year: int | None) -> Place | None:
    """The place of the one division there is; None where there are several."""
    return Place(load().path(found[0], year), found[0], found[0].level) if len(found) == 1 else None


def township(county: Place, name: str) -> Place:
    """The township or subdistrict ``name`` of a county, by its official name (德旺乡 → 德旺土家族苗族乡)."""
    if name.endswith("乡") and county.division is not None:
        name = townships.load().official(name, county.division.code)
    return Place(county.path + name, county.division, "township")


def beginning(name: str, home: Place | None, year: int | None) -> tuple[Place | None, int]:
    """The place that a name begins with, and the length of its part of the name: 海东市|第一中学, 凤凰北街街道|服务站.

    A place without its last word (重庆|…) is none: it may be part of the name proper.
    """
    for length in range(min(18, len(name) - 2), 2, -1):
        if name[length - 1] in "省市区县旗州盟" and load().split(name[:length]):
            return named(name[:length], home, year), length
    town = re.match(r"[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡)(?=.{3})", name)
    county = county_of(home) if town is not None and home is not None else None
    if town is not None and county is not None and len(town[0]) > 2 and townships.load().counties(town[0]):
        return township(county, town[0]), len(town[0])
    return None, 0


def above(place: Place, year: int | None) -> Place | None:
    """The place right above."""
    if place.division is None:
        return None
    if place.level == "township" or (place.level == "zone" and not place.path.endswith(place.division.name)):
        return Place(load().path(place.division, year), place.division, place.division.level)
    chain = load().above(place.division, year)
    return Place(load().path(chain[0], year), chain[0], chain[0].level) if chain else None


def near(place: Place | None, home: Place | None) -> bool:
    """Whether two places are of one province; of unknown ones that is taken for granted."""
    if place is None or home is None:
        return True
    provinces = [load().above(p.division)[-1:] or [p.division] for p in (place, home) if p.division is not None]
    return len(provinces) < 2 or provinces[0] == provinces[1]


def short(division: Division) -> str:
    """The name without its last word: 巴南 of 巴南区; two-character names stay whole (忠县)."""
    forms = [alias for alias in division.aliases if len(alias) > 1 and division.name.startswith(alias)]
    return min(forms, key=len) if forms else division.name


def county_of(place: Place) -> Place | None:
    """The county or zone (of a city without districts: the city) that a township of ``place`` lies in."""
    if place.level == "township" and place.division is not None:
        return Place(load().path(place.division), place.division, place.division.level)
    return place if place.level in ("county", "zone", "prefecture") else None
