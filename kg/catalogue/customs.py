"""Customs houses: the names of those that are not called after a division, and the places that houses serve."""

from __future__ import annotations

from functools import cache

from kg.resources import rows


@cache
def houses() -> dict[str, str]:
    """The houses of ``data/customs.tsv`` with the place that each serves, empty where that is not told.

    >>> houses()["南宁海关"], "东渡海关" in houses(), "绿色海关" in houses()
    ('广西壮族自治区', True, False)
    """
    return {row["customs"]: row["place"] for row in rows("customs.tsv")}
