"""Templates of full names, filled for a place: {parent}公安局{short}分局 is 上海市公安局浦东分局."""

from __future__ import annotations

from kg.catalogue.organs import Organ
from kg.link import places, units
from kg.link.places import Place


def fill(organ: Organ, place: Place, rest: str) -> str:
    """The template of an organ filled for a place."""
    if not organ.template:
        return f"{place.path}{organ.name}"
    upper = places.above(place, None)
    district = place.path
    if place.division is not None:
        police = "公安局" in organ.template
        district = units.branch_name(place.division) if police else places.short(place.division)
    name = place.division.name if place.division is not None else place.path
    values = {
        "{place}": place.path,
        "{party}": party(place),
        "{government}": government(place),
        "{zone}": place.path,
        "{parent}": upper.path if upper is not None else "",
        "{short}": district,
        "{branch}": district if place.path.endswith("区") else name,
        "{own}": name,
        "{rest}": rest,
    }
    full = organ.template
    for key, value in values.items():
        full = full.replace(key, value)
    return full


def party(place: Place) -> str:
    """Full name of the party committee of a place; of zones and subdistricts a 工作委员会."""
    tail = "工作委员会" if place.level == "zone" or place.path.endswith("街道") else "委员会"
    return f"中国共产党{place.path}{tail}"


def government(place: Place) -> str:
    """Full name of the government of a place; of a zone its committee, of a subdistrict its office."""
    if place.level == "zone":
        return f"{place.path}管理委员会"
    return f"{place.path}{'办事处' if place.path.endswith('街道') else '人民政府'}"


def as_called(place: Place, level: str) -> str:
    """The path of a place in the name of a body: 南开区王顶堤街 where the body is called after 王顶堤街, not 王顶堤街道."""
    return place.path.removesuffix("道") if len(level) > 1 and place.path.endswith(f"{level}道") else place.path
