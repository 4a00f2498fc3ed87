"""A report's text with its records highlighted, as one HTML page without script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records import Record

_STYLE = """
body{font:16px/1.9 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
pre{white-space:pre-wrap;font:inherit}
mark{color:inherit;background:none;border-bottom:2px solid;border-radius:2px}
.citation{border-color:#0b62a4;background:#e8f1f8}.agency{border-color:#7a5200;background:#f8f1e2}
.measure{border-color:#1b7a3d;background:#e6f4ea}.programme{border-color:#8a2a6b;background:#f7e9f2}
@media (prefers-color-scheme:dark){body{background:#16181b;color:#e8e8e8}
.citation{background:#12314a}.agency{background:#3d2f12}.measure{background:#143523}.programme{background:#3d1a31}}
"""
_KINDS = (
    ("citation", "引用 citation"),
    ("agency", "机关 agency"),
    ("measure", "数值 measure"),
    ("programme", "项目 programme"),
)


def page(records: Iterable[Record]) -> str:
    """All reports on one page, each with its facts, its text and a legend; hovering shows what a place was read as."""
    parts = [
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>fazhi-kg</title><style>{_STYLE}</style></head><body>",
        "<p>" + " ".join(f'<mark class="{kind}">{name}</mark>' for kind, name in _KINDS) + "</p>",
    ]
    for record in records:
        facts = record.report
        about = " · ".join(str(v) for v in (facts.agency, facts.division, facts.report_year, facts.issued) if v)
        parts.append(
            f"<article><h2>{escape(record.source.file)}</h2><p>{escape(about)}</p><pre>{text(record)}</pre></article>"
        )
    return "\n".join([*parts, "</body></html>\n"])


def text(record: Record) -> str:
    """The source text as HTML, each record a ``<mark>`` with its kind as class and its reading as title.

    Records that overlap nest where one holds the other; where two cross, the later is cut at the end of the earlier.
    """
    spans = sorted(set(_spans(record)), key=lambda s: (s[0], -s[1], s[2], s[3]))
    source = record.source.text
    out: list[str] = []
    position = 0
    open_ends: list[int] = []
    for start, end, kind, title in spans:
        while open_ends and open_ends[-1] <= start:
            out += [escape(source[position : open_ends[-1]]), "</mark>"]
            position = open_ends.pop()
        end = min(end, open_ends[-1]) if open_ends else end
        out += [escape(source[position:start]), f'<mark class="{kind}" title="{escape(title, quote=True)}">']
        position = start
        open_ends.append(end)
    while open_ends:
        out += [escape(source[position : open_ends[-1]]), "</mark>"]
        position = open_ends.pop()
    return "".join([*out, escape(source[position:])])


def _spans(record: Record) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and reading of each record."""
    for c in record.citations:
        yield c.start, c.end, "citation", _joined(c.canonical or c.act or c.title, c.level, c.resolution, c.article)
    for a in record.agencies:
        yield a.start, a.end, "agency", _joined(a.canonical, a.kind)
    for m in record.measures:
        number = f"{m.approximation or ''}{m.value:g} {m.unit}"
        yield m.start, m.end, "measure", _joined(m.counted, number, m.activity, str(m.year or "?"))
    for p in record.programmes:
        yield p.start, p.end, "programme", p.name


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
