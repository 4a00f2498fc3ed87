"""The year a number holds for, and whether it is a change and not a level."""

from __future__ import annotations

import re

_NO_YEAR_BEFORE = r"\d－—–\-至到〔《"
_NO_YEAR_AFTER = (
    r"(?!度?(?:工作|执法|检查|普法|法治|行政|监督|计划|重点|立法|培训|教育)*(?:要点|计划|方案|清单|任务|报告|目录|安排|规划|行动))"
    r"(?!(?:\d+月)?(?:\d+日)?(?:以来|起|开始|[－—–\-至到]|第|修|版|发布|公布|印发|出台|施行|实施|通过))"
)
#: Marks of time in a sentence. A year that names a plan (2023年工作要点) or a beginning (2019年以来) is none.
#: Each alternative begins with a character of its own, for the search skips to those.
_MARK = re.compile(
    "|".join(rf"{age}\d\d年(?<![{_NO_YEAR_BEFORE}]{age}\d\d年){_NO_YEAR_AFTER}" for age in (19, 20))
    + r"|去年|上年度?|上一年度?|前一年|今年|本年|年内|同期(?!的)"
)
_LAST_YEAR = ("去", "上", "前")
#: Between a mark and the number it is the year of: 去年的80.72%, 2021年同期为12件.
_DIRECT = re.compile(r"(?:度|底|末|全年)?(?:同期)?(?:的|为|是|共|仅|有)?")
#: Between a year that is compared with and the number that is compared with: 较2021年的3次; not 较2021年有12%的增长.
_SET_AGAINST = re.compile(r"(?:度|底|末|全年)?(?:同期)?的?")
#: What the year before has left over is of this year's: 上年结转22宗.
_LEFT_OVER = re.compile(r"度?(?:结转|遗留|结存|未结|旧存|转结|积存)")
#: 由46%升至58%: the earlier of two levels is that of the year before.
_FROM = re.compile(r"(?:由|从)(?:原来的|之前的)?$")
_TO_LEVEL = re.compile(r"[^，。；]{0,6}(?:升|降|提高|提|增|减少|减|缩|压|精简)[^，。；]{0,3}(?:至|到|为)")
#: 2017年、2018年分别立案358起、291起
_EACH = re.compile(r"\d{4}年(?:[、和]\d{4}年)+[^。；]{0,8}分别")
_YEAR = re.compile(r"(\d{4})年")
_OPENING = frozenset("，。；：！？（(、 \n—－是在至截到")
_COMPARED = re.compile(r"(?:较|比|同|与|相较|相比|对比)$")
_RISES = tuple("增长 增加 上升 提升 提高 增幅 升幅 涨幅 上涨 提速".split())
_FALLS = tuple("下降 降低 减少 压减 压缩 缩短 回落 降幅 减幅 缩减 精简 下浮 下滑".split())
#: 同比下降3.5%, 增幅达20%, 减少12起; not 提高到95% (a level).
_CHANGE = re.compile("|".join(rf"{word}(?:了|约|近|达|超过?|逾|为|幅度)*$" for word in (*_RISES, *_FALLS)))
#: 压缩办理时限50%, 减少审批环节3个: the rate or difference stands behind what was changed. Behind 由 and 从 stands a level
#: (压缩率由去年的80%升至84%).
_CHANGED_THING = re.compile(
    "|".join(rf"{word}(?!至|到|为)(?:(?![由从])[\u4e00-\u9fff]){{2,8}}$" for word in (*_RISES, *_FALLS, "减"))
)
#: 比上年多162件, 较2021年少办理3件, 较2021年的12件少3件.
_MORE = re.compile(
    rf"(?:比|较)(?:(?:19|20)\d\d年|[去上前][一1]?年|往年)度?(?:同期)?(?:的?[\d.,]+[\u4e00-\u9fff]{{1,3}}?)?[^，。；、\d]{{0,6}}?"
    rf"(?:(?P<rise>多|{'|'.join(_RISES)})|(?P<fall>少|{'|'.join(_FALLS)}))(?!到|至|为|于)[^，。；、\d]{{0,8}}$"
)
_COMPARING = frozenset("比较")
#: Where none of these stands nothing is said to have changed.
_MAY_CHANGE = frozenset(word[0] for word in (*_RISES, *_FALLS, "多", "少"))
#: Between what is counted and a number of another year.
_STEM = re.compile(
    r"(?:[由从较比]|相较)?(?:(?:19|20)\d\d年|[去上前][一1]?年)度?(?:同期)?的?$|[由从](?:原来的|之前的)?$"
)
#: They end with these.
STEM_ENDS = frozenset("的年度期由从")
#: So near each other are two numbers that only a word of change parts.
NEXT = 12
#: Between two numbers of one thing: 由46人增加到53人 are two levels, 2405件下降10.4% a level and its change.
_ONWARD = re.compile(
    rf"(?:的|基础上|逐步|已|大幅|一举)*(?:{'|'.join((*_RISES, *_FALLS))}|[增升提降减压缩])[^，。；、\d]{{0,3}}?(?P<to>至|到|为)?(?:了|约|近)?"
)
#: A number whose unit is no time: 由20个工作日压缩至5个 sets the legal limit against what is achieved, not two years.
_RATE = re.compile(r"[\d.,]+万?(?:%|[人户家件起宗场次个元]次?)(?!工作日|月|小时)")
#: The time that something took: 平均用时由9.5个工作日缩短至4个; where a limit is set (办理时限由20个工作日…) it is no level of a year.
_TIME_TAKEN = re.compile(r"[\d.]+(?:个工作日|工作日|个?小时|天|分钟|个月|秒)")
_LIMITED = re.compile(r"(?:时限|期限|法定|承诺)[^，。；]{0,12}$")
#: The year of one number, said behind it: 由3个工作日（2019年）压缩至1.5个工作日.
_BEHIND = re.compile(r"[\d.,]+[^\d（(，。；、]{1,6}[（(]((?:19|20)\d\d)年度?[)）]")
_RATES = frozenset(("%", "百分点", "倍", "‰"))
#: A sign of its own before a rate: 同比-11.6%, （+4.8%）; not 50%-60%.
_SIGN = re.compile(r"(?:^|[ \n（(|｜，：:、]|同比|环比|[增降]幅|增长|增减|变化)(?:(?P<rise>[+＋])|[-－−])$")
SIGNS = frozenset("+＋-－−")


def year(text: str, sentence: int, number: int, report_year: int | None, place: int = 0) -> int | None:
    """The year of the number at ``number`` in the sentence that begins at ``sentence``.

    A year at the head of a clause holds for what follows it in the sentence; 去年 and a year in the middle hold only for
    the number right behind (由去年的80.72%上升至84.24%), a year in brackets for the number before it. Without any of them it is the
    report year.

    :param place: which of its clause's numbers it is, for 2017年、2018年分别立案358起、291起.
    """
    prefix = text[sentence:number]
    if (behind := _BEHIND.match(text, number)) is not None:
        return int(behind[1])
    if report_year is not None and prefix.endswith(("由", "从", "的")) and _earlier_level(text, prefix, number):
        return report_year - 1
    if "年" not in prefix:
        return report_year
    each = _EACH.search(prefix) if "分别" in prefix else None
    if each and not _MARK.search(prefix, each.end()):
        named = _YEAR.findall(each[0])
        return int(named[place % len(named)])
    said_behind = {m.start(1) for m in _BEHIND.finditer(prefix)}
    holds = report_year
    for mark in _MARK.finditer(prefix):
        if mark.start() in said_behind:
            continue
        opening = mark.start() == 0 or prefix[mark.start() - 1] in _OPENING
        compared = _COMPARED.search(prefix, 0, mark.start()) is not None
        direct = (_SET_AGAINST if compared else _DIRECT).fullmatch(prefix, mark.end()) is not None
        if not direct and (compared or not opening):
            continue
        if mark[0][0].isdecimal():
            holds = int(mark[0][:4])
        elif mark[0].startswith(_LAST_YEAR) and not _LEFT_OVER.match(prefix, mark.end()):
            holds = report_year - 1 if report_year is not None else None
        else:
            holds = report_year
    return holds


def change(text: str, clause: int, start: int, unit: str) -> str | None:
    """``increase`` or ``decrease`` where the quantity at ``start`` is a difference or a rate of change; a new level is none."""
    if text[start - 1 : start] in SIGNS and (sign := signed(text, start, unit)) is not None:
        return sign
    prefix = text[max(clause, start - 32) : start]
    if _MAY_CHANGE.isdisjoint(prefix):
        return None
    match = _CHANGE.search(prefix)
    if match is None and not _COMPARING.isdisjoint(prefix) and (more := _MORE.search(prefix)) is not None:
        return "increase" if more["rise"] else "decrease"
    if match is None and unit in _RATES:
        match = _CHANGED_THING.search(prefix)
    if match is None:
        return None
    return "increase" if match[0].startswith(_RISES) else "decrease"


def signed(text: str, start: int, unit: str) -> str | None:
    """What the sign before a rate says of its change: 同比-11.6%."""
    match = _SIGN.search(text, max(0, start - 3), start) if unit in _RATES else None
    return None if match is None else "increase" if match["rise"] else "decrease"


def stem(text: str, clause: int, start: int) -> int:
    """Where the words begin that say of which year a number at ``start`` is: 由2021年的 in 公职律师由2021年的46人."""
    match = _STEM.search(text, max(clause, start - 14), start)
    return match.start() if match is not None else start


def onward(text: str, start: int, end: int) -> str | None:
    """What a number that begins at ``end`` says of that which ends at ``start``, if only a word of change parts them.

    Its later ``level`` (由46人增加到53人), or its ``change`` (2405件下降10.4%).
    """
    match = _ONWARD.fullmatch(text, start, end)
    return None if match is None else "level" if match["to"] else "change"


def _earlier_level(text: str, prefix: str, number: int) -> bool:
    """Whether the rate at ``number`` is the level that a later one is set against: 由46%升至58%."""
    rate = _RATE.match(text, number)
    if rate is None and not _LIMITED.search(prefix):
        rate = _TIME_TAKEN.match(text, number)
    return rate is not None and bool(_FROM.search(prefix)) and _TO_LEVEL.match(text, rate.end()) is not None
