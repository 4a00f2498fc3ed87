"""The panel: agency × year × indicator."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request, url_for

from kg.errors import UsageError
from kg.panel.counts import COUNTS, LOCAL, STATUTES, UNRESOLVED
from web import i18n, links
from web.pages import blueprint

_ROWS = 200
#: Filters of the sentences behind an indicator that is counted; one that is not here is told of whole reports.
_SENTENCES: dict[str, dict[str, str]] = {
    "citations": {}, "acts": {}, "laws": {"level": "law"}, "documents": {"level": "document"},
    "statutes": {"level": ",".join(STATUTES)}, "local_statutes": {"level": ",".join(LOCAL)},
    "citations_repealed": {"status": "repealed"}, "citations_unresolved": {"resolution": ",".join(UNRESOLVED)},
    "citations_original": {"boilerplate": "exclude"},
    "agencies_named": {"mentioned": "agency"}, "programmes": {"mentioned": "programme"},
    "figures": {"kind": "measure"}, "figures_original": {"kind": "measure", "boilerplate": "exclude"},
}  # fmt: skip


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """An indicator with its name and definition in the reader's language."""
    language = i18n.language()
    words = {name: row[f"{name}_{'zh' if language == 'zh' else 'en'}"] for name in ("title", "definition")}
    return {**row, **words, "stated": row["indicator"] not in COUNTS}


def _leads(row: dict[str, Any], agency: str, year: int, value: float) -> str | None:
    """What is behind a value: the very numbers it is made of, or the sentences of what we counted."""
    if row["stated"] or (value and row["indicator"] == "masked_figures"):
        return url_for("pages.numbers", agency=agency, year=year, indicator=row["indicator"])
    filters = _SENTENCES.get(row["indicator"])
    if not value:
        return None
    if filters is None:
        return f"{links.of(agency)}#reports"
    besides = agency if row["indicator"] == "agencies_named" else None
    return links.sentences(agency=agency, year=year, **filters, besides=besides)


def year(name: str) -> int | None:
    """A year that is asked for as the parameter ``name``, or None."""
    value = request.args.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit() and len(value) == 4):
        raise UsageError(f"{name} is a year of four digits, not {value!r}")
    return int(value) if value else None


def years() -> tuple[int | None, int | None] | None:
    """The years asked for (``from``, ``to``), or None."""
    first, last = year("from"), year("to")
    if first and last and first > last:
        raise UsageError(f"the years end before they begin: {first}-{last}")
    return (first, last) if first or last else None


def known() -> list[dict[str, Any]]:
    """The indicators of this build with their names and definitions in the reader's language."""
    from kg import panel as panels

    codebook = g.generation.keep("codebook", lambda: panels.codebook(g.generation.store))
    return [_said(row) for row in codebook.filter(kind="indicator").iter_rows(named=True)]


def chosen(name: str) -> dict[str, Any]:
    """The indicator of that name. :raises UsageError: there is none."""
    found = next((row for row in known() if row["indicator"] == name), None)
    if found is None:
        raise UsageError(f"there is no indicator {name!r}")
    return found


@blueprint.get("/panel")
def panel() -> str:
    """One indicator as a table of agencies and years, and the whole as a file."""
    import polars as pl

    from kg import panel as panels

    tidy = g.generation.keep("panel", lambda: panels.panel(g.generation.store))
    every = known()
    names = [row["indicator"] for row in every]
    name = request.args.get("indicator") or ("citations" if "citations" in names else next(iter(names), None))
    limits = years()
    some = tidy.filter(pl.col("indicator") == name, pl.col("year").is_not_null(), pl.col("value").is_not_null())
    if limits:
        some = some.filter(pl.col("year").is_between(limits[0] or 0, limits[1] or 9999))
    columns = sorted(set(some["year"].to_list()))
    table: dict[tuple[str, str], dict[int, float]] = {}
    for row in some.iter_rows(named=True):
        table.setdefault((row["agency"] or "", row["agency_id"] or ""), {})[row["year"]] = row["value"]
    return render_template(
        "panel.html",
        indicators=every,
        chosen=chosen(name) if name else None,
        leads=_leads,
        years=columns,
        rows=sorted(table.items())[:_ROWS],
        more=max(0, len(table) - _ROWS),
    )
