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
from kg.extract.bodies import name as body_name
from kg.extract.name_parts import Name, collective, named
from kg.extract.names import Anchor, lexicon
from kg.extract.nested import OFFICE, with_office
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
_POSTED = ("派驻", "派出", "实地", "案卷")  # 县监委|派驻, not 县|委派; 依法治区办|实地督察, not 办|实
_JOINERS = frozenset("和与及")
_ORDINARY = "局部门"  # 市局部门 is no 市局, 市局部署 is


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
        if anchor.word.endswith("城管委") and text.startswith("会", end):  # 空港新城|管委会
            anchor, start, end = words.zone, start + 1, end + 1
        end = _last(text, start, end)
        if end < 0:
            continue
        if starts and (quote := bisect_right(starts, start) - 1) >= 0:
            if quoted[quote][1] > start:
                continue
            floor = max(floor, quoted[quote][1])
        previous = found[-1] if found else None
        name = body_name(text, words, anchor, start, end, floor, previous)
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
        if name.rule in _BY_LAST_WORD and name.start and _no_beginning(text, name.start):
            continue
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


_MEASURED = frozenset("支个名家所处户间位人")
#: Rules of names that are followed back from their last word, over words that stand in no table.
_BY_LAST_WORD = frozenset(("proper", "called", "branch", "group", "committee", "tail", "zone-proper", "part"))


def _last(text: str, start: int, end: int) -> int:
    """Where the word from ``start`` to ``end`` ends, 办公室 for 办; -1 where it is the beginning of another (教委|托)."""
    after = text[end : end + 1]
    if (
        after
        and after in _OTHER_WORD.get(text[end - 1], "")
        and not (end - start > 2 and after in _OWN_WORD)
        and not text.startswith(_POSTED, end)
    ):
        return end + 2 if text.startswith("公室", end) else -1
    return -1 if text.startswith(_ORDINARY, end - 1) else end


def _no_beginning(text: str, start: int) -> bool:
    """Whether no name begins at ``start``: a word goes on there (规范|化建设领导小组), or a number counts it (22支|普法小分队)."""
    if text[start] in _MEASURED and text[start - 1].isdigit():
        return True
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
