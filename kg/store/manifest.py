"""What a store is made of: ``manifest.json``."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import OutdatedStoreError, StoreError
from kg.graph.namespaces import DEFAULT_BASE
from kg.store import layout
from kg.store.layout import FORMAT, MANIFEST

_FORMAT = re.compile(rb'"format"\s*:\s*(\d+)')


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read.

    :param file: its name as shown.
    :param report: the IRI of the report that it became; ``name`` the one it would have if no other file had the same.
    :param shard: what its shard is kept under.
    :param path: where it lay, as seen from the folder that the store is in; ``member`` its name in that archive.
    :param corrected: lines of the table of corrections that fitted something in it; ``unfit`` those that name a number of it,
        but give none for it.
    """

    file: str
    sha256: str
    report: str
    name: str
    shard: str
    path: str
    member: str | None = None
    corrected: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An input that is not in the store, and why.

    :param kind: ``unread`` is a loss; ``same`` has the content of another input; ``other`` is no report by its name.
    """

    file: str
    reason: str
    kind: str = "unread"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a build.

    :param built: when, ISO 8601 in UTC.
    :param fingerprint: of software, catalogue, base IRI and overrides; reports are read again when it changes.
    :param data: of all that the graph states; equal for stores with the same dump.
    :param counts: definitions in :mod:`kg.store.counting`.
    """

    software: str
    built: str
    base: str = DEFAULT_BASE
    fingerprint: str = ""
    data: str = ""
    inputs: tuple[Input, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    overrides: str | None = None
    format: int = FORMAT

    def doubled(self) -> tuple[tuple[str, ...], ...]:
        """The files that are of one agency and year, together where there are several: each counts as a report."""
        files: dict[str, list[str]] = {}
        for item in self.inputs:
            files.setdefault(item.name, []).append(item.file)
        return tuple(tuple(sorted(same)) for _, same in sorted(files.items()) if len(same) > 1)

    def to_json(self) -> str:
        """The text of the file: the format first, so that it can be told without reading the rest."""
        values = {"format": self.format, **asdict(self)}
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        return text.encode("utf-8", "backslashreplace").decode()  # \udcb1: of the name of a file that is not UTF-8


def named(inputs: list[Input]) -> list[Input]:
    """Give each report its IRI: of several with the same, all but the first by hash get the hash's first digits."""
    ordered = sorted(inputs, key=lambda i: (i.name, i.sha256))
    return [
        replace(i, report=i.name if n == 0 or ordered[n - 1].name != i.name else f"{i.name}-{i.sha256[:8]}")
        for n, i in enumerate(ordered)
    ]


def data_version(inputs: list[Input], fingerprint: str) -> str:
    """A name for what the graph says: equal for equal inputs, software and catalogue."""
    whole = "\n".join([fingerprint, *(f"{i.report} {i.shard}" for i in inputs)])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def write(manifest: Manifest, folder: Path) -> None:
    """Write ``manifest.json`` into the folder of a build."""
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")


def check_format(folder: Path, *, older: bool = False) -> None:
    """Whether this version of the software can read the build in ``folder``; looks at the file's first bytes only.

    Copying a store may turn the link ``manifest.json`` beside the build into a file of its own, so both are looked at.

    :param older: take also a build of an older format, to make a new one of the same inputs.
    :raises StoreError: where the manifest is missing, damaged, or of a newer format; OutdatedStoreError of an older one.
    """
    for place in (folder, folder.parent):
        if place == folder or (place / MANIFEST).is_file():
            _check_format(place, older)


def _check_format(folder: Path, older: bool) -> None:
    try:
        with (folder / MANIFEST).open("rb") as file:
            found = _FORMAT.search(file.read(256))
    except OSError as error:
        raise StoreError(f"the store {folder} is damaged: {MANIFEST} cannot be read ({error.strerror})") from None
    if not found:
        raise StoreError(f"the store {folder} is damaged: {MANIFEST} states no format; build it again")
    if int(found[1]) > FORMAT:
        raise StoreError(
            f"the store {folder} has format {int(found[1])}, this version reads up to {FORMAT}: install a newer fazhi-kg"
        )
    if int(found[1]) < FORMAT and not older:
        store = folder.parent if layout.is_dated(folder.name) else folder
        raise OutdatedStoreError(
            f"the store {store} was built by an older version of fazhi-kg: run kg build again, with -o {store}"
        )


def read(folder: Path, *, older: bool = False) -> Manifest:
    """The manifest of the build in ``folder``.

    :param older: as :func:`check_format`.

    :raises StoreError: as :func:`check_format`.
    """
    check_format(folder, older=older)
    try:
        values: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        values["inputs"] = tuple(
            Input(**{**i, **{name: tuple(i.get(name, ())) for name in ("corrected", "unfit")}})
            for i in values.get("inputs", ())
        )
        values["left_out"] = tuple(LeftOut(**i) for i in values.get("left_out", ()))
        return Manifest(**{k: v for k, v in values.items() if k in Manifest.__dataclass_fields__})
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(
            f"the store {folder} is damaged: {MANIFEST} cannot be read ({error}); build it again"
        ) from None
