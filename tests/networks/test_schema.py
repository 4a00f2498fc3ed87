"""Names, types and values of columns."""

from __future__ import annotations

import doctest
import importlib

import networkx as nx
import pytest

from kg import networks
from kg.networks import schema
from kg.networks.schema import Column


@pytest.mark.parametrize("name", [*sorted(schema.RESERVED), "", "3rd", "Shared", "a b", "权重", "_x"])
def test_names_that_programs_eat_cannot_be_columns(name):
    with pytest.raises(ValueError, match="cannot be a column"):
        Column(name)


@pytest.mark.parametrize("kind", ["anyURI", "date", "liststring", "str", ""])
def test_types_that_programs_drop_cannot_be_columns(kind):
    with pytest.raises(ValueError, match="type"):
        Column("x", kind)


def test_years_follow_from_spells():
    data = {"spells": (2019, 2021)}
    assert [schema.text_of(schema.value_of(data, name)) for name in ("years", "first_year", "last_year", "other")] == [
        "2019|2021",
        "2019",
        "2021",
        None,
    ]
    assert schema.value_of({}, "years") is None


def test_remarks_are_kept_once():
    graph = nx.Graph()
    for _ in range(2):
        schema.note(graph, "Seed 1.")
    assert graph.graph["notes"] == ["Seed 1."]


def test_every_view_describes_itself_in_both_languages():
    for view in networks.views():
        assert view.title_zh
        assert view.title_en
        assert view.description_zh.endswith("。")
        assert view.description_en.endswith(".")
        assert view.weight
        assert {"nodes", "edges", "labels", "attributes", "years", "evidence", "about"} <= set(view.queries)
        for column in (*view.columns, *view.yearly):
            assert column.definition, (view.name, column.name)


@pytest.mark.parametrize(
    "module",
    [
        "kg.networks.schema",
        "kg.networks.looks",
        "kg.export.text",
        "kg.export.gexf",
        "kg.export.csvpair",
        "kg.compare",
        "kg.panel.figures",
    ],
)
def test_examples_in_the_documentation_are_true(module):
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize(
    ("name", "category", "label"),
    [
        ("重庆市巴南区应急管理局", "agency", "重庆市巴南区应急管理局"),
        ("重庆市万盛经济技术开发区应急管理局", "agency", "万盛经济技术开发区应急管理局"),
        ("四川省成都市武侯区卫生健康局", "agency", "成都市武侯区卫生健康局"),
        ("某机构" * 6, "agency", "…机构某机构某机构某机构"),
        ("某市应急管理局关于开展专项检查的通知", "act", "关于开展专项检查的通知"),
        ("中华人民共和国道路交通安全法实施条例", "act", "道路交通安全法实施条例"),
        ("天津市生产经营单位安全生产主体责任规定", "act", "天津市生产经营单位安全…"),
    ],
)
def test_short_labels_keep_what_tells_apart(name, category, label):
    from kg.networks import looks

    assert looks.short(name, category) == label
