"""Which version of an act a report means, and how the act stood then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.catalogue.acts import Act, Version
from kg.records import ReportFacts


@dataclass(frozen=True, slots=True)
class Standing:
    """A version (its date of promulgation), why it was chosen, and the status of the act on the reference date."""

    version: str | None
    reason: str | None
    status: str


def choose(act: Act, versions: tuple[Version, ...], facts: ReportFacts, flags: tuple[str, ...]) -> Standing:
    """The version that a citation with these flags means.

    The reason begins with ``the text`` where the report itself says which version it means, else it is inferred from the
    report's year. Without a remark it is the one in force at the end of that year; ``new`` (新修订的) means the newest promulgated
    by the date of issue; ``version-2021`` (2021年修正) the one of that year, ``dated-2024-01-01`` (2024年1月1日起施行的) the one
    promulgated or in force from that day; ``draft`` means none.
    """
    year = facts.report_year
    if year is None:
        return Standing(None, "the report year is not known", "unknown")
    year_end = f"{year:04d}-12-31"
    if "draft" in flags:
        return Standing(None, "a draft, and no version yet", "unknown")
    if not versions:
        return Standing(None, "no version of the act is known", _status(act, year_end, None, ()))
    day = next((flag[6:] for flag in flags if flag.startswith("dated-")), None)
    if day is not None:
        fit = [v for v in versions if v.date.startswith(day)] or [v for v in versions if v.since.startswith(day)]
        if fit:
            return Standing(fit[-1].date, f"the text gives its date, {day}", _status(act, year_end, fit[-1], versions))
    named = next((flag[8:] for flag in flags if flag.startswith("version-")), None)
    if named is not None:
        fit = [v for v in versions if v.date.startswith(named)]
        if fit:
            return Standing(
                fit[-1].date, f"the text names the version of {named}", _status(act, year_end, fit[-1], versions)
            )
    if "new" in flags:
        by = facts.issued or year_end
        fit = [v for v in versions if v.date <= by]
        if fit:
            return Standing(
                fit[-1].date,
                f"the text calls it new: the newest promulgated by {by}",
                _status(act, year_end, fit[-1], versions),
            )
    fit = [v for v in versions if v.since <= year_end]
    if fit:
        chosen = max(fit, key=lambda v: (v.since, v.date))
        return Standing(chosen.date, f"in force at the end of {year}", _status(act, year_end, chosen, versions))
    issued = facts.issued or year_end
    early = [v for v in versions if v.date <= max(issued, year_end)]
    if early:
        return Standing(early[-1].date, f"promulgated by {max(issued, year_end)}, in force later", "pending")
    return Standing(None, f"every version that is known is later than {year}", "unknown")


def _status(act: Act, day: str, chosen: Version | None, versions: tuple[Version, ...]) -> str:
    """How the act stood on ``day``, the last of the report's year.

    ``repealed`` where it was so from the first day of that year: of an act that was repealed in its course, a report may
    rightly tell. ``amended`` where a newer version was promulgated but not yet in force, ``pending`` where no version was
    in force yet.
    """
    if act.repealed_on:
        if act.repealed_on <= f"{day[:4]}-01-01":
            return "repealed"
    elif act.status == "repealed" or (act.status == "unknown" and not _recent(chosen, day)):
        return "unknown"
    if chosen is None:
        return "unknown" if act.status == "unknown" or not act.repealed_on else "in-force"
    if all(v.since > day for v in versions):
        return "pending"
    newest = max((v.since for v in versions if v.date <= day), default=chosen.since)
    return "amended" if newest > day or chosen.since > day else "in-force"


def _recent(chosen: Version | None, day: str) -> bool:
    """Whether the version is so young on ``day`` (three years) that a repeal is not to be feared."""
    if chosen is None or not re.match(r"\d{4}", chosen.date):
        return False
    return int(day[:4]) - int(chosen.date[:4]) <= 3
