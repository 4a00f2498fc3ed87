"""A store of a few small reports whose networks can be counted by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.link import uses
from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts, SourceText
from tests.support import sentence_spans

ACTS = {"宪法": "中华人民共和国宪法", "行政处罚法": "中华人民共和国行政处罚法", "民法典": "中华人民共和国民法典"}
DIVISIONS = {"甲县司法局": ("四川省甲县", None), "乙区公安局": ("四川省乙区", None), "丙市税务局": ("重庆市丙市", None)}

#: File → agency, year and the text. 《…》 are citations, ［…］ programmes, 【…】 other agencies, 罚款N元 penalties.
REPORTS: dict[str, tuple[str | None, int | None, str]] = {
    "a20": ("甲县司法局", 2020, "学习《宪法》。贯彻《宪法》和《行政处罚法》，罚款300元。参加［双随机］。"),
    "a21": ("甲县司法局", 2021, "学习《行政处罚法》。开展［双随机］，会同【乙区公安局】。"),
    "b20": ("乙区公安局", 2020, "学习《宪法》。依据《行政处罚法》罚款200元，罚款100元。依据《民法典》调解。"),
    "b21": ("乙区公安局", 2021, "学习《宪法》。与【甲县司法局】、【甲县司法局】会商。"),
    "c20": ("丙市税务局", 2020, "学习《宪法》。开展［双随机］。"),
    "joint": ("甲县司法局、丙市税务局", 2021, "学习《民法典》。"),
    "masked": (None, 2021, "学习《宪法》。"),
    "undated": ("丙市税务局", None, "学习《民法典》。学习《民法典》。"),
}


@dataclass(frozen=True)
class Found:
    file: str
    path: Path
    member: str | None = None


def understand(found: Found) -> Record:
    """The record of one of the reports above."""
    import re

    agency, year, _ = REPORTS[Path(found.file).stem]
    text = found.path.read_text("utf-8")
    spans = sentence_spans(text)

    def around(match: re.Match[str]) -> dict[str, Any]:
        start, end = match.span()
        return {
            "start": start,
            "end": end,
            "surface": match[0],
            "sentence": next(s for s in spans if s.start <= start < s.end),
        }

    division = DIVISIONS.get((agency or "").split("、")[0], (None, None))[0]
    record = Record(
        source=SourceText(found.file, hashlib.sha256(text.encode()).hexdigest(), text),
        report=ReportFacts(agency=agency, division=division, report_year=year),
        sentences=spans,
        citations=tuple(
            Citation(title=m[1], level="law", canonical=ACTS[m[1]], resolution="exact", **around(m))
            for m in re.finditer("《(.+?)》", text)
        ),
        agencies=tuple(
            Agency(canonical=m[1], division=DIVISIONS[m[1]][0], **around(m)) for m in re.finditer("【(.+?)】", text)
        ),
        measures=tuple(
            Measure(value=float(m[1]), unit="元", counted="罚款", activity="penalty", year=year, **around(m))
            for m in re.finditer(r"罚款(\d+)元", text)
        ),
        programmes=tuple(Programme(name=m[1], **around(m)) for m in re.finditer("［(.+?)］", text)),
    )  # fmt: skip
    return uses.settle(record)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The opened store."""
    import kg.store

    folder = tmp_path_factory.mktemp("networks")
    for name, (_, _, text) in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def find(paths: Any) -> list[Found]:
        return [Found(path.name, path) for path in sorted(folder.glob("*.txt"))]

    kg.store.build([folder], folder / "small.kg", find=find, understand=understand)
    return kg.store.open(folder / "small.kg")
