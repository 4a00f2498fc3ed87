"""Boilerplate: sentences that stand word for word in the reports of several agencies, or in an agency's earlier report.

What counts as the same words is said by :func:`kg.graph.sentences.key`. A mark is a matter of all reports of a store, not
of one, so marks are made anew from the table of sentences in each build; they follow from the reports alone, in
whatever order and however many builds they came.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.graph.tokens import BOILERPLATE

if TYPE_CHECKING:
    import polars as pl

#: Values of ``fz:boilerplate``: in the reports of several agencies (said where both hold), in an earlier report of the same.
SEVERAL, EARLIER = "several", "earlier"
#: The columns by which a mark finds its sentence.
SENTENCE = ("report", "start", "end")


def marked(sentences: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """The sentences that are boilerplate: :data:`SENTENCE`, ``in_graph`` and ``boilerplate``, sorted.

    :param sentences: the table with ``report``, ``start``, ``end``, ``in_graph`` and ``key``.
    :param reports: with ``report``, ``agency`` (the first that issued it; a masked one is like no other) and ``report_year``.
    """
    import polars as pl

    year, agency = pl.col("report_year"), pl.col("agency")
    return (
        sentences.filter(pl.col("key").is_not_null() & pl.col("key").is_duplicated())
        .join(reports.select("report", "agency", "report_year"), on="report")
        .with_columns(
            boilerplate=pl.when(agency.n_unique().over("key") > 1)
            .then(pl.lit(SEVERAL))
            .when(year > year.min().over("key", "agency"))
            .then(pl.lit(EARLIER))
        )
        .filter(pl.col("boilerplate").is_not_null())
        .select(*SENTENCE, "in_graph", "boilerplate")
        .sort(SENTENCE)
    )


def lines(marks: pl.DataFrame) -> Iterator[str]:
    """The statements of marks, of the sentences that are nodes of the graph."""
    for report, start, end, in_graph, kind in marks.iter_rows():
        if in_graph:
            yield f'<{report}#char={start},{end}> {BOILERPLATE} "{kind}" .\n'
