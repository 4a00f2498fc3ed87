"""Building a store: inputs in, a published store out; what cannot be read is left out and listed."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg._version import __version__
from kg.engines import Engine, Failure
from kg.engines import engine as make_engine
from kg.engines.collecting import patiently
from kg.errors import DamagedShardError, StoreError, UsageError
from kg.graph.namespaces import DEFAULT_BASE
from kg.store import corrected, layout, planning, publishing, shards, tables, texts, writing
from kg.store import manifest as manifests
from kg.store.manifest import Input, LeftOut, Manifest
from kg.store.summary import Summary
from kg.store.timing import Timings
from kg.store.work import PARTS, STEPS, Known, Made, Rejected, Understand, Work, fingerprint, identity

_BASE = re.compile(r"(?!https?:(?!//\w))[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]+[/#]")

#: Called with the stage (``read``, ``load``, ``publish``), what is done of it, and how much there is.
Progress = Callable[[str, int, int], None]


def build(
    paths: Iterable[Path | str],
    target: Path | str,
    *,
    engine: str = "serial",
    jobs: int | None = None,
    overrides: Path | str | None = None,
    base: str | None = None,
    prune: bool = False,
    progress: Progress | None = None,
    find: Callable[[Iterable[Path]], Iterable[Any]] | None = None,
    understand: Understand | None = None,
    memory: int = writing.MEMORY,
    timings: Timings | None = None,
) -> Summary:
    """Make or update the store at ``target`` from the reports below ``paths``.

    :param engine: where reports are read: ``serial``, ``processes`` or ``dask`` with ``jobs`` workers, ``dask://HOST:PORT``.
    :param overrides: a researcher's corrections; without them those of the last build are taken back.
    :param base: what the IRIs of the data begin with (default: as in the last build).
    :param prune: drop the reports that are not below ``paths``.
    :param find: how inputs are found, instead of :func:`kg.readers.find`.
    :param understand: how an input becomes a record, instead of reading, extracting and linking it; all are read again
        where it is another than in the last build, by its name or its source.
    :param memory: about how many MB loading the graph may use.
    :param timings: is told where the time goes.
    :raises StoreError: where the target is no store, cannot be written, or is being built by another.
    :raises UsageError: where there is nothing to read, or an argument is wrong.
    """
    begun = time.monotonic()
    target = Path(target)
    layout.check_target(target)
    if base is not None and not _BASE.fullmatch(base):
        raise UsageError(f"{base}: is no base for IRIs; it looks like https://example.org/kg/ and ends in / or #")
    if find is None:
        from kg import readers

        find = readers.find
    sources = [Path(p) for p in paths]
    home = target.resolve()  # the store may lie among the reports: its own texts are none
    found = [f for f in find(sources) if home not in f.path.resolve().parents]
    if not found:
        raise UsageError(f"{', '.join(map(str, sources))}: there is no file to read; name a folder with reports")
    table, corrections = corrected.table(overrides)
    options = writing.Options(progress or _silent, timings or Timings(), memory)
    with contextlib.ExitStack() as engines:
        running = engines.enter_context(make_engine(engine, jobs))  # first, for a cluster may not answer
        with _making(target) as folder:
            one = _Build(target, folder, base, corrections, understand, options)
            steps = STEPS if understand is None else (("understand", understand),)
            work = Work(one.base, folder.resolve(), fingerprint(one.base, corrections), steps, table, corrections)
            try:
                return one.run(found, work, running, engines, prune, begun)
            except DamagedShardError:
                one.begin_again()
            running = engines.enter_context(make_engine(engine, jobs))
            return one.run(found, work, running, engines, prune, begun)


@contextlib.contextmanager
def _making(target: Path) -> Iterator[Path]:
    """A folder inside ``target`` to build in; what the disk says no to is said in one line."""
    try:
        with patiently(), publishing.staged(target) as folder:
            yield folder
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{target} cannot be written: {reason}; what was there before is as it was") from error


def _silent(stage: str, done: int, total: int) -> None:
    """The progress of a build that nobody watches."""


class _Build:
    """One build, from the plan to the published folder."""

    def __init__(
        self,
        target: Path,
        folder: Path,
        base: str | None,
        overrides: str | None,
        understand: Understand | None,
        options: writing.Options,
    ) -> None:
        self.target = target
        self.folder = folder
        self.options = options
        self.progress, self.timings = options.progress, options.timings
        self.overrides = overrides
        self.last: planning.Last | None = None
        if (target / layout.CURRENT).exists():
            old = layout.current(target)
            self.last = planning.Last(old, _usable(manifests.read(old, older=True)))
            if self.last.manifest.data.startswith(layout.LOADED):
                raise StoreError(
                    f"{target} was loaded from RDF, and building would replace it: name another folder with -o, or remove it"
                )
        self.base = base or (self.last.manifest.base if self.last else DEFAULT_BASE)
        self.fingerprint = fingerprint(self.base, overrides)
        if understand is not None:
            self.fingerprint = hashlib.sha256(f"{self.fingerprint}\n{identity(understand)}".encode()).hexdigest()

    def begin_again(self) -> None:
        """Empty the folder; what the last build kept of each report is then looked through before it is relied on."""
        publishing.discard(self.folder)
        self.folder.mkdir()
        self.last = replace(self.last, careful=True) if self.last else None

    def run(
        self, found: list[Any], work: Work, running: Engine, engines: contextlib.ExitStack, prune: bool, begun: float
    ) -> Summary:
        """Build; ``engines`` holds the one that is ``running``, and is closed when all is read."""
        with self.timings.stage("plan"):
            plan = planning.plan(found, self.last, self.fingerprint, self.target, prune)
            left_out = list(plan.left_out)
            inputs = [self._keep(old, known) for known, old in plan.kept] + [self._keep(old) for old in plan.stay]
        with self.timings.stage("read"), engines:
            inputs += self._read(running, work, plan.read, left_out)
            shutil.rmtree(self.folder / PARTS, ignore_errors=True)  # of workers that were killed
        inputs = manifests.named(inputs)
        built = datetime.now(UTC)
        manifest = Manifest(
            software=__version__,
            built=built.strftime("%Y-%m-%dT%H:%M:%SZ"),
            base=self.base,
            fingerprint=self.fingerprint,
            data=manifests.data_version(inputs, self.fingerprint),
            inputs=tuple(inputs),
            left_out=tuple(sorted(left_out, key=lambda item: (item.file, item.reason))),
            overrides=self.overrides,
        )
        last = self.last
        old = (last.folder, last.manifest) if last and last.manifest.fingerprint == self.fingerprint else None
        manifest = writing.write(self.folder, manifest, old, self.options)
        doubtful = tables.doubtful(self.folder / layout.TABLES)
        self.progress("publish", 0, 1)
        with self.timings.stage("publish"):
            manifests.write(manifest, self.folder)
            publishing.publish(self.folder, self.target, built)
        self.progress("publish", 1, 1)
        return Summary(
            target=self.target,
            reports=len(inputs),
            read=len(inputs) - len(plan.kept) - len(plan.stay),
            kept=len(plan.kept) + len(plan.stay),
            dropped=_gone(last.manifest.inputs if last else (), inputs),
            left_out=manifest.left_out,
            counts=manifest.counts,
            seconds=time.monotonic() - begun,
            unnamed=plan.unnamed,
            unused=corrected.unused(work.overrides, inputs),
            unfit=corrected.unfit(work.overrides, inputs),
            doubled=manifest.doubled(),
            doubtful=doubtful,
            uncorrected=corrected.taken_back(last.manifest if last else None, manifest),
        )

    def _read(self, engine: Engine, work: Work, items: tuple[Known, ...], left_out: list[LeftOut]) -> list[Input]:
        """Have the engine read the inputs; its workers write shards and texts."""
        read: list[Input] = []
        self.progress("read", 0, len(items))
        for number, (known, result) in enumerate(zip(items, engine.map(work, items), strict=True), 1):
            file = known.found.file
            if isinstance(result, Made):
                self.timings.file(file, result.characters, result.seconds)
                report, member = result.report, known.member
                lines = (result.corrected, result.unfit)
                read.append(Input(file, known.sha256, report, report, known.key, known.path, member, *lines))
            elif isinstance(result, Rejected):
                left_out.append(LeftOut(file, result.reason))
            elif isinstance(result, Failure):
                left_out.append(LeftOut(file, f"{file}: could not be understood ({result.reason}); please report it"))
            self.progress("read", number, len(items))
        return read

    def _keep(self, old: Input, known: Known | None = None) -> Input:
        """Take over an unchanged report's shard and text; the files are shared with the last build."""
        assert self.last is not None
        for place, within in ((shards.path, (layout.SHARDS, old.shard)), (texts.path, (layout.TEXTS, old.sha256))):
            new = place(self.folder / within[0], within[1])
            new.parent.mkdir(parents=True, exist_ok=True)
            new.hardlink_to(place(self.last.folder / within[0], within[1]))
        if known is None:
            return old
        return replace(old, path=known.path, member=known.member)


def _gone(before: Iterable[Input], now: list[Input]) -> int:
    """How many inputs are neither where they were nor, by their bytes, elsewhere; one that was changed is still there."""
    places, hashes = {(i.path, i.member) for i in now}, {i.sha256 for i in now}
    return sum((i.path, i.member) not in places and i.sha256 not in hashes for i in before)


def _usable(previous: Manifest) -> Manifest:
    """The last build as a new one can use it: of one of an older format no more than where its inputs lie."""
    if previous.format == layout.FORMAT:
        return previous
    return replace(previous, fingerprint="", inputs=tuple(replace(i, shard="") for i in previous.inputs))
