"""Bodies: what they are part of, and what is stated of those that no text names."""

from __future__ import annotations

import pytest

from kg.graph.bodies import agency, superior
from kg.records import Agency

BASE = "https://example.org/id/"


@pytest.mark.parametrize(
    ("name", "function", "place", "above"),
    [
        ("重庆市公安局巴南区分局", "public-security", "重庆市巴南区", ["重庆市公安局"]),
        ("四川省成都市武侯区玉林街道办事处", "township", "四川省成都市武侯区", ["四川省成都市武侯区人民政府"]),
        ("四川省成都市武侯区人民政府玉林街道办事处", "township", "四川省成都市武侯区", ["四川省成都市武侯区人民政府"]),
        ("国家税务总局重庆市巴南区税务局", "taxation", "重庆市巴南区", ["国家税务总局重庆市税务局", "国家税务总局"]),
        (
            "国家税务总局重庆市巴南区税务局花溪税务分局",
            "taxation",
            "重庆市巴南区",
            ["国家税务总局重庆市巴南区税务局", "国家税务总局重庆市税务局", "国家税务总局"],
        ),
        (
            "山东省东营市河口区气象局",
            "meteorology",
            "山东省东营市河口区",
            ["山东省东营市气象局", "山东省气象局", "中国气象局"],
        ),
        ("内蒙古自治区呼伦贝尔市消防救援支队", "fire-rescue", "内蒙古自治区呼伦贝尔市", ["内蒙古自治区消防救援总队"]),
        ("国家统计局巴南调查队", "statistics", "重庆市巴南区", ["国家统计局"]),
        ("中华人民共和国南宁海关", "customs", "广西壮族自治区", ["中华人民共和国海关总署"]),
        ("重庆市巴南区应急管理局", "emergency-management", "重庆市巴南区", []),
        ("湖南省长沙市农业农村局", "agriculture", "湖南省长沙市", []),
        ("中华人民共和国海关总署", "customs", None, []),
        ("国家统计局", "statistics", None, []),
    ],
)
def test_what_a_body_is_part_of(name: str, function: str, place: str | None, above: list[str]) -> None:
    """Departments of local governments are guided, not held, by those above."""
    part_of = " <http://www.w3.org/ns/org#subOrganizationOf> "
    stated = [line for line in superior(name, function, place, BASE) if part_of in line]
    chain = [name, *above]
    assert stated == [f"<{BASE}agency/{a}>{part_of}<{BASE}agency/{b}> .\n" for a, b in zip(chain, above, strict=False)]


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
