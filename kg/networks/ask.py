"""Asking a store for the rows of a view: SQL over its tables, or SPARQL over its graph.

Tables answer sums and joins over millions of rows in milliseconds, the graph anything else. Beside the tables of the
store there is ``issuers`` (report, agency), one row for each agency of a joint report.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, StoreError

if TYPE_CHECKING:
    import polars as pl

    from kg.networks.view import Query

_PARAMETER = re.compile(r"\$([a-z]+)\b")


def ask(store: Any, query: Query, **parameters: str) -> pl.DataFrame:
    """The answer to one query of a view, a column for each variable.

    :param store: an open store or an endpoint (:class:`kg.store.source.Source`).
    :param parameters: IRIs for ``$source``, ``$target``, ``$node`` in the query.
    :raises QueryError: the query is wrong.
    """
    return (_sql if query.language == "sql" else _sparql)(store, query, parameters)


def _sql(store: Any, query: Query, parameters: dict[str, str]) -> pl.DataFrame:
    import polars as pl

    text = _PARAMETER.sub(lambda match: _quoted(parameters[match[1]]), query.text)
    frames: dict[str, pl.LazyFrame] = {}
    for name in sorted(set(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)", text))):
        frames[name] = issuers(store) if name == "issuers" else store.table(name)
    try:
        with pl.SQLContext(frames=frames) as context:
            return context.execute(text, eager=True)
    except pl.exceptions.PolarsError as error:
        raise QueryError(f"{query.where}: {error}") from error


def issuers(store: Any) -> pl.LazyFrame:
    """One row for each report and agency that issued it; see :func:`by_issuer`."""
    return by_issuer(store.table("reports"))


def by_issuer(reports: pl.LazyFrame) -> pl.LazyFrame:
    """The table of reports with a row for each agency that issued one: ``agency``, and the report's year as ``year``."""
    import polars as pl

    return reports.with_columns(agency=pl.col("agencies").str.split(" "), year=pl.col("report_year")).explode("agency")


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _sparql(store: Any, query: Query, parameters: dict[str, str]) -> pl.DataFrame:
    import polars as pl
    import pyoxigraph as ox

    try:
        tokens = {name: str(ox.NamedNode(value)) for name, value in parameters.items()}
        text = _PARAMETER.sub(lambda match: tokens.get(match[1], match[0]), query.text)
        found = store.answer(text)
    except (QueryError, ValueError) as error:
        raise QueryError(f"{query.where}: {error}") from error
    if found.form != "SELECT":
        raise QueryError(f"{query.where}: a view asks by SELECT")
    if found.truncated:
        raise StoreError(f"{query.where}: the endpoint cuts the answer after {len(found):,} rows: allow more there")
    rows = [[_value(term) for term in row] for row in found.terms()]
    return pl.DataFrame(rows, schema=list(found.columns), orient="row", infer_schema_length=None)


def _value(term: Any) -> object:
    """A term as a cell: IRI and text as text, numbers and years as numbers."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    kind = datatype.value.rpartition("#")[2] if datatype is not None else ""
    if kind in ("integer", "gYear", "int", "long"):
        return int(term.value)
    if kind in ("decimal", "double", "float"):
        return float(term.value)
    return bool(term.value == "true") if kind == "boolean" else str(term.value)
