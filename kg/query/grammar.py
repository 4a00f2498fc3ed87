"""Where a query stops being SPARQL: its grammar over the words of :mod:`kg.query.tokens`.

The engine decides whether a query is right; this only finds the place and says what was expected there, for the engine
names a place that may lie some words before or behind. It follows the productions of the SPARQL 1.1 grammar; what
it does not know (RDF-star terms) it passes over.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.query.tokens import Token, tokens

_END = "the end of the query"
_COMPARING = frozenset(("||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/"))
_GROUP_WORDS = frozenset(("OPTIONAL", "MINUS", "LATERAL", "GRAPH", "FILTER", "BIND", "VALUES", "SERVICE"))


class Unexpected(Exception):
    """The first word that does not fit; None at the end of the query."""

    def __init__(self, token: Token | None, expected: str) -> None:
        super().__init__(expected)
        self.token = token
        self.expected = expected


def first_error(query: str) -> Unexpected | None:
    """The first word of ``query`` that the grammar does not allow, or None where it finds none."""
    try:
        _Reader(query).query()
    except Unexpected as error:
        return error
    except (RecursionError, _Unknown):
        return None
    return None


class _Unknown(Exception):
    """Something that this grammar does not know; the engine may."""


class _Reader:
    def __init__(self, query: str) -> None:
        self.words = list(tokens(query))
        self.at = 0

    # -- words ---------------------------------------------------------------------------------------------------------

    @property
    def token(self) -> Token | None:
        return self.words[self.at] if self.at < len(self.words) else None

    @property
    def text(self) -> str:
        """The next keyword or mark; empty for all else."""
        token = self.token
        return token.text if token is not None and token.kind in ("word", "mark") else ""

    @property
    def kind(self) -> str:
        return self.token.kind if self.token is not None else ""

    def fail(self, expected: str) -> Unexpected:
        if self.text in ("<<", "<<(", "{|", "~"):
            raise _Unknown
        return Unexpected(self.token, expected)

    def take(self, *texts: str) -> bool:
        if self.text and self.text in texts:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.fail(text)

    def need_kind(self, expected: str, *kinds: str) -> None:
        if self.kind not in kinds:
            raise self.fail(expected)
        self.at += 1

    # -- the query -----------------------------------------------------------------------------------------------------

    def query(self) -> None:
        self.prologue()
        if self.take("SELECT"):
            self.select()
        elif self.take("CONSTRUCT"):
            self.construct()
        elif self.take("DESCRIBE"):
            self.describe()
        elif self.take("ASK"):
            self.dataset()
            self.where()
        else:
            raise self.fail("SELECT, ASK, CONSTRUCT or DESCRIBE")
        self.modifiers()
        if self.token is not None:
            raise self.fail(_END)

    def prologue(self) -> None:
        while self.text in ("PREFIX", "BASE"):
            if self.take("PREFIX"):
                self.need_kind("a prefix like ex:", "name")
            else:
                self.at += 1
            self.need_kind("an IRI in <…>", "iri")

    def select(self) -> None:
        self.take("DISTINCT", "REDUCED")
        if not self.take("*"):
            count = 0
            while self.kind == "var" or self.text == "(":
                if self.take("("):
                    self.expression()
                    self.as_variable()
                else:
                    self.at += 1
                count += 1
            if not count:
                raise self.fail("* or variables; an expression stands in brackets: (COUNT(?x) AS ?n)")
        self.dataset()
        self.where()

    def as_variable(self) -> None:
        self.need("AS")
        self.need_kind("a variable", "var")
        self.need(")")

    def construct(self) -> None:
        if self.text == "{":
            self.triples_in_braces()
            self.dataset()
            self.where()
        else:
            self.dataset()
            self.need("WHERE")
            self.triples_in_braces()

    def describe(self) -> None:
        if not self.take("*"):
            self.need_kind("*, a variable or an IRI", "var", "iri", "name")
            while self.kind in ("var", "iri", "name"):
                self.at += 1
        self.dataset()
        if self.text in ("WHERE", "{"):
            self.where()

    def dataset(self) -> None:
        while self.take("FROM"):
            self.take("NAMED")
            self.need_kind("the IRI of a graph", "iri", "name")

    def where(self) -> None:
        self.take("WHERE")
        self.group()

    def modifiers(self) -> None:
        if self.take("GROUP"):
            self.need("BY")
            self.several(self.condition, "what to group by")
        if self.take("HAVING"):
            self.several(self.constraint, "a condition in brackets")
        if self.take("ORDER"):
            self.need("BY")
            self.several(self.condition, "what to order by")
        while self.take("LIMIT", "OFFSET"):
            self.need_kind("a number", "number")
        if self.take("VALUES"):
            self.data()

    def several(self, one: Callable[[], bool], expected: str) -> None:
        if not one():
            raise self.fail(expected)
        while one():
            pass

    def condition(self) -> bool:
        if self.take("ASC", "DESC"):
            self.need("(")
            self.expression()
            self.need(")")
            return True
        if self.kind == "var":
            self.at += 1
            return True
        if self.take("("):
            self.expression()
            if self.text == "AS":
                self.as_variable()
            else:
                self.need(")")
            return True
        return self.constraint()

    def constraint(self) -> bool:
        """A condition of FILTER or HAVING: brackets, a function with its arguments, EXISTS."""
        if self.take("("):
            self.expression()
            self.need(")")
            return True
        if self.kind in ("iri", "name"):
            self.at += 1
            self.arguments()
            return True
        if self.kind == "word" and self.text not in ("LIMIT", "OFFSET", "VALUES", "ORDER", "GROUP", "HAVING"):
            return self.call()
        return False

    # -- patterns ------------------------------------------------------------------------------------------------------

    def group(self) -> None:
        self.need("{")
        if self.take("SELECT"):
            self.select()
            self.modifiers()
            self.need("}")
            return
        while not self.take("}"):
            if self.text == "{":
                self.group()
                while self.take("UNION"):
                    self.group()
            elif self.text in _GROUP_WORDS:
                self.special()
            else:
                self.triples()
                if self.text != "." and self.text != "}" and self.text != "{" and self.text not in _GROUP_WORDS:
                    raise self.fail(". or ; or }")
            self.take(".")

    def special(self) -> None:
        if self.take("OPTIONAL", "MINUS", "LATERAL"):
            self.group()
        elif self.take("GRAPH"):
            self.need_kind("a variable or the IRI of a graph", "var", "iri", "name")
            self.group()
        elif self.take("FILTER"):
            if not self.constraint():
                raise self.fail("a condition in brackets")
        elif self.take("BIND"):
            self.need("(")
            self.expression()
            self.as_variable()
        elif self.take("VALUES"):
            self.data()
        else:
            raise _Unknown

    def data(self) -> None:
        if self.kind == "var":
            self.at += 1
            self.need("{")
            while not self.take("}"):
                self.value()
            return
        self.need("(")
        while not self.take(")"):
            self.need_kind("a variable or )", "var")
        self.need("{")
        while not self.take("}"):
            self.need("(")
            while not self.take(")"):
                self.value()

    def value(self) -> None:
        if self.kind == "var":
            raise self.fail("a value; VALUES holds no variables")
        if not self.take("UNDEF") and not self.term():
            raise self.fail("a value or UNDEF")

    def triples_in_braces(self) -> None:
        self.need("{")
        while not self.take("}"):
            self.triples()
            if not self.take(".") and self.text != "}":
                raise self.fail(". or ; or }")

    def triples(self) -> None:
        node = self.text in ("[", "(")
        if not self.node():
            raise self.fail("a pattern, or }")
        if not self.verb():
            if node:
                return
            raise self.fail("a property")
        self.objects()
        while self.take(";"):
            if self.verb():
                self.objects()

    def verb(self) -> bool:
        if self.kind == "var":
            self.at += 1
            return True
        if self.kind in ("iri", "name") or self.text in ("A", "^", "!", "("):
            self.path()
            return True
        return False

    def path(self) -> None:
        self.step()
        while self.take("/", "|"):
            self.step()

    def step(self) -> None:
        while self.take("^", "!"):
            pass
        if self.take("("):
            if not self.take(")"):
                self.path()
                self.need(")")
        elif not self.take("A"):
            self.need_kind("a property", "iri", "name")
        self.take("?", "*", "+")

    def objects(self) -> None:
        while True:
            if not self.node():
                raise self.fail("an object")
            if not self.take(","):
                return

    def node(self) -> bool:
        """A variable, a term, a list or a blank node with its properties."""
        if self.kind == "var":
            self.at += 1
            return True
        if self.take("("):
            while not self.take(")"):
                if not self.node():
                    raise self.fail("a member of the list, or )")
            return True
        if self.take("["):
            if not self.take("]"):
                if not self.verb():
                    raise self.fail("a property, or ]")
                self.objects()
                while self.take(";"):
                    if self.verb():
                        self.objects()
                self.need("]")
            return True
        return self.term()

    def term(self) -> bool:
        if self.kind in ("iri", "name", "blank", "number"):
            self.at += 1
            return True
        if self.kind == "string":
            self.at += 1
            if self.kind == "lang":
                self.at += 1
            elif self.take("^^"):
                self.need_kind("the IRI of a datatype", "iri", "name")
            return True
        if self.text in ("+", "-"):
            self.at += 1
            self.need_kind("a number", "number")
            return True
        return self.take("TRUE", "FALSE")

    # -- expressions ---------------------------------------------------------------------------------------------------

    def expression(self) -> None:
        self.unary()
        while True:
            if self.text in _COMPARING:
                self.at += 1
                self.unary()
            elif self.text in ("IN", "NOT"):
                self.take("NOT")
                self.need("IN")
                self.arguments()
            else:
                return

    def unary(self) -> None:
        while self.take("!", "+", "-"):
            pass
        if self.take("("):
            self.expression()
            self.need(")")
        elif self.kind == "var":
            self.at += 1
        elif self.kind in ("iri", "name"):
            self.at += 1
            if self.text == "(":
                self.arguments()
        elif self.term():
            pass
        elif self.kind != "word" or not self.call():
            raise self.fail("a variable, a value or a function")

    def call(self) -> bool:
        if self.take("NOT"):
            self.need("EXISTS")
            self.group()
        elif self.take("EXISTS"):
            self.group()
        else:
            self.at += 1
            if self.text != "(":
                self.at -= 1
                raise self.fail("a variable, a value or a function")
            self.arguments()
        return True

    def arguments(self) -> None:
        self.need("(")
        self.take("DISTINCT")
        if self.take(")"):
            return
        if not self.take("*"):
            self.expression()
            while self.take(","):
                self.expression()
        if self.take(";"):
            self.need("SEPARATOR")
            self.need("=")
            self.need_kind("a string", "string")
        self.need(")")
