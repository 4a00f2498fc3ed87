"""A report's text with its records highlighted, as one HTML page that stands alone: no script, nothing loaded.

Every record is a ``<mark>`` with its kind as class (and, of a citation, its level and how it was resolved); pointing at it
shows what it was read as. The page follows the reader's choice of light or dark, and prints in black on white.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.records import Record

_STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#1a1a1a;--dim:#5c6168;--rule:#d9dce0;
--citation:#0b5c9e;--on-citation:#e6f0f8;--agency:#7a5200;--on-agency:#f8f0dd;--measure:#1b6e38;--on-measure:#e3f3e8;
--programme:#86286a;--on-programme:#f6e7f1;--section:#4a4f55}
@media (prefers-color-scheme:dark){:root{--page:#16181b;--ink:#e6e6e6;--dim:#a4aab1;--rule:#3a3f45;
--citation:#7cb8ea;--on-citation:#122c42;--agency:#e0b45c;--on-agency:#382b10;--measure:#79cf96;--on-measure:#11301d;
--programme:#e59bcd;--on-programme:#39182d;--section:#b6bcc3}}
body{font:16px/1.9 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:56rem;margin:0 auto;padding:1rem;
color:var(--ink);background:var(--page)}
h1,h2{font-size:1.25rem;line-height:1.4;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
p,ul{margin:.25rem 0;color:var(--dim)}ul{padding-left:1.2rem;font-size:.9rem}
header{position:sticky;top:0;background:var(--page);border-bottom:1px solid var(--rule);padding:.4rem 0;z-index:1}
article{border-top:1px solid var(--rule);margin-top:1.5rem}article:first-of-type{border:0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:1rem 0}
mark{color:inherit;background:var(--on);border-bottom:2px solid var(--edge);border-radius:2px;cursor:help;
-webkit-box-decoration-break:clone;box-decoration-break:clone;-webkit-print-color-adjust:exact;print-color-adjust:exact}
mark mark{margin:0 1px}
.citation{--edge:var(--citation);--on:var(--on-citation)}.agency{--edge:var(--agency);--on:var(--on-agency)}
.measure{--edge:var(--measure);--on:var(--on-measure)}.programme{--edge:var(--programme);--on:var(--on-programme)}
.section{--edge:var(--section);--on:transparent;font-weight:600;border-bottom-style:double;border-bottom-width:3px}
.unknown,.ambiguous{border-bottom-style:dashed}
@page{margin:18mm}@media print{:root{color-scheme:light;--page:#fff;--ink:#000;--dim:#333;--rule:#999;--citation:#0b5c9e;--on-citation:#e6f0f8;
--agency:#7a5200;--on-agency:#f8f0dd;--measure:#1b6e38;--on-measure:#e3f3e8;--programme:#86286a;--on-programme:#f6e7f1;
--section:#000}body{font-size:11pt;max-width:none;padding:0}header{position:static}article{break-before:page}
article:first-of-type{break-before:auto}}
"""
_KINDS = (
    ("section", "部分 section"),
    ("citation", "引用 citation"),
    ("citation unknown", "未识别的引用 unresolved"),
    ("agency", "机关 agency"),
    ("measure", "数值 measure"),
    ("programme", "工作品牌 programme"),
)


class _Mark(NamedTuple):
    """A stretch of the text: ``kind`` are its classes, ``read`` what it was read as."""

    start: int
    end: int
    kind: str
    read: str


def page(records: Iterable[Record]) -> str:
    """All reports on one page, each with its facts and its text, and a legend; pointing shows what a place was read as."""
    legend = " ".join(f'<mark class="{kind}" title="{name}">{name}</mark>' for kind, name in _KINDS)
    parts = [
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>fazhi-kg</title><style>{_STYLE}</style></head><body>",
        f"<header><p>{legend}</p></header><main>",
    ]
    # A browser drops a line end right behind <pre>: this one, and not the text's own.
    parts += (f"<article>{_about(record)}<pre>\n{text(record)}</pre></article>" for record in records)
    return "\n".join([*parts, "</main></body></html>\n"])


def _about(record: Record) -> str:
    """File, facts and counts of a report, and the reasons for what stays unknown."""
    facts = record.report
    known = (facts.agency, facts.division, facts.division_code, facts.report_year, facts.issued)
    counts = [
        f"{name} {len(items)}"
        for name, items in (
            ("引用 citations", record.citations),
            ("机关 agencies", record.agencies),
            ("数值 measures", record.measures),
            ("工作品牌 programmes", {p.name for p in record.programmes}),
        )
    ]
    lines = [" · ".join(str(v) for v in known if v), " · ".join(counts)]
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in facts.reasons)
    return (
        f"<h2>{escape(record.source.file)}</h2>"
        + "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        + (f"<ul>{reasons}</ul>" if reasons else "")
    )


def text(record: Record) -> str:
    """The source text as HTML, each record a ``<mark>`` with its kind as class and its reading as title.

    Records that overlap nest where one holds the other; where two cross, the later is cut at the end of the earlier.
    """
    source = record.source.text
    out: list[str] = []
    position = 0
    open_ends: list[int] = []
    for start, end, kind, read in sorted(set(_marks(record)), key=lambda m: (m.start, -m.end, m.kind, m.read)):
        while open_ends and open_ends[-1] <= start:
            out += [escape(source[position : open_ends[-1]]), "</mark>"]
            position = open_ends.pop()
        end = min(end, open_ends[-1]) if open_ends else end
        out += [escape(source[position:start]), f'<mark class="{kind}" title="{escape(read, quote=True)}">']
        position = start
        open_ends.append(end)
    while open_ends:
        out += [escape(source[position : open_ends[-1]]), "</mark>"]
        position = open_ends.pop()
    return "".join([*out, escape(source[position:])])


def _marks(record: Record) -> Iterator[_Mark]:
    source = record.source.text
    for s in record.sections:
        if source.startswith(s.heading, s.start):
            yield _Mark(s.start, s.start + len(s.heading), "section", s.role)
    for c in record.citations:
        act = c.canonical or c.act or c.title
        fits = "".join(f"\n? {candidate}" for candidate in c.candidates)
        read = _joined(act, c.level, c.resolution, c.article, c.docnum, c.version and f"@{c.version}", c.status) + fits
        yield _Mark(c.start, c.end, " ".join(filter(None, ("citation", c.level, c.resolution))), read)
    for a in record.agencies:
        yield _Mark(a.start, a.end, f"agency {a.kind}", _joined(a.canonical or "?", a.kind, a.function))
    for m in record.measures:
        number = f"{m.approximation or ''}{m.value:.15g} {m.unit}"
        yield _Mark(m.start, m.end, "measure", _joined(m.counted, number, m.activity, str(m.year or "?"), m.change))
    for p in record.programmes:
        yield _Mark(p.start, p.end, "programme", p.name)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
