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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.catalogue.wordlists import either
from kg.catalogue.wordlists import of as listed
from kg.extract import limits, sentences
from kg.extract.automata import matches
from kg.extract.bodies import name as body_name
from kg.extract.name_parts import Name, collective, named
from kg.extract.names import MISREAD_COUNTIES, Anchor, Lexicon, lexicon
from kg.extract.nested import OFFICE, posted, with_office
from kg.extract.sentences import Sentences
from kg.extract.tagging import tagger
from kg.extract.view import View
from kg.records import Agency

#: Of the characters that make another word with the last one of a name, those that follow a longer name as words of their
#: own: 办事处|在…, 交警大队|分….
_OWN_WORD = frozenset("于在以为有分需使")
_JOINERS = frozenset("和与及")
_OF_STATE = ("国网", "国家", "国浩", "国能", "国药")
_ORDINARY = "局部门"  # 市局部门 is no 市局, 市局部署 is
_MEASURED = frozenset("支个名家所处户间位人")
#: Rules of names that are followed back from their last word, over words that stand in no table.
_BY_LAST_WORD = frozenset(("proper", "called", "branch", "group", "committee", "tail", "zone-proper", "part"))
#: Roles of words whose bodies have offices inside.
_WITH_OFFICES = frozenset(("organ", "part", "national"))
# （以下简称“总队”）
_DEFINED = re.compile(
    r"[ ]*[（(][ ]*(?:以下|下文|下)(?:统一|均)?简?称[为：:]?[ ]*[“\"‘「]?(?P<alias>[\u4e00-\u9fff]{2,12})[”\"’」]?[ ]*[）)]"
)
_PRONOUNS = re.compile(r"[我本该]")


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
    scanner = _Scanner(text, words, quoted, [start for start, _ in quoted])
    for index, start, end in limits.first(_endings(text, words), 2 * limits.FACTS, "agencies", left_out):
        scanner.take_up(anchors[index], start, end)
    return _with_aliases(text, scanner.found, scanner.aliases, quoted) if scanner.aliases else scanner.found


def _endings(text: str, words: Lexicon) -> Iterator[tuple[int, int, int]]:
    """Which words that names end in stand where.

    Where one goes on in another word, what it hid is taken: 政府|办理 and not 政府办, 信访中心|组织, 联合|国家税务总局.
    """
    for index, start, end in matches(words.automaton, text):
        last = _last(text, start, end)
        if last >= 0 and words.anchors[index].role != "ignore":
            yield index, start, last
        elif text[end - 1 : end + 1] in _other_words():
            for first, most in ((start, end - 1), (end - 1, end + words.longest)):
                for other, at, to in words.automaton.find_matches_as_indexes(text[first:most]):
                    last = _last(text, first + at, first + to)
                    if last >= 0 and words.anchors[other].role != "ignore" and (first == start or at == 0):
                        yield other, first + at, last


@dataclass(slots=True)
class _Scanner:
    """The names found so far in a text, and what they say of those to come.

    :param floor: names do not reach back over it, the end of the one before or of a title.
    :param aliases: short forms defined in brackets, where, and for what sort of body.
    :param groups: kinds of groups that have been named: 领导小组 alone then means that one.
    """

    text: str
    words: Lexicon
    quoted: Sequence[tuple[int, int]]
    quotes: list[int]
    found: list[Name] = field(default_factory=list)
    floor: int = 0
    aliases: dict[str, tuple[int, Anchor]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)

    def take_up(self, anchor: Anchor, start: int, end: int) -> None:
        """Take up the name that ends in the word from ``start`` to ``end``, where it is one."""
        text, found = self.text, self.found
        if start < self.floor and found and start < found[-1].end:  # inside the office of the name before
            return
        if anchor.word.endswith("城管委") and text.startswith("会", end):  # 空港新城|管委会
            anchor, start, end = self.words.zone, start + 1, end + 1
        if self._quoted(start):
            return
        name = self._named(anchor, start, end)
        if name is None:
            return
        name = posted(text, name, found)
        while found and name.start <= found[-1].start:  # the bodies before go on in this one
            found.pop()
        if self._of_a_person(name) or (name.rule in _BY_LAST_WORD and name.start and _no_beginning(text, name.start)):
            return
        office = OFFICE.match(text, name.end, name.end + 14) if anchor.role in _WITH_OFFICES else None
        if office is not None:
            name = with_office(self.words, name, office)
            if self._of_a_person(name):
                return
        self._keep(name, anchor)

    def _quoted(self, start: int) -> bool:
        """Whether the word stands in a title or number; after one, no name reaches back into it."""
        quote = bisect_right(self.quotes, start) - 1
        after = self.quoted[quote][1] if quote >= 0 else 0
        if after <= start:
            self.floor = max(self.floor, after)
        return after > start

    def _named(self, anchor: Anchor, start: int, end: int) -> Name | None:
        """The name that ends in a word by the grammar of names, or the group named before."""
        previous = self.found[-1] if self.found else None
        name = body_name(self.text, self.words, anchor, start, end, self.floor, previous)
        again = name is None and _group(anchor.word) in self.groups and not self.text.startswith("会议", end)
        if again and not collective(self.text, start, self.floor):
            return named(self.text, anchor, start, start, end, rule="group-again")
        return name

    def _of_a_person(self, name: Name) -> bool:
        """Whether a position follows, so that the words speak of a person: 区司法局|局长."""
        if self.text.startswith(_next_words(), name.end):  # 司法局|长期
            return False
        if _position().match(self.text, name.end, name.end + 8) is None:
            return False
        self.floor = name.end
        return True

    def _keep(self, name: Name, anchor: Anchor) -> None:
        """Keep a name, and what it says of those to come."""
        self.floor = name.end
        if self.text[name.end : name.end + 1] in _JOINERS:  # 市局和县委: 和 joins two bodies, it is not 和县
            self.floor += 1
        alias = _DEFINED.match(self.text, name.end)
        if alias is not None and not _PRONOUNS.match(alias["alias"]):
            self.aliases.setdefault(alias["alias"], (alias.start("alias"), anchor))
        if anchor.role == "group":
            self.groups.add(_group(anchor.word))
        self.found.append(name)


@cache
def _position() -> re.Pattern[str]:
    """After a name: a position, so the name belongs to a person. 区司法局局长, 管委会副主任, 区委书记; not 区政府主任会议."""
    positions, people = either("name_words.tsv", "position"), either("name_words.tsv", "people")
    return re.compile(f"(?:党委|党组|党工委)?(?:[副正]?(?:{positions})|{people})")


@cache
def _other_words() -> frozenset[str]:
    """Words that the last character of a name and the next one make, which was no name then: 安委办|理, 教委|托."""
    return frozenset(listed("name_words.tsv", "other-word"))


@cache
def _next_words() -> tuple[str, ...]:
    """Words that stand after a name though one of the others seems to: 安委办|公布, 中心|组织, 司法局|长期."""
    return listed("name_words.tsv", "next-word")


def _last(text: str, start: int, end: int) -> int:
    """Where the word from ``start`` to ``end`` ends, 办公室 for 办; -1 where it is the beginning of another (教委|托)."""
    after = text[end : end + 1]
    if (
        text[end - 1 : end + 1] in _other_words()
        and not (end - start > 2 and after in _OWN_WORD)
        and not text.startswith(_next_words(), end)
    ):
        return end + 2 if text.startswith("公室", end) else -1
    return -1 if text.startswith(_ORDINARY, end - 1) else end


def _no_beginning(text: str, start: int) -> bool:
    """Whether no name begins at ``start``: a word goes on there (规范|化建设领导小组), or a number counts it (22支|普法小分队)."""
    counted = text[start] in _MEASURED and text[start - 1].isdigit()
    if counted or text.startswith(_OF_STATE, start):  # 签约|国网…供电公司 is no 签约国
        return counted
    first = max(0, start - 3)
    for word in tagger().words(text[first : start + 4]):
        first += len(word)
        if first >= start:
            # 会同县|畜牧中心 is read as the county's name, which the lexicon knows better
            return first > start and word[0] not in _JOINERS and not (first == start + 1 and word in MISREAD_COUNTIES)
    return False


def _with_aliases(
    text: str, found: list[Name], aliases: dict[str, tuple[int, Anchor]], quoted: Sequence[tuple[int, int]]
) -> list[Name]:
    """The names together with the short forms that brackets after a name define: （以下简称“总队”）."""
    taken, more = sorted([(name.start, name.end) for name in found] + list(quoted)), []
    for alias, (first, anchor) in aliases.items():
        position = first
        while position >= 0:
            end = position + len(alias)
            at = bisect_right(taken, (end, 0)) - 1
            free = at < 0 or taken[at][1] <= position
            listed_squads = alias[0] == "总" and text.startswith(("支", "大"), position - 1)  # 各支大|总队
            if free and not listed_squads:
                more.append(named(text, anchor, position, position, end, rule="defined"))
            position = text.find(alias, end)
    return sorted(found + more, key=lambda name: name.start)


def _group(word: str) -> str:
    """The kind of a group by its last word: 领导小组 for 工作领导小组办公室."""
    return word.removesuffix("办公室").removeprefix("工作")
