"""What units are called after that is no division: townships, parts of a town, the places of customs houses.

Two or three characters before 公安分局 or 执法大队 may be anything (涉案, 近日, 机动): only what a table has is a name.
"""

from __future__ import annotations

import re

from kg.catalogue import customs, townships, wordlists
from kg.extract.names import Lexicon
from kg.extract.tagging import tagger

_TABLE = "name_words.tsv"
#: Tags of the dictionary for names of places, people and others.
_OF_NAMES = ("ns", "nr", "nz", "nt")
#: First letters of tags of words for times, pronouns, adverbs, numbers and the like.
_OF_FUNCTION = frozenset("trdbmcpf")
#: The same, with that of verbs.
_OF_VERBS = _OF_FUNCTION | {"v"}
_TOWNS = ("镇", "街道", "乡")
_TOWN_WORD = re.compile(r"街道|民族乡|镇(?![街村])|乡(?!镇)|地区|苏木|街(?=社区)")


def locality(name: str) -> bool:
    """Whether a branch of the agency that reports can be called so: 盛泽, 城区."""
    if name in wordlists.of(_TABLE, "quarter"):
        return True
    return len(name) > 1 and any(townships.load().counties(name + town) for town in _TOWNS)


def unit_name(lexicon: Lexicon, name: str) -> bool:
    """Whether any unit can be called so: a locality that is no ordinary word as well (平安, 建设)."""
    return locality(name) and name not in lexicon.plain and lexicon.sorts.fullmatch(name) is None


def ordinary_word(name: str) -> bool:
    """Whether it is a word of the dictionary that names no place: 上述|派出所, 每日|派出所; not 城关, 石牌, 前进 (a township)."""
    tag = _tag(name)
    return tag != "" and not tag.startswith(_OF_NAMES) and not locality(name)


def ordinary_words(name: str) -> bool:
    """Whether it is made of such words alone: 消费维权|服务站, 法律援助|工作站; not 凤凰|服务站."""
    tags = [tag for _, tag in tagger().tag(name)]
    return not locality(name) and not any(tag.startswith(_OF_NAMES) for tag in tags)


def function_word(name: str) -> bool:
    """Whether it is a word that names nothing at all: 近日|医院, 日常|服务中心; not 希望|小学."""
    return _tag(name)[:1] in _OF_FUNCTION and not locality(name)


def verb(name: str) -> bool:
    """Whether it is a verb, or a word as little a part of a name: 检查|县城关派出所, 原|县城关派出所."""
    return _tag(name)[:1] in _OF_VERBS and not locality(name)


def town_inside(text: str, lexicon: Lexicon, run: int, start: int) -> tuple[int, int] | None:
    """The name of a township, or the bare word for one, that a body's name begins with: 花溪镇|综合保障中心, 街道|综治中心."""
    town = _TOWN_WORD.search(text, run + 1 if text[run : run + 1] in "地民" else run, start)
    if town is None or town.end() >= start:
        return None
    if town.start() == run and town[0] in ("街道", "镇", "乡", "苏木"):
        return town.span()
    known = townships.load()
    official = "街道" if town[0] == "街" else town[0]  # 王顶堤街|社区卫生服务中心
    for first in range(run, town.start()):
        name = text[first : town.start()] + official
        if known.counties(name) and lexicon.stop.fullmatch(text, first, town.start()) is None:
            return first, town.end()
    return None


def _tag(name: str) -> str:
    """The tag of a word of the dictionary, empty for what is more than one word."""
    found = tagger().tag(name)
    return found[0][1] if len(found) == 1 else ""


def customs_house(lexicon: Lexicon, text: str, start: int, floor: int) -> int:
    """Where the name of the customs house begins whose 海关 begins at ``start``; ``start`` where no house is called so.

    东渡|海关, 重庆|西永|海关, 天津|滨海机场|海关; not 平安|海关.
    """
    for length in range(min(6, start - floor), 1, -1):
        first = start - length
        if f"{text[first:start]}海关" in customs.houses():
            return lexicon.chain_before(text, first, floor)
    for first in range(max(floor, start - 6), start - 1):
        if wordlists.pattern(_TABLE, "customs-place").fullmatch(text, first, start):
            place = lexicon.chain_before(text, first, floor)
            if place < first:
                return place
    return start
