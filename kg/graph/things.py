"""The things that reports share: acts and their versions, programmes; bodies and places in modules of their own.

Each function gives the thing's IRI and the N-Quads lines about it. What the catalogue knows comes from there, so that it is
the same in whatever report the thing turns up; the record fills in what the catalogue does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from kg.catalogue import acts as act_catalogue
from kg.catalogue.acts import Version
from kg.graph import bodies, iris, places, terms
from kg.graph.namespaces import concept
from kg.graph.places import Thing
from kg.graph.tokens import (
    ACT,
    ADMINISTERS,
    BROADER,
    CODE,
    DATE_DOCUMENT,
    DIVISION_LEVEL,
    DOCNUM,
    FUNCTION,
    IN_FORCE_FROM,
    ISSUER,
    KIND,
    LABEL,
    LEVEL,
    MASKED,
    NO_LONGER,
    PART_OF_ORGANISATION,
    PLACE,
    PROGRAMME,
    PROVINCE,
    REALIZED,
    REPEALED_BY,
    REPEALED_ON,
    SHORT_TITLE,
    VALID_FROM,
    VALID_TO,
    VERSION,
    WORK,
    A,
)
from kg.records import Agency, Citation

#: Properties of shared things that have one value at most (``owl:FunctionalProperty`` in the ontology, and labels).
SINGLE = frozenset({
    LABEL, LEVEL, SHORT_TITLE, REPEALED_ON, REPEALED_BY, KIND, FUNCTION, ADMINISTERS, CODE, PROVINCE, DIVISION_LEVEL,
    PART_OF_ORGANISATION, DATE_DOCUMENT, IN_FORCE_FROM, NO_LONGER, DOCNUM, PLACE, BROADER, VALID_FROM, VALID_TO,
})  # fmt: skip

_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def cited(c: Citation, report: str, base: str) -> tuple[str | None, tuple[str, ...]]:
    """The act that ``c`` cites; None where it is ambiguous. A masked act is a node of the report's own."""
    if c.resolution == "ambiguous" and c.candidates:
        return None, ()
    title = c.canonical or c.act
    if title and act_catalogue.load().get(title):
        return _in_version(title, c.version, base)
    if "masked" in c.flags or "*" in c.title:
        iri = f"{report}#act={c.start},{c.end}"
        return iri, (*_act(iri, c.title, c.level), f"<{iri}> {MASKED} {terms.boolean(True)} .\n")
    iri, title = iris.act(c, base), title or iris.document_name(c)
    lines = (*_act(iri, title, c.level), *_stated(iri, c, base))
    if c.version:
        lines += _version(iri, title, c.version)
    return iri, lines


@lru_cache(maxsize=8192)
def _in_version(title: str, version: str | None, base: str) -> Thing:
    """An act of the catalogue with the version of it that is cited."""
    iri, lines = statute(title, base)
    return iri, (*lines, *_version(iri, title, version)) if version else lines


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
        issuer, about = bodies.agency(Agency(0, 0, name, canonical=name, kind=""), "", base)
        lines += [f"<{iri}> {ISSUER} <{issuer}> .\n", *about]
    if c.place and c.level != "work":
        place, about = places.division(c.place, None, base)
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
        issuer, about = bodies.agency(Agency(0, 0, name, canonical=name, kind=""), "", base)
        lines += [f"{me} {ISSUER} <{issuer}> .\n", *about]
    if known.place:
        place, about = places.division(known.place, None, base)
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
    for version, end in _with_ends(title, known.repealed_on):
        lines += _version(iri, title, version.date)
        node = f"<{iris.version(iri, version.date)}>"
        if _FULL_DATE.fullmatch(version.effective):
            lines.append(f"{node} {IN_FORCE_FROM} {terms.date(version.effective)} .\n")
        if _FULL_DATE.fullmatch(end):
            lines.append(f"{node} {NO_LONGER} {terms.date(end)} .\n")
        if version.docnum:
            lines.append(f"{node} {DOCNUM} {terms.text(version.docnum)} .\n")
    return iri, tuple(dict.fromkeys(lines))


@lru_cache(maxsize=8192)
def outdated(title: str, version: str | None, year: int) -> tuple[str, ...]:
    """The days (YYYY-MM-DD) on which an act ended and the cited version of it, of those by the first day of ``year``.

    :param title: of the act, in full. :param version: its date of promulgation, as citations have it.
    """
    known = act_catalogue.load().get(title)
    if known is None:
        return ()
    ends = {known.repealed_on} | {end for v, end in _with_ends(title, known.repealed_on) if v.date == version}
    return tuple(sorted(end for end in ends if _FULL_DATE.fullmatch(end) and end <= f"{year}-01-01"))


def _with_ends(title: str, repealed_on: str) -> Iterator[tuple[Version, str]]:
    """The known versions of an act, each with the day from which it was no longer in force, where that is known."""
    versions = act_catalogue.load().versions(title)
    for version, following in zip_longest(versions, versions[1:]):
        yield version, following.since if following else repealed_on


@lru_cache(maxsize=8192)
def programme(name: str, base: str) -> Thing:
    """A named initiative, campaign or system."""
    iri = iris.programme(name, base)
    return iri, (f"<{iri}> {A} {PROGRAMME} .\n", f"<{iri}> {LABEL} {terms.zh(name)} .\n")
