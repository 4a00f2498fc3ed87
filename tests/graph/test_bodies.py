"""The organs above an organ bear the name that they have on their level."""

from __future__ import annotations

import pytest

from kg.graph.bodies import agency, superior
from kg.records import Agency

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


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("广东省人民政府", "general-government"),
        ("四川省人民代表大会常务委员会", "congress"),
        ("重庆市巴南区民政局", "civil-affairs"),
        ("广东省广州市天河区石牌街道办事处", "township"),
    ],
)
def test_an_issuer_that_no_text_names_has_the_function_of_its_name(name: str, function: str) -> None:
    iri, lines = agency(Agency(0, 0, name, canonical=name, kind=""), "", BASE)
    assert (
        f"<{iri}> <https://w3id.org/fazhi/ontology#function> <https://w3id.org/fazhi/ontology/function/{function}> .\n"
        in lines
    )
