"""A check of statements against the shapes, fast enough to be made on every report of a build.

pySHACL takes half a second and more for a report; this takes milliseconds, with rules read from the same file. ``kg validate``
runs both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.graph.namespaces import term
from kg.graph.things import SINGLE
from kg.graph.writer import Shard
from kg.store.shapes import Property, Shape, concepts, declared, shapes

_TYPE = term("rdf:type")
_CONCEPT = term("skos:Concept")
# What may stand in an IRI that is written as it is (RFC 3987, without what N-Quads would have to escape).
_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*>")


@dataclass(frozen=True, slots=True)
class Problem:
    """A statement that breaks a rule.

    :param thing: the IRI of what it is about; ``path`` the property.
    """

    thing: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.thing} {_short(self.path)} {self.message}"


def _short(token: str) -> str:
    return token.strip("<>").replace("/", "#").rpartition("#")[2]


class Statements:
    """Statements by subject, as N-Quads tokens."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.by_subject: dict[str, list[tuple[str, str]]] = {}
        self.types: dict[str, set[str]] = {}
        self.incoming: dict[tuple[str, str], int] = {}
        by_subject = self.by_subject
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            value = rest[: rest.rindex(" .")]
            if subject in by_subject:
                by_subject[subject].append((predicate, value))
            else:
                by_subject[subject] = [(predicate, value)]
            if predicate == _TYPE:
                self.types.setdefault(subject, set()).add(value)


def problems(shard: Shard, base: str) -> list[str]:
    """What is wrong with the statements of a report that was just made, a line each."""
    del base
    own = shard.own.decode().splitlines()
    statements = Statements(own)
    shared = [line for line in shard.shared if line not in _seen]
    about = Statements(line.rstrip("\n") for line in shared)
    types = _Types(statements.types, about.types)
    found = [str(p) for p in check(statements, types)]
    found += [str(p) for p in check(about, types, shared=True)]
    if not found:
        _remember(shared)
    return found


# Lines about shared things that were found right: most reports state what others have stated.
_seen: dict[str, None] = {}
_seen_types: dict[str, set[str]] = {}


def _remember(lines: list[str]) -> None:
    if len(_seen) > 500_000:
        _seen.clear()
        _seen_types.clear()
    for line in lines:
        _seen[line] = None
        subject, predicate, rest = line.split(" ", 2)
        if predicate == _TYPE:
            _seen_types.setdefault(subject, set()).add(rest[: rest.rindex(" .")])


class _Types:
    def __init__(self, *known: dict[str, set[str]]) -> None:
        self._known = (*known, _seen_types)

    def __call__(self, token: str) -> set[str]:
        for known in self._known:
            if token in known:
                return known[token]
        return {_CONCEPT} if token in concepts() else set()


def check(statements: Statements, types: Callable[[str], set[str]], shared: bool = False) -> list[Problem]:
    """The problems of all subjects in ``statements``.

    :param types: the classes of a thing that is no subject here.
    :param shared: the subjects may have more statements elsewhere, so that nothing is said of what is missing.
    """
    found: list[Problem] = []
    known, terms = shapes(), declared()
    inverse = {path for shape in known.values() for path in shape.inverse}
    incoming: dict[tuple[str, str], int] = {}
    for facts in statements.by_subject.values():
        for predicate, value in facts:
            if predicate in inverse:
                incoming[predicate, value] = incoming.get((predicate, value), 0) + 1
    for subject, facts in statements.by_subject.items():
        if not _IRI.fullmatch(subject):
            found.append(Problem(subject, "", "is no right IRI"))
        classes = statements.types.get(subject)
        if not classes:
            if not shared:
                found.append(Problem(subject, _TYPE, "is missing: the thing has no class"))
            continue
        for target in classes:
            shape = known.get(target)
            if shape is not None:
                _subject(subject, facts, shape, types, incoming, shared, found)
            elif target not in terms:
                found.append(Problem(subject, _TYPE, f"{target} is a class that the ontology does not declare"))
        for predicate, _ in facts:
            if predicate not in terms:
                found.append(Problem(subject, predicate, "is a property that the ontology does not declare"))
    return found


def _subject(
    subject: str,
    facts: list[tuple[str, str]],
    shape: Shape,
    types: Callable[[str], set[str]],
    incoming: dict[tuple[str, str], int],
    shared: bool,
    found: list[Problem],
) -> None:
    counts: dict[str, int] = {}
    rules = shape.properties
    for predicate, value in facts:
        counts[predicate] = counts.get(predicate, 0) + 1
        rule = rules.get(predicate)
        if rule is None:
            continue
        if value not in rule.good and (fault := rule.fault(value)):
            found.append(Problem(subject, predicate, f"{value[:80]} {fault}"))
        elif rule.classes and rule.classes.isdisjoint(types(value)):
            wanted = " or ".join(sorted(_short(c) for c in rule.classes))
            found.append(Problem(subject, predicate, f"{value[:160]} is no {wanted}"))
        if rule.less_than:
            _less(subject, predicate, value, rule, facts, found)
    for predicate, number in counts.items():
        if number == 1 or predicate not in rules or (shared and predicate in SINGLE):  # merging will leave one value
            continue
        maximum = rules[predicate].maximum
        if maximum is not None and number > maximum:
            found.append(Problem(subject, predicate, f"has {number} values, at most {maximum} is allowed"))
    if shared:
        return
    found += [
        Problem(subject, path, "is missing") for path in shape.required if counts.get(path, 0) < rules[path].minimum
    ]
    for path, rule in shape.inverse.items():
        number = incoming.get((path, subject), 0)
        if number < rule.minimum or (rule.maximum is not None and number > rule.maximum):
            found.append(Problem(subject, path, f"leads here from {number} things instead of one"))
    for paths in shape.one_of:
        if paths.isdisjoint(counts):
            found.append(Problem(subject, " or ".join(sorted(_short(p) for p in paths)), "is missing"))


def _less(
    subject: str, predicate: str, value: str, rule: Property, facts: list[tuple[str, str]], found: list[Problem]
) -> None:
    for other, bound in facts:
        if other == rule.less_than:
            try:
                right = float(value.split('"')[1]) < float(bound.split('"')[1])
            except (ValueError, IndexError):
                continue  # no numbers: reported by the rule on the datatype
            if not right:
                found.append(Problem(subject, predicate, f"{value} is not less than {bound}"))
