"""Full names put together: the place, the organ's template, the bodies inside.

A :class:`~kg.extract.name_parts.Name` says how a name is made (区 | 司法局 | 行政复议科); here its level becomes a place
of the report, its short form the official name, and its offices follow: 重庆市巴南区司法局行政复议科.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.catalogue import divisions, organs
from kg.catalogue.organs import Organ
from kg.extract.agencies import scan
from kg.extract.name_parts import LEVELS, Name
from kg.link import places, units
from kg.link.places import Place
from kg.records import ReportFacts

_PREFIX = re.compile(
    r"^(?:中共|中国共产党|中国人民政治协商会议|中国共产主义青年团|共青团|中华人民共和国|国家税务总局|国家统计局)"
)
#: Bodies inside another that are no offices of the reporting agency as a matter of course: their full name is not knowable.
_LOOSE = re.compile(r"(?:[支大总中]队|指挥中心|稽查局|执法局|执法队)$")
#: 法院 of a province or prefecture by its full name.
_HIGHER_COURTS = {"province": "高级人民法院", "prefecture": "中级人民法院"}
#: Words of schools and institutes whose full name begins as it stands; the others' with the province: 重庆大学, 第一中学.
_FREE_SCHOOLS = ("大学", "学院", "出版社", "检察分院")
#: Short forms of bodies inside another that stand in no table of organs.
_SHORT_PARTS = {
    "案审委": "案件审理委员会",
    "常委会": "常务委员会",
    "编办": "机构编制委员会办公室",
    "交警大队": "交通警察大队",
    "交警支队": "交通警察支队",
    "交警总队": "交通警察总队",
}

_TRAFFIC_POLICE = ("交警大队", "交警支队", "交警总队")


@lru_cache(maxsize=65536)
def parse(surface: str) -> Name | None:
    """How a name is made; None where the text is no name, or more than one."""
    found = scan(surface)
    return found[0] if len(found) == 1 and found[0].start == 0 and found[0].end == len(surface) else None


def place_of(parsed: Name, surface: str, facts: ReportFacts, home: Place | None) -> Place | None:
    """The place in a name: as named, as its level means it, else that of the report."""
    year = facts.report_year
    if parsed.masked or parsed.anchor.role == "national" or parsed.rule == "organ-nation":
        return None
    if parsed.head > parsed.start:
        chain = _PREFIX.sub("", surface[parsed.start : parsed.head])
        if chain:
            return places.named(chain, home, year)
    if surface.startswith("区党委") and (region := places.by_level("自治区", home, year)) is not None:
        return region
    if parsed.level:
        zone = surface[parsed.start : parsed.core]
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


def outer_name(
    parsed: Name, surface: str, place: Place | None, organ: Organ | None, facts: ReportFacts, home: Place | None
) -> str | None:
    """Full name of the outermost body of a name."""
    role = parsed.anchor.role
    core = surface[parsed.core : parsed.core_end]
    if parsed.masked:
        return None
    if parsed.rule == "organ-nation":
        return surface[parsed.start : parsed.core_end]
    if len(surface) > 2 and facts.agency is not None and facts.agency.endswith(surface) and not parsed.parts:
        return facts.agency  # 金州分局 of 大连市公安局金州分局
    if role == "national":
        return organ.template if organ is not None else None
    if surface.startswith("中国民用航空"):
        return surface
    if surface.startswith("人行") and role == "place-company":  # 人行重庆营管部
        return f"中国人民银行{surface[2 : parsed.core_end]}"
    if role in ("company", "place-company"):
        return surface[parsed.start : parsed.core_end]
    if (
        role == "run"
        and not parsed.parts
        and (unit := units.full_name(parsed, surface, facts, home, own_function(facts)))
    ):
        return unit
    if parsed.anchor.word == "公安分局" and parsed.rule == "proper":
        return units.police_branch(surface[parsed.start : parsed.core], home)
    if parsed.anchor.word == "海关" and parsed.rule == "proper":
        return f"中华人民共和国{surface[parsed.start : parsed.core_end]}"
    if role == "run" and not parsed.level and core.endswith("队") and own_function(facts) == "public-security":
        return units.force(surface[parsed.start : parsed.core_end], facts, home, "public-security")
    if role in ("school", "run"):
        return _proper(parsed, surface, place, home, facts.report_year)
    if role == "whole" and core[-1] in "局厅署" and "委办" not in core:
        return same_function(core, place, facts)
    if role == "whole" and core[-1] == "司":
        return None
    if parsed.rule == "township-bare" and core == "党工委":
        return party(home) if home is not None and home.level in ("township", "zone") else None
    if parsed.head == parsed.start and not parsed.level and role in ("part", "group", "committee"):
        if _LOOSE.search(core):
            return units.force(_SHORT_PARTS.get(core, core), facts, home, own_function(facts))
        if facts.agency is None or "、" in facts.agency:
            return None
        core = core[1:] if core[0] in "局委厅" and core[0] == facts.agency[-1] else core
        return facts.agency + _SHORT_PARTS.get(core, core)
    if role == "part" and not parsed.level and place is None and parsed.rule == "organ-place" and _LOOSE.search(core):
        return (
            facts.agency + surface[parsed.start : parsed.core_end] if facts.agency is not None else None
        )  # 嘉积|执法大队
    if (
        core.endswith("分局")
        and len(core) <= 4
        and parsed.head > parsed.start
        and not parsed.parts
        and (branch := units.branch(surface, place, facts, home)) is not None
    ):
        return branch
    if role == "zone":
        return _zone(parsed, surface, place, home, facts)
    if role == "township":
        if (unit := units.full_name(parsed, surface, facts, home, own_function(facts))) is not None:
            return unit
        return _township(parsed, place, home, facts, core)
    if place is None:
        return None
    police = organ is not None and organ.function == "public-security" and core in ("公安局", "公安分局")
    if (
        police
        and place.path == facts.division
        and facts.agency is not None
        and facts.agency.endswith(("公安局", "分局"))
        and own_function(facts) == "public-security"
    ):
        return facts.agency  # a district's police is 区公安局 in talk and a branch by name
    if core == "生态环境局" and parsed.head > parsed.start and place.level == "county" and place.division is not None:
        upper = places.above(place, None)
        if upper is not None and surface[parsed.head - 1] not in LEVELS:  # the city's branches: 泉州市鲤城生态环境局
            return f"{upper.path}{places.short(place.division)}{core}"
    if core in _TRAFFIC_POLICE:
        return f"{place.path}公安局{_SHORT_PARTS[core]}"
    if core in ("公证处", "仲裁委员会") and parsed.head > parsed.start and surface[parsed.head - 1] not in LEVELS:
        return surface  # 重庆两江公证处
    if organ is not None and organ.name and role in ("organ", "part", "whole", "tail", "committee-name"):
        if core in (organ.name, *organ.forms) or role in ("whole", "committee-name") or core in ("法院", "人民法院"):
            return fill(organ, place, organ.name)
        return f"{place.path}{core}"
    return f"{place.path}{core}"


def fill(organ: Organ, place: Place, rest: str) -> str:
    """The template of an organ filled for a place."""
    if not organ.template:
        return f"{place.path}{organ.name}"
    upper = places.above(place, None)
    district = place.path
    if place.division is not None:
        police = "公安局" in organ.template
        district = units.branch_name(place.division) if police else places.short(place.division)
    values = {
        "{place}": place.path,
        "{party}": party(place),
        "{government}": government(place),
        "{zone}": place.path,
        "{parent}": upper.path if upper is not None else "",
        "{short}": district,
        "{own}": place.division.name if place.division is not None else place.path,
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


def _proper(parsed: Name, surface: str, place: Place | None, home: Place | None, year: int | None) -> str | None:
    """A body with a proper name: as it stands, or with the report's place where it stands with a level only."""
    if parsed.level:
        rest = surface[parsed.core :] if parsed.core > parsed.start else surface
        return f"{place.path}{rest.removeprefix(parsed.level)}" if place is not None else None
    own = surface[parsed.start :]
    if parsed.anchor.kind == "public_institution" and not parsed.anchor.word.endswith(_FREE_SCHOOLS):
        head, length = places.beginning(own, home, year)
        if head is not None:
            return head.path + own[length:]
    return own if len(own) > len(parsed.anchor.word) + 1 and parsed.anchor.kind != "government" else None


def _zone(parsed: Name, surface: str, place: Place | None, home: Place | None, facts: ReportFacts) -> str | None:
    core = surface[parsed.core : parsed.core_end].replace("管委会", "管理委员会")
    if parsed.rule == "zone-proper":  # 空港新城管委会 in a zone's own report
        inside = home is not None and home.level == "zone"
        return f"{home.path}{surface[parsed.start : parsed.core]}{core}" if inside and home is not None else None
    named = parsed.head > parsed.start or parsed.level
    of = place if named else home if home is not None and home.level == "zone" else None
    if of is None:
        return None
    if facts.agency is not None and facts.agency.startswith(of.path) and facts.agency.endswith("管理委员会"):
        return facts.agency
    return of.path + core


def _township(parsed: Name, place: Place | None, home: Place | None, facts: ReportFacts, core: str) -> str | None:
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
    rest = {"办": "办事处", "政府": "人民政府", "党委": "党委", "人大": "人民代表大会"}.get(rest, rest)
    if rest in ("党委", "党工委"):
        return party(Place(town_path, None, "township"))
    return town_path + rest


_STREET = re.compile(r"街(?=党工委|办事处|综合)")  # 黄石街|党工委


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
    if word in ("总局", "总署"):
        found = [o for o in table.all if o.national and o.function == own and o.name.endswith(word)]
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


def own_function(facts: ReportFacts) -> str | None:
    """Function of the reporting agency."""
    parsed = parse(facts.agency) if facts.agency else None
    if parsed is None or facts.agency is None:
        return None
    organ = organs.load().named(facts.agency[parsed.core : parsed.core_end])
    return organ.function if organ is not None else organs.load().function_of(facts.agency[parsed.core :])


def with_parts(base: str | None, parsed: Name, surface: str) -> str | None:
    """The full name of the innermost body: 区委 + 编办, 公安局 + 浦东分局."""
    if base is None or not parsed.parts:
        return base
    full = base
    for start, end in zip(parsed.parts, (*parsed.parts[1:], len(surface)), strict=True):
        part = surface[start:end]
        organ = organs.load().named(part)
        if surface[: parsed.core_end].endswith("委"):  # 市委|金融办 is the office of its own committee
            known = organs.load().forms().get(part, ())
            organ = next((o for o in known if o.template.startswith("{party}")), organ)
        if part in ("党委", "党工委"):
            full = f"中国共产党{full}委员会"
        elif part in ("党组", "党支部", "党总支"):
            full = f"中国共产党{full}{part}"
        elif part == "委员会" and surface.startswith(("中共", "中国共产党")):
            full = f"中国共产党{full}委员会"
        elif part == "机关党委":
            full = f"中国共产党{full}机关委员会"
        elif organ is not None and organ.template.startswith("{party}"):
            full += organ.template.removeprefix("{party}")
        elif (
            organ is not None
            and parsed.anchor.word.endswith(("政府", "管委会", "管理委员会"))
            and organ.name not in ("办公室",)
        ):
            # departments of a government bear the place's name: 区政府金融办 is 巴南区金融工作办公室
            place = re.sub(r"(?:人民政府|管理委员会)$", "", full)
            full = place + organ.name if not organ.template else full + organ.name
        else:
            full += _SHORT_PARTS.get(part, part)
    return full
