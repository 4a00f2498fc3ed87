"""The ontology as a page for people, made by a library (``make ontology-html``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

PYLODE = Path(sys.executable).with_name("pylode")
FZ = "https://w3id.org/fazhi/ontology#"


@pytest.mark.skipif(not PYLODE.exists(), reason="pyLODE is not installed")
def test_the_page_names_every_class_and_property_in_both_languages(tmp_path: Path) -> None:
    source, target = Path("ontology/fazhi.ttl"), tmp_path / "ontology.html"
    subprocess.run([PYLODE, source, "-o", target], check=True, capture_output=True)
    page = target.read_text("utf-8")
    ontology = rdflib.Graph().parse(source)
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    ours = {t for kind in kinds for t in ontology.subjects(rdflib.RDF.type, kind) if str(t).startswith(FZ)}
    assert len(ours) > 60
    for thing in ours:
        assert str(thing) in page
        for label in ontology.objects(thing, rdflib.RDFS.label):
            assert str(label) in page
