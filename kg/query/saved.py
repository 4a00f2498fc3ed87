"""Saved questions: one file each in ``ontology/questions``, a query with a front matter in comments.

::

    # title.zh: 被引最多的法律文件
    # title.en: Most cited acts
    # counts.zh: 每份报告只计一次 …
    # counts.en: Each report counts once …
    # view: bar
    # param.year.type: year
    # param.year.label.zh: 报告年份
    # param.year.label.en: Report year

    PREFIX fz: <https://w3id.org/fazhi/ontology#>
    SELECT … { … ?count fz:year $year .  #? year
             … }

A parameter stands in the query as ``$name``. A line that ends in ``#? name`` is kept only where that parameter is given,
one that ends in ``#? !name`` only where it is not, one that ends in ``#? name=value`` only where it is that choice; of several
conditions in a mark all must hold. The mark itself is a comment, so every file is valid SPARQL as it is.
A front-matter line that begins with three spaces goes on with the one before. ``# param.NAME.suggest`` holds a query of what to
offer; without it that of the parameter's type is used, ``ontology/suggestions/TYPE.rq``.

Ways of the engine to know when writing one. What stands in an ``OPTIONAL`` is looked up for each row where it is one
pattern, and found for all things there are where it is several: ``OPTIONAL { ?a p ?b OPTIONAL { ?b q ?c } }`` answers
hundreds of times faster than ``OPTIONAL { ?a p ?b . ?b q ?c }``. A ``SELECT`` within is found for all things and joined, which is
many times faster than looking up where most are wanted, and slower where few are: ``{ SELECT ?report ?agency { … } }``. A part
with a ``LIMIT`` is taken to be small, so it is what the rest is looked up for. And rows are sorted fastest by a text that is made
for it, ``SUBSTR(STR(?it), 2)``: what is in the store is compared by its place there first, each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.query.closest import meant
from kg.query.tokens import tokens

#: Types of parameters: things are given by IRI or name, concepts by notation or name.
THINGS = ("act", "agency", "division", "programme", "report")
CONCEPTS = ("activity", "function", "kind", "level", "resolution", "role", "status")
VALUES = ("integer", "year", "text", "choice")
VIEWS = ("table", "bar", "line", "network")

#: The mark at the end of a line that is kept only where its conditions hold.
KEPT_IF = re.compile(r"[ \t]*#\?((?:[ ]+!?\w+(?:=\w+)?)+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Text:
    """Words in Chinese and English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """``zh`` or, for anything else, English."""
        return self.zh if language.startswith("zh") else self.en


def in_language(language: str) -> dict[str, str]:
    """The term ``lang`` that the labels of concepts are asked for with: ``zh`` or, for any other language, ``en``."""
    return {"lang": '"zh"' if language.startswith("zh") else '"en"'}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked about.

    :param type: one of :data:`THINGS`, :data:`CONCEPTS` or :data:`VALUES`.
    :param default: used where nothing is given; None leaves the parameter out.
    :param suggest: a query whose ``?value`` (and ``?label``, in the language ``$lang``) are offered to choose from. Another
        parameter stands in it as ``$name``: once that is given, only what goes with it is offered.
    :param choices: all values that a ``choice`` may have.
    """

    name: str
    type: str
    label: Text
    required: bool = False
    default: str | None = None
    suggest: str | None = None
    choices: tuple[str, ...] = ()

    def offered(self, terms: Mapping[str, str]) -> str | None:
        """The query for what is offered, beside ``terms``: the language and parameters that were given; None where there is none."""
        return None if self.suggest is None else _filled(self.suggest, terms)


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question.

    :param number: of the list of questions; ``name`` is the file's name behind the number.
    :param counts: what the figures mean: the exact definition.
    :param view: how the answer is best shown: ``table``, ``bar``, ``line`` or ``network``.
    :param text: the file as it is.
    """

    number: int
    name: str
    title: Text
    counts: Text
    view: str
    parameters: tuple[Parameter, ...]
    text: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        :raises UsageError: there is none.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters) or "none"
        raise UsageError(
            f"the question {self.name} has no parameter {name!r}{meant(name, [p.name for p in self.parameters])}; it has: {known}"
        )

    def sparql(self, terms: Mapping[str, str]) -> str:
        """The query with its parameters filled in, without the front matter.

        :param terms: for each given parameter its RDF term as SPARQL writes it (``<…>``, ``"…"@zh``, ``2021``).
        """
        lines = []
        for line in body(self.text).splitlines():
            mark = KEPT_IF.search(line)
            if mark is not None:
                if not all(_holds(condition, terms) for condition in mark[1].split()):
                    continue
                line = line[: mark.start()]
            lines.append(line)
        return _filled("\n".join(lines).strip() + "\n", terms)


def _holds(condition: str, terms: Mapping[str, str]) -> bool:
    """Whether ``name``, ``!name`` or ``name=value`` is so.

    >>> _holds("year", {"year": "2021"}), _holds("!year", {"year": "2021"}), _holds("kind=a", {"kind": '"b"'})
    (True, False, False)
    """
    name, equals, value = condition.lstrip("!").partition("=")
    so = terms.get(name) == f'"{value}"' if equals else name in terms
    return so != condition.startswith("!")


def _filled(query: str, terms: Mapping[str, str]) -> str:
    """``query`` with each variable ``$name`` that is a parameter replaced by its term."""
    pieces, position = [], 0
    for token in tokens(query):
        if token.kind == "var" and token.text[0] == "$" and token.text[1:] in terms:
            pieces += [query[position : token.start], terms[token.text[1:]]]
            position = token.end
    return "".join([*pieces, query[position:]])


def body(text: str) -> str:
    """A question's file without its front matter."""
    lines = text.splitlines(keepends=True)
    start = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[start:]).strip("\n") + "\n"
