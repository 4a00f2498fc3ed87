"""Helpers for tests: records made from the hand-made annotations, small reports of our own, small stores."""

from __future__ import annotations

import hashlib
import io
import json
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.link import uses
from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts, Section, SourceText, Span

if TYPE_CHECKING:
    from kg.store import Summary

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
    record = Record(
        source=source,
        report=ReportFacts(**data["report"]),
        sections=tuple(
            Section(s["start"], end, s["heading"], s["role"])
            for s, end in zip(data["sections"], starts[1:], strict=True)
        ),
        sentences=sentences,
        citations=tuple(
            Citation(
                **known(Citation, c),
                resolution="exact" if c["canonical"] else "unknown",
                rule="gold",
                sentence=at(c["start"]),
            )
            for c in data["citations"]
        ),
        agencies=tuple(Agency(**known(Agency, a), rule="gold", sentence=at(a["start"])) for a in data["agencies"]),
        measures=tuple(
            Measure(**{**known(Measure, m), "year": m.get("year", year)}, rule="gold", sentence=at(m["start"]))
            for m in data["measures"]
        ),
        programmes=tuple(
            Programme(start, start + len(name), name, name, rule="gold", sentence=at(start))
            for name in data["programmes"]
            if (start := text.find(name)) >= 0
        ),
    )
    return uses.settle(record)


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


# -- small reports of our own ---------------------------------------------------------------------------------------------

#: A report in a form that :func:`toy_record` understands: facts in the first line, then sentences.
TOY = """{agency}|{division}|{year}
一、主要举措
{sentences}
"""
_TITLE = re.compile(r"《([^》]+)》")
_NUMBER = re.compile(r"(检查|处罚)(\d+)(家次|起)")
_BODY = re.compile(r"(?:市|区)司法局")


def toy_report(agency: str | None, year: int | None, *sentences: str, division: str = "重庆市巴南区") -> str:
    """The text of a small report."""
    lines = "\n".join(f"{s}。" for s in sentences)
    return TOY.format(agency=agency or "", division=division if agency else "", year=year or "", sentences=lines)


def toy_record(found: Any) -> Record:
    """The record of a small report: titles are citations, 检查/处罚 with a number measures, 区司法局 a mention."""
    raw = found.path.read_bytes()
    text = raw.decode("utf-8")
    if not text.strip():
        raise InputError(f"{found.file}: is empty")
    agency, division, year = text.split("\n", 1)[0].split("|")
    sentences = sentence_spans(text)

    def at(offset: int) -> Span | None:
        return next((s for s in sentences if s.start <= offset < s.end), None)

    heading = text.index("一、")
    record = Record(
        source=SourceText(found.file, hashlib.sha256(raw).hexdigest(), text),
        report=ReportFacts(agency or None, division or None, None, int(year) if year else None),
        sections=(Section(heading, len(text), "一、主要举措", "achievements"),),
        sentences=sentences,
        citations=tuple(
            Citation(
                m.start(), m.end(), m[0], m[1],
                level="law" if m[1].endswith("法") else "document",
                canonical=f"中华人民共和国{m[1]}" if m[1].endswith("法") else None,
                resolution="short-form" if m[1].endswith("法") else "unknown",
                rule="toy", sentence=at(m.start()),
            )
            for m in _TITLE.finditer(text)
        ),
        agencies=tuple(
            Agency(m.start(), m.end(), m[0], f"{division}司法局" if division else None, sentence=at(m.start()))
            for m in _BODY.finditer(text)
        ),
        measures=tuple(
            Measure(
                m.start(2), m.end(), m[2] + m[3], float(m[2]), m[3], m[1],
                "inspection" if m[1] == "检查" else "penalty", int(year) if year else None, sentence=at(m.start()),
            )
            for m in _NUMBER.finditer(text)
        ),
    )  # fmt: skip
    return uses.settle(record)


def slow_record(found: Any) -> Record:
    """As :func:`toy_record`, after a while."""
    time.sleep(0.3)
    return toy_record(found)


def toy_find(paths: Iterable[Path]) -> list[GoldFound]:
    """The files below ``paths``, by their names."""
    files: list[Path] = []
    for path in paths:
        files += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return [GoldFound(f.name, f) for f in files]


def toy_build(source: Path, target: Path, **options: Any) -> Summary:
    """Build a store from small reports."""
    import kg.store

    return kg.store.build([source], target, find=toy_find, understand=toy_record, **options)


def dumped(store: Path) -> bytes:
    """All that a store states, as N-Quads."""
    import kg.store

    file = io.BytesIO()
    kg.store.dump(kg.store.open(store), file, "nq")
    return file.getvalue()


def toy_corpus(folder: Path) -> Path:
    """A folder with four small reports: two agencies, two years, one masked."""
    folder.mkdir(parents=True, exist_ok=True)
    banan, hedong = "重庆市巴南区应急管理局", "天津市河东区应急管理局"
    reports = {
        "banan-2020.txt": toy_report(
            banan, 2020, "学习《安全生产法》和《行政处罚法》", "全年检查120家次，处罚8起", "会同区司法局开展培训"
        ),
        "banan-2021.txt": toy_report(
            banan, 2021, "宣传《安全生产法》", "落实《关于加强执法的通知》", "全年检查200家次"
        ),
        "hedong-2021.txt": toy_report(
            hedong, 2021, "宣传《安全生产法》《民法典》", "处罚15起", division="天津市河东区"
        ),
        "masked.txt": toy_report(None, 2021, "宣传《安全生产法》", "处罚3起"),
    }
    for name, text in reports.items():
        (folder / name).write_text(text, "utf-8")
    return folder
