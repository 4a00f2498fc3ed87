"""The phrase that says what a quantity counts: before it (案审会28次), behind it (12家企业) or its deed (300人参加)."""

from __future__ import annotations

import re

from kg.extract import heads, uncounted
from kg.extract.clauses import Clause
from kg.extract.frames import Frame
from kg.extract.quantities import Quantity

#: Words that open a phrase without belonging to it.
_LEADING = re.compile(
    r"""(?:
    [一二三四五六七八九十]是 | 其[一二三四五] | [（(][一二三四五六七八九十\d]{1,2}[)）]  # 一是, 其一, （二）
    | 今年 | 本年度? | 全年 | 年内 | 目前 | 现(?![场役金职代存状]|行(?!使|有))有?  # when
    | 我[局市区县镇委厅院省州旗] | 我街道 | 本局 | 本[单部]位 | 全[局市区县镇省系]统?   # who
    | 先后 | 已经? | 均 | 分别 | 及时 | 依法(?!治|行政(?![处许强检])) | 按时 | 集中 | 统一                  # how
    | 切实 | 认真 | 积极 | 广泛 | 深入 | 持续
    | 共计? | 累计 | 合计 | 总计 | 共有 | 有(?![效序力关毒害限奖机]) | 各[类级种]     # how many; not 有效
    | 通过 | 其中 | 并 | 即(?!办) | 由 | 对 | 将 | 了 | 为 | 在(?![编岗职]) | 与 | 和 | 及 | 、 | 以及 | 完成了?  # not 在编
    )+""",
    re.VERBOSE,
)
#: Words that close it: 检查企业共计, 满意度提升至; not 行为, 人均.
_TRAILING = re.compile(
    r"""(?:
    共计? | 合计 | 累计 | 总计 | 总?数量? | 分别 | 各 | 等 | 全年 | (?<!标)的                      # of how many
    | 达到? | 仅 | 近 | 超过? | 已 | 了 | (?<!行)为 | 是 | (?<!实)有 | (?<![平人户案])均
    | (?:上?升|下?降|提[高升]|增[加长]?|压[缩减]|缩[短减]|减少?)(?:至|到|为) | 至 | 到 | 由 | 从  # of levels
    | (?:[由从较比]|相较)(?:20\d\d年|[去上前][一1]?年)度?(?:同期)? # 案件由2021年, 案件总量较上年
    )+$""",
    re.VERBOSE,
)
#: What a phrase ends with that the pattern above cuts off.
_TRAILS = frozenset("计共达到了为是有近已别数由从至仅超过各等均年的量\n")
_RATES = frozenset(("%", "百分点", "倍", "‰"))
_RATE = re.compile("率|占比|比例|比重|满意度|得分")
_RATE_NAME = re.compile(rf"(?:\d\d(?=周?岁))?[^，。；、\d]{{1,16}}(?:{_RATE.pattern})(?=[^率]{{0,12}}$)")
_TITLES = re.compile(r"^[^《]*》|[、和及与]?《[^《》]*(?:》|$)(?:（[^（）]*）)?")
#: Before a deed that was not done.
_DENIED = re.compile(r"[尚还仍]?(?:未|没有)$")
_DENIALS = frozenset("未有")
#: A row of a table begins with what its numbers count, and maybe their unit.
_ROW = re.compile(r"[ |｜]*(?P<label>[^ \d|｜（(]+)(?:[（(][^（()）]{1,6}[)）])?[ |｜]*(?:[\d.,，]+[万亿]?[ |｜]*)+")
#: What says of how many alone: 举办培训班，共3期.
_TOTAL = re.compile(r"[，, ]*(?:一?共计?|累计|合计|总计|总共|共有|达到?)")
_SIGNS = frozenset("+＋-－−")
#: Units of things that bear a title: what is printed on 《责令改正通知书》23份 is what is counted.
_COPIES = frozenset("份 册 本 张 套 部 幅 封 期".split())
_LAST_TITLE = re.compile(r"《[^《]*》(?=各?$)")


_KIND_OF_WORK = re.compile(
    r"(?:系列|普法|法治|专题|情景|原创|宣传)*(?:短视频|视频|微电影|小品|动漫|动画片?|漫画|专题片|宣传片|警示片|微剧|短剧|情景剧|歌曲|读本|读物|手册|口袋书"
    r"|图书|书籍|画册|折页|案例集|栏目|专栏|节目|期刊|简报|刊物|海报|报纸|杂志)$"
)
#: Deeds that are counted by times, whatever they are about.
_TELLS = re.compile(r"学习|汇报|报告|研究|听取|通报|部署|调研|督导|督查|审议|传达|点评|述职|述法")
_OF_THESE = re.compile(r"中(?![心央小介级高标国期层西药医考转])[\u4e00-\u9fff]{2}")
#: Who has what is counted.
_OWNER = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:[局厅委办院县市区镇乡队处科所]|街道|系统|机关|单位)(?:目前|共|均)?(?:现|拥|配|设|已|共|实)?"
    r"有(?![限效关序力害毒机色偿的无])(?=[\u4e00-\u9fff]{2})"
)
#: Deeds done to what stands before them.
_DONE_TO = frozenset("印发 新增 通过 适用 获批 推出 入选 获评".split())
_TOLD_TO = re.compile(r"向[^，。；、]{2,14}?(?P<deed>(?:专题|专项|书面|集中)?(?:汇报|报告|述职|述法|通报|反馈))")
#: 行政检查、行政处罚、责令改正分别为6.2万户次、4018件、356件: as many things as numbers.
_RESPECTIVE = re.compile(
    r"(?P<things>[\u4e00-\u9fff“”]{2,12}(?:[、和及][\u4e00-\u9fff“”]{2,12})+?)(?:数量?)?分别(?:为|是|达到?|有)?$"
)
_THING = re.compile(r"[^、和及]+")


def respective(text: str, clause: Clause, quantity: Quantity) -> tuple[int, int] | None:
    """The span of the thing that ``quantity`` counts where the clause lists things and then their numbers."""
    if len(clause.quantities) < 2:
        return None
    match = _RESPECTIVE.search(text, clause.start, clause.quantities[0].start)
    if match is None:
        return None
    things = [t.span() for t in _THING.finditer(text, match.start("things"), match.end("things"))]
    place = clause.quantities.index(quantity)
    return things[place] if len(things) == len(clause.quantities) else None


def whole(phrase: str) -> str:
    """A phrase without what was cut in two: a bracket or mark without its other half, and 的 at its end.

    >>> whole("修订前）公开部门预算"), whole("企业“法治体检"), whole("常年法律顾问单位（湖南"), whole("律所的")
    ('公开部门预算', '企业法治体检', '常年法律顾问单位', '律所')
    """
    if phrase.isalnum():
        return phrase if phrase.endswith("标的") else phrase.removesuffix("的") or phrase
    for opening, closing in ("（）", "()"):
        depth = cut = 0
        for place, char in enumerate(phrase):
            depth += (char == opening) - (char == closing)
            if depth < 0:  # what stands before belongs to something else
                depth, cut = 0, place + 1
        phrase = phrase[cut:]
        if depth:
            start = phrase.rindex(opening)
            phrase = phrase[:start] if start > 1 else phrase[start + 1 :]
    for opening, closing in ("“”", "《》", "‘’"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    return phrase.strip("、，；：和及与的 ")


def phrase(
    text: str, clause: Clause, quantity: Quantity, frame: Frame | None, thing: tuple[int, int] | None = None
) -> str:
    """What ``quantity`` counts, as the text says it; empty where its clause does not.

    :param thing: what :func:`respective` says of it.
    """
    if uncounted.became(text, clause.start, quantity.start):
        return ""
    said = whole(_phrase(text, clause, quantity, frame, thing))
    named = uncounted.thing(said)
    if named:
        return named
    count = len(clause.quantities)
    if count > 1 and (things := uncounted.each_of(text, clause.start, clause.quantities[0].start, count)):
        return things[clause.quantities.index(quantity)]
    if said and not uncounted.empty(said):  # 同比下降, 占总数: the number before counts the same
        return _subject(text, clause, quantity, differs=uncounted.changed(said) and quantity.unit not in _RATES)
    return uncounted.head_of_table(text, quantity.start) or whole(uncounted.behind(text, quantity.end, clause.end))


def _subject(text: str, clause: Clause, quantity: Quantity, *, differs: bool) -> str:
    """What a number counts whose own words say only that it changed, or of what it is a share; empty: what that before counts.

    :param differs: whether it is a difference of counts, which are in its unit.
    """
    start = max((q.end for q in clause.quantities if q.end <= quantity.start), default=clause.start)
    span = text[start : quantity.start].strip(" “”，,")
    leading = _LEADING.match(span)
    named = uncounted.thing(whole(span[leading.end() if leading else 0 :]))
    if len(named) > 1:
        return named[-heads.LONGEST :]
    if start > clause.start:
        return ""
    if differs and (things := uncounted.told(text, start)) and things[-1][1] != quantity.unit:
        return next((named for named, unit in reversed(things) if unit == quantity.unit), "")
    return whole(uncounted.told_before(text, start))


def carried(text: str, before: Clause, quantity: Quantity) -> str:
    """What the clause before says, where a number behind it has only a word for a total: 举办培训班，共3期; else empty."""
    between = text[before.end : quantity.start]
    if _TOTAL.fullmatch(between) is None and uncounted.thing(between.strip("，, ")):
        return ""
    span = text[before.start : before.end].strip(" “”，,")
    leading = _LEADING.match(span)
    return whole(span[leading.end() if leading else 0 :][-heads.LONGEST :])


def _phrase(text: str, clause: Clause, quantity: Quantity, frame: Frame | None, thing: tuple[int, int] | None) -> str:
    if thing is not None:
        return text[slice(*thing)].strip("“”")
    if frame is None:
        return _before(text, clause, quantity, None)
    before = _before(text, clause, quantity, frame)
    if not frame.behind or (before and uncounted.fared(text, quantity.end)):
        return before
    people = frame.tokens[frame.at].tag == "QP" and not frame.audience
    if frame.behind == "head":
        head = heads.noun(text, frame.tokens, frame.at)
        if len(head) > 1 and head[0] != "中" and not uncounted.turned(text, quantity.end):
            return head
        return (people and heads.deed(text, frame.tokens, frame.at)) or before or head  # 6人新取得《行政执法证》
    deed = heads.deed(text, frame.tokens, frame.at)
    if not before:
        return uncounted.clause_before(text, clause.start, deed) or deed
    called = frame.governor is not None and uncounted.called(frame.governor.text)
    if (people and not called) or (quantity.unit == "次" and uncounted.body(before)):
        return deed or before
    return before


def _before(text: str, clause: Clause, quantity: Quantity, frame: Frame | None) -> str:
    """The phrase in front of the quantity: behind the verb that governs it, or from the beginning of the clause."""
    start, end = clause.start, quantity.start
    for earlier in clause.quantities:
        if earlier.end > end:
            break
        start = earlier.end
    start0 = start
    governor = frame.governor if frame is not None else None
    if governor is not None and uncounted.level(text, governor.end, end):  # 办理时间缩短至3天
        end, governor = governor.start, None
    if governor is not None and start <= governor.start:
        tells = quantity.unit == "次" and _TELLS.search(governor.text) is not None  # 专题汇报工作2次
        cut = governor.tag in ("do", "v", "v!") and end - governor.end > 2 and not tells
        if cut or governor.tag != "vn" or end - governor.end > 1:  # 规范性文件审查2件: the deed is itself the head
            start = governor.end if cut else governor.start
    if quantity.unit == "次" and (told := _TOLD_TO.search(text, start0, start)):  # 向人大专题报告整改情况1次
        start = told.start("deed")
    if _RATE.search(text, start0, end) and (
        rate := _RATE_NAME.search(text, start0, end)
    ):  # 两步申报应用率: the name of a rate begins with its clause
        start, end = rate.span()
    if (opened := text.rfind("《", start0, start)) > text.rfind("》", start0, start):  # not from the midst of a title
        start = opened
    if (
        start0 < start and text[start - 1] in _DENIALS and (denied := _DENIED.search(text, start0, start))
    ):  # 尚未审结1宗
        start = denied.start()
    if start == start0 > clause.start and _OF_THESE.match(text, start, end):  # 投诉23件|中涉及物业的
        start += 1
    span = text[start:end]
    if span[-1:] in _SIGNS or span[-1:] == " ":
        span = span.rstrip("+＋-－− ")
        if (row := _ROW.fullmatch(span)) is not None:  # 罚款（万元） 1620.5 1433.2 -11.6%
            span = row["label"]
    if quantity.unit in _COPIES and (title := _LAST_TITLE.search(span)):
        kind = _KIND_OF_WORK.search(span, 0, title.start())  # 短视频《城管说法》25期
        return span[kind.start() if kind else title.start() : title.end()]
    if "》" in span:  # 组织学习《宪法》、《监察法》6次: the titles are citations, the deed is counted
        rest = _TITLES.sub("", span).strip("、，和及与等 “”")
        if len(rest) < 2 and governor is not None:
            rest = governor.text
        span = rest if len(rest) > 1 else span
    span = span.strip(" “”")
    if span[-1:] in _TRAILS:
        span = _TRAILING.sub("", span)
    if (leading := _LEADING.match(span)) and len(span) - leading.end() != 1:  # 通过率 is no 率
        span = span[leading.end() :] or ("" if span == "对" else span)
    if "有" in span and (owner := _OWNER.match(span)):  # 市教育局现有公职律师3名
        span = span[owner.end() :]
    if span in _DONE_TO and (
        rest := uncounted.subject_of(text[start0 : quantity.start - len(span)])
    ):  # “首违不罚”适用41起
        span = rest + span
    if span.count("“") != span.count("”"):  # 一网通办”率, cut behind the opening mark
        span = span.replace("“", "").replace("”", "")
    return span[-heads.LONGEST :].lstrip("、，和及与的")
