"""The numbers that one cell of the panel is made of: each once, in its sentence, and what they come to."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import abort, g, render_template, request

from web import charts, links
from web.pages import blueprint, finding, indicators


@blueprint.get("/panel/numbers")
def numbers() -> str:
    """The numbers behind one agency, year and indicator of the panel."""
    from kg import panel as panels
    from web.pages.things import name_of

    agency, indicator = (request.args.get(name, "").strip() for name in ("agency", "indicator"))
    year = indicators.year("year")
    chosen = indicators.chosen(indicator)
    found = panels.behind(g.generation.store, agency, year, indicator) if year else None
    if found is None or not found.height:
        abort(404)
    made = panels.add_up(found.lazy()).filter(indicator=indicator).row(0, named=True)
    return render_template(
        "numbers.html",
        agency=agency,
        name=name_of(agency),
        year=year,
        indicator=chosen,
        value=charts.number(made["value"]),
        n=made["n"],
        how=_how(made),
        sentences=_sentences(found.to_dicts()),
        cuts=finding.cuts,
    )


def _how(made: dict[str, Any]) -> str:
    """How a value is made of its numbers: ``sum``, ``mean`` or ``largest``; ``one`` where it is a number as it stands."""
    if made["n"] == 1:
        return "one"
    if made["value"] == round(made["total"], 6):
        return "sum"
    return "largest" if made["value"] == made["largest"] else "mean"


def _sentences(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbers by the sentence they stand in, each sentence once."""
    store = g.generation.store
    files = dict(store.table("reports").select("report", "sha256").collect().iter_rows())
    found = []
    for (report, start, end), group in groupby(
        rows, key=lambda r: (r["report"], r["sentence_start"], r["sentence_end"])
    ):
        inside = list(group)
        for row in inside:
            row["shown"] = charts.number(row["value"])
            row["href"] = links.characters(report, row["start"], row["end"])
            row["footnote"] = links.footnote(f"{report}#{row['measure']}")
        marks = tuple(sorted({(row["start"] - start, row["end"] - start) for row in inside}))
        found.append(
            {"text": store.text(files[report])[start:end], "marks": marks, "numbers": inside, "report": report}
        )
    return found
