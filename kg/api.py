"""The Python API: :func:`open` a store and ask it, :func:`extract` one report, :func:`build` a store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import rdflib
    from spacy.tokens import Doc

    from kg.networks.schema import Graph as Network
    from kg.query import Question, Result
    from kg.records import Record, SourceText
    from kg.store import OpenStore, Summary


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
        :param parameters: of the question; things by name or IRI.
        :raises kg.errors.UsageError: an unknown question or parameter, or a name that fits nothing or too much.
        """
        from kg.query import ask

        return ask(self.store, question, language=language, timeout=timeout, **parameters)

    def questions(self) -> tuple[Question, ...]:
        """The saved questions."""
        from kg.query import questions

        return questions()

    def search(self, text: str, limit: int = 50) -> list[Any]:
        """The sentences that hold all words of ``text``: a list of :class:`kg.store.searching.Hit`."""
        from kg.store import search

        return search(self.store, text, limit)

    def network(self, view: str, **options: Any) -> Network:
        """A network as a typed networkx graph: ``g.network("agency-act", years=(2018, 2024))``.

        :param view: one of :func:`kg.networks.names`; options as of :func:`kg.networks.network`.
        """
        from kg.networks import network

        return network(self.store, view, **options)

    def panel(self, **options: Any) -> Any:
        """The panel agency × year × indicator as a Polars frame; options as of :func:`kg.panel.panel`."""
        from kg.panel import panel

        return panel(self.store, **options)

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


def extract(source: str | Path | SourceText) -> Record | list[Record]:
    """The records of a report, linked.

    :param source: a path (of a file; a folder or archive gives a list), or the text of a report itself: a string that
        holds a line end or a mark that ends or quotes in Chinese (``。；《“``).
    :raises kg.errors.InputError: the file cannot be read. :raises kg.errors.UsageError: there is no such file.
    """
    import hashlib

    from kg import readers
    from kg.extract import extract as extract_
    from kg.link import link
    from kg.records import SourceText

    if isinstance(source, str) and not _is_path(source):
        source = SourceText("text", hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(), source)
    if isinstance(source, SourceText):
        return link(extract_(source))
    found = readers.find([source])
    records = [link(extract_(readers.read(one))) for one in found]
    return records[0] if len(records) == 1 and Path(source).is_file() and found[0].member is None else records


def _is_path(text: str) -> bool:
    """Whether a string names a file rather than being a report: it exists, or has nothing that only text has."""
    if "\n" in text or len(text.encode("utf-8", "replace")) > 1024:
        return False
    try:
        return Path(text).exists() or not _TEXT.intersection(text)
    except (OSError, ValueError):
        return False


_TEXT = frozenset("。；《“")


def build(paths: Iterable[str | Path] | str | Path, target: str | Path = "fazhi.kg", **options: Any) -> Summary:
    """Make or update a store from reports; options as of :func:`kg.store.build`."""
    from kg.store import build as build_store

    return build_store([paths] if isinstance(paths, str | Path) else paths, target, **options)


def to_doc(record: Record) -> Doc:
    """A report as a spaCy ``Doc`` with a span group for each kind of record, for displaCy and your own components."""
    from kg.doc import to_doc as to_doc_

    return to_doc_(record)
