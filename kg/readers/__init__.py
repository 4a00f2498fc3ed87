"""Bytes to :class:`~kg.records.SourceText`: one module a format.

The format is told from a file's first bytes and not from its name, so that a page saved as ``.txt`` or a ``.doc`` that is
a ``.docx`` is read for what it is. Whatever cannot be read raises :class:`~kg.errors.InputError` with one line that says
what the file is and what to do; building goes on without it and lists it.
"""

from __future__ import annotations

import codecs
import hashlib

from kg.errors import InputError
from kg.readers import archive, docx, html, markdown, mht, pdf, text
from kg.readers.finding import Found, find
from kg.records import SourceText

__all__ = ["MAX_BYTES", "Found", "decode", "find", "read"]

#: A report is a few thousand characters; a file beyond this is something else.
MAX_BYTES = 64 * 1024 * 1024


def read(found: Found) -> SourceText:
    """The text of one file.

    :raises InputError: where the file is empty, binary, undecodable, too large, or of a format that cannot be read.
    """
    if reason := found.unreadable or found.passed_over:
        raise InputError(reason)
    try:
        if found.member is None:
            if (size := found.path.stat().st_size) > MAX_BYTES:
                raise InputError(
                    f"{found.file}: {size >> 20} MiB are more than a report holds (limit {MAX_BYTES >> 20} MiB)"
                )
            data = found.path.read_bytes()
        else:
            data = archive.read(found.path, found.member, found.file, MAX_BYTES)
    except OSError as error:
        raise InputError(f"{found.file}: cannot be read: {error.strerror or error}; check its permissions") from error
    content, encoding = decode(data, found.file)
    return SourceText(found.file, hashlib.sha256(data).hexdigest(), content, encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file's bytes and the encoding (or format) it was read as.

    :param name: shown in messages.
    :raises InputError: as :func:`read`.
    """
    if data.startswith(_OLE) and _LOCKED in data:
        raise InputError(f"{name}: is an encrypted Office file; save it without a password first")
    for magic, what in _UNREADABLE:
        if data.startswith(magic):
            raise InputError(f"{name}: {what}")
    head = _head(data)
    if data.startswith(b"%PDF-"):
        content, encoding = pdf.text(data, name), "pdf"
    elif data.startswith(b"PK\x03\x04"):
        content, encoding = docx.text(data, name), "docx"
    elif mht.is_archive(head):
        page, charset = mht.page(data, name)
        content, encoding = html.text(page, name, charset), "mht"
    elif head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or b"<html" in head:
        content, encoding = html.text(data, name), "html"
    else:
        content, encoding = text.decode(data, name)
        if name.lower().endswith((".md", ".markdown")):
            content = markdown.text(content)
    if not content.strip():
        raise InputError(f"{name}: is empty; there is no text to read")
    return content, encoding


def _head(data: bytes) -> bytes:
    """The first characters of a file in lower case, those of UTF-16 as UTF-8."""
    head = data[:2048]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


#: The container of old Office files; those of today are put into one when they get a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: First bytes of formats that are named rather than called binary, with the way out.
_UNREADABLE = (
    (_OLE, "is an old Word or Excel file (.doc, .xls); save it as .docx or .txt"),
    (b"{\\rtf", "is a rich text file (.rtf); save it as .docx or .txt"),
    (b"Rar!\x1a\x07", "is a RAR archive; unpack it, or pack the reports as .zip"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive; unpack it, or pack the reports as .zip"),
    (b"\x1f\x8b", "is gzip-compressed; unpack it first"),
    (b"\x89PNG", "is a picture; run it through text recognition (OCR) first"),
    (b"\xff\xd8\xff", "is a picture; run it through text recognition (OCR) first"),
    (b"GIF8", "is a picture; run it through text recognition (OCR) first"),
)
