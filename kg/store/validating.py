"""Whether a store keeps to the ontology's shapes, report by report."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.graph.namespaces import PREFIXES
from kg.store.checking import Problem, Statements, check
from kg.store.shapes import concepts

if TYPE_CHECKING:
    import pyoxigraph

    from kg.store.opened import OpenStore

#: Up to so many reports pySHACL checks each one; beyond it only the quick check of the same shapes does, unless asked otherwise.
SHACL_UP_TO = 200
_PART = 1_000_000
_BATCH = 5_000
_TYPE = f"{PREFIXES['rdf']}type"


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found.

    :param violations: the problems, each once.
    :param reports: how many reports were checked; ``shacl`` whether pySHACL checked them besides the quick check.
    """

    violations: tuple[Problem, ...]
    reports: int
    shacl: bool

    @property
    def conforms(self) -> bool:
        """Whether there are none."""
        return not self.violations


def validate(
    store: OpenStore, *, shacl: bool | None = None, progress: Callable[[str, int, int], None] | None = None
) -> Validation:
    """Check all statements of the default graph against ``ontology/shapes.ttl`` and the declared terms.

    :param shacl: whether pySHACL checks each report (half a second each) besides the quick check; by default up to
        :data:`SHACL_UP_TO` reports.
    """
    graph = store.graph()
    total = sum(1 for _ in graph.quads_for_pattern(None, _node(_TYPE), _node(f"{PREFIXES['fz']}Report")))
    if shacl is None:
        shacl = total <= SHACL_UP_TO
    found: dict[tuple[str, str, str], Problem] = {}
    done = 0
    types = _Types(graph)
    for is_report, lines in _groups(graph, store.base):
        done += is_report
        statements = Statements(lines)
        look = partial(_look, statements.types, types, f"<{store.base}report/" if is_report else None)
        problems = check(statements, look)
        if shacl:
            problems += _shacl(lines, statements, look, {(p.thing, p.path) for p in problems})
        for problem in problems:
            found[problem.thing, problem.path, problem.message] = problem
        if progress:
            progress("validate", done, total)
    return Validation(tuple(found[key] for key in sorted(found)), done, shacl)


def _look(own: dict[str, set[str]], types: Callable[[str], set[str]], reports: str | None, token: str) -> set[str]:
    """The classes of a thing; a part of another report counts as nothing, for reports share no parts."""
    if token in own:
        return own[token]
    if reports and token.startswith(reports) and "#" in token:
        return set()
    return types(token)


def _node(iri: str) -> pyoxigraph.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


class _Types:
    """The classes of things, looked up in the graph."""

    def __init__(self, graph: pyoxigraph.Store) -> None:
        self._graph = graph
        self._known: dict[str, set[str]] = {}

    def __call__(self, token: str) -> set[str]:
        if token in concepts():
            return {f"<{PREFIXES['skos']}Concept>"}
        if not token.startswith("<"):
            return set()
        if token not in self._known:
            quads = self._graph.quads_for_pattern(_node(token[1:-1]), _node(_TYPE), None)
            self._known[token] = {str(q.object) for q in quads}
        return self._known[token]


def _groups(graph: pyoxigraph.Store, base: str) -> Iterator[tuple[bool, list[str]]]:
    """The lines of each report with all that lies under its IRI, then those of shared things in batches."""
    batch: list[str] = []
    report = f"<{base}report/"
    for owner, lines in groupby(_sorted(graph), key=_owner):
        if owner.startswith(report):
            yield True, list(lines)
            continue
        batch += lines
        if len(batch) >= _BATCH:
            yield False, batch
            batch = []
    if batch:
        yield False, batch


def _owner(line: str) -> str:
    """The subject of a line without its fragment: ``<…/report/X#citation-0001>`` → ``<…/report/X``.

    A version belongs to its act, so that both stand in one batch.
    """
    subject = line[: line.index(" ")].rstrip(">").partition("#")[0]
    return subject.partition("@")[0] if "/report/" not in subject else subject


def _sorted(graph: pyoxigraph.Store) -> Iterator[str]:
    """The default graph's lines, those of one owner together."""
    import pyoxigraph as ox

    with tempfile.TemporaryDirectory(prefix="kg-validate-") as aside:
        whole = Path(aside) / "whole"
        with whole.open("wb") as file:
            graph.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        parts: list[Any] = []
        with whole.open(encoding="utf-8", newline="\n") as lines:
            while part := list(islice(lines, _PART)):
                part.sort(key=_owner)
                kept = (Path(aside) / str(len(parts))).open("w+", encoding="utf-8", newline="\n")
                kept.writelines(part)
                kept.seek(0)
                parts.append(kept)
        try:
            yield from heapq.merge(*parts, key=_owner)
        finally:
            for kept in parts:
                kept.close()


def _shacl(
    lines: list[str], statements: Statements, types: Callable[[str], set[str]], known: set[tuple[str, str]]
) -> Iterator[Problem]:
    """What pySHACL finds besides the problems that are known."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    data.parse(data="".join(lines), format="nt")
    context = []
    for _, values in statements.by_subject.values():
        for value in values:
            if value.startswith("<") and value not in statements.by_subject:
                context += [f"{value} <{_TYPE}> {kind} .\n" for kind in types(value)]
    data.parse(data="".join(dict.fromkeys(context)), format="nt")
    focus: list[str | rdflib.URIRef] = [rdflib.URIRef(subject[1:-1]) for subject in statements.by_subject]
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), focus_nodes=focus, inference="none", advanced=False)
    sh = rdflib.Namespace(PREFIXES["sh"])
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        thing = f"<{report.value(result, sh.focusNode)}>"
        path = report.value(result, sh.resultPath)
        token = f"<{path}>" if isinstance(path, rdflib.URIRef) else ""
        if not any(other == thing and token in ("", at) for other, at in known):
            message = " ".join(str(report.value(result, sh.resultMessage)).split())
            yield Problem(thing, token, message[:300])


_SHAPES: list[Any] = []


def _shapes() -> Any:
    if not _SHAPES:
        import rdflib

        _SHAPES.append(rdflib.Graph().parse(resources.folder("ontology") / "shapes.ttl"))
    return _SHAPES[0]
