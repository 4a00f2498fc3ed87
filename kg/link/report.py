"""Who reports: the full name of the agency, from title, letterhead, self-reference, signature and cited titles.

The sources must agree; where they do not, or where the place stays hidden, the reason is recorded and nothing is guessed.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter

from kg.catalogue import divisions, organs, townships
from kg.catalogue.divisions import Division
from kg.extract.agencies import scan
from kg.extract.name_parts import Name
from kg.extract.names import MASKS, lexicon
from kg.extract.view import in_one_word
from kg.link import agencies as bodies
from kg.link import places, templates, units
from kg.records import Agency, Record, ReportFacts

_HEAD = 400  # characters in which letterhead and self-reference stand
_TAIL = 260  # characters in which the signature stands
_AFTER_SELF = re.compile(
    r"(?:始终|坚持|认真|深入|紧紧|紧扣|紧密|以|在|高度|严格|全面|积极|结合|按照|根据|围绕|切实|深化|持续|贯彻|对照|党|法治|20\d\d|将|牢固|扎实|着力|聚焦|立足)"
)
_TITLE_YEAR = re.compile(r"^(?:关于)?(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
_TITLE_PLACE = re.compile(r"(?:关于)?(?P<place>[\u4e00-\u9fff]{2,24}?)(?=20\d\d|二[〇○零]|关于|法治|依法|年)")
# The place that acts in the first lines: 2022年，静海区坚持…, 在市政府领导下，东城街道深入…
_SELF_PLACE = re.compile(
    r"(?:^|[，,。\s])(?P<place>[\u4e00-\u9fff]{2,12}?[省市区县旗州盟镇乡道木])(?=坚持|始终|认真|深入|以|高度|全面|紧紧|严格|积极|持续)"
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:街道|镇(?!乡|区)|乡|苏木|地区)(?=$|人民|政府|办|党|人大|综)")
#: The name that the first lines give to the one that reports: 满洲里海关（以下简称“我关”）.
_CALLED = re.compile(r"[（(](?:以下)?(?:统一)?简?称[：:]?[“\"]?[^（）()”\"]{1,14}[”\"]?[）)]")
_SELF_CALLED = re.compile(r"[（(](?:以下)?(?:统一)?简?称[：:]?[“\"]?[我本][局委关厅院办部街镇乡队县区市]")
_SYSTEM = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,14}?[省市区县州盟旗])(?P<field>[\u4e00-\u9fff]{2,8})系统(?=20\d\d|二|关于|年|法治|依法)"
)
#: Bodies that a report speaks of but that do not report themselves.
_NOT_REPORTING = {"party", "company", "other", "judicial", "congress"}


def resolve(record: Record) -> ReportFacts:
    """The report's facts with the agency's full name, its division, and the division's code in the report year.

    :param record: as extracted; its ``report`` holds title, years and the agency in the words of the title.
    """
    facts = record.report
    reasons = list(facts.reasons)
    clues = _clues(record)
    if any(mark in MASKS for clue in clues[:1] for mark in clue) or (not clues and _self_masked(record)):
        reasons.append("agency: its name is masked")
        return dataclasses.replace(facts, agency=None, division=None, division_code=None, reasons=tuple(reasons))
    if not clues:
        return _by_place_alone(record, reasons)
    if (first := _parsed(clues[0])) is not None and first.rule == "national" and not first.parts:
        whole = bodies.name(clues[0], dataclasses.replace(facts, agency=None))
        seat = _customs_seat(clues[0], facts.report_year)
        facts = dataclasses.replace(facts, agency=whole, reasons=tuple(reasons))
        if seat is None or seat.division is None:
            return facts
        return dataclasses.replace(facts, division=seat.path, division_code=seat.division.official_code)
    place = _place(record, clues)
    if place is None:
        reasons.append(f"agency: the place of {clues[0]} is not named, or several fit")
        return dataclasses.replace(facts, agency=None, division=None, division_code=None, reasons=tuple(reasons))
    year = facts.report_year
    home = ReportFacts(
        division=place.path,
        division_code=place.division.official_code
        if place.division is not None and place.level != "township"
        else None,
        report_year=year,
    )
    full = _full([_by_fuller(clue, record, home, clues[1:]) for clue in clues], home)
    if full is None:
        reasons.append(f"agency: {clues[0]} has no full name in {place.path}")
    signed: list[str | None] = [bodies.name(clue, home) for clue in clues[1:]]
    for clue, other in zip(clues[1:], signed, strict=True):
        if full is not None and other is not None and other not in full:
            reasons.append(f"agency: title and text name {full}, the signature or letterhead {other} ({clue})")
    return dataclasses.replace(
        facts, agency=full, division=home.division, division_code=home.division_code, reasons=tuple(reasons)
    )


def _customs_seat(clue: str, year: int | None) -> places.Place | None:
    """The city that a customs house is named after."""
    name = clue.removeprefix("中华人民共和国")
    return places.named(name.removesuffix("海关"), None, year) if name.endswith("海关") else None


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


def _clues(record: Record) -> list[str]:
    """The reporting agency in the words of title, signature, and the report's own first lines, best first."""
    text = record.source.text
    found: list[str] = []
    if record.report.agency:
        found.append(record.report.agency)
    if signature := _signature(record):
        found.append(signature)
    if not found and (own := _self_reference(record) or _system(record)):
        found.append(own)
    elif not found:
        alone = [
            a
            for a in record.agencies
            if a.start < _HEAD and _line(text, a).strip("（()）—-－") == in_one_word(a.surface)
        ]
        found += [in_one_word(a.surface) for a in alone[:1]]
    return list(dict.fromkeys(found))


def _line(text: str, agency: Agency) -> str:
    start = text.rfind("\n", 0, agency.start) + 1
    end = text.find("\n", agency.end)
    return in_one_word(text[start : end if end >= 0 else len(text)])


def _signature(record: Record) -> str | None:
    """The body that stands alone on one of the last lines, or before the date there; joint ones with 、."""
    text = record.source.text
    tail = max(0, len(text) - _TAIL)
    signed: list[str] = []
    for agency in record.agencies:
        if agency.start < tail or agency.kind == "company":
            continue
        before = text[text.rfind("\n", 0, agency.start) + 1 : agency.start]
        after = text[agency.end : agency.end + 40].lstrip(" \t\u3000\xa0\u2002")
        stands_alone = (
            not before.strip() or before.endswith(("    ", "\u3000\u3000")) or (signed and not before.strip())
        )
        if stands_alone and (
            not after.strip() or after[0] in "\r\n" or re.match(r"[（(]?(?:盖章|章|20|二[〇○零])", after)
        ):
            signed.append(in_one_word(agency.surface))
    return "、".join(dict.fromkeys(signed)) or None


def _self_reference(record: Record) -> str | None:
    """The body that the first lines speak of as the one that acts: 2023年，习水县公安局始终坚持…"""
    text = record.source.text
    for agency in record.agencies:
        if agency.start > _HEAD:
            break
        if agency.kind in _NOT_REPORTING or agency.surface in ("国务院", "国务院办公厅"):
            continue
        before = text[max(0, agency.start - 1) : agency.start]
        surface = in_one_word(agency.surface)
        if surface[1:] in ("政府", "人民政府", "局") or not re.match(r"[，,。\s年度]?$", before):
            continue
        behind = text[agency.end : agency.end + 60].lstrip()
        if _SELF_CALLED.match(behind):
            return surface
        if (defined := _CALLED.match(behind)) is not None:
            behind = behind[defined.end() :].lstrip()
        if _AFTER_SELF.match(behind[:4]):
            return surface
    return None


def _system(record: Record) -> str | None:
    """The agency that reports on a whole field: 芜湖市市场监管系统2020年… is by 芜湖市市场监管局."""
    match = _SYSTEM.match(record.report.title or "")
    if match is None:
        return None
    for tail in ("局", "委", "厅"):
        clue = f"{match['place']}{match['field']}{tail}"
        if organs.load().named(match["field"] + tail) is not None and _parsed(clue) is not None:
            return clue
    return None


def _self_masked(record: Record) -> bool:
    text = record.source.text[:_HEAD]
    return (
        any(agency.masked for agency in record.agencies) or re.search(rf"[{re.escape(MASKS)}]{{2}}", text) is not None
    )


def _parsed(clue: str) -> Name | None:
    found = scan(clue)
    return found[0] if found else None


def _place(record: Record, clues: list[str]) -> places.Place | None:
    """The place of the reporting agency, from the names of places in its own name, else from the whole text."""
    year = record.report.report_year
    table = divisions.load()
    kinds: list[str] = []
    for clue in clues:
        for part in map(bodies.without_owner, clue.split("、")):
            parsed = _parsed(part)
            if parsed is None or parsed.masked:
                continue
            chain = _chain(part, parsed)
            if chain:
                found = _ruled(part, table.resolve(table.split(chain), year))
                place = places.only(found, year) or _nearest(record, found)
                if place is not None:
                    return _narrower(part, parsed, place)
            if parsed.anchor.role == "township" and (town := _TOWN.match(part[parsed.core :])) is not None:
                return _township(record, town[0])
            if len(parsed.level) > 1 and part[parsed.start : parsed.core] != parsed.level:
                zone = _zone(record, part[parsed.start : parsed.core])
                if zone is not None:
                    return zone
            level = parsed.level or (part[0] if parsed.anchor.role == "whole" else "")
            if level:
                kinds.append(level)
    return _by_evidence(record, clues, kinds)


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


def _chain(part: str, parsed: Name) -> str:
    return re.sub(r"^(?:中共|中国共产党|中华人民共和国|国家税务总局|国家统计局)", "", part[parsed.start : parsed.head])


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


def _mentions(record: Record) -> Counter[str]:
    """How often each name of a place of two characters and more stands in the report, cited titles included."""
    words = lexicon()
    found: Counter[str] = Counter()
    text = record.source.text
    for match in words.place_automaton().find_matches_as_indexes(text):
        found[text[match[1] : match[2]]] += 1
    return found


def _nearest(record: Record, found: tuple[Division, ...], *, itself: bool = False) -> places.Place | None:
    """Of several divisions of one name, the one whose province or city the report names as well.

    :param itself: whether the names of the divisions themselves count too, where they differ.
    """
    table = divisions.load()
    year = record.report.report_year
    mentions = _mentions(record)

    def weight(division: Division) -> int:
        chain = [*([division] if itself else []), *table.above(division, year)]
        return sum(mentions[form] for above in chain for form in (above.name, *above.aliases[:1]))

    ranked = sorted(found, key=weight, reverse=True)
    if not ranked or weight(ranked[0]) == 0 or (len(ranked) > 1 and weight(ranked[0]) == weight(ranked[1])):
        return None
    return places.Place(table.path(ranked[0], year), ranked[0], ranked[0].level)


def _by_evidence(record: Record, clues: list[str], kinds: list[str]) -> places.Place | None:
    """The place of an agency that its own name leaves out, from the places that the report names.

    The level must fit (区应急管理局 is of a 区); a place named with the agency's own organ counts most.
    """
    table = divisions.load()
    year = record.report.report_year
    level = next((k for k in kinds), None) or _usual_level(record)
    mentions = _mentions(record)
    text = record.source.text
    cores = [clue[parsed.core :] for clue in clues if (parsed := _parsed(clue)) is not None]
    scores: Counter[Division] = Counter()
    for name, count in mentions.items():
        for division in table.named(name, year):
            if level is not None and not _fits(division, level):
                continue
            above = table.above(division, year)
            support = sum(mentions[form] for a in above for form in (a.name, *a.aliases[:1]))
            own = any(name + core in text for core in cores)
            alone = count > 1 and name == division.name and len(table.named(name, year)) == 1
            if division.level == "province" or support or own or alone:
                scores[division] += count + (100 if own else 0) + min(support, 50) * 2
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    best = ranked[0][0]
    return places.Place(table.path(best, year), best, best.level)


def _fits(division: Division, level: str) -> bool:
    if level == "区":
        return division.level in ("county", "zone") and division.name.endswith("区")
    if len(level) > 1 and level != "自治区":
        return division.level == "zone" and any(f.endswith(level) for f in (division.name, *division.aliases))
    return division.name.endswith(level) and division.level != "zone"


def _usual_level(record: Record) -> str | None:
    """The level most names in the report are of: 区委, 区政府, 区司法局 speak for a 区."""
    levels = Counter(
        agency.surface[0]
        for agency in record.agencies
        if agency.rule in ("organ-level", "whole") and agency.surface[0] in "区县旗"
    )
    if not levels:
        levels = Counter(
            a.surface[0] for a in record.agencies if a.rule in ("organ-level", "whole") and a.surface[0] in "市省州"
        )
    return levels.most_common(1)[0][0] if levels else None


def _by_place_alone(record: Record, reasons: list[str]) -> ReportFacts:
    """A report that names a place and no agency (巴南区2021年法治政府建设情况报告) is that of the place's government."""
    facts = record.report
    title = _TITLE_YEAR.sub("", facts.title or "")
    candidates = [match["place"] for match in [_TITLE_PLACE.match(title)] if match]
    candidates += [match["place"] for match in _SELF_PLACE.finditer(record.source.text[:_HEAD])]
    for chain in candidates:
        place = _governed(record, chain)
        if place is not None:
            code = place.division.official_code if place.division is not None and place.level != "township" else None
            return dataclasses.replace(
                facts,
                agency=templates.government(place),
                division=place.path,
                division_code=code,
                reasons=tuple(reasons),
            )
    reasons.append("agency: neither title, first lines nor signature name it")
    return dataclasses.replace(facts, agency=None, division=None, division_code=None, reasons=tuple(reasons))


def _governed(record: Record, chain: str) -> places.Place | None:
    """The division, zone or township that a chain of names means: 静海区, 重庆市巴南区木洞镇, 东城街道."""
    year = record.report.report_year
    table = divisions.load()
    if names := table.split(chain):
        return places.named(chain, None, year) or _nearest(record, table.resolve(names, year))
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
    holders = (table.by_code(code, year) for code in townships.load().counties(name))
    found = tuple(division for division in holders if division is not None)
    county: places.Place | None
    if len(found) == 1:
        county = places.Place(table.path(found[0], year), found[0], found[0].level)
    else:
        county = _nearest(record, found, itself=True)
    if county is None and len(name) <= 10:
        county = _by_evidence(record, [], [])
    return places.township(county, name) if county is not None and county.level != "province" else None
