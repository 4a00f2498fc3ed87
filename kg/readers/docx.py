"""Word documents: paragraphs, tables and text boxes in reading order, with the numbers that Word itself generates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.readers import archive
from kg.readers.word_numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_BOX = f"{_W}txbxContent"
#: What may lie around paragraphs, tables, rows and cells: forms, tags, insertions.
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))
#: What comes of damaged packages, in zipfile and in python-docx, which trusts that every part is what it should be.
_DAMAGE = (*archive.DAMAGE, AttributeError, LookupError, TypeError)
#: What begins the name of some part of a zip package, and what the package is then, with the way out; first match first.
_PACKAGES = (
    ("xl/", "is an Excel workbook (.xlsx); save the report in it as .docx or .txt"),
    ("ppt/", "is a slide show (.pptx); save it as .pdf or .txt"),
    ("word/", ""),
    ("[Content_Types].xml", ""),
    ("OFD.xml", "is an OFD document (.ofd); save it as .pdf"),
    ("content.xml", "is an OpenDocument file (.odt, .ods); save it as .docx or .txt"),
    ("", "is a zip archive and no document; unpack it, and give the files in it"),
)
#: What a document unpacks to at most; a report is far below.
_MAX_UNPACKED = 256 * 1024 * 1024


def text(data: bytes, name: str) -> str:
    """The text of a .docx, one line a paragraph, cells of a table row in one line.

    :param name: shown in messages.
    :raises InputError: for a damaged, encrypted or oversized document.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if other := _other(parts.namelist()):
                raise InputError(f"{name}: {other}")
            if sum(part.file_size for part in parts.infolist()) > _MAX_UNPACKED:
                raise InputError(f"{name}: unpacks to more than {_MAX_UNPACKED >> 20} MiB; that is no report")
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(document)
        return "".join(line + "\n" for line in _blocks(document.element.body, numbering))
    except (*_DAMAGE, OpcError, etree.LxmlError) as error:
        raise InputError(f"{name}: is a damaged or unusual Word file; open it in Word and save it again") from error


def _other(parts: list[str]) -> str:
    """What a package is that is none of Word; nothing where it may be."""
    return next((what for begin, what in _PACKAGES if any(part.startswith(begin) for part in parts)), "")


def _blocks(container: Any, numbering: Numbering) -> Iterator[str]:
    for block in container:
        if block.tag == f"{_W}p":
            yield from _paragraph(block, numbering)
        elif block.tag == f"{_W}tbl":
            for row in _direct(block, f"{_W}tr"):
                cells = (" ".join(_blocks(cell, numbering)).strip() for cell in _direct(row, f"{_W}tc"))
                yield "  ".join(cell for cell in cells if cell)
        elif block.tag in _WRAPPERS:
            yield from _blocks(block, numbering)


def _direct(table: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, not those of a table within."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _direct(child, tag)


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    boxes: list[Any] = []
    words = "".join(_runs(paragraph, boxes))
    label = numbering.label(paragraph) if words.strip() else ""
    yield from (label + words).split("\n")
    for box in boxes:
        yield from _blocks(box, numbering)


def _runs(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The visible characters below ``element``; text boxes are collected for after their paragraph."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == _TEXT_BOX:
            boxes.append(child)
        elif tag in (f"{_W}del", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}moveFrom") or tag.endswith(
            "}Fallback"
        ):
            continue  # deleted, hidden, or a second drawing of the same text box
        elif tag != f"{_W}r" or not _is_hidden(child):
            yield from _runs(child, boxes)


def _is_hidden(run: Any) -> bool:
    """Whether a run is set as hidden text, which neither the screen nor paper shows."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")
