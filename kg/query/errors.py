"""The engine's messages about a wrong query, said so that a user can mend it."""

from __future__ import annotations

import re

from kg.errors import QueryError
from kg.query.grammar import first_error
from kg.query.tokens import place

# error at 2:10: expected one of "'", "\\", OPTIONAL
_AT = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
# What the engine says in words: The SELECT contains a variable that is unbound.
_WORDS = re.compile(r"(?:The|Undefined|Invalid|Duplicate|Variable|Blank|An?) [^,\"\[\]]{10,}")


def explained(message: str, query: str) -> QueryError:
    """A :class:`QueryError` for what the engine says about ``query``.

    The place that the engine names is where it last tried a word, which may be a few words off; the grammar finds the
    first word that does not fit. Where it finds none, the engine's place is given.
    """
    match = _AT.search(message)
    if match is None:
        return QueryError(" ".join(message.split())[:500])
    wrong = first_error(query)
    if wrong is not None:
        offset = len(query.rstrip()) if wrong.token is None else wrong.token.start
        line, column = place(query, offset)
        found = (
            "the end of the query" if wrong.token is None else repr(query[offset : min(wrong.token.end, offset + 40)])
        )
        return QueryError(f"line {line}, column {column}: unexpected {found}, expected {wrong.expected}", line, column)
    line, column = int(match[1]), int(match[2])
    if (said := _WORDS.search(match[3])) is not None:
        return QueryError(f"line {line}, column {column}: {said[0].strip()}", line, column)
    return QueryError(f"line {line}, column {column} or shortly before: the query is not right here", line, column)
