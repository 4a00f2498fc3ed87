"""Applying a researcher's corrections to a record: to the report's facts before names are resolved, to the rest after."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from kg.catalogue import acts as catalogue
from kg.catalogue import divisions
from kg.catalogue.acts import Act
from kg.link import agencies, uses, versions
from kg.link.overrides import FACTS, Override
from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts

_T = TypeVar("_T", Citation, Agency, Measure, Programme)
#: Levels whose acts have no official title.
_PAPERS = ("document", "work")
# 157, 157 人, 1,234.5元
_NUMBER = re.compile(r"(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s]\S*)?")
# year 2020
_YEAR = re.compile(r"year (?P<year>(?:19|20)\d\d)")


class Corrected(NamedTuple):
    """A record with the corrections in it.

    :param lines: of the table, whose rows fitted something; ``unfit`` of those that name a number, but give none for it.
    """

    record: Record
    lines: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()


def facts(record: Record, overrides: Iterable[Override]) -> Record:
    """``record`` with the facts of its report corrected; numbers of the year that was wrong move with it."""
    fitting = [o for o in overrides if o.what in FACTS and o.of(record.source.file)]
    if not fitting:
        return record
    changed: dict[str, object] = {}
    for o in sorted(fitting, key=_rank):
        changed |= _fact(o)
    before, after = record.report, dataclasses.replace(record.report, **changed)  # type: ignore[arg-type]
    named = {FACTS[o.what] for o in fitting}
    unknown = tuple(r for r in before.reasons if r.partition(":")[0] not in named)
    after = dataclasses.replace(after, reasons=tuple(dict.fromkeys((*unknown, *(o.about for o in fitting)))))
    measures = record.measures
    if after.report_year != before.report_year:
        measures = tuple(
            dataclasses.replace(m, year=after.report_year) if m.year == before.report_year else m for m in measures
        )
    return dataclasses.replace(record, report=after, measures=measures)


def _fact(o: Override) -> dict[str, object]:
    assert o.correction is not None
    if o.what == "report year":
        return {"report_year": int(o.correction)}
    if o.what == "report date":
        return {"issued": o.correction}
    if o.what == "report place":
        return _place(o.correction)
    own = agencies.organ(o.correction, ReportFacts())
    return {"agency": o.correction} | (_place(own[0]) if own and own[0] else {})


def _place(name: str) -> dict[str, object]:
    known = divisions.load().by_path(name)
    if known is None:
        return {"division": name, "division_code": None}
    return {"division": divisions.load().path(known), "division_code": known.official_code}


def apply(record: Record, overrides: Iterable[Override]) -> Corrected:
    """``record`` with all corrections that fit it."""
    here = [o for o in overrides if o.of(record.source.file)]
    if not here:
        return Corrected(record)
    record = facts(record, here)
    used = {o.line for o in here if o.what in FACTS}
    told: dict[str, None] = {}
    unfit: set[int] = set()
    rows = _Rows(here, used, unfit, told)
    citations = rows.each(record.citations, lambda c, o: _citation(c, o, record.report))
    organs = rows.each(record.agencies, lambda a, o: _agency(a, o, record))
    programmes = rows.each(record.programmes, _programme)
    measures = rows.measures(record.measures)
    report = dataclasses.replace(record.report, reasons=tuple(dict.fromkeys((*record.report.reasons, *told))))
    record = dataclasses.replace(
        record, report=report, citations=citations, agencies=organs, programmes=programmes, measures=measures
    )
    return Corrected(uses.settle(record), tuple(sorted(used)), tuple(sorted(unfit)))


def _rank(o: Override) -> tuple[bool, bool, int]:
    return o.start is not None, o.file is not None, o.line


class _Rows:
    """The corrections of one report, by what they correct.

    :param used: is told the lines that fitted something, ``unfit`` those that fitted nothing of what they name; ``told`` what
        the report shall say of the corrections.
    """

    def __init__(self, overrides: list[Override], used: set[int], unfit: set[int], told: dict[str, None]) -> None:
        self._by_name: dict[str, list[Override]] = {}
        for o in sorted(overrides, key=_rank):
            self._by_name.setdefault(o.what, []).append(o)
        self._used, self._unfit, self._told = used, unfit, told

    def each(self, items: Iterable[_T], correct: Callable[[_T, Override], _T | None]) -> tuple[_T, ...]:
        """``items`` with each that a row names corrected, or left out."""
        return tuple(made for item in items if (made := self._one(item, correct)) is not None)

    def measures(self, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        """The numbers; a part of one that is taken out is a number by itself."""
        made = [self._one(m, _measure) for m in measures]
        places = iter(range(len(made)))
        at = {old: next(places) for old, m in enumerate(made) if m is not None}
        return tuple(
            dataclasses.replace(m, part_of=at.get(m.part_of) if m.part_of is not None else None)
            for m in made
            if m is not None
        )

    def _one(self, item: _T, correct: Callable[[_T, Override], _T | None]) -> _T | None:
        fitting = [o for name in _names(item) for o in self._by_name.get(name, ()) if o.start in (None, item.start)]
        made: _T | None = item
        last: Override | None = None
        for o in sorted(fitting, key=_rank):
            corrected = None if o.correction is None else correct(item, o)
            if corrected is None and o.correction is not None:
                self._unfit.add(o.line)  # it is none for a thing of this kind, so a row of less rank may hold
                continue
            self._used.add(o.line)
            made, last = corrected, o
        if last is not None and not isinstance(made, Citation):  # which says it itself
            self._told[last.about] = None
        return made


def _names(item: Citation | Agency | Measure | Programme) -> tuple[str, ...]:
    """What a row may call a record by."""
    names: list[str | None] = [item.surface]
    if isinstance(item, Citation):
        names += [item.title, item.canonical, item.act]
    elif isinstance(item, Agency):
        names.append(item.canonical)
    elif isinstance(item, Programme):
        names.append(item.name)
    return tuple(dict.fromkeys(name for name in names if name))


def _citation(c: Citation, o: Override, about: ReportFacts) -> Citation:
    assert o.correction is not None
    known = _act(o.correction)
    title = known.title if known else o.correction
    level = known.level if known else c.level
    version = reason = None
    status = "unknown"
    if known:
        standing = versions.choose(known, catalogue.load().versions(known.title), about, c.flags)
        version, reason, status = standing.version, standing.reason, standing.status or status
    return dataclasses.replace(
        c,
        level=level,
        canonical=None if level in _PAPERS else title,
        act=title,
        resolution="exact",
        version=version,
        version_reason=reason,
        status=status,
        candidates=(),
        flags=(*c.flags, o.remark),
        rule="override",
        confidence=1.0,
    )


def _act(name: str) -> Act | None:
    """The act that a correction names: by its full title, or a short one that only it has."""
    acts = catalogue.load()
    named = acts.named(name)
    return acts.get(name) or (named[0] if len(named) == 1 else None)


def _agency(a: Agency, o: Override, record: Record) -> Agency:
    assert o.correction is not None
    alone = dataclasses.replace(record, agencies=(dataclasses.replace(a, surface=o.correction, masked=False),))
    read = next(iter(agencies.resolve(alone, record.report)), a)
    return dataclasses.replace(
        read, surface=a.surface, canonical=o.correction, masked=False, rule="override", confidence=1.0
    )


def _programme(p: Programme, o: Override) -> Programme:
    assert o.correction is not None
    return dataclasses.replace(p, name=o.correction, rule="override", confidence=1.0)


def _measure(m: Measure, o: Override) -> Measure | None:
    """The number corrected; None where the correction is none for a number."""
    assert o.correction is not None
    if match := _YEAR.fullmatch(o.correction):
        return dataclasses.replace(m, year=int(match["year"]), rule="override", confidence=1.0)
    if match := _NUMBER.fullmatch(o.correction):
        value = float(match["value"].replace(",", ""))
        if math.isinf(value):
            return None
        unit = match["unit"] or m.unit
        return dataclasses.replace(m, value=value, unit=unit, approximation=None, rule="override", confidence=1.0)
    return None
