"""The ontology's page and files: every term has its anchor, its labels and its definition."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.web.conftest import Site
from web import ontology

HTML = "text/html"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_term_stands_on_the_page_with_label_and_definition(site: Site, language: str) -> None:
    html = site.get("/ontology", Accept=HTML, Accept_Language=language).text
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    sections = ontology.sections()
    assert len(sections["classes"]) > 15
    assert len(sections["schemes"]) > 5
    for term in (term for section in sections.values() for term in section):
        assert f'id="{term.anchor}"' in html
        assert term.label[language] in html
        assert set(term.label) == {"zh", "en"}, term.iri
        for part in term.parts:
            assert f'id="{part.anchor}"' in html
    for term in (*sections["classes"], *sections["object-properties"], *sections["datatype-properties"]):
        assert term.definition.get(language), term.iri
    for there in re.findall(r'href="#([^"]+)"', html):
        assert there in ids


def test_programs_get_the_ontology_as_rdf(site: Site) -> None:
    import rdflib

    answer = site.get("/ontology", Accept="text/turtle")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (rdflib.URIRef("https://w3id.org/fazhi/ontology#Report"), rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert len(graph) == len(set(ontology.triples()))
    assert site.get("/ontology?format=jsonld").headers["content-type"] == "application/ld+json"
    assert site.get("/ontology", Accept="image/png").status == 406
    assert site.get("/ontology?format=none").status == 406
    assert site.get("/ontology?format=html", Accept="text/turtle").headers["content-type"].startswith("text/html")


def test_iris_of_terms_lead_to_their_place_on_the_page(site: Site) -> None:
    there = site.get("/ontology/activity/penalty", Accept=HTML)
    assert (there.status, there.headers["location"].endswith("/ontology#activity/penalty")) == (303, True)
    assert site.get("/ontology/activity/none", Accept=HTML).status == 404
    version = "中华人民共和国安全生产法@2021-06-10"
    shown = site.get("/id/act/" + quote(version), Accept=HTML)
    assert shown.status == 200
    assert 'href="/ontology#' in shown.text
