"""Web archives (.mht, .mhtml): a page as browsers and Word save it with its pictures in one file, which is a MIME message."""

from __future__ import annotations

import re

from kg.errors import InputError

#: Header fields from the first byte on, one of them the version of MIME; fields may go on in lines that begin with a space.
_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:")


def is_archive(head: bytes) -> bool:
    """Whether a file is a web archive.

    :param head: its first bytes in lower case.
    """
    return _HEADER.match(head) is not None


def page(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the page itself, the first of its parts that is HTML, and the encoding that its header names.

    :param name: shown in messages.
    :raises InputError: for an archive without a page.
    """
    from email import message_from_bytes

    for part in message_from_bytes(data.lstrip()).walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            assert isinstance(found, bytes)
            return found, part.get_content_charset()
    raise InputError(f"{name}: is a web archive without a page; save the page as .html")
