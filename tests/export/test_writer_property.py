"""Whatever the text of a label or name, the files stay whole and both programs read them."""

from __future__ import annotations

import io
import json
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import export
from kg.export.text import CONTROL, attribute, clean
from kg.networks import looks, prepare, schema
from kg.networks.schema import Column

ANY = st.text(st.characters(), min_size=1, max_size=30)


def network(texts: list[str]) -> nx.DiGraph:
    graph = nx.DiGraph()
    schema.describe(graph, "node", [*schema.STANDARD_NODE_COLUMNS, Column("score", "double")])
    schema.describe(graph, "edge", schema.STANDARD_EDGE_COLUMNS)
    for number, text in enumerate(texts):
        data = {"name": text, "category": "act", "evidence": "/e", "spells": (2020,), "score": float("nan")}
        graph.add_node(f"n{number}", label=looks.short(text), **data)
    for number in range(1, len(texts)):
        edge = {"kind": "cites", "weight": 1, "spells": (2020,), "yearly": {"weight": {2020: 1}}, "evidence": "/e"}
        graph.add_edge("n0", f"n{number}", **edge)
    return prepare(graph, measures=["degree"], layout="circular")


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=4))
def test_any_text_gives_a_file_without_traps(texts):
    graph = network(texts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.gexf"
        for profile in ("gephi", "gephi-lite"):
            export.write(graph, path, profile=profile)
            assert export.lint(path) == []
    root = ET.fromstring(export.dumps(graph, "gexf"))
    values = {v.get("value") for v in root.iter("{http://gexf.net/1.3}attvalue") if v.get("for") == "name"}
    assert values == {clean(text) for text in texts} - {""}


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=4))
def test_any_text_gives_graphml_and_json_that_parse(texts):
    graph = network(texts)
    found = nx.read_graphml(io.BytesIO(export.dumps(graph, "graphml")))
    assert set(found) == set(graph)
    workspace = json.loads(export.dumps(graph, "json"))
    assert len(workspace["graphDataset"]["nodeData"]) == len(graph)


@given(ANY)
@example(" \x00安全\u3000生产\n")
def test_cleaned_text_has_no_control_characters_and_keeps_the_rest(text):
    def seen(characters):
        return [c for c in characters if not (c.isspace() or CONTROL.match(c))]

    assert seen(clean(text)) == seen(text)
    assert not CONTROL.search(clean(text))
    assert clean(text) == clean(text).strip()
    assert ET.fromstring(f'<a b="{attribute(text)}"/>').get("b") == clean(text)


@given(ANY)
def test_short_labels_are_short(text):
    assert 1 <= len(looks.short(text, "agency")) <= looks.LONGEST
    assert 1 <= len(looks.short(text, "act")) <= looks.LABEL
