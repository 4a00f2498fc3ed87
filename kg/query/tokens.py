"""The words of a SPARQL query: strings, IRIs, names, keywords and marks, each with its place.

The guard needs to know what a query would do before the engine's own parser sees it, because a query can overflow that
parser's stack. A scanner is enough: SPARQL's keywords cannot stand inside strings, comments, IRIs, variables or local
names, so once these are told apart, what is left is the query's structure.

One mark is ambiguous: ``<`` begins an IRI or compares. As in the engine, it compares where an operand stands before it
inside the parentheses of an expression, and begins an IRI elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# PN_CHARS_BASE and PN_CHARS of the SPARQL 1.1 grammar (productions 164-167), with all characters beyond ASCII: those that
# the grammar leaves out may stand in strings, IRIs and comments only, so the engine refuses a query with one elsewhere.
_BASE = r"A-Za-z\x80-\U0010ffff"
_CHARS = rf"{_BASE}_\-0-9"
_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f]+[^<>\"{}|^`\\\x00-\x20]*)*>"
_TOKEN = re.compile(
    rf"""
      (?P<space>  (?:[ \t\r\n]|\#[^\r\n]*)++ )
    | (?P<string> '''(?:'{{0,2}}(?:[^'\\]|\\.))*+''' | \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\"
                | '(?!'')(?:[^'\\\r\n]|\\.)*+' | "(?!"")(?:[^"\\\r\n]|\\.)*+" )
    | (?P<iri>    {_IRI} )
    | (?P<blank>  _:(?:[{_CHARS}]|\.+(?=[{_CHARS}]))*+ )
    | (?P<name>   (?:[{_BASE}](?:[{_CHARS}]|\.+(?=[{_CHARS}]))*+)?:
                  (?:(?:[{_BASE}_:0-9]|{_LOCAL_ESCAPE})(?:[{_CHARS}:]|{_LOCAL_ESCAPE}|\.+(?=[{_CHARS}:%\\]))*+)? )
    | (?P<var>    [?$][{_CHARS}]++ )
    | (?P<lang>   @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<number> (?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)? )
    | (?P<word>   [{_BASE}_][{_CHARS}]*+ )
    | (?P<mark>   \^\^|&&|\|\||!=|<=|>=|<<\(|\)>>|<<|>>|\{{\||\|\}}|. )
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACKETS = frozenset("(){}[]")
_OPERAND = frozenset(("string", "iri", "blank", "name", "var", "lang", "number"))
#: A comparison may hide what follows it in an IRI only by one of these.
_HIDING = re.compile(r"['#()]")


@dataclass(slots=True)
class Token:
    """One word of a query.

    :param kind: ``string``, ``iri``, ``blank``, ``name``, ``var``, ``lang``, ``number``, ``word`` or ``mark``.
    :param text: as written; words (keywords) in upper case.
    :param start: offset in the query, in code points.
    :param depth: how many brackets are open here; a bracket itself counts to the inside.
    :param clause: what stands here: ``pattern``, ``filter``, ``solution`` (projection and modifiers) or ``data`` (VALUES).
    :param doubtful: a ``<`` that another reading of the query could take the other way, hiding what stands after it.
    """

    kind: str
    text: str
    start: int
    depth: int = 0
    clause: str = "pattern"
    doubtful: bool = False

    @property
    def end(self) -> int:
        """Offset behind the token."""
        return self.start + len(self.text)


@dataclass(slots=True)
class _Frame:
    """An open bracket; ``clause`` says what stands in it: pattern, filter, solution (select and modifiers) or data."""

    bracket: str
    clause: str
    expression: bool = False


_CLAUSES = {
    "SELECT": "solution",
    "GROUP": "solution",
    "HAVING": "solution",
    "ORDER": "solution",
    "FILTER": "filter",
    "BIND": "filter",
    "VALUES": "data",
    "WHERE": "pattern",
    "FROM": "pattern",
}


def tokens(query: str) -> Iterator[Token]:
    """The words of ``query``, without spaces and comments.

    >>> [t.text for t in tokens("select?x{?x a<a:b>#c")]
    ['SELECT', '?x', '{', '?x', 'A', '<a:b>']
    """
    frames = [_Frame("", "pattern")]
    position, operand = 0, False
    while position < len(query):
        match = _TOKEN.match(query, position)
        assert match is not None  # the last alternative takes anything
        assert match.lastgroup is not None
        kind, text, start = match.lastgroup, match[0], position
        position = match.end()
        if kind == "space":
            continue
        frame = frames[-1]
        doubtful = False
        if kind == "iri" and operand and frame.bracket == "(":
            doubtful = bool(_HIDING.search(text))
            if frame.expression:
                kind, text = "mark", "<="[: 1 + (text[1] == "=")]
                position = start + len(text)
        elif kind == "word":
            text = text.upper() if text.isascii() else text
            frame.clause = _CLAUSES.get(text, frame.clause)
        depth, clause = len(frames) - 1, frame.clause
        if kind == "mark" and text in _BRACKETS:
            _bracket(text, frames)
            depth = max(depth, len(frames) - 1)
        yield Token(kind, text, start, depth, clause, doubtful)
        operand = kind in _OPERAND or text in (")", "TRUE", "FALSE")


def _bracket(mark: str, frames: list[_Frame]) -> None:
    """Open or close a bracket."""
    frame = frames[-1]
    if mark == "(":
        expression = frame.expression or frame.clause in ("filter", "solution")
        frames.append(_Frame("(", frame.clause, expression))
    elif mark in ("{", "["):
        frames.append(_Frame(mark, "data" if frame.clause == "data" else "pattern"))
    elif mark in (")", "}", "]") and len(frames) > 1:
        frames.pop()
        if frames[-1].bracket != "(" and frames[-1].clause in ("filter", "data"):
            frames[-1].clause = "pattern"


def place(query: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in a query."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
