"""What a store holds, in numbers, each with its one definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from kg.store.source import Source


@dataclass(frozen=True, slots=True)
class Definition:
    """A count.

    :param zh: its name and definition in Chinese, with a colon between them; ``en`` in English.
    :param pattern: of the query that counts it: how often ``?x`` is found, each thing once.
    """

    zh: str
    en: str
    pattern: str

    def words(self, language: str) -> tuple[str, str]:
        """Name and definition in ``zh`` or ``en``."""
        name, _, text = self.zh.partition("：") if language == "zh" else self.en.partition(": ")
        return name, text


#: The counts, in the order in which they are shown.
DEFINITIONS: dict[str, Definition] = {
    "reports": Definition("报告：读入并写入图谱的报告", "reports: reports read and in the graph", "?x a fz:Report"),
    "reporting_agencies": Definition(
        "报告机关：至少有一份报告的机关", "reporting agencies: agencies with a report at least", "?r fz:issuedBy ?x"
    ),
    "sections": Definition("部分：报告的一级标题", "sections: top-level headings of reports", "?x a fz:Section"),
    "citations": Definition(
        "引用：报告中每一处提到法律文件或文献的地方；统称几部法律的（行政三法）各计一次",
        "citations: each place where a report names an act, document or work; a name for several acts (行政三法) is one of each",
        "?x a fz:Citation",
    ),
    "cited_acts": Definition(
        "被引文件：至少被引用一次的法律、法规、规章和其他文件，每部计一次；书籍、影片等文献不算，有歧义的引用不计",
        "cited acts: statutes, rules and documents cited at least once, each once; books and films are none, ambiguous citations"
        " count for none",
        "?c fz:citesAct ?x . ?c a fz:Citation . ?x a fz:Act",
    ),
    "acts": Definition(
        "法律文件：图谱中的法律、法规、规章和其他文件；除被引文件外，还有废止被引文件的、有歧义的引用可能所指的，所以不少于被引文件",
        "acts: statutes, rules and documents in the graph: those cited, and besides them those that repeal a cited one or that an"
        " ambiguous citation may mean; so never fewer than are cited",
        "?x a fz:Act",
    ),
    "unresolved": Definition(
        "未识别的引用：没有对应到已知法律文件的引用",
        "unresolved citations: those that match no known act",
        "?x fz:resolution <https://w3id.org/fazhi/ontology/resolution/unknown>",
    ),
    "ambiguous": Definition(
        "有歧义的引用：可能指几部法律文件的引用",
        "ambiguous citations: those that fit several acts",
        "?x fz:resolution <https://w3id.org/fazhi/ontology/resolution/ambiguous>",
    ),
    "citations_original": Definition(
        "非套话的引用：所在句子不见于其他机关的报告，也不见于本机关以前年度的报告",
        "citations outside boilerplate: in sentences that stand in no other agency's report and no earlier one of the same",
        "?x a fz:Citation FILTER NOT EXISTS { ?x fz:evidence/fz:sentence/fz:boilerplate ?kind }",
    ),
    "agencies": Definition(
        "机关和组织：图谱中的机关、单位和其他组织；除报告中出现的外，还有作报告的机关和法律文件的制定机关",
        "agencies: bodies and organisations in the graph: those that reports name, and besides them those that report or issued an act",
        "?x a fz:Agency",
    ),
    "mentions": Definition(
        "提及：报告中每一处提到机关或工作品牌的地方",
        "mentions: each place where a report names an agency or a programme",
        "?x a fz:Mention",
    ),
    "activities": Definition(
        "活动：同一句中同类、同年、同一对象的计数为一项",
        "activities: counts of one kind, year and object in one sentence make one",
        "?x a fz:Activity",
    ),
    "measures": Definition("数值：带单位的计数", "measures: numbers with a unit", "?x a fz:Measure"),
    "measures_original": Definition(
        "非套话的数值：所在句子不见于其他机关的报告，也不见于本机关以前年度的报告",
        "measures outside boilerplate: in sentences that stand in no other agency's report and no earlier one of the same",
        "?x a fz:Measure FILTER NOT EXISTS { ?x fz:evidence/fz:sentence/fz:boilerplate ?kind }",
    ),
    "boilerplate": Definition(
        "套话：图谱中（载有事实或在存在问题部分）与其他机关报告或本机关以前年度报告一字不差的句子",
        "boilerplate: sentences of the graph (with facts, or on problems) that stand word for word in other agencies' reports or an"
        " earlier one of the same",
        "?x fz:boilerplate ?kind",
    ),
    "programmes": Definition(
        "工作品牌：报告中出现的专项行动、活动和制度", "programmes: named campaigns and systems", "?x a fz:Programme"
    ),
    "divisions": Definition(
        "行政区划：图谱中的行政区划和功能区", "divisions: divisions and zones in the graph", "?x a fz:Division"
    ),
    "statements": Definition(
        "陈述：默认图中的三元组，即关于报告和事物的陈述",
        "statements: triples of the default graph, which are about reports and things",
        "",
    ),
    "triples": Definition("三元组：包括本体、来源和问题", "triples: with ontology, provenance and questions", ""),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a store, with what it counts."""

    name: str
    value: int
    definition: Definition


def stats(store: Source) -> list[Count]:
    """The counts of a store; they were made when it was built, those of an endpoint are asked for."""
    return defined(store.manifest.counts or count(store.rows, store.base))


def defined(counts: Mapping[str, int]) -> list[Count]:
    """Counts with their definitions, in the order in which they are shown."""
    return [Count(name, counts[name], d) for name, d in DEFINITIONS.items() if name in counts]


def count(rows: Callable[[str], list[tuple[Any, ...]]], base: str | None = None) -> dict[str, int]:
    """All counts, by asking the graph.

    :param rows: answers a query.
    :param base: of the data; with it only the named graphs of this base count, since a server may hold others.
    """
    found = {}
    header = f"PREFIX fz: <{PREFIXES['fz']}> "

    def number(query: str) -> int:
        return int(rows(query)[0][0].value)

    for name, definition in DEFINITIONS.items():
        if definition.pattern:
            found[name] = number(f"{header} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {definition.pattern} }}")
    ours = "" if base is None else f'FILTER(STRSTARTS(STR(?g), "{base}graph/"))'
    found["statements"] = number("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    found["triples"] = found["statements"] + number(
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}"
    )
    return found
