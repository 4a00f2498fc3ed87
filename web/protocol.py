"""Reading a SPARQL 1.1 Protocol request: what is asked, over which graphs, in which format. Nothing is asked here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from web.problems import Problem

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
#: The parameters that the protocol and this endpoint know.
QUERY, UPDATE, DEFAULT_GRAPH, NAMED_GRAPH, FORMAT = "query", "update", "default-graph-uri", "named-graph-uri", "format"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the query, the dataset that it names (None where it names none) and ``?format=``."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None


def parameters(raw: bytes) -> list[tuple[str, str]]:
    """The pairs of a query string or form; bytes that are no UTF-8 are refused and not replaced."""
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict")
    except UnicodeDecodeError:
        try:  # clients that leave Chinese unescaped in the URL
            return parse_qsl(raw.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict")
        except UnicodeDecodeError as error:
            raise Problem(400, "not-utf-8", "the request's parameters are not UTF-8") from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", f"the query is not UTF-8 (byte {error.start + 1})") from error


def from_get(query_string: bytes) -> Ask | None:
    """A query by GET; None where there is no ``query`` parameter at all."""
    return _read(parameters(query_string))


def from_post(content_type: str, charset: str | None, query_string: bytes, body: bytes) -> Ask:
    """A query by POST, as a form or directly.

    :raises web.problems.Problem: 415 for another media type, 400 for a body without a query.
    """
    if content_type not in (FORM, DIRECT):
        raise Problem(
            415,
            "unsupported-media-type",
            f"a query is posted as {FORM} or {DIRECT}, not as {content_type or 'nothing'}",
            headers={"Accept-Post": f"{FORM}, {DIRECT}"},
        )
    if charset and charset.lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(415, "unsupported-charset", f"a query is posted in UTF-8, not in {charset}")
    if content_type == DIRECT:
        beside = parameters(query_string)
        if any(name in (QUERY, UPDATE) for name, _ in beside):
            raise Problem(400, "two-queries", f"a query posted as {DIRECT} has no query or update in its URL as well")
        return _dataset(_utf8(body), beside)
    found = _read([*parameters(query_string), *parameters(body)])
    if found is None:
        raise Problem(400, "no-query", "the form has no parameter 'query'")
    return found


def _read(pairs: list[tuple[str, str]]) -> Ask | None:
    queries = [value for name, value in pairs if name == QUERY]
    if any(name == UPDATE for name, _ in pairs):
        raise Problem(400, "read-only", "this endpoint is read-only: updates are not taken")
    if len(queries) > 1:
        raise Problem(400, "two-queries", "there is more than one parameter 'query'")
    return _dataset(queries[0], pairs) if queries else None


def _dataset(query: str, pairs: list[tuple[str, str]]) -> Ask:
    default = tuple(value for name, value in pairs if name == DEFAULT_GRAPH)
    named = tuple(value for name, value in pairs if name == NAMED_GRAPH)
    formats = [value for name, value in pairs if name == FORMAT and value]
    if len(formats) > 1:
        raise Problem(400, "two-formats", "there is more than one parameter 'format'")
    return Ask(query, default or None, named or None, formats[0] if formats else None)
