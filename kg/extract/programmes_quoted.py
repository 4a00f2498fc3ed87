"""Names in quotation marks, by the kind after them (“敲门”行动) or by the verb before them (推行“综合查一次”)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.catalogue import programmes as catalogue
from kg.extract.programme_text import Found, plain

#: “律企携手同行”行动, “第一议题”制度, “检查诊断、行政处罚、整改复查”闭环管理.
_NAMED = re.compile(
    r"""
    [“"](?P<name>[^“”"\n。；]{2,24})[”"]
    (?P<between>(?:联合|专项|系列|主题|集中|法治|宣传|普法|实践|教育|服务|宣讲|安全|咨询|志愿|整治|执法|攻坚|工作|普法){0,5})
    (?P<kind>行动(?!计划)|活动|工程|制度|机制|改革|责任制|模式|工作法|调解法|闭环管理|宣传月|宣传周|宣传日|月|周|日|计划)?
    """,
    re.VERBOSE,
)
#: What stands before a name in quotation marks that has no kind after it: 推行“综合查一次”.
_RUN = re.compile(
    r"(?:开展[^，。；“”\n]{2,12}期间|做[优亮强]|推行|实行|实施|推广|开展|落实|深化|推进|启动|创新|运用|聚焦|打造|探索|践行|落地|执行|实现|做好|抓好|做实|擦亮|叫响)(?:了|好|完善)?(?:[\u4e00-\u9fff]{0,4})$"
)
#: What goes on from a name to the next: 推行“证照分离”改革全覆盖和|“一事通办”.
_GOES_ON = re.compile(r"[“\"][^“”\"\n]{2,14}[”\"][\u4e00-\u9fff]{0,6}[、和及与]?$")
#: A name that a clause begins with, and what was done under it: ，|“疏解整治促提升”拆除违法建设5.3万平方米
_OPENS = re.compile(r"(?:^|[。；，、;,\n ])$")
_COUNTS = re.compile(
    r"[”\"](?!等|为|是|的|和|及|与|、)[\u4e00-\u9fff]{2,10}(?:(?:约|近|逾)?\d|[一二三四五六七八九十两百千]+[万余多])"
)
_NEXT = re.compile(r"[”\"][、和及与]?$")
_COMMON = re.compile(
    r"场所$|领域$|行业$|企业$|人员$|群体$|少数$|问题|意识|难题|思想|精神|理念|作用|关系$|短板|文化$|环境$|长廊$|之家$|驿站$|小院$|铁军$|高地$|快车道$|引擎$|防[线火]墙?$|屏障$|名片$|样板间?$|标杆$|底[色气]$|压舱石$|试金石$|护城河$|安全阀$|定心丸$|紧箍咒$|防护网$|晴雨表$|助推器$|风向标$|先手棋$|主动仗$|及时雨$|连心桥$|金钥匙$|招牌$|\+$|^(?:线上|人防|传统|日常|教育)\+"
)
_NO_NAME = re.compile(
    rf"^[\u4e00-\u9fff]{{2}}化$|^没有|应[\u4e00-\u9fff]{{1,2}}尽|一[\u4e00-\u9fff]一档|得(?!来)|(?<!\d)(?:12|9[56])\d{{3}}(?!\d)|[的是吗呢要把被未无个]|我(?!为)|式$|(?:刻钟|分钟|小时|公里)$|^定[\u4e00-\u9fff]、?定[\u4e00-\u9fff]|不(?!打烊|见面|动产|出[村镇门户]|停歇|断供|用跑|跑腿)|{_COMMON.pattern}|周年$"
)
#: “一金三制”, “一警六员”
_NUMBERED = re.compile(r"一[\u4e00-\u9fff][一二两三四五六七八九十多][\u4e00-\u9fff]{1,2}")
#: “税法进校园”, “快递进村”; not “推进依法行政”, “走进机关”.
_INTO = re.compile(r"[\u4e00-\u9fff]{2,8}(?<![推先改促引走跟演前并递])进(?![一行来步度口出展而])[\u4e00-\u9fff]{1,4}")
_AFTER_THEME = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:方式|形式|格局)|(?:为|的)?(?:主题|精神|原则|理念|要求|思想|问题|短板|难题|意识|格局|作用|优势|目标|标准|关口|定位|使命|[^。；\n]{0,16}?等(?:突出|重点)?(?:问题|乱象|隐患|违法)|责任|角色)|为(?!抓手|契机|载体)|的"
)
#: “净网”“断卡”等专项行动, “净网”“护苗”专项行动, “送法下乡”“法治夜市”等系列活动
_AND_OTHERS = re.compile(
    r"(?:[、和及与]?[“\"][^“”\"\n。；]{2,24}[”\"])*(?:等[\u4e00-\u9fff]{0,6}?|(?<=[”\"])(?:专项|系列|联合|主题|集中){0,3})(?:行动|活动|制度|机制|改革|工程|模式|做法)(?!计划|方案)"
)
#: “净网2022”
_CAMPAIGN_OF_YEAR = re.compile(r"[\u4e00-\u9fff]{2,6}20[12]\d")
#: “清源2025”打击非法行医专项行动
_AIMED = re.compile(r"[”\"](?P<aim>(?![等和及为的、]|系列|联合)[\u4e00-\u9fff]{2,14}?行动)(?!计划|方案)")
#: “总对总”在线诉调对接机制
_JOINT_MECHANISM = re.compile(r"[”\"](?P<rest>(?:在线|多元|跨[区部省]|一体)[\u4e00-\u9fff]{2,8}?机制)")
#: “国家反诈中心”APP
#: 打击治理|“黑广播”“伪基站”: what a campaign is against.
_AGAINST = frozenset({"打击", "整治", "治理", "查处", "严查", "取缔", "严打"})
#: 受理“税费服务诉求直联”|事项65件, 办理“企业退休一件事”|业务320件
_MATTER = re.compile(r"[”\"](?:改革|服务|集成|政务)*(?:事项|业务|套餐|专窗|专区|场景)")
_HANDLED = re.compile(r"(?:办理|受理|上线|推出|办结|实现|完成|新增|办成)(?:了|各类|首批)?$")
#: “河湖长+检察长+警长”|协作机制, “1+6+23”社会治理|模式
_SUM = re.compile(
    r"[“\"](?P<name>(?!线上|人防|传统|日常|教育)(?:\d+|[\u4e00-\u9fff]{1,8})(?:\+(?:\d+|[A-Zn]|[\u4e00-\u9fff]{1,8}))+)[”\"][\u4e00-\u9fff]{0,8}?(?:模式|机制|工作法)"
)
_MEDIUM = re.compile(
    r"(?:微信|抖音|官方|手机|线上|政务)*(?:APP|app|App|小程序|公众号|视频号|抖音号|微博|网站|栏目|专栏|展厅|平台|系统|热线)"
    r"|(?:人民|行政|专业|矛盾|纠纷|税费|涉税|争议|个人|特色|法律|法治|便民|志愿)*(?:调解|服务|工作|普法|联络)*(?:室|站|驿站|工作点|联系点|法庭|队|队伍|团队)"
    r"|(?:主题|专题|知识|演讲|征文|业务|技能)*(?:读书班|培训班|讲座|竞赛|比赛|大赛|论坛|座谈会|研讨会|征集|评选)|(?:攻防|应急|实战|桌面|综合)*(?:演练|演习)"
)
#: What is itself the kind of a name in quotation marks: “百万党员学宪法活动”.
_KIND_WITHIN = re.compile(r"(?:行动|活动|工程|一件事|大?讲堂|大?课堂|讲坛|夜校|大家谈|大篷车|直通车)$")
#: What names of their own always end with, whatever verb stands before them: 开办“市场监管大讲堂”.
_ALWAYS = re.compile(
    r"[\u4e00-\u9fff]{2,6}[三五六七八九十]进|[\u4e00-\u9fff]{2,6}大(?:练兵|比武|轮训|走访)(?:[、，]?[\u4e00-\u9fff]{2,6}大(?:练兵|比武|轮训))?|[两三四五六七八](?:清单|张清单|单|库)一[\u4e00-\u9fff]{2}|[^的]{2,8}(?:公开课|小课堂|微课堂|微讲堂|云课堂|小讲堂)|[^的]{0,6}(?:法治|普法|学法|税法|微)[\u4e00-\u9fff]?(?:讲堂|课堂|讲坛|夜校)|互联网\+[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff]{2,5}(?<![体机控限编管抵复强专节法])制|[\u4e00-\u9fff]{2,12}(?:(?:突破|攻坚|提升|落实|建设|治理|服务|深化|巩固|强化|规范)年|一件事|大讲堂|大家谈|大课堂|大篷车|纪念日)"
)
#: “8月8日全民健身日”
_ON_DAY = re.compile(r"^\d{1,2}月\d{1,2}日(?=.{2,12}[日节]$)")
_DATED = re.compile(r"\d{1,2}[·.．]\d{1,2}")


def find(text: str) -> Iterator[Found]:
    """Names in quotation marks, by the kind after them or by the verb before them."""
    known = catalogue.unquoted()
    against = -9  # where the last name of what is fought ended
    accepted = -1  # where the last name without a kind ended, for “A”“B” and “A”、“B”
    for match in _NAMED.finditer(text):
        content, kind, between = match["name"], match["kind"], match["between"]
        name = plain(_ON_DAY.sub("", content))
        if name in known and name != content and known[name].kind != "no" and "、" in content:
            yield Found(match.start("name"), match.end("name"), known[name].name, "catalogue", 0.95)
        if name in known or len(name) < 2:
            accepted = match.end("name") + 1 if name in known and known[name].kind != "no" else accepted
            continue
        if text[match.start() - 2 : match.start()] in _AGAINST or match.start() - against in (0, 1):
            against = match.end("name") + 1
            continue
        if "+" in content and (joined := _SUM.match(text, match.start())):
            yield Found(match.start(), joined.end(), joined["name"], "quoted with its kind", 0.85)
            continue
        if all(part in known for part in content.split("、")):  # “宪法进农村、法律进乡村”
            continue
        if _DATED.fullmatch(content):
            if kind in ("活动", "宣传月", "宣传周", "宣传日", "行动"):
                yield Found(match.start(), match.end(), name + between + kind, "dated", 0.9)
            continue
        if name.endswith("+") or (name.isascii() and not (name.isdigit() and kind == "行动")):
            continue
        end = match.end()
        if kind is None and _CAMPAIGN_OF_YEAR.fullmatch(name) and (aim := _AIMED.match(text, end - len(between) - 1)):
            yield Found(match.start("name"), aim.end(), name + aim["aim"], "quoted with its kind", 0.85)
            continue
        if kind is None and (joint := _JOINT_MECHANISM.match(text, end - len(between) - 1)):
            yield Found(match.start("name"), joint.end(), name + joint["rest"], "quoted with its kind", 0.85)
            continue
        if (
            kind == "行动"
            and name[-1] not in "0123456789"
            and _NEXT.search(text[max(0, match.start() - 2) : match.start()])
        ):
            accepted = match.end("name") + 1  # “铁拳”“蓝天”专项行动: the word is that of both
            yield Found(match.start("name"), match.end("name"), name, "quoted", 0.7)
            continue
        if kind is None or (kind in ("月", "周", "日") and len(name) > 8):
            if _unnamed(text, match, name, accepted):
                accepted = match.end("name") + 1
                yield Found(match.start("name"), match.end("name"), name, "quoted", 0.7)
            continue
        if kind in ("制度", "责任制", "工程", "闭环管理", "计划", "调解法"):
            name += kind
        elif kind in ("行动", "月", "周", "日"):
            name += between + kind
        elif kind in ("宣传月", "宣传周", "宣传日"):
            name += kind
        elif _COMMON.search(name) and kind != "活动":
            continue
        if not re.search(r"主题$", text[max(0, match.start() - 4) : match.start()]):
            yield Found(match.start(), end, name, "quoted with its kind", 0.85)


def _unnamed(text: str, match: re.Match[str], name: str, accepted: int) -> bool:
    """Whether a quotation without a kind behind it names a programme."""
    start, end = match.start(), match.end("name") + 1
    if _INTO.fullmatch(name) or _ALWAYS.fullmatch(name):
        return True
    if _MEDIUM.match(text, end):
        return False
    if _CAMPAIGN_OF_YEAR.fullmatch(name) or (
        _NUMBERED.fullmatch(name) and not _NO_NAME.search(name) and not _AFTER_THEME.match(text, end)
    ):
        return True
    if len(name) <= 14 and not _NO_NAME.search(name) and _AND_OTHERS.match(text, end):
        return True
    if (
        not 3 <= len(name) <= (22 if _KIND_WITHIN.search(name) else 14)
        or _NO_NAME.search(name)
        or _AFTER_THEME.match(text, end)
    ):
        return False
    before = text[max(0, start - 30) : start]
    if accepted >= 0 and start - accepted <= 1 and _NEXT.search(before):
        return True
    if _OPENS.search(before) and _COUNTS.match(text, end - 1):
        return True
    if _MATTER.match(text, end - 1) and _HANDLED.search(before):
        return True
    return _RUN.search(_GOES_ON.sub("", before)) is not None
