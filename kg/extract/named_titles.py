"""Citations between title marks: what each title stands for, and the names that the report gives to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from kg.extract import remarks, shortforms, titles
from kg.extract.remarks import Found
from kg.extract.shortforms import Bindings, meaning, position_of

#: The report's own title: …2021年(度)法治政府建设(工作)(情况的)报告.
_OWN = re.compile(
    r"""(?:.{0,40}?关于)?(?:.{0,40}?)(?:20\d\d|二[〇○零][一二]\S)[ ]*年(?:度)?.{0,16}?
        (?:法治|依法行政|法制).{0,14}?(?:报告|总结|情况|自查报告|年报)$""",
    re.VERBOSE,
)
_REPORTED = ("报告", "总结", "情况", "年报")
_PRESENTED = re.compile(
    r"(?:现将|特将|特此公布|公开|公布|发布|附件\d?[:：]?)[ ]*(?:我[局委办市区县镇]|本[局委办]|[\u4e00-\u9fff]{0,16})$"
)
_SLACK = 300  # the letterhead


def find(text: str, scanned: list[titles.Title]) -> tuple[list[Found], Bindings, list[tuple[int, int]]]:
    """Citations between title marks, the names the report gives to them, and the spans of their numbers."""
    found: list[Found] = []
    outer: list[Found] = []
    bindings: Bindings = {}
    numbers: list[tuple[int, int]] = []
    floor = 0
    for index, title in enumerate(scanned):
        if _is_own(text, title):
            floor = title.end
            continue
        citation = Found(title.start, title.end, title.text, "title", 0.8 if "unclosed" in title.flags else 1.0)
        citation.flags += title.flags
        limit = scanned[index + 1].start if index + 1 < len(scanned) else len(text)
        binding = remarks.read(text, citation, floor, limit)
        if citation.number:
            numbers.append(citation.number)
        if outer:
            remarks.go_on(text, citation, outer[-1])
        outer.append(citation)
        if binding is not None:
            names = tuple(c.stands_for or c.title for c in _listed(text, outer, binding.count))
            bindings.setdefault(binding.name, []).append((binding.position, names, binding.bare))
            if binding.marked:
                floor = citation.after
        elif meant := meaning(bindings, citation.title, citation.start):
            citation.rule, citation.stands_for = "short-form", meant[-1]
            found += [_copy(citation, name) for name in meant[:-1]]
        elif full := _carries_out(text, outer, citation):
            citation.rule, citation.stands_for, citation.confidence = "short-form", full, 0.9
        elif shortforms.common(citation.title) and (last := _last_of_form(outer, citation.title)):
            citation.rule, citation.stands_for, citation.confidence = "short-form", last, 0.8
        found.append(citation)
        found += _inner(title)
        floor = max(floor, citation.after)
    return _define(found, bindings), bindings, numbers


def _listed(text: str, outer: list[Found], count: int) -> list[Found]:
    """The last ``count`` titles, as far as they stand in one enumeration."""
    listed = [outer[-1]]
    for citation in islice(reversed(outer), 1, None):
        between = text[citation.end : listed[-1].start]
        if len(listed) == count or not re.fullmatch(r"(?:[（(][^（）()]{1,60}[）)])?[ 、，,和及与以]{0,3}", between):
            break
        listed.append(citation)
    return listed[::-1]


def _carries_out(text: str, outer: list[Found], citation: Found) -> str | None:
    """《发票管理办法》及其《实施细则》 names 发票管理办法实施细则."""
    if citation.title not in ("实施细则", "实施条例", "实施办法", "实施规定") or len(outer) < 2:
        return None
    before = outer[-2]
    between = text[before.end : citation.start]
    if len(between) > 60 or not re.search(r"(?:及其|和|及|与|、|及其配套的?)$|^$", between):
        return None
    return (before.stands_for or before.title) + citation.title


def _last_of_form(outer: list[Found], form: str) -> str | None:
    """The title of the last act whose title ends in ``form``: 《条例》 after 《城镇燃气管理条例》."""
    for citation in reversed(outer[-13:-1]):
        title = re.sub(r"[（(][^（）()]*[）)]?$", "", citation.stands_for or citation.title)
        if title.endswith(form) and title != form:
            return citation.stands_for or citation.title
    return None


def _define(found: list[Found], bindings: Bindings) -> list[Found]:
    """The marked name inside a definition, （以下简称《条例》）, is a citation of what it defines."""
    for citation in found:
        defined = bindings.get(citation.title)
        if defined is None or citation.stands_for is not None:
            continue
        following = bisect_right(defined, citation.start, key=position_of)
        if following < len(defined):
            position, names, _ = defined[following]
            if position <= citation.end + 2 and citation.title not in names:
                citation.rule, citation.stands_for = "short-form", names[-1]
    return found


def _copy(citation: Found, name: str) -> Found:
    return Found(citation.start, citation.end, citation.title, citation.rule, citation.confidence, name)


def _inner(title: titles.Title) -> Iterator[Found]:
    for inner in title.inner:
        yield Found(inner.start, inner.end, inner.text, "title", 0.9, flags=["inner", *inner.flags], after=inner.end)
        yield from _inner(inner)


def _is_own(text: str, title: titles.Title) -> bool:
    """Whether the title is the report's own: in the letterhead, alone on its line, or presented (现将…公布如下)."""
    if not title.text.endswith(_REPORTED) or "通知" in title.text or not _OWN.fullmatch(title.text.strip()):
        return False
    line = text.rfind("\n", 0, title.start) + 1
    end = text.find("\n", title.end)
    alone = not text[line : title.start].strip() and not text[title.end : end if end >= 0 else len(text)].strip()
    return alone or (
        title.start < _SLACK and _PRESENTED.search(text[max(0, title.start - 30) : title.start]) is not None
    )
