"""The reporting agency's function, and the organs above it that share it: 市局, 省厅, 总局."""

from __future__ import annotations

from kg.catalogue import organs
from kg.link.places import Place
from kg.link.reading import parse
from kg.link.templates import fill
from kg.records import ReportFacts


def own_function(facts: ReportFacts) -> str | None:
    """Function of the reporting agency."""
    parsed = parse(facts.agency) if facts.agency else None
    if parsed is None or facts.agency is None:
        return None
    organ = organs.load().named(facts.agency[parsed.core : parsed.core_end])
    return organ.function if organ is not None else organs.load().function_of(facts.agency[parsed.core :])


def own_police(place: Place, facts: ReportFacts) -> bool:
    """Whether the reporting agency is the police of a place."""
    agency = facts.agency or ""
    police = agency.endswith(("公安局", "公安厅", "分局")) and own_function(facts) == "public-security"
    return police and place.path == facts.division


def police_of(place: Place, facts: ReportFacts) -> str:
    """The police of a place as the report names it: 广东省公安厅, 重庆市公安局, 重庆市公安局巴南区分局 in its own report."""
    if own_police(place, facts) and facts.agency is not None:
        return facts.agency
    table = organs.load()
    department = place.level == "province" and not place.path.endswith("市")
    organ = table.named("公安厅" if department else "公安局", place.level, facts.report_year)
    assert organ is not None  # both stand in the table
    return fill(organ, place, organ.name)


def same_function(word: str, place: Place | None, facts: ReportFacts) -> str | None:
    """市局, 省厅, 总局: the organ of the reporting agency's function at that level."""
    agency = facts.agency
    parsed = parse(agency) if agency else None
    if agency is None or parsed is None:
        return None
    table = organs.load()
    own = own_function(facts)
    if own is None or own in ("general-government", "party-committee", "township"):
        return None
    if own == "taxation" and agency.startswith("国家税务总局") and place is not None and place.path != facts.division:
        return f"国家税务总局{place.path}税务局"
    if word in ("总局", "总署", "国家局"):
        found = [o for o in table.all if o.national and o.function == own and o.name.endswith(word[-1])]
        found = [o for o in found if facts.report_year is None or o.valid_from <= facts.report_year <= o.valid_to]
        return found[0].template if found else None
    if place is None:
        return None
    if place.path == facts.division:
        return agency
    year = facts.report_year
    core = agency[parsed.core : parsed.core_end]
    organ = table.named(core, place.level, year)
    if own == "public-security":
        organ = table.named("公安厅" if word.endswith("厅") else "公安局")
    elif organ is None or organ.national or not organ.name.endswith(word[-1]):
        level = "prefecture" if word.endswith("局") and place.level == "province" else place.level
        organ = table.of_function(own, level, year)
    if organ is None or not organ.name.endswith(word[-1]):
        return f"{place.path}{core}" if core.endswith(word[-1]) else None
    return fill(organ, place, organ.name)
