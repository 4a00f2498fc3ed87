"""Time and memory of a large network: 5,000 agencies × 2,000 acts × 10 years, generated.

Run it from the root: ``python -m tests.benchmarks.bench_networks [--agencies 5000] [--acts 2000] [--years 10]``. It prints
what each step takes, and compares the writer with ``networkx.write_gexf`` on the same graph in the same run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from tests.benchmarks.report import Row

T = TypeVar("T")


def rss() -> float:
    """Peak memory of this process so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def step(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """Do a step and print its time and the peak memory after it."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(f"{name:<58} {seconds:8.2f} s   peak {rss():7.0f} MB", flush=True)
    return result, seconds


def occurrences(agencies: int, acts: int, years: int, seed: int = 1) -> Any:
    """Citations as they fall: few acts are cited by nearly all, most by few, and agencies keep to their own field."""
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(seed)
    parts = []
    for year in range(2015, 2015 + years):
        number = rng.poisson(12, agencies) + 1
        who = np.repeat(np.arange(agencies), number)
        common = np.minimum(rng.zipf(1.4, len(who)) - 1, acts - 1)
        field = (who % 40) * (acts // 40) + rng.integers(0, acts // 40, len(who))
        what = np.where(rng.random(len(who)) < 0.6, common, field)
        parts.append(pl.DataFrame({"source": who, "target": what, "year": np.full(len(who), year), "weight": 1}))
    return (
        pl.concat(parts)
        .group_by("source", "target", "year")
        .agg(pl.len().cast(pl.Int64).alias("weight"))
        .with_columns(
            source="agency/某省某市第" + pl.col("source").cast(pl.String).str.zfill(5) + "县应急管理局",
            target="act/中华人民共和国第" + pl.col("target").cast(pl.String).str.zfill(4) + "号法",
        )
        .sort("source", "target", "year")
    )


def build(rows: Any) -> Any:
    """The network of agencies and acts, described as those of a store are."""
    from kg.networks import build, load

    view = load("agency-act")
    graph = build.frame(view)
    with build.without_collection():
        build.add_edges(graph, rows, view.kind, 1, str)
        for node, data in graph.nodes(data=True):
            name = node.partition("/")[2]
            data.update(name=name, label=name[-8:], category=node.partition("/")[0], iri=f"https://example.org/{node}")
        build._spells(graph)
        build.add_evidence(graph, view.name, "http://localhost:8000")
        return build.in_order(graph)


def alike(rows: Any, min_weight: int) -> Any:
    """Agencies joined by shared acts."""
    from kg.networks import build, load

    view = load("agency-agency")
    graph = build.frame(view)
    with build.without_collection():
        build.add_pairs(graph, rows.rename({"target": "unit", "source": "thing"}), view.kind, min_weight, str)
    return graph


def plain(graph: Any) -> Any:
    """The same network as ``networkx.write_gexf`` can take it: it fails on tuples and nested dictionaries."""
    import networkx as nx

    from kg.networks import schema

    copy = nx.DiGraph(mode="dynamic", defaultedgetype="directed")
    for node, data in graph.nodes(data=True):
        kept = {name: schema.text_of(schema.value_of(data, name)) for name in schema.columns(graph, "node")}
        yearly = {
            name: [(float(value), year, year) for year, value in values.items()]
            for name, values in data.get("yearly", {}).items()
        }
        viz = {"position": {"x": data["x"], "y": data["y"], "z": 0.0}, "size": data["size"]}
        attributes = {name: value for name, value in {**kept, **yearly}.items() if value}
        copy.add_node(node, label=data["label"], viz=viz, **attributes)
    for source, target, data in graph.edges(data=True):
        kept = {name: schema.text_of(schema.value_of(data, name)) for name in schema.columns(graph, "edge")}
        yearly = [(float(value), year, year) for year, value in data["yearly"]["weight"].items()]
        copy.add_edge(source, target, weighs=yearly, **kept)
    return copy


def rows(full: bool) -> Iterator[Row]:
    """The main steps on a network of the full or of a small size; the file must hold the network and have no faults."""
    import networkx as nx

    from kg import export, networks

    def timed(work: Callable[[], T]) -> tuple[T, float]:
        begun = time.perf_counter()
        result = work()
        return result, time.perf_counter() - begun

    found = occurrences(*((5000, 2000, 10) if full else (600, 300, 5)))
    graph, seconds = timed(lambda: build(found))
    yield Row("graph of agencies and acts", seconds, "s", f"{len(graph):,} nodes, {graph.number_of_edges():,} edges")
    pairs, seconds = timed(lambda: alike(found, 25 if full else 5))
    yield Row("projection on agencies", seconds, "s", f"{pairs.number_of_edges():,} edges")
    _, seconds = timed(lambda: networks.prepare(graph, measures=[]))
    yield Row("layout (ForceAtlas2)", seconds, "s")
    with tempfile.TemporaryDirectory() as folder:
        path, theirs = Path(folder) / "ours.gexf", Path(folder) / "theirs.gexf"
        _, ours = timed(lambda: export.write(graph, path, profile="gephi"))
        faults = export.lint(path)
        text = path.read_text("utf-8")
        same = (text.count("<node "), text.count("<edge ")) == (len(graph), graph.number_of_edges())
        yield Row("write GEXF", ours, "s", f"{len(faults)} faults", right=same and not faults)
        copy = plain(graph)
        _, seconds = timed(lambda: nx.write_gexf(copy, theirs, version="1.2draft"))
        yield Row("write GEXF beside networkx", seconds / ours, "times as fast")
    yield Row("peak memory", rss(), "MB")


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=5000)
    parser.add_argument("--acts", type=int, default=2000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--min-weight", type=int, default=25, help="of the projection")
    parser.add_argument("--without-networkx", action="store_true", help="leave out networkx.write_gexf")
    options = parser.parse_args()

    import networkx as nx

    from kg import export, networks
    from kg.export import gexf
    from kg.networks import measures

    rows, _ = step("generate citations", lambda: occurrences(options.agencies, options.acts, options.years))
    graph, _ = step(f"graph from {len(rows):,} rows", lambda: build(rows))
    print(f"    {len(graph):,} nodes, {graph.number_of_edges():,} edges")
    pairs, _ = step(f"projection on agencies, weight ≥ {options.min_weight}", lambda: alike(rows, options.min_weight))
    print(f"    {len(pairs):,} nodes, {pairs.number_of_edges():,} edges")
    step("communities (Louvain)", lambda: measures.measure(graph, ["community"]))
    step(
        "other measures (degrees, hubs, core, by year)",
        lambda: measures.measure(graph, ["degree", "weighted_degree", "hits", "share", "core", "yearly"]),
    )
    step("betweenness", lambda: measures.measure(graph, ["betweenness"]))
    step("layout (ForceAtlas2)", lambda: networks.prepare(graph, measures=[]))
    step("backbone, alpha 0.05", lambda: networks.prepare(graph, measures=[], layout="none", backbone=0.05))
    networks.prepare(graph, measures=[], layout="circular")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.gexf"
        for profile in gexf.PROFILES:
            _, ours = step(f"write GEXF, profile {profile}", lambda p=profile: export.write(graph, path, profile=p))
            print(f"    {path.stat().st_size / 1e6:.1f} MB")
            if profile == "gephi":
                written = ours
        tracemalloc.start()
        with path.open("w", encoding="utf-8", newline="\n") as file:
            gexf.write(graph, file)
        print(f"    memory used by writing: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB beside the graph")
        tracemalloc.stop()
        found, _ = step("kg lint-gexf", lambda: export.lint(path))
        print(f"    {len(found)} findings")
        if not options.without_networkx:
            copy = plain(graph)
            _, theirs = step(
                "networkx.write_gexf", lambda: nx.write_gexf(copy, Path(folder) / "theirs.gexf", version="1.2draft")
            )
            print(f"    ours is {theirs / written:.1f} × as fast")


if __name__ == "__main__":
    main()
