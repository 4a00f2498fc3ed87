"""Document and order numbers, in every form that offices use, masked ones too.

==============================================  =========================================
``巴南安办〔2020〕80号``, ``国办发[2018] 118号``         a paper: office code, year in brackets, number
``渝府办发（2021）第12号``, ``*〔2022〕*号``              the same with round brackets, masked
``国务院令第493号``, ``天津市人民政府令第27号``             an order
``中华人民共和国国家主席令第八十八号``                  an order, Chinese numeral
``国务院第493号令``, ``第493号国务院令``, ``493号令``       an order, other word orders
``国家税务总局公告2018年第15号``, ``2018年第15号公告``      an announcement
``案号（2021）渝01行初12号``                        none: a court's case number
==============================================  =========================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERAL = r"(?:\d(?:[ \n]?\d){0,4}|[〇○零一二三四五六七八九十百]{1,7}|[*＊×xX]{1,5}|[_＿]{1,4})"
_YEAR = r"[〔\[［【﹝（(〈﹙][ ]*(?:(?:1\n?9|2\n?0)(?:\n?[\d*×xX]){2}|[*＊×xX]{1,4})[ ]*年?[ ]*[〕\]］】﹞）)〉﹚]"
_PAPER = rf"{_YEAR}[ \n]*(?:第[ ]*|[文字函发][ ]*)?{_NUMERAL}[ ]*号"
_ORDER = (
    rf"(?:令|公告|通告)[ ]*(?:[（(〔\[]?(?:19|20)\d\d[）)〕\]]?年?|[（(〔\[][一二三四五六七八九十\d]{{1,3}}届[）)〕\]])?[ ]*第?[ ]*{_NUMERAL}[ ]*号"
    rf"|(?:(?:19|20)\d\d年)?[ ]*第?[ ]*{_NUMERAL}[ ]*号[ ]*(?:令|公告|通告)(?!牌)"
    rf"|第[ ]*{_NUMERAL}[ ]*号[ ]*(?:中华人民共和国)?(?:国务院|主席|国家主席|[\u4e00-\u9fff]{{2,8}}人民政府)令"
)
#: The core of a number; whose it is stands before it.
CORE = re.compile(rf"(?:{_PAPER}|{_ORDER})")
#: What every number holds, cheap to find: a closed bracket with a number, or the word for an order.
#: Like every pattern that goes over a whole text it begins with a set of characters, which is fast to seek.
_ANCHOR = re.compile(
    rf"[〕\]］】﹞）)〉﹚令公通号](?:"
    rf"(?<=[\d年*＊×xX ][〕\]］】﹞）)〉﹚])[ \n]*(?:第[ ]*|[文字函发][ ]*)?{_NUMERAL}[ ]*号"
    r"|(?:(?<=令)|(?<=[公通])告)[ ]*[（(〔\[]?[ ]*(?:第|[\d〇零一二三四五六七八九十*＊])"
    r"|(?<=号)(?:[ ]*(?:令|公告|通告)"
    r"|(?=(?:中华人民共和国|国务院|主席|国家主席|[\u4e00-\u9fff]{2,8}人民政府)[\u4e00-\u9fff]{0,4}令)))"
)
#: Names of offices and their codes, as they stand before the core.
_OFFICE = re.compile(r"(?:国务院、中央军委|[A-Za-z\u4e00-\u9fff*＊×○\[\]]{1,24})[ \n]{0,2}\Z")
#: Words that end before the office's name begins: 根据渝府办发〔2021〕12号.
_LEAD = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|参照|对照|结合|贯彻|落实|执行|印发了?|转发了?|下发了?|制定了?|出台了?|收到|发布了?|公布了?|以及|传达了?|学习了?|做好|抓好|开展|推进|推行|实施|遵守|宣贯|适用|违反|废止了?|修[订改]了?|严格|全面|[一二三四五六七八九十]是|文件|文号为?|通知|意见|详见|参见|[按以及了的由即])(?=.{2})"
)
#: A body before the code of its own number: 国务院办公厅|国办发〔2018〕37号.
_BODY_BEFORE = re.compile(r".*(?:国务院|办公[厅室]|人民政府|委员会|总局)(?=[\u4e00-\u9fff]{2,8}[发函办字规文电]$)")
_SENTENCE = re.compile(r"[，。；：、！？\n“”\"《》（()）\s]")


#: Between the numbers of a list, where a later one may leave the office out: 渝府办发〔2021〕12号、（2021）15号.
LISTED = re.compile(r"(?:文件?)?[ ]*[、，,和及与]?[ ]*")


_ORDERED = re.compile("令|公告|通告")
#: A further number in a list of orders or announcements.
_AGAIN = re.compile(
    rf"[ ]*(?:[、，,和及与]|以及)[ ]*(?P<number>(?:(?:19|20)\d\d年)?[ ]*第[ ]*{_NUMERAL}[ ]*号)(?![ ]*[令公通楼线路馆])"
)
#: Of joint announcements the first bodies: 财政部 税务总局公告2023年第12号.
_JOINT = re.compile(r"(?:(?![和及与])[\u4e00-\u9fff]{2,10}(?:部|总局|总署|委员会|银行)[ 、])+$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the scanned text; ``order`` where an order (令) or announcement promulgated the act.

    :param office: whose number it is, where a list says so only of an earlier one: 税务总局公告2018年第15号、|2019年第3号.
    """

    start: int
    end: int
    order: bool
    office: str = ""


def _number(text: str, core: re.Match[str], floor: int) -> Number:
    """The number with the office before its core, not reaching back beyond ``floor``."""
    before = text[max(floor, core.start() - 24) : core.start()]
    office = _OFFICE.search(before)
    start = core.start()
    if office is not None:
        name = office[0]
        lead = _LEAD.match(name)
        if lead is not None:
            name = name[lead.end() :]
        # 渝府办发〔2021〕12号|和|巴南府〔2021〕3号
        if text.endswith("号", 0, floor) and text[floor : core.start() - len(name)] in ("", "文", "文件"):
            name = name[name[0] in "和及与" :]
        if not core[0].startswith(("令", "公告", "通告")) and (body := _BODY_BEFORE.match(name)) is not None:
            name = name[body.end() :]
        start -= len(name)
        if core[0].startswith("公告") and text[start - 1 : start] in (" ", "、"):
            joint = _JOINT.search(text, max(floor, start - 36), start)
            if joint is not None:
                lead = _LEAD.match(joint[0])
                start = joint.start() + (lead.end() if lead is not None else 0)
    return Number(
        start, core.end(), core[0].startswith(("令", "公告", "通告")) or core[0].endswith(("令", "公告", "通告"))
    )


def find(text: str, start: int, end: int) -> Number | None:
    """The first number between ``start`` and ``end``.

    >>> text = "《方案》（巴南委改〔2021〕5号）"
    >>> number = find(text, 5, len(text))
    >>> text[number.start:number.end]
    '巴南委改〔2021〕5号'
    """
    if text.find("号", start, end) < 0:
        return None
    for core in CORE.finditer(text, start, end):
        number = _number(text, core, start)
        if number.start < core.start() or number.order:
            return number
    return None


def directly_before(text: str, position: int, floor: int) -> Number | None:
    """The number that stands right before ``position``: 国务院令第493号《…》, 国办发〔2018〕118号文件《…》."""
    begin = max(floor, position - 48)
    if text.find("号", max(begin, position - 8), position) < 0:
        return None
    last = next(iter(list(CORE.finditer(text, begin, position))[-1:]), None)
    if (
        last is None
        or re.fullmatch(r"[ ]*(?:文件?|公布的?|发布的?|颁布的?|印发的?|[，,:：])?[ ]*", text[last.end() : position])
        is None
    ):
        return None
    number = _number(text, last, begin)
    return number if number.start < last.start() or number.order else None


def scan(text: str) -> Iterator[Number]:
    """All numbers of ``text`` with an office before them or of an order, in order."""
    if "号" not in text:
        return
    floor = 0
    last = -1
    for anchor in _ANCHOR.finditer(text):
        if anchor.end() <= floor:
            continue
        core = CORE.search(text, max(floor, anchor.start() - 24), anchor.end() + 24)
        if core is None or core.start() >= anchor.end():
            continue
        number = _number(text, core, floor)
        if number.start < core.start() or number.order or (last >= 0 and LISTED.fullmatch(text, last, core.start())):
            yield number
            last = core.end()
            if number.order:
                office = text[number.start : _ORDERED.search(text, number.start).end()]  # type: ignore[union-attr]
                while (again := _AGAIN.match(text, last)) is not None:
                    yield Number(*again.span("number"), True, office)
                    last = again.end()
        floor = max(core.end(), last)
