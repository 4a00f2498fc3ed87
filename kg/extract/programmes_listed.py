"""Systems of an enumeration that share the word 制度: 法律顾问、公职律师制度; 行政执法公示、法制审核等制度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.catalogue import programmes as catalogue
from kg.extract import programme_words
from kg.extract.programme_text import Bare, Found

#: Items before 、 that share the word 制度: 法律顾问、公职律师制度.
_SHARED = re.compile(
    r"(?P<item>[\u4e00-\u9fff]{3,16}(?:公示|记录|审核|顾问|律师|审查|听证|备案|评估|承诺|讨论|论证))[、和]$"
)
#: 行政执法公示、重大执法决定法制审核等制度; an item holds no 和.
_LISTED = re.compile(r"等[\u4e00-\u9fff]{0,2}制度")
_ITEM = re.compile(r"[\u4e00-\u548b\u548d-\u9fff]{4,20}(?=[、和]|$)")


def known(bare: Bare) -> Iterator[Found]:
    """The known systems of an enumeration that ends with 等制度."""
    names = catalogue.unquoted()
    for match in _LISTED.finditer(bare.text):
        for item in _ITEM.finditer(bare.text, max(0, match.start() - 80), match.start()):
            for start in range(item.start(), item.end() - 3):
                if (name := bare.text[start : item.end()] + "制度") in names:
                    yield Found(*bare.span(start, item.end()), names[name].name, "form:listed", 0.75)
                    break


def shared(bare: Bare, start: int) -> Iterator[Found]:
    """The items of an enumeration that share one 制度."""
    text = bare.text
    while match := _SHARED.search(text, max(0, start - 18), start):
        first = match.start("item")
        for cut in programme_words.load().cut.finditer(text, first, match.end("item")):
            if match.end("item") - cut.end() >= 4:
                first = cut.end()
        yield Found(*bare.span(first, match.end("item")), text[first : match.end("item")] + "制度", "form:shared", 0.75)
        start = first
