"""A report as a spaCy ``Doc``: for displaCy, and for a researcher's own components.

    doc = kg.to_doc(record)
    spacy.displacy.render(doc, style="span", options={"spans_key": "citations"})

The words are those of our jieba tokenizer, except that no word crosses the edge of a record: every record is a span of
whole tokens. ``doc.spans`` has one group a kind: ``sections``, ``sentences``, ``citations``, ``agencies``, ``measures``,
``programmes``. ``doc.text`` is the report's text, so a token's ``idx`` is an offset of the source.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.records import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: The groups of ``doc.spans``.
GROUPS = ("sections", "sentences", "citations", "agencies", "measures", "programmes")


def to_doc(record: Record) -> Doc:
    """The whole report of ``record`` as a spaCy document with a group of spans for each kind of record.

    A span's label is what its record is: the role of a section, the level of a citation (``citation`` where unknown), the kind
    of an agency, the activity of a measure, ``programme``, ``sentence``. Its ``kb_id_`` is the name it was linked to: the
    title of the act, the agency's full name, the programme's name; its ``id_`` the record's place in the list of its kind.

    :param record: as extracted, linked or not.
    :returns: a ``Doc`` on a vocabulary of its own. Spans are views of it: keep the ``Doc`` as long as you use them.
    """
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    text = record.source.text
    words = _words(text, _edges(record))
    doc = Doc(Vocab(), words=words, spaces=[False] * len(words))  # every space is a token of its own
    _group(doc, "sections", ((s.start, s.end, s.role, s.heading) for s in record.sections))
    _group(doc, "sentences", ((s.start, s.end, "sentence", "") for s in record.sentences))
    _group(
        doc,
        "citations",
        ((c.start, c.end, c.level or "citation", c.canonical or c.act or c.title) for c in record.citations),
    )
    _group(doc, "agencies", ((a.start, a.end, a.kind, a.canonical or "") for a in record.agencies))
    _group(doc, "measures", ((m.start, m.end, m.activity, m.counted) for m in record.measures))
    _group(doc, "programmes", ((p.start, p.end, "programme", p.name) for p in record.programmes))
    return doc


def _edges(record: Record) -> list[int]:
    """All offsets where a record begins or ends, with the text's own ends."""
    text = record.source.text
    edges = {0, len(text)}
    for group in GROUPS:
        for item in getattr(record, group):
            edges.update((item.start, item.end))
    return sorted(edge for edge in edges if 0 <= edge <= len(text))


def _words(text: str, edges: Iterable[int]) -> list[str]:
    """The words between each two edges; they join to the text exactly."""
    from kg.extract.tagging import tagger

    words = tagger().words
    return [word for start, end in pairwise(edges) for word in words(text[start:end])]


def _group(doc: Doc, name: str, items: Iterable[tuple[int, int, str, str]]) -> None:
    """One group of spans; an empty stretch of text has no tokens and gives no span."""
    spans: list[Span] = []
    for index, (start, end, label, link) in enumerate(items):
        span = doc.char_span(start, end, label=label, kb_id=link, span_id=str(index)) if start < end else None
        if span is not None:
            spans.append(span)
    doc.spans[name] = spans
