"""What the form of a title says: the level of an act that no table has, and whether it is a paper or a work.

===============================================  ==========================
``行政处罚法``                                      law
``《重庆市安全生产条例》``                             local_regulation (a place before it)
``《快递暂行条例》``                                  administrative_regulation
``《市场监督管理行政处罚程序规定》``                      department_rule
``《山东省实施〈消防法〉办法》``                         local_regulation
``《江苏省行政规范性文件管理规定》``                      local_rule (a place with the power to make rules)
``《X市应急管理局执法记录仪使用规定》``                    document (rule of an office)
``《关于适用〈民法典〉时间效力的若干规定》``                judicial_interpretation
``《中国共产党问责条例》``, ``《党政领导干部考核工作条例》``   party_regulation
``《关于开展专项整治的通知》``, ``《责令限期整改指令》``      document
``《安全生产法释义》``, ``《生命重于泰山》``                work
===============================================  ==========================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: A remark in round brackets, also one that is never closed.
_PARENTHESIS = re.compile(r"[（(][^（）()]*(?:[）)]|$)")
_MASK = re.compile(r"[*＊×○●xX某](?:(?<=[*＊×○●])|(?<=[xX])[xX]|(?<=某)[省市县区])")

_WORK = re.compile(
    r"""(?: 读本|手册|释义|教材|课件|教程|概论|专题片|教育片|宣传片|纪录片|政论片|专题节目|公益片|短片|微电影|微视频|视频|动漫|动画片?|电影|电视剧|话剧|情景剧|小品|歌曲|之歌|漫画
        |口袋书|丛书|全书|专著|论文|文集|文选|选集|摘编|选编|汇编|案例选|案例集|故事|知识问答|学习问答|问答|百问|百题|一本通|一点通|图解|画册|连环画|宣传册|挂图|折页|海报
        |讲座|公开课|微课|讲义|讲稿|党课|三十讲|日报|晚报|时报|周报|周刊|月刊|期刊|杂志|学报|解读|解析|辅导|导读|述评|访谈|栏目|大讲堂|[^规]范例|[说书懂知遵靠找讲学守用普]法)$
      | ^习近平(?!.*(?:通知|意见|方案|计划)$).*(?:学习纲要|论述|谈治国理政|讲话|思想|文选|故事)$
      | ^(?:漫[说话画谈]|画说|话说|图说|趣[说谈学味解]|细说|闲话|聊聊|聊一?聊|走[进近]|身边的|带你|一起|跟[我着]|你好|解码|你我|我们?与|百姓与|小[\u4e00-\u9fff]{1,3}[说讲学问])
        [^，。]{0,12}(?:法典?|条例|宪法|法律)$
      | ^(?:论|谈)(?!证)""",
    re.VERBOSE,
)
#: Endings of papers; a title with none of them is a work.
_PAPER = re.compile(
    r"""(?: 通知|通告|公告|意见|方案|预案|计划|规划|纲要|大纲|要点|措施|举措|清单|目录|名录|名单|台[账帐]|制度|机制|标准|规范|指南|指引|导则|细则|办法|规定|规则|规程|准则|条例|章程|公约|民约|守则
        |决定|决议|批复|复函|函|报告|请示|汇报|总结|纪要|简报|通报|指令|书|合同|协议|建议|[^图]表|[^传]单|证|证明|执照|许可|票据?|公示|声明|倡议|令|命令|文件|政策|[\d一二三四五六七八九十]+条
        |体系|指标|细目|流程图?|模板|样本|文本|文书|格式|要求|分工|安排|部署|职责|权限|事项|基准|备忘录|行动|工程|一览表|说明|公报|年报|年鉴|白皮书|蓝皮书|提示|答复|督办|信|账|版|法|法典|程序|方法
        |模式|体制|标识|条款|议案|提案|议程|规约|办理|承诺|问题|反馈|宣言|登记|申请|评估|台账|图|档案|稿|记录|卷|证件|专用章|示范区|若干规定|解释|共识|口径|裁量权|判决|裁定|裁决)$
      | ^关于 | 的(?:通知|意见|决定)$""",
    re.VERBOSE,
)
_RULE = r"(?:办法|规定|规则|程序|细则|规程|规范|准则|决定)"
_STATUTE_FORM = re.compile(rf"(?:法典?|条例|{_RULE})$")
#: Said of an act that was not named before: its level cannot be known.
_BARE_FORMS = frozenset("条例 办法 规定 细则 规则 法 新法 新条例 决定".split())
_NOT_A_LAW = re.compile(
    r"(?:办|方|做|执|司|普|说|语|用|学|守|书|立|违|合|乘|算|疗|看|想|打|枪|宪|懂|知|遵|靠|找|讲|护|释)法$"
)
#: Of masked acts only those of provinces and cities can be statutes.
_MASKED_STATUTE = re.compile(rf"^[^镇乡街县]*(?:条例|(?<!工作){_RULE}|法)$")
_NATIONAL_CONGRESS = re.compile(
    r"^(?:中华人民共和国)?全国人(?:民代表)?大(?:会)?(?:常(?:务)?委(?:员)?会)?.*(?:决定|决议|解释|规则|规定|办法|方案)$"
)
#: A decision that amends acts has their level, whoever is named: 关于修改《…法》的决定.
_AMENDING = re.compile(
    r"^(?:国务院)?关于(?:修改|修订|修正|废止|公布).{0,40}?(?P<act>(?<!办)法典?|条例)(?:等.{1,12})?的决定$"
)
_COURTS = re.compile(
    r"^(?:最高人民法院|最高人民检察院|两高|最高法|最高检|人民法院|人民检察院).*(?:解释|规定|批复|规则|决定|办法|答复)$|适用.{0,60}(?:解释|若干问题的(?:规定|意见)|时间效力.{0,4}规定)$|司法解释"
    r"|^关于(?:办理|审理|执行).{0,80}(?:案件|法律).{0,20}解释$"
)
_PARTY = re.compile(
    r"^(?:中国共产党|中共中央(?:办公厅)?(?!.*(?:意见|通知|方案|纲要|规划)$)|中央八项|十[八九]届中央|党政|党委|党组|党员|党内|党的|领导干部|干部|公务员职务|推进领导干部|地方党|地方各级党|县以上党|纪检|纪律检查|关于新形势下党内|关于加强和改进党|配偶|省级以下|事业单位领导|国有企业领导|评比达标|机构编制)"
    r".*(?:条例|规定|准则|办法|规则|细则|章程)$"
)
_LOCAL_PARTY = re.compile(r"(?:省|市|区|县|州|旗)(?:委|党委|纪委)|党政|党委|领导干部|党组|干部")
#: Words of papers on an office's own doings, that are no rules even with a place before them.
_INTERNAL = re.compile(
    r"不予(?:行政)?处罚|免[予于]?处罚|免罚|从轻|减轻|轻微违法|首违|考核|考评|评价|评议|评估|奖励|奖惩|表彰|补助|补贴|资金|经费|清单|平台|系统|裁量基准|公示|公开工作|工作(?:办法|规定|规则|制度|细则|规程)|党政|领导干部|党委|动态|案例|全过程|法律顾问|公职律师|积分|激励|联席|议事|值班|会议|内部|试点|创建|评选|述法|督查|请示|印章|车辆|接待|移送|财务|例会|队伍|辅助人员|执法人员|记录仪|音视频|专家库|案卷|台账|容错|约谈|案件审理|法制审核|集体讨论|回避|错案|承诺|网格|一件事|实施细则|行为规范|文明|志愿"
)
#: Local regulations that are called measures: 实施〈消防法〉办法, 〈消防法〉实施办法.
_CARRIES_OUT = re.compile(r"实施(?:中华人民共和国)?.{2,30}法(?:的)?(?:若干)?(?:办法|规定)$|[^办]法实施办法$")
_SPECIAL_POWERS = re.compile(r"经济特区|自由贸易港|浦东新区")
#: With a place before them, papers of an organ: 江西省公安机关执法办案场所规定.
_LOCAL_ORGAN = re.compile(r"公安机关|税务|海关|法院|检察")
_ORGAN_RULE = re.compile(
    r"^(?:公安机关|海关|税务|国家税务总局|中华人民共和国海关|国家市场监督管理总局|市场监督管理|农业|渔业|林业|自然资源|国土资源|生态环境|环境|住房|建设|交通|道路|水行政|水利|卫生|医疗|药品|食品|教育|司法|律师|公证|文化|旅游|体育|民政|社会|统计|价格|金融|银行|保险|证券|知识产权|专利|商标|广告|网络|互联网|电信|通信|邮政|快递|铁路|民用|气象|地震|测绘|人防|消防|安全生产|应急|煤矿|矿山|特种设备|计量|认证|检验|出口|进口|进出口|烟草|粮食|国有|企业|劳动|工伤|人力资源|事业单位|会计|注册|政府采购|招标|工程|房屋|城市|农村|农作物|动物|兽药|种子|危险|放射|职业|机动车|民办|普通|中小学|高等|学校|幼儿园|学生|校外|校车)"
)
_OF_NOTICE = re.compile(r"(?:印发|转发|公布|发布|下发)")


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a title beside its words.

    :param place: level of the division its name begins with (``province``, ``prefecture`` …), empty where none.
    :param order: whether an order (令) promulgated it, and ``maker`` the level that the order's own words give the act; ``numbered`` whether a paper's number is attached.
    :param office: whether the title begins with the name of a local office.
    :param own: whether the report says that its agency made it; ``draft`` whether it is not yet promulgated.
    """

    place: str = ""
    order: bool = False
    maker: str = ""
    numbered: bool = False
    office: bool = False
    own: bool = False
    draft: bool = False


#: Whose order or announcement it is, as far as that decides the level: 市政府令第88号, 省人大常委会公告第12号, 国务院令第493号.
_MAKERS = (
    (re.compile(r"主席令"), "law"),
    (re.compile(r"国务院(?:、中央军委|第[^号]{1,8}号)?令|国务院令$"), "administrative_regulation"),
    (re.compile(r"人(?:民代表)?大(?:会)?(?:常(?:务)?委(?:员)?会)?.*(?:公告|令)"), "local_regulation"),
    (re.compile(r"政府(?:第[^号]{1,8}号)?令|政府令$"), "local_rule"),
)


def maker(docnum: str) -> str:
    """The level of what an order promulgates, by the body that gave it; empty where that decides nothing.

    >>> maker("市政府令第八十八号"), maker("应急管理部令第2号")
    ('local_rule', '')
    """
    return next((level for form, level in _MAKERS if form.search(docnum)), "")


def bare(title: str) -> bool:
    """Whether the title is the mere form of an act: 《条例》, 《办法》."""
    return plain(title) in _BARE_FORMS


def plain(title: str) -> str:
    """The title without remarks in round brackets, marks and spaces, as its form is read from its end."""
    return re.sub(r"[\s《》〈〉‹›<>﹤﹥“”\"]", "", _PARENTHESIS.sub("", title)) or title


def masked(title: str) -> bool:
    """Whether characters of the title are struck out."""
    return _MASK.search(title) is not None


def is_work(title: str) -> bool:
    """Whether the title is that of a book, film, lecture or paper.

    >>> is_work("安全生产法释义"), is_work("安全生产行政执法委托协议书")
    (True, False)
    """
    words = plain(title)
    if words.startswith("关于") and not words.endswith(("论述摘编", "论述选编")):
        return False
    return _WORK.search(words) is not None or _PAPER.search(words) is None


@lru_cache(maxsize=1 << 15)
def level(title: str, clues: Clues) -> str | None:
    """The level that the form of ``title`` allows; None for a masked statute."""
    words = plain(title)
    if words in _BARE_FORMS:
        return None
    if is_work(title):
        return "work"
    if masked(title):
        return None if _MASKED_STATUTE.search(words) and not clues.office else "document"
    return _statute(words, clues) or "document"


def _statute(words: str, clues: Clues) -> str | None:
    """The level of a title without brackets, where it is one of a statute or party regulation."""
    if words in ("宪法", "中华人民共和国宪法"):
        return "constitution"
    if _NATIONAL_CONGRESS.match(words):
        return "law"
    amended = _AMENDING.match(words)
    if amended is not None and not clues.place:
        return "law" if amended["act"].endswith(("法", "法典")) else "administrative_regulation"
    if _COURTS.search(words):
        return "judicial_interpretation"
    if not _STATUTE_FORM.search(words):
        return None
    if clues.maker:
        return clues.maker
    if re.match(r"^.{0,30}关于(?:印发|转发|公布|发布|下发)", words):
        return None
    if clues.place:
        return _local(words, clues)
    if _PARTY.match(words):
        return None if clues.own else "party_regulation"
    if words.endswith("条例"):
        return None if clues.office else "administrative_regulation"
    if re.search(r"(?:法|条例)实施条例$", words):
        return "administrative_regulation"
    if words.endswith("法典") or (words.endswith("法") and not _NOT_A_LAW.search(words)):
        return "law"
    return _national_rule(words, clues)


def _local(words: str, clues: Clues) -> str | None:
    if words.endswith("条例"):
        return "local_regulation"
    if clues.office or _LOCAL_PARTY.search(words):
        return "local_rule" if clues.order else None
    if _CARRIES_OUT.search(words) or (_SPECIAL_POWERS.search(words) and words.endswith("规定")):
        return "local_regulation"
    if words.endswith("若干规定") and not clues.numbered and not clues.order and not _INTERNAL.search(words):
        return "local_regulation"
    if re.search(r"人(?:民代表)?大(?:会)?(?:常(?:务)?委(?:员)?会)?.*(?:决定|规定|办法|规则)$", words):
        return "local_regulation"
    if not re.search(rf"{_RULE}$", words) or words.endswith(("规范", "规程", "准则", "决定")):
        return None
    if clues.order:
        return "local_rule"
    if _LOCAL_ORGAN.search(words):
        return None
    if (
        clues.numbered
        or clues.own
        or clues.draft
        or clues.place not in ("province", "prefecture")
        or _INTERNAL.search(words)
    ):
        return None
    return "local_rule"


def _national_rule(words: str, clues: Clues) -> str | None:
    if not re.search(rf"{_RULE}$", words) or (words.endswith(("规范", "规程", "准则", "决定")) and not clues.order):
        return "administrative_regulation" if words.startswith("国务院关于修改") and words.endswith("决定") else None
    if words.startswith("国务院") and not re.match("国务院办公厅|国务院.{2,12}(?:委员会|部|局)", words):
        return "administrative_regulation"
    if clues.order:
        return "department_rule"
    if clues.numbered or clues.own or clues.office or words.startswith("关于"):
        return None  # the rules of ministries that are called 关于…的规定 stand in the table
    if words.endswith("法实施细则"):
        return "administrative_regulation"
    if _INTERNAL.search(words) and not re.search(r"(?:条例|规定)实施细则$|程序规定$|^企业", words):
        return None
    if _ORGAN_RULE.match(words) or len(words) >= 8:
        return "department_rule"
    return None
