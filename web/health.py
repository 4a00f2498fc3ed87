"""What monitors, load balancers and robots ask."""

from __future__ import annotations

from flask import Blueprint, g, jsonify, url_for
from werkzeug.wrappers import Response

from kg._version import __version__
from web.state import state

blueprint = Blueprint("health", __name__)

_ROBOTS = """User-agent: *
Disallow: /sparql
Disallow: /download/
Disallow: /search
Disallow: /networks
Crawl-delay: 2
"""


@blueprint.get("/health")
def health() -> Response:
    """200 while queries can be answered. Asks the workers nothing: it must be cheap, also under load."""
    response = jsonify(status="ok", data=g.generation.version, workers=state().settings.workers)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/version")
def version() -> Response:
    """Which software serves which build."""
    manifest = g.generation.store.manifest
    response = jsonify(
        software=f"fazhi-kg {__version__}", data=g.generation.version, built=manifest.built, base=manifest.base
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Pages may be indexed, queries and downloads not."""
    return Response(_ROBOTS, content_type="text/plain; charset=utf-8")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Old browsers look here."""
    return Response(status=301, headers={"Location": url_for("static", filename="icon.svg")})
