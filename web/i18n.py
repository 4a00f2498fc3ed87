"""Chinese and English: which one a reader gets, and the catalogue of messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import g, request
from markupsafe import Markup, escape

from kg.graph import concepts
from kg.messages import error as translated
from kg.messages import pattern

if TYPE_CHECKING:
    from flask import Flask, Response

LANGUAGES = ("zh", "en")
_COOKIE = "lang"
_YEAR = 365 * 24 * 3600
#: ``{n|report|reports}``: the first form where n is 1, the second for any other number.
_FORMS = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """The catalogue: texts by key and language, from ``messages.tsv``."""
    found: dict[str, Mapping[str, str]] = {}
    with (Path(__file__).parent / "messages.tsv").open(encoding="utf-8") as file:
        lines = (line.rstrip("\n") for line in file if line.strip() and not line.startswith("#"))
        header = next(lines).split("\t")
        for line in lines:
            row = dict(zip(header, line.split("\t"), strict=True))
            found[row.pop("key")] = row
    return found


def language() -> str:
    """The language of this answer: ``?lang=``, else the reader's earlier choice, else what the browser prefers."""
    chosen: str | None = g.get("language")
    if chosen is None:
        asked = request.args.get("lang")
        chosen = asked if asked in LANGUAGES else request.cookies.get(_COOKIE)
        if chosen not in LANGUAGES:
            chosen = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
        g.language = chosen
    return chosen


def asked_for() -> str | None:
    """The language that a program asks for outright, by ``Accept-Language``."""
    return request.accept_languages.best_match(LANGUAGES) if request.accept_languages else None


@cache
def _sayings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What the pages themselves raise, as patterns with its Chinese."""
    return tuple((pattern(told["en"]), told["zh"]) for key, told in messages().items() if key.startswith("said."))


def said(message: object, chosen: str | None = None) -> str:
    """The message of an error in the reader's language (or the one ``chosen``), as far as it is known."""
    told = str(message)
    if (chosen or language()) == "en":
        return told
    for saying, chinese in _sayings():
        if match := saying.fullmatch(told):
            return chinese.format(**match.groupdict())
    return translated(told, "zh")


def text(key: str, /, **values: object) -> str | Markup:
    """The message in the reader's language, with values filled in and nouns in the number that fits; the key itself where the catalogue lacks it.

    Where a value is markup, the message becomes markup, with everything else escaped.
    """
    message = messages().get(key, {}).get(language())
    if message is None:
        return key.rpartition(".")[2].replace("-", " ")
    message = _FORMS.sub(lambda form: form[2 if str(values.get(form[1])) == "1" else 3], message)
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(escape(message).format(**{name: escape(value) for name, value in values.items()}))
    return message.format(**values) if values else message


def notations(scheme: str) -> list[str]:
    """The notations of all concepts of a scheme."""
    return [name.removeprefix(f"{scheme}/") for name in concepts.labels() if name.startswith(f"{scheme}/")]


def concept(scheme: str, notation: str | None) -> str:
    """The name of a concept in the reader's language: ``level``, ``law`` → 法律."""
    if not notation:
        return str(text("unknown"))
    return concepts.name(scheme, notation, language()) or str(text(f"{scheme}.{notation}"))


@cache
def _remarks() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What builds remark on reports, as patterns, and how it is said in Chinese."""
    lines = (Path(__file__).parent / "remarks.tsv").read_text("utf-8").splitlines()[2:]
    return tuple(
        (re.compile(re.escape(remark).replace(r"\{\}", "(.+?)")), said)
        for remark, said in (line.split("\t") for line in lines)
    )


def remark(written: str) -> str:
    """A remark on a report in the reader's language; as it is written where it is not known."""
    if language() == "zh":
        for made, said in _remarks():
            if match := made.fullmatch(written):
                return said.format(*match.groups())
    return written


def register(app: Flask) -> None:
    """Give templates ``_()`` and ``concept()``, and remember the language that a reader chose."""

    # Functions are globals, so that imported macros have them too.
    app.jinja_env.globals.update(_=text, concept=concept, remark=remark, said=said, languages=LANGUAGES)

    @app.context_processor
    def _chosen() -> dict[str, object]:
        return {"lang": language()}

    @app.after_request
    def _remember(response: Response) -> Response:
        if response.mimetype != "text/html":
            return response
        asked = request.args.get("lang")
        if asked in LANGUAGES:
            response.set_cookie(_COOKIE, asked, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        return response
