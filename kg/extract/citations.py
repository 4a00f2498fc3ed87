"""Citations: every place where a report names an act."""

from __future__ import annotations

from kg.extract import titles
from kg.extract.view import View
from kg.records import Citation


def find(view: View) -> list[Citation]:
    """The citations of a report, unlinked, in order."""
    found = []
    for title in titles.scan(view.text):
        start, end = view.span(title.start, title.end)
        found.append(Citation(start, end, view.source[start:end], title.text, flags=title.flags, rule="title"))
    return found


def quoted(view: View) -> list[tuple[int, int]]:
    """View spans of outermost titles and document numbers, sorted: names and numbers inside them mean nothing else."""
    return [(title.start, title.end) for title in titles.scan(view.text)]
