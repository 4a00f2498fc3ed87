"""Two reports side by side: what was added and dropped, the figures of both, and what was taken over word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import g, render_template, request, url_for

from kg.errors import StoreError, UsageError
from web import i18n, links
from web.pages import blueprint

if TYPE_CHECKING:
    from kg.compare import Comparison, Report

#: Kinds of things that a comparison lists, with the filter of their sentences.
KINDS = {"acts": "act", "programmes": "programme", "activities": "activity"}

#: The parameters that name the two reports.
NAMES = ("first", "second")


def compared() -> Comparison:
    """The comparison that this request asks for.

    :raises UsageError: a report is not named, or there is none of that name.
    """
    from kg.compare import compare

    names = [request.args.get(name, "").strip() for name in NAMES]
    if not all(names):
        raise UsageError("two reports are compared: give first and second")
    language = i18n.language()
    found: Comparison = g.generation.keep_some(
        ("compare", *names, language), lambda: compare(g.generation.store, *names, language=language)
    )
    return found


def rows(found: Comparison) -> Iterator[dict[str, Any]]:
    """All differences as rows of one table: what changed, kind, name, the value in both reports, where its sentences are."""
    for kind, name_of_filter in KINDS.items():
        change = getattr(found, kind)
        for what in ("added", "dropped", "kept"):
            for entry in getattr(change, what):
                name = i18n.concept("activity", entry.key) if kind == "activities" else entry.name
                leads = [
                    links.sentences(**{name_of_filter: entry.key}, report=report.report) if n else None
                    for report, n in ((found.first, entry.first), (found.second, entry.second))
                ]
                yield {"change": what, "kind": kind, "name": name, "first": entry.first, "second": entry.second, "leads": leads}  # fmt: skip
    for figure in found.figures:
        values = (figure.first, figure.second)
        what = "kept" if None not in values else "added" if figure.first is None else "dropped"
        leads = [
            _numbers(report, figure.indicator) if value is not None else None
            for report, value in zip((found.first, found.second), values, strict=True)
        ]
        yield {"change": what, "kind": "figures", "name": figure.name, "first": figure.first, "second": figure.second, "leads": leads}  # fmt: skip


def _numbers(report: Report, indicator: str) -> str | None:
    """Where the numbers stand that an added-up figure is made of."""
    if report.agency_id is None or report.year is None:
        return None
    return url_for("pages.numbers", agency=report.agency_id, year=report.year, indicator=indicator)


@blueprint.get("/compare")
def compare_page() -> str | tuple[str, int]:
    """The page of a comparison; where a report is not named or unknown, the form that asks for both."""
    try:
        found = compared()
    except UsageError as error:
        asked = any(request.args.get(name) for name in NAMES)
        problem = i18n.said(str(error)) if asked else None
        page = render_template("compare_form.html", names=NAMES, problem=problem, asked=request.args)
        return (page, 400) if asked else page
    every = list(rows(found))
    return render_template(
        "compare.html",
        found=found,
        groups=[(kind, [row for row in every if row["kind"] == kind]) for kind in (*KINDS, "figures")],
        characters=links.characters,
        name=report_name,
    )


def report_name(report: Any) -> str:
    """A report by agency and year."""
    return f"{report.agency or i18n.text('masked-agency')} {report.year or ''}".strip()


def reports_of(agency: str) -> list[dict[str, Any]]:
    """The reports of an agency, oldest first, for the choice of two; none where the store has no tables."""
    import polars as pl

    from web import counted

    try:
        issuers = g.generation.keep("issuers", lambda: counted.issuers(g.generation))
        mine = issuers.filter(pl.col("agency") == agency).lazy().select("report")
        table = g.generation.store.table("reports").join(mine, on="report", how="semi")
        found: list[dict[str, Any]] = table.select("report", "report_year", "file").collect().to_dicts()
    except StoreError:
        return []
    return sorted(found, key=lambda row: (row["report_year"] or 0, row["report"]))
