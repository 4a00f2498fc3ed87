"""Two reports side by side: what was added, what was dropped, and what was taken over word for word."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: Shortest passage that counts as taken over, in characters without blanks; shorter ones are set phrases of the genre.
SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Report:
    """One of the two reports; its agency by name and by IRI, the first where several report together."""

    report: str
    agency: str | None
    agency_id: str | None
    year: int | None
    file: str
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that one or both reports name: its IRI or key, its name, how often each names it."""

    key: str
    name: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Change:
    """Things of one kind: only in the second report, only in the first, in both; each by how often, then by name."""

    added: tuple[Entry, ...]
    dropped: tuple[Entry, ...]
    kept: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of :mod:`kg.panel` in both reports, by its name; None where a report does not state it."""

    indicator: str
    name: str
    unit: str
    first: float | None
    second: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands in both reports, by its offsets in code points; blanks and line breaks may differ."""

    first_start: int
    first_end: int
    second_start: int
    second_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of :func:`compare`.

    :param repeated: share of the second report's characters, blanks left aside, that lie in passages of the first.
    """

    first: Report
    second: Report
    acts: Change
    programmes: Change
    activities: Change
    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]
    repeated: float

    def to_dict(self) -> dict[str, Any]:
        """As plain lists and dictionaries, for JSON."""
        return dataclasses.asdict(self)


def compare(store: Any, first: str, second: str, *, shortest: int = SHORTEST, language: str = "zh") -> Comparison:
    """Compare two reports of a store, as a rule of one agency and two years, the older one first.

    :param first: and ``second``: IRI, name (``重庆市巴南区应急管理局-2021``, ``巴南区 2021``), file or SHA-256.
    :param shortest: shortest passage that counts as taken over, in characters.
    :param language: of the names of activities and figures: ``zh`` or ``en``.
    :raises kg.errors.UsageError: no such report, or more than one of that name.
    """
    from kg.panel.codebook import labels

    one, two = _report(store, first), _report(store, second)
    activities = labels(store)
    which = 0 if language.startswith("zh") else 1
    passages = tuple(repeated(store.text(one.sha256), store.text(two.sha256), shortest))
    length = sum(1 for character in store.text(two.sha256) if not _blank(character))
    covered = _covered(passages, store.text(two.sha256))
    return Comparison(
        first=one,
        second=two,
        acts=_change(store, one, two, "citations", "act", _labels(store, "acts", "label")),
        programmes=_change(
            store, one, two, "mentions", "thing", _labels(store, "programmes", "name"), kind="programme"
        ),
        activities=_change(
            store, one, two, "activities", "activity_type", {key: names[which] for key, names in activities.items()}
        ),
        figures=tuple(_figures(store, one, two, activities, which)),
        passages=passages,
        repeated=round(covered / length, 4) if length else 0.0,
    )


def _report(store: Any, name: str) -> Report:
    import polars as pl

    from kg.query.resolve import thing

    reports = store.table("reports")
    found = reports.filter(pl.col("sha256") == name).collect()
    if len(found) != 1:
        found = reports.filter(pl.col("report") == thing(store, "report", name.removeprefix("report/")).value).collect()
    row = found.row(0, named=True)
    names = ("report", "agency_name", "agency", "report_year", "file", "sha256", "characters")
    return Report(*(row[name] for name in names))


def _labels(store: Any, table: str, column: str) -> dict[str, str]:
    return dict(store.table(table).select("id", column).collect().iter_rows())


def _change(
    store: Any, one: Report, two: Report, table: str, column: str, labels: dict[str, str], kind: str | None = None
) -> Change:
    import polars as pl

    rows = store.table(table).filter(pl.col("report").is_in([one.report, two.report]) & pl.col(column).is_not_null())
    if kind is not None:
        rows = rows.filter(pl.col("kind") == kind)
    counts: dict[str, Counter[str]] = {one.report: Counter(), two.report: Counter()}
    for report, key in rows.select("report", column).collect().iter_rows():
        counts[report][key] += 1
    a, b = counts[one.report], counts[two.report]
    entries = [Entry(key, labels.get(key) or key, a[key], b[key]) for key in {**a, **b}]
    entries.sort(key=lambda e: (-max(e.first, e.second), e.name, e.key))
    return Change(
        added=tuple(e for e in entries if not e.first),
        dropped=tuple(e for e in entries if not e.second),
        kept=tuple(e for e in entries if e.first and e.second),
    )


def _figures(
    store: Any, one: Report, two: Report, activities: dict[str, tuple[str, str]], which: int
) -> Iterator[Figure]:
    """Figures of both reports, added up as in the panel, named in one of two languages."""
    import polars as pl

    from kg.panel import add_up, measures
    from kg.panel.codebook import title

    rows = measures(store).filter(pl.col("report").is_in([one.report, two.report]))
    table = add_up(rows, "report").select("report", "indicator", "unit", "value").unique()
    found: dict[tuple[str, str], dict[str, float]] = {}
    for report, indicator, unit, value in table.sort("indicator", "unit").iter_rows():
        found.setdefault((indicator, unit), {})[report] = value
    for (indicator, unit), values in found.items():
        name = title(indicator, unit, activities)[which]
        yield Figure(indicator, name, unit, values.get(one.report), values.get(two.report))


def repeated(first: str, second: str, shortest: int = SHORTEST) -> Iterator[Passage]:
    """Passages of ``second`` that stand in ``first`` word for word, longest match first at each place, in order.

    Blanks and line breaks are left aside, full-width and half-width forms are told apart as they stand.

    >>> [p.text for p in repeated("开展执法检查三次。", "我局开展执法 检查五次。", 6)]
    ['开展执法 检查']
    """
    a, where_a = _dense(first)
    b, where_b = _dense(second)
    index = {a[start : start + shortest]: start for start in reversed(range(len(a) - shortest + 1))}
    start = 0
    while start <= len(b) - shortest:
        there = index.get(b[start : start + shortest])
        if there is None:
            start += 1
            continue
        there, length = _longest(a, there, b, start, shortest)
        stop = start + length
        span = (where_a[there], where_a[there + length - 1] + 1, where_b[start], where_b[stop - 1] + 1)
        yield Passage(*span, second[span[2] : span[3]])
        start = stop


def _longest(a: str, there: int, b: str, here: int, length: int) -> tuple[int, int]:
    """Where ``a`` first has most of what ``b`` has from ``here`` on, and how much; so far it is ``length`` at ``there``.

    Looked for by doubling steps: where a longer piece stands, all shorter ones do.
    """
    step = length
    while step:
        longer = b[here : here + length + step]
        found = a.find(longer, there) if len(longer) == length + step else -1
        if found < 0:
            step //= 2
        else:
            there, length, step = found, length + step, step * 2
    return there, length


def _dense(text: str) -> tuple[str, list[int]]:
    """The text without blanks, and where each of its characters stood."""
    where = [number for number, character in enumerate(text) if not _blank(character)]
    return "".join(text[number] for number in where), where


def _blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")


def _covered(passages: tuple[Passage, ...], text: str) -> int:
    return sum(1 for p in passages for character in text[p.second_start : p.second_end] if not _blank(character))
