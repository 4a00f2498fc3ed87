"""The answer to a query as Python values, tables and files."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.query import formats
from kg.query.serialise import write
from kg.replacing import replacing
from kg.spreadsheets import rewritten

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyoxigraph as ox
    import rdflib

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE, _DECIMAL, _DAY = "[+-]?[0-9]+", r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_FLOAT = rf"{_DECIMAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_INTEGERS = (
    "integer int long short byte gYear nonNegativeInteger positiveInteger unsignedInt unsignedLong unsignedShort"
    " unsignedByte negativeInteger nonPositiveInteger"
).split()
#: How literals of a datatype are written, and what makes a Python value of them.
_VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    **dict.fromkeys(_INTEGERS, (_WHOLE, int)),
    "decimal": (_DECIMAL, Decimal),
    "double": (_FLOAT, float),
    "float": (_FLOAT, float),
    "boolean": ("true|1|false|0", lambda text: text in ("true", "1")),
    "date": (_DAY, datetime.date.fromisoformat),
    "dateTime": (_DAY + _TIME, datetime.datetime.fromisoformat),
}


class Result:
    """What a query answers: a table (SELECT), a truth value (ASK) or a graph (CONSTRUCT, DESCRIBE).

    :ivar form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
    :ivar columns: names of the table's columns; ``subject``, ``predicate``, ``object`` of a graph.
    :ivar truncated: the query has more rows than were asked for.
    """

    def __init__(self, form: str, body: bytes, columns: tuple[str, ...], *, truncated: bool = False) -> None:
        self.form = form
        self.columns = columns if form in ("SELECT", "ASK") else ("subject", "predicate", "object")
        self.truncated = truncated
        self._body = body
        self._terms: list[tuple[Any, ...]] | None = None

    def __bool__(self) -> bool:
        """The truth value of an ASK; whether there is any row otherwise."""
        if self.form == "ASK":
            import pyoxigraph as ox

            return bool(ox.parse_query_results(self._body, ox.QueryResultsFormat.JSON))
        return bool(self.terms())

    def __len__(self) -> int:
        return len(self.terms())

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows())

    def __repr__(self) -> str:
        if self.form == "ASK":
            return f"<Result ASK {bool(self)}>"
        return f"<Result {self.form} {len(self)} rows: {', '.join(self.columns)}>"

    def terms(self) -> list[tuple[Any, ...]]:
        """The rows as RDF terms of pyoxigraph; None where a variable is unbound."""
        if self._terms is None:
            import pyoxigraph as ox

            if self.form == "SELECT":
                answer = ox.parse_query_results(self._body, ox.QueryResultsFormat.JSON)
                self._terms = [tuple(row) for row in answer]  # type: ignore[union-attr]
            elif self.form == "ASK":
                self._terms = []
            else:
                triples = ox.parse(self._body, format=ox.RdfFormat.N_TRIPLES)
                self._terms = [(t.subject, t.predicate, t.object) for t in triples]
        return self._terms

    def rows(self) -> list[tuple[Any, ...]]:
        """The rows as Python values: IRIs and strings as str, numbers as int, Decimal or float, dates as date."""
        return [tuple(value(term) for term in row) for row in self.terms()]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows()]

    def to_polars(self) -> pl.DataFrame:
        """A Polars frame; decimals become floats."""
        import polars as pl

        return pl.DataFrame(self._columns(), strict=False)

    def to_pandas(self) -> pd.DataFrame:
        """A pandas frame; whole numbers with gaps keep their type (``Int64``), decimals become floats, dates datetimes."""
        try:
            import pandas as pd
        except ImportError:
            raise UsageError(
                "to_pandas() needs pandas: pip install '.[pandas]' in the checkout of fazhi-kg; to_polars() works without"
            ) from None

        columns = {}
        for name, values in self._columns().items():
            columns[name] = pd.Series(values, dtype=_pandas_type([v for v in values if v is not None]))
        return pd.DataFrame(columns, columns=list(self.columns))

    def _columns(self) -> dict[str, list[Any]]:
        rows = self.rows()
        columns: dict[str, list[Any]] = {}
        for index, name in enumerate(self.columns):
            values = [row[index] for row in rows]
            columns[name] = [float(v) if isinstance(v, Decimal) else v for v in values]
        return columns

    def rdflib(self) -> rdflib.Graph:
        """The graph of a CONSTRUCT or DESCRIBE as an rdflib graph.

        :raises UsageError: the query answers with a table.
        """
        if self.form in ("SELECT", "ASK"):
            raise UsageError("only CONSTRUCT and DESCRIBE answer with a graph")
        import rdflib

        return rdflib.Graph().parse(data=self._body.decode(), format="nt")

    def to_bytes(self, format: str) -> bytes:
        """The answer in one of the formats of :mod:`kg.query.formats`.

        :raises UsageError: the form of the query has no such format.
        """
        import pyoxigraph as ox

        form = formats.by_name(format, "results" if self.form in ("SELECT", "ASK") else "triples")
        if form.name in ("json", "nt"):
            return self._body
        out = io.BytesIO()
        if form.kind == "results":
            write(ox.parse_query_results(self._body, ox.QueryResultsFormat.JSON), form, out.write)
        else:
            from kg.graph.namespaces import prefixes

            triples = (t.triple for t in ox.parse(self._body, format=ox.RdfFormat.N_TRIPLES))
            kind = {"ttl": ox.RdfFormat.TURTLE, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}[
                form.name
            ]
            ox.serialize(triples, out, format=kind, prefixes=prefixes())
        return out.getvalue()

    def to_csv(self, path: str | Path | None = None, *, bom: bool = False) -> str | None:
        """The table as CSV; written to ``path``, or returned.

        :param bom: for Excel, see :mod:`kg.spreadsheets`.
        """
        body = self.to_bytes("csv")
        if bom:
            body = b"".join(rewritten([body]))
        if path is None:
            return body.decode("utf-8")
        with replacing(path) as file:
            file.write(body)
        return None


def _pandas_type(values: list[Any]) -> str | None:
    """The type of a column that holds these values and gaps; None where pandas may choose.

    Times of which some say their zone and some do not, and numbers of more than 64 bits, stay Python objects.
    """
    if values and all(type(v) is int for v in values):
        return "Int64" if all(-(2**63) <= v < 2**63 for v in values) else "object"
    if not values or not all(isinstance(v, datetime.date) for v in values):
        return None
    zones = {getattr(v, "tzinfo", None) is not None for v in values}
    return "object" if len(zones) > 1 else "datetime64[s, UTC]" if zones == {True} else "datetime64[s]"


def value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Any:
    """A term as the Python value nearest to it; a literal that is not written as its datatype asks stays a string."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return getattr(term, "value", None) or str(term)
    text: str = term.value  # type: ignore[union-attr]
    written, make = _VALUES.get(datatype.value.removeprefix(_XSD), ("", str))
    try:
        return make(text) if re.fullmatch(written, text) else text
    except (ValueError, ArithmeticError):  # the thirtieth of February
        return text
