"""The numbers that one cell of the panel is made of: each once, in its sentence, and what they come to."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from flask import abort, g, render_template, request

from web import charts, links
from web.pages import blueprint, finding, indicators

#: Where the sentence of a figure that is hidden ends.
_END = re.compile(r"。|(?=\n)")


@blueprint.get("/panel/numbers")
def numbers() -> str:
    """The numbers behind one agency, year and indicator of the panel, and those of the kind that it leaves out."""
    from kg import panel as panels
    from web.pages.things import name_of

    agency, indicator = (request.args.get(name, "").strip() for name in ("agency", "indicator"))
    year = indicators.year("year")
    chosen = indicators.chosen(indicator)
    rows, made, others = [], {}, []
    if indicator == "masked_figures":
        rows = _hidden(agency, year)
        made = {"value": len(rows), "n": len(rows)}
    elif year:
        found = panels.behind(g.generation.store, agency, year, indicator)
        rows = found.to_dicts()
        others = panels.left_out(g.generation.store, agency, year, indicator).to_dicts()
        made = panels.add_up(found.lazy()).filter(indicator=indicator).row(0, named=True) if rows else {}
    if not rows:
        abort(404)
    return render_template(
        "numbers.html",
        agency=agency,
        name=name_of(agency),
        year=year,
        indicator=chosen,
        value=charts.number(made["value"]),
        n=made["n"],
        how=_how(made),
        sentences=_sentences(rows),
        others=_sentences(others),
        left_out=len(others),
        cuts=finding.cuts,
    )


def _how(made: dict[str, Any]) -> str:
    """How a value is made of its numbers: ``sum``, ``mean`` or ``largest``; ``one`` where it is a number as it stands, ``count`` of places."""
    if "total" not in made:
        return "count"
    if made["n"] == 1:
        return "one"
    if made["value"] == round(made["total"], 6):
        return "sum"
    return "largest" if made["value"] == made["largest"] else "mean"


def _hidden(agency: str, year: int | None) -> list[dict[str, Any]]:
    """The figures that the reports of an agency and year hide: each has no value, and stands in a line of the text."""
    import polars as pl

    from kg import panel as panels
    from kg.networks.ask import issuers

    store = g.generation.store
    mine = issuers(store).filter(pl.col("agency") == agency, pl.col("year") == year).sort("report")
    found = []
    for report, sha256 in mine.select("report", "sha256").collect().iter_rows():
        text = store.text(sha256)
        for start, end in panels.masked(text):
            before, after = (max(text.rfind(mark, 0, start) for mark in "。\n") + 1, _END.search(text, end))
            found.append(
                {"report": report, "start": start, "end": end, "shown": text[start:end], "sentence_start": before,
                 "sentence_end": after.end() if after else len(text)}
            )  # fmt: skip
    return found


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
            if "value" in row:
                row["shown"] = charts.number(row["value"])
                row["footnote"] = links.footnote(f"{report}#{row['measure']}")
            row["href"] = links.characters(report, row["start"], row["end"])
        marks = tuple(sorted({(row["start"] - start, row["end"] - start) for row in inside}))
        found.append(
            {"text": store.text(files[report])[start:end], "marks": marks, "numbers": inside, "report": report}
        )
    return found
