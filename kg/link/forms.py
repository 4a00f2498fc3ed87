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
from functools import lru_cache

from kg.link import statute_forms
from kg.link.statute_forms import Clues as Clues

#: A remark in round brackets, also one that is never closed.
_PARENTHESIS = re.compile(r"[（(][^（）()]*(?:[）)]|$)")
_MASK = re.compile(r"[*＊×○●xX某](?:(?<=[*＊×○●])|(?<=[xX])[xX]|(?<=某)[省市县区])")

_WORK = re.compile(
    r"""(?: 读本|手册|释义|教材|课件|教程|概论|专题片|教育片|宣传片|纪录片|政论片|专题节目|公益片|短片|微电影|微视频|视频|动漫|动画片?|电影|电视剧|话剧|情景剧|小品|歌曲|之歌|漫画
        |口袋书|丛书|全书|专著|论文|文集|文选|选集|摘编|选编|汇编|案例选|案例集|故事|知识问答|学习问答|问答|百问|百题|一本通|一点通|图解|画册|连环画|宣传册|挂图|折页|海报
        |讲座|公开课|微课|讲义|讲稿|党课|三十讲|日报|晚报|时报|周报|周刊|月刊|期刊|杂志|学报|解读|解析|辅导|导读|述评|访谈|栏目|大讲堂|[^规]范例|[说书懂知遵靠找讲学守用普]法)$
      | ^习近平(?!.*(?:通知|意见|方案|计划)$).*(?:学习纲要|论述|谈治国理政|讲话|思想|文选|故事)$
      | (?:^[^关]{1,6}[说讲聊]|身边的)(?!明)[^，。]{1,12}(?:法典?|宪法|条例)$  # 丹顶鹤说环保法, 居民身边的民法典
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
#: Said of an act that was not named before: its level cannot be known.
_BARE_FORMS = frozenset("条例 办法 规定 细则 规则 法 新法 新条例 决定".split())
_RULE = r"(?:办法|规定|规则|程序|细则|规程|规范|准则|决定)"
#: Of masked acts only those of provinces and cities can be statutes, and what they make on details (细则) is none.
_MASKED_STATUTE = re.compile(
    rf"^(?!.{{0,8}}[*＊×○●xX某](?:[区县旗镇乡街]|自治[县旗])).*(?:条例|(?<!工作){_RULE}(?<!细则)|法)$"
)
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


@lru_cache(maxsize=1 << 13)
def level(title: str, clues: Clues) -> str | None:
    """The level that the form of ``title`` allows; None for a masked statute."""
    words = plain(title)
    if words in _BARE_FORMS:
        return None
    if is_work(title):
        return "work"
    if masked(title):
        return None if _MASKED_STATUTE.search(words) and not clues.office else "document"
    return statute_forms.level(words, clues) or "document"
