"""Top-level sections of a report and their roles, robust to broken numbering.

The outermost numbering in use is found first (第一部分 before 壹、 before 一、 before （一） before 1、 before （1）). Its headings form a rising chain;
where the chain has a hole, a line there that carries the missing number in another style, or no number at all, is taken
if its words name a role (``1、 2021年度推进法治政府建设的主要举措和成效`` before ``二、…``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from kg.extract.numbering import ordinal
from kg.extract.view import View
from kg.records import Section

#: Numbering styles, outermost first: each with the numeral as its only group.
_STYLES = (
    re.compile(r"第([一二三四五六七八九十]{1,3})(?:部分|章|篇)[ :：、]*"),  # 第一部分 工作开展情况
    re.compile(r"([壹贰叁肆伍陆柒捌玖拾]{1,2})(?:[ ]?[、﹑.，,：:]|[ ]+)"),  # 壹、主要做法
    re.compile(
        r"([一二三四五六七八九十]{1,3})(?:[ ]?[、﹑.，,：:]|[ ]+)"
    ),  # 一、主要举措, 一 主要举措 but not 一是…, 一年来…
    re.compile(r"[（(﹙〔【]([一二三四五六七八九十]{1,3})[)）﹚〕】][、.]?"),  # （一）加强领导
    re.compile(r"(\d{1,2})[ ]?(?:、|\.(?!\d))"),  # 1、加强领导 but not 1.5万元
    re.compile(r"[（(﹙](\d{1,2})[)）﹚][、.]?"),  # （1）加强领导
)
#: Numberings below which headings often have none of their own: （一） and all further in.
_INNER = 3
#: The words that give a heading its role. A heading that names two takes the one it names first.
_ROLES = re.compile(
    r"""
    (?P<problems>
        不足 | 问题 | 短板 | 困难 | 差距 | 薄弱 | 弱项 )
  | (?P<leadership>
        第一责任人 | (?:党政|行政)?主要(?:负责人|领导|负责同志)(?=.{0,12}(?:履|职责|法治)) | 履行.{0,8}法治(?:政府)?建设.{0,8}(?:职责|责任) )
  | (?P<plan>
        下(?:一)?(?:步|年|阶段) | 明年 | 来年 | 今后 | 安排 | 打算 | (?:工作)?思路 | 努力方向 | 改进(?:措施|方向|举措)
      | 整改(?:措施|方向|打算) | 工作(?:计划|规划|重点)(?!.{0,4}(?:完成|落实)) | 展望 )
  | (?P<achievements>
        举措 | 措施 | 成效 | 成绩 | 成果 | 做法 | 亮点 | 经验 | 总结 | (?:开展|完成|落实|推进|进展|履行)情况 | 工作情况
      | 总体情况 | 建设情况 | 建设工作$ )
  | (?P<other>
        其他 | 其它 | 基本情况 | 需要(?:报告|说明) | 意见(?:和|与|及)?建议 | 工作建议 | ^建议 | 附[件录表] )
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=年)(?!年?[-—－~至到])")
#: Heading lines: numbered ones of any length (their text may run on), others up to 60 characters.
_CANDIDATE = re.compile(
    r"\n[ ]*((?:第[一二三四五六七八九十]|[壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十]{1,3}[ 、﹑.，,：:]|[（(﹙〔【][一二三四五六七八九十\d]|\d{1,2}[ ]?[、.])[^\n]*"
    r"|[^\n ][^\n]{0,60}(?=\n|\Z))"
)
_NUMBERED = re.compile(r"[第壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十（(﹙〔【\d]")
#: The words of a heading that has a number, and of one that has none.
_HEADING_LENGTH = 48
_BARE_LENGTH = 32
#: Short lines that are no heading: sentences, introductions, titles of the report.
_NO_HEADING = re.compile(
    r"^\d{4}年度?.{0,8}法治政府建设|[局委厅府会处队院].{0,6}\d{4}年度?.{0,8}法治|[。；！？](?!$)|[；！？，、：:]$|报告[。：:]?$|如下|^关于|^附"
)
#: A heading that runs into its text is cut at the first sentence mark behind this many characters at most.
_RUN_IN = re.compile(r"[^。：:\n]{2,60}[。：:]?")


class _Line(NamedTuple):
    """A line that may be a heading, without its outer spaces. ``style`` indexes ``_STYLES``, None without a number."""

    start: int
    text: str
    style: int | None
    number: int
    words: str

    @property
    def role(self) -> str | None:
        """The role that its words name; asked of few lines, for it takes longer than all the rest."""
        return _named_role(self.words[:_HEADING_LENGTH])


def find(view: View) -> list[Section]:
    """The top-level sections in order of the text, with offsets of the source; text before the first has none."""
    lines = list(_lines(view.text))
    chain = _chain(lines)
    title_end = _title_end(view.text)
    bare = [line for line in lines if line.start > title_end and _is_bare_heading(line)]
    if chain and (chain[0].style or 0) >= _INNER and len({line.role for line in bare}) > 1:
        chain = []  # 1、2、3、 count on below headings that have no numbers themselves
    if not chain and view.text.count("\n") < 4:
        chain = _chain(list(_inline(view.text)))
    chain = _filled(chain, lines, bare) if chain else bare
    if not chain:
        return []
    base = _first_year(view.text)
    ends = [line.start for line in chain[1:]] + [len(view.text)]
    sections: list[Section] = []
    for line, end in zip(chain, ends, strict=True):
        heading = line.text if len(line.text) <= 60 else (_RUN_IN.match(line.text) or [line.text])[0]
        start, heading_end = view.span(line.start, line.start + len(heading))
        last = view.span(line.start, end)[1]
        sections.append(Section(start, last, view.source[start:heading_end].rstrip(), _role(heading, base, sections)))
    return sections


def _lines(text: str) -> Iterator[_Line]:
    for match in _CANDIDATE.finditer("\n" + text):
        yield _line(match.start(1) - 1, match[1].rstrip(" "))


def _line(start: int, text: str) -> _Line:
    style, number, words = _numbering(text)
    return _Line(start, text, style, number, words)


def _numbering(line: str) -> tuple[int | None, int, str]:
    for style, pattern in enumerate(_STYLES if _NUMBERED.match(line) else ()):
        if match := pattern.match(line):
            return style, ordinal(match[1]), line[match.end() :].strip(" ")
    return None, 0, line


def _chain(lines: list[_Line]) -> list[_Line]:
    """The headings of the outermost numbering that has at least two, in rising order.

    What is outermost the order of the styles says, unless a report turns it round: （一）、（二） below 1、, where the
    headings with 1、 begin before and name more of the roles.
    """
    for style in range(len(_STYLES)):
        chain = _in_style(style, lines)
        if len(chain) >= 2 or (chain and chain[0].role and chain[0].number == 1 and style < _INNER):
            first = next(line.style for line in lines if line.style is not None and line.words)
            other = _in_style(first, lines) if first > style else []
            return other if len(_roles(other)) > max(1, len(_roles(chain))) else chain
    return []


def _in_style(style: int, lines: list[_Line]) -> list[_Line]:
    """The headings numbered in one style, in rising order."""
    chain: list[_Line] = []
    for line in lines:
        if line.style == style and line.words and _follows(line, chain):
            chain.append(line)
    return chain


def _roles(chain: list[_Line]) -> set[str]:
    """The roles that the headings name."""
    return {line.role for line in chain if line.role is not None}


def _follows(line: _Line, chain: list[_Line]) -> bool:
    """Whether a heading's number goes on where the chain stands.

    A number may be repeated or left out once by mistake; starting again at 一 is a list inside a section.
    """
    if not chain:
        return True
    ahead = line.number - chain[-1].number
    if ahead == 0:
        return len(chain) < 2 or chain[-2].number != line.number
    return 0 < ahead <= 2 or (ahead > 2 and line.role is not None)


def _filled(chain: list[_Line], lines: list[_Line], bare: list[_Line]) -> list[_Line]:
    """The chain with the headings put back that lost their number, or carry it in another style."""
    numbers = {line.number for line in chain}
    roles = {line.role for line in chain}
    starts = [line.start for line in lines]
    unnumbered = {line.start for line in bare}
    found = list(chain)
    for before, after in pairwise([None, *chain, None]):
        low = bisect_right(starts, before.start) if before else 0
        high = bisect_left(starts, after.start) if after else len(lines)
        missing = range(before.number + 1 if before else 1, after.number if after else chain[-1].number + 2)
        for line in lines[low:high]:
            renumbered = (
                line.style is not None
                and line.number in missing
                and line.number not in numbers
                and len(line.words) <= _HEADING_LENGTH
                and line.role is not None
            )
            if renumbered or (line.start in unnumbered and line.role not in roles):
                found.append(line)
                numbers.add(line.number)
                roles.add(line.role)
    return sorted(found, key=lambda line: line.start)


def _title_end(text: str) -> int:
    """Where the second line that holds text begins: a title may take two lines."""
    starts = [match.start() for match in islice(re.finditer(r"[^\n]+", text), 2)]
    return starts[-1] if starts else 0


def _is_bare_heading(line: _Line) -> bool:
    """A short line without a number and without a sentence that names a role: 存在的主要问题"""
    words = line.words.rstrip("。：:")
    label, colon, _ = words.replace("：", ":").partition(":")
    return (
        line.style is None
        and 4 <= len(words) <= _BARE_LENGTH
        and words.count("，") <= (0 if line.text.endswith("。") else 1)
        and line.role in ("problems", "plan", "leadership", "achievements")
        and not _NO_HEADING.search(line.text)
        and (not colon or _named_role(label) is not None)  # a row of the page's card: 名称：2021年度工作总结
    )


def _inline(text: str) -> Iterator[_Line]:
    """Headings inside a text without lines: ……报告如下：一、主要举措……。二、存在的不足……"""
    for match in re.finditer(r"(?:^|(?<=[。：: ]))([一二三四五六七八九十]、[^。：:]{4,40})", text):
        yield _line(match.start(1), match[1])


@lru_cache(maxsize=4096)
def _named_role(heading: str) -> str | None:
    match = _ROLES.search(heading)
    return match.lastgroup if match else None


def _role(heading: str, base: int | None, before: list[Section]) -> str:
    """The role of a heading; without a telling word, that of its place: measures first, then what remains to say."""
    words = _numbering(heading)[2]
    role = _named_role(words)
    years = [int(y) for y in _YEAR.findall(words)]
    if role in (None, "achievements") and base and years and min(years) > base:
        return "plan"  # 三、2023年主要工作举措, in a report on 2022
    if role:
        return role
    return "other" if any(s.role in ("problems", "plan") for s in before) else "achievements"


def _first_year(text: str) -> int | None:
    """The year that the text names first: in its title or opening words it is the year reported on."""
    match = _YEAR.search(text, 0, 2000)
    return int(match[1]) if match else None
