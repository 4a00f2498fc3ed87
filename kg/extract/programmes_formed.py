"""Names that their form alone shows (…专项行动, …制度, …责任制, …宣传月), cut free from the verb that governs them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kg.catalogue import programmes as catalogue
from kg.extract import programme_words, programmes_listed
from kg.extract.clauses import inside
from kg.extract.programme_text import DATE, Bare, Found, plain

#: A name may stand on two lines, so a line end before the ending is no end of it: that is what $ leaves open.
_RUN_BACK = re.compile(r"[\u4e00-\u9fff+]*$")
#: How many characters a name may have before its ending.
_REACH = {
    "system": 24,
    "reform": 16,
    "duty": 18,
    "mechanism": 16,
    "pledge": 14,
    "campaign": 22,
    "period": 12,
    "day": 9,
    "census": 4,
    "into": 12,
    "times": 8,
    "held": 14,
}
_DAY = re.compile(r"(?:世界|国际|全国|全民|中国|国家|中华)[\u4e00-\u9fff]{1,8}\Z")
_CENSUS = re.compile(r"第[一二三四五六七八]次\Z")
_TOPIC = "(?:(?:食品|用药|交通|网络|国家|电力|燃气)?安全|知识产权|档案|国防|法律|法治|宪法|民法典|普法|宣传|[税水]法|城管|消防|科普|反诈|应急|禁毒|统计|气象|健康|节水|保密|信访|[医社]保)"
_INTO_TOPIC = re.compile(rf"{_TOPIC}[\u4e00-\u9fff]{{0,8}}\Z")
#: 禁毒六|进活动
_TIMES_TOPIC = re.compile(rf"{_TOPIC}[\u4e00-\u9fff]{{0,4}}[三五六七八九十]\Z")
#: 执法质量提升年|活动, 宪法宣传季|活动, 江淮普法行|活动
_HELD_TOPIC = re.compile(
    r"[\u4e00-\u9fff]{2,9}(?:提升|建设|攻坚|深化|落实|突破|强化|规范|服务|治理|管理|整治|巩固|优化)年\Z"
    r"|[\u4e00-\u9fff]{2,5}(?:宣传|普法|法治|服务)季\Z|[\u4e00-\u9fff]{2,11}(?:普法|万里|基层|法治|宣传)行\Z"
)
_BEFORE = {"times": _TIMES_TOPIC, "held": _HELD_TOPIC, "into": _INTO_TOPIC, "day": _DAY, "census": _CENSUS}
#: 推进执法监督管理|机制改革, 深化执法责任|体系改革
_OF_A_SYSTEM = re.compile(r"(?:机制|体系)改革\Z")
_SYSTEM_REFORMED = re.compile(r"[\u4e00-\u9fff]{2,}(?:管理|监督|运行|责任|监管)(?:机制|体系)改革")
#: What stands behind a verb and never begins a name: 好, 了, 着 … of a verb whose beginning was cut off.
_NO_BEGINNING = re.compile(
    r"[了着得的及与或]|和(?![谐平解])|地(?![质方铁区名下理震])|好(?!差评|人|家|邻|医|房|记者|新闻|项目)|起(?![重底草诉])|过(?![渡程罚期])"
)
#: 春季农资打假等专项行动
_OTHERS = re.compile(r"各类|等(?:[\u4e00-\u9fff]{2,4}领域)?(?:专项|重点|系列|联合|集中|整治|执法)*$")
_JOINT = re.compile(r"[和及与]")
_PARTICLES = frozenset("中按以在向对为经由从将使让")
_LAST = re.compile(
    r"(?:制度|机制|工程|责任制|制|改革|专项行动|行动|专项整治|专项治理|大整治|大排查|专项斗争|保卫战|攻坚战|月|周|日|节)$"
)
#: A 机制 has a name where it is carried out (落实受立案监督机制), not where it is set up or made better.
_CARRIED_OUT = re.compile(r"(?:落实|推行|实行|执行|运用|用好)[好了]?$")
#: … or where it is what acts: 。金融纠纷多元化解机制|调解成功6241件
_SUBJECT = re.compile(r"(?:^|[。；;\n])$")
_DID = re.compile(r"[\u4e00-\u9fff]{2,8}\d")
_UNNAMED_MECHANISM = re.compile(r"(?:工作|长效|协作|协调|会商|运行|内部|沟通|决策|保障|常态化|闭环|衔接|联席|会议)$")
_NUMBERING = re.compile(r"[一二三四五六七八九十\d][)）]$")
_CLOSERS = frozenset("）)")
_HOW_MANY = re.compile(r"[一二三四五六七八九十两\d]")
#: 开展|宣传日活动3次: what is held without a name.
_HELD = re.compile(r"开展|举办|举行|组织|参加|利用")

#: What is shorter, its ending included, is no name, and need not be looked at.
_LEAST = {"campaign": 4, "system": 4, "mechanism": 4, "period": 3, "duty": 3}


def find(bare: Bare, quoted: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Names that their form alone shows."""
    text = bare.text
    words = programme_words.load()
    yield from programmes_listed.known(bare)
    done = 0  # where the last ending was: a name does not reach back over it
    for match in words.ending.finditer(text):
        form = words.form_of[match[0]]
        last = match.start() if form == "held" else match.end()
        start = _reach(text, match.start(), max(done, _wall(bare, match.start(), form)), form)
        if start is None:
            continue
        done = last
        if last - start < _LEAST.get(form, 0):
            continue
        start = _within_marks(bare, _begin(bare, start, last, form), last, form)
        if start is None:
            continue
        if text[start - 1 : start] in _CLOSERS and not _NUMBERING.search(text, max(0, start - 6), start):
            continue  # 党委（党组）|书记抓法治制度
        carried_out = (
            form != "mechanism"
            or _newly_quoted(bare, start, last)
            or _CARRIED_OUT.search(text, max(0, start - 4), start) is not None
        )
        if not carried_out and not (_SUBJECT.search(text, max(0, start - 1), start) and _DID.match(text, last)):
            continue
        name = text[start:last]
        if not _named(name, form, marked=start in bare.opened) or _quoted_name(bare, start, last):
            continue
        if form in ("period", "day") and name.startswith("全国") and name[2:] in catalogue.unquoted():
            continue  # 全国|消防宣传月
        where = bare.span(start, last)
        if inside(quoted, where[0]) and inside(quoted, where[1] - 1):
            continue
        if form in ("period", "day") and (date := DATE.search(text, max(0, start - 5), start)):
            start = date.start()
            name = plain(date[0]) + name
            where = bare.span(start, last)
        if form == "system":
            yield from programmes_listed.shared(bare, start)
        yield Found(*where, plain(name), f"form:{form}", 0.75)


def _within_marks(bare: Bare, start: int, last: int, form: str) -> int | None:
    """Where a name begins that has a part in quotation marks: with them, 校外培训|“监管护苗”专项行动; None amid the marks."""
    index = bisect_left(bare.opened, start)
    if (bare.text[start - 1 : start] == "“" and form == "period") or (
        index < len(bare.opened) and bare.opened[index] == start
    ):
        return start
    first = next((at for at in range(start + 1, last) if at in bare.closed), None)
    if first is None:
        return start
    if index == len(bare.opened) or bare.opened[index] >= first:  # “多证合一、一照一码”登记制度改革
        return None
    opened = bare.opened[index]
    if form not in ("campaign", "system") or bare.text[start:last] in catalogue.unquoted():
        return start
    return start if bare.text[opened:first] in programme_words.load().whole else opened


def _newly_quoted(bare: Bare, start: int, last: int) -> bool:
    """Whether a name begins with a part in quotation marks that is not known by itself: “总对总”在线诉调对接机制."""
    if start not in bare.opened:
        return False
    closed = next((at for at in range(start + 1, last) if at in bare.closed), start)
    return bare.text[start:closed] not in catalogue.load()


def _quoted_name(bare: Bare, start: int, last: int) -> bool:
    """Whether a known name in quotation marks ends what looks like a longer one: 耕地保护“田长制”."""
    index = bisect_right(bare.opened, start)
    if index == len(bare.opened) or bare.text[bare.opened[index] : last] not in catalogue.unquoted():
        return False
    if bare.text[bare.opened[index] : last] in programme_words.load().whole and bare.opened[index] - start > 3:
        return False  # 燃气安全排查整治“百日行动”
    closed = bisect_right(bare.starts, bare.opened[index])  # not “黑名单”制度
    return closed == len(bare.starts) or bare.starts[closed] >= last


def _wall(bare: Bare, at: int, form: str) -> int:
    """Where the last title before ``at`` began or ended: names stand inside of one or outside; days may be of one."""
    index = bisect_right(bare.titles, at)
    return bare.titles[index - 1] if index and form not in ("day", "period") else 0


def _reach(text: str, ending: int, done: int, form: str) -> int | None:
    """How far back the characters before the ending could belong to a name; None where no name can end here."""
    low = max(done, ending - _REACH[form])
    found = _BEFORE.get(form, _RUN_BACK).search(text, low, ending)
    if found is None:
        return None
    return found.start() + (text[found.start()] == "\n")


def _begin(bare: Bare, start: int, last: int, form: str) -> int:
    """Where the name begins: behind the last verb or particle that leaves a name of a certain length."""
    text = bare.text
    least = 3 if form in ("pledge", "duty") else 4
    begin = start + 1 if text[start] in "和及与" else start
    for cut in programme_words.load().cut.finditer(text, max(0, start - 1), last):  # 开|展: no name begins amid a verb
        if cut.end() > start and last - cut.end() >= least:
            begin = cut.end()
    if (text[begin] == "月" and text[begin - 1 : begin].isdigit()) or (
        text[begin] in _PARTICLES and text[begin + 1 : last] in catalogue.unquoted()
    ):  # 4月|基金监管集中宣传月
        begin += 1
    for joint in _JOINT.finditer(text, begin, last):
        if (
            text[joint.end() : last] in catalogue.unquoted()
            or text[begin : joint.start()] in catalogue.unquoted()
            or (joint.start() in bare.closed and last - joint.end() > least)  # “一数一源”和|首席数据官制度
        ):
            begin = joint.end()
    return begin


def _named(name: str, form: str, *, marked: bool) -> bool:
    """Whether what is left is a name and no common word for such things.

    :param marked: whether it begins with a quotation mark, behind which a name may be short: “清朗”专项整治.
    """
    stem = _LAST.sub("", name)
    if _NO_BEGINNING.match(name):
        return False
    if form == "census":
        return True
    if (
        (stem in catalogue.unquoted() and not stem.endswith("清单"))
        or stem.endswith(("的", "是", "完善", "健全", "建立", "+"))
        or stem.startswith(("用", "个"))
    ):  # “亮证执法”制度 is 亮证执法
        return False
    if (
        programme_words.load().common.fullmatch(stem)
        and name != "行政执法责任制"
        and not (form == "reform" and len(stem) >= 8)  # 执法监督管理机制改革
    ) or name.startswith(("各", "该", "此", "等", "其", "相关", "有关", "某", "多", "每", "这", "类")):
        return False
    if form == "campaign":
        return (2 if marked and not _HOW_MANY.match(stem) else 3) <= len(stem) <= 20 and _OTHERS.search(stem) is None
    if form == "system":
        return (4 <= len(stem) <= 18 or (len(stem) == 3 and stem[-1] in "员长岗")) and not stem.endswith(
            ("等", "各项", "配套", "管理工作", "相结合的考核", "项", "类")
        )
    if form == "mechanism":
        return 4 <= len(stem) <= 12 and _UNNAMED_MECHANISM.search(stem) is None
    if form == "reform" and (
        re.search(r"(?:制度|体制|机制|体系)建设", name)
        or (_OF_A_SYSTEM.search(name) and not _SYSTEM_REFORMED.fullmatch(name))
    ):
        return False
    if form == "period":
        return len(stem) >= 3 and "的" not in stem and _HELD.match(name) is None
    if form == "duty":
        return 3 <= len(stem) <= 16
    return 2 <= len(stem) <= 16
