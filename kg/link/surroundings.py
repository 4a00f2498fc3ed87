"""The words around a number that say how it is meant: an average, one case out of a year's, the total of a whole body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.catalogue import signs
from kg.records import Measure

_MARK = re.compile(r"[，。；;：:（）(),！？、]")
_PERIOD = re.compile(r"[。；;！？]")
#: 平均1.8人, 人均办案4.2件, 平均水平为12件, but no 组织高于全省平均水平的培训12次; what stands behind 每 is no measure at all.
_AVERAGE = re.compile(
    r"""
    (?<![于过按照])(?:平均|[人户案件次日月年]均(?!衡|匀))  # 高于平均的培训
    (?:
        (?!水平|线|数(?!量)|值|标准|以[上下])[^，。；、\d]{0,12}  # what the average is of
        | (?:水平|线|数|值)(?:为|是|达到?|约)*                    # the average itself
    )$
    """,
    re.VERBOSE,
)
#: A list of deeds is one phrase: 全年行政检查、行政处罚分别为6.2万户次、4018件.
_CLAUSE = re.compile(r"[，：:（(]")
#: Organs that a verb before the last number still governs: 移送市纪委监委9人、市公安局4件.
_ORGAN = re.compile(r"[\u4e00-\u9fff]{2,12}(?:局|院|委|部门|机关|队|所|站)")
#: 行政复议委员会收到申请94件、受理81件: what comes in is what the organ is for.
_ORGANS_DEED = re.compile(
    r"""
    复议(?:委员会|机构|机关|办公室|局|中心)
    (?:全年|共|累计|[\d.]+[件起宗]|、|，|收到|接到|新收|受理|办理|申请|案件)*
    (?:收到|接到|新收|受理|办理|申请|案件)+$
    """,
    re.VERBOSE,
)
#: Where a list of things begins: 复议、诉讼均为0件.
_LIST = re.compile(r"[，：:（(]|\d+")
#: So many characters before a number are looked at, and so many numbers that it may be listed with.
_REACH, _NEIGHBOURS = 400, 12
#: Words before a number whose deed stands behind it: 对237件轻微违法行为不予处罚; 有21件涉及程序违法; 对重大案件9件挂牌督办; nothing at all.
_DONE_BEHIND = re.compile(
    r"(?:^|[对将有]|另|全[年市省区县]|(?:在|对|其中|以上|上述|前述|该|这)+(?:的)?"
    r"|^(?:对|将)(?:(?!立案|查处|查办|办理|办结|处罚(?!案|决定)|罚款|实施|作出|移送|下达).)+)$"
)
_BEHIND = re.compile(r"[^，。；、\d]{0,40}")
#: What is applied stands in the clause before: 推行“首违不罚”，适用41起.
_APPLIED = re.compile(r"(?:全年|累计|共|已|依法)*适用")
#: The deed is that of another organ: 配合市公安局查处17起; not 在市公安局配合下查处17起.
_HELPED = re.compile(
    r"^(?:积极|主动|全力|密切|全年|累计|先后|并|还|另|共)*(?:配合|协助)(?![下度])"
    r"(?:(?:查处|查办|办理|破获|侦办|处置|立案|处罚)|[^，。；、]{0,14}?(?:局|厅|院|委|队|所|部门?|机关|海关|政府)(?!长))"
)
#: Only these stand before what was told of already: 全年500件案件全部录入平台.
_MENTIONED = re.compile(r"(?:在|对|其中|以上|上述|前述|该|这|的|全[年市省区县局]|年度?|我局)*$")
#: What befell the things counted: 1件处罚决定被法院撤销.
_BEFELL = re.compile(r"^[^，。；、]{0,16}?((?:被|入选|获评)[^，。；、]+)")
#: Acts that a deed goes by say nothing of what it is: 全系统依照《食品安全法》立案1976件.
_BY_ACTS = re.compile(r"(?:依照|依据|根据|按照)(?:《[^》]*》[、和及]?)+(?:等[^，。；、]{0,6}?规定)?")
#: The number is the sum of what is listed before it: 查补税款、滞纳金、罚款合计1.5亿元.
_OF_LIST = re.compile(r"、[^、]*(?:合计|共计?|总计|等)$")
#: Several that are fined together: 对2家公司各罚, 甲有限公司等企业; not 立案1件.
_SEVERAL = re.compile(r"(?<!\d)(?!1(?!\d))\d+[余多]?[家户个名起件宗]|各罚|等[^级]?|多家|分别")
#: What is told of one case ends where all of the body's begin: 对甲公司罚款3万元，全年罚没款50万元.
_OF_ALL = re.compile(r"[，：:（(](?:全系统|全[市省区县州旗局镇盟年](?!首))")
#: Or where a sum follows its numbers: 其中一案罚款3万元，罚款总额50万元.
_SUM = re.compile(r"\d[^，]*，[^，\d]*(?:总额|总金额|总数|总计|合计|共计?|累计)[^，\d]*$")


@cache
def _one() -> re.Pattern[str]:
    """One case out of several: 其中一案罚款85万元; 对某商城…罚款4.8万元; 某某有限公司因违反…被罚85万元."""
    return re.compile(
        rf"{signs.any_of('single case')}|某[\u4e00-\u9fff]{{0,8}}?{signs.any_of('bodies fined')}"
        r"|[\u4e00-\u9fff*＊]{2}(?:有限|股份|责任|总|分)公司"
    )


@cache
def _total() -> re.Pattern[str]:
    """全系统办结案件1689件: the total of all that the report tells of, with words that name no field of its own."""
    body, summing, no_field = map(signs.any_of, ("whole body", "summing", "no field"))
    return re.compile(rf"{body}{summing}*{no_field}*(?:共计?|合计|总计)?$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How a number is meant.

    :param near: the words that hold for it alone, from the mark or number before it, and what befell the things counted.
    :param mentioned: whether it names what is counted without saying that something is done: 全年500件案件全部录入平台.
    :param average: whether it is an average, of which none adds up.
    :param single: whether it is of one case; ``total`` whether of all cases of the body that reports.
    :param helped: whether it is another organ's deed, which the body that reports only helped with.
    :param listed: the words from the last comma or number, with those between 、; ``sum`` whether the number is the sum of
        these; ``organ`` whose deeds are told, if it is one
        of those that only do one thing (行政复议委员会收到申请94件).
    """

    near: str = ""
    average: bool = False
    single: bool = False
    total: bool = False
    listed: str = ""
    organ: str = ""
    sum: bool = False
    mentioned: bool = False
    helped: bool = False


#: What is known without the text.
_PLAIN, _FRACTION = Surroundings(), Surroundings(average=True)


def around(measures: Sequence[Measure], index: int, text: str, *, full: bool = True) -> Surroundings:
    """The surroundings of a number.

    :param text: of the report; without it only the value speaks.
    :param full: whether to say more than whether it is an average, which is all that is asked of most numbers.
    """
    m = measures[index]
    part_of_one = m.unit in signs.words("whole things") and not float(m.value).is_integer()
    if not text or m.sentence is None or not (full or text.find("均", _start(m), m.start) >= 0):
        return _FRACTION if part_of_one else _PLAIN
    near = own(measures, index, text)
    behind = _squeezed(text[m.end : m.end + 40])
    befell = _BEFELL.match(behind)
    done = _BEHIND.match(behind) if _DONE_BEHIND.search(near) else None
    clauses = _PERIOD.split(_squeezed(text[_start(m) : m.start]))[-1]
    if _APPLIED.fullmatch(near):
        near = "".join(_CLAUSE.split(clauses)[-2:])
    return Surroundings(
        near + (done[0] if done is not None else befell[1] if befell else ""),
        part_of_one or _AVERAGE.search(near) is not None,
        single := _single(clauses),
        not single and _total().search(_CLAUSE.split(_BY_ACTS.sub("", clauses))[-1]) is not None,
        listed := _LIST.split(clauses)[-1],
        organ[0] if (organ := _ORGANS_DEED.search(clauses)) else "",
        _OF_LIST.search(listed) is not None,
        _MENTIONED.fullmatch(near) is not None and behind[:1].isalpha(),
        _HELPED.match(near) is not None,
    )


def _single(words: str) -> bool:
    """Whether a number behind these words of its sentence is of one case that they tell of."""
    words = _OF_ALL.split(words)[-1]
    told = [m.span() for m in _one().finditer(words)]
    if not told:
        return False
    start, end = told[-1]
    return _SUM.search(words, end) is None and _SEVERAL.search(words, words.rfind("，", 0, start) + 1) is None


def own(measures: Sequence[Measure], index: int, text: str) -> str:
    """The words from the mark or number before it; where they only name an organ, also those before its neighbours."""
    words = ""
    for at in range(index, max(-1, index - _NEIGHBOURS), -1):
        m, before = measures[at], measures[at - 1] if at else None
        joined = before is not None and before.sentence == m.sentence
        between = _squeezed(text[before.end if joined and before is not None else _start(m) : m.start][-_REACH:])
        words = _MARK.split(between)[-1] + words
        if not (joined and between[:1] in ("、", "和", "及") and _ORGAN.fullmatch(between[1:])):
            break
    return words


def _start(m: Measure) -> int:
    """Where the words begin that are looked at before a number."""
    return max(m.sentence.start if m.sentence else 0, m.start - _REACH)


def header(text: str, row: int) -> str:
    """The line above that of a place in the text: what names the columns of the table that it begins.

    >>> header("类别　立案　罚没款\\n市容　5件　2万元", 12)
    '类别立案罚没款'
    """
    start = text.rfind("\n", 0, row)
    return _squeezed(text[text.rfind("\n", 0, start) + 1 : start]) if start > 0 else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
