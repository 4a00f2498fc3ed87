"""Chinese and English: which one a reader gets, and the catalogue of messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import g, request
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from flask import Flask, Response

LANGUAGES = ("zh", "en")
_COOKIE = "lang"
_YEAR = 365 * 24 * 3600


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


def text(key: str, /, **values: object) -> str | Markup:
    """The message in the reader's language, with values filled in; the key itself where the catalogue lacks it.

    Where a value is markup, the message becomes markup, with everything else escaped.
    """
    message = messages().get(key, {}).get(language())
    if message is None:
        return key.rpartition(".")[2].replace("-", " ")
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(escape(message).format(**{name: escape(value) for name, value in values.items()}))
    return message.format(**values) if values else message


def concept(scheme: str, notation: str | None) -> str:
    """The name of a concept in the reader's language: ``level``, ``law`` → 法律."""
    return str(text(f"{scheme}.{notation}")) if notation else str(text("unknown"))


def register(app: Flask) -> None:
    """Give templates ``_()`` and ``concept()``, and remember the language that a reader chose."""

    @app.context_processor
    def _words() -> dict[str, object]:
        return {"_": text, "concept": concept, "lang": language(), "languages": LANGUAGES}

    @app.after_request
    def _remember(response: Response) -> Response:
        asked = request.args.get("lang")
        if asked in LANGUAGES and response.mimetype == "text/html":
            response.set_cookie(_COOKIE, asked, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        return response
