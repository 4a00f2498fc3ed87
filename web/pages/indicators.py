"""The panel: agency × year × indicator."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request

from kg.errors import StoreError, UsageError
from web import i18n, links
from web.pages import blueprint

_ROWS = 200
#: Filters of the sentences behind an indicator that is counted; one that is not here has no sentences of its own.
_SENTENCES: dict[str, dict[str, str]] = {
    "citations": {}, "acts": {}, "statutes": {}, "citations_unresolved": {}, "citations_original": {}, "local_statutes": {},
    "laws": {"level": "law"}, "documents": {"level": "document"}, "citations_repealed": {"status": "repealed"},
    "agencies_named": {"kind": "mention"}, "programmes": {"kind": "mention"},
    "figures": {"kind": "measure"}, "figures_original": {"kind": "measure"},
    "fines": {"activity": "penalty", "unit": "元"}, "cases": {"activity": "penalty"},
    "reconsiderations": {"activity": "dispute"}, "lawsuits": {"activity": "dispute"},
}  # fmt: skip


def _activity(row: dict[str, Any]) -> str | None:
    """The kind of activity that an indicator adds up; None for one that is counted."""
    name: str = row["indicator"]
    kinds = [kind for kind in i18n.notations("activity") if name.startswith(f"{kind}_")]
    return max(kinds, key=len, default=None) if row["unit"] else None


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """An indicator with its name and definition in the reader's language."""
    language = i18n.language()
    words = {name: row[f"{name}_{'zh' if language == 'zh' else 'en'}"] for name in ("title", "definition")}
    return {**row, **words, "activity": _activity(row)}


def _leads(row: dict[str, Any], agency: str, year: int) -> str | None:
    """The sentences behind a value."""
    if row["activity"]:
        return links.sentences(agency=agency, activity=row["activity"], unit=row["unit"], measured=year)
    filters = _SENTENCES.get(row["indicator"])
    return None if filters is None else links.sentences(agency=agency, year=year, **filters)


def years() -> tuple[int | None, int | None] | None:
    """The years asked for (``from``, ``to``), or None."""
    found = []
    for name in ("from", "to"):
        value = request.args.get(name, "").strip()
        if value and not (value.isascii() and value.isdigit() and len(value) == 4):
            raise UsageError(f"{name} is a year of four digits, not {value!r}")
        found.append(int(value) if value else None)
    first, last = found
    return (first, last) if first or last else None


@blueprint.get("/panel")
def panel() -> str:
    """One indicator as a table of agencies and years, and the whole as a file."""
    import polars as pl

    from kg import panel as panels

    try:
        tidy = g.generation.keep("panel", lambda: panels.panel(g.generation.store))
        codebook = g.generation.keep("codebook", lambda: panels.codebook(g.generation.store))
    except StoreError:
        return render_template("panel.html", indicators=[], chosen=None, years=[], rows=[], more=0)
    known = [_said(row) for row in codebook.filter(kind="indicator").iter_rows(named=True)]
    names = [row["indicator"] for row in known]
    chosen = request.args.get("indicator") or ("citations" if "citations" in names else next(iter(names), None))
    if chosen is not None and chosen not in names:
        raise UsageError(f"there is no indicator {chosen!r}")
    limits = years()
    some = tidy.filter(pl.col("indicator") == chosen, pl.col("year").is_not_null(), pl.col("value").is_not_null())
    if limits:
        some = some.filter(pl.col("year").is_between(limits[0] or 0, limits[1] or 9999))
    columns = sorted(set(some["year"].to_list()))
    table: dict[tuple[str, str], dict[int, float]] = {}
    for row in some.iter_rows(named=True):
        table.setdefault((row["agency"] or "", row["agency_id"] or ""), {})[row["year"]] = row["value"]
    return render_template(
        "panel.html",
        indicators=known,
        chosen=next((row for row in known if row["indicator"] == chosen), None),
        leads=_leads,
        years=columns,
        rows=sorted(table.items())[:_ROWS],
        more=max(0, len(table) - _ROWS),
    )
