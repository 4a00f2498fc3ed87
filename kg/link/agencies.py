"""From the name in a report to the body it names: 区司法局 in a report of 巴南区 is 重庆市巴南区司法局.

A name without a place is of the report's own place; 市局 and 省厅 are the organs above the reporting one, of the same
function; a body inside another (法制科) belongs to the one that reports. Full names go from the province down.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.catalogue import organs
from kg.extract.name_parts import Name
from kg.extract.view import in_one_word
from kg.link import fullnames, inner_names, places, reading, superiors, units
from kg.link.places import Place
from kg.records import Agency, Record, ReportFacts

_POLICE = re.compile(r"(?P<city>[\u4e00-\u9fff]*)公安(?P<quarter>(?!局)[\u4e00-\u9fff]{2,5})分局")
_LIST = re.compile(r"[、，和与及]|以及")


@dataclass(frozen=True, slots=True)
class _Body:
    """A name as read in a report: its full name, function, and the place it serves."""

    canonical: str | None
    function: str | None
    division: str | None
    place: str | None = None  # of an organ, with the span of its name without the place
    core: tuple[int, int] = (0, 0)


# Between a name and the short form that brackets give it: 北京市消防救援总队|（以下简称“|总队
_DEFINITION = re.compile(r"\s*[（(]\s*(?:以下|下文|下)(?:统一|均)?简?称[为：:]?\s*[“\"‘「]?")
#: Rules of names that may take up one named in full before.
_TAKEN_UP = ("part-bare", "group-again", "defined", "organ-bare", "proper")


def resolve(record: Record, facts: ReportFacts) -> tuple[Agency, ...]:
    """The agencies of a record with full name, function and place; names that only a township's report has are dropped
    elsewhere (镇政府 without a name in a report of a county).

    :param facts: as :func:`kg.link.report.resolve` gives them.
    """
    text = record.source.text
    linked: list[Agency] = []
    end, level = -1, ""
    home = places.of(facts)
    township, zone = (home is not None and home.level == level for level in ("township", "zone"))
    for agency in record.agencies:
        surface = in_one_word(agency.surface)
        nameless = (agency.rule == "township-bare" and not (zone and surface == "党工委")) or (
            agency.rule == "organ-level" and surface[0] in "镇乡街"
        )
        if nameless and not township:
            continue
        # 市司法局、生态环境局: a list goes on with the level of its first name
        inherited = (
            level
            if agency.rule == "organ-bare" and 0 <= end <= agency.start and _joins(text, end, agency.start)
            else ""
        )
        body = _body(inherited + surface, facts)
        linked.append(
            Agency(
                agency.start,
                agency.end,
                agency.surface,
                None if agency.masked else body.canonical,
                agency.kind,
                body.function,
                None if agency.masked else body.division,
                agency.masked,
                agency.rule,
                agency.confidence,
                agency.sentence,
            )
        )
        end = agency.end
        if not inherited:
            level = (
                surface[0] if agency.rule == "organ-level" and surface[0] in "省市区县" and surface[1:2] != "委" else ""
            )
    return tuple(_taken_up(text, _fuller(linked, facts)))


def _fuller(linked: list[Agency], facts: ReportFacts) -> list[Agency]:
    """Short forms by the full name that the report gives elsewhere: 区城管局 where it has 区城市管理和综合行政执法局."""
    cores: dict[str, set[str]] = {}
    known = [None if agency.masked else _body(in_one_word(agency.surface), facts) for agency in linked]
    for agency, body in zip(linked, known, strict=True):
        if body is not None and body.place is not None:
            cores.setdefault(body.place, set()).add(in_one_word(agency.surface)[slice(*body.core)])
    made = []
    for agency, body in zip(linked, known, strict=True):
        if body is not None and body.place is not None:
            surface = in_one_word(agency.surface)
            core = surface[slice(*body.core)]
            full = fuller(core, cores[body.place])
            if full is not None:
                longer = _body(surface[: body.core[0]] + full + surface[body.core[1] :], facts).canonical
                agency = dataclasses.replace(agency, canonical=longer or agency.canonical)
        made.append(agency)
    return made


def fuller(core: str, others: Iterable[str]) -> str | None:
    """Of other names of organs of one place, the one that ``core`` is short for; None where none is, or ``core`` is no short form."""
    if units.official(core):
        return None
    longer = {other for other in others if units.abbreviates(core, other)}
    return max(longer, key=len) if longer else None


def _taken_up(text: str, linked: list[Agency]) -> Iterator[Agency]:
    """Short forms that brackets define, and bare units of which one was named before: 执法支队 after 州文化市场综合行政执法支队."""
    defined: dict[str, str | None] = {}
    before: Agency | None = None
    named_in_full: dict[str, str] = {}
    for agency in linked:
        surface = in_one_word(agency.surface)
        if before is not None and _DEFINITION.fullmatch(text, before.end, agency.start):
            defined.setdefault(surface, before.canonical)
        if agency.rule == "defined" or (surface in defined and agency.canonical is None):
            agency = dataclasses.replace(agency, canonical=defined.get(surface))
        elif agency.canonical is None and not agency.masked and agency.rule in _TAKEN_UP and len(surface) > 2:
            fitting = {full for earlier, full in named_in_full.items() if earlier.endswith(surface)}
            if len(fitting) == 1:
                agency = dataclasses.replace(agency, canonical=fitting.pop())
        if agency.canonical is not None:
            named_in_full[surface] = agency.canonical
        before = agency
        yield agency


def name(surface: str, facts: ReportFacts) -> str | None:
    """Full official name of a body as a report with these facts names it; None where it cannot be known.

    :param surface: the name and nothing else: ``河东区应急管理局``, ``区委编办``, ``中共中央 国务院`` (two names).
    """
    names = [part for part in re.split(r"[、，,\s]+", surface.strip()) if part]
    if len(names) > 1:
        full = [_body(in_one_word(part), facts).canonical for part in names]
        if all(full):
            return "、".join(part for part in full if part)
    return _body(in_one_word(surface), facts).canonical


def organ(surface: str, facts: ReportFacts) -> tuple[str, str] | None:
    """The place of an organ, and its name without the place: 区司法局 in 巴南区 → 重庆市巴南区, 司法局; None for other bodies."""
    body = _body(in_one_word(surface), facts)
    return (body.place, in_one_word(surface)[slice(*body.core)]) if body.place is not None else None


def _joins(text: str, end: int, start: int) -> bool:
    return start - end <= 2 and _LIST.fullmatch(text, end, start) is not None


@lru_cache(maxsize=1 << 14)
def _known(surface: str, agency: str | None, path: str | None, code: str | None, year: int | None) -> _Body:
    facts = ReportFacts(agency=agency, division=path, division_code=code, report_year=year)
    if (police := _POLICE.fullmatch(surface)) is not None:  # 西安市|公安雁塔分局 is 西安市|雁塔公安分局
        body = _known(f"{police['city']}{police['quarter']}公安分局", agency, path, code, year)
        home = places.of(facts)
        city = places.named(police["city"], home, year) if police["city"] else home
        return _Body(body.canonical or units.police_branch(police["quarter"], city), body.function, body.division)
    branch = reading.without_owner(surface)
    if branch != surface and (parsed := reading.parse(branch)) is not None:
        surface = branch
    else:
        parsed = reading.parse(surface)
    if parsed is None:
        return _Body(None, organs.load().function_of(surface), None)
    home = places.of(facts)
    place = reading.place_of(parsed, surface, facts, home)
    own = _own_core(agency) if place is not None and parsed.anchor.role in ("organ", "tail") else None
    if own is not None and fuller(surface[parsed.core : parsed.core_end], [own]) and agency is not None:
        short, surface = surface, surface[: parsed.core] + own + surface[parsed.core_end :]
        parsed = reading.parse(surface) or parsed
        if surface[parsed.core : parsed.core_end] != own:  # the longer name is read in another way
            surface = short
            parsed = reading.parse(surface) or parsed
    organ = reading.organ_of(parsed, surface, place, year)
    base = fullnames.outer_name(parsed, surface, place, organ, facts, home)
    full = inner_names.with_parts(base, parsed, surface, agency, home)
    if full is not None and agency is not None and full.endswith("街道办事处") and _one_office(full, agency):
        full = agency  # 天河区人民政府石牌街道办事处 is the 天河区石牌街道办事处 that reports
    known = organ.function if organ is not None else None
    if known is None and parsed.anchor.role == "whole" and surface[parsed.core_end - 1] in "局厅署":
        known = superiors.own_function(facts)
    if known is None or (known in ("general-government", "party-committee") and parsed.parts):
        known = organs.load().function_of(surface[parsed.core :]) or known
    if known is None and parsed.anchor.role == "township":
        known = "township"
    served = None
    if full is not None and parsed.anchor.kind not in ("company",) and parsed.anchor.role != "national":
        served = _served(parsed, surface, place, facts)
    placed = place is not None and parsed.anchor.role == "organ" and not parsed.masked
    return _Body(
        full, known, served, place.path if placed and place is not None else None, (parsed.core, parsed.core_end)
    )


def _one_office(one: str, other: str) -> bool:
    """Whether two names of a subdistrict's office differ only in that one names the government that it is of."""
    return one.replace("人民政府", "") == other.replace("人民政府", "")


@lru_cache(maxsize=1024)
def _own_core(agency: str | None) -> str | None:
    """The name of the reporting agency without its place."""
    parsed = reading.parse(agency) if agency else None
    if parsed is None or agency is None or parsed.anchor.role != "organ" or parsed.parts:
        return None
    return agency[parsed.core : parsed.core_end]


def _body(surface: str, facts: ReportFacts) -> _Body:
    return _known(surface, facts.agency, facts.division, facts.division_code, facts.report_year)


def _served(parsed: Name, surface: str, place: Place | None, facts: ReportFacts) -> str | None:
    """Full path of the place that a body serves; a branch with a place in its own name serves that one."""
    if parsed.parts and place is not None:
        inner = surface[parsed.parts[0] :]
        from kg.extract.names import lexicon

        words = lexicon()
        for length in range(min(8, len(inner)), 1, -1):
            if inner[:length] not in words.places:
                continue
            found = places.named(inner[:length], place, facts.report_year)
            if found is not None and found.path.startswith(
                place.path
            ):  # 武侯区人民政府|玉林街道办事处 is not of 玉林市
                return found.path
    if parsed.anchor.role in ("part", "group", "committee") and parsed.head == parsed.start and not parsed.level:
        return facts.division
    if parsed.anchor.role in ("run", "school") and not parsed.level:
        return None
    return place.path if place is not None else None
