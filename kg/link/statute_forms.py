"""Which level the form of a title and what is known beside it give to a statute: an ordered table of rules.

The first rule that knows the form decides: with a level, or with ``False`` where a title of this form is that of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kg.catalogue.wordlists import pattern

_TABLE = "title_words.tsv"
_RULE = r"(?:办法|规定|规则|程序|细则|规程|规范|准则|决定)"
_ENDS_AS_RULE = re.compile(rf"{_RULE}$")
_STATUTE_FORM = re.compile(rf"(?:法典?|条例|{_RULE})$")
#: Of the congress decisions alone, of its standing committee whatever it makes; not of its deputies' proposals, nor of offices.
_NATIONAL_CONGRESS = re.compile(
    r"""^(?:中华人民共和国)?全国人(?:民代表)?大(?:会)?(?:
        常(?:务)?委(?:员)?会(?!办公厅|法制工作委员会|法工委) .*(?:决定|决议|解释|规则|规定|办法|方案)
      | (?!代表|常|.{1,8}委员会|.{1,3}委) .*(?:决定|决议|议事规则) )$""",
    re.VERBOSE,
)
#: A decision that amends acts has their level, whoever is named: 关于修改《…法》的决定.
_AMENDING = re.compile(
    r"^(?:国务院)?关于(?:修改|修订|修正|废止|公布).{0,40}?(?P<act>(?<!办)法典?|条例)(?:等.{1,12})?的决定$"
)
_COURTS = re.compile(
    r"""^(?:最高人民法院|最高人民检察院|两高|最高法|最高检).*(?:解释|规定|批复|规则|决定|办法|答复)$
      | 适用.{0,60}(?:解释|若干问题的(?:规定|意见)|时间效力.{0,4}规定)$
      | ^关于(?:办理|审理|执行).{0,80}(?:案件|法律).{0,20}解释$ | 司法解释$""",
    re.VERBOSE,
)
#: 人民检察院刑事诉讼规则; not 人民法院涉诉信访考核办法, which is on the courts' own doings.
_ALL_COURTS = re.compile(r"^(?:人民法院|人民检察院).*(?:解释|规定|批复|规则|决定|办法)$")
_PARTY_FORM = r".*(?:条例|规定|准则|办法|规则|细则|章程)$"
_LOCAL_PARTY = re.compile(r"(?:省|市|区|县|州|旗)(?:委|党委|纪委)|党政|党委|领导干部|党组|干部")
#: Local regulations that are called measures: 实施〈消防法〉办法, 〈消防法〉实施办法.
_CARRIES_OUT = re.compile(r"实施(?:中华人民共和国)?.{2,30}法(?:的)?(?:若干)?(?:办法|规定)$|[^办]法实施办法$")
_SPECIAL_POWERS = re.compile(r"经济特区|自由贸易港|浦东新区")
#: With a place before them, papers of an organ: 江西省公安机关执法办案场所规定.
_LOCAL_ORGAN = re.compile(r"公安机关|税务|海关|法院|检察")
#: On officers and their certificates provinces make rules: 甲省行政执法人员管理办法.
_OFFICERS = re.compile(r"行政执法(?:人员|证件?|辅助人员|和行政辅助执法人员).{0,12}(?:办法|规定)$")
#: Rules by name that bind offices only, unless an order promulgated them.
_OFFICE_FORMS = ("规范", "规程", "准则", "决定")
_HANDS_OUT = re.compile(r"^.{0,30}关于(?:印发|转发|公布|发布|下发)")
_OF_CONGRESS = re.compile(r"人(?:民代表)?大(?:会)?(?:常(?:务)?委(?:员)?会)?.*(?:决定|规定|办法|规则)$")
_OF_STATE_COUNCIL = re.compile(r"国务院(?!办公厅|.{2,12}(?:委员会|部|局))")
_CARRIES_OUT_REGULATION = re.compile(r"(?:法|条例)实施条例$")
_KNOWN_INTERNAL = re.compile(r"(?:条例|规定)实施细则$|程序规定$|^企业")


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


#: A rule gives a level, or False for a paper; None leaves the title to the next.
Rule = Callable[[str, Clues], str | Literal[False] | None]


def level(words: str, clues: Clues) -> str | None:
    """The level of a title without brackets, where it is one of a statute or party regulation."""
    return _first(_RULES, words, clues)


def _first(rules: tuple[Rule, ...], words: str, clues: Clues) -> str | None:
    for rule in rules:
        found = rule(words, clues)
        if found is not None:
            return found or None
    return None


def _by_maker(words: str, clues: Clues) -> str | Literal[False] | None:
    """Acts that say who made them: the constitution, decisions of congresses, interpretations of courts."""
    if words in ("宪法", "中华人民共和国宪法"):
        return "constitution"
    if _NATIONAL_CONGRESS.match(words):
        return "law"
    amended = _AMENDING.match(words) if not clues.place else None
    if amended is not None:
        return "law" if amended["act"].endswith(("法", "法典")) else "administrative_regulation"
    if _COURTS.search(words):
        return "judicial_interpretation"
    if _ALL_COURTS.match(words):
        return False if pattern(_TABLE, "of-courts").search(words) else "judicial_interpretation"
    if not _STATUTE_FORM.search(words):
        return False
    return clues.maker or (False if _HANDS_OUT.match(words) else None)


def _internal(words: str) -> bool:
    """Whether it is a paper on an office's own doings, no rule even with a place before it: …考核办法."""
    return pattern(_TABLE, "internal").search(words) is not None


def _of_the_party(words: str, clues: Clues) -> str | Literal[False] | None:
    if clues.place or not pattern(_TABLE, "party", "^", _PARTY_FORM).match(words):
        return None
    return False if clues.own else "party_regulation"


def _regulation(words: str, clues: Clues) -> str | Literal[False] | None:
    """…条例: of a place, or of the State Council."""
    if not words.endswith("条例"):
        return None
    if clues.place:
        return "local_regulation"
    return "administrative_regulation" if _CARRIES_OUT_REGULATION.search(words) or not clues.office else False


def _law(words: str, clues: Clues) -> str | None:
    named = words.endswith("法典") or (
        words.endswith("法") and not pattern(_TABLE, "no-law", after="法$").search(words)
    )
    return "law" if named and not clues.place else None


def _local(words: str, clues: Clues) -> str | Literal[False] | None:
    """Rules with a place before them: of its congress, of its government, or of an office."""
    return (_first(_LOCAL, words, clues) or False) if clues.place else None


def _of_local_office(words: str, clues: Clues) -> str | Literal[False] | None:
    if not clues.office and not _LOCAL_PARTY.search(words):
        return None
    return "local_rule" if clues.order else False


def _of_local_congress(words: str, clues: Clues) -> str | None:
    if _CARRIES_OUT.search(words) or (_SPECIAL_POWERS.search(words) and words.endswith("规定")):
        return "local_regulation"
    if words.endswith("若干规定") and not clues.numbered and not clues.order and not _internal(words):
        return "local_regulation"
    return "local_regulation" if _OF_CONGRESS.search(words) else None


def _of_local_government(words: str, clues: Clues) -> str | Literal[False]:
    if not _ENDS_AS_RULE.search(words) or words.endswith(_OFFICE_FORMS):
        return False
    if clues.order:
        return "local_rule"
    paper = clues.numbered or clues.own or clues.draft or clues.place not in ("province", "prefecture")
    internal = _internal(words) and not (clues.place == "province" and _OFFICERS.search(words))
    return False if paper or internal or _LOCAL_ORGAN.search(words) else "local_rule"


def _of_state_council(words: str, clues: Clues) -> str | Literal[False] | None:
    if words.startswith("国务院关于修改") and words.endswith("决定"):
        return "administrative_regulation"
    if not _ENDS_AS_RULE.search(words) or (words.endswith(_OFFICE_FORMS) and not clues.order):
        return False
    return "administrative_regulation" if _OF_STATE_COUNCIL.match(words) else None


def _of_ministry(words: str, clues: Clues) -> str | Literal[False]:
    if clues.order:
        return "department_rule"
    if clues.numbered or clues.own or clues.office or words.startswith("关于"):
        return False  # the rules of ministries that are called 关于…的规定 stand in the table
    if words.endswith("法实施细则"):
        return "administrative_regulation"
    if _internal(words) and not _KNOWN_INTERNAL.search(words):
        return False
    return "department_rule" if pattern(_TABLE, "ministry").match(words) or len(words) >= 8 else False


_LOCAL: tuple[Rule, ...] = (_of_local_office, _of_local_congress, _of_local_government)
_RULES: tuple[Rule, ...] = (_by_maker, _of_the_party, _regulation, _local, _law, _of_state_council, _of_ministry)
