"""Text as XML can hold it."""

from __future__ import annotations

import re

#: Control characters and line breaks, which graph programs draw as boxes or break a table row at.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


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
    # Nearly all text is printable, and these tests cost a tenth of a regular expression.
    text = text.strip() if text.isprintable() else clean(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text
