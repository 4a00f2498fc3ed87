"""The article that a citation points to: ``《安全生产法》第三十三条第二款``."""

from __future__ import annotations

import re

_N = r"[ ]*(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,7})[ ]*"
_ARTICLE = rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第{_N}项|第[ ]*[（(]{_N}[）)][ ]*项)?(?:第{_N}目)?"
_ARTICLES = re.compile(
    rf"""[ ]*(?:中的?|的|之)?[ ]*
    (?P<articles>{_ARTICLE}
      (?:(?:[、，,]|和|及|与|至|—|－|-)[ ]*(?:{_ARTICLE}|第{_N}款))*)""",
    re.VERBOSE,
)


def after(text: str, position: int) -> tuple[int, int] | None:
    """The span of the articles named right after ``position``, or None.

    >>> text = "《安全生产法》第三十三条第二款规定"
    >>> start, end = after(text, 7)
    >>> text[start:end]
    '第三十三条第二款'
    """
    if position < len(text) and text[position] not in "第中的之 ":
        return None
    match = _ARTICLES.match(text, position)
    return match.span("articles") if match else None
