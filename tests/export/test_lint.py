"""Each trap that Gephi or Gephi Lite has is caught, by a small file that falls into this one only."""

from __future__ import annotations

import pytest

from kg import export
from kg.errors import InputError

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed" mode="dynamic" timeformat="double" timerepresentation="timestamp" idtype="string">
<attributes class="node" mode="dynamic"><attribute id="citations" title="citations" type="integer"/></attributes>
<attributes class="node" mode="static"><attribute id="evidence" title="evidence" type="string"/></attributes>
<attributes class="edge" mode="dynamic"><attribute id="weight" title="weight" type="double"/></attributes>
<attributes class="edge" mode="static"><attribute id="evidence" title="evidence" type="string"/></attributes>
<nodes>
<node id="a" label="甲"><attvalues><attvalue for="citations" value="3" timestamp="2020"/><attvalue for="evidence" value="/e"/></attvalues><spells><spell timestamp="2020"/></spells><viz:color r="1" g="2" b="3"/><viz:position x="1" y="2" z="0"/><viz:size value="5"/></node>
<node id="b" label="乙"><attvalues><attvalue for="evidence" value="/e"/></attvalues><spells><spell timestamp="2020"/></spells><viz:color r="1" g="2" b="3"/><viz:position x="3" y="4" z="0"/><viz:size value="5"/></node>
</nodes>
<edges>
<edge id="e1" source="a" target="b" kind="cites"><attvalues><attvalue for="weight" value="2" timestamp="2020"/><attvalue for="evidence" value="/e"/></attvalues><spells><spell timestamp="2020"/></spells></edge>
</edges>
</graph>
</gexf>
"""
STATIC = (
    GOOD.replace('mode="dynamic" timeformat="double" timerepresentation="timestamp"', 'mode="static"')
    .replace('<attributes class="node" mode="dynamic"><attribute id="citations" title="citations" type="integer"/></attributes>\n', "")
    .replace('<attributes class="edge" mode="dynamic"><attribute id="weight" title="weight" type="double"/></attributes>\n', "")
    .replace('<attvalue for="citations" value="3" timestamp="2020"/>', "")
    .replace('<attvalue for="weight" value="2" timestamp="2020"/>', "")
    .replace('<spells><spell timestamp="2020"/></spells>', "")
    .replace('kind="cites"', 'kind="cites" weight="2"')
)  # fmt: skip
EDGE = GOOD[GOOD.index("<edge id") : GOOD.index("</edges>")]
NODE_B = GOOD[GOOD.index('<node id="b"') : GOOD.index("</nodes>")]
COLUMN = (
    '<attribute id="evidence" title="evidence" type="string"/></attributes>\n<attributes class="edge" mode="dynamic">'
)
NODE_BLOCKS = GOOD[
    GOOD.index('<attributes class="node" mode="dynamic">') : GOOD.index('<attributes class="edge" mode="dynamic">')
]
TURNED = "\n".join(reversed(NODE_BLOCKS.strip().split("\n"))) + "\n"


def with_column(column: str) -> tuple[str, str]:
    return COLUMN, COLUMN.replace("</attributes>", f"{column}</attributes>", 1)


#: Rule → what is put in the place of what in the good file.
BAD = {
    "xml": ("</graph>", "</graf>"),
    "declaration": ('<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' encoding='utf-8'?>"),
    "doctype": ("<gexf ", "<!DOCTYPE gexf>\n<gexf "),
    "namespace": ('version="1.3"', 'version="1.2"'),
    "schema-location": (
        'version="1.3"',
        'version="1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 x.xsd"',
    ),
    "graph-name": ("<graph ", '<graph name="n" '),
    "graph-attributes": ('timeformat="double"', 'timeformat="long"'),
    "order": (
        NODE_BLOCKS,
        NODE_BLOCKS.replace('<attributes class="node" mode="dynamic">', '<nodes/><attributes class="node" mode="dynamic">'),
    ),
    "dynamic-last": (NODE_BLOCKS, TURNED),
    "column-name": with_column('<attribute id="0" title="rank" type="integer"/>'),
    "column-type": with_column('<attribute id="link" title="link" type="anyURI"/>'),
    "column-reserved": with_column('<attribute id="type" title="type" type="string"/>'),
    "column-duplicate": with_column('<attribute id="evidence" title="evidence" type="string"/>'),
    "value-undeclared": ('<attvalue for="citations"', '<attvalue for="other" value="1"/><attvalue for="citations"'),
    "value-empty": ('value="/e"', 'value=""'),
    "value-type": ('for="citations" value="3"', 'for="citations" value="None"'),
    "control-character": ('label="甲"', 'label="甲&#10;乙"'),
    "node-id": ('<node id="b"', '<node id="a"'),
    "node-label": ('label="甲"', ""),
    "label-long": ('label="甲"', f'label="{"甲" * 15}"'),
    "node-size": ('<viz:size value="5"/>', '<viz:size value="0"/>'),
    "node-color": ('<viz:color r="1" g="2" b="3"/>', '<viz:color r="1" g="2" b="300"/>'),
    "node-position": ('<viz:position x="3" y="4" z="0"/>', ""),
    "edge-id": ('<edge id="e1"', '<edge id="a"'),
    "edge-end": ('target="b"', 'target="c"'),
    "edge-kind": (' kind="cites"', ""),
    "edge-duplicate": (EDGE, EDGE + EDGE.replace('"e1"', '"e2"')),
    "edge-type": ('kind="cites"', 'kind="cites" type="mutual"'),
    "edge-weight": ('kind="cites"', 'kind="cites" weight="2"'),
    "time-mixed": ('<spell timestamp="2020"/>', '<spell start="2020" end="2021"/>'),
    "time-missing": ('<spells><spell timestamp="2020"/></spells></edge>', "</edge>"),
    "time-format": ('<spell timestamp="2020"/>', '<spell timestamp="im Jahr 2020"/>'),
    "evidence": ('<attvalue for="evidence" value="/e"/></attvalues><spells><spell timestamp="2020"/></spells></edge>',
                 '</attvalues><spells><spell timestamp="2020"/></spells></edge>'),
}  # fmt: skip


def rules(tmp_path, text: str) -> set[str]:
    path = tmp_path / "n.gexf"
    path.write_text(text, encoding="utf-8")
    return {finding.rule for finding in export.lint(path)}


@pytest.mark.parametrize("text", [GOOD, STATIC])
def test_a_good_file_is_silent(tmp_path, text):
    assert rules(tmp_path, text) == set()


@pytest.mark.parametrize("rule", BAD)
def test_each_trap_is_caught(tmp_path, rule):
    before, after = BAD[rule]
    assert before in GOOD
    found = rules(tmp_path, GOOD.replace(before, after, 1))
    assert rule in found
    # A second id makes the edge lead nowhere, and so on; but no trap is reported that has nothing to do with it.
    assert found <= {rule, *{"node-id": {"edge-end"}, "value-empty": set()}.get(rule, set())}


def test_spells_in_a_static_graph_are_caught(tmp_path):
    text = STATIC.replace("<viz:color", '<spells><spell timestamp="2020"/></spells><viz:color', 1)
    assert rules(tmp_path, text) == {"time-static"}


def test_every_rule_has_a_bad_file():
    assert set(BAD) | {"time-static"} == set(export.RULES)


def test_many_findings_of_a_rule_are_counted(tmp_path):
    nodes = "".join(NODE_B.replace('"b"', f'"n{number}"').replace(' label="乙"', "") for number in range(20))
    path = tmp_path / "n.gexf"
    path.write_text(GOOD.replace("</nodes>", nodes + "</nodes>"), encoding="utf-8")
    found = [finding.message for finding in export.lint(path) if finding.rule == "node-label"]
    assert len(found) == 6
    assert found[-1] == "20 times in all"


def test_networkx_own_writer_falls_into_traps(tmp_path):
    """The reason for a writer of our own."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_node("a", label="甲")
    graph.add_edge("a", "b", weight=1)
    nx.write_gexf(graph, tmp_path / "n.gexf", version="1.2draft")
    assert {"declaration", "namespace", "edge-kind", "node-size"} <= {f.rule for f in export.lint(tmp_path / "n.gexf")}


def test_a_file_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match=r"n\.gexf"):
        export.lint(tmp_path / "n.gexf")


def test_entities_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    assert {"doctype", "xml"} <= rules(tmp_path, GOOD.replace("<gexf ", bomb + "<gexf ", 1).replace("甲", "&b;"))
