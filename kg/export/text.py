"""Text as XML can hold it."""

from __future__ import annotations

import re

#: Characters that XML 1.0 forbids, in any form: ``\x00``, lone surrogates; not ``\t``, not ``中``.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Control characters and line breaks, which graph programs draw as boxes or break a table row at.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_SPECIAL = re.compile('[&<>"]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def clean(text: str) -> str:
    """Text without control characters: each run of them becomes one space, none is left at the ends.

    >>> clean("安全\\x00生产\\n法 ")
    '安全 生产 法'
    """
    return CONTROL.sub(" ", text).strip()


def attribute(text: str) -> str:
    """Text as the value of an XML attribute between double quotes, cleaned and escaped.

    >>> attribute('<a href="b">&')
    '&lt;a href=&quot;b&quot;&gt;&amp;'
    """
    if not _SPECIAL.search(text):
        return text.strip()
    return clean(text).translate(_ESCAPES)
