"""Activities of a report and the numbers that count them."""

from __future__ import annotations

from typing import Any

from kg.graph import terms
from kg.graph.namespaces import concept
from kg.graph.pieces import (
    ACTIVITY_TYPE,
    APPROXIMATION,
    CHANGE,
    CONFIDENCE,
    COUNTED,
    COUNTS_FOR,
    HAS_ACTIVITY,
    HAS_EVIDENCE,
    HAS_MEASURE,
    IS_ACTIVITY,
    IS_MEASURE,
    LABEL,
    NUMBER_ENDS,
    PART_OF,
    RULE,
    UNIT,
    VALUE,
    YEAR,
)
from kg.graph.writer import Writer
from kg.records import Measure, whole, wholes


def measures(w: Writer) -> None:
    """Measures that stand in one sentence and count the same thing of one kind and year are one activity.

    :raises ValueError: where nobody has settled what the numbers are used for.
    """
    measures = w.record.measures
    if unsettled := next((m for m in measures if m.use is None), None):
        raise ValueError(f"{unsettled.surface}: what it is used for is not settled; kg.link.link(record) does that")
    groups: dict[tuple[Any, ...], int] = {}
    for number, m in enumerate(measures, 1):
        root = _root(measures, number - 1)
        key = (root.sentence.start if root.sentence else root.start, root.activity, root.counted, root.year)
        if key not in groups:
            groups[key] = len(groups) + 1
            _activity(w, groups[key], root)
        _measure(w, number, m, groups[key])


def _activity(w: Writer, number: int, m: Measure) -> None:
    me = f"{w.r}#activity-{number:04d}>"
    counted = f"{me}{COUNTED}{terms.text(m.counted)} .\n" if m.counted else ""
    year = f"{me}{YEAR}{m.year}{NUMBER_ENDS}" if m.year else ""
    w.lines.append(
        f"{w.r}>{HAS_ACTIVITY}{me} .\n"
        f"{me}{IS_ACTIVITY}"
        f"{me}{LABEL}{terms.label(m.counted or m.surface)} .\n"
        f"{me}{ACTIVITY_TYPE}{concept('activity', m.activity)} .\n"
        f"{me}{HAS_EVIDENCE}{w.evidence(m)} .\n"
        f"{counted}{year}"
    )
    w.rows["activities"].append([f"activity-{number:04d}", m.activity, m.counted, m.year])


def _measure(w: Writer, number: int, m: Measure, activity: int) -> None:
    me = f"{w.r}#{_name(number - 1)}>"
    year = f"{me}{YEAR}{m.year}{NUMBER_ENDS}" if m.year else ""
    counted = f"{me}{COUNTED}{terms.text(m.counted)} .\n" if m.counted else ""
    approximation = f"{me}{APPROXIMATION}{terms.word(m.approximation)} .\n" if m.approximation else ""
    change = f"{me}{CHANGE}{terms.word(m.change)} .\n" if m.change else ""
    rule = f"{me}{RULE}{terms.word(m.rule)} .\n" if m.rule else ""
    total = whole(w.record.measures, number - 1)
    part_of = "" if total is None else f"{me}{PART_OF}{w.r}#{_name(total)}> .\n"
    counts_for = "".join(f"{me}{COUNTS_FOR}{concept('indicator', name)} .\n" for name in m.counts_for)
    w.lines.append(
        f"{w.r}#activity-{activity:04d}>{HAS_MEASURE}{me} .\n"
        f"{me}{IS_MEASURE}"
        f"{me}{LABEL}{terms.label(m.surface)} .\n"
        f"{me}{VALUE}{terms.decimal(m.value)} .\n"
        f"{me}{UNIT}{terms.word(m.unit)} .\n"
        f"{me}{HAS_EVIDENCE}{w.evidence(m)} .\n"
        f"{me}{CONFIDENCE}{terms.decimal(m.confidence)} .\n"
        f"{year}{counted}{approximation}{change}{rule}{part_of}{counts_for}"
    )
    w.rows["measures"].append([
        _name(number - 1), f"activity-{activity:04d}", m.activity, m.counted, m.value, m.unit, m.year, m.approximation,
        m.change, None if total is None else _name(total), m.use, " ".join(m.counts_for) or None, *w.where(m),
    ])  # fmt: skip


def _name(index: int) -> str:
    return f"measure-{index + 1:04d}"


def _root(measures: tuple[Measure, ...], index: int) -> Measure:
    """The measure of the same kind that ``measures[index]`` is, in the end, a part of."""
    for above in wholes(measures, index):
        if measures[above].activity != measures[index].activity:
            break
        index = above
    return measures[index]
