"""What the command line says, in Chinese and English.

Texts stand in ``kg/messages.tsv``: a key, Chinese, English, with ``{names}`` to fill in. Messages of errors are raised in
English, where they arise, so that code and log say the same; the same table has the Chinese of each.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")


def from_environment() -> str:
    """The language that the environment asks for: ``zh`` where ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` begin so."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


@cache
def _texts() -> dict[str, tuple[str, str]]:
    texts = {}
    for line in (Path(__file__).parent / "messages.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, zh, en = line.split("\t")
            texts[key] = (zh, en)
    return texts


def say(key: str, language: str, **values: object) -> str:
    """The text ``key`` with ``values`` filled in."""
    filled = {name: _Count(v) if type(v) is int else v for name, v in values.items()}
    return _texts()[key][LANGUAGES.index(language)].format(**filled)


class _Count(int):
    """A number that takes its noun along: ``{n:report|reports}``."""

    __slots__ = ()

    def __format__(self, kind: str) -> str:
        one, bar, many = kind.partition("|")
        return f"{int(self):,} {one if self == 1 else many}" if bar else format(int(self), kind)


class _Value(str):
    """A value of an English message, to be put into the Chinese one.

    As it is, in Chinese quotation marks where it stands in quotation marks; ``:list`` for names with commas between them,
    ``:word`` for a word of the table (``word.act``).
    """

    __slots__ = ()

    def __format__(self, kind: str) -> str:
        if kind == "word":
            return say(f"word.{self}", "zh") if known(f"word.{self}") else str(self)
        if kind == "list":
            return "、".join(_quoted(part) for part in re.split(r", | or |; ", self))
        return _quoted(self)


def _quoted(text: str) -> str:
    if len(text) < 2 or text[0] != text[-1] or text[0] not in "'\"":
        return str(text)
    return re.sub(f"{text[0]}([^{text[0]}]*){text[0]}", r"“\1”", text)


#: A place for a value with the spaces that set Latin words apart from Chinese ones.
_PLACE = re.compile(r"((?<=[\u4e00-\u9fff]) )?\{(\w+):?(\w*)\}( (?=[\u4e00-\u9fff]))?")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff“”（）]")


def _filled(chinese: str, values: dict[str, _Value]) -> str:
    """The Chinese text with its values; beside Chinese ones no space stands."""

    def value(place: re.Match[str]) -> str:
        text = format(values[place[2]], place[3])
        before = "" if _CHINESE.match(text) else place[1] or ""
        behind = "" if _CHINESE.match(text[-1:]) else place[4] or ""
        return before + text + behind

    return _PLACE.sub(value, chinese)


def error(message: str, language: str) -> str:
    """An error's message in ``language``, as far as the table has it; else as it is.

    >>> error("a string is not closed (line 1, column 7)", "zh")
    '字符串没有闭合（第 1 行第 7 列）'
    """
    return message if language == "en" else _chinese(message, _DEEPEST)


def _chinese(message: str, deepest: int) -> str:
    """The Chinese of a message, and of the messages among its values, one within the other at most ``deepest`` times."""
    for pattern, chinese in _patterns() if deepest else ():
        match = pattern.fullmatch(message)
        if match is not None:
            values = {name: _Value(_chinese(value, deepest - 1)) for name, value in match.groupdict().items()}
            return _filled(chinese, values)
    return message


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """English messages as patterns with their Chinese, those with most words of their own first."""
    errors = [(zh, en) for key, (zh, en) in _texts().items() if key.startswith("error.")]
    errors.sort(key=lambda e: -len("".join(_VALUE.split(e[1])[::2])))
    return tuple((pattern(en), zh) for zh, en in errors)


#: Values that are not just anything.
_TAKES = {**dict.fromkeys(("line", "column", "start", "number"), r"\d+"), "extra": r"[^()]+", "command": r"[^()]+"}
_VALUE = re.compile(r"\{(\w+)\}")
#: How many messages may stand one within the other.
_DEEPEST = 4


def pattern(text: str) -> re.Pattern[str]:
    """A message with ``{name}`` for its values as a pattern; a value may be anything, but for those of some names.

    A message may be as long as what somebody sent, so the pattern must not look at it again and again: each value ends where
    the words behind it first stand, and no other end is tried (atomic groups). None is missed by that, as what follows is
    found from there on or not at all.
    """
    first, *others = re.split(r"\{(?!(?:" + "|".join(_TAKES) + r")\})(\w+)\}", text)
    ends = [f"(?>(?P<{name}>.+?){_limited(words)}" for name, words in zip(others[::2], others[1::2], strict=True)]
    return re.compile(_limited(first) + (")".join(ends) + r"\Z)" if ends else ""), re.DOTALL)


def _limited(words: str) -> str:
    """Words with values among them that are not just anything, as a pattern."""
    parts = _VALUE.split(words)
    return "".join(f"(?P<{p}>{_TAKES[p]})" if n % 2 else re.escape(p) for n, p in enumerate(parts))


def of_help(text: str, language: str) -> str:
    """A help text, written in English, in ``language``, as far as the table has it; else as it is."""
    if language == "en":
        return text
    return _helps().get(" ".join(text.replace("\b", "").split()), text)


@cache
def _helps() -> dict[str, str]:
    helps = {" ".join(en.split()): zh for key, (zh, en) in _texts().items() if key.startswith("help.")}
    return {en: zh.replace(r"\b", "\b").replace(r"\n", "\n") for en, zh in helps.items()}


def known(key: str) -> bool:
    """Whether there is a text ``key``."""
    return key in _texts()
