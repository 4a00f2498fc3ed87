"""Refuses queries that would write, fetch from elsewhere, or overflow the engine, before the engine sees them.

What is refused, and why (figures: Oxigraph 0.5 with an 8 MB stack):

* updates: the store is read-only; ``SERVICE`` and ``FROM`` a graph that the store does not hold: nothing is fetched;
* more than 200 open brackets: 1,000 nested function calls or 3,000 nested groups overflow the stack and end the process;
* more than 1,000 operators: as many OPTIONAL or projected expressions in a row do the same from about 3,000 on;
* more than 100 joined patterns: planning a star of 100 takes 0.7 s, one of 200 takes 13 s, on an empty store;
* more than 64 KiB.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from kg.errors import QueryError
from kg.query.tokens import Token, place, tokens

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a query may be.

    :param length: bytes in UTF-8. :param depth: open brackets. :param operators: operators and clauses in all.
    :param patterns: triple patterns that are joined with each other.
    """

    length: int = 65_536
    depth: int = 200
    operators: int = 1_000
    patterns: int = 100


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known about a query that passed.

    :param form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.
    :param graphs: IRIs of the graphs in its FROM and FROM NAMED clauses.
    """

    form: str
    graphs: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """``results`` or ``triples``: which formats its answer has."""
        return "results" if self.form in ("SELECT", "ASK") else "triples"


def check(
    query: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Checked:
    """Look through a query before it is run.

    :param prefixes: those that hold without being declared. :param base: what relative IRIs are resolved against.
    :raises QueryError: it is refused; the message says why, ``line`` and ``column`` where.
    """
    length = len(query) if len(query) > limits.length else len(query.encode("utf-8", "surrogatepass"))
    if length > limits.length:
        raise QueryError(f"the query is too long: {length:,} bytes, the limit is {limits.length:,}")
    if (lone := re.search(r"[\ud800-\udfff]", query)) is not None:
        raise _refusal(query, lone.start(), "the query holds half a character (a lone surrogate)")
    return _Check(query, dict(prefixes or {}), limits, base or "").run()


def _refusal(query: str, offset: int, message: str) -> QueryError:
    line, column = place(query, offset)
    return QueryError(f"{message} (line {line}, column {column})", line, column)


@dataclass(slots=True)
class _Group:
    """An open bracket while patterns are counted; ``own`` patterns are joined, ``last`` came from the group just closed."""

    opener: str
    before: str
    start: int = 0
    patterns: int = 0
    last: int = 0
    select: bool = False
    statement: bool = False


#: Words and marks that nest in the engine's tree as often as they follow each other.
_OPERATORS = frozenset(
    "UNION OPTIONAL MINUS LATERAL GRAPH FILTER BIND EXISTS VALUES AS || && | / + - * ! ^ = != < > <= >= ^^".split()
)
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_TERMS = frozenset(("string", "iri", "blank", "name", "var", "number"))
_OPENERS = {"{": "}", "template": "}", "(": ")", "expression": ")", "[": "]"}
_CLOSING = frozenset(_OPENERS.values())
#: What stands before a group whose patterns are planned apart from those around it.
_APART = frozenset(("OPTIONAL", "MINUS", "EXISTS", "LATERAL", "UNION"))


@dataclass(slots=True)
class _Check:
    query: str
    prefixes: dict[str, str]
    limits: Limits
    base: str = ""
    form: str = ""
    graphs: list[str] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=lambda: [_Group("", "")])
    operators: int = 0

    def run(self) -> Checked:
        before = before2 = Token("mark", "", 0)
        hidden = "service" in self.query.lower()
        for token in tokens(self.query):
            if token.kind == "mark" and token.text in "'\"":
                raise self.refusal(token, "a string is not closed")
            if token.doubtful and hidden:
                raise self.refusal(token, "this < can be read in two ways: put a space after it where it compares")
            self.names(token, before, before2)
            self.size(token, before)
            before2, before = before, token
        if not self.form:
            raise QueryError("the query is empty: it needs SELECT, ASK, CONSTRUCT or DESCRIBE", 1, 1)
        if len(self.groups) > 1:
            group = self.groups[-1]
            raise _refusal(self.query, group.start, f"this {self.query[group.start]} is not closed")
        return Checked(self.form, tuple(self.graphs))

    def refusal(self, token: Token, message: str) -> QueryError:
        return _refusal(self.query, token.start, message)

    # -- what the query is and where it looks --------------------------------------------------------------------------

    def names(self, token: Token, before: Token, before2: Token) -> None:
        """Follow the prologue, find the form, and refuse what writes or fetches."""
        if token.kind == "word":
            self.word(token)
        elif token.kind == "name" and not (before.text == "PREFIX" and not self.form):
            self.prefixed(token)
        elif token.kind == "iri" and not self.form:
            iri = urljoin(self.base, _unescaped(token.text[1:-1])) if self.base else _unescaped(token.text[1:-1])
            if before2.text == "PREFIX" and before.kind == "name":
                self.prefixes[before.text[:-1]] = iri
            elif before.text == "BASE":
                self.base = iri
        elif not self.form and token.kind == "mark" and token.text == "\\":
            raise self.refusal(token, "escapes stand in strings and IRIs only")
        if token.kind == "iri" and not self.base and not _SCHEME.match(_unescaped(token.text)):
            raise self.refusal(token, f"the IRI {token.text} is relative: write it in full, or with a prefix")
        if token.kind in ("iri", "name") and (
            before.text == "FROM" or (before.text == "NAMED" and before2.text == "FROM")
        ):
            self.graphs.append(self.iri(token))

    def word(self, token: Token) -> None:
        if "SERVICE" in token.text:
            raise self.refusal(token, "SERVICE is refused: queries are answered from this store alone")
        if self.form or token.text in ("PREFIX", "BASE", "VERSION"):
            return
        if any(token.text.startswith(update) for update in UPDATES):
            raise self.refusal(token, f"updates ({token.text}) are refused: the store is read-only")
        self.form = next((form for form in FORMS if token.text.startswith(form)), "")
        if not self.form:
            raise self.refusal(token, f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not {token.text}")

    def prefixed(self, token: Token) -> None:
        prefix = token.text.partition(":")[0]
        if prefix not in self.prefixes:
            if not self.prefixes:
                raise self.refusal(token, f"the prefix {prefix}: is not declared: add PREFIX {prefix}: <…>")
            known = ", ".join(self.prefixes)
            raise self.refusal(
                token, f"the prefix {prefix}: is not declared: use one of {known}, or add PREFIX {prefix}: <…>"
            )
        # The engine reads SERVICEex:a as SERVICE ex:a.
        folded = prefix.lower()
        if "service" in folded:
            rest = prefix[folded.rindex("service") + 7 :]
            if rest in self.prefixes or rest.lower().removeprefix("silent") in map(str.lower, self.prefixes):
                raise self.refusal(token, f"the prefix {prefix}: can be read as SERVICE {rest}: — give it another name")

    def iri(self, token: Token) -> str:
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
        iri = _unescaped(token.text[1:-1])
        return urljoin(self.base, iri) if self.base else iri

    # -- how large it is -----------------------------------------------------------------------------------------------

    def size(self, token: Token, before: Token) -> None:
        """Count brackets, operators and joined patterns."""
        if token.depth > self.limits.depth:
            raise self.refusal(token, f"the query is nested too deeply: more than {self.limits.depth} open brackets")
        if token.clause == "data":
            if token.text not in "{}":
                return
        elif token.kind in ("word", "mark") and token.text in _OPERATORS:
            self.operators += 1
            if self.operators > self.limits.operators:
                raise self.refusal(token, f"the query has too many operators: more than {self.limits.operators:,}")
        self.patterns(token, before)
        if self.groups[-1].patterns > self.limits.patterns:
            raise self.refusal(token, f"the query joins too many patterns: more than {self.limits.patterns}")

    def patterns(self, token: Token, before: Token) -> None:
        group = self.groups[-1]
        text = token.text if token.kind in ("mark", "word") else ""
        if text in ("{", "(", "["):
            self.term(token, before)
            opener = text if token.clause in ("pattern", "data") or text != "(" else "expression"
            if text == "{" and before.text == "CONSTRUCT":
                opener = "template"
            self.groups.append(_Group(opener, before.text, token.start))
        elif text in _CLOSING:
            if len(self.groups) == 1:
                raise self.refusal(token, f"this {text} closes nothing")
            if _OPENERS[group.opener] != text:
                raise _refusal(self.query, group.start, f"this {self.query[group.start]} is not closed")
            self.close(self.groups.pop())
        elif text == "UNION":
            group.patterns -= group.last
            group.last = 0
        elif text == "SELECT":
            group.select = True
        elif group.opener in ("{", "["):
            if text in (";", ",", "/"):
                group.patterns += 1
            elif text == ".":
                group.statement = False
            elif text in ("<<", "<<("):
                group.patterns += 2
            elif token.kind == "word":
                group.statement = group.statement and text in ("A", "TRUE", "FALSE")
        if token.kind in _TERMS:
            self.term(token, before)

    def term(self, token: Token, before: Token) -> None:
        """A term or an opening bracket: it may begin a statement, or be a member of a list."""
        group = self.groups[-1]
        if group.opener in ("{", "[") and not group.statement and token.text != "{" and token.clause == "pattern":
            group.statement = True
            group.patterns += 1
        elif group.opener == "(" and token.text != "{" and (before.kind in _TERMS or before.text in ("(", ")", "]")):
            group.patterns += 2

    def close(self, group: _Group) -> None:
        outer = self.groups[-1]
        if group.opener == "template":
            return
        added = 0 if group.before in _APART else min(1, group.patterns) if group.select else group.patterns
        if group.opener == "{":
            outer.statement = False
        if group.opener == "expression":
            added = 0
        outer.patterns += added
        outer.last = added


def _unescaped(iri: str) -> str:
    """An IRI with its ``\\u`` and ``\\U`` escapes resolved."""
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)),
        iri,
    )
