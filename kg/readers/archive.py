"""Reports in zip archives, read in memory: nothing is unpacked to disk, so no name can lead outside."""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Collection
from functools import lru_cache
from itertools import chain, count
from pathlib import Path

from kg.errors import InputError

#: An archive with more members, or one that unpacks to more, is refused as a whole.
MAX_MEMBERS = 200_000
MAX_TOTAL = 8 * 1024**3
#: A member that grows by more than this on unpacking is no text.
MAX_RATIO = 200
#: What comes of damaged archives and members, in zipfile and in what it unpacks them with.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of reports, also a damaged one, and not a zip by construction such as a .docx."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04" or zipfile.is_zipfile(file)
    except OSError:
        return False


def is_hidden(name: str) -> bool:
    """Whether a file is one that a program left behind: .DS_Store, ~$lock.docx, __MACOSX/…"""
    return any(part.startswith((".", "~$", "__MACOSX")) and part not in (".", "..") for part in name.split("/"))


def members(path: Path, shown: str) -> list[str]:
    """Names of the files in an archive, folders and hidden files left out.

    Names written by Chinese Windows programs are GBK without saying so; they are put right here.

    :param shown: the archive's name in messages.
    :raises InputError: for a damaged archive or one beyond the limits.
    """
    _, infos = _archive(path, shown)
    if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos.values()) > MAX_TOTAL:
        raise InputError(f"{shown}: holds too much ({len(infos)} files); split the archive")
    return sorted(name for name in infos if not is_hidden(name))


def read(path: Path, member: str, shown: str, limit: int) -> bytes:
    """The bytes of one member.

    :param shown: its name in messages.
    :param limit: bytes it may have when unpacked.
    :raises InputError: for a member that is encrypted, damaged, too large or packed beyond belief.
    """
    packed, infos = _archive(path, shown)
    info = infos.get(member)
    if info is None:
        raise InputError(f"{shown}: is no longer in the archive")
    if info.flag_bits & 1:
        raise InputError(f"{shown}: is encrypted; unpack it with its password first")
    if info.file_size > limit or info.file_size > MAX_RATIO * max(info.compress_size, 1024):
        raise InputError(f"{shown}: unpacks to {info.file_size >> 20} MiB; that is no report")
    try:
        with packed.open(info) as file:
            data = file.read(limit + 1)
    except DAMAGE as error:
        raise InputError(f"{shown}: is damaged in the archive ({error}); pack it again") from error
    if len(data) > limit:
        raise InputError(f"{shown}: unpacks to more than {limit >> 20} MiB; that is no report")
    return data


def _archive(path: Path, shown: str) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    try:
        stat = path.stat()
        return _opened(path, (stat.st_mtime_ns, stat.st_size), os.getpid())
    except DAMAGE as error:
        raise InputError(f"{shown}: is a damaged zip archive ({error}); pack it again") from error


@lru_cache(maxsize=4)
def _opened(path: Path, _state: tuple[int, int], _process: int) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """An archive and its files by name: its directory is read once, and not again for each of many thousand files.

    :param _state: when it was changed and how long it is: another archive under the same name is opened anew.
    :param _process: each has its own, for a file that is open in two would be read in turns.
    """
    archive = zipfile.ZipFile(path)
    named: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if not info.is_dir():
            named[_free(_name(info), named)] = info
    return archive, named


def _free(name: str, taken: Collection[str]) -> str:
    """``name``, with a number where an archive holds several files of it: 报告.txt, 报告 (2).txt."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - the name is no path of this system
    numbered = (f"{stem} ({number}){ending}" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & 0x800:  # not marked as UTF-8: zipfile read it as cp437
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/").lstrip("/")
