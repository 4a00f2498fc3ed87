"""Names that their form alone shows (…专项行动, …制度, …责任制, …宣传月), cut free from the verb that governs them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.catalogue import programmes as catalogue
from kg.extract.clauses import inside
from kg.extract.programme_text import DATE, Bare, Found, plain

#: How the names of each form end, with what may not or must follow. Takes 公平竞争审查制度, 行政执法责任制, 林长制,
#: 农资打假专项行动, 路政宣传月, 世界水日; leaves 制度化, 行动计划, 每月.
_ENDINGS = {
    "reform": ("制度改革", "体制改革", "执法改革", "综合改革", "处罚权改革", "许可权改革", "审批改革"),
    "system": ("制度(?![化体建文性创机保改执])",),
    "duty": ("责任制(?!度)",),
    "mechanism": ("机制(?![体制化])",),
    "pledge": tuple(
        f"{word}制(?![度定造约管])" for word in "承诺 负责 长 办结 告知 追究 包保 包案 代表 备案 积分 实名 清单".split()
    ),
    "campaign": tuple(
        f"{word}(?![计方力指队者能]|(?!20\\d\\d)\\d|[一二三四五六七八九十])"
        for word in ("行动", "专项斗争", "保卫战", "攻坚战")
    )
    + tuple(f"{word}(?![行活大回整方力任百三])" for word in ("专项整治", "专项治理", "大整治", "大排查"))
    + tuple(
        f"{word}工程(?!建|款|量)"
        for word in ("培育", "培养", "提升", "惠民", "民生", "民心", "护航", "强基", "铸魂", "示范")
    ),
    "period": tuple(
        f"{word}{unit}(?![期常报])"
        for word in (
            "宣传",
            "普法",
            "服务",
            "质量",
            "安全",
            "开放",
            "普查",
            "咨询",
            "警示教育",
            "宣传教育",
            "纪念",
            "教育",
            "活动",
        )
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


def _by_first_character(endings: Iterable[str]) -> str:
    """One pattern of them all that skips to the characters they begin with and there tries but those that begin so."""
    rests: dict[str, list[str]] = {}
    for ending in endings:
        rests.setdefault(ending[0], []).append(ending[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


#: Ten times as fast as groups by name: the form is looked up by what was found.
_ENDING = re.compile(_by_first_character(ending for endings in _ENDINGS.values() for ending in endings))
_FORM_OF = {re.split(r"\(", ending)[0]: form for form, endings in reversed(_ENDINGS.items()) for ending in endings}
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
}
_DAY = re.compile(r"(?:世界|国际|全国|全民|中国|国家|中华)[\u4e00-\u9fff]{1,8}\Z")
_CENSUS = re.compile(r"第[一二三四五六七八]次\Z")
_INTO_TOPIC = re.compile(
    r"(?:安全|法律|法治|宪法|民法典|普法|宣传|税法|城管|消防|科普|反诈|应急)[\u4e00-\u9fff]{0,8}\Z"
)
#: Verbs and particles that a run of characters before a name is cut at.
_CUT = re.compile(
    r"""
    开展 | 举办 | 举行 | 组织(?!生活) | 深入 | 实施 | 推进 | 参加 | 结合 | 利用 | 启动 | 落实 | 打响 | 持续 | 围绕 | 部署 | 按照 | 配合 | 扎实 | 通过 | 执行 | 推行
  | 提请 | 印发 | 下发 | 转发 | 签订 | 签署 | 制订 | 构建 | 搭建 | 设立 | 试行 | 推出 | 引入 | 传达 | 宣贯 | 承接 | 响应
  | 依(?=[\u4e00-\u9fff]{5})(?![法托规据靠申]) | 建立健全 | 建立 | 健全 | 完善 | 实行 | 坚持 | 贯彻 | 出台 | 履行 | 强化 | 加强 | (?<!最)严格 | 聘请 | 按(?=[\u4e00-\u9fff]{4}) | 全面 | 有效 | 继续 | 逐步 | 进一步 | 实现 | 采取 | 对照
  | 做好 | 抓好 | 抓实 | 聚焦 | 依托 | 推动 | 深化 | 探索 | 制定 | 运用 | 大力 | 积极 | 认真 | 牵头 | 严肃 | 借助 | 紧扣 | 推广 | 统筹 | 纵深 | 完成
  | 切实 | 加大 | 要求 | 根据 | 领导干部带头学习 | 带头学习 | 重视 | 广泛 | 扎牢 | 有力 | 不断 | 试点 | 始终 | 遵守 | 遵循 | 压实 | 先后 | 期间 | 及时 | 动态 | 修订
  | 全[局区市县省镇]统?一? | 我[局区市县省镇] | 本[局单部]位? | 各[项类级] | (?<![应核针相])对(?!标) | (?<!行)(?<!作)为(?!民|先) | (?<![可足])以(?!案) | 在(?!线|岗)
  | 第[一二三四五六七八九十\d]+[届次个](?!全国) | 兑现 | 列入 | 适用 | 纳入 | 参照 | 确立 | 打好 | 打赢 | 办好 | 公安部 | 商务部 | 农业农村部 | 总局 | 省厅 | [省市区县]局 | 加快 | 率先 | 顺利 | 稳步 | 协同 | 开始
  | (?<=[\u4e00-\u9fff])(?<![友美良完爱最更])好(?!差评|人|家风|家庭|邻|医|房|记者|新闻|项目) | 着(?!装) | (?<=[立筑]) 起 | 全年 | 今年 | 年内
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
_UNNAMED_MECHANISM = re.compile(r"(?:工作|长效|协作|协调|会商|运行|内部|沟通|决策|保障|常态化|闭环|衔接|联席)$")
#: Items before 、 that share the word 制度: 法律顾问、公职律师制度.
_SHARED = re.compile(
    r"(?P<item>[\u4e00-\u9fff]{3,16}(?:公示|记录|审核|顾问|律师|审查|听证|备案|评估|承诺|讨论|论证))、$"
)


#: What is shorter, its ending included, is no name, and need not be looked at.
_LEAST = {"campaign": 4, "system": 4, "mechanism": 4, "period": 3, "duty": 3}

#: 行政执法公示、重大执法决定法制审核等制度; an item holds no 和.
_LISTED = re.compile(r"等[\u4e00-\u9fff]{0,2}制度")
_ITEM = re.compile(r"[\u4e00-\u548b\u548d-\u9fff]{4,20}(?=[、和]|$)")


def find(bare: Bare, quoted: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Names that their form alone shows."""
    text = bare.text
    yield from _listed(bare)
    done = 0  # where the last ending was: a name does not reach back over it
    for match in _ENDING.finditer(text):
        form = _FORM_OF[match[0]]
        last = match.end()
        start = _reach(text, match.start(), max(done, _wall(bare, match.start(), form)), form)
        if start is None:
            continue
        done = last
        if last - start < _LEAST.get(form, 0):
            continue
        start = _begin(bare, start, last, form)
        carried_out = form != "mechanism" or _CARRIED_OUT.search(text, max(0, start - 4), start) is not None
        if not carried_out and not (_SUBJECT.search(text, max(0, start - 1), start) and _DID.match(text, last)):
            continue
        name = text[start:last]
        if not _named(name, form) or _quoted_name(bare, start, last):
            continue
        where = bare.span(start, last)
        if inside(quoted, where[0]) and inside(quoted, where[1] - 1):
            continue
        if form in ("period", "day") and (date := DATE.search(text, max(0, start - 5), start)):
            start = date.start()
            name = plain(date[0]) + name
            where = bare.span(start, last)
        if form == "system":
            yield from _shared(bare, start)
        yield Found(*where, plain(name), f"form:{form}", 0.75)


def _listed(bare: Bare) -> Iterator[Found]:
    """The known systems of an enumeration that ends with 等制度."""
    known = catalogue.unquoted()
    for match in _LISTED.finditer(bare.text):
        for item in _ITEM.finditer(bare.text, max(0, match.start() - 80), match.start()):
            for start in range(item.start(), item.end() - 3):
                if (name := bare.text[start : item.end()] + "制度") in known:
                    yield Found(*bare.span(start, item.end()), known[name].name, "form:listed", 0.75)
                    break


def _quoted_name(bare: Bare, start: int, last: int) -> bool:
    """Whether a known name in quotation marks ends what looks like a longer one: 耕地保护“田长制”."""
    index = bisect_right(bare.opened, start)
    if index == len(bare.opened) or bare.text[bare.opened[index] : last] not in catalogue.unquoted():
        return False
    closed = bisect_right(bare.starts, bare.opened[index])  # not “黑名单”制度
    return closed == len(bare.starts) or bare.starts[closed] >= last


def _wall(bare: Bare, at: int, form: str) -> int:
    """Where the last title before ``at`` began or ended: names stand inside of one or outside; days may be of one."""
    index = bisect_right(bare.titles, at)
    return bare.titles[index - 1] if index and form not in ("day", "period") else 0


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
    return found.start() + (text[found.start()] == "\n")


def _begin(bare: Bare, start: int, last: int, form: str) -> int:
    """Where the name begins: behind the last verb or particle that leaves a name of a certain length."""
    text = bare.text
    least = 3 if form in ("pledge", "duty") else 4
    begin = start + 1 if text[start] in "和及与" else start
    for cut in _CUT.finditer(text, start, last):
        if last - cut.end() >= least:
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


def _named(name: str, form: str) -> bool:
    """Whether what is left is a name and no common word for such things."""
    stem = _LAST.sub("", name)
    if _NO_BEGINNING.match(name):
        return False
    if form == "census":
        return True
    if (
        stem in catalogue.unquoted()
        or stem.endswith(("的", "是", "完善", "健全", "建立", "+"))
        or stem.startswith(("用", "个"))
    ):  # “亮证执法”制度 is 亮证执法
        return False
    if (_GENERIC.fullmatch(stem) and name != "行政执法责任制") or name.startswith(
        ("各", "该", "此", "等", "其", "相关", "有关", "某", "多", "每", "这", "类")
    ):
        return False
    if form == "campaign":
        return 4 <= len(stem) <= 20 and _OTHERS.search(stem) is None
    if form == "system":
        return (4 <= len(stem) <= 18 or (len(stem) == 3 and stem[-1] in "员长岗")) and not stem.endswith(
            ("等", "各项", "配套", "管理工作", "相结合的考核", "项", "类")
        )
    if form == "mechanism":
        return 4 <= len(stem) <= 12 and _UNNAMED_MECHANISM.search(stem) is None
    if form == "reform" and re.search(r"(?:制度|体制|机制|体系)建设", name):
        return False
    if form == "period":
        return len(stem) >= 3
    if form == "duty":
        return 3 <= len(stem) <= 16
    return 2 <= len(stem) <= 16


def _shared(bare: Bare, start: int) -> Iterator[Found]:
    """The items of an enumeration that share one 制度."""
    text = bare.text
    while match := _SHARED.search(text, max(0, start - 18), start):
        first = match.start("item")
        for cut in _CUT.finditer(text, first, match.end("item")):
            if match.end("item") - cut.end() >= 4:
                first = cut.end()
        yield Found(*bare.span(first, match.end("item")), text[first : match.end("item")] + "制度", "form:shared", 0.75)
        start = first
