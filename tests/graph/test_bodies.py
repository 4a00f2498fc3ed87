"""The organs above an organ bear the name that they have on their level."""

from __future__ import annotations

import pytest

from kg.graph.bodies import superior

BASE = "https://example.org/id/"


@pytest.mark.parametrize(
    ("name", "function", "place", "above"),
    [
        ("山西省运城市教育局", "education", "山西省运城市", "山西省教育厅"),
        ("四川省阿坝藏族羌族自治州水务局", "water", "四川省阿坝藏族羌族自治州", "四川省水利厅"),
        ("安徽省芜湖市市场监督管理局", "market-regulation", "安徽省芜湖市", "安徽省市场监督管理局"),
        ("重庆市巴南区应急管理局", "emergency-management", "重庆市巴南区", "重庆市应急管理局"),
    ],
)
def test_the_organ_above(name: str, function: str, place: str, above: str) -> None:
    lines = superior(name, function, place, BASE)
    assert f"<{BASE}agency/{name}> <http://www.w3.org/ns/org#subOrganizationOf> <{BASE}agency/{above}> .\n" in lines
