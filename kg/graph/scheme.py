"""The SKOS schemes of organ functions and of indicators, made from the catalogue's tables, so that both always agree.

``python -m kg.graph.scheme`` writes ``function.ttl`` and ``indicator.ttl`` in ``ontology/schemes`` anew after a change of
``data/functions.tsv`` or ``data/indicators.tsv``.
"""

from __future__ import annotations

from kg import resources
from kg.catalogue.indicators import indicators
from kg.graph.namespaces import CONCEPT


def function_scheme() -> str:
    """The scheme of functions in Turtle."""
    rows = sorted(resources.rows("functions.tsv"), key=lambda row: row["notation"])
    concepts = [(row["notation"], row["label_zh"], row["label_en"], "") for row in rows]
    return _scheme("function", "机关职能", "Functions of organs", "Functions of organs", concepts)


def indicator_scheme() -> str:
    """The scheme of indicators in Turtle; each is defined by the words of the table."""
    concepts = [
        (i.name, i.zh, i.en, f'    skos:definition "{i.definition("zh")}"@zh, "{i.definition("en")}"@en ;\n')
        for i in indicators().values()
    ]
    return _scheme("indicator", "指标", "Indicators", "Indicators that numbers of reports are added up for", concepts)


def _scheme(name: str, zh: str, en: str, about: str, concepts: list[tuple[str, str, str, str]]) -> str:
    scheme = f"<{CONCEPT}{name}>"
    out = [
        f"# {about}; made from data/{name}s.tsv by python -m kg.graph.scheme.\n",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n",
        f"@prefix c: <{CONCEPT}{name}/> .\n\n",
        f'{scheme} a skos:ConceptScheme ;\n    rdfs:label "{zh}"@zh, "{en}"@en ;\n    skos:prefLabel "{zh}"@zh, "{en}"@en .\n',
    ]
    for notation, zh, en, definition in concepts:
        out.append(
            f'\nc:{notation} a skos:Concept ;\n    skos:notation "{notation}" ;\n'
            f'    rdfs:label "{zh}"@zh, "{en}"@en ;\n    skos:prefLabel "{zh}"@zh, "{en}"@en ;\n{definition}'
            f"    skos:topConceptOf {scheme} ;\n    skos:inScheme {scheme} .\n"
        )
    return "".join(out)


if __name__ == "__main__":
    schemes = resources.folder("ontology") / "schemes"
    (schemes / "function.ttl").write_text(function_scheme(), encoding="utf-8")
    (schemes / "indicator.ttl").write_text(indicator_scheme(), encoding="utf-8")
