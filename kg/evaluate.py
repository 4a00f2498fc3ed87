"""Scoring records against annotations made by hand (the guidelines for them say how they were made).

For each kind of record: precision, recall and F1 of what was found, and the share of right attributes among what was
found rightly. How a find is matched to an annotation:

* citations and agencies by their exact span; several annotations over one span (an alias of several laws) are one find,
  and their attributes are compared as sets;
* measures by overlapping spans with the same value and unit, each find used once;
* sections by their beginning, five characters more or less; programmes by name, as sets; report facts one by one.

Names are compared without quotation marks, brackets, spaces and inner punctuation. Annotations marked ``optional`` are
neither asked for nor counted against a find.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from kg.errors import InputError, UsageError

KINDS = ("report", "sections", "citations", "agencies", "measures", "programmes")
#: Attributes that are compared, in the order in which their shares are shown.
ATTRIBUTES = ("role", "level", "canonical", "issuer", "docnum", "kind", "activity", "year", "counted")
Item = Mapping[str, Any]

_INNER = re.compile(r"[\s“”\"'‘’《》〈〉<>‹›、，,·．.（）()【】\[\]-]")
_PARTY = re.compile(r"^中共(?=\S+委员会)")
#: A heading's own line may begin so many characters away from where it was annotated.
_NEAR = 5


@dataclass(slots=True)
class Score:
    """The score of one kind.

    :ivar right: of each attribute, how many were right, and of how many.
    :ivar errors: one line for each miss, false find and wrong attribute.
    """

    hits: int = 0
    missed: int = 0
    false: int = 0
    right: dict[str, list[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def gold(self) -> int:
        """How many there are to be found."""
        return self.hits + self.missed

    @property
    def precision(self) -> float:
        """Share of the finds that are right; 1 where nothing was found."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 where there is nothing."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def figures(self) -> dict[str, float]:
        """All figures by name, shares of attributes last."""
        figures = {"gold": self.gold, "precision": self.precision, "recall": self.recall, "f1": self.f1}
        shares = {name: self.right[name] for name in ATTRIBUTES if name in self.right}
        return figures | {name: right / of for name, (right, of) in shares.items()}

    def attribute(self, name: str, right: bool, where: str) -> None:
        """Count one attribute of a right find."""
        count = self.right.setdefault(name, [0, 0])
        count[0] += right
        count[1] += 1
        if not right:
            self.errors.append(f"wrong {name}: {where}")

    def miss(self, where: str) -> None:
        """Count one that was not found."""
        self.missed += 1
        self.errors.append(f"missed: {where}")

    def too_many(self, where: str) -> None:
        """Count one false find."""
        self.false += 1
        self.errors.append(f"false: {where}")


def plain(name: str) -> str:
    """A name in the form that is compared: without marks and spaces, the party by its full name.

    >>> plain("“双随机、一公开”"), plain("中共重庆市委员会")
    ('双随机一公开', '中国共产党重庆市委员会')
    """
    return _PARTY.sub("中国共产党", _INNER.sub("", name))


def score(found: Mapping[str, Item], gold: Mapping[str, Item]) -> dict[str, Score]:
    """Scores by kind.

    :param found: records by the stem of their file's name, in the form of ``kg extract --format jsonl``.
    :param gold: annotations by stem; those without a record count as missed.
    """
    scores = {kind: Score() for kind in KINDS}
    for stem in sorted(gold):
        wanted, got = gold[stem], found.get(stem)
        if got is None:
            scores["report"].errors.append(f"missed: no record for {stem}")
            got = {}
        for kind in KINDS:
            if kind in wanted:
                _SCORERS[kind](scores[kind], wanted, got, stem)
    return scores


def _report(score: Score, wanted: Item, got: Item, stem: str) -> None:
    facts = got.get("report") or {}
    for name, value in wanted["report"].items():
        have = facts.get(name)
        if have == value or (isinstance(value, str) and isinstance(have, str) and plain(have) == plain(value)):
            score.hits += 1
        else:
            score.missed += 1
            score.errors.append(f"wrong {name}: {stem}: {have!r} for {value!r}")


def _sections(score: Score, wanted: Item, got: Item, stem: str) -> None:
    left = list(got.get("sections", ()))
    for item in wanted["sections"]:
        match = next((s for s in left if abs(s["start"] - item["start"]) <= _NEAR), None)
        if match is None:
            score.miss(f"{stem} {item['heading'][:30]}")
            continue
        left.remove(match)
        score.hits += 1
        role = match.get("role")
        score.attribute("role", role == item["role"], f"{stem} {item['heading'][:24]}: {role} for {item['role']}")
    for item in left:
        score.too_many(f"{stem} {str(item.get('heading'))[:30]}")


def _spans(kind: str, attributes: Sequence[str]) -> Callable[[Score, Item, Item, str], None]:
    """A scorer of things that are matched by their span."""

    def run(score: Score, wanted: Item, got: Item, stem: str) -> None:
        gold, found = _by_span(wanted[kind]), _by_span(got.get(kind, ()))
        optional = [span for span, items in gold.items() if items[0].get("optional")]
        for span, items in gold.items():
            surface = items[0]["surface"]
            if span in optional:
                continue
            if span not in found:
                score.miss(f"{stem} {span} {surface}")
                continue
            score.hits += 1
            for name in attributes:
                want, have = _values(items, name), _values(found[span], name)
                # A document number that is not there is an error too; other attributes may know more than the gold.
                if want or (name == "docnum" and have):
                    score.attribute(name, want == have, f"{stem} {surface}: {have or None} for {want or None}")
        for span, items in found.items():
            if span not in gold and not any(span[0] < end and start < span[1] for start, end in optional):
                score.too_many(f"{stem} {span} {items[0].get('surface')}")

    return run


def _by_span(items: Iterable[Item]) -> dict[tuple[int, int], list[Item]]:
    spans: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for item in items:
        spans[item["start"], item["end"]].append(item)
    return dict(spans)


def _values(items: Iterable[Item], name: str) -> set[str]:
    return {plain(item[name]) for item in items if item.get(name) is not None}


def _measures(score: Score, wanted: Item, got: Item, stem: str) -> None:
    left = list(got.get("measures", ()))
    for item in wanted["measures"]:
        match = next((m for m in left if _same_measure(m, item)), None)
        where = f"{stem} ({item['start']}) {item['surface']} {item['counted']}"
        if match is not None:
            left.remove(match)
        if item.get("optional"):
            continue
        if match is None:
            score.miss(where)
            continue
        score.hits += 1
        for name in ("activity", "year"):
            have = match.get(name)
            score.attribute(name, have == item[name], f"{where}: {have} for {item[name]}")
        counted = match.get("counted")
        score.attribute("counted", bool(_pairs(counted) & _pairs(item["counted"])), f"{where}: {counted!r}")
    for m in left:
        score.too_many(f"{stem} ({m['start']}) {m.get('surface')} {m.get('counted')}")


def _same_measure(found: Item, gold: Item) -> bool:
    overlap: bool = found["start"] < gold["end"] and gold["start"] < found["end"]
    near = abs(float(found["value"]) - gold["value"]) < 1e-6 * max(1, abs(gold["value"]))
    return overlap and near and bool(found["unit"] == gold["unit"])


def _pairs(text: str | None) -> set[str]:
    """Pairs of neighbouring characters; what is counted is right where one of them is shared."""
    text = plain(text or "")
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _programmes(score: Score, wanted: Item, got: Item, stem: str) -> None:
    gold, optional, found = (
        {plain(name): name for name in names}
        for names in (wanted["programmes"], wanted.get("programmes_optional", ()), got.get("programmes", ()))
    )
    score.hits += len(gold.keys() & found.keys())
    for key in gold.keys() - found.keys():
        score.miss(f"{stem} {gold[key]}")
    for key in found.keys() - gold.keys() - optional.keys():
        score.too_many(f"{stem} {found[key]}")


_SCORERS: dict[str, Callable[[Score, Item, Item, str], None]] = {
    "report": _report,
    "sections": _sections,
    "citations": _spans("citations", ("level", "canonical", "docnum", "issuer")),
    "agencies": _spans("agencies", ("canonical", "kind")),
    "measures": _measures,
    "programmes": _programmes,
}


def read_gold(path: Path | str) -> dict[str, Item]:
    """Annotations by stem: of a folder of JSON files, or of one.

    :raises UsageError: there is none. :raises InputError: a file is no annotation.
    """
    path = Path(path)
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    gold: dict[str, Item] = {}
    for file in files:
        try:
            data = json.loads(file.read_text("utf-8"))
        except OSError as error:
            raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
        except ValueError as error:
            raise InputError(f"{file}: is no JSON ({error})") from None
        if not isinstance(data, dict) or not any(kind in data for kind in KINDS):
            raise InputError(f"{file}: is no annotation: it has none of {', '.join(KINDS)}")
        gold[file.stem] = data
    if not gold:
        raise UsageError(f"{path}: there are no annotations (*.json)")
    return gold


def read_found(path: Path | str) -> dict[str, Item]:
    """Records by stem, of a file of JSON lines or of a store folder.

    :raises UsageError: there is neither. :raises InputError: a line is no record.
    """
    path = Path(path)
    if path.is_dir():
        return _from_store(path)
    found = {}
    try:
        lines = path.read_text("utf-8").split("\n")  # JSON may hold other line ends as they are
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is no file of JSON lines in UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
                found[PurePath(record["file"]).stem] = record
            except (ValueError, KeyError, TypeError):
                raise InputError(f"{path}, line {number}: is no record of kg extract --format jsonl") from None
    return found


def _from_store(path: Path) -> dict[str, Item]:
    """The records that a store keeps in its tables."""
    from kg.store import open as open_

    store = open_(path)

    def by_report(name: str) -> dict[str, list[dict[str, Any]]]:
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in store.table(name).collect().iter_rows(named=True):
            rows[row["report"]].append(row)
        return rows

    kinds = dict(store.table("agencies").select("id", "kind").collect().iter_rows())
    tables = {name: by_report(name) for name in ("sections", "citations", "mentions", "measures")}
    found: dict[str, Item] = {}
    for row in store.table("reports").collect().iter_rows(named=True):
        report = row["report"]
        named = tables["mentions"][report]
        facts = {"agency": row["agency_name"], "division": row["division_name"]}
        facts |= {name: row[name] for name in ("division_code", "report_year", "issued", "plan_year")}
        found[PurePath(row["file"]).stem] = {
            "file": row["file"],
            "report": facts,
            "sections": tables["sections"][report],
            "citations": tables["citations"][report],
            "agencies": [
                {**m, "canonical": m["name"], "kind": kinds.get(m["thing"])} for m in named if m["kind"] == "agency"
            ],
            "measures": [{**m, "activity": m["activity_type"]} for m in tables["measures"][report]],
            "programmes": sorted({m["name"] for m in named if m["kind"] == "programme"}),
        }
    return found
