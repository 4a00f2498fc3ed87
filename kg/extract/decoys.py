"""Quantities that count nothing: limits, frequencies, targets, slogans, ranks, ranges (see the gold guidelines)."""

from __future__ import annotations

import re

from kg.extract import durations, years
from kg.extract.quantities import Quantity

_HAN_NUMBER = "一二三四五六七八九十百千两"
#: Characters right before a number that make it part of a name, a mask, a sum, a range or a rank.
_JOINED = frozenset("第*＊×＋+·•〔[/~～NXx前")
_DASHES = frozenset("-－—–至到")
# Both patterns below are lists of alternatives that each begin with a character of their own, for the search skips to those.
#: 每季度召开1次, 至少2次; not 每月公开检查结果，全年共12期 (another clause) nor 每季度…共4次.
_FREQUENCY = re.compile(
    "|".join(
        [
            r"每(?:半|一|两|三|\d)?个?(?:年度?|季度?|月|周|旬|日|天|学期|星期|名|位|人|家|户|件|起|次|村|社区|镇|批|所|校|班)[^，。；：、,;”]{0,12}$",
            r"每$",
            *(
                rf"{bound}[^，。；：、,;率”]{{0,3}}$"
                for bound in "至少 不少于 不低于 不得少于 不得低于 不超过 不得超过 未超过 没有超过 不高于 不多于 不大于 不小于 不足 未达到? 最多 最少 最长 最低 (?<!单[条篇个部集场次期日])最高"
                " 只需 仅需 只跑 跑 少于 低于 多于 大于 小于 满(?!意) 凡".split()
            ),
            *(rf"{read}(?:次数|人数|量|数)?[:：]\s*$" for read in ("浏览", "访问", "点击", "阅读")),
            *(  # 3年召开, but not 2021年召开
                rf"{time}(?<=[\d一两二三四五]{time})(?<!\d{{3}}[\d一两二三四五]{time})(?:召开|开展|组织|进行|举办|清理|评估)?$"
                for time in ("年", "个月", "月", "季度", "周")
            ),
        ]
    )
)
#: 优秀率不足60%, 执法人员不足5人 are what is, not what must be (不足2人的，不得…); 查找不足12条 counts what is amiss.
_AMISS = frozenset("个 条 项 处 点 类".split())
#: 力争达95%, 目标为50家, 拟开展3次, 将组织2场; not 按计划检查50家.
_TARGET = re.compile(
    "|".join(
        rf"{intent}[^，。；,;]{{0,16}}$"
        for intent in (
            "力争",
            "争取(?!上级|中央|省级|市级|资金|项目|专项|财政|到)",
            "确(?<!了确)保(?!了)",
            "目标(?:为|是|值)",
            "预计",
            "预期",
            "计(?<![按照度据查]计)划(?=[于在开组完实检抽举召培宣排巡投新建])",
            "拟(?<![虚模草]拟)(?=[于在开组举召完新对]|制[定发])",
            r"拟(?<=[年内度局委，。；：\s]拟)(?=[检抽培宣排巡投评查走轮全])",
            "将(?<![即并不]将)(?=[于在开组继新再力对举召实])",
            "将(?<=[年月度]将)(?=[检抽培宣排巡完投评])",
            "应当",
            "必须",
        )
    )
)
#: 3万元以下, 5个工作日内, 2人以上执法.
_LIMIT = re.compile(
    r"(?:[（(]含[^）)]{0,6}[）)])?(?:及|或)?(?:以下|以内|之内|以外|之外|不等|为限|/(?:年|月|季|周|日|次|人))"
)
#: 对单位处5万元以上、对个人处5000元以上罚款.
_FINE = re.compile(r"(?<![惩判])处$")
_WITHIN = re.compile(r"内(?![容部设外地控业资需生涵陆])|前(?!往|期|来)")
_LEAST = re.compile(r"(?:及|或)?以上(?P<end>[，。；、）)！\s]|$)?")
#: How many sides, stages, bodies; what follows a number in a slogan.
_STRUCTURE = re.compile(r"(?:大)?(?:方面|层面|维度|环节(?!.{0,4}减)|阶段|步骤|版块|板块|部分|角度|要素|篇章|章)")
_SLOGAN = re.compile(
    r"""
    (?:重要|重点|主要|基本|统一)?(?: 部门 | 单位 | 领域 | 意识 | 自信 | 维护 | 必须 | 确保 | 坚持 | 统一 | 结合 | 到位 | 机制 | 制度 | 模式 | 格局
      | 体系 | 关系 | 方式 | 原则 | 字 | 一 | 不 | 转变 | 突出 | 注重 | 环节 | 关口 | 统筹 | 环境 | 问题(?=[，。]) )
    """,
    re.VERBOSE,
)
_SLOGAN_ALWAYS = re.compile(r"(?:行政执法)?[“\"]?(?:制度|个?一(?![般次部])|承诺|意识|自信|维护)")
#: What must stand right before 四个, 三项, 两类 … for them to count something.
_DEED = re.compile(
    r"""
    (?: 完成 | 制定 | 出台 | 修订 | 修改 | 印发 | 发布 | 废止 | 清理 | 梳理 | 取消 | 下放 | 承接 | 查处 | 查获 | 立案 | 办理 | 办结 | 受理 | 收到
      | 审理 | 发生 | 组织 | 开展 | 举办 | 举行 | 召开 | 进行 | 实施 | 聘请 | 聘用 | 聘任 | 选聘 | 聘有 | 配备 | 设立 | 设置 | 设有 | 建成 | 新增 | 新建
      | 增设 | 发现 | 排查 | 整改 | 移送 | 吊销 | 查封 | 扣押 | 没收 | 破获 | 抓获 | 评选 | 报送 | 提交 | 提出 | 下达 | 出具 | 发出 | 发放 | 印制
      | 制作 | 推出 | 共 | 累计 | 共计 | 合计 | 荣获 | 获得 | 参加 | 选派 | 邀请 | 创建 | 涉及 | 审查 | 审核 | 评查 | 抽取 | 抽查 | 检查 | 培训
      | 宣讲 | 调解 | 化解 | 起草 | 报备 | 备案 | 公开 | 公布 | 公示 | 编制 | 签订 | 研究 | 审议 | 通过 | 关停 | 取缔 | 约谈 | 曝光 | 接待 | 走访
      | 演练 | 拍摄 | 刊发 | 推送 | 上报 | 调整 | 分别 | 达 | 不足 ) (?:了|过|共|各类|相关|有关)?$
    """,
    re.VERBOSE,
)
#: What happens to so few people that a Chinese numeral counts them: 问责三人。
_DEALT_WITH = re.compile(
    r"(?:问责|追责|处分|警告|诫勉|拘留|逮捕|刑拘|抓获|死亡|受伤|表彰|招录|引进|辞退|移送|录用|新增|处罚|查处)(?:了|共)?$"
)
_CLOSED = re.compile(r"[，。；、）)\n]|[,.;](?!\d)|$")
_NOUN_BEFORE = re.compile(r"[\u4e00-\u9fff》”]{3}$")
_ONE_AFTER_NOUN = re.compile(r"[\u4e00-\u9fff》”](?<![每同某任第统唯单专逐不少多最在这那到了])$")
_ONE_UNITS = frozenset("件 起 宗 例 场 次 期 份 篇 名".split())
#: These count one only behind their noun, at the end of the clause: 取缔非法社会组织一家, 拍摄微电影一部.
_ONE_BEHIND = frozenset("家 部 个 项 条 套 处 户 辆 艘 册 本".split())
#: One that a clause begins with and tells of: 一件案件获评优秀案例, 一名干部被评为先进个人.
_OPENING = re.compile(r"(?:^|[。；;，,、\n ]|另?有)$")
_BECAME = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:被|获|荣|入选|当选|入围|列为|列入|评为|败诉|胜诉|撤[回诉销]|维持|引发|造成|死亡|受伤|发生|提起|提出)"
)
_TOLD = re.compile(r"(?:项目|案例|作品|品牌|案件|案卷)(?![化制])")
_ONE_BEFORE = re.compile(r"(?:案件?|事故|诉讼|复议|处罚|查处|发生|受理|办理)$")
_ONE_LAW = re.compile(r"(?:聘请|聘用|聘任|选聘|聘有|配备|设有|设置|设立)(?:了)?$")
#: 公职律师一名全程列席; 一名公职律师参与
_PERSON = re.compile(r"(?:律师|法律顾问|法制员|审核员|调解员|[联网观监][络格察督]员|副校长)$")
_COUNSEL = re.compile(r"(?:专职|兼职|常年|外聘|执业)?(?:公职律师|法律顾问|法制(?:审核人)?员|专职律师)(?!制度|工作)")
_SCORE = re.compile(r"(?:(?:得|评|考|测|成绩|指数|总|均|满意)[^，。；,;]{0,8}|(?<![备登标笔])记)$")
#: Short quotations hold names and slogans: “六个一”, “1+3”.
QUOTED = re.compile(r"“[^“”\n]{1,24}”|\"[^\"\n]{1,24}\"|‘[^‘’\n]{1,24}’|「[^「」\n]{1,24}」")


def decoy(text: str, quantity: Quantity) -> bool:
    """Whether the quantity counts nothing done; quotations and sections of plans are looked at elsewhere."""
    start, end = quantity.start, quantity.end
    before = text[max(0, quantity.number - 24) : start]
    after = text[end : end + 12]
    return (
        _joined(text, quantity)
        or (bool(_FREQUENCY.search(before)) and not _short_of(quantity, after))
        or bool(_TARGET.search(before))
        or _limit(quantity, before, after)
        or (quantity.unit in durations.UNITS and durations.demanded(text, quantity))
        or _ordinal(text[quantity.number], quantity, after)
        or _slogan(quantity, before, after)
    )


def _short_of(quantity: Quantity, after: str) -> bool:
    """Whether the number says that there is less: no limit."""
    return quantity.approximation == "≤" and quantity.unit not in _AMISS and not after.startswith("的")


def _joined(text: str, quantity: Quantity) -> bool:
    """Parts of names, masked numbers, ranks and ranges: 第3次, *2家, 1+3个, 前10名, 3-5家, 两至三次, 24小时."""
    at = quantity.number
    last = text[at - 1] if at else ""
    if last in years.SIGNS and years.signed(text, at, quantity.unit):
        return False
    if last == "/" and at > 1 and text[at - 2] in "次人件起家户批宗名个":  # 1,466批次/2,031人次
        return False
    if last in _JOINED:
        return last != "前" or quantity.unit in ("名", "位", "家", "个")
    if last.isascii() and last.isalpha():
        return True
    if last in _DASHES and at > 1:
        earlier = text[at - 2]
        if earlier.isdigit() or earlier in _HAN_NUMBER or earlier in "%余":
            return True
        if last in "至到" and earlier in "人名家次个件项" and text[at - 3 : at - 2].isdigit():
            return True
    following = text[quantity.end : quantity.end + 2]
    if following[:1] in ("-", "—", "~", "～", "+") and following[1:2].isdigit():
        return True
    if quantity.unit == "小时" and quantity.value in (24, 48, 72, 8) and not following.startswith(("，", "。")):
        return True
    return quantity.unit == "分" and not _SCORE.search(text[max(0, at - 12) : at])


def _limit(quantity: Quantity, before: str, after: str) -> bool:
    """Thresholds and legal limits."""
    if quantity.unit in durations.UNITS and durations.reached(before):
        return False
    if quantity.unit == "元" and after.startswith("以上") and _FINE.search(before):
        return True
    if _LIMIT.match(after):
        return True
    if quantity.unit in durations.UNITS and _WITHIN.match(after):
        return True
    least = _LEAST.match(after)
    if least is None:
        return False
    if quantity.unit == "%" or quantity.value > 100:
        return quantity.unit in ("元", "吨", "平方米") and least["end"] is None
    return quantity.value <= 10 or least["end"] is None


#: What is the second of its kind without 第: 二次供水, 二期工程, 二类疫苗. The count is 两次, or stands last: 召开会议二次.
_SECOND = frozenset("次 期 类 组 级 套 部 档 段 版".split())


def _ordinal(numeral: str, quantity: Quantity, after: str) -> bool:
    """Whether 二 stands for 第二."""
    return (
        numeral == "二"
        and quantity.value == 2
        and quantity.approximation is None
        and quantity.unit in _SECOND
        and not _CLOSED.match(after)
    )


def _slogan(quantity: Quantity, before: str, after: str) -> bool:
    """How many sides or bodies (六个方面, 五部门), and Chinese numerals in slogans (三项制度, 四个意识)."""
    if quantity.unit in ("个", "项", "大", "章", "类", "条") and _STRUCTURE.match(after):
        return True
    if quantity.unit in ("个", "项", "张", "种", "类") and _SLOGAN_ALWAYS.match(after):
        return not (quantity.digits and before.endswith("》等"))  # 《…办法》《…清单》等12项制度
    if quantity.digits:
        return False
    if quantity.value == 1:
        return not _counted_one(quantity, before, after)
    numeral_is_two = quantity.value == 2 and not quantity.approximation
    if numeral_is_two and before.endswith("二"):
        return True
    if quantity.unit == "人" and quantity.value <= 3:
        return not (_DEALT_WITH.search(before) and _CLOSED.match(after))
    if quantity.numerals == "verb" and (quantity.value <= 10 or quantity.unit == "条"):
        if _CLOSED.match(after) and _NOUN_BEFORE.search(before):  # 研究重大法治事项八项。
            return False
        if _TOLD.match(after) and _OPENING.search(before):  # 三个项目“拿地即开工”
            return False
        return not _DEED.search(before) or bool(_SLOGAN.match(after))
    return False


def _counted_one(quantity: Quantity, before: str, after: str) -> bool:
    """一件, 一次 and so on, which mostly count nothing: only after a deed (组织一次演练) or behind a noun (诉讼案件一起，)."""
    if quantity.unit in ("名", "位", "家", "个") and _ONE_LAW.search(before):
        return bool(re.match(r"(?:专职|兼职|常年|外聘|执业)?(?:法律|律师|公职|法制|法治)", after))
    if quantity.unit in _ONE_BEHIND:
        return bool(_CLOSED.match(after) and _NOUN_BEFORE.search(before) and _ONE_AFTER_NOUN.search(before))
    if quantity.unit not in _ONE_UNITS:
        return False
    if _OPENING.search(before) and _BECAME.match(after):
        return True
    if quantity.unit == "名" and (_PERSON.search(before) or (_COUNSEL.match(after) and _OPENING.search(before))):
        return True
    behind_noun = bool(_CLOSED.match(after) or after.startswith("（")) and bool(_ONE_AFTER_NOUN.search(before))
    if quantity.unit == "起":
        return behind_noun and bool(_ONE_BEFORE.search(before))
    if quantity.unit == "次" and re.match(r"性|告知|办|也|都|不|又|跑|以", after):
        return False
    return behind_noun or bool(_DEED.search(before))
