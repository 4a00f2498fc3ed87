"""A store that is open for reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.graph.namespaces import prefixes
from kg.store import graphs, layout, texts
from kg.store import manifest as manifests

if TYPE_CHECKING:
    import polars as pl
    import pyoxigraph

    from kg.query.result import Result


class OpenStore:
    """One build of a store. A newer build that is published meanwhile does not change it; open again to see that.

    After two of them graph and manifest are as they were, for they are open; tables, texts and the index are gone.

    :ivar path: the store folder as given.
    :ivar folder: the folder of the build that is read.
    :ivar manifest: what the store is made of.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder
        self.manifest = manifests.read(folder)
        self._graph: pyoxigraph.Store | None = None

    def home(self) -> Path:
        """The folder of the build, which is still there.

        :raises StoreError: two newer builds have been published since, and it was removed.
        """
        if not self.folder.is_dir():
            raise StoreError(f"the store {self.path} was replaced by newer builds since it was opened: open it again")
        return self.folder

    @property
    def base(self) -> str:
        """What the IRIs of its data begin with."""
        return self.manifest.base

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes to ask and write with."""
        return prefixes(self.base)

    def graph(self) -> pyoxigraph.Store:
        """The graph, read-only: a snapshot that later builds leave alone."""
        if self._graph is None:
            self._graph = graphs.open_read_only(self.folder / layout.GRAPH)
        return self._graph

    def rows(self, sparql: str) -> list[tuple[Any, ...]]:
        """The answer to a SELECT as RDF terms, None where a variable is unbound; for queries of our own."""
        return graphs.rows(self.graph(), sparql)

    def has_graph(self, iri: str) -> bool:
        """Whether the store has a named graph of that name. :raises ValueError: ``iri`` is none."""
        import pyoxigraph as ox

        return self.graph().contains_named_graph(ox.NamedNode(iri))

    def answer(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """The answer to anybody's query; arguments and errors as :func:`kg.query.select` has them."""
        from kg.query.running import in_folder

        return in_folder(self, sparql, timeout=timeout, max_rows=max_rows)

    def table(self, name: str) -> pl.LazyFrame:
        """The table ``tables/NAME.parquet``.

        :raises StoreError: where the store has no such table.
        """
        import polars as pl

        tables = self.home() / layout.TABLES
        file = tables / f"{name}.parquet"
        if not file.is_file():
            if not tables.is_dir():
                raise StoreError(
                    f"the store {self.path} was loaded from RDF and has no tables: panel, compare and export need one that"
                    " was built from reports, or --endpoint"
                )
            have = ", ".join(sorted(p.stem for p in tables.glob("*.parquet"))) or "none"
            raise StoreError(f"the store {self.path} has no table {name!r}; it has: {have}")
        try:
            table = pl.scan_parquet(file)
            table.collect_schema()
        except (OSError, pl.exceptions.PolarsError) as error:
            raise self._damaged(file, error) from None
        return table

    def _damaged(self, file: Path, error: Exception) -> StoreError:
        why = str(error).partition("\n")[0]
        return StoreError(f"the store is damaged: {file} cannot be opened ({why}); build it again")

    def text(self, sha256: str) -> str:
        """The text of the input with that hash; offsets of evidence refer to it."""
        return texts.read(self.home() / layout.TEXTS, sha256)

    def rdflib(self) -> Any:
        """The graph as an rdflib ``Dataset``, read-only."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.graph()))
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace)
        return dataset


def open(path: Path | str) -> OpenStore:
    """Open the store at ``path`` for reading.

    :raises StoreError: where there is none, or it is damaged or of a newer format.
    """
    store = Path(path)
    for attempt in (1, 2, 3):
        folder = layout.current(store)
        try:
            opened = OpenStore(store, folder)
            opened.graph()
        except StoreError:
            # Two builds may have been published since the folder was looked up, and the first of them removed.
            if attempt == 3 or layout.current(store) == folder:
                raise
            continue
        return opened
    raise AssertionError("unreachable")
