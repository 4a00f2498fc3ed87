"""Asking a saved question of a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.query.files import question
from kg.query.resolve import term
from kg.query.result import Result
from kg.query.running import select
from kg.query.saved import Question, in_language

if TYPE_CHECKING:
    from kg.store.source import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its parameters filled in, ready to run or to be edited.

    :param terms: what each given parameter (and default) became, as SPARQL writes it.
    """

    question: Question
    sparql: str
    terms: dict[str, str]


def prepare(store: Source, name: str | Question, *, language: str = "zh", **parameters: Any) -> Asked:
    """Fill in the parameters of a question.

    :param name: the question, or its name or number.
    :param language: of the labels of concepts in the answer: ``zh`` or ``en``.
    :param parameters: by name; an empty or None value counts as not given.
    :raises UsageError: an unknown question or parameter, a missing one, or a value that fits nothing.
    """
    asked = name if isinstance(name, Question) else question(str(name))
    given = {key.replace("-", "_"): str(v) for key, v in parameters.items() if v is not None and str(v).strip()}
    for key in given:
        asked.parameter(key)
    terms = in_language(language)
    for parameter in asked.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = term(store, parameter, value)
        elif parameter.required:
            label = parameter.label.in_language(language)
            raise UsageError(f"the question {asked.name} needs {parameter.name} ({label}): --param {parameter.name}=…")
    return Asked(asked, asked.sparql(terms), terms)


def ask(
    store: Source, name: str | Question, *, language: str = "zh", timeout: float | None = None, **parameters: Any
) -> Result:
    """The answer to a saved question; arguments and errors as in :func:`prepare`.

    :param timeout: seconds, as in :func:`kg.query.select`.
    """
    return select(store, prepare(store, name, language=language, **parameters).sparql, timeout=timeout)
