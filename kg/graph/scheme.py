"""The SKOS scheme of organ functions, made from the catalogue's table, so that both always agree.

``python -m kg.graph.scheme`` writes ``ontology/schemes/function.ttl`` anew after a change of ``data/functions.tsv``.
"""

from __future__ import annotations

from kg import resources
from kg.graph.namespaces import CONCEPT


def function_scheme() -> str:
    """The scheme in Turtle."""
    rows = sorted(resources.rows("functions.tsv"), key=lambda row: row["notation"])
    scheme = f"<{CONCEPT}function>"
    zh, en = "机关职能", "Functions of organs"
    out = [
        "# Functions of organs; made from data/functions.tsv by python -m kg.graph.scheme.\n",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n",
        f"@prefix c: <{CONCEPT}function/> .\n\n",
        f'{scheme} a skos:ConceptScheme ;\n    rdfs:label "{zh}"@zh, "{en}"@en ;\n    skos:prefLabel "{zh}"@zh, "{en}"@en .\n',
    ]
    for row in rows:
        zh, en = row["label_zh"], row["label_en"]
        out.append(
            f'\nc:{row["notation"]} a skos:Concept ;\n    skos:notation "{row["notation"]}" ;\n'
            f'    rdfs:label "{zh}"@zh, "{en}"@en ;\n    skos:prefLabel "{zh}"@zh, "{en}"@en ;\n'
            f"    skos:topConceptOf {scheme} ;\n    skos:inScheme {scheme} .\n"
        )
    return "".join(out)


if __name__ == "__main__":
    (resources.folder("ontology") / "schemes" / "function.ttl").write_text(function_scheme(), encoding="utf-8")
