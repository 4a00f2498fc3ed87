"""Programmes: the named initiatives, campaigns and systems that a report speaks of.

Three ways lead to a name: the catalogue (``data/programmes.tsv``), found in the text whatever quotation marks or middle
dots it is printed with; names in quotation marks with what they are called after them (“敲门”行动); and the form of the
name alone (…专项行动, …制度, …责任制, …宣传月), cut free from the verb that governs it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.catalogue import programmes as catalogue
from kg.extract import limits, sentences
from kg.extract.automata import matches
from kg.extract.clauses import inside
from kg.extract.sentences import Sentences
from kg.extract.view import View
from kg.records import Programme

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_MARKS = '“”"‘’·•・ 《》〈〉「」'
#: Two names side by side (“宪法进农村”“法律进乡村”) stay apart.
_MARK = re.compile(f"(?:(?!”“|》《)[{_MARKS}](?<!”“)(?<!》《))+")
#: What is left out of the plain form of a name.
_PUNCTUATION = re.compile(f"[{_MARKS}、，,.．\\s]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in offsets of the view."""

    start: int
    end: int
    name: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Bare:
    """The text without quotation marks, middle dots and title marks, with a way back."""

    text: str
    starts: list[int]
    offsets: list[int]
    opened: list[int]  # where in ``text`` a quotation mark opened

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._back(start), self._back(end - 1) + 1

    def _back(self, at: int) -> int:
        piece = bisect_right(self.starts, at) - 1
        return self.offsets[piece] + at - self.starts[piece]


def find(view: View, quoted: Sequence[tuple[int, int]], within: Sentences = sentences.NONE) -> list[Programme]:
    """The mentions of programmes, in the order of the text.

    :param quoted: view spans of titles, sorted: in a title only names of the catalogue and names in quotation marks
        are taken, for a title is full of the words that make a name elsewhere (…制度的实施方案).
    :param within: the sentences they stand in.
    """
    text = view.text
    bare = _bare(text)
    found = [
        item
        for items in (_known(text, bare, quoted), _in_marks(text), _by_form(bare, quoted))
        for item in limits.first(items, limits.FACTS, "programmes", view.left_out)
    ]
    made = []
    for item in _longest(found):
        start, end = view.span(item.start, item.end)
        made.append(
            Programme(start, end, view.source[start:end], item.name, item.rule, item.confidence, within.at(start))
        )
    return made


def plain(name: str) -> str:
    """The plain form of a name: without quotation marks and inner punctuation.

    >>> plain("“双随机、一公开”")
    '双随机一公开'
    """
    return _PUNCTUATION.sub("", name)


def _bare(text: str) -> _Bare:
    pieces, starts, offsets, opened = [], [], [], []
    length = position = 0
    for match in _MARK.finditer(text):
        if match.start() > position:
            starts.append(length)
            offsets.append(position)
            pieces.append(text[position : match.start()])
            length += match.start() - position
        position = match.end()
        if match[0][-1] in "“‘「":
            opened.append(length)
    starts.append(length)
    offsets.append(position)
    pieces.append(text[position:])
    return _Bare("".join(pieces), starts, offsets, opened)


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, list[catalogue.Known]]:
    import ahocorasick_rs

    known = catalogue.load()
    automaton = ahocorasick_rs.AhoCorasick(
        list(known),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return automaton, list(known.values())


#: 12·4 before 国家宪法日, 5.12 before 防灾减灾日, 119 before 消防宣传月; no year.
_DATE = re.compile(r"(?<![\d.年])(?!19\d\d|20\d\d)(?:1[0-2]|[1-9])\.?(?:3[01]|[12]\d|\d)$")
#: “国门利剑2023”
_EDITION = re.compile(r"20[12]\d(?!年)")


def _known(text: str, bare: _Bare, quoted: Sequence[tuple[int, int]]) -> Iterator[_Found]:
    """Names of the catalogue; a day takes the date printed before it into its name (512防灾减灾日)."""
    automaton, known = _automaton()
    for index, first, last in matches(automaton, bare.text):
        item = known[index]
        name = item.name
        if item.kind == "day" and (date := _DATE.search(bare.text, max(0, first - 5), first)):
            first = date.start()
            name = plain(date[0]) + name
        start, end = bare.span(first, last)
        if item.kind == "campaign" and (number := _EDITION.match(bare.text, last)):
            last = number.end()
            name += number[0]
            start, end = bare.span(first, last)
        if item.kind == "no":
            yield _Found(start, end, "", "slogan", 1.0)
        elif item.kind == "into" and text[start - 1 : start] not in ("“", '"', "‘"):
            continue
        elif item.kind == "system" and inside(quoted, start) and inside(quoted, end - 1):
            yield _Found(start, end, "", "in a title", 1.0)
        else:
            yield _Found(start, end, name, "catalogue", 0.98)


# --- names in quotation marks -----------------------------------------------------------------------------------------

#: “律企携手同行”行动, “第一议题”制度, “检查诊断、行政处罚、整改复查”闭环管理.
_NAMED = re.compile(
    r"""
    [“"](?P<name>[^“”"\n。；]{2,24})[”"]
    (?P<between>(?:联合|专项|系列|主题|集中|法治|宣传|普法|实践|教育|服务|宣讲|安全|咨询|志愿|整治|执法|攻坚|工作|普法){0,5})
    (?P<kind>行动(?!计划)|活动|工程|制度|机制|改革|责任制|模式|工作法|闭环管理|宣传月|宣传周|宣传日|月|周|日|计划)?
    """,
    re.VERBOSE,
)
#: What stands before a name in quotation marks that has no kind after it: 推行“综合查一次”.
_RUN = re.compile(
    r"(?:推行|实行|实施|推广|开展|落实|深化|推进|启动|创新|运用|聚焦|打造|探索|践行|落地|执行|实现|做好|抓好|做实)(?:了|好|完善)?(?:[\u4e00-\u9fff]{0,4})$"
)
_NEXT = re.compile(r"[”\"][、和及与]?$")
_COMMON = re.compile(r"问题|意识|难题|思想|精神|理念|作用|关系$|短板|\+$")
_NO_NAME = re.compile(rf"[的是我吗呢要把被不未无个]|{_COMMON.pattern}|周年$")
#: “一金三制”, “一警六员”
_NUMBERED = re.compile(r"一[\u4e00-\u9fff][一二两三四五六七八九十多][\u4e00-\u9fff]{1,2}")
_INTO = re.compile(
    r"[\u4e00-\u9fff]{2,8}进(?:机关|乡村|农村|社区|学校|校园|企业|单位|家庭|网络|军营|电梯|商圈|公园|工地|万家|园区|村居|景区|市场|课堂)"
)
_AFTER_THEME = re.compile(
    r"(?:为|的)?(?:主题|精神|原则|理念|要求|思想|问题|短板|难题|意识|格局|作用|优势|目标|标准|关口|定位|使命|等问题|责任|角色)|为(?!抓手|契机|载体)|的"
)
#: “净网”“断卡”等专项行动, “送法下乡”“法治夜市”等系列活动
_AND_OTHERS = re.compile(
    r"(?:[、和及与]?[“\"][^“”\"\n。；]{2,24}[”\"])*等[\u4e00-\u9fff]{0,6}?(?:行动|活动|制度|机制|改革|工程|模式|做法)(?!计划|方案)"
)
#: “净网2022”
_CAMPAIGN_OF_YEAR = re.compile(r"[\u4e00-\u9fff]{2,6}20[12]\d")
#: “国家反诈中心”APP
_MEDIUM = re.compile(
    r"(?:微信|抖音|官方|手机|线上|政务)*(?:APP|app|App|小程序|公众号|视频号|抖音号|微博|网站|栏目|专栏|展厅)"
)
#: What is itself the kind of a name in quotation marks: “百万党员学宪法活动”.
_KIND_WITHIN = re.compile(r"(?:行动|活动|工程)$")
_DATED = re.compile(r"\d{1,2}[·.．]\d{1,2}")


def _in_marks(text: str) -> Iterator[_Found]:
    """Names in quotation marks, by the kind after them or by the verb before them."""
    known = catalogue.load()
    accepted = -1  # where the last name without a kind ended, for “A”“B” and “A”、“B”
    for match in _NAMED.finditer(text):
        content, kind, between = match["name"], match["kind"], match["between"]
        name = plain(content)
        if name in known and name != content and known[name].kind != "no" and "、" in content:
            yield _Found(match.start("name"), match.end("name"), known[name].name, "catalogue", 0.95)
        if name in known or len(name) < 2:
            accepted = match.end("name") + 1 if name in known and known[name].kind != "no" else accepted
            continue
        if all(part in known for part in content.split("、")):  # “宪法进农村、法律进乡村”
            continue
        if _DATED.fullmatch(content):
            if kind in ("活动", "宣传月", "宣传周", "宣传日", "行动"):
                yield _Found(match.start(), match.end(), name + between + kind, "dated", 0.9)
            continue
        if name.endswith("+") or (name.isascii() and not (name.isdigit() and kind == "行动")):
            continue
        end = match.end()
        if kind is None or (kind in ("月", "周", "日") and len(name) > 8):
            if _unnamed(text, match, name, accepted):
                accepted = match.end("name") + 1
                yield _Found(match.start("name"), match.end("name"), name, "quoted", 0.7)
            continue
        if kind in ("制度", "责任制", "工程", "闭环管理", "计划"):
            name += kind
        elif kind in ("行动", "月", "周", "日"):
            name += between + kind
        elif kind in ("宣传月", "宣传周", "宣传日"):
            name += kind
        elif _COMMON.search(name) and kind != "活动":
            continue
        if not re.search(r"主题$", text[max(0, match.start() - 4) : match.start()]):
            yield _Found(match.start(), end, name, "quoted with its kind", 0.85)


def _unnamed(text: str, match: re.Match[str], name: str, accepted: int) -> bool:
    """Whether a quotation without a kind behind it names a programme."""
    start, end = match.start(), match.end("name") + 1
    if _INTO.fullmatch(name):
        return True
    if _CAMPAIGN_OF_YEAR.fullmatch(name) or (_NUMBERED.fullmatch(name) and not _AFTER_THEME.match(text, end)):
        return True
    if _MEDIUM.match(text, end):
        return False
    if len(name) <= 14 and not _NO_NAME.search(name) and _AND_OTHERS.match(text, end):
        return True
    if (
        not 3 <= len(name) <= (22 if _KIND_WITHIN.search(name) else 14)
        or _NO_NAME.search(name)
        or _AFTER_THEME.match(text, end)
    ):
        return False
    before = text[max(0, start - 12) : start]
    if accepted >= 0 and start - accepted <= 1 and _NEXT.search(before):
        return True
    return _RUN.search(before) is not None


# --- names by their form ----------------------------------------------------------------------------------------------

#: How the names of each form end, with what may not or must follow. Takes 公平竞争审查制度, 行政执法责任制, 林长制,
#: 农资打假专项行动, 路政宣传月, 世界水日; leaves 制度化, 行动计划, 每月.
_ENDINGS = {
    "reform": ("制度改革", "体制改革", "执法改革", "综合改革"),
    "system": ("制度(?![化体建文性创机保改执])",),
    "duty": ("责任制(?!度)",),
    "mechanism": ("机制(?![体制化])",),
    "pledge": tuple(
        f"{word}制(?![度定造约])" for word in ("承诺", "负责", "长", "办结", "告知", "追究", "包保", "包案", "代表")
    ),
    "campaign": tuple(
        f"{word}(?![计方力指队者能]|(?!20\\d\\d)\\d|[一二三四五六七八九十])"
        for word in ("行动", "专项斗争", "保卫战", "攻坚战")
    )
    + tuple(
        f"{word}工程(?!建|款|量)"
        for word in ("培育", "培养", "提升", "惠民", "民生", "民心", "护航", "强基", "铸魂", "示范")
    ),
    "period": tuple(
        f"{word}{unit}(?![期常报])"
        for word in ("宣传", "普法", "服务", "质量", "安全", "开放", "普查", "咨询", "警示教育", "宣传教育")
        for unit in "月周日"
    ),
    "census": tuple(f"全国{word}普查" for word in ("经济", "人口", "农业", "污染源", "国土")),
    "into": tuple(
        f"进{place}(?=活动|行动)"
        for place in (
            "机关 乡村 农村 社区 学校 校园 企业 单位 家庭 网络 军营 电梯 商圈 公园 工地 万家 园区 村居 景区 市场".split()
        )
    ),
    "day": tuple(f"{unit}(?=[活主宣期、，。；等及和系与暨前）)\\n”]|$)" for unit in "日周月节"),
}
#: One pattern of them all. Every alternative begins with a character of its own, which lets the search skip to it: ten times
#: as fast as groups by name. The form is then looked up by what was found.
_ENDING = re.compile("|".join(ending for endings in _ENDINGS.values() for ending in endings))
_FORM_OF = {re.split(r"\(", ending)[0]: form for form, endings in reversed(_ENDINGS.items()) for ending in endings}
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
}
_DAY = re.compile(r"(?:世界|国际|全国|全民|中国|国家|中华)[\u4e00-\u9fff]{1,8}$")
_CENSUS = re.compile(r"第[一二三四五六七八]次$")
_INTO_TOPIC = re.compile(r"(?:安全|法律|法治|宪法|民法典|普法|宣传|税法|城管|消防|科普|反诈|应急)[\u4e00-\u9fff]{0,8}$")
#: Verbs and particles that a run of characters before a name is cut at.
_CUT = re.compile(
    r"""
    开展 | 举办 | 举行 | 组织(?!生活) | 深入 | 实施 | 推进 | 参加 | 结合 | 利用 | 启动 | 落实 | 打响 | 持续 | 围绕 | 部署 | 按照 | 配合 | 扎实 | 通过 | 执行 | 推行
  | 建立健全 | 建立 | 健全 | 完善 | 实行 | 坚持 | 贯彻 | 出台 | 履行 | 强化 | 加强 | 严格 | 全面 | 有效 | 继续 | 逐步 | 进一步 | 实现 | 采取 | 对照
  | 做好 | 抓好 | 抓实 | 聚焦 | 依托 | 推动 | 深化 | 探索 | 制定 | 运用 | 大力 | 积极 | 认真 | 牵头 | 严肃 | 借助 | 紧扣 | 推广 | 统筹 | 纵深 | 完成
  | 切实 | 要求 | 根据 | 领导干部带头学习 | 带头学习 | 重视 | 广泛 | 扎牢 | 有力 | 不断 | 试点 | 始终 | 遵守 | 遵循 | 压实 | 先后 | 期间 | 及时 | 动态 | 修订
  | 全[局区市县省镇]统?一? | 我[局区市县省镇] | 本[局单部]位? | 各[项类级] | (?<![应核针])对(?!标) | (?<!行)(?<!作)为(?!民|先) | (?<![可足])以(?!案) | 在(?!线|岗)
  | 第[一二三四五六七八九十\d]+[届次个](?!全国) | 兑现 | 列入 | 适用 | 纳入 | 参照 | 确立 | 打好 | 打赢 | 办好 | 公安部 | 商务部 | 农业农村部 | 总局 | 省厅 | [省市区县]局 | 加快 | 率先 | 顺利 | 稳步 | 协同 | 开始
  | 的 | 了 | (?<=[度动月周日节定法制革])[和及与、] | 暨 | 并 | 将 | 把 | 从 | 由 | 于(?!民)
    """,
    re.VERBOSE,
)
#: What a name may not consist of before its last word: 各项制度, 管理制度, 专项行动.
_GENERIC = re.compile(
    r"""
    (?: 各项 | 相关 | 有关 | 规章 | 管理 | 工作 | 内部 | 考核 | 法律 | 一系列 | 等 | 基本 | 根本 | 政治 | 配套 | 系列 | 组织 | 专项 | 整治 | 专项整治 | 集中 | 集中整治
      | 执法 | 专项执法 | 联合执法 | 联合 | 打击 | 统一 | 领导 | 岗位 | 主体 | 目标 | 安全生产 | 工作责任 | 规范 | 行政 | 培训 | 学习 | 例会 | 会议 | 值班 | 登记 | 依法 | 两项 | 四项
      | 这一 | 此项 | 该项 | 本项 | 日常 | 长效 | 监督 | 责任 | 保障 | 社会主义 | 中国特色社会主义 | 体制 | 机制 | 具体 | 主要 | 首个 | 专项治理 | 宣传 | 服务 | 主题宣传 | 主题
      | 普法宣传 | 法治宣传 | 集中宣传 | 财务 | 人事 | 中国特色社会主义法律 | 公开 | 审查 | 审核 | 行政执法 | 执法检查 | 自觉 | 实际 | 一致 | 统一执法 | 安全 | 专题宣传
      | 综合执法 | 执法监督 | 现有 | 证件 | 监管 | 依法行政 | 最严格 | 监督检查 | 安全生产执法 | 管理工作 | 执法管理 | 档案管理 | 三项 )*
    """,
    re.VERBOSE,
)
_JOINT = re.compile(r"[和及与]")
_LAST = re.compile(r"(?:制度|机制|工程|责任制|制|改革|专项行动|行动|专项斗争|保卫战|攻坚战|月|周|日|节)$")
#: A 机制 has a name where it is carried out (落实受立案监督机制), not where it is set up or made better.
_CARRIED_OUT = re.compile(r"(?:落实|推行|实行|执行|运用|用好)[好了]?$")
_UNNAMED_MECHANISM = re.compile(r"(?:工作|长效|协作|协调|会商|运行|内部|沟通|决策|保障|常态化|闭环|衔接|联席)$")
#: Items before 、 that share the word 制度: 法律顾问、公职律师制度.
_SHARED = re.compile(
    r"(?P<item>[\u4e00-\u9fff]{3,16}(?:公示|记录|审核|顾问|律师|审查|听证|备案|评估|承诺|讨论|论证))、$"
)


def _by_form(bare: _Bare, quoted: Sequence[tuple[int, int]]) -> Iterator[_Found]:
    """Names that their form alone shows."""
    text = bare.text
    done = 0  # where the last ending was: a name does not reach back over it
    for match in _ENDING.finditer(text):
        form = _FORM_OF[match[0]]
        last = match.end()
        start = _reach(text, match.start(), done, form)
        if start is None:
            continue
        done = last
        start = _begin(text, start, last, form)
        if form == "mechanism" and _CARRIED_OUT.search(text, max(0, start - 4), start) is None:
            continue
        name = text[start:last]
        where = bare.span(start, last)
        if inside(quoted, where[0]) and inside(quoted, where[1] - 1):
            continue
        if not _named(name, form) or _quoted_name(bare, start, last):
            continue
        if form in ("period", "day") and (date := _DATE.search(text, max(0, start - 5), start)):
            start = date.start()
            name = plain(date[0]) + name
            where = bare.span(start, last)
        if form == "system":
            yield from _shared(bare, start)
        yield _Found(*where, plain(name), f"form:{form}", 0.75)


def _quoted_name(bare: _Bare, start: int, last: int) -> bool:
    """Whether a known name in quotation marks ends what looks like a longer one: 耕地保护“田长制”."""
    index = bisect_right(bare.opened, start)
    if index == len(bare.opened) or bare.text[bare.opened[index] : last] not in catalogue.load():
        return False
    closed = bisect_right(bare.starts, bare.opened[index])  # not “黑名单”制度
    return closed == len(bare.starts) or bare.starts[closed] >= last


def _reach(text: str, ending: int, done: int, form: str) -> int | None:
    """How far back the characters before the ending could belong to a name; None where no name can end here."""
    low = max(done, ending - _REACH[form])
    if form == "day":
        found = _DAY.search(text, low, ending)
    elif form == "census":
        found = _CENSUS.search(text, low, ending)
    elif form == "into":
        found = _INTO_TOPIC.search(text, low, ending)
    else:
        found = _RUN_BACK.search(text, low, ending)
    if found is None:
        return None
    return found.start()


def _begin(text: str, start: int, last: int, form: str) -> int:
    """Where the name begins: behind the last verb or particle that leaves a name of a certain length."""
    least = 3 if form in ("pledge", "duty") else 4
    begin = start + 1 if text[start] in "和及与" else start
    for cut in _CUT.finditer(text, start, last):
        if last - cut.end() >= least:
            begin = cut.end()
    for joint in _JOINT.finditer(text, begin, last):
        if text[joint.end() : last] in catalogue.load() or text[begin : joint.start()] in catalogue.load():
            begin = joint.end()
    return begin


def _named(name: str, form: str) -> bool:
    """Whether what is left is a name and no common word for such things."""
    stem = _LAST.sub("", name)
    if form == "census":
        return True
    if (
        stem in catalogue.load()
        or stem.endswith(("的", "是", "完善", "健全", "建立", "+"))
        or stem.startswith(("用", "个"))
    ):  # “亮证执法”制度 is 亮证执法
        return False
    if (_GENERIC.fullmatch(stem) and name != "行政执法责任制") or name.startswith(
        ("各", "该", "此", "等", "其", "相关", "有关", "某", "多", "每", "这", "类")
    ):
        return False
    if form == "campaign":
        return 4 <= len(stem) <= 20 and "各类" not in stem
    if form == "system":
        return 4 <= len(stem) <= 18 and not stem.endswith(("等", "各项", "管理工作", "相结合的考核", "项", "类"))
    if form == "mechanism":
        return 4 <= len(stem) <= 12 and _UNNAMED_MECHANISM.search(stem) is None
    if form == "reform" and re.search(r"(?:制度|体制|机制|体系)建设", name):
        return False
    if form == "period":
        return len(stem) >= 3
    if form == "duty":
        return 3 <= len(stem) <= 16
    return 2 <= len(stem) <= 16


def _shared(bare: _Bare, start: int) -> Iterator[_Found]:
    """The items of an enumeration that share one 制度."""
    text = bare.text
    while match := _SHARED.search(text, max(0, start - 18), start):
        first = match.start("item")
        for cut in _CUT.finditer(text, first, match.end("item")):
            if match.end("item") - cut.end() >= 4:
                first = cut.end()
        yield _Found(
            *bare.span(first, match.end("item")), text[first : match.end("item")] + "制度", "form:shared", 0.75
        )
        start = first


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """Of overlapping names the longest, of equally long ones the catalogue's; slogans hide what lies in them."""
    taken: list[_Found] = []  # sorted and disjoint
    starts: list[int] = []
    for item in sorted(found, key=lambda f: (f.start - f.end, -f.confidence)):
        place = bisect_right(starts, item.start)
        if (place and taken[place - 1].end > item.start) or (place < len(taken) and starts[place] < item.end):
            continue
        taken.insert(place, item)
        starts.insert(place, item.start)
    return [f for f in taken if f.name]
