"""The Python API: :func:`open` a store and ask it, :func:`extract` reports, :func:`build` a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    import polars as pl
    import rdflib
    from spacy.tokens import Doc

    from kg.networks.schema import Graph as Network
    from kg.query import Question, Result
    from kg.readers import Found
    from kg.records import Record, SourceText
    from kg.store import OpenStore, Summary
    from kg.store.manifest import LeftOut
    from kg.store.searching import Hit


class Graph:
    """A store that is open for reading; get one with :func:`open`.

    :ivar store: the :class:`kg.store.OpenStore` below it: tables, texts, the raw graph.
    """

    def __init__(self, store: OpenStore) -> None:
        self.store = store

    def __repr__(self) -> str:
        return f"kg.open({str(self.store.path)!r})"

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """The answer to any SPARQL query; the usual prefixes need not be declared.

        :param timeout: seconds; without it the query cannot be stopped.
        :param max_rows: more rows than these are cut off, and ``result.truncated`` says so.
        :raises kg.errors.QueryError: the query is refused or wrong. :raises kg.errors.QueryTimeout: it passed ``timeout``.
        """
        from kg.query import select

        return select(self.store, sparql, timeout=timeout, max_rows=max_rows)

    def ask(self, question: str, *, language: str = "zh", timeout: float | None = None, **parameters: Any) -> Result:
        """The answer to a saved question: ``g.ask("where-cited", act="安全生产法", year=2021)``.

        :param question: name or number; :meth:`questions` lists them.
        :param timeout: seconds; without it the query cannot be stopped.
        :param parameters: of the question; things by name or IRI. ``limit`` is one of them where answers may be long.
        :raises kg.errors.UsageError: an unknown question or parameter, or a name that fits nothing or too much.
        """
        from kg.query import ask

        return ask(self.store, question, language=language, timeout=timeout, **parameters)

    def questions(self) -> tuple[Question, ...]:
        """The saved questions."""
        from kg.query import questions

        return questions()

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """The sentences that hold all words of ``text``, at most ``limit``."""
        from kg.store import search

        return search(self.store, text, limit)

    def network(
        self,
        view: str,
        *,
        years: tuple[int | None, int | None] | None = None,
        min_weight: float = 1,
        isolates: bool = False,
        site: str = "",
        folder: str | Path | None = None,
    ) -> Network:
        """A network as a typed networkx graph: ``g.network("agency-act", years=(2018, 2024))``.

        :param view: one of :func:`kg.networks.names`.
        :param years: first and last year, both included; None for an open end.
        :param min_weight: edges of less weight, over all these years, are left out.
        :param isolates: keep nodes without edges. :param site: what the addresses of evidence begin with.
        :param folder: with views of your own.
        :raises kg.errors.UsageError: an unknown view, or more pairs than a graph should hold.
        """
        from kg.networks import network

        return network(
            self.store, view, years=years, min_weight=min_weight, isolates=isolates, site=site, folder=folder
        )

    def panel(
        self,
        *,
        years: tuple[int | None, int | None] | None = None,
        wide: bool = False,
        complete: bool = False,
        indicator: str | None = None,
    ) -> pl.DataFrame:
        """The panel agency × year × indicator; :func:`kg.panel.panel` tells of its columns.

        :param years: first and last year, both included; None for an open end.
        :param wide: a column for each indicator, else a row for each value.
        :param complete: rows also for figures that a report does not state. :param indicator: only this one.
        """
        from kg.panel import panel

        return panel(self.store, years=years, wide=wide, complete=complete, indicator=indicator)

    def rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib ``Dataset``, read-only."""
        dataset: rdflib.Dataset = self.store.rdflib()
        return dataset

    def stats(self) -> dict[str, int]:
        """The counts of the store by name; :func:`kg.store.stats` has their definitions."""
        from kg.store import stats

        return {count.name: count.value for count in stats(self.store)}

    def text(self, sha256: str) -> str:
        """The text of the input with that hash; offsets refer to it."""
        return self.store.text(sha256)


def open(path: str | Path = "fazhi.kg") -> Graph:
    """Open a store for reading.

    :raises kg.errors.StoreError: there is none, or it is damaged or of a newer format.
    """
    from kg.store import open as open_store

    return Graph(open_store(path))


def extract(path: str | Path) -> Record:
    """The records of one report, linked.

    :param path: of the file; of an archive that holds one report, too.
    :raises kg.errors.InputError: the file cannot be read.
    :raises kg.errors.UsageError: there is no such file, or it holds no report or several.
    """
    from kg import readers

    found = readers.find([path]) if str(path) else []
    if len(found) != 1 or Path(path).is_dir():
        raise UsageError(f"{path}: holds {len(found)} files, not one report; kg.extract_all reads several")
    return _understood(readers.read(found[0]))


def extract_text(text: str, *, file: str = "text") -> Record:
    """The records of a report whose text you have; offsets are those of ``text``.

    :param file: what the records call it.
    """
    import hashlib

    from kg.records import SourceText

    return _understood(SourceText(file, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text))


def extract_all(
    paths: Iterable[str | Path] | str | Path,
    *,
    left_out: list[LeftOut] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Record]:
    """The records of each report in files, folders and archives, in the order of their names.

    :param left_out: takes the files that gave no record, each with the reason; without it the first of them is an error.
    :param progress: told ``"extract"``, how many files are done, and of how many.
    :raises kg.errors.InputError: a file cannot be read. :raises kg.errors.UsageError: there is no such file.
    """
    from kg import readers
    from kg.engines import Failure
    from kg.engines.serial import attempt
    from kg.store.manifest import LeftOut

    found = readers.find([paths] if isinstance(paths, str | Path) else paths)
    for number, one in enumerate(found, 1):
        result = attempt(_read, one)
        if isinstance(result, Failure):
            reason = f"{one.file}: could not be understood ({result.reason}); please report it"
            result = InputError(reason)
        if not isinstance(result, InputError):
            yield result
        elif left_out is None:
            raise result
        else:
            left_out.append(LeftOut(one.file, str(result), "other" if one.passed_over else "unread"))
        if progress is not None:
            progress("extract", number, len(found))


def _read(found: Found) -> Record | InputError:
    from kg import readers

    try:
        return _understood(readers.read(found))
    except InputError as error:
        return error


def _understood(source: SourceText) -> Record:
    from kg.extract import extract
    from kg.link import link

    return link(extract(source))


def build(
    paths: Iterable[str | Path] | str | Path,
    target: str | Path = "fazhi.kg",
    *,
    engine: str = "serial",
    jobs: int | None = None,
    overrides: str | Path | None = None,
    base: str | None = None,
    prune: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Summary:
    """Make or update a store from reports, as ``kg build`` does.

    :param paths: of files, folders and archives.
    :param engine: ``serial``; ``processes`` or ``dask`` with ``jobs`` workers on this machine; ``dask://HOST:PORT``.
    :param overrides: your table of corrections; a build without one takes those of the last build back.
    :param base: what the IRIs of the data begin with (default: as in the last build).
    :param prune: drop the reports of the store that are not below ``paths``.
    :param progress: told the stage, how much of it is done, and of how much.
    :raises kg.errors.UsageError: there is nothing to read, or an argument is wrong.
    :raises kg.errors.StoreError: ``target`` is no store, cannot be written, or is being built by another.
    """
    from kg.store import build as build_store

    several = [paths] if isinstance(paths, str | Path) else paths
    return build_store(
        several, target, engine=engine, jobs=jobs, overrides=overrides, base=base, prune=prune, progress=progress
    )


def to_doc(record: Record) -> Doc:
    """A report as a spaCy ``Doc`` with a span group for each kind of record, for displaCy and your own components."""
    from kg.doc import to_doc as to_doc_

    return to_doc_(record)
