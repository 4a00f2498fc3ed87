"""Which representation a client gets: ``Accept`` with q-values, and ``?format=`` that overrides it (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Iterable

from kg.query.formats import RESULTS, TRIPLES, Format

#: A page for people, where an address has one beside its data.
HTML = Format("html", "text/html", "html", "page", ("application/xhtml+xml",))
#: What an answer of each kind can be written as; the first is given to those who accept anything.
OFFERED = {"results": RESULTS, "triples": TRIPLES}


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an ``Accept`` header with their weights; what cannot be read is passed over."""
    found = []
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        if "/" not in media_range:
            continue
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = min(max(float(value.strip()), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        found.append((media_range, weight))
    return found


def _weight(media_type: str, ranges: Iterable[tuple[str, float]]) -> tuple[float, int]:
    """Weight of a media type, and how closely it was named (3 itself, 2 ``text/*``, 1 ``*/*``, 0 not at all)."""
    main = media_type.partition("/")[0]
    best = (0.0, 0)
    for media_range, weight in ranges:
        closeness = {media_type: 3, f"{main}/*": 2, "*/*": 1}.get(media_range, 0)
        if closeness > best[1]:
            best = (weight, closeness)
    return best


def choose(accept: str | None, offered: Iterable[Format]) -> tuple[Format, str] | None:
    """The format, and the media type to label it with, that ``accept`` likes best; None where it takes none.

    Of several it likes equally well, the one named outright wins, then the one offered first. No header means anything.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", RESULTS)[0].name
    'xml'
    >>> choose("text/html, */*;q=0.1", RESULTS)[0].name
    'json'
    >>> choose("text/csv;q=0, image/png", RESULTS) is None
    True
    """
    offered = tuple(offered)
    ranges = _ranges(accept or "*/*") or [("*/*", 1.0)]
    best: tuple[float, bool, int, int] | None = None
    found: tuple[Format, str] | None = None
    for place, entry in enumerate(offered):
        for alias, media_type in enumerate((entry.media_type, *entry.others)):
            weight, closeness = _weight(media_type, ranges)
            if weight == 0 or (alias and closeness < 3):
                continue  # other names of a format count only where they are asked for by name
            rank = (weight, closeness == 3, -place, -alias)
            if best is None or rank > best:
                best, found = rank, (entry, media_type)
    return found


def listing(offered: Iterable[Format]) -> list[str]:
    """The proper media types, for an answer of 406."""
    return [entry.media_type for entry in offered]


def accepts_encoding(header: str | None, coding: str) -> float:
    """The weight that ``Accept-Encoding`` gives a content coding, 0 where it is not wanted."""
    weights: dict[str, float] = {}
    for item in (header or "").split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        if name:
            weights[name] = weight
    return weights.get(coding, weights.get("*", 0.0))
