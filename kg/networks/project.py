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

#: Rows of the similarity matrix that are worked on at a time.
BLOCK = 512


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
    for start in range(0, len(things), BLOCK):
        stop = min(start + BLOCK, len(things))
        yearly = {year: (m[start:stop] @ m.T).tocsr() for year, m in by_year.items()}
        weights = sparse.triu(sum(yearly.values()), k=start + 1, format="coo")
        keep = weights.data >= max(min_weight, 1)
        rows, columns, values = weights.row[keep], weights.col[keep], weights.data[keep]
        made += len(rows)
        if made > max_pairs:
            raise UsageError(
                f"more than {max_pairs:,} pairs; ask for a higher --min-weight (now {min_weight:g}) or fewer years"
            )
        order = np.lexsort((columns, rows))
        rows, columns, values = rows[order], columns[order], values[order]
        shared = _at((present[start:stop] @ present.T).tocsr(), rows, columns)
        cosine = _at((tfidf[start:stop] @ tfidf.T).tocsr(), rows, columns)
        moving = {year: _at(m, rows, columns) for year, m in yearly.items()}
        union = sizes[rows + start] + sizes[columns] - shared
        for n in range(len(rows)):
            yield Pair(
                things[rows[n] + start],
                things[columns[n]],
                int(values[n]),
                {year: int(found[n]) for year, found in moving.items() if found[n]},
                int(shared[n]),
                round(float(shared[n] / union[n]), 6),
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


def _at(matrix: Any, rows: Any, columns: Any) -> Any:
    """The values of a sparse matrix at pairs of indices."""
    import numpy as np

    if not len(rows):
        return np.zeros(0)
    return np.asarray(matrix[rows, columns]).ravel()
