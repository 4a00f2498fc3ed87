"""Measures of small networks, with answers known from their shape."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from kg.errors import UsageError
from kg.networks import looks, schema
from kg.networks.backbone import backbone, disparity
from kg.networks.layout import SPREAD, place
from kg.networks.measures import is_bipartite, measure
from kg.networks.project import project


def star(weights: dict[str, float]) -> nx.Graph:
    graph = nx.Graph()
    for leaf, weight in weights.items():
        graph.add_edge("centre", leaf, weight=weight)
    return graph


def column(graph, name):
    return {node: data[name] for node, data in graph.nodes(data=True)}


def test_degrees_betweenness_and_core_of_a_star():
    graph = star({"a": 1, "b": 2, "c": 5})
    measure(graph, ["degree", "weighted_degree", "betweenness", "core", "pagerank"])
    assert column(graph, "degree") == {"centre": 3, "a": 1, "b": 1, "c": 1}
    assert column(graph, "weighted_degree")["centre"] == 8
    assert column(graph, "betweenness") == {"centre": 1.0, "a": 0.0, "b": 0.0, "c": 0.0}
    assert set(column(graph, "core").values()) == {1}
    assert sum(column(graph, "pagerank").values()) == pytest.approx(1)
    assert "exact" in schema.columns(graph, "node")["betweenness"].definition


def test_large_networks_say_that_betweenness_is_estimated(monkeypatch):
    monkeypatch.setattr("kg.networks.measures.EXACT", 10)
    graph = nx.karate_club_graph()
    measure(graph, ["betweenness"])
    assert "estimated from 32 pivots, seed 1" in schema.columns(graph, "node")["betweenness"].definition
    assert "Betweenness: estimated from 32 pivots, seed 1." in graph.graph["notes"]


def test_communities_are_numbered_by_size():
    graph = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(5))
    graph.add_edge(0, 7)
    measure(graph, ["community"])
    assert column(graph, "community") == {0: 2, 1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1}
    assert graph.graph["modularity"] > 0


def test_hubs_and_authorities_of_a_bipartite_network():
    graph = nx.DiGraph()
    for agency, act in (("x", "1"), ("x", "2"), ("y", "1")):
        graph.add_node(agency, category="agency")
        graph.add_node(act, category="act")
        graph.add_edge(agency, act, weight=1)
    assert is_bipartite(graph)
    measure(graph, ["hits", "share"])
    hub, authority = column(graph, "hub"), column(graph, "authority")
    # The principal vectors of [[1, 1], [1, 0]]: the golden ratio.
    golden = (1 + 5**0.5) / 2
    assert hub["x"] / hub["y"] == pytest.approx(golden, abs=1e-6)
    assert authority["1"] / authority["2"] == pytest.approx(golden, abs=1e-6)
    assert column(graph, "degree_share") == {"x": 1.0, "y": 0.5, "1": 1.0, "2": 0.5}


def test_like_joined_to_like_is_assortative():
    graph = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(4))
    schema.describe(graph, "node", [schema.Column("province")])
    for node, data in graph.nodes(data=True):
        data["province"] = "四川省" if node < 4 else "重庆市"
    measure(graph, ["assortativity"])
    assert graph.graph["assortativity"] == {"province": 1.0}


@pytest.mark.parametrize("rest", [1e-17, -1e-17])
def test_assortativity_says_the_same_whatever_its_last_digits(monkeypatch, rest):
    graph = star({"a": 1, "b": 1})
    schema.describe(graph, "node", [schema.Column("province")])
    for node, data in graph.nodes(data=True):
        data["province"] = "四川省" if node == "a" else "重庆市"
    monkeypatch.setattr(nx, "attribute_assortativity_coefficient", lambda graph, column: rest)
    measure(graph, ["assortativity"])
    assert graph.graph["notes"][-1] == "Assortativity by province: 0.000."


def test_the_disparity_of_an_edge_is_that_of_the_paper():
    graph = star({"a": 8, "b": 1, "c": 1})
    disparity(graph)
    # From the centre, k = 3 and p = 8/10: (1 - 0.8) ** 2. A leaf has one edge only and cannot judge.
    assert graph.edges["centre", "a"]["disparity"] == pytest.approx(0.04)
    assert graph.edges["centre", "b"]["disparity"] == pytest.approx(0.81)
    kept = backbone(graph, 0.05)
    assert set(kept) == {"centre", "a"}
    assert "1 of 3 edges kept" in kept.graph["notes"][-1]
    assert backbone(graph, 1).number_of_edges() == 3
    with pytest.raises(UsageError):
        backbone(graph, 0)


def test_unknown_measures_are_refused():
    with pytest.raises(UsageError, match="unknown measure 'centrality'"):
        measure(star({"a": 1}), ["centrality"])


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_positions_are_spread_around_the_middle(count):
    graph = nx.cycle_graph(count)
    place(graph)
    positions = [(data["x"], data["y"]) for _, data in graph.nodes(data=True)]
    assert all(-SPREAD <= value <= SPREAD for point in positions for value in point)
    if count > 2:
        assert max(abs(value) for point in positions for value in point) > SPREAD / 2
        assert len(set(positions)) == count
    again = nx.cycle_graph(count)
    place(again)
    assert positions == [(data["x"], data["y"]) for _, data in again.nodes(data=True)]


def test_colours_follow_frequency_and_sizes_follow_numbers():
    graph = nx.empty_graph(4)
    for node, kind in enumerate("aabc"):
        graph.nodes[node].update(kind_of=kind, n=node**2)
    del graph.nodes[3]["kind_of"]
    looks.color(graph, "kind_of")
    looks.size(graph, "n")
    assert [graph.nodes[node]["color"] for node in range(4)] == [*looks.PALETTE[:1] * 2, looks.PALETTE[1], looks.OTHER]
    assert [graph.nodes[node]["size"] for node in (0, 3)] == [looks.SMALLEST, looks.LARGEST]


def test_pairs_above_the_limit_are_refused_before_memory_is_used_up():
    rows = pl.DataFrame(
        [("u", f"t{n:03d}", 2020, 1) for n in range(100)], schema=["unit", "thing", "year", "weight"], orient="row"
    )
    assert len(list(project(rows))) == 100 * 99 / 2
    with pytest.raises(UsageError, match="--min-weight"):
        list(project(rows, max_pairs=1000))
    assert list(project(rows, min_weight=2)) == []


def test_pairs_do_not_depend_on_the_size_of_the_blocks(monkeypatch):
    rows = [
        (f"u{u:02d}", f"t{t:02d}", 2018 + (u + t) % 3, 1 + u % 4)
        for u in range(30)
        for t in range(40)
        if (u * t) % 7 in (1, 3)
    ]
    frame = pl.DataFrame(rows, schema=["unit", "thing", "year", "weight"], orient="row")
    whole = list(project(frame))
    monkeypatch.setattr("kg.networks.project.CELLS", 1)
    assert list(project(frame)) == whole
    have = {}
    for unit, thing, year, _ in rows:
        have.setdefault(thing, set()).add((unit, year))
    for pair in whole:
        assert pair.weight == len(have[pair.source] & have[pair.target])


def test_results_do_not_depend_on_the_process(tmp_path):
    """Another seed of Python's hashing gives the same communities, positions and bytes."""
    script = """
import sys, networkx as nx
from kg import export, networks
graph = nx.relabel_nodes(nx.karate_club_graph(), {n: f"机关{n}" for n in range(34)})
sys.stdout.buffer.write(export.dumps(networks.prepare(graph, measures=["all"]), "gexf"))
"""
    root = Path(__file__).resolve().parents[2]
    made = [
        subprocess.run([sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert made[0] == made[1]
    assert b"community" in made[0]
