"""Helpers for tests: records made from the hand-made annotations, small reports of our own, small stores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts, Section, SourceText, Span

#: Where the real reports and their annotations are, if this machine has them.
SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Sentences by the marks 。！？； and line ends; enough for tests."""
    spans, start = [], 0
    for index, character in enumerate(text):
        if character in "。！？；\n":
            if text[start : index + 1].strip():
                spans.append(Span(start, index + 1))
            start = index + 1
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return tuple(spans)


def record_from_gold(annotation: Path, report: Path, file: str | None = None) -> Record:
    """The record that a gold annotation describes.

    :param annotation: a JSON file in the form of the annotation guidelines.
    :param report: the report's text in UTF-8.
    """
    data = json.loads(annotation.read_text("utf-8"))
    raw = report.read_bytes()
    text = raw.decode("utf-8")
    source = SourceText(file or report.name, hashlib.sha256(raw).hexdigest(), text)
    sentences = sentence_spans(text)

    def at(offset: int) -> Span | None:
        return next((s for s in sentences if s.start <= offset < s.end), None)

    def known(kind: type, item: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in item.items() if key in kind.__dataclass_fields__}

    starts = [s["start"] for s in data["sections"]] + [len(text)]
    year = data["report"]["report_year"]
    return Record(
        source=source,
        report=ReportFacts(**data["report"]),
        sections=tuple(
            Section(s["start"], end, s["heading"], s["role"]) for s, end in zip(data["sections"], starts[1:], strict=True)
        ),
        sentences=sentences,
        citations=tuple(
            Citation(**known(Citation, c), resolution="exact" if c["canonical"] else "unknown", rule="gold", sentence=at(c["start"]))
            for c in data["citations"]
        ),
        agencies=tuple(Agency(**known(Agency, a), rule="gold", sentence=at(a["start"])) for a in data["agencies"]),
        measures=tuple(Measure(**{**known(Measure, m), "year": m.get("year", year)}, rule="gold", sentence=at(m["start"])) for m in data["measures"]),
        programmes=tuple(
            Programme(start, start + len(name), name, name, rule="gold", sentence=at(start))
            for name in data["programmes"]
            if (start := text.find(name)) >= 0
        ),
    )


def gold_records() -> list[Record]:
    """The records of all annotated real reports, or none where they are not at hand."""
    folder = SHARED / "gold"
    return [record_from_gold(f, SHARED / "reports" / f"{f.stem}.txt") for f in sorted(folder.glob("*.json"))]


@dataclass(frozen=True)
class GoldFound:
    """An input of a build that stands for an annotated report."""

    file: str
    path: Path
    member: str | None = None


def gold_find(paths: Iterable[Path]) -> list[GoldFound]:
    """Inputs for :func:`kg.store.build`: the text files below ``paths``."""
    files: list[Path] = []
    for path in paths:
        files += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return [GoldFound(f.name, f) for f in files]


def gold_record(found: GoldFound) -> Record:
    """What reading, extracting and linking a real report should give; an unannotated one has only its text."""
    annotation = SHARED / "gold" / f"{Path(found.file).stem}.json"
    if annotation.exists():
        return record_from_gold(annotation, found.path, found.file)
    raw = found.path.read_bytes()
    text = raw.decode("utf-8")
    source = SourceText(found.file, hashlib.sha256(raw).hexdigest(), text)
    return Record(source=source, sentences=sentence_spans(text))


def with_name(record: Record, file: str) -> Record:
    """The same record under another file name."""
    return replace(record, source=replace(record.source, file=file))
