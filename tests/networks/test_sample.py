"""The sample reports, from files to drawn networks: every view in every format, read by the programs of others."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg import export, networks, resources
from kg.networks import schema
from tests.export.networks_made import graphology

VIEWS = ("act-act", "activity-act", "agency-act", "agency-agency", "agency-mentions", "place-act", "programme-agency")
NS = {"g": "http://gexf.net/1.3"}


def built(folder, engine):
    import kg.store

    kg.store.build([resources.folder("data") / "sample"], folder / f"{engine}.kg", engine=engine, jobs=2)
    return kg.store.open(folder / f"{engine}.kg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sample")


@pytest.fixture(scope="module")
def sample(folder):
    return built(folder, "serial")


@pytest.fixture(scope="module")
def drawn(sample):
    return {view: networks.prepare(networks.network(sample, view, site="http://localhost:8000")) for view in VIEWS}


def test_all_views_have_edges(drawn):
    assert set(VIEWS) <= set(networks.names())
    for view, graph in drawn.items():
        assert graph.number_of_edges() > 0, view


@pytest.mark.parametrize("profile", ["gephi", "gephi-lite"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_in_both_profiles(drawn, tmp_path, view, profile):
    graph = drawn[view]
    path = tmp_path / "n.gexf"
    export.write(graph, path, profile=profile)
    assert export.lint(path) == []
    root = ET.parse(path).getroot()
    columns = {a.get("id") for a in root.iter(f"{{{NS['g']}}}attribute")}
    assert not columns & schema.RESERVED
    for item in [*root.iterfind(".//g:node", NS), *root.iterfind(".//g:edge", NS)]:
        assert (item.find("g:spells", NS) is not None) == (profile == "gephi")
    if profile == "gephi":
        spells = {int(s.get("timestamp")) for s in root.iterfind(".//g:edge/g:spells/g:spell", NS)}
        assert spells == set(graph.graph["years"])
    else:
        found = nx.read_gexf(path)
        assert (len(found), found.number_of_edges()) == (len(graph), graph.number_of_edges())


@pytest.mark.parametrize("view", VIEWS)
def test_graphology_reads_counts_labels_and_types(drawn, tmp_path, view):
    graph = drawn[view]
    for name, profile in (
        ("gephi.gexf", "gephi"),
        ("lite.gexf", "gephi-lite"),
        ("n.json", "gephi"),
        ("n.graphml", "gephi"),
    ):
        export.write(graph, tmp_path / name, profile=profile)
        found = graphology(tmp_path / name)
        assert (found["order"], found["size"]) == (len(graph), graph.number_of_edges())
        assert found["type"] == ("directed" if graph.is_directed() else "undirected")
        for key, data in found["nodes"].items():
            ours = graph.nodes[key]
            assert (data["label"], data["name"], data["x"]) == (ours["label"], ours["name"], ours["x"])
            for column, described in schema.columns(graph, "node").items():
                if column in data and described.type in ("integer", "double"):
                    assert isinstance(data[column], int | float), column
        if profile == "gephi-lite":
            assert sorted(e["data"]["weight"] for e in found["edges"]) == sorted(
                w for *_, w in graph.edges(data="weight")
            )
    assert nx.read_graphml(tmp_path / "n.graphml").number_of_edges() == graph.number_of_edges()


def test_every_edge_has_its_sentences(sample, drawn):
    for view, graph in drawn.items():
        for source, target, data in graph.edges(data=True):
            assert len(networks.evidence(sample, view, source=source, target=target)) == data["weight"], (
                view,
                source,
                target,
            )


def test_activities_are_called_by_their_chinese_names(drawn):
    names = {data["name"] for _, data in drawn["activity-act"].nodes(data=True) if data["category"] == "activity"}
    assert names
    assert not any(name.isascii() for name in names), names


def test_two_processes_give_the_same_bytes_as_one(sample, drawn, folder):
    other = built(folder, "processes")
    for view, graph in drawn.items():
        again = networks.prepare(networks.network(other, view, site="http://localhost:8000"))
        for format in ("gexf", "json", "graphml", "nodes.csv", "edges.csv"):
            assert export.dumps(graph, format) == export.dumps(again, format), (view, format)
