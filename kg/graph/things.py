"""The things that reports share: acts and their versions, agencies, divisions, programmes.

Each function gives the thing's IRI and the N-Quads lines about it. What the catalogue knows comes from there, so that it is
the same in whatever report the thing turns up; the record fills in what the catalogue does not know.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from kg.catalogue import acts as act_catalogue
from kg.catalogue import divisions as division_catalogue
from kg.catalogue import organs as organ_catalogue
from kg.catalogue.divisions import Division
from kg.catalogue.organs import LEVEL_LETTERS
from kg.graph import iris, terms
from kg.graph.namespaces import concept
from kg.graph.tokens import (
    ACT,
    ADMINISTERS,
    AGENCY,
    BROADER,
    CODE,
    DATE_DOCUMENT,
    DIVISION,
    DIVISION_LEVEL,
    FUNCTION,
    IN_FORCE_FROM,
    ISSUER,
    KIND,
    LABEL,
    LEVEL,
    MASKED,
    NO_LONGER,
    NUMBER,
    PART_OF_ORGANISATION,
    PLACE,
    PROGRAMME,
    PROVINCE,
    REALIZED,
    REPEALED_BY,
    REPEALED_ON,
    SHORT_TITLE,
    SUCCESSOR,
    VALID_FROM,
    VALID_TO,
    VERSION,
    WORK,
    A,
)
from kg.records import Agency, Citation

#: The thing's IRI and the lines about it and what belongs to it.
Thing = tuple[str, tuple[str, ...]]

#: Properties of shared things that have one value at most (``owl:FunctionalProperty`` in the ontology, and labels).
SINGLE = frozenset({
    LABEL, LEVEL, SHORT_TITLE, REPEALED_ON, REPEALED_BY, KIND, FUNCTION, ADMINISTERS, CODE, PROVINCE, DIVISION_LEVEL,
    PART_OF_ORGANISATION, DATE_DOCUMENT, IN_FORCE_FROM, NO_LONGER, NUMBER, PLACE, BROADER, VALID_FROM, VALID_TO,
})  # fmt: skip

_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def cited(c: Citation, report: str, base: str) -> tuple[str | None, tuple[str, ...]]:
    """The act that ``c`` cites; None where it is ambiguous. A masked act is a node of the report's own."""
    if c.resolution == "ambiguous" and c.candidates:
        return None, ()
    title = c.canonical or c.act
    if title and act_catalogue.load().get(title):
        iri, lines = statute(title, base)
    elif "masked" in c.flags or "*" in c.title:
        iri = f"{report}#act={c.start},{c.end}"
        return iri, (*_act(iri, c.title, c.level), f"<{iri}> {MASKED} {terms.boolean(True)} .\n")
    else:
        iri, title = iris.act(c, base), title or iris.document_name(c)
        lines = (*_act(iri, title, c.level), *_stated(iri, c, base))
    if c.version:
        lines += _version(iri, title, c.version)
    return iri, lines


def _act(iri: str, name: str, level: str | None) -> tuple[str, ...]:
    me = f"<{iri}>"
    lines = [f"{me} {A} {WORK if level == 'work' else ACT} .\n", f"{me} {LABEL} {terms.label(name, 200)} .\n"]
    if level:
        lines.append(f"{me} {LEVEL} {concept('level', level)} .\n")
    return tuple(lines)


def _stated(iri: str, c: Citation, base: str) -> tuple[str, ...]:
    """What the citation itself says of its act."""
    lines: list[str] = []
    for name in c.issuer.split("、") if c.issuer and c.level != "work" else ():
        issuer, about = agency(Agency(0, 0, name, canonical=name, kind=""), "", base)
        lines += [f"<{iri}> {ISSUER} <{issuer}> .\n", *about]
    if c.place and c.level != "work":
        place, about = division(c.place, None, base)
        lines += [f"<{iri}> {PLACE} <{place}> .\n", *about]
    return tuple(lines)


def _version(act: str, title: str, promulgated: str) -> tuple[str, ...]:
    me = f"<{iris.version(act, promulgated)}>"
    lines = [
        f"<{act}> {REALIZED} {me} .\n",
        f"{me} {A} {VERSION} .\n",
        f"{me} {LABEL} {terms.label(f'{title}（{promulgated}）', 200)} .\n",
    ]
    if _FULL_DATE.fullmatch(promulgated):
        lines.append(f"{me} {DATE_DOCUMENT} {terms.date(promulgated)} .\n")
    return tuple(lines)


@lru_cache(maxsize=8192)
def statute(title: str, base: str) -> Thing:
    """An act by its full title, with its versions and what repealed it, as far as the catalogue knows it."""
    known = act_catalogue.load().get(title)
    iri = iris.known_act(title, known.level if known else None, base)
    if known is None:
        return iri, _act(iri, title, None)
    me = f"<{iri}>"
    lines = [*_act(iri, title, known.level)]
    if known.short != title:
        lines.append(f"{me} {SHORT_TITLE} {terms.zh(known.short)} .\n")
    for name in filter(None, known.issuer.split("、")):
        issuer, about = agency(Agency(0, 0, name, canonical=name, kind=""), "", base)
        lines += [f"{me} {ISSUER} <{issuer}> .\n", *about]
    if known.place:
        place, about = division(known.place, None, base)
        lines += [f"{me} {PLACE} <{place}> .\n", *about]
    if _FULL_DATE.fullmatch(known.repealed_on):
        lines.append(f"{me} {REPEALED_ON} {terms.date(known.repealed_on)} .\n")
    if known.repealed_by and known.repealed_by != title:
        repealing = act_catalogue.load().get(known.repealed_by)
        level = repealing.level if repealing else None
        by = iris.known_act(known.repealed_by, level, base)
        lines += [
            f"{me} {REPEALED_BY} <{by}> .\n",
            *_act(by, known.repealed_by, level),
        ]
    versions = act_catalogue.load().versions(title)
    for version, following in zip_longest(versions, versions[1:]):
        lines += _version(iri, title, version.date)
        node = f"<{iris.version(iri, version.date)}>"
        end = following.since if following else known.repealed_on
        if _FULL_DATE.fullmatch(version.effective):
            lines.append(f"{node} {IN_FORCE_FROM} {terms.date(version.effective)} .\n")
        if _FULL_DATE.fullmatch(end):
            lines.append(f"{node} {NO_LONGER} {terms.date(end)} .\n")
        if version.docnum:
            lines.append(f"{node} {NUMBER} {terms.text(version.docnum)} .\n")
    return iri, tuple(dict.fromkeys(lines))


def agency(mention: Agency, report: str, base: str) -> Thing:
    """The organisation of a mention. One whose full name is not known is a node of the report's own, never merged."""
    name = mention.canonical
    if name:
        return _agency(name, mention.kind, mention.function, mention.division, mention.masked, base)
    iri = f"{report}#agency={iris.segment(mention.surface)}"
    return iri, _agency_lines(
        iri, mention.surface, mention.kind, mention.function, mention.division, mention.masked, base
    )


@lru_cache(maxsize=16384)
def _agency(name: str, kind: str, function: str | None, place: str | None, masked: bool, base: str) -> Thing:
    iri = iris.agency(name, base)
    if not kind:  # named by a catalogue or a title, not by a text that was read
        organ = organ_catalogue.load().named(name)
        kind, function = (organ.kind, organ.function) if organ else (kind, organ_catalogue.load().function_of(name))
    return iri, _agency_lines(iri, name, kind, function, place, masked, base)


def _agency_lines(
    iri: str, name: str, kind: str, function: str | None, place: str | None, masked: bool, base: str
) -> tuple[str, ...]:
    me = f"<{iri}>"
    lines = [
        f"{me} {A} {AGENCY} .\n",
        f"{me} {LABEL} {terms.label(name, 200)} .\n",
    ]
    if kind:
        lines.append(f"{me} {KIND} {concept('kind', kind)} .\n")
    if masked:
        lines.append(f"{me} {MASKED} {terms.boolean(True)} .\n")
    if function:
        lines.append(f"{me} {FUNCTION} {concept('function', function)} .\n")
    where, about = division(place, None, base)
    if where:
        lines += [f"{me} {ADMINISTERS} <{where}> .\n", *about]
    return tuple(lines)


@lru_cache(maxsize=4096)
def superior(name: str, function: str | None, place: str | None, base: str) -> tuple[str, ...]:
    """The organs above the one called ``name``: those of the same function for the divisions above its own."""
    divisions, organs = division_catalogue.load(), organ_catalogue.load()
    here = divisions.by_path(place) if place else None
    lines: list[str] = []
    function = function or organs.function_of(name)
    if here is None or function is None:
        return ()
    below, own = name, name.removeprefix(place or "")
    for above in divisions.above(here):
        level = "prefecture" if above.code in division_catalogue.MUNICIPALITIES else above.level
        organ = organs.named(own, level)  # the same name one level up, or else the usual organ of the function there
        if organ is None or organ.function != function or LEVEL_LETTERS[level] not in organ.levels:
            organ = organs.of_function(function, level)
        if organ is None or organ.template:
            break
        path = divisions.path(above)
        full = path + organ.name
        if full == below:
            break
        iri, about = _agency(full, organ.kind, function, path, False, base)
        lines += [f"<{iris.agency(below, base)}> {PART_OF_ORGANISATION} <{iri}> .\n", *about]
        below = full
    return tuple(lines)


def division(name: str | None, code: str | None, base: str) -> tuple[str | None, tuple[str, ...]]:
    """A division by its full name or code, with the ones above it; None without a name."""
    return _division(name, code, base) if name else (None, ())


@lru_cache(maxsize=8192)
def _division(name: str, code: str | None, base: str) -> Thing:
    divisions = division_catalogue.load()
    known = divisions.by_code(code) if code else divisions.by_path(name)
    if known is None:
        iri = iris.division(name, code, base)
        me = f"<{iri}>"
        lines = [f"{me} {A} {DIVISION} .\n", f"{me} {LABEL} {terms.zh(name)} .\n"]
        return iri, (*lines, f"{me} {CODE} {terms.text(code)} .\n") if code else tuple(lines)
    chain = [known, *divisions.above(known)]
    province = _place(chain[-1], base)
    lines = []
    for here, above in zip_longest(chain, chain[1:]):
        lines += _about(here, base)
        me = f"<{_place(here, base)}>"
        lines.append(f"{me} {PROVINCE} <{province}> .\n")
        if above:
            lines.append(f"{me} {BROADER} <{_place(above, base)}> .\n")
    for successor in known.successor:
        follows = divisions.by_code(successor[:6])
        if follows and follows.code != known.code:
            lines += [f"<{_place(known, base)}> {SUCCESSOR} <{_place(follows, base)}> .\n", *_about(follows, base)]
    return _place(known, base), tuple(lines)


def _place(known: Division, base: str) -> str:
    return iris.division(division_catalogue.load().path(known), known.official_code, base)


def _about(known: Division, base: str) -> list[str]:
    me = f"<{_place(known, base)}>"
    lines = [
        f"{me} {A} {DIVISION} .\n",
        f"{me} {LABEL} {terms.zh(division_catalogue.load().path(known))} .\n",
        f"{me} {DIVISION_LEVEL} {terms.text(known.level)} .\n",
    ]
    if known.official_code:
        lines.append(f"{me} {CODE} {terms.text(known.official_code)} .\n")
    if known.valid_from:
        lines.append(f"{me} {VALID_FROM} {terms.integer(known.valid_from)} .\n")
    if known.valid_to < 9999:
        lines.append(f"{me} {VALID_TO} {terms.integer(known.valid_to)} .\n")
    return lines


def programme(name: str, base: str) -> Thing:
    """A named initiative, campaign or system."""
    iri = iris.programme(name, base)
    return iri, (f"<{iri}> {A} {PROGRAMME} .\n", f"<{iri}> {LABEL} {terms.zh(name)} .\n")
