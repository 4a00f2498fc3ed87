"""The reporting agency in the words of its report: those of the title, the signature, the first lines."""

from __future__ import annotations

import re

from kg.catalogue import organs
from kg.extract.agencies import scan
from kg.extract.name_parts import Name
from kg.extract.names import MASKS
from kg.extract.view import in_one_word
from kg.records import Agency, Record

#: Characters in which letterhead and self-reference stand, and the signature.
HEAD, _TAIL = 400, 260
_AFTER_SELF = re.compile(
    r"(?:始终|坚持|认真|深入|紧紧|紧扣|紧密|以|在|高度|严格|全面|积极|结合|按照|根据|围绕|切实|深化|持续|贯彻|对照|党|法治|20\d\d|将|牢固|扎实|着力|聚焦|立足)"
)
#: The name that the first lines give to the one that reports: 满洲里海关（以下简称“我关”）.
_CALLED = re.compile(r"[（(](?:以下)?(?:统一)?简?称[：:]?[“\"]?[^（）()”\"]{1,14}[”\"]?[）)]")
#: 现将|大关县应急管理局|2023年度法治政府建设情况报告如下
_PRESENTED = ("现将", "现就", "特将")
_YEAR = re.compile(r"(?:关于)?20\d\d年")
_SELF_CALLED = re.compile(r"[（(](?:以下)?(?:统一)?简?称[：:]?[“\"]?[我本][局委关厅院办部街镇乡队县区市]")
_SYSTEM = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,14}?[省市区县州盟旗])(?P<field>[\u4e00-\u9fff]{2,8})系统(?=20\d\d|二|关于|年|法治|依法)"
)
#: Bodies that a report speaks of but that do not report themselves.
_NOT_REPORTING = {"party", "company", "other", "judicial", "congress"}


def of(record: Record) -> list[str]:
    """The reporting agency in the words of title, signature, and the report's own first lines, best first."""
    text = record.source.text
    found: list[str] = []
    if record.report.agency:
        found.append(record.report.agency)
    if signature := _signature(record):
        found.append(signature)
    if not found and (own := _self_reference(record) or _system(record)):
        found.append(own)
    elif not found:
        alone = [
            a
            for a in record.agencies
            if a.start < HEAD and _line(text, a).strip("（()）—-－") == in_one_word(a.surface)
        ]
        found += [in_one_word(a.surface) for a in alone[:1]]
    return list(dict.fromkeys(found))


def _line(text: str, agency: Agency) -> str:
    start = text.rfind("\n", 0, agency.start) + 1
    end = text.find("\n", agency.end)
    return in_one_word(text[start : end if end >= 0 else len(text)])


def _signature(record: Record) -> str | None:
    """The body that stands alone on one of the last lines, or before the date there; joint ones with 、."""
    text = record.source.text
    tail = max(0, len(text) - _TAIL)
    signed: list[str] = []
    for agency in record.agencies:
        if agency.start < tail or agency.kind == "company":
            continue
        before = text[text.rfind("\n", 0, agency.start) + 1 : agency.start]
        after = text[agency.end : agency.end + 40].lstrip(" \t\u3000\xa0\u2002")
        stands_alone = (
            not before.strip() or before.endswith(("    ", "\u3000\u3000")) or (signed and not before.strip())
        )
        if stands_alone and (
            not after.strip() or after[0] in "\r\n" or re.match(r"[（(]?(?:盖章|章|20|二[〇○零])", after)
        ):
            signed.append(in_one_word(agency.surface))
    return "、".join(dict.fromkeys(signed)) or None


def _self_reference(record: Record) -> str | None:
    """The body that the first lines speak of as the one that acts: 2023年，习水县公安局始终坚持…"""
    text = record.source.text
    for agency in record.agencies:
        if agency.start > HEAD:
            break
        if agency.kind in _NOT_REPORTING or agency.surface in ("国务院", "国务院办公厅"):
            continue
        before = text[max(0, agency.start - 1) : agency.start]
        surface = in_one_word(agency.surface)
        if text.startswith(_PRESENTED, max(0, agency.start - 2)) and _YEAR.match(text, agency.end):
            return surface
        if surface[1:] in ("政府", "人民政府", "局") or not re.match(r"[，,。\s年度]?$", before):
            continue
        behind = text[agency.end : agency.end + 60].lstrip()
        if _SELF_CALLED.match(behind):
            return surface
        if (defined := _CALLED.match(behind)) is not None:
            behind = behind[defined.end() :].lstrip()
        if _AFTER_SELF.match(behind[:4]):
            return surface
    return None


def _system(record: Record) -> str | None:
    """The agency that reports on a whole field: 芜湖市市场监管系统2020年… is by 芜湖市市场监管局."""
    match = _SYSTEM.match(record.report.title or "")
    if match is None:
        return None
    for tail in ("局", "委", "厅"):
        clue = f"{match['place']}{match['field']}{tail}"
        if organs.load().named(match["field"] + tail) is not None and first_name(clue) is not None:
            return clue
    return None


def masked(record: Record) -> bool:
    """Whether the first lines hide who speaks."""
    text = record.source.text[:HEAD]
    return (
        any(agency.masked for agency in record.agencies) or re.search(rf"[{re.escape(MASKS)}]{{2}}", text) is not None
    )


def first_name(clue: str) -> Name | None:
    """How the name that a clue begins with is made."""
    found = scan(clue)
    return found[0] if found else None
