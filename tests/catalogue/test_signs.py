"""The words of signs lie in a table; each is asked for somewhere, and what is sought within others is a regular expression."""

from __future__ import annotations

import re
from pathlib import Path

import kg
from kg.catalogue import signs
from kg.resources import rows

NAMES = [row["sign"] for row in rows("signs.tsv")]


def test_each_sign_of_the_table_is_asked_for_and_each_that_is_asked_for_is_there() -> None:
    code = "".join(p.read_text("utf-8") for p in Path(kg.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r"""signs\.\w+\(["']([^"']+)["']\)""", code))
    assert asked <= set(NAMES)
    assert all(f'"{name}"' in code or f"'{name}'" in code for name in NAMES)
    assert len(NAMES) == len(set(NAMES))


def test_words_begin_and_stand_within() -> None:
    assert "纠正" in signs.words("mended")
    assert "退回重审".startswith(signs.begins("mended"))
    within = signs.within("the public")
    assert [within.search(text) is not None for text in ("进村", "农村工作", "社区居民")] == [True, False, True]
