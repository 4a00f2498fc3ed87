"""What a report says of itself: its title, year, date and reporting agency, as far as the text alone tells.

The agency is given in the words of the title (区应急管理局); :mod:`kg.link.report` makes it a full name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract import dates
from kg.extract.view import View
from kg.records import Agency, ReportFacts, Section

# A title's last line: …法治政府建设情况的报告, …依法行政工作总结, …法治政府建设年度报告（公开版）
_TITLE_END = re.compile(
    r"(?:报告|总结|汇报|情况|公报|工作|要点|述职|综述|通报|公示|自查|计划|安排|打算)(?:书|稿)?[ ]*(?:[（(][^（()）]{1,14}[)）])?[ ]*[.。]?$"
)
_TITLE_TOPIC = re.compile(r"法治|依法行政|依法治|法制|普法")
# A line of the web page around the report: 发布时间：2022-03-10, 来源：…, 索引号 …, 您所在的位置 …
_PAGE_LINE = re.compile(
    r"[ ]*(?:发布|公开|来源|作者|索引|日期|时间|信息|浏览|点击|字号|字体|文号|主题|分类|您|当前位置|首页|今天是|名称|有效性|打印|分享|成文|生成|责任编辑|内容概述|标题|访问)[^。]{0,80}"
)
# Below a title: the year or the agency in a line of its own; not the date of issue.
_SUBTITLE = re.compile(
    r"[ ]*\n\s*(?:[（(]?(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年度?[）)]?|[—\-－]{1,3}[ ]*[\u4e00-\u9fff]{4,30})(?=[ ]*\n)"
)
# A field of the card above a report, which may hold its title: 名    称：…关于2022年法治政府建设情况的报告
_FIELD = re.compile(r"[\[【]?[ ]*(?P<label>[\u4e00-\u9fff](?:[ ]*[\u4e00-\u9fff]){1,5})[ ]*[\]】]?[ ]*[:：][ ]*")
_TITLED = ("名称", "标题", "题名", "信息名称", "文件名称", "信息标题")
_BODY = re.compile(r"[。；]|，.{12}")
_PLAN = re.compile(
    r"下一年度|下年度|明年|下一步|下步|下一阶段|来年|工作打算|工作安排|主要安排|工作计划|工作思路|努力方向|打算|计划|安排|展望|思路"
)
# A field of the web page around the report: 成文日期：2022-03-10, [ 发文日期 ] 2022年3月10日
_PAPER_DATE = re.compile(r"(?:成文|发文|印发|生成|制发)(?:日[ ]*期|时[ ]*间)[ ]*[】\])）]?[ ]*[:：]?\s{0,6}(?=[2２二])")
_SIGNATURE_REACH = 14  # lines from the end among which a date is taken for that of the signature


def find(view: View, sections: Sequence[Section], agencies: Sequence[Agency]) -> ReportFacts:
    """The facts of a report from its text alone.

    :param agencies: the bodies found in the text; the reporting agency is among them.
    """
    text = view.text
    start, end = title_span(text)
    title = re.sub(r"\s+", "", text[start:end]) or None
    issued = _issued(text, end)
    year = _report_year(text, start, end, sections, issued)
    if issued is not None and year is not None and not year <= int(issued[:4]) <= year + 2:
        issued = None
    reasons = []
    if year is None:
        reasons.append("report_year: neither title, headings nor first lines name a year")
    if issued is None:
        reasons.append("issued: no date under a signature")
    named = _in_title(view, start, end, agencies) if title else None
    return ReportFacts(
        agency=named,
        report_year=year,
        issued=issued,
        plan_year=_plan_year(sections, year, text),
        title=title,
        reasons=tuple(reasons),
    )


def title_span(text: str) -> tuple[int, int]:
    """View span of the report's title, which may take several lines; an empty span where there is none."""
    first = None
    previous_end = 0
    for number, match in enumerate(re.finditer(r"[^\n]*[^\s][^\n]*", text[:3000])):
        line = match[0].strip()
        field = _FIELD.match(line)
        if field is not None and "".join(field["label"].split()) in _TITLED:
            line, first = line[field.end() :], None
        elif field is not None and _PAGE_LINE.fullmatch("".join(field["label"].split())):
            continue
        if number >= 16 or (len(line) > 90 and first is None):
            break
        if _PAGE_LINE.fullmatch(line) or re.fullmatch(r"[\W\d]+", line):
            continue
        if first is not None and (len(line) > 60 or _BODY.search(line)):
            # the body begins; a heading that ran so far is the title only if it speaks of the rule of law
            break
        if len(line) > 60 and _BODY.search(line):
            break
        at = match.start() + match[0].index(line)
        if line.endswith(("：", ":")):  # 区人民政府： is whom the report is addressed to
            continue
        if first is None:
            first = at
        previous_end = at + len(line)
        if _TITLE_END.search(line) and _TITLE_TOPIC.search(text[first:previous_end]):
            return first, previous_end + _title_goes_on(text, previous_end)
        if previous_end - first > 120:
            first = None
    return 0, 0


def _title_goes_on(text: str, end: int) -> int:
    """How far a line below belongs to a title that seems to end: （2019年度）, ——北京市通州区消防救援支队."""
    more = _SUBTITLE.match(text, end)
    return len(more[0].rstrip()) if more is not None else 0


def _in_title(view: View, start: int, end: int, agencies: Sequence[Agency]) -> str | None:
    """The reporting agency in the words of the title; joint ones with 、 between them."""
    first, last = view.span(start, end)
    found = [agency for agency in agencies if first <= agency.start and agency.end <= last and agency.kind != "company"]
    if not found:
        return None
    joint = [found[0]]
    for agency in found[1:]:
        between = view.source[joint[-1].end : agency.start].strip()
        if between in ("", "、", "和", "与", "\n"):
            joint.append(agency)
        else:
            break
    return "、".join(re.sub(r"\s+", "", agency.surface) for agency in joint)


def _report_year(text: str, start: int, end: int, sections: Sequence[Section], issued: str | None) -> int | None:
    """The year reported on: of the title, else of the first lines, of the headings, or of the date of issue."""
    for year in dates.years(text, start, end):
        return year.year
    opening = min(len(text), end + 400)
    if sections and (heading := text.find(sections[0].heading[:12], end)) >= 0:
        opening = min(opening, heading)
    for year in dates.years(text, end, opening):
        if not year.compared:
            return year.year
    for section in sections:
        for year in dates.years(section.heading):
            return year.year - 1 if section.role == "plan" else year.year
    if issued is not None:
        return int(issued[:4]) - (int(issued[5:7]) <= 6)
    for year in dates.years(text):
        if not year.compared:
            return year.year
    return None


def _plan_year(sections: Sequence[Section], year: int | None, text: str) -> int | None:
    """The year of the plans: as a heading names it, else the year after the report's where there are plans, if only in
    the last lines.
    """
    plans = [section for section in sections if section.role == "plan"]
    mixed = [section for section in sections if section.role != "plan" and _PLAN.search(section.heading)]
    for section in plans + mixed:
        named = [y.year for y in dates.years(section.heading) if year is None or y.year > year]
        if named:
            return named[0]
    if year is not None and (plans or mixed or _looks_ahead(text, year + 1)):
        return year + 1
    return None


def _looks_ahead(text: str, year: int) -> bool:
    """Whether the last lines say what will be done in ``year``: 2023年，省政府将继续完善…."""
    ahead = re.compile(
        rf"{year}年[，,]?[^。；\n，,]{{0,12}}?(?:将|要|继续|计划|拟|打算)|(?:下一?步|明年|下一?年度?)[，,][^。；\n]{{0,10}}?(?:将|要)"
    )
    return ahead.search(text, max(len(text) - 700, len(text) // 2)) is not None


def _issued(text: str, title_end: int) -> str | None:
    """The date under the signature: at the end of one of the last lines; else that under the title or in the page's fields."""
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text[-1500:]))
    base = max(0, len(text) - 1500)
    for line in reversed(lines[-_SIGNATURE_REACH:]):
        start, end = base + line.start(), base + line.end()
        if _PAGE_LINE.fullmatch(text, start, end):
            continue
        found = list(dates.find(text, start, end))
        if found and not re.search(r"[\w]", text[found[-1].end : end]):
            before = text[start : found[-1].start].strip(" （(")
            if len(before) <= 60 and not re.search(r"[，。；：]", before):
                return found[-1].iso
            # one line for the last sentence, the signature and the date
            if re.search(r"[。]?\s{4,}\S{0,40}\s*$", text[start : found[-1].start]):
                return found[-1].iso
    if title_end:
        for match in re.finditer(r"[^\n]+", text[title_end : title_end + 80]):
            found = list(dates.find(match[0]))
            if found and re.fullmatch(r"[\s（()）]*", match[0][: found[0].start] + match[0][found[0].end :]):
                return found[0].iso
    return _dated(text)


def _dated(text: str) -> str | None:
    """The date of the paper in the fields of the page around it (成文日期, 发文日期); that of its publication is another."""
    for start, end in ((0, 1500), (max(1500, len(text) - 600), len(text))):
        for field in _PAPER_DATE.finditer(text, start, end):
            date = next(dates.find(text, field.end(), field.end() + 14), None)
            if date is not None and date.start == field.end():
                return date.iso
    return None
