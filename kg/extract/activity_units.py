"""What the unit of a quantity says for and against a class of activity."""

from __future__ import annotations

from functools import cache

from kg.resources import rows

#: Units of people; those who come to something, among them also households and firms; and units of what is done at a time.
PEOPLE = frozenset("人 人次 名 位".split())
COMERS = PEOPLE | frozenset("户 家".split())
TIMES = frozenset("次 人次 场 场次 件 起 条".split())
#: Units that measure what a count before has brought: 查处12起，罚款3万元.
MEASURING = frozenset("元 % 平方米 亩".split())
RATES = frozenset("% 百分点".split())
KINDS = frozenset("种 类".split())


@cache
def suggested() -> dict[str, tuple[str, float]]:
    """Units → the class that each speaks for by itself, and how strongly: ``data/activity_units.tsv``."""
    return {r["unit"]: (r["suggests"], float(r["weight"])) for r in rows("activity_units.tsv") if r["suggests"] != "-"}


@cache
def unlikely() -> dict[str, frozenset[str]]:
    """Units → the classes that each hardly ever counts."""
    return {r["unit"]: frozenset(r["unlikely"].split(" ")) for r in rows("activity_units.tsv") if r["unlikely"] != "-"}
