"""The lists of things, with facets, and the same as CSV."""

from __future__ import annotations

from typing import Any

from flask import abort, g, render_template, request, url_for
from werkzeug.wrappers import Response

from web import links, listing
from web.downloads import attachment, spreadsheet
from web.listing import LISTINGS, Listing
from web.pages import blueprint


def frame(chosen: Listing) -> Any:
    """The whole list of this build."""
    return g.generation.keep(("list", chosen.name), lambda: chosen.frame(g.generation.store))


def address(chosen: Listing, row: dict[str, Any]) -> str | None:
    """Where a thing of a list leads."""
    if chosen.name == "years":
        return url_for("pages.year", year=int(row["id"]))
    if chosen.name == "activities":
        return url_for("pages.activity", notation=row["id"])
    return links.of(row["id"])


@blueprint.get("/<any(acts,agencies,places,years,activities,programmes):name>")
def list_page(name: str) -> str:
    """A list of things."""
    chosen = LISTINGS.get(name) or abort(404)
    return render_template(
        "list.html",
        listing=chosen,
        shown=listing.show(chosen, frame(chosen), request.args),
        address=address,
        numbers=listing.NUMBERS,
        counted=listing.COUNTED,
        asked=request.args,
    )


@blueprint.get("/<any(acts,agencies,places,years,activities,programmes):name>.csv")
def list_file(name: str) -> Response:
    """The same rows as a spreadsheet, all pages."""
    chosen = LISTINGS[name]
    fitting, _ = listing.select(chosen, frame(chosen), request.args)
    columns = ["id", "name", *chosen.columns]
    rows = fitting.sort([chosen.sort, "name"], descending=[True, False], nulls_last=True).select(columns)
    return attachment(spreadsheet(columns, rows.iter_rows()), f"{name}.csv", "text/csv")
