"""In which format an answer is written, and the mark that Excel needs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import PurePath
from typing import Any

import click

from kg import spreadsheets
from kg.commands.common import say
from kg.errors import UsageError

#: Formats by the ending of a file's name.
_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".ttl": "ttl",
    ".nt": "nt",
    ".rdf": "rdfxml",
    ".jsonld": "jsonld",
    ".txt": "table",
    ".md": "table",
}


def bom_option(function: Any) -> Any:
    """``--bom``, as ``kg panel`` has it."""
    text = "Begin CSV and TSV with a byte order mark, so that Excel reads the Chinese; in CSV, guard cells that it would run."
    return click.option("--bom", is_flag=True, help=text)(function)


def form(given: str | None, output: str | None, known: tuple[str, ...]) -> str | None:
    """The format that is asked for: by name, or by the ending of the file; None where neither says it.

    :param known: formats that the command has.
    :raises UsageError: the file ends like one of another kind.
    """
    if given or output in (None, "-"):
        return given
    ending = PurePath(str(output)).suffix.lower()
    if not ending:
        return None
    found = _ENDINGS.get(ending)
    if found not in known:
        endings = ", ".join(e for e, name in _ENDINGS.items() if name in known)
        raise UsageError(say("answer.ending", file=output, endings=endings))
    return found


def check_bom(form: str | None, bom: bool) -> None:
    """Refuse the mark in a format that has none.

    :raises UsageError: that is so.
    """
    if bom and form not in ("csv", "tsv"):
        raise UsageError(say("answer.bom"))


def for_excel(chunks: Iterable[bytes], form: str | None, bom: bool) -> Iterable[bytes]:
    """An answer's bytes as they were, or with ``bom`` as spreadsheets take them."""
    if not bom:
        return chunks
    return spreadsheets.rewritten(chunks) if form == "csv" else chain([spreadsheets.BOM.encode()], chunks)
