"""The phrase that says what a quantity counts: before it (案审会28次), behind it (12家企业) or its deed (300人参加)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.clauses import Clause
from kg.extract.frames import Frame, Token
from kg.extract.quantities import Quantity

_NOMINAL = frozenset("n nr ns nt nz ng vn an a b l j i s f t k x eng v vi".split())
#: 和, 及 and 、 go on with a phrase only before another noun.
_JOINING = frozenset(("和", "及", "与", "、", "的", "以及", "或"))
_STOP_BEHIND = frozenset("d p c q m r y".split())
#: What stands behind a number without being what it counts: 98%以上, 47项重新梳理.
_NO_HEADS = frozenset("以上 以下 以内 左右 之多 重新 逐一 逐项 全部 全都 无一 在内".split())
#: Words that open a phrase without belonging to it.
_LEADING = re.compile(
    r"""(?:
    [一二三四五六七八九十]是 | 其[一二三四五] | [（(][一二三四五六七八九十\d]{1,2}[)）]  # 一是, 其一, （二）
    | 今年 | 本年度? | 全年 | 年内 | 目前 | 现有?                                # when
    | 我[局市区县镇委厅院省州旗] | 我街道 | 本局 | 本[单部]位 | 全[局市区县镇省系]统?   # who
    | 先后 | 已经? | 均 | 分别 | 及时 | 依法 | 按时 | 集中 | 统一                  # how
    | 切实 | 认真 | 积极 | 广泛 | 深入 | 持续
    | 共计? | 累计 | 合计 | 总计 | 共有 | 有(?![效序力关毒害限奖机]) | 各[类级种]     # how many; not 有效
    | 通过 | 其中 | 并 | 即 | 由 | 对 | 将 | 了 | 为 | 在(?![编岗职]) | 与 | 和 | 及 | 、 | 以及 | 完成了?  # not 在编
    )+""",
    re.VERBOSE,
)
#: Words that close it: 检查企业共计, 满意度提升至; not 行为, 人均.
_TRAILING = re.compile(
    r"""(?:
    共计? | 合计 | 累计 | 总计 | 总?数量? | 分别 | 各 | 等 | 全年 | 的                      # of how many
    | 达到? | 仅 | 近 | 超过? | 已 | 了 | (?<!行)为 | 是 | 有 | (?<![平人户案])均
    | (?:上?升|下?降|提[高升]|增[加长]?|压[缩减]|缩[短减]|减少?)(?:至|到|为) | 至 | 到 | 由 | 从  # of levels
    | (?:[由从较比]|相较)(?:20\d\d年|[去上前][一1]?年)度?(?:同期)? # 案件由2021年, 案件总量较上年
    )+$""",
    re.VERBOSE,
)
#: What a phrase ends with that the pattern above cuts off.
_TRAILS = frozenset("计共达到了为是有近已别数由从至仅超过各等均年的量\n")
#: What says that a thing changed: 罚款比上年增加, 立案同比增长.
_CHANGED = re.compile(
    r"(?:(?:[比较]|相较|与)?(?:20\d\d年|[去上前][一1]?年|同期)?度?(?:同期)?|同比|环比)(?:分别)?"
    r"(?:增[加长]|上升|提[升高]|下降|降低|减少|回落|[多少])[了约近]?$"
)
_RATE = re.compile("率|占比|比例|比重|满意度|得分")
_RATE_NAME = re.compile(rf"[^，。；、\d]{{1,16}}(?:{_RATE.pattern})(?=[^率]{{0,12}}$)")
_TITLES = re.compile(r"^[^《]*》|[、和及与]?《[^《》]*(?:》|$)(?:（[^（）]*）)?")
#: Before a deed that was not done.
_DENIED = re.compile(r"[尚还仍]?(?:未|没有)$")
_DENIALS = frozenset("未有")
#: A row of a table begins with what its numbers count, and maybe their unit.
_ROW = re.compile(r"[ |｜]*(?P<label>[^ \d|｜（(]+)(?:[（(][^（()）]{1,6}[)）])?[ |｜]*(?:[\d.,，]+[万亿]?[ |｜]*)+")
#: What says of how many alone: 举办培训班，共3期.
_TOTAL = re.compile(r"[，, ]*(?:一?共计?|累计|合计|总计|总共|共有|达到?)")
_SIGNS = frozenset("+＋-－−")
_LIMIT = 24
#: Units of things that bear a title: what is printed on 《责令改正通知书》23份 is what is counted.
_COPIES = frozenset("份 册 本 张 套 部 幅 封 期".split())
_LAST_TITLE = re.compile(r"《[^《]*》(?=各?$)")


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
        return phrase.removesuffix("的") or phrase
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


def unchanged(phrase: str) -> str:
    """A phrase without what says that the thing changed, for a number behind that counts the same: 增加10万元，达到45万元.

    >>> unchanged("罚款比上年增加"), unchanged("立案同比增长"), unchanged("罚款")
    ('罚款', '立案', '罚款')
    """
    return _CHANGED.sub("", phrase)


def phrase(
    text: str, clause: Clause, quantity: Quantity, frame: Frame | None, thing: tuple[int, int] | None = None
) -> str:
    """What ``quantity`` counts, as the text says it; empty where its clause does not.

    :param thing: what :func:`respective` says of it.
    """
    return whole(_phrase(text, clause, quantity, frame, thing))


def carried(text: str, before: Clause, quantity: Quantity) -> str:
    """What the clause before says, where a number behind it has only a word for a total: 举办培训班，共3期; else empty."""
    if _TOTAL.fullmatch(text, before.end, quantity.start) is None:
        return ""
    span = text[before.start : before.end].strip(" “”，,")
    leading = _LEADING.match(span)
    return whole(span[leading.end() if leading else 0 :][-_LIMIT:])


def _phrase(text: str, clause: Clause, quantity: Quantity, frame: Frame | None, thing: tuple[int, int] | None) -> str:
    if thing is not None:
        return text[slice(*thing)].strip("“”")
    if frame is None:
        return _before(text, clause, quantity, None)
    if frame.behind == "head":
        head = _head(text, frame.tokens, frame.at)
        if len(head) > 1:
            return head
        if frame.tokens[frame.at].tag == "QP" and not frame.audience and (deed := _deed(text, frame.tokens, frame.at)):
            return deed  # 6人新取得《行政执法证》
        return _before(text, clause, quantity, frame) or head
    before = _before(text, clause, quantity, frame)
    if frame.behind == "deed" and (not before or (frame.tokens[frame.at].tag == "QP" and not frame.audience)):
        return _deed(text, frame.tokens, frame.at) or before
    return before


def _head(text: str, tokens: Sequence[Token], at: int) -> str:
    """The noun phrase behind the quantity."""
    start = end = tokens[at].end
    nominal = False
    for token in tokens[at + 1 :]:
        if token.start != end and token.start - end > 0:
            break
        if token.tag[0] == "Q" or token.end - start > _LIMIT:
            break
        if token.hit is None and token.text not in _JOINING:
            if (
                token.tag[0] == "Q"
                or token.part in _STOP_BEHIND
                or token.text in _NO_HEADS
                or token.part not in _NOMINAL
            ):
                break
            if nominal and token.tag == "V":
                break
        elif token.hit is not None and token.tag in ("do", "v", "v!") and nominal:
            break
        nominal = True
        end = token.end
    return text[start:end].strip("、和及与的《 “”")


def _deed(text: str, tokens: Sequence[Token], at: int) -> str:
    """What the people counted do, up to the next quantity or mark."""
    start = end = tokens[at].end
    for token in tokens[at + 1 :]:
        if token.tag[0] == "Q" or token.end - start > _LIMIT:
            break
        end = token.end
    return text[start:end].strip("、和及与《 “”")


def _before(text: str, clause: Clause, quantity: Quantity, frame: Frame | None) -> str:
    """The phrase in front of the quantity: behind the verb that governs it, or from the beginning of the clause."""
    start, end = clause.start, quantity.start
    for earlier in clause.quantities:
        if earlier.end > end:
            break
        start = earlier.end
    start0 = start
    governor = frame.governor if frame is not None else None
    if governor is not None and start <= governor.start:
        cut = governor.tag in ("do", "v", "v!") and end - governor.end > 2
        if cut or governor.tag != "vn" or end - governor.end > 1:  # 规范性文件审查2件: the deed is itself the head
            start = governor.end if cut else governor.start
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
    span = text[start:end]
    if span[-1:] in _SIGNS or span[-1:] == " ":
        span = span.rstrip("+＋-－− ")
        if (row := _ROW.fullmatch(span)) is not None:  # 罚款（万元） 1620.5 1433.2 -11.6%
            span = row["label"]
    if quantity.unit in _COPIES and (title := _LAST_TITLE.search(span)):
        return title[0]
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
    if span.count("“") != span.count("”"):  # 一网通办”率, cut behind the opening mark
        span = span.replace("“", "").replace("”", "")
    return span[-_LIMIT:].lstrip("、，和及与的")
