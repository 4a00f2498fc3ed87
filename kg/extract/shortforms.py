"""Names that a report gives to an act for the rest of its text, and words that point back to one.

``《…条例》（以下简称《条例》）``, ``（以下简称“新法”）``, ``（下称“两法”）`` bind; ``该法``, ``本条例`` point to the last act of that form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_DEFINITION = re.compile(
    r"""(?:以下|下文|以后|后文|下)?(?:统|均|并|合|通|一并)?(?:简称|下称|称|统称)(?:之)?(?:为|作|:|：)?[ ]*
        (?: 《(?P<marked>[^《》]{1,30})》
          | [“"‘'「『](?P<quoted>[^“”"‘’'「」『』]{1,30})[”"’'」』]
          | (?P<plain>[\u4e00-\u9fff]{2,12}) )""",
    re.VERBOSE,
)
_COUNT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_BUNDLE = re.compile(r"(?:[一二两三四五六](?:法|部法律?|条例|个?条例|规划|纲要|办法|规定|规|例|个?文件|个?意见))+")
#: Words too common to stand for an act unless they are quoted.
_COMMON = frozenset(
    "条例 办法 规定 意见 方案 通知 纲要 规划 计划 细则 实施方案 实施意见 决定 规则 制度 标准 清单 要点 指引 公告 法 新规".split()
)
_POINTER = re.compile(
    r"[该本](?<![日基资成根版文剧样原标课蓝读绘账书副]本)(?P<form>法(?![律规治制院官庭人定学务理])|条例|办法(?!律)|规定(?!动作)|细则)(?!草案)"
)


@dataclass(frozen=True, slots=True)
class Binding:
    """``name`` stands for the ``count`` titles before the definition, from ``position`` on."""

    name: str
    count: int
    position: int
    marked: bool

    @property
    def bare(self) -> bool:
        """Whether the name may be recognised without marks or quotes."""
        return len(self.name) >= 2 and self.name not in _COMMON


def defined(text: str, start: int, end: int) -> Binding | None:
    """The name that the remark between ``start`` and ``end`` gives to the titles before it.

    >>> defined("以下简称《条例》", 0, 8).name
    '条例'
    """
    match = _DEFINITION.search(text, start, end)
    if match is None:
        return None
    name = (match["marked"] or match["quoted"] or match["plain"]).strip()
    count = sum(_COUNT.get(c, 0) for c in name) if _BUNDLE.fullmatch(name) else 1
    return Binding(name.strip("《》〈〉"), count, match.end(), match["marked"] is not None)


def common(name: str) -> bool:
    """Whether ``name`` is a bare form (条例, 办法): in title marks it means the last act of that form."""
    return name in _COMMON


#: 新法, 新条例: the last act of that form that the report called new.
_NEW_POINTER = re.compile(
    r"新(?<![创更革刷全翻最等批列部项类]新)(?P<form>法(?![律规治制院官庭人定学务理]|新规|速递)|条例|办法)(?!草案)"
)


def new_pointers(text: str) -> list[tuple[int, int, str]]:
    """Where ``新法``, ``新条例`` … stand, with the form of act they point to."""
    return [(m.start(), m.end(), m["form"]) for m in _NEW_POINTER.finditer(text)]


def pointers(text: str) -> list[tuple[int, int, str]]:
    """Where ``该法``, ``本条例`` … stand, with the form of act they point to."""
    return [(m.start(), m.end(), m["form"]) for m in _POINTER.finditer(text)]


#: The definitions of each name in their order: where it begins to hold, what it stands for, whether it may stand bare.
Bindings = dict[str, list[tuple[int, tuple[str, ...], bool]]]


def meaning(bindings: Bindings, name: str, position: int) -> tuple[str, ...] | None:
    """What the name stands for at ``position``: the last definition before it."""
    defined = bindings.get(name)
    last = bisect_right(defined, position, key=position_of) if defined else 0
    if not defined or not last:
        return None
    names = defined[last - 1][1]
    return names if name not in names else None


def position_of(definition: tuple[int, tuple[str, ...], bool]) -> int:
    """Where a definition begins to hold."""
    return definition[0]
