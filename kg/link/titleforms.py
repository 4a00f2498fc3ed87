"""Titles of acts as people write them: cut short, with remarks and marks, without connectives."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.catalogue import acts as catalogue
from kg.catalogue.acts import Act, key

_CONNECTIVES = re.compile(r"[和与及的、]|以及")
_DRAFT_REMARK = re.compile(r"[（(][^（）()]{0,6}(?:草案|征求意见稿|送审稿|讨论稿|审议稿)[^（）()]{0,6}[）)]$")


def cut_short(words: str, title: str) -> bool:
    """Whether the characters of ``words`` stand in ``title`` in this order: 事故调查条例 in 生产安全事故报告和调查处理条例."""
    rest = iter(title)
    return all(c in rest for c in words)


_ONE_KIND = str.maketrans("〈〉‹›<>﹤﹥＜＞()", "《》《》《》《》《》（）")


@lru_cache(maxsize=1 << 14)
def clean(title: str) -> str:
    """A title as an identifier: no spaces, one kind of inner marks, no remark on its version."""
    plain = re.sub(r"[\s\u3000]+", " ", title).strip()
    plain = re.sub(r"(?<=[\u3400-\u9fff）》]) (?=[\u3400-\u9fff（《])", "", plain)
    plain = _DRAFT_REMARK.sub("", plain)
    plain = re.sub(r"[（(](?:(?:19|20)\d\d年?)?(?:\d{1,2}月)?(?:修[订正改](?:版|本)?|版|最新版)[）)]$", "", plain)
    return plain.translate(_ONE_KIND)


def closed(title: str) -> str:
    """A title with its round brackets closed: 纲要（2021－2025年 lost the last one."""
    return title + "）" * (title.count("（") - title.count("）"))


@cache
def _loose_index() -> dict[str, Act | None]:
    """National acts by their titles without connectives; None where two acts fall together."""
    index: dict[str, Act | None] = {}
    for act in catalogue.load():
        if act.place or act.level not in (
            "law",
            "administrative_regulation",
            "department_rule",
            "party_regulation",
            "judicial_interpretation",
        ):
            continue
        loose = _CONNECTIVES.sub("", key(act.title))
        if len(loose) >= 6:
            index[loose] = None if loose in index else act
    return index


def loosely(title: str) -> Act | None:
    """The act whose title differs only in connectives: 生产安全事故报告调查处理条例."""
    return _loose_index().get(_CONNECTIVES.sub("", key(title)))
