"""The pieces that lines of N-Quads are written of: predicates with the spaces beside them, types with the end of their line.

``f"{me}{LABEL}{label} .\\n"`` has half the pieces of a line that is put together from tokens, and is written in half the time;
the occurrences of facts, which are nine lines in ten, are written so.
"""

from __future__ import annotations

from kg.graph import tokens as t
from kg.graph.terms import INTEGER

IS_CITATION, IS_MENTION, IS_ACTIVITY, IS_MEASURE, IS_EVIDENCE, IS_SENTENCE = (
    f" {t.A} {kind} .\n" for kind in (t.CITATION, t.MENTION, t.ACTIVITY, t.MEASURE, t.EVIDENCE, t.SENTENCE)
)
HAS_CITATION, HAS_MENTION, HAS_ACTIVITY, HAS_MEASURE, HAS_EVIDENCE = (
    f" {p} " for p in (t.HAS_CITATION, t.HAS_MENTION, t.HAS_ACTIVITY, t.HAS_MEASURE, t.HAS_EVIDENCE)
)
LABEL, EXACT, TEXT, IN_SENTENCE, IN_SECTION, CONFIDENCE, RULE = (
    f" {p} " for p in (t.LABEL, t.EXACT, t.TEXT, t.IN_SENTENCE, t.IN_SECTION, t.CONFIDENCE, t.RULE)
)
RESOLUTION, CITES_ACT, CITES_VERSION, VERSION_REASON, OUTDATED_SINCE, STATUS, ARTICLE, DOCNUM, REMARK, CANDIDATE, ROLE, OF = (
    f" {p} "
    for p in (
        t.RESOLUTION, t.CITES_ACT, t.CITES_VERSION, t.VERSION_REASON, t.OUTDATED_SINCE, t.STATUS, t.ARTICLE, t.DOCNUM, t.REMARK,
        t.CANDIDATE, t.ROLE, t.OF,
    )
)  # fmt: skip
ACTIVITY_TYPE, COUNTED, VALUE, UNIT, APPROXIMATION, CHANGE, PART_OF, COUNTS_FOR = (
    f" {p} " for p in (t.ACTIVITY_TYPE, t.COUNTED, t.VALUE, t.UNIT, t.APPROXIMATION, t.CHANGE, t.PART_OF, t.COUNTS_FOR)
)
#: Those of whole numbers, up to the number, and what follows it.
START, END, YEAR = (f' {p} "' for p in (t.START, t.END, t.YEAR))
NUMBER_ENDS = f"{INTEGER} .\n"
