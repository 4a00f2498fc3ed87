"""Citations: every place where a report names an act, before anything is looked up.

Four ways to name one, each a rule of its own:

* ``title`` — between title marks, with the number, remark and article that belong to it;
* ``short-form``, ``pointer`` — a name that the report itself gave (以下简称…), or 该法, 本条例;
* ``statute``, ``alias`` — a statute named without marks;
* ``number`` — an order or paper named by its number alone (国务院令第493号).

Until it is linked, a citation's ``act`` is the title that a name of the report stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kg.extract import docnums, limits, named_titles, sentences, titles, unmarked
from kg.extract.remarks import Found
from kg.extract.sentences import Sentences
from kg.extract.view import View, unbroken
from kg.records import Citation


class Marked(NamedTuple):
    """What is marked in a text as the name of an act: titles and document numbers, in offsets of the view."""

    titles: list[titles.Title]
    numbers: list[docnums.Number]


def marked(view: View) -> Marked:
    """The outermost titles and the document numbers of a text."""
    found = titles.scan(view.text, view.left_out)
    return Marked(
        limits.first(found, limits.FACTS, "titles", view.left_out),
        limits.first(docnums.scan(view.text), limits.FACTS, "document numbers", view.left_out),
    )


def find(view: View, marks: Marked | None = None, within: Sentences = sentences.NONE) -> list[Citation]:
    """The citations of a report, unlinked, in order of their start.

    :param marks: as :func:`marked` gives them, where that is known already; ``within``: the sentences they stand in.
    :returns: offsets are those of the source; ``level``, ``canonical``, ``issuer`` and ``version`` are left to linking.
    """
    text = view.text
    marks = marks or marked(view)
    found, bindings, numbers = named_titles.find(text, marks.titles)
    taken = sorted([(t.start, t.end) for t in marks.titles] + numbers)
    if len(bindings) > limits.NAMES:
        view.left_out.add("short forms")
    found += unmarked.bound(text, dict(islice(bindings.items(), limits.NAMES)), taken)
    found += limits.first(unmarked.unmarked(text, taken), limits.FACTS, "citations", view.left_out)
    found += unmarked.numbered(text, marks.numbers, taken)
    found += unmarked.pointed(text, found, unmarked.all_taken(taken, found, bindings))
    found.sort(key=lambda f: (f.start, -f.end))
    kept = limits.first(_apart(found), limits.FACTS, "citations", view.left_out)
    return [_citation(view, f, within) for f in kept]


def quoted(marks: Marked) -> list[tuple[int, int]]:
    """View spans of outermost titles and of document numbers, sorted: what stands there is no name and no measure."""
    spans = [(t.start, t.end) for t in marks.titles]
    spans += [(n.start, n.end) for n in marks.numbers]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _apart(found: list[Found]) -> Iterator[Found]:
    """Leave out what lies inside another find, except inner titles and several acts over one span."""
    last: Found | None = None
    for citation in found:
        inside = (
            last is not None and citation.start < last.end and (citation.start, citation.end) != (last.start, last.end)
        )
        if inside and "inner" not in citation.flags:
            continue
        yield citation
        if "inner" not in citation.flags:
            last = citation


def _citation(view: View, found: Found, within: Sentences) -> Citation:
    start, end = view.span(found.start, found.end)
    surface = view.source[start:end]
    marked = found.rule in ("title", "short-form") and surface[:1] in "《≪«〈‹<﹤＜"
    title = surface
    if marked:
        opening = 2 if surface[:2] in ("<<", "〈〈", "＜＜") else 1
        closing = 0 if "unclosed" in found.flags else 2 if surface[-2:] in (">>", "〉〉", "＞＞") else 1
        title = surface[opening : len(surface) - closing]
    return Citation(
        start,
        end,
        surface,
        title,
        docnum=unbroken(view.surface(*found.number)) if found.number else None,
        act=found.stands_for,
        article=view.surface(*found.article) if found.article else None,
        flags=tuple(dict.fromkeys(found.flags)),
        rule=found.rule,
        confidence=found.confidence,
        sentence=within.at(start),
    )
