"""Mention to thing: which act and version, which agency, which place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from kg.records import Record


def link(record: Record, correct: Callable[[Record], Record] | None = None) -> Record:
    """The record with its mentions resolved and the use of its numbers settled; what cannot be known stays None and says so.

    :param record: as :func:`kg.extract.extract` gives it.
    :param correct: what somebody knows better of the report's facts; names are resolved by the corrected ones.
    """
    from kg.link import acts, agencies, report, uses

    record = dataclasses.replace(record, report=report.resolve(record))
    record = correct(record) if correct else record
    return uses.settle(
        dataclasses.replace(
            record,
            citations=acts.resolve(record, record.report),
            agencies=agencies.resolve(record, record.report),
        )
    )
