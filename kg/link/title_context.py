"""What the words around a title say of it: that the agency made it, that copies of it were given away."""

from __future__ import annotations

import re

from kg.records import Citation

_MADE = re.compile(
    r"(?:制定|制订|起草|草拟|拟定|编制|印发|出台|下发|修订|完善|建立|形成|代拟|发布|颁布|公布|推出|细化)(?:了|并|实施|学习|贯彻|完善|印发|下发|出台|发布|本局|我局|《[^《》]{1,60}》|[（(][^（）()]{1,40}[）)]|[、，和及以])*$"
)
#: Papers that are booklets where copies of them are given away: 发放《…指南》3千册.
_BOOKLET = re.compile(r"(?:指南|提示|须知|明白卡|明白纸|告知书)$")
_GIVEN = re.compile(r"(?:发放|派发|分发|散发|赠送|发送|印发|印制|编印)[^，。；《》]{0,8}$")
_COPIES = re.compile(r"[ 共等]{0,2}[\d０-９.,，〇零一二三四五六七八九十百千万两余多]{1,9}[册本份张]")
_TITLE_BEFORE = re.compile(r"(?:《[^《》]{1,80}》(?:[（(][^（）()]{1,40}[）)])?[、，和及与以 ]*)+$")


def booklet(title: str) -> bool:
    """Whether a paper of this title is a booklet where copies of it are given away: 《…指南》."""
    return _BOOKLET.search(title) is not None


def given_away(text: str, citation: Citation) -> bool:
    """Whether copies of it were given to the public: 发放《…指南》3千册."""
    before = text[max(0, citation.start - 14) : citation.start]
    return _GIVEN.search(before) is not None and _COPIES.match(text[citation.end : citation.end + 16]) is not None


def made_by_agency(text: str, citation: Citation) -> bool:
    """Whether the report says that its agency made the act: 制定了《…》, 印发《A》《B》."""
    before = _TITLE_BEFORE.sub("", text[max(0, citation.start - 160) : citation.start])
    return _MADE.search(before[-14:]) is not None
