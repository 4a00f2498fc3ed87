"""Acts known beforehand: their titles, levels, versions in time, and the names people use for them.

Read from ``data/acts.tsv``, ``data/act_versions.tsv`` and ``data/act_aliases.tsv``, once a process and only what is asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from kg.resources import folder

_COUNTRY = "中华人民共和国"
_MARKS = str.maketrans(
    {
        **dict.fromkeys("《》〈〉‹›<>﹤﹥＜＞≪≫«»“”\"'‘’「」『』、，,·•．. \t\n\u3000—–－-─~～", ""),
        "(": "（",
        ")": "）",
        "﹙": "（",
        "﹚": "）",
    }
)
#: Remarks on a version that stand behind a title and are no part of it: （2021年修正）, （修订）, （征求意见稿）.
_REMARK = re.compile(
    r"""（(?: (?:\d{4}年?)?(?:\d{1,2}月)?(?:最新)?(?:修[正订改](?:版|本|案|草案)?|版|本|新版|最新版|新修订)
          | \d{4}(?:年)? | 草案 | [^（）]{0,6}(?:征求意见稿?|送审稿|讨论稿|审议稿|公开征求意见稿|意见稿) | 审议稿 | 新 )）$""",
    re.VERBOSE,
)
_TRIAL = re.compile(r"（(?:试行|暂行)）$")


@lru_cache(maxsize=1 << 13)
def _one_kind_of_marks(title: str) -> str:
    return title.translate(_MARKS)


@lru_cache(maxsize=1 << 13)
def key(title: str) -> str:
    """What of a title decides whether two are the same: no marks, spaces, country name or remark on its version.

    >>> key("中华人民共和国 安全生产法（2021年修正）")
    '安全生产法'
    """
    plain = _one_kind_of_marks(title)
    while plain.endswith("）") and (shorter := _REMARK.sub("", plain)) != plain:
        plain = shorter
    return plain.replace(_COUNTRY, "") or plain


@dataclass(frozen=True, slots=True)
class Act:
    """An act as such, whatever its versions.

    :param level: one of :data:`kg.records.LEVELS`.
    :param place: province or city of a local act, empty for national ones.
    :param repealed_on: ISO date, also one in the future; ``repealed_by`` is the title of the act that did it.
    :param status: empty where the act was followed up, ``unknown`` where not, ``repealed`` on an unknown day.
    """

    title: str
    level: str
    issuer: str
    place: str
    repealed_on: str
    repealed_by: str
    status: str

    @property
    def short(self) -> str:
        """The title without 中华人民共和国."""
        return self.title.removeprefix(_COUNTRY)


@dataclass(frozen=True, slots=True)
class Version:
    """An act as promulgated or amended on a day. ``since`` is the first day it holds, as far as known."""

    date: str
    effective: str
    docnum: str

    @property
    def since(self) -> str:
        """First day in force; the day of promulgation where no other is known."""
        return self.effective or self.date


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name for one act or, for a bundle (行政三法), several.

    :param kind: ``short``, ``misquote``, ``bundle``, ``new`` (names the newest version), ``old``, ``number``.
    :param bare: whether the name is unmistakable without title marks.
    :param since, until: ISO dates between which the name means this; empty where always.
    """

    name: str
    targets: tuple[str, ...]
    kind: str
    bare: bool
    since: str
    until: str


class Acts:
    """The catalogue of acts. Make it with :func:`load`."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts = {act.title: act for act in acts}
        by_key: dict[str, list[Act]] = defaultdict(list)
        for act in self._acts.values():
            by_key[key(act.title)].append(act)
        self._by_key = dict(by_key)
        self._remembered = lru_cache(maxsize=1 << 13)(self._named)

    def __len__(self) -> int:
        return len(self._acts)

    def __iter__(self) -> Iterator[Act]:
        return iter(self._acts.values())

    def get(self, title: str) -> Act | None:
        """The act with exactly this title."""
        return self._acts.get(title)

    def named(self, title: str) -> tuple[Act, ...]:
        """Acts whose title is this but for marks, spaces, 中华人民共和国, （修订）; then also but for （试行）.

        A title that begins with 关于 may lack the bodies that it begins with in full: 最高人民法院|关于审理…的解释.
        """
        return self._remembered(title)

    def _named(self, title: str) -> tuple[Act, ...]:
        plain = key(title)
        bare = _TRIAL.sub("", plain)
        return (
            tuple(self._by_key.get(plain) or self._by_key.get(bare) or self._by_key.get(bare + "（试行）") or ())
            or (plain.startswith("关于") and self._without_issuer.get(plain))
            or ()
        )

    def local(self, title: str) -> tuple[Act, ...]:
        """Local acts that bear this title behind their place's name: 安全生产条例 → 重庆市安全生产条例 …"""
        return self._local.get(key(title), ())

    def aliases(self, name: str) -> tuple[Alias, ...]:
        """What the short, wrong or colloquial name can mean, one for each stretch of time."""
        return self._aliases.get(_one_kind_of_marks(name)) or self._aliases.get(key(name), ())

    def numbered(self, docnum: str) -> tuple[str, ...]:
        """Titles of the acts promulgated by this order or document number."""
        return self._by_number.get(number_key(docnum), ())

    def versions(self, title: str) -> tuple[Version, ...]:
        """The versions of the act with this title, oldest first."""
        return self._versions.get(title, ())

    def alias_names(self) -> Iterator[Alias]:
        """All aliases, by name."""
        for found in self._aliases.values():
            yield from found

    @cached_property
    def _local(self) -> dict[str, tuple[Act, ...]]:
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self._acts.values():
            if act.place and act.title.startswith(act.place):
                found[key(act.title[len(act.place) :])].append(act)
        return {name: tuple(acts) for name, acts in found.items()}

    @cached_property
    def _without_issuer(self) -> dict[str, tuple[Act, ...]]:
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self._acts.values():
            if act.issuer and act.title.startswith(f"{act.issuer}关于"):
                found[key(act.title[len(act.issuer) :])].append(act)
        return {name: tuple(acts) for name, acts in found.items()}

    @cached_property
    def _aliases(self) -> dict[str, tuple[Alias, ...]]:
        found: dict[str, list[Alias]] = defaultdict(list)
        for name, targets, kind, scope, since, until in _table("act_aliases.tsv"):
            alias = Alias(name, tuple(targets.split(";")), kind, scope == "text", since, until)
            found[_one_kind_of_marks(name)].append(alias)
        return {name: tuple(aliases) for name, aliases in found.items()}

    @cached_property
    def _versions(self) -> dict[str, tuple[Version, ...]]:
        found: dict[str, list[Version]] = defaultdict(list)
        for title, date, effective, docnum in _table("act_versions.tsv"):
            found[title].append(Version(date, effective, docnum))
        return {title: tuple(sorted(versions, key=lambda v: v.date)) for title, versions in found.items()}

    @cached_property
    def _by_number(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for title, versions in self._versions.items():
            for version in versions:
                if version.docnum:
                    found[number_key(version.docnum)][title] = None
        return {number: tuple(titles) for number, titles in found.items()}


_DIGITS = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0}
_ORDER = re.compile(r"(?P<body>.*?)(?P<year>\d{4}年)?第?(?P<number>[\d〇零○一二三四五六七八九十百]+)号(?P<after>.*)")
#: How an order's issuer is called in short.
_BODIES = (
    ("国家市场监督管理总局", "市监总局"), ("市场监管总局", "市监总局"), ("国家安全生产监督管理总局", "安监总局"), ("国家安监总局", "安监总局"),
    ("国家税务总局", "税务总局"), ("国家主席", "主席"), ("人民政府", "政府"), ("自治区", "区"), ("国家", ""), (_COUNTRY, ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def number_key(docnum: str) -> str:
    """One form for the ways to write a number: 中华人民共和国主席令第八十八号 = 主席令第88号, 国办发[2018] 118号 = 国办发〔2018〕118号.

    >>> number_key("国家主席令第八十八号") == number_key("主席令第88号")
    True
    """
    plain = re.sub(r"\s", "", docnum)
    plain = re.sub(r"[\[［【﹝（(]((?:19|20)\d\d)年?[\]］】﹞）)]", r"〔\1〕", plain)
    if "〔" in plain:
        return plain.replace("第", "")
    for name, short in _BODIES:
        plain = plain.replace(name, short)
    plain = plain.replace("令", "")
    match = _ORDER.fullmatch(plain)
    if match is None:
        return plain
    return f"{match['body'] or match['after']}令{_whole(match['number'])}"


def _whole(numeral: str) -> int:
    """``八十八`` or ``88`` as a number; ``一〇三`` and what mixes both kinds digit by digit."""
    if numeral.isdecimal():
        return int(numeral)
    if not set(numeral) & set("十百") or any(c.isdecimal() for c in numeral):
        return int("".join(str(_DIGITS.get(c, c)) for c in numeral if c not in "十百") or 0)
    total, digit = 0, 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def _table(name: str) -> Iterator[list[str]]:
    """The cells of a table of ``data/`` without its header; plain lists, since there are thousands of rows."""
    lines = (folder("data") / name).read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    next(rows)
    return rows


@cache
def load() -> Acts:
    """The catalogue, read once a process; versions and aliases are read when first asked for."""
    return Acts(Act(*cells) for cells in _table("acts.tsv"))
