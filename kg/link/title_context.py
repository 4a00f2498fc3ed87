"""What the words around a title say of it: what kind of act it is, that the agency made it, that copies were given away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.records import Citation

_MADE = re.compile(
    r"(?:制定|制订|起草|草拟|拟定|编制|印发|出台|下发|修订|完善|建立|形成|代拟|发布|颁布|公布|推出|细化)(?:了|并|实施|学习|贯彻|完善|印发|下发|出台|发布|本局|我局|《[^《》]{1,60}》|[（(][^（）()]{1,40}[）)]|[、，和及以])*$"
)
#: Papers that are booklets where copies of them are given away: 发放《…指南》3千册.
_BOOKLET = re.compile(r"(?:指南|提示|须知|明白卡|明白纸|告知书)$")
_GIVEN = re.compile(r"(?:发放|派发|分发|散发|赠送|发送|印发|印制|编印)[^，。；《》]{0,8}$")
_COPIES = re.compile(r"[ 共等]{0,2}[\d０-９.,，〇零一二三四五六七八九十百千万两余多]{1,9}[册本份张]")
_OFFICE = re.compile(r"[厅局委办部院][^，,。；;：\n]{0,30}$")
_TITLE_BEFORE = re.compile(r"(?:《[^《》]{1,80}》(?:[（(][^（）()]{1,40}[）)])?[、，和及与以 ]*)+$")
#: What a report calls an act: 政府规章《…》, 《…》等17件规范性文件; in a list of kinds (规章、规范性文件) nothing is told.
_KIND = re.compile(
    r"(?<![、和及与或章规])(?:(?P<local_regulation>地方性法规)|(?P<local_rule>(?:地方)?政府规章)"
    r"|(?P<department_rule>部门规章)|(?P<administrative_regulation>行政法规)|(?P<document>规范性文件))(?![、和及与或])"
)
_TITLE_NEXT = re.compile(r"(?:草案|项目)?[“\"]?(?=《)")
_NUMBER = r"[\d０-９一二两三四五六七八九十百]"
_OF_THESE = re.compile(
    rf"(?:等(?:在内的)?{_NUMBER}{{0,4}}|{_NUMBER}{{1,4}})[余多]?[件部个项份]?(?:[省市区县州]|本级|[省市区县]级)?(?:政府|行政)*$"
)
_BETWEEN_TITLES = re.compile(r"(?:[（(][^（）()]{1,40}[）)])?[、和及与以 ]{0,2}")
_REMARK_BEFORE = re.compile(r"[（(][^（）()]{1,40}[）)]$")


def kinds(text: str, citations: Iterable[Citation]) -> Iterator[tuple[Citation, str]]:
    """The citations of which the report says what kind of act they are, with the level that this is."""
    titles = [citation for citation in citations if "inner" not in citation.flags]
    starts = {citation.start: index for index, citation in enumerate(titles)}
    ends = {citation.end: index for index, citation in enumerate(titles)}
    for match in _KIND.finditer(text):
        level = match.lastgroup or ""
        if (following := _TITLE_NEXT.match(text, match.end())) is not None:
            yield from ((one, level) for one in _listed(text, titles, starts.get(following.end()), 1))
        elif (these := _OF_THESE.search(text, max(0, match.start() - 16), match.start())) is not None:
            remark = _REMARK_BEFORE.search(text, max(0, these.start() - 42), these.start())
            last = ends.get(remark.start() if remark is not None else these.start())
            yield from ((one, level) for one in _listed(text, titles, last, -1))


def _listed(text: str, titles: list[Citation], at: int | None, step: int) -> Iterator[Citation]:
    """The title at an index and those that stand in one enumeration with it, onward or back."""
    while at is not None and 0 <= at < len(titles):
        yield titles[at]
        at += step
        pair = sorted((at, at - step))
        if pair[0] < 0 or pair[1] >= len(titles):
            return
        if _BETWEEN_TITLES.fullmatch(text, titles[pair[0]].end, titles[pair[1]].start) is None:
            return


def booklet(title: str) -> bool:
    """Whether a paper of this title is a booklet where copies of it are given away: 《…指南》."""
    return _BOOKLET.search(title) is not None


def given_away(text: str, citation: Citation) -> bool:
    """Whether copies of it were given to the public: 发放《…指南》3千册."""
    before = text[max(0, citation.start - 14) : citation.start]
    return _GIVEN.search(before) is not None and _COPIES.match(text[citation.end : citation.end + 16]) is not None


def of_department(text: str, citation: Citation) -> bool:
    """Whether its clause names an office that may have made it: 省生态环境厅出台《…》."""
    return _OFFICE.search(text[max(0, citation.start - 40) : citation.start]) is not None


def made_by_agency(text: str, citation: Citation) -> bool:
    """Whether the report says that its agency made the act: 制定了《…》, 印发《A》《B》."""
    before = _TITLE_BEFORE.sub("", text[max(0, citation.start - 160) : citation.start])
    return _MADE.search(before[-14:]) is not None
