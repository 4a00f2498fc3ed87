"""Agencies and other organisations: their IRIs, and what is stated of them and of the organs above them."""

from __future__ import annotations

from functools import lru_cache

from kg.catalogue import divisions as division_catalogue
from kg.catalogue import organs as organ_catalogue
from kg.catalogue.organs import LEVEL_LETTERS, Organ
from kg.graph import iris, places, terms
from kg.graph.namespaces import concept
from kg.graph.places import Thing
from kg.graph.tokens import (
    ADMINISTERS,
    AGENCY,
    FUNCTION,
    KIND,
    LABEL,
    MASKED,
    PART_OF_ORGANISATION,
    A,
)
from kg.records import Agency


def agency(mention: Agency, report: str, base: str) -> Thing:
    """The organisation of a mention. One whose full name is not known is a node of the report's own, never merged."""
    name = mention.canonical
    if name:
        return _agency(name, mention.kind, mention.function, mention.division, mention.masked, base)
    iri = f"{report}#agency={iris.segment(mention.surface)}"
    return iri, _agency_lines(
        iri, mention.surface, mention.kind, mention.function, mention.division, mention.masked, base
    )


@lru_cache(maxsize=1 << 13)
def _agency(name: str, kind: str, function: str | None, place: str | None, masked: bool, base: str) -> Thing:
    iri = iris.agency(name, base)
    if not kind:  # named by a catalogue or a title, not by a text that was read
        table, own = organ_catalogue.load(), _without_place(name)
        organ = table.named(name) or table.named(own)
        kind, function = (organ.kind, organ.function) if organ else (kind, table.function_of(own))
    return iri, _agency_lines(iri, name, kind, function, place, masked, base)


def _without_place(name: str) -> str:
    """The name of a body without the full name of the place that it begins with: 广东省|人民政府."""
    known = division_catalogue.load().by_path
    return next((name[end:] for end in range(len(name) - 1, 2, -1) if known(name[:end])), name)


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
    where, about = places.division(place, None, base)
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
        organ = _above(own, function, level)
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


def _above(own: str, function: str, level: str) -> Organ | None:
    """The organ of a function one level up: the 厅 of a province, or else the one of the same name, or the usual one."""
    organs = organ_catalogue.load()
    usual = organs.of_function(function, level)
    lasting = (
        usual is not None and usual.name.endswith("厅") and usual.valid_to == 9999
    )  # not that of forestry until 2018
    if level == "province" and lasting and own.endswith(("局", "委员会")):
        return usual
    organ = organs.named(own, level)
    fits = organ is not None and organ.function == function and LEVEL_LETTERS[level] in organ.levels
    return organ if fits else usual
