"""Reports for benchmarks of stores: many agencies and years, sentences of the test and sample reports in random order.

Those of :mod:`tests.benchmarks.corpus` hold what a reader has to find; these hold what a store has to hold: also papers that no
catalogue knows, ambiguous titles, programmes, acts named in plans and under problems.

    python -m tests.benchmarks.mixed FOLDER 1000
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.corpus import ORGANS, _places

_ROOT = Path(__file__).parents[2]
_HEADS = {
    "achievements": "主要举措和成效",
    "problems": "存在的问题",
    "leadership": "负责人履职情况",
    "plan": "下一年度安排",
}
#: Sentences of each part of a report.
_SENTENCES = {"achievements": (25, 45), "problems": (4, 8), "leadership": (6, 10), "plan": (6, 12)}


def sentences() -> dict[str, list[str]]:
    """The sentences of the test and sample reports, by the role of the section that they stand in."""
    import kg

    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted([*(_ROOT / "tests" / "reports").glob("*.txt"), *(_ROOT / "data" / "sample").glob("*.txt")]):
        record = kg.extract(file)
        text = record.source.text
        for sentence in record.sentences:
            section = record.section_at(sentence.start)
            words = " ".join(text[sentence.start : sentence.end].split())
            if section is not None and len(words) > 12 and words[-1] in "。；":
                found[record.sections[section].role].append(words)
    return found


def write(folder: Path, count: int, seed: int = 0) -> None:
    """Write ``count`` reports below ``folder``: each agency reports on some years in a row."""
    draw = random.Random(seed)
    stock = {role: said for role, said in sentences().items() if role in _HEADS}
    number = 0
    while number < count:
        place, _ = draw.choice(_places())
        agency = place + draw.choice(ORGANS)
        first = draw.randint(2017, 2021)
        for year in range(first, first + draw.randint(2, 5)):
            below = folder / f"{number // 1000:03d}"
            below.mkdir(parents=True, exist_ok=True)
            (below / f"{number:06d}-{year}.txt").write_text(_report(draw, stock, agency, year), "utf-8")
            number += 1
            if number == count:
                return


def _report(draw: random.Random, stock: dict[str, list[str]], agency: str, year: int) -> str:
    parts = [f"{agency}{year}年法治政府建设情况报告\n"]
    for index, (role, (least, most)) in enumerate(_SENTENCES.items()):
        said = draw.sample(stock[role], min(len(stock[role]), draw.randint(least, most)))
        lines = ["".join(said[i : i + 4]) for i in range(0, len(said), 4)]
        parts.append(f"{'一二三四'[index]}、{_HEADS[role]}\n" + "\n".join(lines))
    return "\n".join([*parts, agency, f"{year + 1}年1月{draw.randint(1, 28)}日\n"])


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
