"""A still picture of a network, PNG or SVG, drawn by matplotlib.

Chinese needs a font that has it: the first of :data:`FONTS` that is installed is taken; if there is none, the picture
says so in its caption instead of showing boxes.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.replacing import replacing

if TYPE_CHECKING:
    from kg.networks.schema import Graph

#: Fonts with Chinese, free ones first.
FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Noto Serif CJK SC", "AR PL UMing CN", "Droid Sans Fallback", "PingFang SC", "Heiti SC",
    "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "SimSun", "Noto Sans CJK JP", "Arial Unicode MS",
)  # fmt: skip
#: Nodes that get a label, the largest first.
LABELS = 60
#: Width and height of a picture in inches, and its dots an inch.
_INCHES, _DPI = (12.0, 9.0), 150


def write(graph: Graph, path: Path) -> None:
    """Draw a prepared network into a ``.png`` or ``.svg`` file."""
    with replacing(path) as file:
        file.write(draw(graph, path.suffix.lower().lstrip(".")))


def chinese_font() -> str | None:
    """The name of an installed font that has Chinese, or None."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in installed), None)


def draw(graph: Graph, format: str = "png") -> bytes:
    """A picture of a network that has positions, colours and sizes; the same bytes for the same graph and fonts.

    :param format: ``png`` or ``svg``.
    :raises UsageError: the network has no positions.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if not graph or not all("x" in data for _, data in graph.nodes(data=True)):
        raise UsageError("the network is empty or has no positions; prepare it with a layout first")
    font = chinese_font()
    settings: Any = {"svg.hashsalt": "fazhi-kg", "svg.fonttype": "none" if font is None else "path"}
    with mpl.rc_context({**settings, "font.family": [font] if font else ["sans-serif"], "axes.unicode_minus": False}):
        figure = Figure(figsize=_INCHES, dpi=_DPI, layout="tight")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set_aspect("equal", adjustable="datalim")
        _edges(axes, graph)
        _nodes(axes, graph)
        # Without a font with Chinese a picture of boxes would be worse than none of the names.
        if font or format == "svg":
            _labels(axes, graph)
        _captions(axes, graph, font if font or format != "svg" else "sans-serif")
        file = io.BytesIO()
        figure.savefig(file, format=format, metadata={"Date": None} if format == "svg" else {"Software": "fazhi-kg"})
    return file.getvalue()


def _edges(axes: Any, graph: Graph) -> None:
    from matplotlib.collections import LineCollection

    nodes = graph.nodes
    top = max((weight for _, _, weight in graph.edges(data="weight", default=1.0)), default=1.0)
    lines = [[(nodes[n]["x"], nodes[n]["y"]) for n in (s, t)] for s, t in graph.edges]
    widths = [0.3 + 2.2 * (weight / top) ** 0.5 for _, _, weight in graph.edges(data="weight", default=1.0)]
    colors = [nodes[source].get("color", "#999999") for source, _ in graph.edges]
    axes.add_collection(LineCollection(lines, linewidths=widths, colors=colors, alpha=0.25, zorder=1))


def _nodes(axes: Any, graph: Graph) -> None:
    data = [d for _, d in graph.nodes(data=True)]
    axes.scatter(
        [d["x"] for d in data],
        [d["y"] for d in data],
        s=[d.get("size", 10.0) ** 2 / 2 for d in data],
        c=[d.get("color", "#999999") for d in data],
        edgecolors="white",
        linewidths=0.5,
        zorder=2,
    )


def _labels(axes: Any, graph: Graph) -> None:
    """Labels of the largest nodes; one that would cover another is left out."""
    from matplotlib.patheffects import withStroke

    canvas = axes.figure.canvas
    canvas.draw()
    halo = [withStroke(linewidth=2, foreground="white")]
    taken: list[Any] = []
    ranked = sorted(graph.nodes(data=True), key=lambda item: (-item[1].get("size", 0.0), str(item[0])))
    for _, data in ranked[:LABELS]:
        text = axes.annotate(
            _safe(data.get("label", "")),
            (data["x"], data["y"]),
            fontsize=6 + data.get("size", 10.0) / 8,
            ha="center",
            va="center",
            zorder=3,
            path_effects=halo,
        )
        box = text.get_window_extent(canvas.get_renderer())
        if any(box.overlaps(other) for other in taken):
            text.remove()
        else:
            taken.append(box)


def _safe(text: str) -> str:
    """``$`` begins a formula in matplotlib."""
    return text.replace("$", r"\$")


def _captions(axes: Any, graph: Graph, font: str | None) -> None:
    about = graph.graph
    years = about.get("years", ())
    span = f", {years[0]}–{years[-1]}" if years else ""
    title = about.get("title", "network") if font else str(about.get("title", "network")).rpartition("· ")[2]
    axes.set_title(_safe(f"{title}{span}"), fontsize=13)
    text = f"{len(graph):,} nodes, {graph.number_of_edges():,} edges"
    _legend(axes, graph, font)
    if font is None:
        text += ". Labels are left out: no font with Chinese is installed (for example Noto Sans CJK SC)."
    axes.text(0, 0, text, transform=axes.transAxes, fontsize=8, color="#555555")


def _legend(axes: Any, graph: Graph, font: str | None) -> None:
    """What the colours mean, as far as the palette and the font go."""
    from matplotlib.lines import Line2D

    known = [(name, color) for name, color in graph.graph.get("palette", {}).items() if font or str(name).isascii()]
    marks = [
        Line2D([], [], marker="o", linestyle="", color=color, label=_safe(str(name))) for name, color in known[:10]
    ]
    if marks:
        title = str(graph.graph.get("color_by", ""))
        axes.legend(handles=marks, title=title, loc="upper left", frameon=False, fontsize=8, title_fontsize=8)
