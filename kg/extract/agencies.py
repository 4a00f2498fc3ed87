"""Organisations named in a report, by the grammar of their names.

A name is ``[中共|国家税务总局] place… | level + organ + body inside it``: 天津市河东区司法局, 区司法局法制科, 市委政法委. An
automaton finds the words that names end in (:mod:`kg.extract.names`); from each the name is followed to its left as far as
places, levels or the proper name of the body reach, and joined with the body it belongs to.

Not names: pronouns (我局), positions and people (局长, 人大代表), bodies without a name (有关部门, 各镇街, 公安机关), and all
that stands inside title marks or document numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract import limits, sentences
from kg.extract.automata import matches
from kg.extract.name_parts import LEVELS, NO_LEVEL, Name, collective, head, masked_start, named, with_owner
from kg.extract.names import MASKS, Anchor, Lexicon, lexicon
from kg.extract.nested import OFFICE, inside, with_office
from kg.extract.organisations import REACH
from kg.extract.proper_names import proper, subject
from kg.extract.sentences import Sentences
from kg.extract.tagging import tagger
from kg.extract.view import View
from kg.records import Agency

# After a name: a position, so the name belongs to a person. 区司法局局长, 管委会副主任, 区委书记; not 区政府主任会议.
_POSITION = re.compile(
    r"""(?:党委|党组|党工委)?
    (?: [副正]?(?: 局长|厅长|主任(?!会)|书记|部长|院长|检察长|区长|县长|市长|省长|州长|旗长|镇长|乡长|主席(?!团|会)|会长
                 |总经理|董事长|经理|司长|庭长|科长|处长|股长|所长|[支大总中]?队长|组长|秘书长|校长|关长|署长|政委|专员|行长|站长
                 |台长|馆长|总工程师)
      | (?:主要|分管)?(?:负责人|负责同志)|(?:党政)?(?:主要|分管)领导|(?:主要)?领导(?:班子|干部|同志|(?=[，、。；]|批示|出席|带头|带队))
      | (?:政治局)?(?:常委(?!会)|委员长) | 党组成员 | 党委委员 | 班子成员 | 委员(?!会) )""",
    re.VERBOSE,
)
#: Characters after a word that show it was another word: 安委办+理, 教委+托, 中心+城区.
_OTHER_WORD = {
    "办": "理案公结法证学事好成件实文会班税复报刊展企医赛",
    "委": "托派婉任屈",
    "局": "势面限域长",
    "处": "理罚分长于在境以方置",
    "室": "内外温友",
    "心": "组城思点",
    "队": "伍列友",
    "部": "门署队分长",
    "院": "长校",
    "学": "生习员历术者科法费期说堂",
    "司": "法",
    "所": "有在以需涉属",
    "组": "织",
    "关": "于键系注",
    "站": "在点",
    "科": "学技目室普研级员",
    "股": "份权东",
    "行": "政为动业使道天横走贿车驶踪文列",
    "校": "园外长",
    "团": "队体结",
}
#: Of these characters, those that follow a name of three and more as words of their own: 办事处|在…, 交警大队|分….
_OWN_WORD = frozenset("于在以为有分需使")
_POSTED = ("派驻", "派出", "实地")  # 县监委|派驻, not 县|委派; 依法治区办|实地督察, not 办|实
_JOINERS = frozenset("和与及")
_ORDINARY = "局部门"  # 市局部门 is no 市局, 市局部署 is
_COMMITTEE_OF = re.compile(r"中共|中国共产党|中国人民政治协商会议|中国共产主义青年团|共青团")


def find(view: View, quoted: Sequence[tuple[int, int]], within: Sentences = sentences.NONE) -> list[Agency]:
    """Every named body outside ``quoted``, without full names: :mod:`kg.link.agencies` gives those.

    :param quoted: view spans of titles and document numbers, sorted; ``within``: the sentences the names stand in.
    """
    found = []
    names = scan(view.text, quoted, view.left_out)
    for name in limits.first(names, limits.FACTS, "agencies", view.left_out):
        start, end = view.span(name.start, name.end)
        found.append(
            Agency(
                start,
                end,
                view.source[start:end],
                kind=name.kind or name.anchor.kind,
                masked=name.masked,
                rule=name.rule,
                confidence=name.confidence,
                sentence=within.at(start),
            )
        )
    return found


def scan(text: str, quoted: Sequence[tuple[int, int]] = (), left_out: set[str] | None = None) -> list[Name]:
    """The names in a text, in order, none inside another.

    :param left_out: takes up ``agencies`` where the text has more words that names end in than are looked at.
    """
    words = lexicon()
    anchors = words.anchors
    starts = [start for start, _ in quoted]
    found: list[Name] = []
    floor = 0  # names do not reach back over the end of the one before or of a title
    aliases: dict[str, tuple[int, Anchor]] = {}  # short forms defined in brackets, where, and for what sort of body
    groups: set[str] = set()  # kinds of groups that have been named: 领导小组 alone then means that one
    endings = (match for match in matches(words.automaton, text) if anchors[match[0]].role != "ignore")
    for index, start, end in limits.first(endings, 2 * limits.FACTS, "agencies", left_out):
        anchor = anchors[index]
        if start < floor and found and start < found[-1].end:  # inside the office of the name before
            continue
        after = text[end : end + 1]
        if anchor.word.endswith("城管委") and after == "会":  # 空港新城|管委会
            anchor, start, end, after = words.zone, start + 1, end + 1, text[end + 1 : end + 2]
        if (
            after
            and after in _OTHER_WORD.get(text[end - 1], "")
            and not (end - start > 2 and after in _OWN_WORD)
            and not text.startswith(_POSTED, end)
        ):
            if not text.startswith("公室", end):
                continue
            end += 2
        elif text.startswith(_ORDINARY, end - 1):
            continue
        if starts and (quote := bisect_right(starts, start) - 1) >= 0:
            if quoted[quote][1] > start:
                continue
            floor = max(floor, quoted[quote][1])
        previous = found[-1] if found else None
        name = _name(text, words, anchor, start, end, floor, previous)
        if name is None and _group(anchor.word) in groups and not collective(text, start, floor):
            name = named(text, anchor, start, start, end, rule="group-again")
        if name is None:
            continue
        within = previous is not None and name.start <= previous.start
        if within:  # the body before goes on in this one
            found.pop()
        if _POSITION.match(text, name.end, name.end + 8):
            floor = name.end
            continue
        if name.rule in _BY_LAST_WORD and name.start and _amid_word(text, name.start):
            continue
        if name.rule in _BY_LAST_WORD and text[name.start] in _MEASURED and text[name.start - 1 : name.start].isdigit():
            continue  # 22支|普法小分队
        office = OFFICE.match(text, name.end, name.end + 14) if anchor.role in ("organ", "part", "national") else None
        if office is not None:
            name = with_office(words, name, office)
            if _POSITION.match(text, name.end, name.end + 8):
                floor = name.end
                continue
        floor = name.end
        if text[floor : floor + 1] in _JOINERS:  # 市局和县委: 和 joins two bodies, it is not 和县
            floor += 1
        alias = _DEFINED.match(text, name.end)
        if alias is not None and not _PRONOUNS.match(alias["alias"]):
            aliases.setdefault(alias["alias"], (alias.start("alias"), anchor))
        if anchor.role == "group":
            groups.add(_group(anchor.word))
        found.append(name)
    return _with_aliases(text, found, aliases, quoted) if aliases else found


#: Rules of names that are followed back from their last word, over words that stand in no table.
_MEASURED = frozenset("支个名家所处户间位人")
_BY_LAST_WORD = frozenset(("proper", "group", "committee", "tail", "zone-proper", "part"))


def _amid_word(text: str, start: int) -> bool:
    """Whether a word goes on at ``start``: a name never begins in its midst (规范|化建设领导小组)."""
    first = max(0, start - 3)
    for word in tagger().words(text[first : start + 4]):
        first += len(word)
        if first >= start:
            return first > start and word[0] not in _JOINERS
    return False


def _with_aliases(
    text: str, found: list[Name], aliases: dict[str, tuple[int, Anchor]], quoted: Sequence[tuple[int, int]]
) -> list[Name]:
    """The names together with the short forms that brackets after a name define: （以下简称“总队”）."""
    taken = sorted([(name.start, name.end) for name in found] + list(quoted))
    more = []
    for alias, (first, anchor) in aliases.items():
        position = first
        while position >= 0:
            end = position + len(alias)
            at = bisect_right(taken, (end, 0)) - 1
            free = at < 0 or taken[at][1] <= position
            if free and not ("支大" if alias[0] == "总" else "").count(text[position - 1]):
                more.append(named(text, anchor, position, position, end, rule="defined"))
            position = text.find(alias, end)
    return sorted([*found, *more], key=lambda name: name.start)


def _group(word: str) -> str:
    """The kind of a group by its last word: 领导小组 for 工作领导小组办公室."""
    return word.removesuffix("办公室").removeprefix("工作")


# （以下简称“总队”）
_DEFINED = re.compile(
    r"[ ]*[（(][ ]*(?:以下|下文|下)(?:统一|均)?简?称[为：:]?[ ]*[“\"‘「]?(?P<alias>[\u4e00-\u9fff]{2,12})[”\"’」]?[ ]*[）)]"
)
_PRONOUNS = re.compile(r"[我本该]")


def _name(
    text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int, previous: Name | None
) -> Name | None:
    """The name that the anchor at ``start`` is the last word of, or None where it is no name."""
    role = anchor.role
    if previous is not None and (joined := inside(text, words, anchor, start, end, previous)) is not None:
        return joined
    if role == "national":
        return named(text, anchor, start, start, end, rule="national")
    if role == "committee-name":
        return _committee(text, words, anchor, start, end, floor)
    first, level, masked = head(text, words, start, floor)
    if role == "whole":
        return _whole(text, words, anchor, start, end, floor, first if masked else start, masked)
    if anchor.word.endswith("督察组") and (centre := _CENTRAL.search(text, floor, start)) is not None:
        return named(text, anchor, centre.start(), centre.start(), end, rule="organ-nation")
    if (
        anchor.word == "党工委"
        and first == start
        and not _AMID_PARTY.match(text, end)
        and not _HAN_BEFORE.search(text, floor, start)
    ):
        return named(text, anchor, start, start, end, rule="township-bare")
    society = first == start and ((role == "organ" and anchor.kind == "other") or anchor.word in _NATIONAL_HALLS)
    nation = _NATION.search(text, floor, start) if society else None
    if nation is not None:
        return named(text, anchor, nation.start(), nation.start(), end, rule="organ-nation")
    if anchor.word == "公安分局" and first == start:  # 高新|公安分局
        run = words.run_before(text, start, 4, floor)
        if 2 <= start - run <= 3 and not collective(text, start, run):
            return named(text, anchor, run, start, end, rule="proper")
    if anchor.word in _OF_REGION and first == start and words.run_before(text, start, 4, floor) < start:
        return None
    numbered = (
        role in ("organ", "part") and first == start and _ORDINAL.search(text, max(floor, start - 3), start) is not None
    )
    joint = (
        role == "part"
        and not anchor.bare
        and first == start
        and anchor.word[-1] in "科处股室"
        and _joint(text, start, floor)
    )
    bare = anchor.bare or joint
    if role in ("organ", "part") and (first < start or bare or numbered or anchor.word == "办公室"):
        placed = first < start - 1 and not level  # 基层|泉州海关: a body with a place is no sort of bodies
        if collective(text, first, floor) and not (placed and _SORT.search(text, max(floor, first - 2), first)):
            return None
        if first == start and text[start - 1 : start] in ("级", "类"):
            return None
        core = start
        if first == start:
            first, core, level, masked = _further(text, words, anchor, start, floor)
            if collective(text, first, floor) or (first == core and not bare):
                return None
        rule = "organ-level" if level else "organ-place" if first < core else f"{role}-bare"
        owner = with_owner(text, first, floor)
        return named(text, anchor, owner, core, end, level=level, masked=masked, rule=rule)
    if anchor.word == "海关" and first == start:  # 东渡|海关, 重庆西永|海关
        run = words.run_before(text, start, 6, floor)
        place = words.place_inside(text, run, start - 1)
        run = place if place < start - 3 else words.run_before(text, start, 4, floor)
        if (2 <= start - run <= 3 or run == place) and not _CUSTOMS.search(text, run, start):
            return named(text, anchor, run, start, end, rule="proper")
    if role in REACH and role != "organ":
        return proper(text, words, anchor, start, end, floor, (first, level, masked), previous)
    return None


#: 党工委|理论学习中心组 and the like are no bodies; 街道|党工委 and 我镇|党工委 are read elsewhere.
_AMID_PARTY = re.compile(r"理论|中心组|班子|副?书记|委员|成员|领导|主要|负责|党组|各|工作")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff](?<![由经向在和及])$")
_OF_REGION = (
    "地委",
    "地委办",
    "地委办公室",
    "行署",
)  # without a place only where nothing else stands before: not 各地委, 当地委
# Customs in general: 全国|海关, 各直属|海关, 进境地|海关
_CUSTOMS = re.compile(
    r"[各本该其我向与经由从在]|全国|国内|中国|直属|隶属|主管|属地|当地|所在|口岸|现场|基层|进境|出境|进口|出口|总署|推进|智慧|法治|建设|社会|打击|境外|国外|外国|对方|有关|相关|两地"
)
_SORT = re.compile(r"基层|上级|对口|兄弟")
_CENTRAL = re.compile(r"中央(?:第[一二三四五六七八九十]{1,2})?$")  # 中央第五|生态环境保护督察组
_NATIONAL_HALLS = ("博物馆", "图书馆", "档案馆")
_NATION = re.compile(r"(?:中国|中华全国|全国|首都|国家)$")  # 中国|法学会, 中华全国|总工会
# What the office of an agency deals with, before its word: 应急|执法大队, 文化市场|执法总队, 第一|稽查局
_DOMAIN = re.compile(
    r"""(?:应急管理|应急|安全生产|市场监督管理|市场监管|生态环境保护|生态环境|文化市场|文化旅游|文化|交通运输|交通|农业农村|农业|城市管理|城管
       |卫生健康|卫生|森林草原|森林|草原|林政|节能|海洋|渔政|渔业|动物卫生|农机|文物|价格|粮食|医保|土地|国土|矿产|民政|消费|防火|社会消防
       |法规|政策|法制|标准化?|基金|稽核|待遇|医药|许可|监督|监管|管理|审批|宣传|教育|登记|注册|信用|质量|信息|安全|发展|财务|统计|执法|复议|应诉
       |食品|药品|器械|化妆品|特种设备|计量|网络|广告|知识产权|产业|项目|市政|园林|绿化|环卫|物业|房产|燃气|与|和|劳动保障|自然资源|校园|教育|培训|林业|水政|水利|住房城乡建设|住建|规划|公安|税务|消防|综合|行政|第[一二三四五六七八九十]{1,2})+$""",
    re.VERBOSE,
)
_JOINERS_ALL = frozenset("与和")
# Not the proper name of a unit: 日常|执法大队, 各级|…
_OPENING = re.compile(
    r"[各本该其两我一二三四五六七八九十]|日常|现场|行政|综合|专业|基层|所属|下属|联合|队伍|人员|一线|驻"
)
_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,2}$")  # 天津市|第二|中级人民法院


def _joint(text: str, start: int, floor: int) -> bool:
    """Whether an office deals with two things, which makes a name of any last word: 法制与社会消防|工作处."""
    domain = _DOMAIN.search(text, max(floor, start - 16), start)
    return domain is not None and not _JOINERS_ALL.isdisjoint(domain[0][1:-1])


def _further(text: str, words: Lexicon, anchor: Anchor, start: int, floor: int) -> tuple[int, int, str, bool]:
    """Where a name without a place right before its word begins: first character, core, level, whether it is masked.

    Between place and word may stand what an office deals with, a number, or more of a name that is in no table:
    市|生态环境保护|综合行政执法总队, 区住房和城市|建设局.
    """
    pattern = _DOMAIN if anchor.role == "part" else _ORDINAL
    match = pattern.search(text, max(floor, start - 16), start)
    core = match.start() if match is not None else start
    while core < start and text[core] in _JOINERS_ALL:
        core += 1
    if core == start and anchor.role == "part" and anchor.word.endswith("队"):  # 嘉积|执法大队
        run = words.run_before(text, start, 5, floor)
        if 2 <= start - run <= 3 and text[run] not in LEVELS and not _OPENING.search(text, run, start):
            return run, start, "", False
    if core < start:
        first, level, masked = head(text, words, core, floor)
        if first < core or not anchor.word.endswith("队"):
            return first, core, level, masked
        wider = subject(text, words, start, floor)  # 县|海洋与渔业|执法大队
        return (*wider, False) if wider[0] < wider[1] else (first, core, level, masked)
    unit = anchor.role == "part" and (anchor.word.endswith(("队", "中心")) or anchor.word == "办公室")
    if (anchor.role == "organ" or unit) and start > floor and "\u4e00" <= text[start - 1] <= "\u9fff":
        first, core, level = subject(text, words, start, floor)
        if first < core:
            return first, core, level, False
    return start, start, "", False


def _whole(
    text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int, first: int, masked: bool
) -> Name | None:
    """区委, 市局, 省厅; the level is the first character of the word, so 巴南|区委 names 巴南区."""
    level = anchor.word[:3] if anchor.word.startswith("自治区") else anchor.word.lstrip("团")[0]
    core = start if anchor.word.startswith("团") else start + len(level)
    place = words.chain_before(text, core, floor)
    if core > start and place < start:
        return named(text, anchor, with_owner(text, place, floor), core, end, masked=masked, rule="place-whole")
    if masked:
        return named(text, anchor, with_owner(text, first, floor), core, end, masked=True, rule="whole")
    if start > floor and text[start - 1] in NO_LEVEL.get(level, ""):
        return None
    return named(text, anchor, with_owner(text, start, floor), start, end, level=level, rule="whole")


def _committee(text: str, words: Lexicon, anchor: Anchor, start: int, end: int, floor: int) -> Name | None:
    """中共重庆市巴南区委员会: a committee by its full name; the level is the beginning of the word."""
    core = end - (5 if anchor.word.endswith("工作委员会") else 3)
    first = core
    if start > floor and text[start - 1] in MASKS:
        first = masked_start(text, words, core, floor)
    else:
        first = words.run_before(text, core, 30, floor)
    openings = list(_COMMITTEE_OF.finditer(text, max(floor, first - 12), core))
    if not openings or openings[-1].end() < first:
        return None
    return named(text, anchor, openings[-1].start(), core, end, rule="committee-name")
