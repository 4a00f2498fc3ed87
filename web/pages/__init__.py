"""The pages: server-rendered, in two languages, each made of small saved queries.

One module a kind of page. What they share is here: a page is known by build, address and language, so it is kept once it
was made, and a browser that has it gets 304.
"""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from web import caching, i18n
from web.state import state

blueprint = Blueprint("pages", __name__)


def _key() -> tuple[object, ...]:
    return (
        g.generation.version,
        g.generation.folder,
        i18n.language(),
        request.full_path,
        request.url_root,
        request.headers.get("Accept", ""),
    )


@blueprint.before_request
def _before() -> Response | None:
    """Answer from what is kept, if this page was made before."""
    g.pages = True
    state().limit(request, cost=0.1)
    if request.method not in ("GET", "HEAD"):
        return None
    tag = caching.etag(*_key())
    kept = state().pages.get(_key())
    if caching.matches(request.headers.get("If-None-Match"), tag, exists=kept is not None):
        return _labelled(Response(status=304), tag)
    if kept is None:
        return None
    g.kept = True
    body, content_type, drawn = kept
    response = Response(body, content_type=content_type)
    g.drawn = drawn
    return _labelled(response, tag)


@blueprint.after_request
def _after(response: Response) -> Response:
    """Keep the page, and label it with its validator; one that lacks what could not be had just now is made again."""
    if response.status_code != 200 or response.is_streamed or request.method not in ("GET", "HEAD"):
        return response
    if "no-store" in response.headers.get("Cache-Control", "") or g.get("kept"):
        return response
    if g.get("partial"):
        response.headers["Cache-Control"] = "no-store"
        return response
    body = response.get_data()
    state().pages.put(_key(), (body, response.content_type, bool(g.get("drawn"))), len(body))
    return _labelled(response, caching.etag(*_key()))


def _labelled(response: Response, tag: str) -> Response:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept", "Accept-Language", "Cookie", "Accept-Encoding"))
    return response


from web.pages import (  # noqa: E402  (each adds its routes to the blueprint)
    ask,
    cells,
    comparing,
    facts,
    finding,
    home,
    indicators,
    lists,
    networks,
    quality,
    report,
    things,
    vocabulary,
)

__all__ = [
    "ask",
    "blueprint",
    "cells",
    "comparing",
    "facts",
    "finding",
    "home",
    "indicators",
    "lists",
    "networks",
    "quality",
    "report",
    "things",
    "vocabulary",
]
