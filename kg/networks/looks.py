"""How a network is drawn: short labels, colours, sizes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.networks import schema

if TYPE_CHECKING:
    from kg.networks.schema import Graph

#: Longest label, in characters.
LABEL = 12
#: Longest label of an agency whose upper divisions are dropped already.
LONGEST = 14
#: A division at the beginning of a name: 广西壮族自治区, 南宁市, 青秀区.
_DIVISION = re.compile(r".{2,8}?(?:自治区|自治州|自治县|省|市|州|盟|县|区|旗)")
#: A paper by who issued it: 某市应急管理局关于开展检查的通知; not 学习领导人关于安全生产的论述.
_PAPER = re.compile(r".+关于.+(?:通知|意见|决定|通报|公告|通告|批复|请示|函|方案|决议)")
#: Colours that the colour-blind tell apart (Paul Tol's muted and bright schemes, joined), the most frequent value first.
PALETTE = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#332288", "#88ccee", "#44aa99", "#117733",
    "#999933", "#ddcc77", "#cc6677", "#882255",
)  # fmt: skip
#: What is rarer than the palette is long, or has no value.
OTHER = "#bbbbbb"
SMALLEST, LARGEST = 6.0, 42.0


def short(name: str, category: str = "") -> str:
    """A name of about :data:`LABEL` characters, never more than :data:`LONGEST`.

    Statutes drop 中华人民共和国 in front, papers who issued them, agencies the divisions above their own; what is still too long
    loses its end, of agencies the beginning.

    >>> short("中华人民共和国行政处罚法", "act"), short("广西壮族自治区南宁市青秀区市场监督管理局", "agency")
    ('行政处罚法', '青秀区市场监督管理局')
    """
    plain = name.removeprefix("中华人民共和国") or name if category == "act" else name
    if category == "act" and len(plain) > LABEL and _PAPER.match(plain):
        plain = plain[plain.index("关于", 1) :]
    if category == "agency":
        while len(plain) > LABEL and (above := _DIVISION.match(plain)) and _DIVISION.match(plain[above.end() :]):
            plain = plain[above.end() :]
    if len(plain) <= (LONGEST if category == "agency" else LABEL):
        return plain
    return f"…{plain[1 - LABEL :]}" if category == "agency" else f"{plain[: LABEL - 1]}…"


def color(graph: Graph, by: str) -> None:
    """Colour the nodes by a column; the values that most nodes have get the first colours."""
    values = {node: schema.text_of(schema.value_of(data, by)) for node, data in graph.nodes(data=True)}
    counts = Counter(value for value in values.values() if value is not None)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    palette = dict(zip(ranked, PALETTE, strict=False))
    for node, data in graph.nodes(data=True):
        value = values[node]
        data["color"] = palette.get(value, OTHER) if value is not None else OTHER
    graph.graph["color_by"] = by
    graph.graph["palette"] = palette


def size(graph: Graph, by: str) -> None:
    """Size the nodes so that their areas grow with a column of numbers; nodes without it are smallest."""
    values = {node: _number(data.get(by)) for node, data in graph.nodes(data=True)}
    top = max(values.values(), default=0.0)
    for node, data in graph.nodes(data=True):
        share = values[node] / top if top > 0 else 0.0
        data["size"] = round(SMALLEST + (LARGEST - SMALLEST) * share**0.5, 2)
    graph.graph["size_by"] = by


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and value == value and value > 0 else 0.0
