"""Files to take away: answers, sentences, the panel, networks; with names in any language and safe in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from urllib.parse import quote

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

from kg import spreadsheets
from web import evidence, links, sparql
from web.found import uses
from web.problems import Problem
from web.state import state

blueprint = Blueprint("downloads", __name__, url_prefix="/download")


def disposition(name: str) -> str:
    """``Content-Disposition`` for a file name in any language (RFC 6266, RFC 5987)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def spreadsheet(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """CSV for spreadsheets, in pieces."""
    return spreadsheets.table(chain([list(columns)], rows))


def attachment(body: bytes | Iterable[bytes], name: str, media_type: str, *, truncated: bool = False) -> Response:
    """A file to save; one that is cut says so in a header and in its name."""
    if truncated:
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem}-truncated{dot}{suffix}"
    response = Response(body, content_type=sparql.content_type(media_type))
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "no-cache"
    if truncated:
        response.headers["X-Result-Truncated"] = f"true; rows={state().settings.download_rows}"
    return response


@blueprint.route("/query", methods=["GET", "POST"])
def query() -> Response:
    """The answer to a query as a file, with more rows than a page shows.

    ``format=csv`` is the W3C's CSV, unchanged; ``format=spreadsheet`` (the default) is guarded for Excel and the like.
    """
    asked = sparql.of_request()
    if asked is None:
        raise Problem(400, "no-query", "there is no parameter 'query'")
    state().limit(request, cost=2.0)
    as_spreadsheet = asked.format in (None, "spreadsheet")
    checked = sparql.checked(g.generation, asked)
    if as_spreadsheet and checked.kind == "triples":
        raise Problem(406, "not-acceptable", "a graph is no table: choose ttl, nt, rdfxml or jsonld")
    form, media_type = sparql.written("csv" if as_spreadsheet else asked.format, checked.kind)
    answer = g.generation.pool.run(
        asked.query,
        form.name,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        max_rows=state().settings.download_rows,
        base=sparql.address(),
        checked=checked,
    )
    body = spreadsheets.rewritten(answer.chunks()) if as_spreadsheet else answer.chunks()
    return attachment(body, f"answer.{form.extension}", media_type, truncated=answer.truncated)


@blueprint.get("/sentences.csv")
def sentences() -> Response:
    """All sentences that fit the filters of the page, as a spreadsheet."""
    from web.pages.finding import filters

    limit = min(state().settings.download_rows, 100_000)
    found = evidence.query(filters(), limit=limit + 1)
    state().limit(request, cost=2.0)
    rows = g.generation.rows(found.rows, max_rows=limit + 1)
    columns: tuple[str, ...] = ("report", "name", "year", "exact", "text", "start", "end")
    if found.kind == "measure":
        used = uses(g.generation, [row["item"] for row in rows])
        rows = [{**row, "used": used.get(row["item"], "")} for row in rows]
        columns = (*columns, "used")
    shown = [[*(row.get(c, "") for c in columns), _absolute(row)] for row in rows[:limit]]
    return attachment(spreadsheet((*columns, "link"), shown), "sentences.csv", "text/csv", truncated=len(rows) > limit)


@blueprint.get("/search.csv")
def found() -> Response:
    """All sentences that hold what is looked for, as a spreadsheet."""
    from kg import store

    limit = min(state().settings.download_rows, 20_000)
    state().limit(request, cost=2.0)
    hits = store.search(g.generation.store, request.args.get("q", "")[:200].strip(), limit + 1)
    columns = ("report", "agency", "year", "text", "start", "end")
    rows = [
        [*(getattr(hit, c) for c in columns), _absolute({c: str(getattr(hit, c)) for c in ("report", "start", "end")})]
        for hit in hits[:limit]
    ]
    return attachment(spreadsheet((*columns, "link"), rows), "search.csv", "text/csv", truncated=len(hits) > limit)


def _absolute(row: dict[str, str]) -> str:
    return request.url_root.rstrip("/") + links.characters(row["report"], row["start"], row["end"])


@blueprint.get("/panel.<any(csv,parquet):suffix>")
def panel(suffix: str) -> Response:
    """The panel agency × year × indicator, tidy or wide; with ``indicator`` what its page shows, of all agencies."""
    import polars as pl

    from kg import panel as panels
    from web.pages import indicators

    state().limit(request, cost=2.0)
    name = request.args.get("indicator") or None
    if name:
        indicators.chosen(name)
    wide = request.args.get("form") == "wide"
    table = panels.panel(g.generation.store, years=indicators.years(), wide=wide, indicator=name)
    if name:
        table = table.filter(pl.col("year").is_not_null())
    stem = f"panel-{name}" if name else "panel"
    if suffix == "parquet":
        out = io.BytesIO()
        table.write_parquet(out)
        return attachment(out.getvalue(), f"{stem}.parquet", "application/vnd.apache.parquet")
    return attachment(spreadsheet(table.columns, panels.plain(table).iter_rows()), f"{stem}.csv", "text/csv")


@blueprint.get("/figures.csv")
def figures() -> Response:
    """Each figure of the reports and how the panel uses it; with ``agency``, ``year`` and ``indicator`` those of a cell."""
    from kg import panel as panels
    from web.pages import indicators

    state().limit(request, cost=2.0)
    agency, name = (request.args.get(of) for of in ("agency", "indicator"))
    year = indicators.year("year")
    table = panels.figures(g.generation.store, site=request.url_root.rstrip("/"))
    if agency and name and year:
        made_of = panels.behind(g.generation.store, agency, year, name)
        places = ["report", "start", "end"]
        table = table.filter(agency_id=agency).join(made_of.select(places), on=places, how="semi")
    return attachment(spreadsheet(table.columns, panels.plain(table).iter_rows()), "figures.csv", "text/csv")


@blueprint.get("/codebook.csv")
def codebook() -> Response:
    """What each indicator of the panel means."""
    from kg import panel as panels

    table = panels.codebook(g.generation.store)
    return attachment(spreadsheet(table.columns, panels.plain(table).iter_rows()), "codebook.csv", "text/csv")


@blueprint.get("/compare.csv")
def comparison() -> Response:
    """Two reports compared, as one table: things, figures, and passages with their characters."""
    from web.pages.comparing import compared, report_name, rows

    state().limit(request, cost=2.0)
    found = compared()
    table: list[list[Any]] = [
        [row[name] for name in ("change", "kind", "name", "first", "second")] for row in rows(found)
    ]
    for p in found.passages:
        places = (f"{p.first_start}-{p.first_end}", f"{p.second_start}-{p.second_end}")
        table.append(["kept", "passages", " ".join(p.text.split()), *places])
    columns = ("change", "kind", "name", *(report_name(report) for report in (found.first, found.second)))
    return attachment(spreadsheet(columns, table), "compare.csv", "text/csv")


#: Format of a network file → media type, and profile where there is one.
_NETWORKS = {
    "gexf": ("application/gexf+xml", "gephi"),
    "lite.gexf": ("application/gexf+xml", "gephi-lite"),
    "json": ("application/json", "gephi-lite"),
    "graphml": ("application/graphml+xml", "gephi"),
    "nodes.csv": ("text/csv", "gephi"),
    "edges.csv": ("text/csv", "gephi"),
    "html": ("text/html", "gephi"),
}


@blueprint.get("/network/<file>")
def network(file: str) -> Response:
    """A network as drawn, for Gephi, Gephi Lite and others."""
    from kg import export
    from web.pages.networks import drawn

    name, _, suffix = file.partition(".")
    if suffix not in _NETWORKS:
        raise Problem(404, "not-found", f"a network is a file VIEW.{', VIEW.'.join(_NETWORKS)}")
    state().limit(request, cost=5.0)
    media_type, profile = _NETWORKS[suffix]
    body = export.dumps(drawn(name), suffix.removeprefix("lite."), profile=profile)
    return attachment(body, f"{name}.{suffix}", media_type)
