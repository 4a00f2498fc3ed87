"""A store of made reports with figures of every state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.link import uses
from kg.records import Citation, Measure, Record, ReportFacts, SourceText
from tests.support import sentence_spans

TEXTS = {
    "a20": ("甲县司法局", 2020, "罚款300元。再次：罚款300元。罚款5元。罚款0宗。办结**件。学习《宪法》。"),
    "a21": ("甲县司法局", 2021, "办结率90%，满意率80%。"),
    "b20": ("乙区公安局", 2020, "没有数字。"),
    "masked": (None, 2020, "罚款7元。"),
    "joint": ("丙市税务局、丁县税务局", 2020, "罚款9元。"),
    "extra": ("乙区公安局", 2020, "罚款1元。"),
    "parts": ("戊市海关", 2020, "罚款10元，其中罚款4元；罚款增长3元；去年罚款2元。"),
}


@dataclass(frozen=True)
class Found:
    file: str
    path: Path
    member: str | None = None


def understand(found: Found) -> Record:
    import re

    agency, year, _ = TEXTS[Path(found.file).stem]
    text = found.path.read_text("utf-8")
    spans = sentence_spans(text)
    measures = []
    for match in re.finditer(r"(\d+)(元|宗|%)", text):
        before = text[: match.start()]
        measures.append(
            Measure(
                match.start(), match.end(), match[0], float(match[1]), match[2], "罚款", "penalty",
                2019 if before.endswith("去年罚款") else year,
                change="increase" if before.endswith("增长") else None,
                part_of=0 if before.endswith("其中罚款") else None,
                sentence=next(s for s in spans if s.start <= match.start() < s.end),
            )
        )  # fmt: skip
    citations = [
        Citation(
            m.start(), m.end(), m[0], "宪法", level="constitution", canonical="中华人民共和国宪法", resolution="exact"
        )
        for m in re.finditer("《宪法》", text)
    ]
    record = Record(
        source=SourceText(found.file, hashlib.sha256(text.encode()).hexdigest(), text),
        report=ReportFacts(agency=agency, report_year=year),
        sentences=spans,
        citations=tuple(citations),
        measures=tuple(measures),
    )
    return uses.settle(record)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    import kg.store

    folder = tmp_path_factory.mktemp("panel")
    for name, (_, _, text) in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def find(paths: Any) -> list[Found]:
        return [Found(path.name, path) for path in sorted(folder.glob("*.txt"))]

    kg.store.build([folder], folder / "made.kg", find=find, understand=understand)
    return kg.store.open(folder / "made.kg")
