"""The pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pages", __name__)


@blueprint.get("/ask")
def ask_page() -> str:
    """The editor."""
    return "<p>editor"
