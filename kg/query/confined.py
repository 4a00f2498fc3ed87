"""Gives up, for this process and for good, the right to connect to anything, so that no query can fetch from elsewhere.

On Linux the kernel refuses ``socket`` from then on (seccomp, which needs no privilege). Elsewhere no more files can be
opened than the store's own. It cannot simply be none: the engine opens the files of a larger store when it first needs them.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys
from pathlib import Path

#: Architecture as the kernel's audit names it, and the number of the call ``socket`` there.
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # 13: EACCES
#: Calls of another interface of the same processor (x32), by which the filter could be gone round.
_OTHER_INTERFACE = 0x40000000


def no_connections(folder: str) -> None:
    """Give up connections; ``folder`` holds the store, which must stay readable. Call it before threads are started."""
    if not _refuse_sockets():
        _refuse_files(Path(folder))


def _refuse_sockets() -> bool:
    known = _SOCKET.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 2**32 else None
    if known is None:
        return False
    architecture, call = known
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 4, architecture),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 2, 0, _OTHER_INTERFACE),
        (_EQUAL, 1, 0, call),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    with contextlib.suppress(OSError, AttributeError):
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl.argtypes = [ctypes.c_int, *[ctypes.c_void_p] * 4]
        if prctl(_NO_NEW_PRIVILEGES, 1, None, None, None) == 0:
            return bool(prctl(_SECCOMP, _FILTER, ctypes.addressof(program), None, None) == 0)
    return False


def _refuse_files(folder: Path) -> None:
    """Leave as many descriptors as the store has files."""
    import resource

    wanted = sum(1 for _ in folder.iterdir()) + 32
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, os.sysconf("SC_OPEN_MAX")),) * 2)
