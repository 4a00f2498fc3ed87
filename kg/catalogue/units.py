"""The units that count: ``data/units.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import rows


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is printed after a number.

    :param surface: as printed (``个学时``); ``base``: what it is normalised to (``学时``).
    :param numerals: ``any``, ``verb`` or ``digits``: after which numerals it counts something (see the table).
    :param not_before: strings that make it the beginning of another word (``人`` in 人民).
    """

    surface: str
    base: str
    numerals: str
    not_before: tuple[str, ...]


@cache
def load() -> dict[str, Unit]:
    """All units by their printed form."""
    return {
        row["surface"]: Unit(
            row["surface"],
            row["unit"],
            row["numerals"],
            () if row["not_before"] == "-" else tuple(row["not_before"].split(" ")),
        )
        for row in rows("units.tsv")
    }
