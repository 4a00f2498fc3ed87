"""Networks of a small store, with every number counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from kg import export, networks
from kg.errors import QueryError, UsageError

VIEWS = Path(networks.__file__).parent / "views"
A, B, C = "agency/甲县司法局", "agency/乙区公安局", "agency/丙市税务局"
CONSTITUTION, PENALTY, CIVIL = (f"act/中华人民共和国{name}" for name in ("宪法", "行政处罚法", "民法典"))


def weights(graph):
    return {(s, t): d["yearly"]["weight"] for s, t, d in graph.edges(data=True)}


def test_agencies_and_acts(store):
    graph = networks.network(store, "agency-act")
    masked = next(node for node in graph if node.startswith("report/"))
    assert weights(graph) == {
        (A, CONSTITUTION): {2020: 2},
        (A, PENALTY): {2020: 1, 2021: 1},
        (A, CIVIL): {2021: 1},
        (B, CONSTITUTION): {2020: 1, 2021: 1},
        (B, PENALTY): {2020: 1},
        (B, CIVIL): {2020: 1},
        (C, CONSTITUTION): {2020: 1},
        (C, CIVIL): {2021: 1},
        (masked, CONSTITUTION): {2021: 1},
    }
    assert graph.is_directed()
    assert graph.nodes[A]["label"] == "甲县司法局"
    assert graph.nodes[CONSTITUTION]["label"] == "宪法"
    assert graph.nodes[PENALTY]["level"] == "law"
    assert graph.nodes[masked]["label"] == "（未具名机关）"
    assert graph.nodes[A]["spells"] == (2020, 2021)
    assert graph.nodes[A]["yearly"]["citations"] == {2020: 3, 2021: 2}
    assert any("2 occurrences in reports of unknown year" in note for note in graph.graph["notes"])


def test_acts_cited_together_count_reports(store):
    graph = networks.network(store, "act-act")
    assert {frozenset(pair): yearly for pair, yearly in weights(graph).items()} == {
        frozenset((CONSTITUTION, PENALTY)): {2020: 2},
        frozenset((CONSTITUTION, CIVIL)): {2020: 1},
        frozenset((PENALTY, CIVIL)): {2020: 1},
    }
    # 宪法 stands in a20, b20, b21, c20 and the masked report, 行政处罚法 in a20, a21 and b20: two of six.
    assert graph.edges[CONSTITUTION, PENALTY]["jaccard"] == pytest.approx(2 / 6)
    # 民法典 stands in b20 and the joint report.
    assert graph.edges[PENALTY, CIVIL]["jaccard"] == pytest.approx(1 / 4)


def test_agencies_alike_by_hand(store):
    graph = networks.network(store, "agency-agency")
    masked = next(node for node in graph if node.startswith("report/"))
    found = {frozenset(pair): yearly for pair, yearly in weights(graph).items()}
    assert found == {
        frozenset((A, B)): {2020: 2},
        frozenset((A, C)): {2020: 1, 2021: 1},
        frozenset((B, C)): {2020: 1},
        frozenset((B, masked)): {2021: 1},
    }
    assert graph.edges[A, B]["shared"] == 3
    assert graph.edges[A, B]["jaccard"] == 1.0
    assert graph.edges[A, C]["jaccard"] == pytest.approx(2 / 3, abs=1e-6)
    # Four agencies; 宪法 is cited by four of them, 行政处罚法 by two, 民法典 by three.
    idf = [math.log(5 / (1 + n)) + 1 for n in (4, 2, 3)]
    vectors = {A: (2, 2, 1), B: (2, 1, 1), C: (1, 0, 1)}

    def cosine(one, two):
        u, v = ([n * w for n, w in zip(vectors[x], idf, strict=True)] for x in (one, two))
        return sum(a * b for a, b in zip(u, v, strict=True)) / (math.hypot(*u) * math.hypot(*v))

    for pair in ((A, B), (A, C), (B, C)):
        assert graph.edges[pair]["cosine"] == pytest.approx(cosine(*pair), abs=1e-6)


def test_activities_with_acts_of_the_same_sentence(store):
    graph = networks.network(store, "activity-act")
    assert weights(graph) == {
        ("activity/penalty", CONSTITUTION): {2020: 1},
        ("activity/penalty", PENALTY): {2020: 2},
    }, "two fines in one sentence are one sentence"


def test_programmes_and_mentions(store):
    assert weights(networks.network(store, "programme-agency")) == {
        (A, "programme/双随机"): {2020: 1, 2021: 1},
        (C, "programme/双随机"): {2020: 1},
    }
    assert weights(networks.network(store, "agency-mentions")) == {(A, B): {2021: 1}, (B, A): {2021: 2}}


def test_places_are_provinces_or_stand_for_themselves(store):
    graph = networks.network(store, "place-act")
    assert sum(sum(y.values()) for y in weights(graph).values()) == 10, "of the eleven dated citations one has no place"
    assert {data["category"] for _, data in graph.nodes(data=True)} == {"place", "act"}


def test_years_are_a_window(store):
    graph = networks.network(store, "agency-act", years=(2021, None))
    assert graph.graph["years"] == (2021,)
    assert weights(graph)[A, PENALTY] == {2021: 1}
    assert (A, CONSTITUTION) not in graph.edges
    with pytest.raises(UsageError, match="end before they begin"):
        networks.network(store, "agency-act", years=(2022, 2020))


def test_sums_over_the_years_are_the_totals(store):
    for view in networks.names():
        whole = networks.prepare(networks.network(store, view), measures=["yearly", "weighted_degree"])
        for source, target, data in whole.edges(data=True):
            assert data["weight"] == sum(data["yearly"]["weight"].values())
            parts = (networks.year_slice(whole, year) for year in whole.graph["years"])
            assert data["weight"] == sum(p.edges[source, target]["weight"] for p in parts if p.has_edge(source, target))
        for _, data in whole.nodes(data=True):
            assert data["weighted_degree"] == sum(data["yearly"]["yearly_weight"].values())


def test_light_edges_and_lonely_nodes(store):
    graph = networks.network(store, "agency-act", min_weight=2)
    assert set(graph.edges) == {(A, CONSTITUTION), (A, PENALTY), (B, CONSTITUTION)}
    assert C not in graph
    assert C in networks.network(store, "agency-act", min_weight=2, isolates=True)
    for view in networks.names():
        for _, data in networks.network(store, view, isolates=True).nodes(data=True):
            assert data["spells"], view


def test_each_edge_rests_on_as_many_places_as_its_weight(store):
    for view in networks.names():
        for source, target, data in networks.network(store, view).edges(data=True):
            items = networks.evidence(store, view, source=source, target=target)
            assert len(items) == data["weight"], (view, source, target)
            for year, weight in data["yearly"]["weight"].items():
                assert len(networks.evidence(store, view, source=source, target=target, year=year)) == weight
            for place in (place for item in items for place in item.places):
                assert store.text(place.sha256)[place.start : place.end] == place.exact
                assert place.exact in place.sentence


def test_evidence_of_a_citation_is_its_sentence(store):
    (item,) = networks.evidence(store, "agency-act", source=B, target=CIVIL)
    (place,) = item.places
    assert (place.exact, place.sentence, place.year, place.agency) == (
        "《民法典》",
        "依据《民法典》调解。",
        2020,
        "乙区公安局",
    )
    assert place.iri.endswith(f"#char={place.start},{place.end}")


def test_evidence_of_what_is_shared_has_a_place_for_each(store):
    items = networks.evidence(store, "agency-agency", source=A, target=C, year=2020)
    assert [[place.thing for place in item.places] for item in items] == [[C, A]]


@pytest.mark.parametrize("site", ["notaurl", "localhost:8000", "ftp://a/", "http://", "http://a b/", "http://a/?q=1"])
def test_a_site_that_is_no_address_is_refused(store, site):
    with pytest.raises(UsageError, match="is no address of a site; it looks like http://localhost:8000"):
        networks.network(store, "agency-act", site=site)


def test_evidence_addresses_can_be_followed(store):
    from urllib.parse import parse_qs, urlsplit

    graph = networks.network(store, "agency-act", site="http://localhost:8000")
    for _, _, data in graph.edges(data=True):
        url = urlsplit(data["evidence"])
        assert (url.netloc, url.path) == ("localhost:8000", "/evidence")
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        assert len(networks.evidence(store, **asked)) == data["weight"]
    below = networks.network(store, "agency-act", site="https://example.org:8000/kg/")
    assert below.nodes[A]["evidence"].startswith("https://example.org:8000/kg/evidence?view=agency-act&node=")
    window = networks.network(store, "agency-act", years=(2021, None))
    assert window.edges[A, PENALTY]["weight"] == 1
    assert window.edges[A, PENALTY]["evidence"].endswith("&from=2021")
    assert len(networks.evidence(store, "agency-act", source=A, target=PENALTY, years=(2021, None))) == 1
    assert len(networks.evidence(store, "agency-act", source=A, target=PENALTY, years=(None, 2020))) == 1
    for _, data in graph.nodes(data=True):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(data["evidence"]).query).items()}
        assert networks.evidence(store, **asked)


@pytest.mark.parametrize("profile", ["gephi", "gephi-lite"])
def test_every_view_gives_a_file_without_traps(store, tmp_path, profile):
    for view in networks.names():
        path = tmp_path / f"{view}.gexf"
        graph = networks.prepare(networks.network(store, view), measures=["all"])
        export.write(graph, path, profile=profile)
        assert export.lint(path) == [], view


def test_the_same_store_gives_the_same_bytes(store):
    def made() -> bytes:
        return export.dumps(networks.prepare(networks.network(store, "agency-act"), measures=["all"]), "gexf")

    assert made() == made()


def test_a_view_of_ones_own_in_sparql(store, tmp_path):
    (tmp_path / "reports.toml").write_text(
        """
kind = "reports"
weight = "number of reports"
[title]
zh = "年度"
en = "Agencies and years"
[description]
zh = "每年的报告。"
en = "Which agency reports on which year."
[nodes]
sparql = 'SELECT DISTINCT ?node ("agency" AS ?category) WHERE { ?r <https://w3id.org/fazhi/ontology#issuedBy> ?node }'
[edges]
sparql = '''
PREFIX fz: <https://w3id.org/fazhi/ontology#>
SELECT ?source ?target ?year (COUNT(?r) AS ?weight)
WHERE { ?r fz:issuedBy ?source ; fz:division ?target ; fz:year ?year }
GROUP BY ?source ?target ?year
'''
[labels]
sparql = 'SELECT ?node ?name WHERE { ?node <http://www.w3.org/2000/01/rdf-schema#label> ?name }'
""",
        encoding="utf-8",
    )
    graph = networks.network(store, "reports", folder=tmp_path)
    assert graph.number_of_edges() == 4
    assert {data["name"] for _, data in graph.nodes(data=True)} >= {"甲县司法局", "四川省甲县"}
    assert "reports" in networks.names(tmp_path)
    assert "agency-act" in networks.names(tmp_path)


def test_mistakes_are_named(store, tmp_path):
    with pytest.raises(UsageError, match="no view 'agency-acts'"):
        networks.network(store, "agency-acts")
    (tmp_path / "half.toml").write_text('kind = "x"\nweight = "y"\n[title]\nzh = "a"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"half\.toml: en is missing"):
        networks.load("half", tmp_path)
    source = (VIEWS / "agency-act.toml").read_text("utf-8").replace("COUNT(*)", "COUNT(nothing)")
    (tmp_path / "wrong.toml").write_text(source, encoding="utf-8")
    with pytest.raises(QueryError, match=r"wrong\.toml, edges"):
        networks.network(store, "wrong", folder=tmp_path)
    with pytest.raises(UsageError, match="give source and target"):
        networks.evidence(store, "agency-act", source=A)
    with pytest.raises(UsageError, match="no column 'height'"):
        networks.prepare(networks.network(store, "agency-act"), color="height")


def test_names_with_quotes_cannot_break_out_of_a_query(store):
    assert networks.evidence(store, "agency-act", source="agency/x' OR 1=1 --", target=CONSTITUTION) == []


def test_a_store_without_anything_to_join_gives_empty_networks(tmp_path):
    import kg.store
    from kg.records import Record, ReportFacts, SourceText

    def understand(found):
        return Record(SourceText("a.txt", "0" * 64, "没有什么。"), ReportFacts(agency="甲县司法局", report_year=2021))

    (tmp_path / "a.txt").write_text("没有什么。", encoding="utf-8")
    kg.store.build([tmp_path / "a.txt"], tmp_path / "e.kg", understand=understand)
    empty = kg.store.open(tmp_path / "e.kg")
    for view in networks.names():
        for isolates in (False, True):
            graph = networks.prepare(networks.network(empty, view, isolates=isolates), measures=["all"])
            assert graph.number_of_edges() == 0
            export.write(graph, tmp_path / "n.gexf")
            assert export.lint(tmp_path / "n.gexf") == []
