"""The body that a title itself names as its issuer: 《X市应急管理局关于…的通知》."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.records import ReportFacts

_SUFFIX = (
    r"(?:人民政府(?:办公[厅室])?|人民代表大会(?:常务委员会)?|人大(?:常委会)?|政府办公[厅室]|政府办|委员会(?:办公室)?|管委会|常委会|领导小组(?:办公室)?|指挥部(?:办公室)?"
    r"|安委会(?:办公室)?|安委办|应急委(?:办公室)?|依法治[省市区县州]办|法治办|政法办|编办|普法办|工信委|发改委|卫健委|党工委(?:办公室)?|工委|党委(?:办公室)?|党组|[省市区县州]委(?:办公[厅室]|宣传部|组织部|政法委)?"
    r"|[银证保]监会|总局|海关(?!总署|行政|法(?![律治规])|注册|企业|报关|稽|关|监|办|进|系统)|(?<!格)局(?!部|限|面|势)|厅(?!堂|级)|总队|支队|大队|(?<!全)部(?!门|分|队|署|级|件|落|委)(?:办公厅)?|检察院|法院|审计署|研究院|中心|公司|总工会|街道办事处|街道办|镇政府|乡政府|银行|办公室|[^作经省市区县]委(?!托|员|派|任|会))"
)
#: Before 关于, 印发 and the like, the whole beginning is the issuer; else the organ's name must end in a suffix.
_BEFORE_ABOUT = re.compile(r"^(?P<body>[^《〈<“]{2,60}?)(?:关于|印发|转发|公布|发布)(?=.)")
_AT_START = re.compile(rf"^(?P<body>[^《〈<“的]{{2,36}}?{_SUFFIX})(?=.{{2}})")
_ABOUT = re.compile(r"\s*(?:联合)?(?:关于|印发|转发|公布|发布)(?=.)")
#: Of joint issuers a title may name only the first: 教育部|等九部门|关于….
_AND_OTHERS = re.compile(
    r"\s*等(?:[\d一二三四五六七八九十]+个?)?(?:部门|单位|部委|机关|委局|厅局|部)?(?=关于|印发|联合)"
)
#: The name of a body that stands whole before 关于.
_WHOLE = re.compile(rf"(?:{_SUFFIX}|政府|办|[省市区县州旗]委|[院署会])$")
_FOLLOWED = re.compile(
    r"^(?:（党组）|[(]党组|组织法|选举法|代表法|讨论|议事|党组织|门|职能|工作部门|系统|规章|领导|负责|主要|与|和|及)"
)
_PAPER = re.compile(r"(?:纲要|规划|计划|要点|方案|意见|安排|任务)(?:[（(][^（）()]*[）)])?$")
_INNER = re.compile(r"^关于印发[《〈<‹﹤](?P<inner>.+?)[》〉>›﹥]")
#: 2022年|X市农业农村局法治建设工作要点
_YEAR_FIRST = re.compile(r"^(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
_CENTRE = {
    "中共中央": "中国共产党中央委员会", "国务院": "中华人民共和国国务院", "中共中央办公厅": "中国共产党中央委员会办公厅", "国务院办公厅": "中华人民共和国国务院办公厅",
    "全国人大常委会": "全国人民代表大会常务委员会", "全国人民代表大会常务委员会": "全国人民代表大会常务委员会", "全国人民代表大会": "全国人民代表大会",
    "最高人民法院": "最高人民法院", "最高人民检察院": "最高人民检察院", "中办": "中国共产党中央委员会办公厅", "国办": "中华人民共和国国务院办公厅",
}  # fmt: skip
#: What goes on a name that seems to end: 区委|全面依法治区委员会|办公室.
_LONGER = re.compile(r"(?:全面依法治[省市区县州旗]委员会|[^关《]{2,10}委员会(?=\d|关于|印发))?(?:办公[室厅](?!公文))?")
_GENERIC = re.compile(
    r"^(?:公安机关|人民法院|人民检察院|各级|地方|行政机关|工作|党委|党组|支队|大队|中心|办公室|司法部门|公司)$|^(?:地方|基层|县级以上|各级|全市|全区|全县|全省)"
)


def of(title: str, facts: ReportFacts) -> str | None:
    """Full official name of the issuer named by ``title``, joint ones joined with ``、``; None where it names none.

    >>> of("中共中央 国务院印发<法治政府建设实施纲要>", ReportFacts())
    '中国共产党中央委员会、中华人民共和国国务院'
    """
    surface = _surface(_YEAR_FIRST.sub("", title))
    if surface is None:
        inner = _INNER.match(title)
        surface = _surface(inner["inner"]) if inner else None
    return _full(surface, facts) if surface else None


def begins_with_office(title: str) -> bool:
    """Whether the title begins with the name of a body, known or not."""
    return _surface(title) is not None


@lru_cache(maxsize=1 << 13)
def _surface(title: str) -> str | None:
    names, end = _chain(title)
    rest = title[end:]
    if names and _ABOUT.match(rest):
        return names
    about = _BEFORE_ABOUT.match(title)
    if about is not None:
        body = about["body"].strip()
        last = re.split(r"[、，,\s]+", body)[-1]
        if _WHOLE.search(last) or last in _CENTRE:
            return None if _GENERIC.search(body) else body
        return None
    if names and names.split("、")[-1] in _CENTRE and _PAPER.search(rest):
        return names  # 中共中央、国务院|法治政府建设实施纲要
    start = _AT_START.match(title)
    if start is None or _FOLLOWED.match(title[start.end() :]) or _GENERIC.search(start["body"]):
        return None
    longer = _LONGER.match(title, start.end())
    body = start["body"] + (longer[0] if longer else "")
    return names if end > len(body) and len(rest) > 1 and not _FOLLOWED.match(rest) else body


def _chain(title: str) -> tuple[str, int]:
    """The names of bodies that a title begins with, joined with ``、``, and where they end; 等九部门 after them is left out."""
    from kg.extract.agencies import scan

    names: list[str] = []
    end = 0
    for name in scan(title[:80]):
        between = title[end : name.start].strip()
        if name.masked or (between if not names else between not in ("", "、", "，", ",", "和")):
            break
        names.append(re.sub(r"\s", "", title[name.start : name.end]))
        end = name.end
    if names and title.startswith(("党组", "党委"), end):  # 县公安局|党委|会议事规则
        names[-1] += title[end : end + 2]
        end += 2
    others = _AND_OTHERS.match(title, end) if names else None
    return "、".join(names), others.end() if others else end


def _full(surface: str, facts: ReportFacts) -> str | None:
    from kg.link import agencies

    parts = [part for part in re.split(r"[、，,\s]+", surface.strip()) if part]
    if any("*" in part or "×" in part for part in parts):
        return None
    names = [_CENTRE.get(part) or agencies.name(part, facts) for part in parts]
    return "、".join(name for name in names if name) if all(names) else None
