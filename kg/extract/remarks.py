"""What stands around a title: its number, its article, remarks on its version, the name that the report gives to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract import articles, docnums, shortforms

_REMARK = re.compile(
    r"[ ]*[（(﹙](?P<inside>(?:[^（）()﹙﹚\n]|\n(?![ \n])|[（(][^（）()\n]{0,30}[）)]){1,160})[）)﹚]"
)
_REMARK_BEGINS = ("（", "(", "﹙", " ")
_NEW = re.compile(
    r"(?:新(?:近|版)?(?:修订|修正|修改|颁布|出台|实施|施行|制定|公布|发布)*(?:实施|施行)?的?|(?:修订|修正|修改)后的?)[“\"]?$"
)
_TELLING_ENDS = tuple('新的“"订正改布台施行定版本草拟议规章案了')
_NEW_ALONE = ("新", "新“", '新"')
_NOT_NEW = re.compile(r"[创更革刷全翻]新(?:的)?$")
_REVISED = re.compile(
    r"(?P<year>(?:19|20)\d\d)?[ ]*年?[ ]*(?:\d{1,2}月)?(?:修订|修正|修改|新修订|版|新版)(?:版|本)?$|^(?P<alone>(?:19|20)\d\d)年?版?$"
)
#: The day that the text gives for the version it means: 2024年1月1日起施行的《…》, 《…》（2023年9月1日修订）.
_DATED = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?:起|正式|开始|新)*(?:施行|实施|生效|修订|修正|修改|公布|颁布|通过)(?:并?(?:施行|实施))?的?(?:新?(?:修订|修正|修改)的?|新)?[“\"]?$"
)
#: The version by its year, outside brackets: 2017年版《…》, 《…》2017年修正版. What follows the year ends with 版 or 本, since
#: 《…》2021年修订后 tells of a change and names no version.
_EDITION = r"(?P<year>(?:19|20)\d\d)年?的?新?(?:修订|修正|修改|公布|颁布)?的?(?:版本?|本)"
_EDITION_BEFORE = re.compile(rf"{_EDITION}的?[“\"]?$")
_EDITION_BEHIND = re.compile(rf"的?{_EDITION}")
#: What joins two titles of an enumeration, for both of which what stands before it holds: 新修订的《…》《…》和《…》.
_JOINED = re.compile(r"[、和及与]|以及|")
_DRAFT = re.compile(r"草案|征求意见|送审稿|讨论稿|审议稿|意见稿|初稿")
#: A draft that is called so outside brackets: 《消防法》修订草案.
_DRAFT_BEHIND = re.compile(r"(?:的)?(?:修订|修正|修改)?(?:案)?(?:草案|征求意见|送审稿|讨论稿|审议稿)(?!的?审议制度)")
#: An act that is still being drafted, whatever its title says: 起草《…》, 提请市人大常委会审议《…》, 《…》立法调研.
_DRAFTED = re.compile(
    r"(?:起草|草拟|代拟|提请[^，,。；《》]{0,16}审议)(?:了|的)?(?:地方性法规|政府规章|规章)?(?:草案)?(?:《[^《》]{1,60}》[、和及与]?)*[“\"]?$"
)
_STATUTE = re.compile(r"(?:条例|法|规定|办法|规则|决定)$")
_DRAFTED_BEHIND = re.compile(r"的?(?:起草|立法(?:调研|论证|起草|立项|听证|座谈|前期))")
#: How flags begin that name a version, beside ``new``.
_OF_VERSION = ("version-", "dated-")
_MASK = re.compile(r"[*＊×○●xX某](?:(?<=[*＊×○●])|(?<=[xX])[xX]|(?<=某)某?[省市县区局])")


@dataclass(slots=True)
class Found:
    """A citation in view coordinates, under construction.

    :param told: those of its flags that what stands before it gives to all titles of an enumeration: 新修订的, not 新.
    """

    start: int
    end: int
    title: str
    rule: str
    confidence: float
    stands_for: str | None = None
    number: tuple[int, int] | None = None
    article: tuple[int, int] | None = None
    flags: list[str] = field(default_factory=list)
    told: tuple[str, ...] = ()
    after: int = 0


def read(text: str, citation: Found, floor: int, limit: int) -> shortforms.Binding | None:
    """Fill in what stands around a title: its number, version, article; return the name given to it.

    :param floor: where the remarks on the title before this one end; ``limit`` where the next title begins.
    """
    binding = None
    position = citation.end
    for _ in range(3):
        remark = _REMARK.match(text, position) if text[position : position + 1] in _REMARK_BEGINS else None
        if remark is None:
            break
        start, end = remark.span("inside")
        if citation.number is None:
            _take(citation, docnums.find(text, start, end))
        if binding is None and "称" in remark["inside"]:
            binding = shortforms.defined(text, start, end)
        _version_flags(remark["inside"], citation)
        citation.flags += _dated(remark["inside"])
        position = remark.end()
    citation.article = articles.after(text, position)
    citation.after = max(position, citation.article[1] if citation.article else 0)
    if citation.number is None:
        _take(citation, _number_beside(text, citation, position, floor, limit))
    if edition := _EDITION_BEHIND.match(text, position):
        citation.flags.append(f"version-{edition['year']}")
    before = text[max(0, citation.start - 28) : citation.start]
    if before.endswith(_TELLING_ENDS):
        flags = _told(before)
        citation.told = () if flags == ("new",) and before.endswith(_NEW_ALONE) else flags
        citation.flags += flags
    if citation.number is None and _STATUTE.search(citation.title):
        drafted = _DRAFTED.search(text, max(0, citation.start - 120), citation.start) or _DRAFTED_BEHIND.match(
            text, position
        )
        citation.flags += ["draft"] if drafted else []
    if _DRAFT_BEHIND.match(text, position):
        citation.flags.append("draft")
    if citation.title.endswith(("）", ")", "稿", "案")):
        _version_flags(citation.title, citation)
    if _MASK.search(citation.title):
        citation.flags.append("masked")
    return binding


def behind(text: str, citation: Found) -> None:
    """Fill in what stands behind a statute named without marks: （国务院令第713号）, 第十六条."""
    position = citation.end
    remark = _REMARK.match(text, position) if text[position : position + 1] in _REMARK_BEGINS else None
    if remark is not None:
        _take(citation, docnums.find(text, *remark.span("inside")))
        _version_flags(remark["inside"], citation)
        position = remark.end() if citation.number else position
    citation.article = articles.after(text, position)
    citation.after = position


def _take(citation: Found, number: docnums.Number | None) -> None:
    if number is not None:
        citation.number = (number.start, number.end)
        if number.order:
            citation.flags.append("order")


def _number_beside(text: str, citation: Found, position: int, floor: int, limit: int) -> docnums.Number | None:
    """A number without brackets: right after the title, right before it, or at its own end."""
    after = docnums.find(text, position, min(limit, position + 40)) if position < limit else None
    if after is not None and after.start - position <= 1 and not text[position : after.start].strip(" ，,：:"):
        return after
    before = docnums.directly_before(text, citation.start, floor)
    if before is None and "号" in citation.title[-6:]:
        return docnums.find(text, citation.start, citation.end)
    return before


def go_on(text: str, citation: Found, last: Found) -> None:
    """What tells of the version before an enumeration holds for all its titles: 新修订的《…》和|《…》."""
    if last.told and not citation.told and _JOINED.fullmatch(text, last.after, citation.start):
        citation.told = last.told
        if not any(flag == "new" or flag.startswith(_OF_VERSION) for flag in citation.flags):
            citation.flags += citation.told


def _told(before: str) -> tuple[str, ...]:
    """The flags of the version that the words before a title give: 新修订的, 2017年版, 2024年1月1日起施行的."""
    flags = ["new"] if _NEW.search(before) and not _NOT_NEW.search(before) else []
    if edition := _EDITION_BEFORE.search(before):
        flags.append(f"version-{edition['year']}")
    return (*flags, *_dated(before))


def _dated(text: str) -> Iterator[str]:
    """The day that ``text`` ends with as that of a version: 2024年1月1日起施行的."""
    if match := _DATED.search(text):
        parts = [int(part) for part in match.group("year", "month", "day") if part]
        yield "dated-" + "-".join(f"{part:02d}" for part in parts)


def _version_flags(remark: str, citation: Found) -> None:
    """Flags of a remark such as 2021年修正, 修订草案, 征求意见稿."""
    if (_DRAFT.search(remark) and len(remark) < 24) or _DRAFT.search(remark[-8:]):
        citation.flags.append("draft")
    inside = re.search(r"[（(]([^（）()]{2,16})[）)]$", remark)
    match = _REVISED.search(inside[1] if inside else remark)
    if match and (inside or len(remark) < 16):
        year = match["year"] or match["alone"]
        citation.flags.append(f"version-{year}" if year else "new")
