"""Full names put together: the place, the organ's template, the bodies inside.

A :class:`~kg.extract.name_parts.Name` says how a name is made (区 | 司法局 | 行政复议科); here its level becomes a place
of the report, its short form the official name. The rules stand in a table, from what is said in full over units and
offices of the reporting agency to organs of a place; the first that knows the case decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kg.catalogue import organs
from kg.catalogue.organs import Organ
from kg.extract.name_parts import LEVELS, Name
from kg.link import inner_names, places, proper_bodies, units
from kg.link.places import Place
from kg.link.superiors import own_function, own_police, police_of, same_function
from kg.link.templates import as_called, fill, government, party
from kg.records import ReportFacts

#: Bodies inside another that are no offices of the reporting agency as a matter of course: their full name is not knowable.
_LOOSE = re.compile(r"(?:[支大总中]队|指挥中心|稽查局|监察局|执法局|执法队)$")


@dataclass(frozen=True, slots=True)
class Case:
    """A name as it stands in a report, with the place and the organ of the table that it names.

    :param home: the place of the report.
    """

    parsed: Name
    surface: str
    place: Place | None
    organ: Organ | None
    facts: ReportFacts
    home: Place | None

    @property
    def role(self) -> str:
        """The role of the word that the name ends in."""
        return self.parsed.anchor.role

    @property
    def core(self) -> str:
        """The name of the outermost body without its place."""
        return self.surface[self.parsed.core : self.parsed.core_end]

    @property
    def whole(self) -> str:
        """The name of the outermost body with its place."""
        return self.surface[self.parsed.start : self.parsed.core_end]

    @property
    def placed(self) -> bool:
        """Whether a place or a level stands in the name."""
        return self.parsed.head > self.parsed.start or bool(self.parsed.level)

    @property
    def at_name(self) -> bool:
        """Whether the place in the name goes without its last word: 重庆两江|公证处, not 巴南区|公证处."""
        return self.parsed.head > self.parsed.start and self.surface[self.parsed.head - 1] not in LEVELS


#: A rule gives the full name, or False where it cannot be known; None leaves the case to the next.
Rule = Callable[[Case], str | Literal[False] | None]


def outer_name(
    parsed: Name, surface: str, place: Place | None, organ: Organ | None, facts: ReportFacts, home: Place | None
) -> str | None:
    """Full name of the outermost body of a name; None where it cannot be known."""
    case = Case(parsed, surface, place, organ, facts, home)
    for rule in _RULES:
        found = rule(case)
        if found is not None:
            return found or None
    return None


def _as_said(case: Case) -> str | Literal[False] | None:
    """What is said in full: companies, bodies of the nation (中国法学会), regions of civil aviation."""
    if case.parsed.masked:
        return False
    if case.parsed.rule == "organ-nation":
        return case.whole
    if case.role == "national":
        return case.organ.template if case.organ is not None else False
    if case.surface.startswith("中国民用航空"):
        return case.surface
    if case.role == "place-company":  # 人行重庆营管部, 农发行驻马店市分行, but 县农商银行
        return False if case.parsed.level else inner_names.bank_in_full(case.whole)
    return case.whole if case.role == "company" else None


def _own(case: Case) -> str | None:
    """金州分局 of 大连市公安局金州分局: the reporting agency by the end of its name."""
    if len(case.whole) < 3:
        return None
    return next((one for one in (case.facts.agency or "").split("、") if one.endswith(case.whole)), None)


def _unit(case: Case) -> str | Literal[False] | None:
    """Units and institutions with a proper name: 澄江派出所, 东渡海关, 高新公安分局, 海东市第一中学."""
    parsed, facts, home = case.parsed, case.facts, case.home
    if parsed.rule == "proper" and parsed.anchor.word == "公安分局":
        return units.police_branch(case.surface[parsed.start : parsed.core], home) or False
    if parsed.rule == "proper" and parsed.anchor.word == "海关":
        return f"中华人民共和国{case.whole}"
    if parsed.rule == "proper" and parsed.anchor.kind == "judicial" and case.role == "organ":
        return False  # 三峡坝区人民法院: of which province is not said
    if case.role not in ("school", "run"):
        return None
    if case.role == "run" and not parsed.parts:
        unit = units.full_name(parsed, case.surface, facts, home, own_function(facts))
        if unit:
            return unit
    squad = case.role == "run" and not parsed.level and case.core.endswith("队")
    if squad and own_function(facts) == "public-security":
        return units.force(case.whole, facts, home, "public-security") or False
    return proper_bodies.proper(parsed, case.surface, case.place, home, facts.report_year) or False


def _superior(case: Case) -> str | Literal[False] | None:
    """市局, 省厅: the organ above, of the same function; 党工委 of the township or zone that reports."""
    if case.role == "whole" and case.core[-1] in "局厅署" and "委办" not in case.core:
        return same_function(case.core, case.place, case.facts) or False
    if case.role == "whole" and case.core[-1] == "司":
        return False
    if case.parsed.rule != "township-bare" or case.core not in ("党工委", "办事处"):
        return None
    if case.home is None or case.home.level not in ("township", "zone"):
        return False
    return party(case.home) if case.core == "党工委" else government(case.home)


def _branch(case: Case) -> str | Literal[False] | None:
    """盛泽|分局 and 分局|法制大队 belong to the agency that reports; 丰润区|分局 to it where the place does."""
    agency = case.facts.agency
    if case.parsed.rule == "branch":
        return agency + case.whole if agency is not None and agency.endswith("局") else False
    if case.role == "part" and case.surface.startswith("分局") and agency is not None and agency.endswith("分局"):
        return agency + case.core
    by_place = case.core.endswith("分局") and len(case.core) <= 4 and case.parsed.head > case.parsed.start
    if not by_place or case.core == "公安分局":
        return None
    at_home = case.place is not None and case.home is not None and case.place.path == case.home.path
    if at_home and agency is not None and agency.endswith("分局"):
        return agency  # 巴南分局 of 重庆市公安局巴南区分局
    found = units.branch(case.whole, case.place, case.facts, case.home)
    return found or (False if case.core == "分局" else None)  # of which bureau it is, is not said


def _office(case: Case) -> str | Literal[False] | None:
    """法制科, 领导小组, 执法大队: an office of the reporting agency, as far as it must be one."""
    agency, core = case.facts.agency, case.core
    if case.parsed.rule == "called":  # 嘉积|执法大队
        return agency + case.whole if agency is not None and "、" not in agency else False
    if case.placed or case.role not in ("part", "group", "committee"):
        return None
    if _LOOSE.search(core):
        return units.force(inner_names.in_full(core), case.facts, case.home, own_function(case.facts)) or False
    if agency is None or "、" in agency:
        return False
    if core[0] in "局委厅" and core[0] == agency[-1]:
        core = core[1:]
    return agency + inner_names.in_full(core)


def _township(case: Case) -> str | Literal[False] | None:
    """Zones and townships, and their bodies: 经开区管委会, 花溪街道办."""
    if case.role == "zone":
        return proper_bodies.zone(case.parsed, case.surface, case.place, case.home, case.facts) or False
    if case.role != "township":
        return None
    unit = units.full_name(case.parsed, case.surface, case.facts, case.home, own_function(case.facts))
    return unit or proper_bodies.township(case.parsed, case.place, case.home, case.facts, case.core) or False


def _of_unknown_place(case: Case) -> Literal[False] | None:
    """What stands in no place, or in one that has nothing to do with the report's: 苍山|管理局 in 大理 is not of 苍山县."""
    far = case.role == "tail" and case.at_name and not places.near(case.place, case.home)
    return False if case.place is None or far else None


def _police(case: Case) -> str | None:
    """The police of a place, which names itself otherwise than others do (区公安局 is a branch of the city's in its own
    report), and the traffic police, which is of the police.
    """
    if case.place is None:
        return None
    if case.core in inner_names.short_forms("police"):
        return police_of(case.place, case.facts) + inner_names.in_full(case.core)
    elsewhere = case.at_name and not places.near(case.place, case.home)
    if case.core == "公安分局" and elsewhere:  # 西安's zone 曲江, not 曲江区
        return units.police_branch(case.surface[case.parsed.start : case.parsed.head], case.home)
    own = case.core in ("公安局", "公安分局") and own_police(case.place, case.facts)
    return case.facts.agency if own else None


def _ecology_branch(case: Case) -> str | None:
    """The city's branches for ecology and environment: 泉州市鲤城生态环境局."""
    place = case.place
    if case.core != "生态环境局" or not case.at_name or place is None or place.level != "county":
        return None
    upper = places.above(place, None)
    if upper is None or place.division is None:
        return None
    return f"{upper.path}{places.short(place.division)}{case.core}"


def _named_by_city(case: Case) -> str | None:
    """重庆两江公证处 and a province's 江苏省盐城环境监测中心 bear the name that stands there."""
    free = case.core in ("公证处", "仲裁委员会") or proper_bodies.of_province(case.parsed, case.whole, case.place)
    return case.surface if case.at_name and free else None


def _organ(case: Case) -> str | None:
    """An organ of the table by its template, any other body by its place: 重庆市巴南区 + 司法局."""
    place, organ, core = case.place, case.organ, case.core
    if place is None:
        return None
    place = Place(as_called(place, case.parsed.level), place.division, place.level)
    if (local := organs.load().local(core, place.path, place.level)) is not None:
        return place.path + local
    named = organ is not None and organ.name and case.role in ("organ", "part", "whole", "tail", "committee-name")
    if organ is not None and named:
        whole = case.role in ("whole", "committee-name") or core in ("法院", "人民法院")
        if whole or core in (organ.name, *organ.forms):
            return fill(organ, place, organ.name)
    return f"{place.path}{inner_names.in_full(core)}"


_RULES: tuple[Rule, ...] = (
    _as_said,
    _own,
    _unit,
    _superior,
    _branch,
    _office,
    _township,
    _of_unknown_place,
    _police,
    _ecology_branch,
    _named_by_city,
    _organ,
)
