"""The store of a running front end: what a page asks of the graph is answered by the workers, within their limits.

Names that readers type are looked up by queries over all names, and some networks are drawn from a query; inside of the
server's own process nothing could stop those, and none would wait for its turn.
"""

from __future__ import annotations

from typing import Any

from kg.query.guard import Checked
from kg.query.pool import Pool
from kg.query.result import Result
from kg.store import OpenStore

#: Rows of one answer; the workers refuse an answer that is too large by its bytes before.
MOST = 10_000_000


class Served(OpenStore):
    """An open store whose queries run in a pool; tables, texts and the search index are read here.

    :raises kg.query.pool.Busy: and the other errors of :meth:`kg.query.pool.Pool.run`, wherever the graph is asked.
    """

    def __init__(self, opened: OpenStore, pool: Pool) -> None:
        vars(self).update(vars(opened))
        self._pool = pool

    def rows(self, sparql: str) -> list[tuple[Any, ...]]:
        """The answer to a SELECT of our own as RDF terms, None where a variable is unbound."""
        return self._asked(sparql, Checked("SELECT"), None, None).terms()

    def answer(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """The answer to anybody's query; arguments as :func:`kg.query.select` has them, with the pool's own time limit."""
        return self._asked(sparql, self._pool.check(sparql), timeout, max_rows)

    def _asked(self, sparql: str, known: Checked, timeout: float | None, max_rows: int | None) -> Result:
        name = "json" if known.kind == "results" else "nt"
        answer = self._pool.run(sparql, name, timeout=timeout, max_rows=max_rows or MOST, checked=known)
        try:
            return Result(answer.form, answer.body(), answer.columns, truncated=answer.truncated)
        finally:
            answer.close()
