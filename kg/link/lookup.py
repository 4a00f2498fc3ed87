"""A title in the catalogue of acts: as it stands, at home, and with what people leave out or get wrong.

The ways of looking stand in a table; the first that finds an act decides.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kg.catalogue import acts as catalogue
from kg.catalogue import divisions, wordlists
from kg.catalogue.acts import Act
from kg.link import titleforms, titleplaces
from kg.link.places import Place
from kg.records import LEVELS, ReportFacts

#: Levels of statutes; and those whose acts have an official title.
STATUTES = LEVELS[: LEVELS.index("party_regulation")]
OFFICIAL = (*STATUTES, "party_regulation")
_PREFIX = re.compile(
    r"^(?:(?:国务院|国家|新修订的?|新修正的?|新颁布的?|新|最新|\d{4}(?:年|版|年版)?(?:新?修订|新?修正)?(?:版|的)?))+"
)
#: So many years after its repeal a national act is no longer spoken of; a shorter time after, old habits may be.
_FORGOTTEN = 5
#: So many places with an act of one name make it likely that yet another has one.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Link:
    """What one name links to in a report.

    :param act: identifier of the act; ``known``: the act, where the catalogue has it.
    :param new: whether the name says that the newest version is meant.
    """

    level: str | None
    canonical: str | None
    act: str
    resolution: str
    known: Act | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()
    confidence: float = 1.0
    new: bool = False


def linked(act: Act, resolution: str, confidence: float, *, new: bool = False) -> Link:
    """The link to an act of the catalogue."""
    canonical = act.title if act.level in OFFICIAL else None
    return Link(act.level, canonical, act.title, resolution, act, act.place or None, (), confidence, new)


def one(found: tuple[Act, ...], title: str, resolution: str) -> Link:
    """Of several acts with one key: the exact title, then those of no place, those in force, the newest."""
    exact = [act for act in found if act.title == title]
    if exact or len(found) == 1:
        act = exact[0] if exact else found[0]
    else:
        act = max(found, key=lambda a: (not a.place, a.status == "", not a.repealed_on, _promulgated(a), a.title))
    return linked(act, resolution, 1.0)


def _promulgated(act: Act) -> str:
    """The day of an act's newest version, empty where none is known."""
    versions = catalogue.load().versions(act.title)
    return versions[-1].date if versions else ""


class Asked(NamedTuple):
    """A title that a report cites.

    :param home: the place of the report; ``own`` whether the report says that its agency made the act; ``draft`` whether
        it is not yet promulgated.
    """

    title: str
    facts: ReportFacts
    home: Place | None
    own: bool = False
    draft: bool = False


def look_up(asked: Asked) -> Link | None:
    """The act of the catalogue that a title names; None where no way leads to one."""
    for way in _WAYS:
        if (link := way(asked)) is not None:
            return link
    return None


def _as_it_stands(asked: Asked) -> Link | None:
    """The title itself, unless what it names was out of force and the report's own place has an act called so."""
    title = asked.title
    found = catalogue.load().named(title)
    if not found:
        return None
    ours = asked.own or asked.draft or title.startswith("中华人民共和国")
    if not ours and all(_out_of_time(act, asked.facts) for act in found):
        long_ago = f"{(asked.facts.report_year or 0) - _FORGOTTEN}-01-01"
        forgotten = all(not act.repealed_on or act.repealed_on < long_ago for act in found)
        local = _local(asked) or (_untold(asked) if forgotten else None)
        if local is not None:
            return local
    return one(found, title, "exact")


def _at_home(asked: Asked) -> Link | None:
    return None if asked.own else _local(asked)


def _with_its_place(asked: Asked) -> Link | None:
    """《重庆安全生产条例》 as 重庆市安全生产条例."""
    where = titleplaces.leading(asked.title, asked.home, asked.facts.report_year)
    if where is None or where.division is None or asked.title[: where.end] == where.division.name:
        return None
    found = catalogue.load().named(where.division.name + asked.title[where.end :])
    return one(found, asked.title, "alias") if found else None


def _without_prefix(asked: Asked) -> Link | None:
    """《新修订的行政处罚法》, 《国家消防法》."""
    title = asked.title
    stripped = _PREFIX.sub("", title)
    found = catalogue.load().named(stripped) if stripped != title and len(stripped) >= 4 else ()
    if not found:
        return None
    link = one(found, title, "alias")
    if link.level not in ("law", "administrative_regulation", "constitution"):
        return None
    return dataclasses.replace(link, new="新" in title[: len(title) - len(stripped)])


def _of_a_body(asked: Asked) -> Link | None:
    """A decision of the national legislature, or a rule of the customs, cited without its name."""
    bodies = (*wordlists.of("title_words.tsv", "deciding"), "海关") if asked.title.startswith("关于") else ("海关",)
    found = next((acts for body in bodies if (acts := catalogue.load().named(body + asked.title))), ())
    return one(found, asked.title, "alias") if found else None


def _loosely(asked: Asked) -> Link | None:
    loose = titleforms.loosely(asked.title)
    return linked(loose, "alias", 0.9) if loose is not None else None


_WAYS: tuple[Callable[[Asked], Link | None], ...] = (
    _as_it_stands,
    _at_home,
    _with_its_place,
    _without_prefix,
    _of_a_body,
    _loosely,
)


def _out_of_time(act: Act, facts: ReportFacts) -> bool:
    """Whether a national act cannot be meant: repealed when the report's year began, or first made after its date."""
    year = facts.report_year
    if act.place or year is None:
        return False
    latest = max(facts.issued or "", f"{year}-12-31")
    versions = catalogue.load().versions(act.title)
    return "" < act.repealed_on <= f"{year}-01-01" or (bool(versions) and versions[0].date > latest)


def _local(asked: Asked) -> Link | None:
    """A local act named without its place: the report's own place decides, then those above it."""
    found = catalogue.load().local(asked.title)
    if not found:
        return None
    for name in _chain(asked):
        for act in found:
            if act.place and act.place == name:
                return linked(act, "alias", 0.9)
    if asked.home is not None or len(found) == 1:
        return None
    titles = tuple(sorted(act.title for act in found))
    return Link(found[0].level, None, asked.title, "ambiguous", candidates=titles, confidence=0.5)


def _untold(asked: Asked) -> Link | None:
    """The local act of a province of which no table has one, where many others have it: what it is called is not guessed."""
    found = catalogue.load().local(asked.title)
    if len(found) < _MANY or not (chain := _chain(asked)):
        return None
    return Link(found[0].level, None, chain[-1] + asked.title, "unknown", place=chain[-1], confidence=0.5)


def _chain(asked: Asked) -> list[str]:
    """Names of the report's place and those above it, nearest first."""
    if asked.home is None or asked.home.division is None:
        return []
    above = divisions.load().above(asked.home.division, asked.facts.report_year)
    return [asked.home.division.name, *(division.name for division in above)]
