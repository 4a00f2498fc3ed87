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


def leads(chosen: Listing, row: dict[str, Any], column: str) -> str | None:
    """Where the number in a column leads: to its sentences, or to the panel that takes it apart."""
    value = row[column]
    if not value:
        return None
    if column in listing.YEARS:
        return links.sentences(**{chosen.filter: row["id"], "year": value}) if column != "year" else None
    if column in listing.COUNTED:
        by = "named" if (chosen.name, column) == ("agencies", "mentions") else chosen.filter
        kind = column.removesuffix("s") if chosen.name in ("reports", "years") else None
        return links.sentences(**{by: row["id"]}, kind=kind if kind != "citation" else None)
    panel = chosen.panels.get(column)
    place = address(chosen, row) or ""
    return f"{place}#{panel}" if panel and "#" not in place else None  # what is a part of a report has no panels


@blueprint.get("/<any(reports,acts,agencies,places,years,activities,programmes):name>")
def list_page(name: str) -> str:
    """A list of things."""
    chosen = LISTINGS.get(name) or abort(404)
    return render_template(
        "list.html",
        listing=chosen,
        shown=listing.show(chosen, frame(chosen), request.args),
        address=address,
        numbers=listing.NUMBERS,
        years=listing.YEARS,
        leads=leads,
        asked=request.args,
    )


@blueprint.get("/<any(reports,acts,agencies,places,years,activities,programmes):name>.csv")
def list_file(name: str) -> Response:
    """The same rows as a spreadsheet, all pages."""
    chosen = LISTINGS[name]
    fitting, _ = listing.select(chosen, frame(chosen), request.args)
    columns = ["id", "name", *chosen.columns]
    rows = fitting.sort([chosen.sort, "name"], descending=[True, False], nulls_last=True).select(columns)
    return attachment(spreadsheet(columns, rows.iter_rows()), f"{name}.csv", "text/csv")
