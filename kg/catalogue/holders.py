"""Which body another one is part of, by their full names: 重庆市公安局巴南区分局 of 重庆市公安局.

==========================================  ====================================================
``重庆市公安局巴南区分局``                       重庆市公安局: a branch of a bureau
``广东省广州市天河区石牌街道办事处``              广东省广州市天河区人民政府: the district's office on the spot
``国家税务总局重庆市巴南区税务局``                国家税务总局重庆市税务局, 国家税务总局: a service led from above
``山东省东营市河口区气象局``                     山东省东营市气象局, 山东省气象局, 中国气象局
``中华人民共和国南宁海关``                       中华人民共和国海关总署
``重庆市巴南区应急管理局``                       none: a department of its government, only guided from above
==========================================  ====================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.catalogue import divisions, organs

_BRANCH = re.compile(r"(?P<whole>.{3,}[局厅])(?P<branch>.{1,14}分局)")
_STREET = re.compile(r"(?P<government>.+人民政府)?.+街道办事处")
_CUSTOMS = re.compile(r"中华人民共和国.{2,12}(?<!总署)海关")
#: Brigades by the level of the division they serve: 消防救援大队 of a county, 支队 of a city, 总队 of a province.
_BRIGADES = {"prefecture": "支队", "province": "总队"}


class Holder(NamedTuple):
    """A body that others are part of; ``place``: full path of the division it serves, None for the whole country."""

    name: str
    function: str | None
    place: str | None


def without_place(name: str) -> str:
    """The name of a body without the full name of the place that it begins with: 广东省|人民政府."""
    table = divisions.load()
    for end in range(len(name) - 1, 2, -1):
        found = table.by_path(name[:end])
        if found is not None and table.path(found) == name[:end]:
            return name[end:]
    return name


def of(name: str, function: str | None, place: str | None) -> Iterator[Holder]:
    """The bodies that the one called ``name`` is part of, the next first.

    :param place: full path of the division it serves.
    """
    if (branch := _BRANCH.fullmatch(name)) is not None:
        whole = branch["whole"]
        at = whole.removesuffix(without_place(whole)) or place
        yield Holder(whole, function, at)
        yield from of(whole, function, at)
    elif (street := _STREET.fullmatch(name)) is not None:
        at = name.removesuffix(without_place(name))
        if at:
            yield Holder(street["government"] or f"{at}人民政府", "general-government", at)
    elif _CUSTOMS.fullmatch(name):
        yield Holder("中华人民共和国海关总署", "customs", None)
    else:
        yield from _leading(name, function or organs.load().function_of(name), place)


def _leading(name: str, function: str | None, place: str | None) -> Iterator[Holder]:
    """The organs of a service led from above, up to the national one; of others the national body whose name they bear."""
    table = organs.load()
    known = table.functions.get(function or "")
    national = [o for o in table.all if o.national and o.function == function and o.kind == "government"]
    if known is not None and known.led:
        here = divisions.load().by_path(place) if place else None
        for above in divisions.load().above(here) if here is not None else ():
            path = divisions.load().path(above)
            if place and place in name and (full := _above(name, place, path, above.level)) is not None:
                yield Holder(full, function, path)
        if len(national) == 1 and not national[0].valid_from:
            yield Holder(national[0].template, function, None)
        return
    for organ in national:
        if len(organ.template) > 4 and name.startswith(organ.template) and name != organ.template:
            yield Holder(organ.template, function, None)
            return


def _above(name: str, place: str, path: str, level: str) -> str | None:
    """The name of the same organ for the division ``path`` above its own."""
    full = name.replace(place, path)
    if not full.endswith("队"):
        return full
    brigade = _BRIGADES.get(level)
    return full[:-2] + brigade if brigade is not None else None
