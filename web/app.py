"""The application factory: blueprints, and what happens before and after each request."""

from __future__ import annotations

import atexit
import logging
import secrets
from pathlib import Path
from typing import Any, cast

from flask import Flask, Response, g, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

from kg._version import __version__
from kg.store.source import is_address
from web import caching, i18n, problems, security
from web.live import Live
from web.remote import Remote
from web.settings import Settings
from web.state import State, state

#: Addresses that need no store.
_PLAIN = ("/static/", "/robots.txt", "/favicon.ico")
#: What cannot be shown without the tables, texts and search index of a store that was built from reports, by route.
_COUNTED = frozenset(
    (
        "pages.list_page", "pages.list_file", "pages.panel", "pages.numbers", "pages.networks_page", "pages.network_data",
        "pages.network_evidence", "pages.evidence_page", "pages.search", "pages.suggest", "pages.repeated",
        "pages.compare_page", "downloads.found", "downloads.panel", "downloads.figures", "downloads.codebook", "downloads.network",
        "downloads.comparison",
    )
)  # fmt: skip
_LACKING = {
    "needs-folder": "this needs a store folder, and this server asks another one",
    "no-tables": "this needs a store that was built from reports, and this one was made from RDF",
}


def make(store_path: str | Path, **config: Any) -> Flask:
    """The application over a store; see :func:`web.create_app`."""
    settings = Settings.of(config)
    app = Flask("web", static_url_path="/static")
    app.config.update(
        TITLE="fazhi-kg",
        # A form escapes a byte as three characters; graph names come on top.
        MAX_CONTENT_LENGTH=4 * settings.max_query_bytes + 64 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * settings.max_query_bytes + 64 * 1024,
        SECRET_KEY=secrets.token_bytes(32),  # nothing is signed that must outlive the process
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )
    app.url_map.strict_slashes = False
    if settings.proxies:
        n = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n, x_prefix=n)  # type: ignore[method-assign]
    live = _live(str(store_path), settings)
    atexit.register(live.close)
    app.extensions["fazhi"] = State.of(settings, live)
    _blueprints(app)
    i18n.register(app)
    _globals(app)
    problems.register(app)
    app.before_request(_enter)
    app.after_request(_finish)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    return app


def _live(where: str, settings: Settings) -> Live:
    """The store folder, or the server at an address."""
    if is_address(where):
        return cast(Live, Remote(where, settings))
    return Live(Path(where), settings)


def _blueprints(app: Flask) -> None:
    from web import downloads, health, pages, sparql

    for module in (sparql, downloads, health, pages):
        app.register_blueprint(module.blueprint)


def _globals(app: Flask) -> None:
    """What templates may call."""
    from web import charts, links

    def static(name: str) -> str:
        """A built file with its age in the address, so that it can be kept for a year."""
        file = Path(app.static_folder or "") / name
        stamp = int(file.stat().st_mtime) if file.is_file() else 0
        return url_for("static", filename=name, v=stamp)

    app.jinja_env.globals.update(
        here=links.here, along=links.along, link_of=links.of, edit=links.edit, sentences_of=links.sentences, static=static,
        number=charts.number, version=__version__,
    )  # fmt: skip
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _enter() -> None:
    """Take the newest build for the whole of this request."""
    if not request.path.startswith(_PLAIN):
        g.generation = state().live.newest()
        if g.generation.lacks and request.endpoint in _COUNTED:
            raise problems.Problem(404, g.generation.lacks, _LACKING[g.generation.lacks])


def _finish(response: Response) -> Response:
    """Compress, and add the headers that every answer has."""
    security.harden(response, request.path, drawn=bool(g.get("drawn")))
    if response.direct_passthrough or response.is_streamed or response.status_code in (204, 304):
        return response
    if "Content-Encoding" in response.headers:
        return response
    if caching.compressible(response.mimetype or ""):
        response.vary.add("Accept-Encoding")
        _compress(response)
    return response


def _compress(response: Response) -> None:
    here, tag, body = state(), response.headers.get("ETag"), response.get_data()
    coding = caching.coding(len(body), response.mimetype or "", request.headers.get("Accept-Encoding"))
    if coding is None:
        return
    packed = here.bodies.get((tag, coding)) if tag else None
    if packed is None:
        packed = caching.compress(body, coding)
        if tag:
            here.bodies.put((tag, coding), packed, len(packed))
    response.set_data(packed)
    response.headers["Content-Encoding"] = coding
