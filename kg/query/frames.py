"""What a worker and its pool say to each other over pipes: a letter, a length, a payload."""

from __future__ import annotations

import json
import struct
from typing import Any

HEAD = struct.Struct(">cI")
#: The worker is ready / begins an answer / a piece of it / its end / an error; and the pool's request.
READY, BEGIN, DATA, END, ERROR, ASK = b"R", b"B", b"D", b"E", b"X", b"Q"


def pack(letter: bytes, payload: bytes | bytearray | dict[str, Any]) -> bytes:
    """One frame; a dict goes as JSON."""
    body = (
        payload
        if isinstance(payload, bytes | bytearray)
        else json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    )
    return HEAD.pack(letter, len(body)) + body
