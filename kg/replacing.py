"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def replacing(path: Path | str) -> Iterator[IO[bytes]]:
    """A file to write to, put in the place of ``path`` when the block ends well; else what was there stays as it was.

    Pipes, devices, and files in a folder where nothing can be added, are written as they are.

    :raises OSError: where nothing can be written there.
    """
    place = Path(path)
    special = place.exists() and (not place.is_file() or place.is_relative_to("/dev"))
    if special or not os.access(place.parent, os.W_OK):
        with place.open("wb") as file:
            yield file
        return
    place = place.resolve()
    aside = place.with_name(f".{os.urandom(8).hex()}.part")
    try:
        with aside.open("wb") as file:
            yield file
        if place.exists():
            aside.chmod(place.stat().st_mode)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)
