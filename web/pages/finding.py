"""Finding: search over names and sentences, suggestions while one types, and the sentences behind a number."""

from __future__ import annotations

from typing import Any

from flask import Response, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from kg import store
from web import evidence, i18n, links
from web.found import records, uses
from web.pages import blueprint
from web.state import state

#: Sentences on a page; names and sentences that a search shows.
PAGE, NAMES, HITS = 20, 12, 100
_LAST = 1_000_000
_TABLES = (("acts", "act", "label"), ("agencies", "agency", "name"), ("divisions", "division", "name"), ("programmes", "programme", "name"))  # fmt: skip


def _names() -> Any:
    """All names of things: name, kind, IRI."""
    import polars as pl

    frames = [
        g.generation.store.table(table).select(iri="id", name=pl.col(column), kind=pl.lit(kind))
        for table, kind, column in _TABLES
    ]
    return pl.concat(frames).filter(pl.col("name").is_not_null()).collect()


def names(text: str, limit: int) -> list[dict[str, str]]:
    """Things whose name holds ``text``, those that begin with it and short ones first."""
    import polars as pl

    frame = g.generation.keep("names", _names)
    wanted = text.strip().strip("《》")
    if not wanted:
        return []
    column = pl.col("name")
    found: list[dict[str, str]] = (
        frame.filter(column.str.contains(wanted, literal=True))
        .sort([~column.str.starts_with(wanted), column.str.len_chars(), column])
        .head(limit)
        .to_dicts()
    )
    return found


@blueprint.get("/suggest")
def suggest() -> Response:
    """Names for a search box."""
    found = names(request.args.get("q", "")[:100], NAMES)
    return jsonify(
        [
            {"label": row["name"], "kind": i18n.text(f"kind-of.{row['kind']}"), "url": links.of(row["iri"])}
            for row in found
        ]
    )


@blueprint.get("/search")
def search() -> str:
    """Names and sentences that hold what is looked for."""
    text = request.args.get("q", "")[:200].strip()
    if text:
        state().limit(request, cost=1.0)
    hits = store.search(g.generation.store, text, HITS) if text else []
    return render_template(
        "search.html",
        text=text,
        names=names(text, NAMES),
        hits=hits,
        cut=len(hits) == HITS,
        cuts=cuts,
    )


def cuts(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A sentence in pieces, each with whether it is marked."""
    found, at = [], 0
    for start, end in marks:
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*found, (text[at:], False)]


def filters() -> dict[str, str]:
    """The filters of this request for sentences."""
    return {name: value for name in evidence.FILTERS if (value := request.args.get(name, "").strip())}


@blueprint.get("/sentences")
def sentences() -> str | BaseResponse:
    """The sentences that fit some filters, a page at a time; from beyond the last page to that."""
    chosen = filters()
    state().limit(request, cost=1.0)
    number = min(max(1, request.args.get("page", 1, type=int)), _LAST)
    found = evidence.query(chosen, limit=PAGE, offset=(number - 1) * PAGE)
    known = records(g.generation, chosen, PAGE, (number - 1) * PAGE)
    if known is not None:
        total, reports, original, different = known.total, known.reports, known.original, known.different
        added = known.added
        asked = g.generation.rows(evidence.of_items(known.items, found.kind)) if known.items else []
    else:
        counted = g.generation.rows(found.count)[0]
        total, reports, original, different = int(counted["n"]), int(counted["reports"]), None, None
        added = None
        asked = g.generation.rows(found.rows)
    pages = max(1, -(-total // PAGE))
    if number > pages:
        last: dict[str, Any] = {**request.args.to_dict(), "page": pages}
        return redirect(url_for("pages.sentences", **last))
    used = uses(g.generation, [row["item"] for row in asked]) if found.kind == "measure" else {}
    rows = [{**split(row), "use": used.get(row["item"])} for row in asked]
    return render_template(
        "sentences.html",
        chosen=[(name, *_shown(name, value)) for name, value in chosen.items()],
        kind=found.kind,
        rows=rows,
        total=total,
        reports=reports,
        original=original,
        different=different,
        added=added,
        page=number,
        pages=pages,
        sparql=found.rows,
    )


def _shown(name: str, value: str) -> tuple[str, str | None]:
    """A filter's value in words, and where it leads."""
    from web.pages.things import name_of

    if name == "boilerplate":
        return str(i18n.text("boilerplate.excluded")), None
    if name == "item":
        return value.rpartition("/")[2], links.of(value)
    if name in (evidence.KIND, "mentioned"):
        return str(i18n.text(f"kind-of.{value}")), None
    if value == evidence.NONE and name in evidence.LACKING:
        return str(i18n.text("none")), None
    if name in evidence.CONCEPTS:
        names = [i18n.concept(name, one.rpartition("/")[2]) for one in evidence.several(name, value)]
        return str(i18n.text("footnote.and")).join(names), None
    if name in evidence.TEXTS or name in evidence.NUMBERS:
        return value, None
    return name_of(value), links.of(value)


def split(row: dict[str, str]) -> dict[str, Any]:
    """A sentence cut where its record stands."""
    start, end, origin = int(row["start"]), int(row["end"]), int(row["from"])
    text = row["text"]
    a, b = max(0, start - origin), max(0, end - origin)
    return {
        **row,
        "before": text[:a],
        "exact": text[a:b] or row["exact"],
        "after": text[b:],
        "href": links.characters(row["report"], start, end),
        "footnote": links.footnote(row["item"]),
    }
