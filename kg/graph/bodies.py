"""Agencies and other organisations: their IRIs, and what is stated of them and of the organs above them."""

from __future__ import annotations

from functools import lru_cache

from kg.catalogue import holders
from kg.catalogue import organs as organ_catalogue
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
        table, own = organ_catalogue.load(), holders.without_place(name)
        organ = table.named(name) or table.named(own)
        kind, function = (organ.kind, organ.function) if organ else (kind, table.function_of(own))
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
    where, about = places.division(place, None, base)
    if where:
        lines += [f"{me} {ADMINISTERS} <{where}> .\n", *about]
    return tuple(lines)


@lru_cache(maxsize=4096)
def superior(name: str, function: str | None, place: str | None, base: str) -> tuple[str, ...]:
    """The bodies that the one called ``name`` is part of, one above the other.

    A branch is part of its bureau, a subdistrict's office of the district's government, and where a service is led from
    above (taxes, weather) each organ of the one a level up. A department of a local government is part of that government
    and no more than guided by the department above it, so that nothing is stated of it.
    """
    lines: list[str] = []
    below = name
    for above in holders.of(name, function, place):
        iri, about = _agency(above.name, "government", above.function, above.place, False, base)
        lines += [f"<{iris.agency(below, base)}> {PART_OF_ORGANISATION} <{iri}> .\n", *about]
        below = above.name
    return tuple(lines)
