"""The source texts, kept by the hash of the file they came from, so that evidence can be shown without the file."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError


def path(folder: Path, sha256: str) -> Path:
    """Where the text of the file with that hash lies."""
    return folder / sha256[:2] / f"{sha256}.txt"


def read(folder: Path, sha256: str) -> str:
    """The text of the file with that hash, as decoded; offsets of records refer to it.

    :raises StoreError: where the store has none.
    """
    try:
        return path(folder, sha256).read_bytes().decode("utf-8", "surrogatepass")
    except OSError:
        raise StoreError(f"the store holds no text of a file with the hash {sha256}") from None
