"""What the command line says, in Chinese and English.

Texts stand in ``kg/messages.tsv``: a key, Chinese, English, with ``{names}`` to fill in. Messages of errors are raised in
English, where they arise; those that users meet often are said in Chinese by the patterns in the same table.
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
    return _texts()[key][LANGUAGES.index(language)].format(**values)


def error(message: str, language: str) -> str:
    """An error's message in ``language``, as far as the table has it; else as it is."""
    if language == "en":
        return message
    for pattern, chinese in _patterns():
        match = pattern.fullmatch(message)
        if match is not None:
            return chinese.format(**{name: error(value, language) for name, value in match.groupdict().items()})
    return message


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """English messages as patterns (``{name}`` takes anything) with their Chinese."""
    patterns = []
    for key, (zh, en) in _texts().items():
        if key.startswith("error."):
            parts = re.split(r"\{(\w+)\}", en)
            seen: set[str] = set()
            pattern = ""
            for index, part in enumerate(parts):
                if index % 2 == 0:
                    pattern += re.escape(part)
                elif part in seen:
                    pattern += f"(?P={part})"
                else:
                    seen.add(part)
                    pattern += f"(?P<{part}>.+?)"
            patterns.append((re.compile(pattern, re.DOTALL), zh))
    return tuple(patterns)


def known(key: str) -> bool:
    """Whether there is a text ``key``."""
    return key in _texts()
