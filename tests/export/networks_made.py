"""Small networks with known answers, and the parsers of other programs."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from kg.networks import prepare, schema
from kg.networks.schema import Column

NODE_FOLDER = Path(__file__).parent / "node"


def small(directed: bool = True) -> nx.Graph:
    """Two agencies and two acts over two years, with every type of column."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.graph.update(view="agency-act", title="机关—法律文件", definition="Who cites what.", notes=["A remark."])
    schema.describe(graph, "node", (*schema.STANDARD_NODE_COLUMNS, Column("province"), Column("masked", "boolean")))
    schema.describe(graph, "node", [Column("score", "double"), Column("rank", "integer")])
    schema.describe(graph, "edge", schema.STANDARD_EDGE_COLUMNS)
    schema.describe_yearly(graph, "node", [Column("citations", "integer")])
    agencies = {"agency/甲县司法局": "甲县司法局", "agency/乙市公安局": "乙市公安局"}
    for number, (key, name) in enumerate(agencies.items()):
        graph.add_node(
            key, name=name, label=name, category="agency", iri=f"https://example.org/{key}", evidence=f"/e?node={key}",
            spells=(2020, 2021), province=("四川省", "重庆市") if number else "重庆市", masked=bool(number), score=0.5,
            rank=number, yearly={"citations": {2020: 3, 2021: 0}},
        )  # fmt: skip
    for key in ("act/宪法", "act/民法典"):
        graph.add_node(key, name=key[4:], label=key[4:], category="act", evidence="/e", spells=(2020,))
    edges = [("agency/甲县司法局", "act/宪法", {2020: 2, 2021: 1}), ("agency/乙市公安局", "act/宪法", {2020: 1})]
    for source, target, yearly in [*edges, ("agency/乙市公安局", "act/民法典", {2021: 4})]:
        graph.add_edge(
            source, target, kind="cites", weight=sum(yearly.values()), spells=tuple(yearly), yearly={"weight": yearly},
            evidence=f"/e?source={source}&target={target}",
        )  # fmt: skip
    return graph


def drawn(directed: bool = True) -> nx.Graph:
    """The same with measures, positions, colours and sizes."""
    return prepare(small(directed))


@cache
def _parsers_ready() -> str | None:
    """Why the JavaScript parsers cannot run, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    with (NODE_FOLDER / "package-lock.json").open() as lock, suppress(ImportError):
        import fcntl

        # Workers that run tests side by side install the parsers once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (NODE_FOLDER / "node_modules" / ".ready").exists():
            return None
        if not shutil.which("npm"):
            return "npm is not installed"
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        done = subprocess.run(command, cwd=NODE_FOLDER, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            return f"npm ci failed: {done.stderr[-300:]}"
        (NODE_FOLDER / "node_modules" / ".ready").touch()
        return None
    return "no file locks on this system"


def graphology(path: Path) -> dict:
    """What graphology reads from a ``.gexf``, ``.graphml`` or ``.json`` file, as Gephi Lite does."""
    if reason := _parsers_ready():
        pytest.skip(reason)
    command = ["node", str(NODE_FOLDER / "read.js"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)
