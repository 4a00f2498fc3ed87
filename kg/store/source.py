"""What can be asked: a store folder or a remote endpoint, behind one small protocol.

Whatever asks (saved questions, any query, networks, counts) knows this protocol alone. :class:`kg.store.opened.OpenStore`
answers from a folder, :class:`kg.store.endpoint.Endpoint` by the SPARQL 1.1 protocol from a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from kg.query.result import Result
    from kg.store.endpoint import Endpoint
    from kg.store.manifest import Manifest
    from kg.store.opened import OpenStore

#: Seconds that anybody waits for an answer, however many are allowed: a week. No clock of the system counts to infinity.
LONGEST = 7 * 86_400.0


class Source(Protocol):
    """A graph that can be asked."""

    @property
    def path(self) -> Path | str:
        """Where it is: the folder, or the address without user and password."""

    @property
    def base(self) -> str:
        """What the IRIs of its data begin with."""

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that hold without being declared."""

    @property
    def manifest(self) -> Manifest:
        """What it is made of, as far as is known."""

    def has_graph(self, iri: str) -> bool:
        """Whether it holds a named graph of that name. :raises ValueError: ``iri`` is none."""

    def rows(self, sparql: str) -> list[tuple[Any, ...]]:
        """The answer to a SELECT of our own as RDF terms of pyoxigraph, None where a variable is unbound."""

    def answer(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """The answer to anybody's query; guard, limits and errors as :func:`kg.query.select` says."""

    def table(self, name: str) -> pl.LazyFrame:
        """One of the tables beside the graph, or what the graph says of it."""


def is_address(text: str) -> bool:
    """Whether ``text`` is the address of a server and not a path."""
    return text.lower().startswith(("http://", "https://"))


def source(where: str) -> OpenStore | Endpoint:
    """The store folder or, where ``where`` is an address (``http://…``), the endpoint there."""
    if is_address(where):
        from kg.store.endpoint import Endpoint

        return Endpoint(where)
    from kg.store.opened import open as open_store

    return open_store(where)
