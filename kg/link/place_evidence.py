"""Which of several places a report is about, by the names of places that stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.catalogue import divisions
from kg.catalogue.divisions import Division
from kg.extract.names import lexicon
from kg.link import clues, places
from kg.records import Record


def _mentions(record: Record) -> Counter[str]:
    """How often each name of a place of two characters and more stands in the report, cited titles included."""
    words = lexicon()
    found: Counter[str] = Counter()
    text = record.source.text
    for match in words.place_automaton().find_matches_as_indexes(text):
        found[text[match[1] : match[2]]] += 1
    return found


def _support(mentions: Counter[str], among: Iterable[Division]) -> int:
    """How often the report names these divisions, by name or by their first alias."""
    return sum(mentions[form] for division in among for form in (division.name, *division.aliases[:1]))


def nearest(record: Record, found: tuple[Division, ...], *, itself: bool = False) -> places.Place | None:
    """Of several divisions of one name, the one whose province or city the report names as well.

    :param itself: whether the names of the divisions themselves count too, where they differ.
    """
    table = divisions.load()
    year = record.report.report_year
    mentions = _mentions(record)
    weights = {
        division: _support(mentions, [*([division] if itself else []), *table.above(division, year)])
        for division in found
    }
    return _best(Counter({division: weight for division, weight in weights.items() if weight}), year)


def by_evidence(record: Record, named: list[str], kinds: list[str]) -> places.Place | None:
    """The place of an agency that its own name leaves out, from the places that the report names.

    The level must fit (区应急管理局 is of a 区); a place named with the agency's own organ counts most.
    """
    table = divisions.load()
    year = record.report.report_year
    level = kinds[0] if kinds else _usual_level(record)
    mentions = _mentions(record)
    text = record.source.text
    cores = [clue[first.core :] for clue in named if (first := clues.first_name(clue)) is not None]
    scores: Counter[Division] = Counter()
    for name, count in mentions.items():
        fitting = [division for division in table.named(name, year) if level is None or _fits(division, level)]
        if not fitting:
            continue
        own = any(name + core in text for core in cores)
        for division in fitting:
            support = _support(mentions, table.above(division, year))
            alone = count > 1 and name == division.name and len(table.named(name, year)) == 1
            if division.level == "province" or support or own or alone:
                scores[division] += count + (100 if own else 0) + min(support, 50) * 2
    return _best(scores, year)


def _best(scores: Counter[Division], year: int | None) -> places.Place | None:
    """The place that counts most; None where two count the same."""
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    best = ranked[0][0]
    return places.Place(divisions.load().path(best, year), best, best.level)


def _fits(division: Division, level: str) -> bool:
    if level == "区":
        return division.level in ("county", "zone") and division.name.endswith("区")
    if len(level) > 1 and level != "自治区":
        return division.level == "zone" and any(f.endswith(level) for f in (division.name, *division.aliases))
    return division.name.endswith(level) and division.level != "zone"


def _usual_level(record: Record) -> str | None:
    """The level most names in the report are of: 区委, 区政府, 区司法局 speak for a 区."""
    levels = Counter(
        agency.surface[0]
        for agency in record.agencies
        if agency.rule in ("organ-level", "whole") and agency.surface[0] in "区县旗"
    )
    if not levels:
        levels = Counter(
            a.surface[0] for a in record.agencies if a.rule in ("organ-level", "whole") and a.surface[0] in "市省州"
        )
    return levels.most_common(1)[0][0] if levels else None
