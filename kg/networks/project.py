"""From who-has-what to who-shares-with-whom: projections by sparse matrices.

Given occurrences (unit, thing, year, weight), two things are joined by the units they share:

``weight``   pairs of unit and year that have both; the sum over the years
``shared``   distinct units that have both, over all years
``jaccard``  shared / units that have either
``cosine``   of the two TF-IDF vectors: tf is the number of occurrences, idf = ln((1 + N) / (1 + df)) + 1 over the N
             things, so that a unit which everything has (宪法) counts least
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

#: Cells of the matrices of similarity that are held at a time, over all years.
CELLS = 16_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things and what they share; ``yearly`` is the weight by year."""

    source: str
    target: str
    weight: int
    yearly: dict[int, int]
    shared: int
    jaccard: float
    cosine: float


def project(occurrences: pl.DataFrame, *, min_weight: float = 1, max_pairs: int = 2_000_000) -> Iterator[Pair]:
    """All pairs of things that share a unit in the same year, sorted.

    :param occurrences: columns unit, thing, year, weight.
    :param min_weight: pairs of less weight are left out.
    :param max_pairs: more than that raise an error before memory is used up.
    :raises UsageError: there are more pairs; the message says how to get fewer.
    """
    import numpy as np
    import polars as pl
    from scipy import sparse

    things = occurrences["thing"].unique().sort().to_list()
    units = occurrences["unit"].unique().sort().to_list()
    coded = occurrences.with_columns(
        i=pl.col("thing").replace_strict(things, range(len(things)), return_dtype=pl.Int64),
        j=pl.col("unit").replace_strict(units, range(len(units)), return_dtype=pl.Int64),
    )
    shape = (len(things), len(units))

    def matrix(frame: pl.DataFrame, values: Any) -> Any:
        return sparse.csr_matrix((values, (frame["i"].to_numpy(), frame["j"].to_numpy())), shape=shape)

    years = coded["year"].unique().sort().to_list()
    by_year = {}
    for year in years:
        one = coded.filter(pl.col("year") == year).select("i", "j").unique(maintain_order=True)
        by_year[year] = matrix(one, np.ones(len(one), dtype=np.int32))
    total = coded.group_by("i", "j").agg(pl.col("weight").sum()).sort("i", "j")
    counts = matrix(total, total["weight"].to_numpy().astype(np.float64))
    present = matrix(total, np.ones(len(total), dtype=np.int32))
    sizes = np.asarray(present.sum(axis=1)).ravel()
    tfidf = _tfidf(counts, present)

    made = 0
    height = max(8, min(len(things), CELLS // max(len(things) * max(len(years), 1), 1)))
    for start in range(0, len(things), height):
        # Only what lies right of the diagonal: each pair once, the first of the two by name.
        def alike(m: Any, start: int = start) -> Any:
            return (m[start : start + height] @ m[start:].T).toarray()

        yearly = {year: alike(m) for year, m in by_year.items()}
        weights = sum(yearly.values())
        rows, columns = np.nonzero(np.triu(weights >= max(min_weight, 1), k=1))
        made += len(rows)
        if made > max_pairs:
            raise UsageError(
                f"more than {max_pairs:,} pairs; ask for a higher --min-weight (now {min_weight:g}) or fewer years"
            )
        found = weights[rows, columns].tolist()
        moving = [(year, m[rows, columns].tolist()) for year, m in yearly.items()]
        shared = alike(present)[rows, columns]
        cosine = alike(tfidf)[rows, columns]
        jaccard = shared / (sizes[rows + start] + sizes[columns + start] - shared)
        for n, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
            yield Pair(
                things[row + start],
                things[column + start],
                found[n],
                {year: weight[n] for year, weight in moving if weight[n]},
                int(shared[n]),
                round(float(jaccard[n]), 6),
                round(min(float(cosine[n]), 1.0), 6),
            )


def _tfidf(counts: Any, present: Any) -> Any:
    """Rows of unit length."""
    import numpy as np
    from scipy import sparse

    spread = np.asarray(present.sum(axis=0)).ravel()
    idf = np.log((1 + counts.shape[0]) / (1 + spread)) + 1
    weighted = counts @ sparse.diags(idf)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ weighted).tocsr()
