"""A report: its source text with every record highlighted and linked, its outline, its facts."""

from __future__ import annotations

import re
from typing import Any

from flask import g, render_template, request

from kg.errors import StoreError
from web import charts, i18n, links
from web.highlight import Mark, pieces

CHARACTERS = re.compile(r"(\d{1,9}),(\d{1,9})")


def rows(table: str, report: str) -> list[dict[str, Any]]:
    """The rows of a table that are about one report; none where the store has no such table."""
    import polars as pl

    try:
        found: list[dict[str, Any]] = (
            g.generation.store.table(table).filter(pl.col("report") == report).collect().to_dicts()
        )
    except StoreError:
        return []
    return found


def report_page(iri: str) -> str | None:
    """The page of a report; None where the store holds no text of it."""
    found = rows("reports", iri)
    if not found:
        return None
    facts = found[0]
    text = g.generation.store.text(facts["sha256"])
    sections = rows("sections", iri)
    records = {name: rows(name, iri) for name in ("citations", "mentions", "measures")}
    headings = _headings(sections)
    marks = [
        *headings,
        *_boilerplate(iri, {mark.start for mark in headings}),
        *_citations(records),
        *_mentions(records),
        *_measures(records),
    ]
    selected = CHARACTERS.fullmatch(request.args.get("char", ""))
    if selected:
        marks.append(Mark(int(selected[1]), int(selected[2]), "selected", f"char={selected[1]},{selected[2]}"))
    return render_template(
        "report.html",
        iri=iri,
        facts=facts,
        sections=sections,
        records=records,
        original={name: sum(r["boilerplate"] is None for r in records[name]) for name in records},
        repeating=sum(m.kind == "boilerplate" for m in marks),
        facts_found=_facts(iri, marks),
        pieces=pieces(text, marks),
        remarks=[row["remark"] for row in g.generation.rows(_REMARKS.format(iri))],
    )


_REMARKS = "SELECT ?remark {{ <{0}> <https://w3id.org/fazhi/ontology#remark> ?remark }} ORDER BY ?remark"


def _boilerplate(iri: str, headings: set[int]) -> list[Mark]:
    """The sentences that other reports have word for word, each with the way to those; headings say nothing."""
    return [
        Mark(s["start"], s["end"], "boilerplate", "", str(i18n.text(f"boilerplate.{s['boilerplate']}")), links.repeated(iri, s["start"], s["end"]))
        for s in rows("sentences", iri)
        if s["boilerplate"] and s["start"] not in headings
    ]  # fmt: skip


def _facts(iri: str, marks: list[Mark]) -> list[tuple[Mark, str, str]]:
    """What was found, in the order of the text: its mark, its evidence, the way to refer to it."""
    found = (m for m in marks if m.name and m.kind not in ("heading", "selected"))
    return [
        (m, links.sentences(item=f"{iri}#{m.name}"), links.footnote(f"{iri}#{m.name}"))
        for m in sorted(found, key=lambda m: (m.start, m.end))
    ]


def _headings(sections: list[dict[str, Any]]) -> list[Mark]:
    return [Mark(s["start"], s["start"] + len(s["heading"] or ""), "heading", s["section"]) for s in sections]


def _citations(records: dict[str, list[dict[str, Any]]]) -> list[Mark]:
    return [
        Mark(
            r["start"],
            r["end"],
            "citation",
            r["citation"],
            " · ".join(
                str(part)
                for part in (
                    r["canonical"] or r["title"],
                    r["article"],
                    r["level"] and i18n.concept("level", r["level"]),
                    r["version"] and i18n.text("version-of", date=r["version"]),
                    i18n.concept("resolution", r["resolution"]),
                )
                if part
            ),
            links.of(r["act"]),
        )
        for r in records["citations"]
    ]


def _mentions(records: dict[str, list[dict[str, Any]]]) -> list[Mark]:
    return [
        Mark(r["start"], r["end"], r["kind"], r["mention"], r["name"] or r["surface"], links.of(r["thing"]))
        for r in records["mentions"]
    ]


def _measures(records: dict[str, list[dict[str, Any]]]) -> list[Mark]:
    return [
        Mark(
            r["start"],
            r["end"],
            "measure",
            r["measure"],
            f"{i18n.concept('activity', r['activity_type'])} · {r['counted'] or ''} "
            f"{r['approximation'] or ''}{charts.number(r['value'])} {r['unit'] or ''}",
            links.sentences(item=f"{r['report']}#{r['measure']}"),
        )
        for r in records["measures"]
    ]
