"""The engine's messages about a wrong query, said so that a user can mend it."""

from __future__ import annotations

import re

from kg.errors import QueryError
from kg.query.tokens import Token, tokens

# error at 2:10: expected one of "'", "\\", OPTIONAL
_AT = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_WORDS = re.compile(r"\b[A-Z]{2,}\b")


def explained(message: str, query: str) -> QueryError:
    """A :class:`QueryError` for what the engine says about ``query``."""
    match = _AT.search(message)
    if match is None:
        return QueryError(message.strip().replace("\n", " ")[:500])
    line, column = int(match[1]), int(match[2])
    expected = match[3].strip()
    if (
        said := re.search(r"(?:The|Undefined|Invalid|Duplicate|Variable|Blank|An?) [^,\"\[\]]{10,}", expected)
    ) is not None:
        return QueryError(f"line {line}, column {column}: {said[0].strip()}", line, column)
    found = _token_at(query, line, column)
    here = f"unexpected {found.text[:40]!r}" if found else "unexpected end of the query"
    words = sorted(set(_WORDS.findall(expected)))
    hint = f", expected {' or '.join(words[:4])}" if 0 < len(words) <= 4 and found is None else ""
    return QueryError(f"line {line}, column {column}: {here}{hint}", line, column)


def _token_at(query: str, line: int, column: int) -> Token | None:
    """The word at or behind a place that the engine names (line and column from 1, columns in code points)."""
    offset = sum(len(text) + 1 for text in query.split("\n")[: line - 1]) + column - 1
    return next((t for t in tokens(query) if t.end > offset), None)
