"""Where the files that ship with the package are: ``data/`` and ``ontology/``.

In a wheel they lie inside the package; in a checkout they stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def folder(name: str) -> Path:
    """The folder ``data`` or ``ontology``."""
    here = Path(__file__).resolve().parent
    for place in (here / "_shipped" / name, here.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the package is incomplete: its folder {name}/ is missing; install it again")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of the table ``data/NAME`` (tab-separated, ``#`` comments before the header row).

    :param name: file name below ``data/``, for example ``acts.tsv``.
    """
    with (folder("data") / name).open(encoding="utf-8") as file:
        lines = (line.rstrip("\n") for line in file if not line.startswith("#") and line.strip())
        header = next(lines).split("\t")
        for line in lines:
            yield dict(zip(header, line.split("\t"), strict=True))
