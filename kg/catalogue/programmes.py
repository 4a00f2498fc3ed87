"""The known programmes, campaigns, days and systems: ``data/programmes.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import rows


@dataclass(frozen=True, slots=True)
class Known:
    """A programme known beforehand.

    :param name: plain form; ``kind``: ``reform``, ``law``, ``campaign``, ``day``, ``system``, ``into`` or
        ``quoted`` for what is a name in quotation marks only, ``no`` for a slogan.
    :param aliases: its other wordings, without quotation marks.
    """

    name: str
    kind: str
    aliases: tuple[str, ...]


@cache
def load() -> dict[str, Known]:
    """All wordings, names and aliases, each with what it stands for."""
    found: dict[str, Known] = {}
    for row in rows("programmes.tsv"):
        aliases = () if row["aliases"] == "-" else tuple(row["aliases"].split(" "))
        known = Known(row["name"], row["kind"], aliases)
        for alias in aliases:
            found.setdefault(alias, known)
    for row in rows("programmes.tsv"):  # a name of its own wins over an alias of another
        aliases = () if row["aliases"] == "-" else tuple(row["aliases"].split(" "))
        found[row["name"]] = Known(row["name"], row["kind"], aliases)
    return found


@cache
def unquoted() -> dict[str, Known]:
    """Those that are names wherever they stand, not in quotation marks only."""
    return {name: known for name, known in load().items() if known.kind != "quoted"}
