"""Where nodes are drawn: seeded ForceAtlas2, the same positions for the same graph and options.

The library is a port of the one that Gephi Lite draws with, with Barnes–Hut approximation: 7,000 nodes and 66,000 edges,
300 rounds, in 12 s on one core, and bit for bit the same on any number of threads. networkx's own compares all pairs:
100 rounds of that graph took 219 s and a gigabyte.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.networks import schema

if TYPE_CHECKING:
    from kg.networks.schema import Graph

LAYOUTS = ("forceatlas2", "circular", "none")
#: Positions lie between -SPREAD and SPREAD.
SPREAD = 1000.0


def place(graph: Graph, layout: str = "forceatlas2", *, seed: int = 1, rounds: int | None = None) -> None:
    """Give each node ``x`` and ``y``.

    :param layout: one of :data:`LAYOUTS`; ``none`` takes positions away.
    :param rounds: of ForceAtlas2; by default fewer for large graphs.
    """
    if layout not in LAYOUTS:
        raise UsageError(f"unknown layout {layout!r}; layouts are {', '.join(LAYOUTS)}")
    positions = _forceatlas2(graph, seed, rounds) if layout == "forceatlas2" else None
    if layout == "circular":
        positions = _circle(len(graph))
    for number, (_, data) in enumerate(graph.nodes(data=True)):
        data.pop("x", None)
        data.pop("y", None)
        if positions is not None:
            data["x"], data["y"] = positions[number]


def _circle(count: int) -> list[tuple[float, float]]:
    angles = (2 * math.pi * number / max(count, 1) for number in range(count))
    return [(round(SPREAD * math.cos(angle), 2), round(SPREAD * math.sin(angle), 2)) for angle in angles]


def _forceatlas2(graph: Graph, seed: int, rounds: int | None) -> list[tuple[float, float]]:
    import crategraph_forceatlas2 as library

    if len(graph) < 2:
        return [(0.0, 0.0)] * len(graph)
    index = {node: number for number, node in enumerate(graph)}
    pairs: dict[tuple[int, int], float] = {}
    for source, target, weight in graph.edges(data="weight", default=1.0):
        a, b = sorted((index[source], index[target]))
        if a != b:
            pairs[a, b] = pairs.get((a, b), 0.0) + weight
    rounds = rounds or (500 if len(graph) < 2000 else 300 if len(graph) < 20_000 else 100)
    raw = library.layout(
        len(index),
        list(pairs),
        # Weights are damped: a law cited a hundred times must not pull a hundred times as hard.
        weights=[math.log2(1 + weight) for weight in pairs.values()],
        iterations=rounds,
        seed=seed,
        # One graph in parallel would be the same, but drawing is often one of several jobs.
        threads=1,
        **{**library.infer_settings(len(index)), "barnesHutOptimize": len(index) > 1000, "linLogMode": False},
    )
    schema.note(graph, f"Layout: ForceAtlas2 (crategraph-forceatlas2), {rounds} rounds, seed {seed}.")
    return _spread(raw.tolist())


def _spread(raw: list[list[float]]) -> list[tuple[float, float]]:
    """Positions moved so that their middle is at 0 and stretched so that the farthest lies at :data:`SPREAD`.

    Stragglers are drawn in to three times the distance within which nine tenths lie, so that they do not shrink the rest.
    """
    count = len(raw)
    mx, my = math.fsum(p[0] for p in raw) / count, math.fsum(p[1] for p in raw) / count
    moved = [(x - mx, y - my) for x, y in raw]
    reach = sorted(math.hypot(x, y) for x, y in moved)
    limit = min(reach[-1], 3 * reach[(9 * count) // 10]) or 1.0
    out = []
    for x, y in moved:
        scale = SPREAD / max(limit, math.hypot(x, y))
        out.append((round(x * scale, 2), round(y * scale, 2)))
    return out
