"""Quality: what is unresolved, ambiguous or left out, and how each number is defined."""

from __future__ import annotations

from flask import g, render_template

from web.pages import blueprint, panels


@blueprint.get("/quality")
def quality() -> str:
    """How far the figures can be trusted."""
    manifest = g.generation.store.manifest
    return render_template(
        "quality.html", panels=panels.all_of("quality", {}), left_out=manifest.left_out, manifest=manifest
    )
