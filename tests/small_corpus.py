"""Five small reports of our own with their records made by hand, and a store of them: answers can be worked out on paper.

========  ==================================  ====  =====================================================================
file      agency                              year  cites
========  ==================================  ====  =====================================================================
a-2021    重庆市巴南区应急管理局              2021  安全生产法 ×2 (once in problems), 行政处罚法, 民法典 (in plans)
a-2022    重庆市巴南区应急管理局              2022  安全生产法, 民法典, 合同法 (repealed on 2021-01-01)
b-2021    天津市河东区司法局                  2021  行政处罚法 ×2, 天津市安全生产条例, a document, one ambiguous
c-2020    重庆市应急管理局                    2020  安全生产法 (version of 2009, replaced on 2014-12-01), 合同法
d-2022    masked                              2022  a book only
========  ==================================  ====  =====================================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import kg.store
from kg.link import uses
from kg.records import Agency, Citation, Measure, Programme, Record, ReportFacts, Section, SourceText, Span
from tests.support import sentence_spans

LAW = {
    "安全生产法": "中华人民共和国安全生产法",
    "行政处罚法": "中华人民共和国行政处罚法",
    "民法典": "中华人民共和国民法典",
    "合同法": "中华人民共和国合同法",
}
TEXTS = {
    "a-2021.txt": (
        "巴南区应急管理局2021年法治政府建设报告\n一、主要举措\n我局学习《安全生产法》第四条和《行政处罚法》。开展“安全生产月”活动。\n"
        "全年实施行政处罚12起，罚款34万元，其中对企业罚款30万元。区司法局审核案卷。\n二、存在问题\n执法力量不足，落实《安全生产法》不够。\n"
        "三、下一年度安排\n宣传《民法典》。\n"
    ),
    "a-2022.txt": (
        "巴南区应急管理局2022年法治政府建设报告\n一、主要举措\n学习《安全生产法》《民法典》《合同法》。\n"
        "实施行政处罚8起，同比增长5起，罚款20万元。开展“安全生产月”活动，落实双随机一公开。\n"
    ),
    "b-2021.txt": (
        "河东区司法局2021年法治政府建设报告\n一、工作情况\n学习《行政处罚法》，培训3场。按照《天津市安全生产条例》和《河东区司法局工作办法》执行。\n"
        "宣传《行政处罚法》。落实《安全条例》。市司法局指导。落实双随机一公开。\n"
    ),
    "c-2020.txt": "重庆市应急管理局2020年法治政府建设报告\n一、成效\n贯彻《安全生产法》《合同法》。行政处罚5件。\n",
    "d-2022.txt": "**区应急管理局2022年法治政府建设报告\n观看《法治中国》。\n",
}
FACTS = {
    "a-2021.txt": ReportFacts("重庆市巴南区应急管理局", "重庆市巴南区", "500113", 2021, "2022-01-10", 2022),
    "a-2022.txt": ReportFacts("重庆市巴南区应急管理局", "重庆市巴南区", "500113", 2022),
    "b-2021.txt": ReportFacts("天津市河东区司法局", "天津市河东区", "120102", 2021),
    "c-2020.txt": ReportFacts("重庆市应急管理局", "重庆市", "500000", 2020),
    "d-2022.txt": ReportFacts(report_year=2022),
}
ROLES = {
    "一、主要举措": "achievements",
    "一、工作情况": "achievements",
    "一、成效": "achievements",
    "二、存在问题": "problems",
    "三、下一年度安排": "plan",
}


def record(file: str) -> Record:
    """The records of one of the reports."""
    text = TEXTS[file]
    sentences = sentence_spans(text)
    heads = sorted((text.find(h), h) for h in ROLES if h in text)
    ends = [*(start for start, _ in heads[1:]), len(text)][: len(heads)]

    def at(surface: str, nth: int = 0) -> dict[str, Any]:
        start = -1
        for _ in range(nth + 1):
            start = text.index(surface, start + 1)
        sentence = next(s for s in sentences if s.start <= start < s.end)
        return {
            "start": start,
            "end": start + len(surface),
            "surface": surface,
            "sentence": Span(sentence.start, sentence.end),
        }

    def law(title: str, nth: int = 0, **more: Any) -> Citation:
        where = at(f"《{title}》", nth)
        return Citation(
            **where,
            title=title,
            level="law",
            canonical=LAW[title],
            resolution="short-form",
            status="in-force",
            rule="hand",
            **more,
        )

    def measure(surface: str, value: float, unit: str, counted: str, activity: str, year: int, **more: Any) -> Measure:
        return Measure(
            **at(surface), value=value, unit=unit, counted=counted, activity=activity, year=year, rule="hand", **more
        )

    def body(surface: str, name: str) -> Agency:
        return Agency(
            **at(surface), canonical=name, function="justice", division=name.removesuffix("司法局"), rule="hand"
        )

    def programme(name: str) -> Programme:
        return Programme(**at(name), name=name, rule="hand")

    citations: list[Citation] = []
    agencies: list[Agency] = []
    measures: list[Measure] = []
    programmes: list[Programme] = []
    if file == "a-2021.txt":
        citations = [
            law("安全生产法", article="第四条", version="2021-06-10"),
            law("行政处罚法"),
            law("安全生产法", 1),
            law("民法典"),
        ]
        agencies = [body("区司法局", "重庆市巴南区司法局")]
        measures = [
            measure("12起", 12, "起", "行政处罚", "penalty", 2021),
            measure("34万元", 340000, "元", "罚款", "penalty", 2021),
            measure("30万元", 300000, "元", "罚款", "penalty", 2021, part_of=1),
        ]
        programmes = [programme("安全生产月")]
    elif file == "a-2022.txt":
        citations = [law("安全生产法"), law("民法典"), law("合同法")]
        measures = [
            measure("8起", 8, "起", "行政处罚", "penalty", 2022),
            measure("5起", 5, "起", "行政处罚", "penalty", 2022, change="increase"),
            measure("20万元", 200000, "元", "罚款", "penalty", 2022),
        ]
        programmes = [programme("安全生产月"), programme("双随机一公开")]
    elif file == "b-2021.txt":
        citations = [
            law("行政处罚法"),
            Citation(
                **at("《天津市安全生产条例》"), title="天津市安全生产条例", level="local_regulation", canonical="天津市安全生产条例",
                place="天津市", resolution="exact", rule="hand",
            ),
            Citation(
                **at("《河东区司法局工作办法》"), title="河东区司法局工作办法", level="document", issuer="天津市河东区司法局",
                act="河东区司法局工作办法", resolution="unknown", rule="hand",
            ),
            law("行政处罚法", 1),
            Citation(
                **at("《安全条例》"), title="安全条例", level="local_regulation", resolution="ambiguous",
                candidates=("天津市安全生产条例", "重庆市安全生产条例"), rule="hand",
            ),
        ]  # fmt: skip
        agencies = [body("市司法局", "天津市司法局")]
        measures = [measure("3场", 3, "场", "培训", "training", 2021)]
        programmes = [programme("双随机一公开")]
    elif file == "c-2020.txt":
        citations = [law("安全生产法", version="2009-08-27"), law("合同法")]
        measures = [measure("5件", 5, "件", "行政处罚", "penalty", 2020)]
    else:
        citations = [Citation(**at("《法治中国》"), title="法治中国", level="work", act="法治中国", rule="hand")]
    return Record(
        SourceText(file, hashlib.sha256(text.encode()).hexdigest(), text),
        FACTS[file],
        tuple(Section(start, end, head, ROLES[head]) for (start, head), end in zip(heads, ends, strict=True)),
        sentences,
        tuple(citations),
        tuple(agencies),
        tuple(measures),
        tuple(programmes),
    )


@dataclass(frozen=True)
class Found:
    """A report as an input of a build."""

    file: str
    path: Path
    member: str | None = None


def find(paths: Iterable[Path]) -> list[Found]:
    """The reports below ``paths``."""
    return [Found(f.name, f) for path in paths for f in sorted(path.glob("*.txt"))]


def understand(found: Found) -> Record:
    """The record of an input."""
    return uses.settle(record(found.file))


#: Two agencies of one function, in another order than their names.
TOGETHER = "重庆市应急管理局、重庆市巴南区应急管理局"


def understand_joint(found: Found) -> Record:
    """The record of an input, where two agencies report together on 2022."""
    record = understand(found)
    if found.file != "a-2022.txt":
        return record
    return replace(record, report=replace(record.report, agency=TOGETHER))


def build(folder: Path, understand: Callable[[Found], Record] = understand) -> Path:
    """A store of the five reports in ``folder``."""
    texts = folder / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, "utf-8")
    kg.store.build([texts], folder / "small.kg", find=find, understand=understand)
    return folder / "small.kg"
