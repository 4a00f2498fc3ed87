"""Measures: quantities that count something done or its result."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.view import View
from kg.records import Measure, Section


def find(
    view: View, sections: Sequence[Section], quoted: Sequence[tuple[int, int]], report_year: int | None
) -> list[Measure]:
    """The measures of a report, in the order of the text."""
    return []
