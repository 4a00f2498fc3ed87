"""Source text to records: what the text itself says, before anything is looked up.

One module a kind of record; each reads the cleaned :class:`~kg.extract.view.View` and gives offsets of the source.
"""

from __future__ import annotations

import dataclasses

from kg.records import Record, SourceText


def extract(source: SourceText) -> Record:
    """All records of one report, not yet linked: full names, levels and versions are None.

    :param source: the text as read; every offset of the records refers to ``source.text``.
    """
    # Loaded here: the recognisers bring word lists, automata and spaCy, which asking a store does not need.
    from kg.extract import agencies, citations, limits, measures, programmes, report, sections, sentences, tables, zeros
    from kg.extract.view import view

    text = view(source.text)
    parts = sections.find(text)
    spans = sentences.split(text)
    within = sentences.Sentences(spans)
    marks = citations.marked(text)
    quoted = citations.quoted(marks)
    bodies = agencies.find(text, quoted, within)
    facts = report.find(text, parts, bodies)
    cited = citations.find(text, marks, within)
    counts = measures.find(text, parts, quoted, facts.report_year, within)
    counts += tables.find(text, facts.report_year, within, len(counts))
    none = zeros.find(text, parts, quoted, facts.report_year, within)
    counts += limits.first(none, limits.FACTS, "zeros", text.left_out)  # last: parts are told by their totals' places
    named = programmes.find(text, quoted, within)
    if text.left_out:
        facts = dataclasses.replace(facts, reasons=(*facts.reasons, *limits.reasons(text.left_out)))
    return Record(
        source=source,
        report=facts,
        sections=tuple(parts),
        sentences=tuple(spans),
        citations=tuple(cited),
        agencies=tuple(bodies),
        measures=tuple(counts),
        programmes=tuple(named),
    )
