"""Source text to records: what the text itself says, before anything is looked up.

One module a kind of record; each reads the cleaned :class:`~kg.extract.view.View` and gives offsets of the source.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from typing import TypeVar

from kg.records import Agency, Citation, Measure, Programme, Record, SourceText, Span

_Located = TypeVar("_Located", Citation, Agency, Measure, Programme)


def extract(source: SourceText) -> Record:
    """All records of one report, not yet linked: full names, levels and versions are None.

    :param source: the text as read; every offset of the records refers to ``source.text``.
    """
    # Loaded here: the recognisers bring word lists, automata and spaCy, which asking a store does not need.
    from kg.extract import agencies, citations, measures, programmes, report, sections, sentences
    from kg.extract.view import view

    text = view(source.text)
    parts = sections.find(text)
    spans = sentences.split(text)
    quoted = citations.quoted(text)
    bodies = agencies.find(text, quoted)
    facts = report.find(text, parts, bodies)
    starts = [span.start for span in spans]

    def placed(records: list[_Located]) -> tuple[_Located, ...]:
        return tuple(_in_sentence(record, spans, starts) for record in records)

    return Record(
        source=source,
        report=facts,
        sections=tuple(parts),
        sentences=tuple(spans),
        citations=placed(citations.find(text)),
        agencies=placed(bodies),
        measures=placed(measures.find(text, parts, quoted, facts.report_year)),
        programmes=placed(programmes.find(text, quoted)),
    )


def _in_sentence(record: _Located, spans: list[Span], starts: list[int]) -> _Located:
    """The record with the sentence it begins in."""
    index = bisect_right(starts, record.start) - 1
    return dataclasses.replace(record, sentence=spans[index]) if index >= 0 else record
