"""A researcher's corrections, applied last: what a name means, whatever the rules say.

A table in UTF-8, columns separated by tabs, with the header row ``what correction author reason`` and, if one likes,
``file``; lines that begin with ``#`` are comments::

    what            correction                  author      reason
    《条例》         重庆市安全生产条例             Li Wen      named in full in the attachment
    区局            重庆市巴南区应急管理局          Li Wen      the report's own short form
    《安全杂志》      -                          Li Wen      a magazine, cited by mistake

``what`` is a surface as the text has it, the title between the marks, or the IRI of an act or agency; ``correction`` the official
title or name, or ``-`` to take the record out; ``file`` limits a row to one input.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from kg.catalogue import acts as catalogue
from kg.errors import UsageError
from kg.link import versions
from kg.records import Agency, Citation, Record, ReportFacts

_COLUMNS = ("what", "correction", "author", "reason")
#: Levels whose acts have no official title.
_PAPERS = ("document", "work")


@dataclasses.dataclass(frozen=True, slots=True)
class Override:
    """One correction; ``correction`` is None where the record is to be taken out."""

    what: str
    correction: str | None
    author: str
    reason: str
    file: str | None = None

    @property
    def remark(self) -> str:
        """What stands with the corrected record."""
        return f"corrected by {self.author}: {self.reason}"


@lru_cache(maxsize=4)
def read(path: str) -> tuple[Override, ...]:
    """The corrections in the table at ``path``.

    :raises UsageError: where it cannot be read or a line is not right, with its number.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{path}: cannot be read: {reason}; check the name given with --overrides") from None
    rows = [
        (number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
    ]
    if not rows or not set(_COLUMNS) <= {name.strip() for name in rows[0][1]}:
        raise UsageError(f"{path}: the first line must name the columns {', '.join(_COLUMNS)}, with tabs between them")
    header = [name.strip() for name in rows[0][1]]
    found = []
    for number, cells in rows[1:]:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if missing := [name for name in _COLUMNS if not row.get(name)]:
            raise UsageError(f"{path} line {number}: {', '.join(missing)} is empty; each correction needs all of it")
        correction = None if row["correction"] == "-" else _name(row["correction"])
        found.append(Override(_name(row["what"]), correction, row["author"], row["reason"], row.get("file") or None))
    return tuple(found)


def _name(text: str) -> str:
    """The name in an IRI of ours: its last part; other texts as they are."""
    return unquote(text.rpartition("/")[2]) if text.startswith(("http://", "https://")) else text


def apply(record: Record, overrides: tuple[Override, ...]) -> Record:
    """``record`` with the corrections that fit it; of several the last one holds."""
    fitting = {o.what: o for o in overrides if o.file in (None, record.source.file)}
    if not fitting:
        return record
    return dataclasses.replace(
        record,
        citations=tuple(c for old in record.citations if (c := _citation(old, fitting, record.report))),
        agencies=tuple(a for old in record.agencies if (a := _agency(old, fitting))),
    )


def _citation(c: Citation, fitting: dict[str, Override], facts: ReportFacts) -> Citation | None:
    override = next((fitting[name] for name in (c.surface, c.title, c.canonical, c.act) if name in fitting), None)
    if override is None:
        return c
    if override.correction is None:
        return None
    known = catalogue.load().get(override.correction)
    level = known.level if known else c.level
    version = reason = None
    status = "unknown"
    if known:
        standing = versions.choose(known, catalogue.load().versions(known.title), facts, c.flags)
        version, reason, status = standing.version, standing.reason, standing.status or status
    return dataclasses.replace(
        c,
        level=level,
        canonical=None if level in _PAPERS else override.correction,
        act=override.correction,
        resolution="exact",
        version=version,
        version_reason=reason,
        status=status,
        candidates=(),
        flags=(*c.flags, override.remark),
        rule="override",
        confidence=1.0,
    )


def _agency(a: Agency, fitting: dict[str, Override]) -> Agency | None:
    override = next((fitting[name] for name in (a.surface, a.canonical) if name and name in fitting), None)
    if override is None:
        return a
    if override.correction is None:
        return None
    return dataclasses.replace(a, canonical=override.correction, masked=False, rule="override", confidence=1.0)
