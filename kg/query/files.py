"""The files of saved questions: read, checked, found by name. What may stand in them: :mod:`kg.query.saved`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import UsageError
from kg.query.closest import meant
from kg.query.saved import CONCEPTS, KEPT_IF, THINGS, VALUES, VIEWS, Parameter, Question, Text

_MARK = re.compile(r"#\?")
#: Keys of the front matter, and of each parameter in it.
_KEYS = ("title.zh", "title.en", "counts.zh", "counts.en", "view", "sentences")
_ITS_KEYS = ("type", "label.zh", "label.en", "required", "default", "suggest", "choices")


def parse(file: str, text: str) -> Question:
    """A question from its file.

    :param file: the file's name, ``02-where-cited.rq``.
    :raises UsageError: the front matter is wrong; the message says what and where.
    """
    number, _, name = Path(file).stem.partition("-")
    if not (number.isdigit() and name):
        raise UsageError(f"{file}: a question's file is named NN-name.rq")
    matter = _front_matter(file, text)
    names = list(dict.fromkeys(key.split(".")[1] for key in matter if key.startswith("param.")))
    known = {*_KEYS, *(f"param.{name}.{key}" for name in names for key in _ITS_KEYS)}
    for key in matter:
        if key not in known:
            raise UsageError(f"{file}: {key!r}{meant(key, sorted(known))} means nothing in the front matter")
    view = matter.get("view", "table")
    if view not in VIEWS:
        raise UsageError(f"{file}: view is {view!r}, it must be one of {', '.join(VIEWS)}")
    parameters = tuple(_parameter(file, p, matter) for p in names)
    _check_marks(file, text, parameters)
    return Question(
        int(number), name, _text(file, matter, "title"), _text(file, matter, "counts"), view, parameters, text
    )


def _front_matter(file: str, text: str) -> dict[str, str]:
    matter: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if line.startswith("#   ") and key:
            matter[key] += " " + line[1:].strip()
            continue
        key, colon, value = (part.strip() for part in line[1:].partition(":"))
        if not colon:
            raise UsageError(f"{file}: the line {line!r} of the front matter is not KEY: VALUE")
        matter[key] = value
    return matter


def _text(file: str, matter: Mapping[str, str], key: str) -> Text:
    try:
        return Text(matter[f"{key}.zh"], matter[f"{key}.en"])
    except KeyError as missing:
        raise UsageError(f"{file}: the front matter lacks {missing.args[0]}") from None


def _parameter(file: str, name: str, matter: Mapping[str, str]) -> Parameter:
    start = f"param.{name}."
    kind = matter.get(f"{start}type", "")
    if kind not in (*THINGS, *CONCEPTS, *VALUES):
        raise UsageError(f"{file}: the parameter {name} has no known type: {kind!r}")
    default, choices = matter.get(f"{start}default"), tuple(matter.get(f"{start}choices", "").split())
    if (kind == "choice") != bool(choices):
        raise UsageError(
            f"{file}: the parameter {name} is of type {kind}: only a choice has choices, and it needs them"
        )
    if choices and default is not None and default not in choices:
        raise UsageError(f"{file}: {default!r}, the default of {name}, is none of its choices {', '.join(choices)}")
    return Parameter(
        name,
        kind,
        _text(file, matter, f"{start}label"),
        matter.get(f"{start}required", "no") == "yes",
        default,
        matter.get(f"{start}suggest") or _suggestion(kind),
        choices,
    )


def _check_marks(file: str, text: str, parameters: tuple[Parameter, ...]) -> None:
    """:raises UsageError: a condition on a line names no parameter or none of its choices, so it would never hold."""
    by_name = {p.name: p for p in parameters}
    for number, line in enumerate(text.splitlines(), 1):
        if _MARK.search(line) is None:
            continue
        mark = KEPT_IF.search(line)
        if mark is None:
            raise UsageError(
                f"{file} line {number}: a mark is '#? NAME', '#? !NAME' or '#? NAME=VALUE' at the line's end"
            )
        for condition in mark[1].split():
            name, _, value = condition.lstrip("!").partition("=")
            if name not in by_name or (value and value not in by_name[name].choices):
                raise UsageError(
                    f"{file} line {number}: {condition!r} is no parameter of the question or none of its choices"
                )


@cache
def _suggestion(kind: str) -> str | None:
    """What is offered for parameters of a type."""
    file = resources.folder("ontology") / "suggestions" / f"{kind}.rq"
    return file.read_text("utf-8") if file.exists() else None


@cache
def questions() -> tuple[Question, ...]:
    """All saved questions, by number."""
    files = sorted((resources.folder("ontology") / "questions").glob("*.rq"))
    return tuple(parse(file.name, file.read_text("utf-8")) for file in files)


def question(name: str) -> Question:
    """A question by its number or name (``2``, ``where-cited``, ``02-where-cited``).

    :raises UsageError: there is none; the message suggests names that are close.
    """
    wanted = name.strip().lower()
    number, _, rest = wanted.partition("-")
    for one in questions():
        if wanted == one.name or (number.isdigit() and int(number) == one.number and rest in ("", one.name)):
            return one
    about = [q.name for q in questions() if wanted and wanted in f"{q.title.zh} {q.title.en} {q.counts.zh}".lower()]
    raise UsageError(
        f"there is no question {name!r}{meant(wanted, [q.name for q in questions()], about)}; kg ask --list shows all"
    )
