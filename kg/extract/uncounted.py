"""Phrases that name nothing counted: a change, a share, an average, a year, an adverb; and what stands before them."""

from __future__ import annotations

import re

from kg.catalogue import units

_COMPARED = (
    r"(?:(?:[比较同与和]|相较于?|对比)?(?:(?:19|20)\d\d年|[去上前]一?年)度?(?:同期|年?底|末|全年)?(?:的?水平)?|同期|[比较](?:改革前|往年|上一?期|法定|承诺|原)[^，。；\d]{0,5}?)"
    r"(?:相比|对比)?"
)
_ROSE = (
    "增[加长幅]|净增|上[升涨]|提[升高]|下[降滑]|降低|减少|压[减缩]|缩[短减]|回[落升]|反弹|改善|[升降减]幅"
    "|(?<=[期年前比])(?:净|大幅|明显|显著)?[多少增减升降]"
)
#: What says at the end of a phrase that its thing changed: 罚款比上年增加, 立案同比增长, 事故同比分别下降.
_CHANGED = re.compile(
    rf"(?:(?:{_COMPARED}|同比|环比)+[，,]?)?(?:分别|各|平均|均|大幅|明显|显著|小幅)*(?:{_ROSE})[了约近达]?$"
)
#: Its last characters, for most phrases end otherwise.
_CHANGE_ENDS = frozenset("加长幅增涨升高降滑低少减缩短落弹善多了约近达")
#: They end names of works too: 设施精细化提升860公里.
_NOUNS_TOO = frozenset(("提升", "提高", "改善"))
#: 占比, 占干部总数, 仅占: a share alone; what it is a share of is not what is counted.
_SHARE = re.compile(r"(?:其中)?(?:仅|只|约|分别|各)*(?:占比?|比重|比例)(?!道|用|地|补|压)[^的]*$")
_ALL_SHARE = re.compile(rf"^{_SHARE.pattern}")
_ONLY_HAS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:仅|只|约|分别|各|就|已)*占(?:到|了)?$")
_AMONG = re.compile(r"(?<=[\u4e00-\u9fff]{2})在[^，。；]{2,12}中$")
_NOTHING = re.compile(
    r"(?:中仍?|人均|户均|平均|年均|月均|日均|均|先后|分别|其中|全[部年]|如期|按期|按时|总[计数]|累计|约|近|仅|只|仍|共|达|为|有"
    r"|[（(]?(?:19|20)\d\d年?度?(?:全年)?[)）]?|[^\u4e00-\u9fffA-Za-z]|且|全[省市县区乡镇州旗局系统])*"
)
#: Deeds that tell how those fared that are named before the number: 律师2名坐班, 刑满释放人员39名全部落实帮教.
_FARED = re.compile(
    r"(?:每周|每月|每日|常年|全程|长期|定期)*(?:担任|受聘|坐班|[进入常]?驻|值班|轮值|列席)|(?:全部|均[已获]?|都)(?!参[加与考训]|为兼职|是|由)"
    r"|无一|实现|[如按]期|按时|[胜败]诉"
)
#: Those that are called in to do something are counted, whatever it is: 聘请乡贤、村干部8名参与调解.
_CALLED = frozenset("聘请 选聘 聘任 聘用 续聘 招募 邀请 选派 抽调 吸纳 组建 配备".split())
#: Who does a thing so many times: 局党组先后6次专题研究法治工作.
_BODY = re.compile(
    r"(?:党[组委]|党[组委]会|书记|[局厅院镇乡县区市省]长|主任|小组|政府|班子|委员会|负责人|常委会|办公会|会议)(?:先后|全年|已|共|累计|、|，)*$"
)
_DOER = re.compile(r"[局厅委办部组院所站队县市区镇省]$|政府$|街道$|^[在由经并已共]|\d")
#: What took part in a thing that the clause before names: 组织换证考试，67人参考.
_TOOK_PART = re.compile(r"参考|参加|参与|坐班|通过|合格|(?:全部|均)(?:通过|合格)|[如按]期完成|实现全覆盖")
_CLAUSE_BEFORE = re.compile(r"(?:^|[，。；：、\n ])(?P<clause>[^，。；：、\n \d]{4,24})[，,]$")
_TOLD_BEFORE = re.compile(
    r"(?:^|[，。；：\n（(]|[\d.,]*(?P<number>\d)[万亿千百]*[余多]?)(?P<rest>[^，。；：\n（(\d]+)[，,]$"
)
#: A thing and its number: 死亡6人.
_ITEM = re.compile(
    r"(?:^|[，、；。：和及与\n ])(?:[—-]+|其中|全[年省市县区]|共|发生|实施|作出|办理|受理)*(?P<thing>[^，。；：、\d\n ]{1,20}?)"
    r"(?:共计?|合计|达到?|为|约|近)?\d[\d.,， ]*[万亿余多]*(?P<unit>(?![年月日])(?:[\u4e00-\u9fff]{1,3}|[%％]))(?=[，、。和及与批（(]|$)"
)
#: 四项指数同比分别下降
_ALL_OF_THEM = re.compile(r"^[二两三四五六七八]项(?:指[数标])?(?:均|都)?")
_ROW_OF_NUMBERS = re.compile(r"[^\S\n|]*(?:19|20)\d\d年度?(?:[\s|｜]*[\d.,， ]+[万亿]?[\u4e00-\u9fff%]{1,3})+[\s|｜]*")
_HEAD_OF_TABLE = re.compile(
    r"(?:[（(][^（()）]{1,4}[)）]|附?表?\d*[:：.、 ])*(?P<head>[^，。；\n]{4,30}?)(?:如下|为|是)?[:：]?\s*$"
)
_TO = re.compile("[至到为成](?:了|约|近)?")
_TURNED = re.compile(r"[\u4e00-\u9fff]{1,4}[至到为成](?:了|约|近)?\d")
_BECAME = re.compile(r"\d[万亿]?[项个件条类种部家份张次名][\u4e00-\u9fff]{1,4}[至到为成](?:了|约|近)?$")
_CAME_TO = frozenset("至到为成了约近")
_BEHIND = re.compile(
    r"(?:的|全年|均|已|都|就|仍)*(?![、和及与或以左上下增减升降提压缩被获经由因在无不为是内])(?P<thing>(?:[\u4e00-\u9fff“”《》]|（[^（）]{1,8}）){1,20}?)"
    r"(?=被|获|入选|超过|不足|低于|高于|(?<!存)在|开展|进行|不予|实[行现施]|适用|均|已|都|全部|尚|仍|未|无|被|达|完成|共(?![同享产青和服识管])|为|[，。；、：\n\d]|$)"
)
#: So far above a row its table's head may stand.
_ABOVE = 600


def thing(phrase: str) -> str:
    """What of a phrase names a thing counted; empty where nothing does.

    >>> thing("同比分别下降"), thing("处罚案件数同比下降"), thing("占应持证人"), thing("50岁以上人员仅占")
    ('', '处罚案件数', '', '50岁以上人员')
    >>> thing("人均"), thing("人均检查量"), thing("（2024年）"), thing("设施精细化提升")
    ('', '人均检查量', '', '设施精细化提升')
    """
    changed = _CHANGED.search(phrase) if phrase[-1:] in _CHANGE_ENDS else None
    if changed is not None and not (changed.start() and changed[0] in _NOUNS_TOO):
        phrase = phrase[: changed.start()]
    if "占" in phrase or "比" in phrase:
        if _ALL_SHARE.match(phrase):
            return ""
        phrase = _AMONG.sub("", _ONLY_HAS.sub("", phrase)).removesuffix("的")
    return "" if _NOTHING.fullmatch(phrase) else phrase


def changed(phrase: str) -> bool:
    """Whether a phrase says that its thing changed."""
    return _CHANGED.search(phrase) is not None


def empty(phrase: str) -> bool:
    """Whether a phrase that names no thing says nothing at all, so that the thing may stand behind the number.

    >>> empty("全县"), empty("同比下降")
    (True, False)
    """
    return _NOTHING.fullmatch(phrase) is not None and "均" not in phrase


def level(text: str, start: int, number: int) -> bool:
    """Whether only 至, 到, 为 stand between a verb that ends at ``start`` and its number, which is what a thing came to."""
    return 0 < number - start < 3 and _TO.fullmatch(text, start, number) is not None


def turned(text: str, end: int) -> bool:
    """Whether the number that ends at ``end`` became another: 由14项规范为11项."""
    return _TURNED.match(text, end) is not None


def became(text: str, clause: int, start: int) -> bool:
    """Whether the number that begins at ``start`` is what the one before it became: 由14项规范为11项."""
    return text[start - 1 : start] in _CAME_TO and _BECAME.search(text, max(clause, start - 10), start) is not None


def behind(text: str, start: int, end: int) -> str:
    """What stands right behind a number that has nothing before it: 100件“一件事”全部上线, 40%的人员入职不满一年."""
    match = _BEHIND.match(text, start, end)
    return match["thing"] if match is not None else ""


def fared(text: str, end: int) -> bool:
    """Whether what stands behind a number that ends at ``end`` only tells how those fared that are named before it.

    >>> fared("39名全部落实帮教", 3), fared("2名担任法律顾问", 2), fared("8名参加资格考试", 2)
    (True, True, False)
    """
    return _FARED.match(text, end) is not None


def subject_of(words: str) -> str:
    """The thing before a deed that is done to it, without marks; empty where a body stands there, or nothing that is long enough.

    >>> subject_of("“首违不罚”"), subject_of("县公安局"), subject_of("全年")
    ('首违不罚', '', '')
    """
    words = words.strip(" “”，,、")
    return words if 2 < len(words) <= 16 and not _DOER.search(words) else ""


def called(verb: str) -> bool:
    """Whether a verb calls people in, so that they are counted and not what they do."""
    return verb in _CALLED


def body(phrase: str) -> bool:
    """Whether a phrase before a number of times only says who did it."""
    return _BODY.search(phrase) is not None


def clause_before(text: str, start: int, deed: str) -> str:
    """The clause before the one that begins at ``start``, where its number counts who took part: 组织换证考试，67人参考."""
    if _TOOK_PART.fullmatch(deed) is None:
        return ""
    match = _CLAUSE_BEFORE.search(text, max(0, start - 40), start)
    return match["clause"] if match is not None else ""


def told_before(text: str, start: int) -> str:
    """What the clause before the one at ``start`` tells behind its last number: 14名同志取得执法证，占36.8%; else empty."""
    match = _TOLD_BEFORE.search(text, max(0, start - 60), start)
    if match is None:
        return ""
    rest = match["rest"]
    if match["number"]:
        unit = next((rest[:n] for n in (4, 3, 2, 1) if rest[:n] in units.load()), "")
        rest = rest[len(unit) :] if unit else ""
    return rest.strip("“”的") if 4 <= len(rest) <= 24 else ""


def told(text: str, start: int) -> list[tuple[str, str]]:
    """The things and the units of what the sentence has counted before ``start``: 事故9起、死亡6人."""
    low = max(0, start - 120, *(text.rfind(mark, 0, start) for mark in "。；\n"))
    return [(m["thing"], m["unit"]) for m in _ITEM.finditer(text, low, start)]


def each_of(text: str, start: int, first: int, count: int) -> list[str]:
    """The ``count`` things told before the clause at ``start`` that says how each changed: 同比分别下降25%和14.3%.

    Empty where they are not as many, or where the clause itself names the thing.

    :param first: where the clause's first number begins.
    """
    if "分别" not in text[start:first] or thing(_ALL_OF_THEM.sub("", text[start:first].rstrip("约近达了"))):
        return []
    things = [named for named, _ in told(text, start)]
    return things[-count:] if len(things) >= count else []


def head_of_table(text: str, start: int) -> str:
    """The line above the rows of years that the row at ``start`` belongs to: 近三年处罚情况为."""
    low = max(0, start - _ABOVE)
    line_start = text.rfind("\n", low, start) + 1
    line_end = text.find("\n", start)
    if not _ROW_OF_NUMBERS.fullmatch(text, line_start, line_end if line_end >= 0 else len(text)):
        return ""
    for line in reversed(text[low:line_start].splitlines()):
        if line.strip() and not _ROW_OF_NUMBERS.fullmatch(line):
            match = _HEAD_OF_TABLE.fullmatch(line.strip())
            return match["head"] if match is not None else ""
    return ""
