"""The place of the reporting agency: from the names of places in its own name, else from those the report names."""

from __future__ import annotations

import re

from kg.catalogue import divisions, townships
from kg.catalogue.divisions import Division
from kg.extract.name_parts import Name
from kg.extract.names import lexicon
from kg.link import clues, place_evidence, places, reading
from kg.records import Record

_TOWN = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:街道|镇(?!乡|区)|乡|苏木|地区)(?=$|人民|政府|办|党|人大|综)")


def place(record: Record, named: list[str]) -> places.Place | None:
    """The place of the reporting agency, from the names of places in its own name, else from the whole text."""
    year = record.report.report_year
    table = divisions.load()
    kinds: list[str] = []
    for clue in named:
        for part in map(reading.without_owner, clue.split("、")):
            parsed = clues.first_name(part)
            if parsed is None or parsed.masked:
                continue
            chain = reading.chain_of(parsed, part)
            if chain:
                found = _ruled(part, table.resolve(table.split(chain), year))
                outer = places.only(found, year) or place_evidence.nearest(record, found)
                if outer is not None:
                    return _narrower(part, parsed, outer)
            if parsed.anchor.role == "national" and parsed.parts and (branch := _seat_of_branch(part, parsed, year)):
                return branch
            if parsed.anchor.role == "township" and (town := _TOWN.match(part[parsed.core :])) is not None:
                return _township(record, town[0])
            if len(parsed.level) > 1 and part[parsed.start : parsed.core] != parsed.level:
                zone = _zone(record, part[parsed.start : parsed.core])
                if zone is not None:
                    return zone
            level = parsed.level or (part[0] if parsed.anchor.role == "whole" else "")
            if level:
                kinds.append(level)
    return place_evidence.by_evidence(record, named, kinds)


def _seat_of_branch(part: str, parsed: Name, year: int | None) -> places.Place | None:
    """The place that a branch of a national body is named after: 中国人民银行|宜昌市分行."""
    inner = part[parsed.parts[0] :]
    names = (inner[:length] for length in range(min(8, len(inner)), 1, -1))
    return next((places.named(name, None, year) for name in names if name in lexicon().places), None)


def _zone(record: Record, name: str) -> places.Place | None:
    """The zone of this name that stands in no table, by the city before it here or elsewhere in the report."""
    year = record.report.report_year
    found = places.zone_named(name, None, year)
    if found is not None:
        return found
    before = re.search(rf"[\u4e00-\u9fff]{{2,8}}?[市州盟]{re.escape(name)}", record.source.text)
    return places.zone_named(before[0], None, year) if before is not None else None


def _ruled(part: str, found: tuple[Division, ...]) -> tuple[Division, ...]:
    """Of several divisions of one name those that can have such an organ: 河南|教育厅 is of the province, not the county."""
    provinces = tuple(division for division in found if division.level == "province")
    return provinces if provinces and part.endswith(("厅", "总队")) else found


def _narrower(part: str, parsed: Name, place: places.Place) -> places.Place:
    """The township, branch or district inside the place that the name goes on with: 巴南区|花溪街道办事处."""
    rest = part[parsed.core :]
    if parsed.anchor.role == "township" or (parsed.parts and re.search(r"街道|镇|乡", part[parsed.parts[0] :])):
        inner = part[parsed.parts[0] :] if parsed.parts else rest
        town = re.match(r"(.{1,7}?(?:街道|镇|民族乡|乡|苏木))(?=.)", inner)
        if town is not None:
            return places.township(place, town[1])
    if parsed.parts:
        inner = part[parsed.parts[0] :]
        for length in range(min(8, len(inner)), 1, -1):
            if inner[:length] in lexicon().places and (found := places.named(inner[:length], place, None)):
                return found
    return place


def governed(record: Record, chain: str) -> places.Place | None:
    """The division, zone or township that a chain of names means: 静海区, 重庆市巴南区木洞镇, 东城街道."""
    year = record.report.report_year
    table = divisions.load()
    if names := table.split(chain):
        return places.named(chain, None, year) or place_evidence.nearest(record, table.resolve(names, year))
    if _TOWN.fullmatch(chain) is None:
        return None
    for cut in range(len(chain) - 2, 1, -1):
        whole = chain[cut - 1] in "省市区县旗州盟" and chain[cut:] not in ("街道", "镇", "乡", "苏木")
        if whole and table.split(chain[:cut]) and (county := places.named(chain[:cut], None, year)) is not None:
            return places.township(county, chain[cut:])
    return _township(record, chain)


def _township(record: Record, name: str) -> places.Place | None:
    """The township of this name: of several the one whose county, city or province the report names as well."""
    year = record.report.report_year
    table = divisions.load()
    found, gone = _counties(name, year)
    county = place_evidence.nearest(record, (*found, *gone), itself=True) if len(found) + len(gone) > 1 else None
    if county is None and len(found) == 1:
        county = places.Place(table.path(found[0], year), found[0], found[0].level)
    elif county is None and gone:
        county = place_evidence.nearest(record, found, itself=True)
    if county is None and len(name) <= 10:
        county = place_evidence.by_evidence(record, [], [])
    return places.township(county, name) if county is not None and county.level != "province" else None


def _counties(town: str, year: int | None) -> tuple[tuple[Division, ...], tuple[Division, ...]]:
    """The counties that may have had a township of this name in ``year``: those that have one now, by what they were
    then; and those that have gone into them since, which it may have been of.
    """
    table = divisions.load()
    found: list[Division] = []
    gone: list[Division] = []
    for code in townships.load().counties(town):
        holder = table.by_code(code, year)
        earlier = table.before(code, year) if year is not None else ()
        if holder is not None and (holder.valid(year) or not earlier):
            found.append(holder)
            gone += earlier
        else:
            found += earlier
    return tuple(found), tuple(gone)
