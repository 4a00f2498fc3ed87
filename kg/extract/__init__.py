"""Source text to records: what the text itself says, before anything is looked up.

One module a kind of record; each reads the cleaned :class:`~kg.extract.view.View` and gives offsets of the source.
"""

from __future__ import annotations

from kg.records import Record, SourceText


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
    within = sentences.Sentences(spans)
    marks = citations.marked(text)
    quoted = citations.quoted(marks)
    bodies = agencies.find(text, quoted, within)
    facts = report.find(text, parts, bodies)
    return Record(
        source=source,
        report=facts,
        sections=tuple(parts),
        sentences=tuple(spans),
        citations=tuple(citations.find(text, marks, within)),
        agencies=tuple(bodies),
        measures=tuple(measures.find(text, parts, quoted, facts.report_year, within)),
        programmes=tuple(programmes.find(text, quoted, within)),
    )
