"""Divisions and zones: their IRIs, and what is stated of them and of those above them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

from kg.catalogue import divisions as division_catalogue
from kg.catalogue.divisions import Division
from kg.graph import iris, terms
from kg.graph.tokens import (
    BROADER,
    CODE,
    DIVISION,
    DIVISION_LEVEL,
    LABEL,
    PROVINCE,
    SUCCESSOR,
    VALID_FROM,
    VALID_TO,
    WITHIN,
    A,
)

#: A thing's IRI and the lines about it and what belongs to it.
Thing = tuple[str, tuple[str, ...]]


def division(name: str | None, code: str | None, base: str) -> tuple[str | None, tuple[str, ...]]:
    """A division by its full name or code, with the ones above it; None without a name."""
    return _division(name, code, base) if name else (None, ())


def province(iri: str, lines: Iterable[str]) -> str | None:
    """The token of the province that a division lies in, from the lines about it; None where that is in no table."""
    stated = f"<{iri}> {PROVINCE} "
    return next((line.removeprefix(stated).removesuffix(" .\n") for line in lines if line.startswith(stated)), None)


@lru_cache(maxsize=8192)
def _division(name: str, code: str | None, base: str) -> Thing:
    divisions = division_catalogue.load()
    known = divisions.by_code(code) if code else divisions.by_path(name)
    if known is None:
        return _in_no_table(name, code, base)
    lines = _with_those_above(known, base)
    for successor in known.successor:
        follows = divisions.by_code(successor[:6])
        if follows and follows.code != known.code:
            lines.append(f"<{_place(known, base)}> {SUCCESSOR} <{_place(follows, base)}> .\n")
            lines += _with_those_above(follows, base)
    return _place(known, base), tuple(lines)


def _with_those_above(known: Division, base: str) -> list[str]:
    """What is stated of a division and of all above it."""
    chain = [known, *division_catalogue.load().above(known)]
    province = _place(chain[-1], base)
    lines = []
    for here, above in zip_longest(chain, chain[1:]):
        lines += _about(here, base)
        me = f"<{_place(here, base)}>"
        lines.append(f"{me} {PROVINCE} <{province}> .\n")
        if above:
            lines.append(f"{me} {BROADER} <{_place(above, base)}> .\n")
    for depth, here in enumerate(chain):
        lines += [f"<{_place(here, base)}> {WITHIN} <{_place(above, base)}> .\n" for above in chain[depth + 1 :]]
    return lines


def _in_no_table(name: str, code: str | None, base: str) -> Thing:
    """A township, or a zone without a code: its full name begins with that of the division it lies in."""
    divisions = division_catalogue.load()
    iri = iris.division(name, code, base)
    me = f"<{iri}>"
    lines = [f"{me} {A} {DIVISION} .\n", f"{me} {LABEL} {terms.zh(name)} .\n", f"{me} {WITHIN} {me} .\n"]
    if code:
        lines.append(f"{me} {CODE} {terms.text(code)} .\n")
    above = next((found for end in range(len(name) - 1, 1, -1) if (found := divisions.by_path(name[:end]))), None)
    if above is not None:
        chain = [above, *divisions.above(above)]
        lines += [
            f"{me} {PROVINCE} <{_place(chain[-1], base)}> .\n",
            f"{me} {BROADER} <{_place(above, base)}> .\n",
            *(f"{me} {WITHIN} <{_place(place, base)}> .\n" for place in chain),
            *_with_those_above(above, base),
        ]
    return iri, tuple(lines)


def _place(known: Division, base: str) -> str:
    return iris.division(division_catalogue.load().path(known), known.official_code, base)


def _about(known: Division, base: str) -> list[str]:
    me = f"<{_place(known, base)}>"
    lines = [
        f"{me} {A} {DIVISION} .\n",
        f"{me} {LABEL} {terms.zh(division_catalogue.load().path(known))} .\n",
        f"{me} {DIVISION_LEVEL} {terms.text(known.level)} .\n",
        f"{me} {WITHIN} {me} .\n",
    ]
    if known.official_code:
        lines.append(f"{me} {CODE} {terms.text(known.official_code)} .\n")
    if known.valid_from:
        lines.append(f"{me} {VALID_FROM} {terms.integer(known.valid_from)} .\n")
    if known.valid_to < 9999:
        lines.append(f"{me} {VALID_TO} {terms.integer(known.valid_to)} .\n")
    return lines
