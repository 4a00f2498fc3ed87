"""The words everything speaks: frozen records of what a report says and where it says it.

Every ``start``/``end`` is an offset in Unicode code points into :attr:`SourceText.text`, the file's text as decoded and
never normalised, so ``text[start:end]`` is the ``surface`` of the record at any stage and on any machine.

A record is first made by ``kg.extract`` from the text alone; what the text does not say (the full name of 区司法局, the
version of a law) is ``None`` until ``kg.link`` fills it in, and stays ``None`` where it cannot be known.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: Levels of an act, in the order of their force (gold guidelines; 立法法 chapters 2–5).
LEVELS = (
    "constitution",
    "law",
    "administrative_regulation",
    "local_regulation",
    "department_rule",
    "local_rule",
    "judicial_interpretation",
    "party_regulation",
    "document",
    "work",
)
#: Roles of a top-level section.
ROLES = ("achievements", "problems", "leadership", "plan", "other")
#: Kinds of an organisation.
KINDS = ("government", "party", "congress", "judicial", "public_institution", "company", "other")
#: Types of a counted activity.
ACTIVITIES = (
    "publicity",
    "training",
    "inspection",
    "penalty",
    "rectification",
    "licensing",
    "rulemaking",
    "legal_review",
    "dispute",
    "drill",
    "accident",
    "disclosure",
    "counsel",
    "meeting",
    "power_list",
    "staffing",
    "other",
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A report as read from its file.

    :param file: path as shown to the user, relative to the folder or archive that was given, ``/`` between parts.
    :param sha256: of the file's bytes, in hexadecimal.
    :param text: as decoded, nothing normalised; all offsets refer to it.
    :param encoding: the encoding it was decoded from (``utf-8``, ``gb18030``, ``utf-16-le`` …).
    """

    file: str
    sha256: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text: half open, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Who reports on what, as far as title, letterhead, self-reference and signature allow it to be known.

    :param agency: full official name of the reporting agency, joint issuers joined with ``、``; None where masked.
    :param division: full path of the division or zone it serves; ``division_code`` its GB/T 2260 code, six digits.
    :param issued: ISO date under the signature.
    :param reasons: one line for each fact that stays unknown or that its sources disagree on.
    """

    agency: str | None = None
    division: str | None = None
    division_code: str | None = None
    report_year: int | None = None
    issued: str | None = None
    plan_year: int | None = None
    title: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level section. ``start`` is where the heading's own line begins, ``end`` where the section's text ends."""

    start: int
    end: int
    heading: str
    role: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One place where the report names an act; an alias for several acts gives one citation for each over one span.

    :param title: what stands between the title marks, verbatim.
    :param canonical: official full title, for statutes and party regulations.
    :param act: identifier of the act within the graph, also where it has no canonical title (documents, works).
    :param docnum: document or order number that the text attaches, verbatim without parentheses.
    :param article: ``第三十三条第二款``, verbatim.
    :param version: promulgation date (ISO) of the version cited; ``version_reason`` says why it was chosen: it
        begins with ``the text`` where the report itself says which one it means.
    :param status: of the act on the reference date: ``in-force``, ``amended`` (a newer version was promulgated but not
        yet in force), ``pending`` (no version was in force yet), ``repealed``, ``unknown``.
    :param resolution: how it was linked to an act: ``exact``, ``short-form``, ``alias``, ``ambiguous``, ``unknown``.
    :param candidates: canonical titles that fit, where ``resolution`` is ``ambiguous``.
    :param flags: remarks on the form: ``unclosed``, ``masked``, ``draft``, ``new`` …
    """

    start: int
    end: int
    surface: str
    title: str
    level: str | None = None
    canonical: str | None = None
    docnum: str | None = None
    issuer: str | None = None
    act: str | None = None
    article: str | None = None
    place: str | None = None
    resolution: str = "unknown"
    version: str | None = None
    version_reason: str | None = None
    status: str | None = None
    candidates: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One mention of an organisation.

    :param canonical: full official name from province level down, where the report makes it knowable.
    :param function: notation of its function in the scheme of organ functions (``emergency-management``), if it has one.
    :param division: full path of the division it serves.
    """

    start: int
    end: int
    surface: str
    canonical: str | None = None
    kind: str = "government"
    function: str | None = None
    division: str | None = None
    masked: bool = False
    rule: str = ""
    confidence: float = 1.0
    sentence: Span | None = None


#: What a number is used for: it adds up with others, or why not.
ADDS_UP, OTHER_YEAR, CHANGE, PART, AVERAGE = "yes", "another year", "change", "part of another", "average"
#: Said before of the same activity, perhaps in other words: 权责清单433项 … 433项权责事项.
AGAIN = "stated before"
#: Another number of the report holds what it tells of, though it is no part of that by the words: 立案96起，结案90起.
HELD = "held by another"
#: There is less than the number: 持证率不到90%.
BOUND = "upper bound"
USES = (ADDS_UP, OTHER_YEAR, CHANGE, PART, AVERAGE, AGAIN, HELD, BOUND)
#: The rule of numbers whose unit stands in the heading of their row or column.
TABLE = "table"
#: The rule of zeros without a number: 全年未发生行政复议和行政诉讼案件.
ZERO_IN_WORDS = "zero in words"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit that counts something done or its result.

    :param value: in the base unit (``1.2万人`` is 12000 人).
    :param counted: the shortest phrase of the text that says what is counted.
    :param approximation: ``≈`` (近、约、左右), ``≥`` (余、多、以上、逾), ``≤`` (不足、不到), or None where the number is exact.
    :param change: ``increase`` or ``decrease`` where the number is a difference or rate of change and not a level.
    :param part_of: index, among the report's measures, of the measure that this one is a part of.
    :param use: whether it adds up with others of its activity and unit: one of :data:`USES`; None until linked.
    :param counts_for: the indicators of ``data/indicators.tsv`` that it counts for; a zero may be said of several.
    """

    start: int
    end: int
    surface: str
    value: float
    unit: str
    counted: str
    activity: str
    year: int | None
    approximation: str | None = None
    change: str | None = None
    part_of: int | None = None
    rule: str = ""
    confidence: float = 1.0
    sentence: Span | None = None
    use: str | None = None
    counts_for: tuple[str, ...] = ()

    def used(self, use: str, counts_for: tuple[str, ...]) -> Measure:
        """This measure with its use; every number of a corpus gets one, and ``dataclasses.replace`` takes thrice the time."""
        return Measure(
            self.start, self.end, self.surface, self.value, self.unit, self.counted, self.activity, self.year, self.approximation,
            self.change, self.part_of, self.rule, self.confidence, self.sentence, use, counts_for,
        )  # fmt: skip


def whole(measures: Sequence[Measure], index: int) -> int | None:
    """Index of the measure that ``measures[index]`` is a part of; none that is smaller than its part, which cannot be."""
    part = measures[index]
    if part.part_of is None:
        return None
    total = measures[part.part_of]
    return None if total.unit == part.unit and total.value < part.value else part.part_of


def wholes(measures: Sequence[Measure], index: int) -> Iterator[int]:
    """Indices of the measures that ``measures[index]`` is a part of, from the nearest to the last."""
    seen = {index}
    at = whole(measures, index)
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = whole(measures, at)


@dataclass(frozen=True, slots=True)
class Programme:
    """One mention of a named initiative, campaign or system; ``name`` is its plain form (双随机一公开)."""

    start: int
    end: int
    surface: str
    name: str
    rule: str = ""
    confidence: float = 1.0
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that was found in one report."""

    source: SourceText
    report: ReportFacts = ReportFacts()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()
    citations: tuple[Citation, ...] = ()
    agencies: tuple[Agency, ...] = ()
    measures: tuple[Measure, ...] = ()
    programmes: tuple[Programme, ...] = ()

    def section_at(self, offset: int) -> int | None:
        """Index of the section that holds the character at ``offset``, or None before the first heading."""
        return next((i for i, s in enumerate(self.sections) if s.start <= offset < s.end), None)

    def to_json(self) -> dict[str, Any]:
        """The record as one object of ``kg extract --format jsonl``: keys of the gold files first, then our own."""
        programmes = sorted({p.name for p in self.programmes})
        return {
            "file": self.source.file,
            "sha256": self.source.sha256,
            "report": _plain(self.report),
            "sections": [_plain(s) for s in self.sections],
            "citations": [_plain(c) for c in self.citations],
            "agencies": [_plain(a) for a in self.agencies],
            "measures": [_plain(m) for m in self.measures if m.rule != ZERO_IN_WORDS],
            "zeros": [_plain(m) for m in self.measures if m.rule == ZERO_IN_WORDS],
            "programmes": programmes,
            "programme_mentions": [_plain(p) for p in self.programmes],
        }


def _plain(record: Any) -> dict[str, Any]:
    """A dataclass as JSON values: spans as ``[start, end]``, whole numbers without a decimal point."""
    return {f.name: _value(getattr(record, f.name)) for f in dataclasses.fields(record)}


def _value(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_value(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
