"""Units of an agency that are named without it: 周庄派出所 is of the county's police, 石马河税务所 of the tax bureau that reports.

What a unit is called tells whose it is; where the reporting agency has that function the unit is its own, else it belongs to
the organ of the county that the report is about.
"""

from __future__ import annotations

import re
from functools import cache

from kg.catalogue import divisions, organs
from kg.catalogue.divisions import Division
from kg.extract.name_parts import Name
from kg.link import places
from kg.link.places import Place
from kg.records import ReportFacts
from kg.resources import rows

#: The county's organ of a function, where it is the same everywhere.
_COUNTY_ORGANS = {"court": "人民法院", "justice": "司法局", "market-regulation": "市场监督管理局", "taxation": "税务局"}
#: Units of any agency: without a word for their field they are not known by name.
_ANY = re.compile(r"(?:综合)?(?:行政)?(?:执法|监察|稽查|督察)?(?:[支大总中]队|局)|指挥中心")
#: The committees of villages and neighbourhoods: those that a township's report names lie in it.
_PEOPLE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:居民委员会|村民委员会|居委会|村委会)$")
_PEOPLE_IN_FULL = {
    "居委会": "居民委员会",
    "村委会": "村民委员会",
    "居民委员会": "居民委员会",
    "村民委员会": "村民委员会",
}
_TOWN = re.compile(r"(?:街道|镇|乡)$")
_FORCE = re.compile(r"[支大总中]队$")
#: Bureaus inside a department; in the report of a whole government they are departments of their own.
_BUREAU = re.compile(r"(?:稽查|执法|督察|监察|分)局$")
#: Squads that only an agency can have: 直属中队, 执法监察支队 (of which field is not said).
_OF_THE_AGENCY = re.compile(r"(?:直属|机动|特勤|督[察查]|执法监[察督])[支大中]队$")
_OF_THE_WHOLE = (None, "general-government", "party-committee", "township")


@cache
def _functions() -> dict[str, str]:
    """Last words of units with the function of the agency they belong to."""
    return {row["word"]: row["function"] for row in rows("unit_functions.tsv")}


def full_name(parsed: Name, surface: str, facts: ReportFacts, home: Place | None, own: str | None) -> str | None:
    """Full name of a unit with a name of its own (澄江派出所, 陈家镇司法所); None where whose it is cannot be known.

    :param own: function of the reporting agency.
    """
    known = next((f for word, f in _functions().items() if surface.endswith(word)), None)
    if home is not None and home.level == "township" and (people := _PEOPLE.search(surface)) is not None:
        return f"{home.path}{surface[parsed.start : people.start()]}{_PEOPLE_IN_FULL[people[0]]}"
    if known is None or home is None:
        return None
    unit = re.sub(r"(?<=市场)监管所$", "监督管理所", surface[parsed.start :])
    unit = re.sub(r"(?<!人民)(?<!巡回)法庭$", "人民法庭", unit)
    if unit.startswith(("镇", "乡", "街道")) or unit == "司法所":
        if home.level != "township" or home.division is None:
            return None
        county = places.county_of(home)
        town = home.path.removeprefix(county.path) if county is not None else ""
        town = _TOWN.sub("", town) if known == "justice" and len(town) > 2 else town  # 良梨镇's is 良梨司法所
        unit = town + re.sub(r"^(?:街道|镇|乡)", "", unit)
    if known == own and facts.agency is not None:
        return facts.agency + unit
    owner = _county_organ(known, home)
    return owner + unit if owner is not None else None


def _county_organ(function: str, home: Place) -> str | None:
    county = places.county_of(home)
    if county is None or county.division is None or (county.level == "prefecture" and home.level != "township"):
        return None
    if function == "public-security":
        return police(county)
    name = _COUNTY_ORGANS.get(function)
    if name is None:
        return None
    return f"国家税务总局{county.path}{name}" if function == "taxation" else county.path + name


def police(county: Place) -> str:
    """The police of a county, which of a city's district is a branch of the city's: 上海市公安局崇明分局."""
    upper = places.above(county, None)
    if county.division is not None and county.path.endswith("区") and upper is not None:
        return f"{upper.path}公安局{branch_name(county.division)}分局"
    return f"{county.path}公安局"


#: Cities whose police names its branches by the whole name of the district: 广州市公安局天河区分局.
_WHOLE_DISTRICTS = frozenset(("220100", "330100", "370100", "440100", "500000", "510100"))


def branch_name(district: Division) -> str:
    """How the police of a city names its branch in a district: 浦东 of 上海市公安局浦东分局."""
    return district.name if district.parent in _WHOLE_DISTRICTS else places.short(district)


def police_branch(name: str, home: Place | None) -> str | None:
    """Full name of the police of a zone or port, a branch of the city's: 高新|公安分局 → 安徽省合肥市公安局高新分局."""
    division = home.division if home is not None else None
    chain = [division, *divisions.load().above(division)] if division is not None else []
    city = next((d for d in chain if d.level == "prefecture" or d.code in divisions.MUNICIPALITIES), None)
    return f"{divisions.load().path(city)}公安局{name}分局" if city is not None else None


def force(core: str, facts: ReportFacts, home: Place | None, own: str | None) -> str | None:
    """Full name of a squad or the like without place and level: of the police its own, with its field the place's.

    >>> from kg.link.places import of
    >>> facts = ReportFacts("重庆市巴南区农业农村委员会", "重庆市巴南区", "500113", 2021)
    >>> force("渔政执法大队", facts, of(facts), "agriculture"), force("执法大队", facts, of(facts), "agriculture")
    ('重庆市巴南区渔政执法大队', None)
    """
    if own in ("public-security", "fire-rescue") and _FORCE.search(core):
        return (facts.agency or "") + core if facts.agency else None
    if own not in _OF_THE_WHOLE and facts.agency and (_BUREAU.search(core) or _OF_THE_AGENCY.match(core)):
        return facts.agency + core
    if _ANY.fullmatch(core) or home is None:
        return None
    return home.path + core


def branch(surface: str, place: Place | None, facts: ReportFacts, home: Place | None) -> str | None:
    """Full name of a branch that is named by its place alone: 丰润区分局, 太原检查分局; None where it is not within home.

    A name of a place elsewhere without its last word is that of a township here: 桃源|分局 in 吴江区.
    """
    table = divisions.load()
    if place is None or place.division is None or home is None or home.division is None or facts.agency is None:
        return None
    if not facts.agency.endswith("局") or place.division == home.division:
        return None
    if not table.contains(home.division, place.division) and surface.startswith(place.division.name):
        return None
    return facts.agency + surface


def abbreviates(short: str, full: str) -> bool:
    """Whether a short form can stand for a name: its characters in order, the same first and last one.

    >>> abbreviates("教体科局", "教育体育和科学技术局"), abbreviates("城管局", "城市管理和综合行政执法局")
    (True, True)
    >>> abbreviates("司法局", "财政局")
    False
    """
    if len(short) >= len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def official(core: str) -> bool:
    """Whether a name without its place is the official one of some organ, not a short form."""
    organ = organs.load().named(core)
    return organ is not None and organ.name == core
