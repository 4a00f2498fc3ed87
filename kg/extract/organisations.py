"""Organisations by a proper name: companies, law firms, schools, associations, and units like 城关|派出所.

The name reaches left to the last mark or stop word; a place's name within begins it; what says only the sort of body
(专业律师事务所) names none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.localities import function_word, ordinary_word, ordinary_words, town_inside, verb
from kg.extract.name_parts import LEVELS, NO_LEVEL, Name, collective, head, named
from kg.extract.names import Anchor, Lexicon

#: How far back a name may reach, by the role of its last word.
REACH = {
    "group": 24,
    "committee": 18,
    "company": 26,
    "place-company": 20,
    "school": 14,
    "run": 14,
    "township": 12,
    "zone": 12,
    "centre": 18,
    "tail": 16,
    "organ": 12,
}
_BRANCH = re.compile(r"[\u4e00-\u9fff（）()]{2,14}?(?:分公司|支公司|营业部|分行|支行)")


def organisation(
    text: str, words: Lexicon, anchor: Anchor, run: int, start: int, end: int, floor: int, first: int, level: str
) -> Name | None:
    """Companies, firms, schools, associations, and offices with a name of their own (城关派出所)."""
    local = _LOCAL.search(text, max(floor, start - 6), end) if anchor.role == "place-company" else None
    if local is not None and head(text, words, local.start() + 1, floor)[:2] == (local.start(), local[0][0]):
        return named(text, anchor, local.start(), local.start() + 1, end, level=local[0][0], rule="proper")
    if (bracket := _BRACKETED.search(text, max(floor, start - 10), start)) is not None:  # 北京大成（沈阳）律师事务所
        run = words.run_before(text, bracket.start(), REACH[anchor.role], floor)
    if anchor.role == "company" and (wider := _bracket_within(text, words, run, floor)) < run:
        return named(text, anchor, wider, start, end, rule="proper")
    if (bracket.start() if bracket is not None else start) - run < 2 and not level:
        run = _beyond_joiner(text, words, run, floor)
    body = bracket.start() if bracket is not None else start
    place = words.place_inside(text, run, body)
    if place == body:
        place = start
    if place == run + 1 and start - run <= 4:  # 六盘山|派出所 has nothing to do with 盘山
        place = start
    if place == start and _COUNTED.match(text, end):  # 会计师事务所3家, 独立学院4所
        return None
    if anchor.bare and run == start:
        return named(text, anchor, start, start, end, rule="township-bare")
    if anchor.role == "run" and anchor.kind != "other" and place == start and not level:
        return _unit(text, words, anchor, run, start, end, floor)
    if place < start:
        if (
            anchor.role not in ("company", "place-company")
            or (run > 0 and text[run - 1] != "、" and not text.startswith(_GROUPS, run))
            or _unnamed(text, words, run, place, floor)
        ):
            run = place  # 、数字|广西集团有限公司 goes on a list
    elif (
        not text.startswith("中国", run)
        and (anchor.role == "place-company" or start - run < 2)
        and not (anchor.role == "school" and level)
    ):
        return None
    if level and first <= run:
        run = first
    elif (
        start - run >= 2
        and text[run] in LEVELS
        and (place == start or (place == run and text[run] == "市" and text[run + 2 : run + 3] != "区"))
    ):  # 市|食品药品检验研究院
        level, first = text[run], run
    if (start - run < 2 and not level) or _unnamed(text, words, run, start, floor):
        return None
    if place == start and not level and function_word(text[run:start]):
        return None
    if anchor.word in ("公司", "集团") and start - run < 3:
        return None
    if anchor.kind == "company":
        end = _with_branch(text, words, end)
    if level and run == first:
        return named(text, anchor, run, run + len(level), end, level=level, rule="proper")
    made = named(text, anchor, run, start, end, rule="proper")
    if anchor.role == "place-company" and text.startswith(_CENTRAL_BANK, run):
        return replace(made, kind="government")
    return made


def _unit(text: str, words: Lexicon, anchor: Anchor, run: int, start: int, end: int, floor: int) -> Name | None:
    """A station, squad or centre with a name of its own and none of a known place: 城关|派出所."""
    run = _behind_verb(text, run, start)
    unit = _level_within(text, run, start) if anchor.word.endswith(_OF_A_FIELD) else start
    if unit < start:  # 镇|城市管理综合行政执法队, 省|节能监察总队
        core = unit + (2 if text.startswith("街道", unit) else 1)
        return named(text, anchor, unit, core, end, level=text[unit:core], rule="proper")
    town = town_inside(text, words, run, start) if anchor.word.endswith(_OF_A_TOWN) else None
    if town is not None:  # 加义镇|农业综合服务中心
        return named(text, anchor, *town, end, level=text[slice(*town)], rule="proper")
    if not 2 <= start - run <= 4 or _unnamed(text, words, run, start, floor):
        return None
    unfit = ordinary_word if anchor.word[-1] in _OF_A_PLACE else function_word
    unfit = ordinary_words if anchor.word in ("服务站", "工作站") else unfit
    if text[run] != "第" and unfit(text[run:start]):
        return None
    return named(text, anchor, run, start, end, rule="proper")


def _with_branch(text: str, words: Lexicon, end: int) -> int:
    """Where a company's name ends with its branch: 重庆广播电视信息网络有限公司|万盛分公司."""
    branch = _BRANCH.match(text, end, end + 18)
    return branch.end() if branch is not None and words.run_before(text, branch.end(), 18, end) == end else end


#: Companies of which a county has one, so that its level stands before: 县|农商银行, 县|供电公司; not 城市|商业银行.
_LOCAL = re.compile(
    r"""[省市区县州盟旗](?:
        (?:农村商业|农商|邮储|邮政储蓄|村镇|农业|工商|建设|农业发展)银行 | 农商行 | (?:农村)?信用社 | 农村信用(?:合作)?联社
      | (?:供电|电力|自来水|供水|水务|燃气|天然气|热力|供热|烟草|公交|邮政|盐业|城投|交投|文旅|电信|移动|联通|石油)(?:集团)?公司
      | (?:公交|水务|城投|交投|文旅|国投)集团
    )$""",
    re.VERBOSE,
)
_CENTRAL_BANK = ("人行", "人民银行", "中国人民银行")
_IN_NAMES = ("联合", "和", "与", "对", "至", "从", "于", "为")


def _beyond_joiner(text: str, words: Lexicon, run: int, floor: int) -> int:
    """Where a name with a joiner in it begins, which stands after a place: 浙江六和|律师事务所; ``run`` where there is none."""
    joiner = next((word for word in _IN_NAMES if text.endswith(word, floor, run)), "")
    if not joiner:
        return run
    end = run - len(joiner)
    wider = words.run_before(text, end, 8, floor)
    return wider if wider < end and words.place_inside(text, wider, end) == wider else run


def _bracket_within(text: str, words: Lexicon, run: int, floor: int) -> int:
    """Start of a company's name that goes on before a bracket in it: 贵州茅台酒厂（集团）|习酒有限责任公司."""
    bracket = _BRACKETED.search(text, max(floor, run - 10), run)
    if bracket is None:
        return run
    wider = words.run_before(text, bracket.start(), REACH["company"], floor)
    return wider if bracket.start() - wider >= 2 else run


#: Last characters of units that are called after a place or by number; squads are by what they do (交管|大队).
_OF_A_PLACE = frozenset("所站庭")
#: Units that a level stands before with what they deal with: 区|环境卫生|管理所; and those of townships among them.
_OF_A_FIELD, _OF_A_TOWN = ("队", "站", "中心", "管理所", "测试所", "检测所", "检验所"), ("队", "站", "中心")
_GROUPS = ("国网", "国家电网", "南方电网", "中国", "中央储备粮", "中储粮", "中石油", "中石化", "中铁", "中建", "中交")
_COUNTED = re.compile(r"\s*[\d０-９一二两三四五六七八九十]{1,4}余?[家所]")
_BRACKETED = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]$")


def _behind_verb(text: str, run: int, start: int) -> int:
    """Where a unit's name begins whose level stands after a verb: 检查|县城关|派出所; ``run`` where none does."""
    for position in (run + 1, run + 2):
        if start - position > 2 and text[position] in LEVELS and text[position - 1] not in NO_LEVEL[text[position]]:
            return position if verb(text[run:position]) else run
    return run


def _level_within(text: str, run: int, start: int) -> int:
    """Where the level of a unit begins in a stretch before its last word; ``start`` where there is none."""
    for position in range(run, start):
        if text.startswith(("乡镇", "镇街", "镇村"), position):
            return start
        if text.startswith("街道", position) or text[position] in "镇乡":
            return position if position == run else start
        if text[position] in LEVELS and (position == run or text[position - 1] not in NO_LEVEL[text[position]]):
            return position if position <= run + 1 else start
    return start


def _unnamed(text: str, words: Lexicon, run: int, start: int, floor: int) -> bool:
    """Whether what stands before the last word says only what sort of body it is."""
    return (
        words.sorts.fullmatch(text, run, start) is not None
        or collective(text, run, floor)
        or collective(text, start, max(run, start - 4))
    )
