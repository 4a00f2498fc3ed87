"""A store that was built keeps to the shapes; whatever is done to its graph is found, by both checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg.store
from kg.store import validating
from tests.support import toy_build, toy_corpus

FZ = "https://w3id.org/fazhi/ontology#"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD = "http://www.w3.org/2001/XMLSchema#"


def fz(name: str) -> ox.NamedNode:
    return ox.NamedNode(FZ + name)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("valid")
    toy_build(toy_corpus(home / "in"), home / "toy.kg")
    return home / "toy.kg"


class Mutated:
    """A store whose graph was changed in memory."""

    def __init__(self, path: Path, damage: Callable[[ox.Store], None]) -> None:
        opened = kg.store.open(path)
        self.base = opened.base
        self._graph = ox.Store()
        self._graph.extend(opened.graph())
        damage(self._graph)

    def graph(self) -> ox.Store:
        return self._graph


def one(graph: ox.Store, predicate: str, subject_class: str | None = None) -> ox.Quad:
    """The first statement with a property, by its subject."""
    quads = graph.quads_for_pattern(None, fz(predicate), None, ox.DefaultGraph())
    if subject_class:
        quads = (q for q in quads if ox.Quad(q.subject, TYPE, fz(subject_class)) in graph)  # type: ignore[assignment]
    return min(quads, key=str)


def put(graph: ox.Store, quad: ox.Quad, value: object) -> None:
    """Give a statement another value."""
    graph.remove(quad)
    graph.add(ox.Quad(quad.subject, quad.predicate, value))  # type: ignore[arg-type]


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def two_starts(graph: ox.Store) -> None:
    quad = one(graph, "start", "Evidence")
    graph.add(ox.Quad(quad.subject, quad.predicate, typed("999999", "integer")))


def negative_start(graph: ox.Store) -> None:
    put(graph, one(graph, "start", "Section"), typed("-3", "integer"))


def detached(graph: ox.Store) -> None:
    graph.remove(one(graph, "hasCitation"))


def double(graph: ox.Store) -> None:
    first, second = sorted({str(q.subject) for q in graph.quads_for_pattern(None, fz("hasCitation"), None)})[:2]
    quad = next(iter(graph.quads_for_pattern(ox.NamedNode(first[1:-1]), fz("hasCitation"), None)))
    graph.add(ox.Quad(ox.NamedNode(second[1:-1]), fz("hasCitation"), quad.object))


DAMAGE: dict[str, tuple[Callable[[ox.Store], object], str]] = {
    "a citation without evidence": (lambda g: g.remove(one(g, "evidence", "Citation")), "evidence"),
    "evidence with two starts": (two_starts, "start"),
    "a value that is no number": (lambda g: put(g, one(g, "value"), ox.Literal("many")), "value"),
    "a resolution out of the list": (lambda g: put(g, one(g, "resolution"), ox.NamedNode(FZ + "guess")), "resolution"),
    "a citation of an agency": (
        lambda g: put(g, one(g, "citesAct", "Citation"), one(g, "issuedBy").object),
        "citesAct",
    ),
    "a citation of nothing": (lambda g: g.remove(one(g, "citesAct", "Citation")), "citesAct"),
    "a citation that no report has": (detached, "hasCitation"),
    "a citation that two reports have": (double, "hasCitation"),
    "a start below zero": (negative_start, "start"),
    "an end before the start": (lambda g: put(g, one(g, "end", "Evidence"), typed("0", "integer")), "start"),
    "a hash that is none": (lambda g: put(g, one(g, "sha256"), ox.Literal("abc")), "sha256"),
    "a report without an agency": (lambda g: g.remove(one(g, "issuedBy")), "issuedBy"),
    "an act without a name": (
        lambda g: g.remove(
            next(q for q in g.quads_for_pattern(None, LABEL, None) if ox.Quad(q.subject, TYPE, fz("Act")) in g)
        ),
        "label",
    ),
    "a confidence above one": (lambda g: put(g, one(g, "confidence"), typed("1.5", "decimal")), "confidence"),
    "a label in English": (
        lambda g: put(
            g,
            min(g.quads_for_pattern(one(g, "issuedBy").subject, LABEL, None), key=str),
            ox.Literal("x", language="en"),
        ),
        "label",
    ),
    "a measure without a unit": (lambda g: g.remove(one(g, "unit")), "unit"),
    "a function that is no concept": (
        lambda g: g.add(ox.Quad(one(g, "issuedBy").object, fz("kind"), ox.NamedNode(FZ + "x"))),  # type: ignore[arg-type]
        "kind",
    ),
    "a year as text": (lambda g: put(g, one(g, "year", "Report"), ox.Literal("2021")), "year"),
}
#: What SHACL has no words for; the quick check finds it.
UNDECLARED: dict[str, tuple[Callable[[ox.Store], object], str]] = {
    "a property that the ontology lacks": (
        lambda g: g.add(ox.Quad(one(g, "sha256").subject, fz("colour"), ox.Literal("red"))),
        "colour",
    ),
    "a thing without a class": (
        lambda g: g.add(
            ox.Quad(ox.NamedNode(one(g, "sha256").subject.value + "#x"), fz("start"), typed("1", "integer"))
        ),  # type: ignore[union-attr]
        "type",
    ),
    "a class that the ontology lacks": (
        lambda g: g.add(ox.Quad(ox.NamedNode(one(g, "sha256").subject.value + "#x"), TYPE, fz("Bird"))),  # type: ignore[union-attr]
        "type",
    ),
}


def test_a_built_store_has_no_violations(built: Path) -> None:
    result = kg.store.validate(kg.store.open(built))
    assert result.violations == ()
    assert result.conforms
    assert result.shacl
    assert result.reports == 4


def test_lines_that_are_sorted_in_parts_are_all_there(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = kg.store.open(built).graph()
    whole = sorted(validating._sorted(graph))
    monkeypatch.setattr(validating, "_PART", 7)
    assert sorted(validating._sorted(graph)) == whole


@pytest.mark.parametrize("name", [*DAMAGE, *UNDECLARED])
def test_damage_is_found_by_the_quick_check(built: Path, name: str) -> None:
    damage, path = {**DAMAGE, **UNDECLARED}[name]
    result = validating.validate(Mutated(built, damage), shacl=False)  # type: ignore[arg-type]
    assert any(path in p.path for p in result.violations), result.violations


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_by_pyshacl_alone(built: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validating, "check", lambda *_: [])
    result = validating.validate(Mutated(built, DAMAGE[name][0]), shacl=True)  # type: ignore[arg-type]
    assert result.violations


def test_a_violation_says_which_thing_and_what(built: Path) -> None:
    mutated = Mutated(built, lambda g: g.remove(one(g, "value")))
    (problem,) = validating.validate(mutated).violations  # type: ignore[arg-type]
    assert "#measure-" in problem.thing
    assert str(problem).endswith("value is missing")
