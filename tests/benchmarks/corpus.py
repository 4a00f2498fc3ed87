"""Synthetic reports for benchmarks: any number of them, from a seed, with every planted fact known.

The sentences are made by a small grammar whose choices are drawn anew each time, so that no cache of words or sentences
flatters a measurement; acts and places are those of the catalogue. What is planted is told with its span, so that a
benchmark also checks that nothing was missed for the sake of speed.

    python tests/benchmarks/corpus.py FOLDER 10000          # about 100 MB in UTF-8
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg import resources

ORGANS = (
    "应急管理局 市场监督管理局 司法局 教育局 民政局 财政局 交通运输局 农业农村局 水利局 审计局 统计局 卫生健康委员会 "
    "自然资源局 生态环境局 医疗保障局 退役军人事务局 商务局 城市管理局 公安局 信访局"
).split()
MEANS = "认真 扎实 持续 全面 深入 稳步 着力 切实 严格 大力 统筹 积极".split()
DEEDS = "推进 落实 加强 完善 规范 健全 深化 优化 改进 细化 强化 提升".split()
THINGS = (
    "工作机制 执法程序 监管方式 内部监督 队伍建设 服务质量 责任体系 风险防控 信息公开 普法宣传 案件办理 学习培训 决策程序 "
    "窗口服务 基层治理 纠纷化解 权力运行 考核评价 部门协作 档案管理"
).split()
ENDS = "取得新的进展 形成长效机制 得到群众认可 逐步走上正轨 成效较为明显 为全年目标打下基础 有力保障了民生 不断向好".split()
#: What is counted: words before the number, unit, least and greatest value.
COUNTED = (
    ("开展执法检查", "家次", 20, 9000),
    ("发现并督促整改隐患", "处", 5, 4000),
    ("办结行政处罚案件", "件", 2, 600),
    ("罚款金额", "万元", 1, 900),
    ("组织法治培训", "场", 2, 60),
    ("培训执法人员", "人次", 20, 3000),
    ("发放宣传资料", "份", 200, 90000),
    ("办理行政许可", "件", 10, 20000),
    ("审查合同", "份", 2, 300),
    ("调解矛盾纠纷", "件", 3, 900),
    ("开展应急演练", "次", 1, 40),
    ("办理行政复议案件", "件", 1, 50),
)


@dataclass(slots=True)
class Report:
    """A synthetic report and what was planted in it, as ``(start, end, what)`` in code points."""

    name: str
    year: int
    agency: str
    text: str = ""
    citations: list[tuple[int, int, str]] = field(default_factory=list)
    agencies: list[tuple[int, int, str]] = field(default_factory=list)
    measures: list[tuple[int, int, str]] = field(default_factory=list)


class _Writer:
    """Joins pieces and remembers where the planted ones came to stand."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> tuple[int, int]:
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        return start, self._length

    def text(self) -> str:
        return "".join(self._pieces)


@cache
def _acts() -> list[tuple[str, str]]:
    """(short title, canonical title) of national laws and regulations that are cited by one of the two."""
    return [
        (row["title"].removeprefix("中华人民共和国"), row["title"])
        for row in resources.rows("acts.tsv")
        if row["level"] in ("law", "administrative_regulation")
        and "关于" not in row["title"]
        and "（" not in row["title"]
    ]


@cache
def _places() -> list[tuple[str, str]]:
    """(full path, type of division) of counties and districts that exist under one code today."""
    divisions = {row["code"]: row for row in resources.rows("divisions.tsv")}
    places = []
    for row in divisions.values():
        name = row["name"]
        if row["level"] != "county" or row["valid_to"] or len(name) < 3 or name[-1] not in "区县":
            continue
        path, parent = name, divisions.get(row["parent"])
        while parent is not None and parent["name"] not in ("市辖区", "县"):
            path, parent = parent["name"] + path, divisions.get(parent["parent"])
        if row["parent"] in divisions:
            places.append((path, name[-1]))
    return places


def reports(count: int, seed: int = 0, characters: int = 3300, density: float = 1.0) -> Iterator[Report]:
    """``count`` reports of about ``characters`` code points each; the same seed gives the same reports.

    :param density: the share of sentences that state facts; real reports are about as dense as 0.35 makes these.
    """
    draw = random.Random(seed)
    for index in range(count):
        yield _report(draw, index, characters, density)


def _report(draw: random.Random, index: int, characters: int, density: float) -> Report:
    place, kind = draw.choice(_places())
    organ = draw.choice(ORGANS)
    year = draw.randint(2018, 2025)
    report = Report(f"{index:06d}-{year}.txt", year, place + organ)
    out = _Writer()
    report.agencies.append((*out.add(report.agency), report.agency))
    out.add(f"\n{year}年法治政府建设情况报告\n\n{year}年，")
    out.add(f"本单位{_filler(draw)}。现将情况报告如下：\n一、主要举措和成效\n")
    number = 1
    while out._length < characters * 0.8:
        out.add(f"（{_chinese(number)}）{draw.choice(MEANS)}{draw.choice(DEEDS)}{draw.choice(THINGS)}。")
        for _ in range(draw.randint(2, 5)):
            if density < 1 and draw.random() >= density:
                out.add(f"{_filler(draw)}。")
            else:
                _sentence(draw, out, report, place, kind)
        out.add("\n")
        number += 1
    out.add(f"二、存在的不足和原因\n{_filler(draw)}，但是还有差距；{draw.choice(THINGS)}有待{draw.choice(DEEDS)}。\n")
    out.add(f"三、{year + 1}年主要安排\n{_filler(draw)}。{_filler(draw)}。\n\n")
    report.agencies.append((*out.add(report.agency), report.agency))
    out.add(f"\n{year + 1}年{draw.randint(1, 3)}月{draw.randint(1, 28)}日\n")
    report.text = out.text()
    return report


def _sentence(draw: random.Random, out: _Writer, report: Report, place: str, kind: str) -> None:
    out.add(f"{draw.choice(MEANS)}{draw.choice(DEEDS)}{draw.choice(THINGS)}，")
    choice = draw.random()
    if choice < 0.35:
        out.add("学习贯彻" if draw.random() < 0.5 else "按照")
        title, canonical = draw.choice(_acts())
        written = canonical if draw.random() < 0.3 else title
        report.citations.append((*out.add(f"《{written}》"), canonical))
        out.add("的要求，" if draw.random() < 0.5 else "，")
    elif choice < 0.55:
        organ = draw.choice(ORGANS)
        out.add("会同")
        report.agencies.append((*out.add(kind + organ), place + organ))
        out.add(f"{draw.choice(DEEDS)}{draw.choice(THINGS)}，")
    for words, unit, least, most in draw.sample(COUNTED, draw.randint(1, 2)):
        out.add(words)
        value = draw.randint(least, most)
        number = f"{value / 100:.2f}" if unit == "万元" and draw.random() < 0.5 else str(value)
        report.measures.append((*out.add(number + unit), unit))
        out.add("，")
    out.add(f"{draw.choice(ENDS)}。")


def _filler(draw: random.Random) -> str:
    return "，".join(
        f"{draw.choice(MEANS)}{draw.choice(DEEDS)}{draw.choice(THINGS)}" for _ in range(draw.randint(2, 4))
    )


def _chinese(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("十" if tens == 1 else digits[tens] + "十")) + (
        digits[ones] if ones or not tens else ""
    )


def write(folder: Path, count: int, seed: int = 0) -> int:
    """Write ``count`` reports below ``folder``, a thousand to a subfolder; the number of bytes written."""
    written = 0
    for index, report in enumerate(reports(count, seed)):
        below = folder / f"{index // 1000:03d}"
        below.mkdir(parents=True, exist_ok=True)
        written += (below / report.name).write_bytes(report.text.encode())
    return written


if __name__ == "__main__":
    target, number = Path(sys.argv[1]), int(sys.argv[2])
    print(f"{number} reports, {write(target, number) / 1e6:.1f} MB in {target}")
