"""A check of statements against the shapes, fast enough to be made on every report of a build.

pySHACL takes half a second and more for a report; this takes milliseconds, with rules read from the same file. ``kg validate``
runs both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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
    """Statements by subject, as N-Quads tokens: its properties and, in the same order, their values.

    :param lines: ended by `` .``, with or without a line feed.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.by_subject: dict[str, tuple[list[str], list[str]]] = {}
        self.types: dict[str, set[str]] = {}
        by_subject = self.by_subject
        last, properties, values = "", list[str](), list[str]()
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            value = rest[: rest.rindex(" .")]
            if subject != last:
                last = subject
                properties, values = by_subject.setdefault(subject, ([], []))
            properties.append(predicate)
            values.append(value)
            if predicate == _TYPE:
                self.types.setdefault(subject, set()).add(value)


def problems(shard: Shard, base: str) -> list[str]:
    """What is wrong with the statements of a report that was just made, a line each."""
    del base
    # Lines end with a line feed alone: a literal may hold the other characters that Python takes for line ends.
    statements = Statements(shard.own.decode().removesuffix("\n").split("\n"))
    shared = [line for line in shard.shared if line not in _seen]
    about = Statements(shared)
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


class _Form(NamedTuple):
    """What can be said of every subject that has the same classes and the same properties in the same order.

    :ivar faults: property and message. :ivar checked: the rule for the value at a place. :ivar counted: places of the
        properties that some shape counts from the other end. :ivar inverse: rules for what leads to the subject.
    """

    faults: tuple[tuple[str, str], ...]
    checked: tuple[tuple[int, Property], ...]
    counted: tuple[int, ...]
    inverse: tuple[Property, ...]


@lru_cache(maxsize=10_000)
def _form(classes: frozenset[str], properties: tuple[str, ...], shared: bool) -> _Form:
    known, terms = shapes(), declared()
    inverse = {path for shape in known.values() for path in shape.inverse}
    faults = [(p, "is a property that the ontology does not declare") for p in properties if p not in terms]
    if not classes and not shared:
        faults.append((_TYPE, "is missing: the thing has no class"))
    faults += [
        (_TYPE, f"{c} is a class that the ontology does not declare")
        for c in classes
        if c not in known and c not in terms
    ]
    own = [known[c] for c in sorted(classes) if c in known]
    for shape in own:
        faults += _cardinality(shape, Counter(properties), shared)
    return _Form(
        tuple(faults),
        tuple((n, shape.properties[p]) for n, p in enumerate(properties) for shape in own if p in shape.properties),
        tuple(n for n, p in enumerate(properties) if p in inverse),
        () if shared else tuple(rule for shape in own for rule in shape.inverse.values()),
    )


def _cardinality(shape: Shape, counts: Counter[str], shared: bool) -> Iterator[tuple[str, str]]:
    for path, rule in shape.properties.items():
        number = counts[path]
        if number < rule.minimum and not shared:
            yield path, "is missing"
        # Merging will leave one value of a property that is shared.
        if rule.maximum is not None and number > rule.maximum and not (shared and path in SINGLE):
            yield path, f"has {number} values, at most {rule.maximum} is allowed"
    for paths in () if shared else shape.one_of:
        if paths.isdisjoint(counts):
            yield " or ".join(sorted(_short(p) for p in paths)), "is missing"


def check(statements: Statements, types: Callable[[str], set[str]], shared: bool = False) -> list[Problem]:
    """The problems of all subjects in ``statements``.

    :param types: the classes of a thing that is no subject here.
    :param shared: the subjects may have more statements elsewhere, so that nothing is said of what is missing.
    """
    found: list[Problem] = []
    none: set[str] = set()
    forms: list[_Form] = []
    incoming: Counter[tuple[str, str]] = Counter()
    for subject, (properties, values) in statements.by_subject.items():
        form = _form(frozenset(statements.types.get(subject, none)), tuple(properties), shared)
        forms.append(form)
        for place in form.counted:
            incoming[properties[place], values[place]] += 1
    for form, (subject, (properties, values)) in zip(forms, statements.by_subject.items(), strict=True):
        if not _IRI.fullmatch(subject):
            found.append(Problem(subject, "", "is no right IRI"))
        found += [Problem(subject, path, message) for path, message in form.faults]
        for place, rule in form.checked:
            value = values[place]
            if value not in rule.good and (fault := rule.fault(value)):
                found.append(Problem(subject, rule.path, f"{value[:80]} {fault}"))
            elif rule.classes and rule.classes.isdisjoint(types(value)):
                wanted = " or ".join(sorted(_short(c) for c in rule.classes))
                found.append(Problem(subject, rule.path, f"{value[:160]} is no {wanted}"))
            if rule.less_than:
                found += _less(subject, value, rule, zip(properties, values, strict=True))
        for rule in form.inverse:
            number = incoming[rule.path, subject]
            if number < rule.minimum or (rule.maximum is not None and number > rule.maximum):
                found.append(Problem(subject, rule.path, f"leads here from {number} things instead of one"))
    return found


def _less(subject: str, value: str, rule: Property, facts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for other, bound in facts:
        if other == rule.less_than:
            try:
                right = float(value.split('"')[1]) < float(bound.split('"')[1])
            except (ValueError, IndexError):
                continue  # no numbers: reported by the rule on the datatype
            if not right:
                yield Problem(subject, rule.path, f"{value} is not less than {bound}")
