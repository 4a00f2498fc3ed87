"""``ontology/shapes.ttl`` read into plain rules over N-Quads tokens.

The SHACL that is understood: target classes, minimal and maximal counts (also of inverse paths), datatype, class (one, or
several in ``sh:or``), ``sh:in``, pattern, language, length, bounds, less-than, and ``sh:or`` of required properties on a shape. A
test holds that the shapes use nothing else, so that what pySHACL finds wrong is found wrong here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

_SH = PREFIXES["sh"]
_XSD = PREFIXES["xsd"]
_STRING = f"{_XSD}string"
_LANG = f"{PREFIXES['rdf']}langString"

# The lexical forms of the datatypes in use; the bounds of dates are checked by the calendar.
_LEXICAL = {
    _STRING: re.compile(r".*", re.DOTALL),
    _LANG: re.compile(r".*", re.DOTALL),
    f"{_XSD}integer": re.compile(r"[+-]?\d+"),
    f"{_XSD}decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    f"{_XSD}boolean": re.compile(r"true|false|0|1"),
    f"{_XSD}gYear": re.compile(r"-?\d{4,}"),
    f"{_XSD}date": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
}


@dataclass(slots=True)
class Property:
    """What holds for the values of one property of a class."""

    path: str
    minimum: int = 0
    maximum: int | None = None
    datatype: str | None = None
    classes: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    languages: frozenset[str] = frozenset()
    min_length: int = 0
    low: float | None = None
    high: float | None = None
    less_than: str | None = None
    iri: bool = False
    good: set[str] = field(default_factory=set)

    def fault(self, token: str) -> str | None:
        """What is wrong with a value, classes and comparisons aside; good values are remembered."""
        if token in self.good:
            return None
        found = self._fault(token)
        if found is None and len(self.good) < 100_000:
            self.good.add(token)
        return found

    def _fault(self, token: str) -> str | None:
        if self.values and token not in self.values:
            return "is none of the values allowed"
        if (self.iri or self.classes) and not token.startswith("<"):
            return "is no IRI"
        if token.startswith("<"):
            if self.datatype:
                return "is no literal"
            return "has the wrong form" if self.pattern and not self.pattern.search(token[1:-1]) else None
        return self._literal_fault(token)

    def _literal_fault(self, token: str) -> str | None:
        end = token.rindex('"')
        value, suffix = token[1:end], token[end + 1 :]
        datatype = suffix[3:-1] if suffix.startswith("^^") else _LANG if suffix else _STRING
        if self.datatype and (datatype != self.datatype or not _LEXICAL[datatype].fullmatch(value)):
            return f"is no {self.datatype.rpartition('#')[2]}"
        if self.languages and suffix[1:] not in self.languages:
            return "is in another language"
        if len(value) < self.min_length:
            return "is empty"
        if self.pattern and not self.pattern.search(value):
            return "has the wrong form"
        if self.low is not None and float(value) < self.low:
            return f"is below {self.low:g}"
        if self.high is not None and float(value) > self.high:
            return f"is above {self.high:g}"
        return None


@dataclass(slots=True)
class Shape:
    """What holds for the things of one class."""

    target: str
    properties: dict[str, Property] = field(default_factory=dict)
    inverse: dict[str, Property] = field(default_factory=dict)
    one_of: list[frozenset[str]] = field(default_factory=list)
    required: tuple[str, ...] = ()


@cache
def shapes() -> dict[str, Shape]:
    """The shapes by the class they are for; classes and properties are N-Quads tokens."""
    graph = _Graph(resources.folder("ontology") / "shapes.ttl")
    found = {}
    for node, target in graph.pairs(f"{_SH}targetClass"):
        shape = Shape(str(target))
        for item in graph.all(node, "property"):
            path = graph.one(item, "path")
            inside = graph.one(path, "inversePath")
            rule = _property(graph, item, str(inside or path))
            (shape.inverse if inside else shape.properties)[rule.path] = rule
        for item in graph.all(node, "or"):
            paths = {str(graph.one(graph.one(choice, "property"), "path")) for choice in graph.list(item)}
            shape.one_of.append(frozenset(paths))
        shape.required = tuple(p for p, rule in shape.properties.items() if rule.minimum)
        found[shape.target] = shape
    return found


def _property(graph: _Graph, node: Any, path: str) -> Property:
    def value(name: str, convert: Callable[[str], Any], default: Any = None) -> Any:
        found = graph.one(node, name)
        return default if found is None else convert(found.value)

    classes = {str(c) for c in graph.all(node, "class")}
    for item in graph.all(node, "or"):
        classes |= {str(graph.one(choice, "class")) for choice in graph.list(item)}
    inside, languages = graph.one(node, "in"), graph.one(node, "languageIn")
    return Property(
        path,
        minimum=value("minCount", int, 0),
        maximum=value("maxCount", int),
        datatype=value("datatype", str),
        classes=frozenset(classes),
        values=frozenset(str(v) for v in graph.list(inside)) if inside else frozenset(),
        pattern=value("pattern", re.compile),
        languages=frozenset(v.value for v in graph.list(languages)) if languages else frozenset(),
        min_length=value("minLength", int, 0),
        low=value("minInclusive", float),
        high=value("maxInclusive", float),
        less_than=str(graph.one(node, "lessThan")) if graph.one(node, "lessThan") else None,
        iri=value("nodeKind", str) == f"{_SH}IRI",
    )


class _Graph:
    """A Turtle file as a lookup by subject and predicate."""

    def __init__(self, path: object) -> None:
        import pyoxigraph as ox

        self._facts: dict[tuple[Any, str], list[Any]] = {}
        self._pairs: dict[str, list[tuple[Any, Any]]] = {}
        for quad in ox.parse(path=str(path)):
            self._facts.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)
            self._pairs.setdefault(quad.predicate.value, []).append((quad.subject, quad.object))

    def pairs(self, predicate: str) -> list[tuple[Any, Any]]:
        return self._pairs.get(predicate, [])

    def all(self, node: Any, name: str) -> list[Any]:
        return self._facts.get((node, _SH + name), [])

    def one(self, node: Any, name: str) -> Any:
        found = self.all(node, name)
        return found[0] if found else None

    def list(self, node: Any) -> Iterator[Any]:
        rdf = PREFIXES["rdf"]
        while first := self._facts.get((node, f"{rdf}first")):
            yield first[0]
            node = self._facts[(node, f"{rdf}rest")][0]


@cache
def declared() -> frozenset[str]:
    """The classes and properties that the ontology declares, as N-Quads tokens."""
    import pyoxigraph as ox

    kinds = {f"{PREFIXES['owl']}{k}" for k in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    quads: Iterator[pyoxigraph.Quad] = ox.parse(path=str(resources.folder("ontology") / "fazhi.ttl"))
    return frozenset(str(q.subject) for q in quads if getattr(q.object, "value", "") in kinds)


@cache
def concepts() -> frozenset[str]:
    """The concepts of all schemes, as N-Quads tokens."""
    import pyoxigraph as ox

    files = sorted((resources.folder("ontology") / "schemes").glob("*.ttl"))
    return frozenset(
        str(q.subject)
        for file in files
        for q in ox.parse(path=str(file))
        if q.predicate.value == f"{PREFIXES['rdf']}type"
        and getattr(q.object, "value", "") == f"{PREFIXES['skos']}Concept"
    )
