"""Charts as SVG, drawn on the server: no script, each bar and point a link, readable by a screen reader as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH = 520


@dataclass(frozen=True, slots=True)
class Point:
    """A value with a name and, where there are sentences behind it, a link."""

    name: str
    value: float
    href: str | None = None


def number(value: float) -> str:
    """A number as people read it: 12,000 or 0.25."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}"


def bars(points: Sequence[Point], title: str, *, limit: int = 25) -> Markup:
    """Horizontal bars, long names cut with ``…``."""
    shown = points[:limit]
    left, row = 200, 26
    most = max((point.value for point in shown), default=0) or 1
    out = []
    for place, point in enumerate(shown):
        y = place * row
        width = max(1.0, max(point.value, 0) / most * (_WIDTH - left - 60))
        name = point.name if len(point.name) <= 16 else point.name[:15] + "…"
        out.append(
            _linked(
                point,
                f'<text x="{left - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
                f'<rect x="{left}" y="{y + 4}" width="{width:.1f}" height="{row - 8}" rx="2">'
                f"<title>{escape(point.name)}: {number(point.value)}</title></rect>"
                f'<text class="value" x="{left + width + 6:.1f}" y="{y + 16}">{number(point.value)}</text>',
            )
        )
    return _svg(len(shown) * row + 4, title, out)


def years(points: Sequence[Point], title: str, cumulative_title: str = "") -> Markup:
    """Columns by year and, where it is wanted, the running total as a dashed line with a scale of its own."""
    height, left, bottom, top = 220, 10, 26, 34
    most = max((point.value for point in points), default=0) or 1
    step = (_WIDTH - left - 50) / max(len(points), 1)
    width = min(step * 0.7, 60)
    base = height - bottom
    out = [f'<line class="base" x1="{left}" x2="{_WIDTH - 40}" y1="{base}" y2="{base}"/>']
    for place, point in enumerate(points):
        x = left + step * (place + 0.5)
        tall = max(1.0, point.value / most * (base - top))
        out.append(
            _linked(
                point,
                f'<rect x="{x - width / 2:.1f}" y="{base - tall:.1f}" width="{width:.1f}" height="{tall:.1f}" rx="2">'
                f"<title>{escape(point.name)}: {number(point.value)}</title></rect>"
                f'<text class="value" x="{x:.1f}" y="{base - tall - 6:.1f}" text-anchor="middle">'
                f"{number(point.value)}</text>"
                f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{escape(point.name)}</text>',
            )
        )
    if cumulative_title and len(points) > 1:
        total, line = sum(point.value for point in points) or 1, []
        running = 0.0
        for place, point in enumerate(points):
            running += point.value
            line.append(f"{left + step * (place + 0.5):.1f} {base - running / total * (base - top):.1f}")
        out.append(
            f'<path class="line second" d="M{"L".join(line)}"><title>{escape(cumulative_title)}: {number(running)}'
            f'</title></path><text class="axis" x="{_WIDTH - 44}" y="{top - 20}" text-anchor="end">'
            f"┄ {escape(cumulative_title)}: {number(running)}</text>"
        )
    return _svg(height, title, out)


def shade(value: float, most: float) -> int:
    """One of five shades for a cell of a grid, by the square root, so that small values can be told apart."""
    return 0 if value <= 0 or most <= 0 else min(5, 1 + int((value / most) ** 0.5 * 4.999))


def _linked(point: Point, marks: str) -> str:
    if not point.href:
        return f"<g>{marks}</g>"
    return f'<a href="{escape(point.href)}">{marks}</a>'


def _svg(height: int, title: str, parts: Sequence[str]) -> Markup:
    return Markup(  # every text in it was escaped above
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{escape(title)}">'
        + "".join(parts)
        + "</svg>"
    )
