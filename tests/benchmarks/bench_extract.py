"""How fast a text becomes a graph, beside jieba on the same text, in the same run, on one core.

    python -m tests.benchmarks.bench_extract [--full] [FOLDER …]   # with reports of your own, too
    python -m tests.benchmarks.bench_extract --check               # only whether what was planted is found

Extraction is everything from the decoded text to the bytes of its N-Quads, links included. Each corpus is read once to warm
the word lists, then again and again in turn with ``jieba.lcut``; the fastest round of each counts, by the processor's time.
What is wrong fails the run (facts of the generated reports that were missed), what is slow only shows in the table.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import logging
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from kg.extract import extract
from kg.graph.report import shard
from kg.link import link
from kg.records import Record, SourceText
from kg.resources import folder
from tests.benchmarks import corpus
from tests.benchmarks.report import Row

#: The steps of an extraction, each a function of a module; a step's time is without that of the steps it calls.
STAGES = (
    ("clean the text", "kg.extract.view", "view"),
    ("sections", "kg.extract.sections", "find"),
    ("sentences", "kg.extract.sentences", "split"),
    ("titles", "kg.extract.titles", "scan"),
    ("document numbers", "kg.extract.docnums", "scan"),
    ("citations", "kg.extract.citations", "find"),
    ("agencies", "kg.extract.agencies", "find"),
    ("report facts", "kg.extract.report", "find"),
    ("quantities", "kg.extract.quantities", "find"),
    ("words and frames", "kg.extract.frames", "read"),
    ("measures", "kg.extract.measures", "find"),
    ("programmes", "kg.extract.programmes", "find"),
    ("link the report", "kg.link.report", "resolve"),
    ("link acts", "kg.link.acts", "resolve"),
    ("link agencies", "kg.link.agencies", "resolve"),
)
#: So many times as fast as jieba the extraction is to be.
GOAL = 4
#: At least so much of what was planted must be found.
RECALL = 0.99
Work = Callable[[str], object]


def source(text: str, name: str = "benchmark") -> SourceText:
    """A text as the readers give it."""
    return SourceText(name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text)


def whole(text: str) -> int:
    """The whole extraction; the length of the quads that it gives."""
    made = shard(link(extract(source(text))))
    return len(made.own) + sum(map(len, made.shared))


def seconds(work: Work, texts: Sequence[str]) -> float:
    """The processor's time for ``work`` over all texts."""
    gc.collect()
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def fastest(works: dict[str, Work], texts: Sequence[str], rounds: int) -> dict[str, float]:
    """The least time of each kind of work, done in turn so that a busy moment of the machine meets them all."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work, texts))
    return best


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Sums up what each of the stages takes while the block runs."""
    spent: dict[str, float] = defaultdict(float)
    running: list[float] = []  # the time that the calls inside each running stage have taken

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            running.append(0.0)
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                took = time.perf_counter() - began
                spent[name] += took - running.pop()
                if running:
                    running[-1] += took

        return call

    with ExitStack() as stack:
        for name, module, function in STAGES:
            here = import_module(module)
            stack.enter_context(mock.patch.object(here, function, timed(name, getattr(here, function))))
        yield spent


def stages(texts: Sequence[str]) -> dict[str, float]:
    """The time of each stage and of what is between them; ``quads`` for writing."""
    with measured() as spent:
        quads = 0.0
        began = time.perf_counter()
        for text in texts:
            record = link(extract(source(text)))
            start = time.perf_counter()
            shard(record)
            quads += time.perf_counter() - start
        took = time.perf_counter() - began
    found = {name: spent[name] for name, _, _ in STAGES} | {"quads": quads}
    return found | {"the rest": took - sum(found.values())}


def jieba_lcut() -> Work:
    """jieba's own segmentation as everybody calls it."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = None
    cut: Work = jieba.lcut
    cut("预热")
    return cut


def spacy_matcher() -> Work:
    """spaCy's blank Chinese with jieba's words, and a Matcher for numbers with a unit and titles between marks."""
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.max_length = 100_000_000
    matcher = Matcher(nlp.vocab)
    matcher.add("quantity", [[{"LIKE_NUM": True}, {"TEXT": {"REGEX": "^[件次人份家万场处起项名]"}}]])
    matcher.add("title", [[{"TEXT": "《"}, {"TEXT": {"NOT_IN": ["》"]}, "OP": "+"}, {"TEXT": "》"}]])

    def work(text: str) -> object:
        with nlp.memory_zone():
            return len(matcher(nlp(text)))

    return work


def compared(name: str, texts: Sequence[str], cut: Work, rounds: int) -> Iterator[Row]:
    """The figures of one corpus: both rates, their ratio, and what each stage takes."""
    characters = sum(map(len, texts))
    for text in texts:
        whole(text)
    best = fastest({"jieba.lcut": cut, "extraction": whole}, texts, rounds)
    rate = f"million characters a second, {len(texts)} texts, {characters:,} characters"
    for label, took in best.items():
        yield Row(f"{name}: {label}", characters / took / 1e6, rate)
    yield Row(f"{name}: ratio", best["jieba.lcut"] / best["extraction"], "× jieba.lcut", f"{GOAL} is the goal")
    spent = stages(texts)
    total = sum(spent.values())
    shares = ", ".join(f"{label} {took / total:.0%}" for label, took in spent.items() if took / total >= 0.005)
    yield Row(f"{name}: stages", shares)


def growth(reports: Iterable[str]) -> Iterator[Row]:
    """How the time grows with the length of one line, up to 5 MB."""
    line = "".join("".join(reports).split("\n"))
    short, long = (min(seconds(whole, [line[:length]]) for _ in range(2)) for length in (170_000, 1_700_000))
    yield Row("one line of 5 MB", long / short, "× the time of a tenth of it", f"{long:.1f} s")


def two_processes(texts: Sequence[str]) -> float:
    """How much faster two processes are than one."""
    from kg.engines.processes import Processes

    halves = [list(texts[:2])] + [list(texts[i::40]) for i in range(40)]
    took = []
    for workers in (1, 2):
        with Processes(workers) as engine:
            list(engine.map(_sum, halves[:1] * workers))  # words and catalogue are loaded
            began = time.perf_counter()
            done = list(engine.map(_sum, halves[1:]))
            if not all(isinstance(size, int) for size in done):
                raise RuntimeError(f"the workers gave {done[0]}")
            took.append(time.perf_counter() - began)
    return took[0] / took[1]


def _sum(texts: list[str]) -> int:
    return sum(map(whole, texts))


def recall(reports: Sequence[corpus.Report]) -> dict[str, float]:
    """The share of what was planted that is found at its place: acts with their titles, agencies by their full names."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for report in reports:
        record = link(extract(source(report.text, report.name)))
        for kind, facts, known in (
            ("citations", report.citations, {(c.start, c.end, c.canonical) for c in record.citations}),
            ("agencies", report.agencies, {(a.start, a.end, a.canonical) for a in record.agencies}),
            ("measures", report.measures, _measures(record)),
        ):
            planted[kind] += len(facts)
            found[kind] += sum(fact in known for fact in facts)
        planted["report year and agency"] += 1
        found["report year and agency"] += (record.report.report_year, record.report.agency) == (
            report.year,
            report.agency,
        )
    return {kind: found[kind] / number for kind, number in planted.items()}


def _measures(record: Record) -> set[tuple[int, int, str]]:
    """Measures with their units as printed."""
    return {(m.start, m.end, m.surface.lstrip("0123456789.")) for m in record.measures}


def check() -> Iterator[Row]:
    """What share of the planted facts is found."""
    for density in (0.35, 1.0):
        for kind, share in recall(list(corpus.reports(200, seed=7, density=density))).items():
            yield Row(
                f"planted {kind} found, density {density}", share, "", f"at least {RECALL}", right=share >= RECALL
            )


def rows(full: bool, folders: Sequence[Path] = ()) -> Iterator[Row]:
    """All figures; ``full`` measures 20 MB and the comparisons with spaCy and two processes.

    :param folders: reports of your own in plain text, measured too.
    """
    yield from check()
    cut = jieba_lcut()
    for place in (folder("data") / "sample", *folders):
        texts = [path.read_text() for path in sorted(place.glob("*.txt"))]
        yield from compared(place.name, texts * (-(-200_000 // sum(map(len, texts)))), cut, 3)
    number = 2200 if full else 220  # 20 MB, 2 MB
    generated = [report.text for report in corpus.reports(number, seed=1, density=0.35)]
    yield from compared("generated, as dense as real ones", generated, cut, 2 if full else 3)
    dense = [report.text for report in corpus.reports(100, seed=2)]
    yield from compared("generated, three times as dense", dense, cut, 3)
    yield from growth(report.text for report in corpus.reports(600, seed=3, density=0.35))
    if full:
        took = seconds(spacy_matcher(), generated[:100])
        yield Row("spaCy, jieba, Matcher", sum(map(len, generated[:100])) / took / 1e6, "million characters a second")
        yield Row("two processes", two_processes(generated), "× one", f"{os.cpu_count()} processors")


def main() -> int:
    """Print the figures, or only the check."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="only whether the planted facts are found")
    options.add_argument("--full", action="store_true", help="20 MB, and beside spaCy and with two processes")
    options.add_argument("folders", type=Path, nargs="*", help="reports of your own in plain text, measured too")
    given = options.parse_args()
    right = True
    for row in check() if given.check else rows(given.full, given.folders):
        print(f"{row.name:<55} {row.shown:>8} {row.unit} {row.note}{'' if row.right else '  WRONG'}", flush=True)
        right = right and row.right
    return 0 if right else 1


if __name__ == "__main__":
    # Workers look for the functions of this module by its name, which it does not bear where it is the program.
    from tests.benchmarks import bench_extract

    sys.exit(bench_extract.main())
