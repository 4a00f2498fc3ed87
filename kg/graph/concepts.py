"""The names of concepts in Chinese and English: levels of acts, functions of organs, types of activity, …"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg import resources
from kg.graph.namespaces import CONCEPT

_PREFERRED = "http://www.w3.org/2004/02/skos/core#prefLabel"


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The names of all concepts by ``scheme/notation`` and language (``zh``, ``en``), from ``ontology/schemes``.

    >>> labels()["level/law"]["zh"]
    '法律'
    """
    import pyoxigraph as ox

    found: dict[str, dict[str, str]] = {}
    for path in sorted((resources.folder("ontology") / "schemes").glob("*.ttl")):
        for quad in ox.parse(path=str(path)):
            label = quad.object
            if quad.predicate.value == _PREFERRED and isinstance(label, ox.Literal) and label.language:
                name = str(getattr(quad.subject, "value", "")).removeprefix(CONCEPT)
                found.setdefault(name, {})[label.language[:2]] = label.value
    return found


def name(scheme: str, notation: str, language: str) -> str | None:
    """What a concept is called in a language (``zh``, ``en``), or in another if it has no name in that; None if there is none.

    >>> name("level", "law", "zh"), name("level", "lawful", "zh")
    ('法律', None)
    """
    names = labels().get(f"{scheme}/{notation}", {})
    return names.get(language) or next(iter(names.values()), None)
