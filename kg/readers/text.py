"""Plain text: UTF-8, GB18030 (with GBK and GB 2312 in it) and UTF-16, told by byte-order mark and by trial."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a text does not hold. Form feed, tab and escape leftovers of converters are let through.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: Characters that GB18030 gives for bytes that were never Chinese: private use, unassigned, far planes.
_STRAY = re.compile(r"[\ue000-\uf8ff\U00030000-\U0010ffff\ufffd]")

_BINARY = "is a binary file, not text; give the report as text, .docx, .pdf or .html"


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding it was decoded from.

    :raises InputError: for binary or undecodable bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding), name), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name}: begins as {encoding} but is damaged at byte {error.start}; save it again as UTF-8"
                ) from error
    try:
        return _checked(data.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise InputError(f"{name}: {_BINARY}") from error
        raise InputError(
            f"{name}: is neither UTF-8 (byte {utf8_error.start}) nor GB18030 (byte {error.start}); save it as UTF-8"
        ) from error
    if len(_STRAY.findall(text)) > len(text) // 100 or not _HAN.search(text):
        raise InputError(f"{name}: is binary or in an unknown encoding; save it as UTF-8 text")
    return _checked(text, name), "gb18030"


def _checked(text: str, name: str) -> str:
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise InputError(f"{name}: {_BINARY}")
    return text
