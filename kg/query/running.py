"""Running one query on an open store, in this process or in a worker with a time limit."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, finalize

from kg.errors import QueryError, StoreError, UsageError
from kg.query import formats
from kg.query.errors import explained
from kg.query.guard import check
from kg.query.result import Result
from kg.query.serialise import write

if TYPE_CHECKING:
    from kg.query.pool import Pool
    from kg.store import OpenStore
    from kg.store.source import Source

_POOLS: WeakKeyDictionary[OpenStore, Pool] = WeakKeyDictionary()
_LOCK = threading.Lock()


def select(store: Source, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
    """Ask ``store`` any query.

    :param store: an open store, or an endpoint.
    :param timeout: seconds; without it the query runs in this process and cannot be stopped.
    :param max_rows: more rows or triples than these, 1 or more, are cut off, and the result says so.
    :raises QueryError: the query is refused or wrong. :raises QueryTimeout: it passed ``timeout``.
    :raises UsageError: ``max_rows`` is less than 1.
    """
    if max_rows is not None and max_rows < 1:
        raise UsageError(f"an answer of {max_rows} rows says nothing: give 1 or more")
    return store.answer(sparql, timeout=timeout, max_rows=max_rows)


def in_folder(store: OpenStore, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
    """Ask the store in a folder; arguments and errors as of :func:`select`."""
    if timeout is not None:
        return _limited(store, sparql, timeout, max_rows)
    checked = check(sparql, prefixes=store.prefixes)
    form = formats.by_name("json" if checked.kind == "results" else "nt", checked.kind)
    graph = store.graph()
    pieces: list[bytes] = []
    try:
        import pyoxigraph as ox

        for iri in checked.graphs:
            if not graph.contains_named_graph(ox.NamedNode(iri)):
                raise QueryError(f"the store has no graph <{iri}>, and nothing is fetched from elsewhere")
        answer = graph.query(sparql, prefixes=store.prefixes)
        columns = tuple(v.value for v in answer.variables) if isinstance(answer, ox.QuerySolutions) else ()
        written = write(answer, form, pieces.append, limit=max_rows)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise explained(str(error), sparql) from None
    except OSError as error:
        raise StoreError(f"the store {store.path} cannot be read: {error}") from None
    return Result(checked.form, b"".join(pieces), columns, truncated=written.truncated)


def _limited(store: OpenStore, sparql: str, timeout: float, max_rows: int | None) -> Result:
    """The same in a worker; the worker is kept for the next query on this store."""
    kind = check(sparql, prefixes=store.prefixes).kind
    try:
        answer = _pool(store).run(sparql, "json" if kind == "results" else "nt", timeout=timeout, max_rows=max_rows)
    except StoreError:
        store.home()  # a new worker cannot open what is gone
        raise
    try:
        return Result(answer.form, answer.body(), answer.columns, truncated=answer.truncated)
    finally:
        answer.close()


def _pool(store: OpenStore) -> Pool:
    """The pool of an open store; its worker ends with the store."""
    from kg.query.pool import Pool

    with _LOCK:
        pool = _POOLS.get(store)
        if pool is None:
            pool = _POOLS[store] = Pool(store.path, build=store.folder, workers=1, prefixes=store.prefixes)
            finalize(store, pool.close)
    return pool
