"""Graph files are read by the programs of others, and hold what the network holds."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg import export
from kg.errors import UsageError
from tests.export.networks_made import drawn, graphology, small

LABELS = {"甲县司法局", "乙市公安局", "宪法", "民法典"}


@pytest.mark.parametrize("profile", ["gephi", "gephi-lite"])
@pytest.mark.parametrize("directed", [True, False])
def test_gexf_has_no_trap(tmp_path, profile, directed):
    path = tmp_path / "n.gexf"
    export.write(drawn(directed), path, profile=profile)
    assert export.lint(path) == []


@pytest.mark.parametrize("profile", ["gephi", "gephi-lite"])
def test_graphology_reads_the_same_network_from_gexf(tmp_path, profile):
    path = tmp_path / "n.gexf"
    graph = drawn()
    export.write(graph, path, profile=profile)
    found = graphology(path)
    assert (found["type"], found["order"], found["size"]) == ("directed", 4, 3)
    assert {data["label"] for data in found["nodes"].values()} == LABELS
    for key, data in found["nodes"].items():
        ours = graph.nodes[key]
        assert data["score" if "score" in ours else "degree"] == ours.get("score", ours["degree"])
        assert (data["x"], data["y"], data["size"]) == (ours["x"], ours["y"], ours["size"])
        assert data["color"].startswith("rgb(")
    assert found["nodes"]["agency/乙市公安局"]["masked"] is True
    assert found["nodes"]["agency/乙市公安局"]["rank"] == 1
    assert found["nodes"]["agency/乙市公安局"]["province"] == "四川省|重庆市"
    if profile == "gephi-lite":
        assert {(e["source"], e["target"], e["data"]["weight"]) for e in found["edges"]} == {
            ("agency/甲县司法局", "act/宪法", 3),
            ("agency/乙市公安局", "act/宪法", 1),
            ("agency/乙市公安局", "act/民法典", 4),
        }
        assert found["edges"][0]["data"]["years"]
        assert found["edges"][0]["data"]["first_year"] == 2020


@pytest.mark.parametrize("suffix", [".graphml", ".json"])
def test_graphology_reads_the_same_network_from_other_formats(tmp_path, suffix):
    path = tmp_path / f"n{suffix}"
    graph = drawn()
    export.write(graph, path)
    found = graphology(path)
    assert (found["order"], found["size"]) == (4, 3)
    assert {data["label"] for data in found["nodes"].values()} == LABELS
    assert sorted(e["data"]["weight"] for e in found["edges"]) == [1, 3, 4]
    assert all(data["x"] == graph.nodes[key]["x"] for key, data in found["nodes"].items())


def test_networkx_reads_gexf_and_graphml(tmp_path):
    """The profile without time: networkx knows intervals only and fails on any timestamp, whoever wrote it."""
    graph = drawn()
    export.write(graph, tmp_path / "n.gexf", profile="gephi-lite")
    found = nx.read_gexf(tmp_path / "n.gexf")
    assert set(found) == set(graph)
    assert found.edges["agency/乙市公安局", "act/民法典"]["weight"] == 4
    assert found.nodes["act/宪法"]["label"] == "宪法"
    assert found.nodes["agency/乙市公安局"]["masked"] is True
    export.write(graph, tmp_path / "n.graphml")
    found = nx.read_graphml(tmp_path / "n.graphml")
    assert found.is_directed()
    assert found.edges["agency/乙市公安局", "act/民法典"]["weight"] == 4
    assert found.nodes["agency/甲县司法局"]["rank"] == 0


def test_the_gephi_profile_holds_spells_and_yearly_weights(tmp_path):
    path = tmp_path / "n.gexf"
    export.write(drawn(), path, profile="gephi")
    root = ET.parse(path).getroot()
    ns = {"g": "http://gexf.net/1.3"}
    edge = root.find(".//g:edge[@target='act/民法典']", ns)
    assert "weight" not in edge.attrib
    assert [s.get("timestamp") for s in edge.iterfind(".//g:spell", ns)] == ["2021"]
    weights = [v.attrib for v in edge.iterfind(".//g:attvalue[@for='weight']", ns)]
    assert weights == [{"for": "weight", "value": "4", "timestamp": "2021"}]
    agency = root.find(".//g:node[@id='agency/甲县司法局']", ns)
    citations = {v.get("timestamp"): v.get("value") for v in agency.iterfind(".//g:attvalue[@for='citations']", ns)}
    assert citations == {"2020": "3", "2021": "0"}, "zero is a value, and is written"


def test_a_network_without_years_has_weights_that_do_not_move(tmp_path):
    graph = small()
    for _, _, data in graph.edges(data=True):
        del data["yearly"]
    export.write(graph, tmp_path / "n.gexf", profile="gephi")
    assert all(e.get("weight") for e in ET.parse(tmp_path / "n.gexf").iter("{http://gexf.net/1.3}edge"))


def test_csv_pair_has_the_headings_of_gephi_and_guards_formulas(tmp_path):
    graph = drawn()
    graph.nodes["act/宪法"]["name"] = "=HYPERLINK(1)"
    nodes, edges = export.write(graph, tmp_path / "n.csv")
    assert nodes.read_bytes().startswith(b"\xef\xbb\xbf")
    with nodes.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Id"]: row for row in csv.DictReader(file)}
    assert rows["act/宪法"]["name"] == "'=HYPERLINK(1)"
    assert rows["agency/甲县司法局"]["years"] == "2020|2021"
    with edges.open(encoding="utf-8-sig", newline="") as file:
        table = csv.reader(file)
        assert next(table)[:5] == ["Source", "Target", "Type", "Kind", "Weight"]
        assert sorted(row[4] for row in table) == ["1", "3", "4"]


def test_the_same_network_gives_the_same_bytes():
    for format in ("gexf", "json", "graphml", "nodes.csv", "edges.csv"):
        assert export.dumps(drawn(), format) == export.dumps(drawn(), format)


def test_a_written_file_is_what_is_downloaded(tmp_path):
    graph = drawn()
    for suffix in ("gexf", "json", "graphml"):
        export.write(graph, tmp_path / f"n.{suffix}")
        assert (tmp_path / f"n.{suffix}").read_bytes() == export.dumps(graph, suffix)


def test_unknown_formats_and_profiles_are_named(tmp_path):
    with pytest.raises(UsageError, match=r"n\.xls: unknown format"):
        export.write(small(), tmp_path / "n.xls")
    with pytest.raises(UsageError, match="unknown profile 'lite'"):
        export.write(small(), tmp_path / "n.gexf", profile="lite")


@pytest.mark.parametrize("format", ["png", "svg"])
def test_pictures_are_drawn_and_repeatable(format):
    graph = drawn()
    one = export.dumps(graph, format)
    assert one.startswith(b"\x89PNG" if format == "png" else b"<?xml")
    assert one == export.dumps(graph, format)
