"""Who reports: the full name of the agency, from title, letterhead, self-reference, signature and cited titles.

The sources must agree; where they do not, or where the place stays hidden, the reason is recorded and nothing is guessed.
"""

from __future__ import annotations

import dataclasses
import re

from kg.catalogue import customs
from kg.extract.names import MASKS
from kg.extract.view import in_one_word
from kg.link import agencies as bodies
from kg.link import clues, places, seat, templates, units
from kg.records import Record, ReportFacts

_TITLE_YEAR = re.compile(r"^(?:关于)?(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
_TITLE_PLACE = re.compile(r"(?:关于)?(?P<place>[\u4e00-\u9fff]{2,24}?)(?=20\d\d|二[〇○零]|关于|法治|依法|年)")
# The place that acts in the first lines: 2022年，静海区坚持…, 在市政府领导下，东城街道深入…
_SELF_PLACE = re.compile(
    r"(?:^|[，,。\s])(?P<place>[\u4e00-\u9fff]{2,12}?[省市区县旗州盟镇乡道木])(?=坚持|始终|认真|深入|以|高度|全面|紧紧|严格|积极|持续)"
)


def resolve(record: Record) -> ReportFacts:
    """The report's facts with the agency's full name, its division, and the division's code in the report year.

    :param record: as extracted; its ``report`` holds title, years and the agency in the words of the title.
    """
    facts = record.report
    reasons = list(facts.reasons)
    named = clues.of(record)
    if any(mark in MASKS for clue in named[:1] for mark in clue) or (not named and clues.masked(record)):
        reasons.append("agency: its name is masked")
        return dataclasses.replace(facts, agency=None, division=None, division_code=None, reasons=tuple(reasons))
    if not named:
        return _by_place_alone(record, reasons)
    if (first := clues.first_name(named[0])) is not None and first.rule == "national" and not first.parts:
        whole = bodies.name(named[0], dataclasses.replace(facts, agency=None))
        served = _customs_seat(named[0], facts.report_year)
        facts = dataclasses.replace(facts, agency=whole, reasons=tuple(reasons))
        if served is None:
            return facts
        return dataclasses.replace(facts, division=served.path, division_code=_code(served))
    place = _customs_district(named[0], facts.report_year) or seat.place(record, named)
    if place is None:
        reasons.append(f"agency: the place of {named[0]} is not named, or several fit")
        return dataclasses.replace(facts, agency=None, division=None, division_code=None, reasons=tuple(reasons))
    year = facts.report_year
    home = ReportFacts(division=place.path, division_code=_code(place), report_year=year)
    full = _full([_by_fuller(clue, record, home, named[1:]) for clue in named], home)
    if full is None:
        reasons.append(f"agency: {named[0]} has no full name in {place.path}")
    known = dataclasses.replace(home, agency=full)
    signed: list[str | None] = [bodies.name(clue, known) for clue in named[1:]]
    for clue, other in zip(named[1:], signed, strict=True):
        if full is not None and other is not None and other not in full:
            reasons.append(f"agency: title and text name {full}, the signature or letterhead {other} ({clue})")
    return dataclasses.replace(
        facts, agency=full, division=home.division, division_code=home.division_code, reasons=tuple(reasons)
    )


def _code(place: places.Place) -> str | None:
    """The GB/T 2260 code of a place itself: townships have none, nor zones, whose division is the one they lie in."""
    division = place.division
    return division.official_code if division is not None and division.level == place.level else None


def _customs_seat(clue: str, year: int | None) -> places.Place | None:
    """The place of a customs house: its district, or the city that it is named after."""
    name = clue.removeprefix("中华人民共和国")
    if not name.endswith("海关"):
        return None
    return _customs_district(clue, year) or places.named(name.removesuffix("海关"), None, year)


def _customs_district(clue: str, year: int | None) -> places.Place | None:
    """The district of a customs house where that is not the city it is named after: 南宁海关 serves all of 广西."""
    return places.own(customs.houses().get(clue.removeprefix("中华人民共和国")), None, year)


def _full(clues: list[str], home: ReportFacts) -> str | None:
    """The full name by the first clue that gives one; joint agencies of a title with 、 between them."""
    for clue in clues:
        names = [bodies.name(part, home) for part in clue.split("、")]
        if all(names):
            return "、".join(dict.fromkeys(name for name in names if name))
    return None


def _by_fuller(clue: str, record: Record, home: ReportFacts, signed: list[str]) -> str:
    """A short form in the title by the full name that the report gives elsewhere: 区城管局 by the signature.

    :param signed: the bodies that sign: theirs is the full name also of 县教育局 where that is 教育体育局.
    """
    own = bodies.organ(clue, home)
    if own is None:
        return clue
    place, core = own
    others = {in_one_word(agency.surface) for agency in record.agencies if not agency.masked}
    others |= {
        citation.title[: citation.title.find("关于")] for citation in record.citations if "关于" in citation.title
    }
    cores = {found[1] for other in others if (found := bodies.organ(other, home)) is not None and found[0] == place}
    sealed = (found[1] for other in signed if (found := bodies.organ(other, home)) is not None and found[0] == place)
    full = bodies.fuller(core, cores) or next((name for name in sealed if units.abbreviates(core, name)), None)
    return clue.replace(core, full) if full is not None else clue


def _by_place_alone(record: Record, reasons: list[str]) -> ReportFacts:
    """A report that names a place and no agency (巴南区2021年法治政府建设情况报告) is that of the place's government."""
    facts = record.report
    title = _TITLE_YEAR.sub("", facts.title or "")
    candidates = [match["place"] for match in [_TITLE_PLACE.match(title)] if match]
    candidates += [match["place"] for match in _SELF_PLACE.finditer(record.source.text[: clues.HEAD])]
    for chain in candidates:
        place = seat.governed(record, chain)
        if place is not None:
            return dataclasses.replace(
                facts,
                agency=templates.government(place),
                division=place.path,
                division_code=_code(place),
                reasons=tuple(reasons),
            )
    reasons.append("agency: neither title, first lines nor signature name it")
    return dataclasses.replace(facts, agency=None, division=None, division_code=None, reasons=tuple(reasons))
