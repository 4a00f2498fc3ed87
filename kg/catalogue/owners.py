"""Whom a body belongs to, as its full name begins: 中共|巴南区委员会, 国家税务总局|重庆市税务局."""

from __future__ import annotations

from functools import cache

from kg.resources import rows


@cache
def of(*sorts: str) -> tuple[str, ...]:
    """The owners of some sorts, of all where none is given; see ``data/owners.tsv``.

    >>> of("bureau")
    ('国家税务总局', '国家统计局')
    """
    return tuple(row["owner"] for row in rows("owners.tsv") if not sorts or row["sort"] in sorts)


def at(name: str, *sorts: str) -> str:
    """The owner that a name begins with, empty where there is none.

    >>> at("国家税务总局重庆市税务局"), at("国家税务总局重庆市税务局", "party")
    ('国家税务总局', '')
    """
    return next((owner for owner in of(*sorts) if name.startswith(owner)), "")


def before(text: str, end: int, floor: int = 0, *sorts: str) -> str:
    """The owner that ends at ``end`` in a text and begins at ``floor`` or after, empty where there is none.

    >>> before("中共巴南区委", 2)
    '中共'
    """
    return next((owner for owner in of(*sorts) if text.endswith(owner, floor, end)), "")
