"""Which build of a store queries are answered from."""

from __future__ import annotations

from pathlib import Path

from kg.errors import QueryError


class Published:
    """The build that is published now, or the one that was chosen.

    :param store: the store folder. :param build: folder of the build that is chosen; None for the published one.
    :raises StoreError: there is no store, or it is damaged or of another format.
    """

    def __init__(self, store: Path, build: Path | None = None) -> None:
        from kg.store import OpenStore, layout
        from kg.store import open as open_store

        self.store, self._build = store, build
        self._open, self._current = open_store, layout.current
        self.opened = open_store(store) if build is None else OpenStore(store, build)
        self._graph, self._link = layout.GRAPH, store / layout.CURRENT
        self._seen: tuple[str, Path] = ("", self.opened.folder)

    def folder(self) -> Path:
        """Its folder. Asked for each query, so the link is read and nothing else, as long as it is the same."""
        if self._build is not None:
            return self._build
        try:
            link = str(self._link.readlink())
        except OSError:  # a copy of a store may have a folder there
            return self._current(self.store)
        known, folder = self._seen
        if link != known:
            folder = self._current(self.store)
            self._seen = (link, folder)
        return folder

    def graph(self, folder: Path) -> Path:
        """Where the graph of a build lies."""
        return folder / self._graph

    def has(self, graph: str) -> bool:
        """Whether it has a named graph of that name. :raises QueryError: ``graph`` is no IRI."""
        import pyoxigraph as ox

        if self._build is None and self.opened.folder != self.folder():
            self.opened = self._open(self.store)
        try:
            return self.opened.graph().contains_named_graph(ox.NamedNode(graph))
        except ValueError as error:
            raise QueryError(f"<{graph}> is no IRI: {error}") from None
