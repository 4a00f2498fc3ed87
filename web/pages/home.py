"""Home: what the graph holds, by place and year, and where to begin."""

from __future__ import annotations

from typing import Any

from flask import g, render_template

from kg import query
from kg.networks.ask import by_issuer
from web import charts
from web.i18n import language
from web.pages import blueprint

#: What is counted on the home page; the list that shows as many, with its filters, or the kind of its sentences.
COUNTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("reports", {"name": "reports"}),
    ("agencies", {"name": "agencies", "reporting": "reporting"}),
    ("places", {"name": "places"}),
    ("acts", {"name": "acts"}),
    ("citations", {"kind": "citation"}),
    ("measures", {"kind": "measure"}),
    ("programmes", {"name": "programmes"}),
)
_ROWS = 40


@blueprint.get("/")
def home() -> str:
    """The home page."""
    return render_template(
        "home.html",
        counts=None if g.generation.lacks else g.generation.keep("counts", _counts),
        shown=COUNTS,
        grid=None if g.generation.lacks else g.generation.keep("grid", _grid),
        questions=query.questions(),
        language=language(),
        left_out=sum(item.kind == "unread" for item in g.generation.store.manifest.left_out),
        shade=charts.shade,
    )


def _counts() -> dict[str, int]:
    import polars as pl

    counts = dict(g.generation.store.manifest.counts)
    reports = g.generation.store.table("reports")
    counts["agencies"] = by_issuer(reports).select(pl.col("agency").n_unique()).collect().item()
    cited = g.generation.store.table("citations").filter(pl.col("act").is_not_null())
    known = cited.filter(pl.col("resolution") != "unknown")
    for name, frame in (("acts", cited), ("acts_known", known), ("laws", cited.filter(pl.col("level") == "law"))):
        counts[name] = frame.select(pl.col("act").n_unique()).collect().item()
    counts["places"] = reports.select(pl.col("division").drop_nulls().n_unique()).collect().item()
    more = ("acts_known", "laws", "citations_original", "measures_original")
    return {name: int(counts.get(name) or 0) for name in (*(name for name, _ in COUNTS), *more)}


def _grid() -> dict[str, Any]:
    """Reports by province and year; those without either are told apart."""
    import polars as pl

    reports = g.generation.store.table("reports").collect()
    placed = (
        reports.filter(pl.col("report_year").is_not_null() & pl.col("province").is_not_null())
        .group_by("province", "report_year")
        .agg(n=pl.len())
        .sort("province", "report_year")
    )
    years = sorted(set(placed["report_year"].to_list()))
    rows: dict[str, dict[int, int]] = {}
    for row in placed.iter_rows(named=True):
        rows.setdefault(row["province"], {})[row["report_year"]] = row["n"]
    order = sorted(rows, key=lambda place: (-sum(rows[place].values()), place))
    known = placed["n"].sum() or 0
    return {
        "years": years,
        "rows": [(place, rows[place]) for place in order[:_ROWS]],
        "most": max((n for row in rows.values() for n in row.values()), default=0),
        "more": max(0, len(order) - _ROWS),
        "unplaced": reports.height - int(known),
    }
