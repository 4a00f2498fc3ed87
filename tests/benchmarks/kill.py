"""Builds that are killed (SIGKILL) at random moments: each time the store must be the old one or the new one, whole.

    python -m tests.benchmarks.kill [--times 200] [--seed 0]

Half of them are first builds, half change a store. Afterwards the store is built on, so that what a killed build leaves behind
is seen to harm nobody. Every step runs in a process of its own, so that none sees what another had open.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support import dumped, toy_build, toy_corpus, toy_report

_FORK = multiprocessing.get_context("fork")
#: Reports of the store, besides the four of the corpus.
_REPORTS = 30


def apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """What ``work`` returns in a process of its own; its error is raised here."""
    ours, theirs = _FORK.Pipe()

    def run() -> None:
        try:
            theirs.send((work(*arguments), None))
        except BaseException as error:
            theirs.send((None, error))

    process = _FORK.Process(target=run)
    process.start()
    result, error = ours.recv()
    process.join()
    if error is not None:
        raise error
    return result


def state(store: Path) -> bytes:
    """All that a store states; nothing where there is none yet."""
    from kg.errors import StoreError

    try:
        return dumped(store)
    except StoreError as error:
        if "no finished build" in str(error) or "no store at" in str(error):
            return b""
        raise


def killed(source: Path, store: Path, after: float) -> bool:
    """Start a build and kill it ``after`` so many seconds; whether it was still at work."""
    process = _FORK.Process(target=toy_build, args=(source, store))
    process.start()
    process.join(after)
    alive = process.is_alive()
    if alive:
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    return alive


def main() -> int:
    """Kill builds; 1 at the first store that is neither the old nor the new."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    draw = random.Random(chosen.seed)
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source = toy_corpus(home / "in")
        for number in range(_REPORTS):
            text = toy_report("重庆市巴南区司法局", 1990 + number, f"学习《民法典》，检查{number}家次", "处罚3起")
            (source / f"more-{number}.txt").write_text(text, "utf-8")
        before = home / "before.kg"
        apart(toy_build, source, before)
        old = apart(state, before)
        changed = home / "changed"
        shutil.copytree(source, changed)
        (changed / "new.txt").write_text(toy_report("重庆市巴南区司法局", 2022, "学习《刑法》", "检查9家次"), "utf-8")
        (changed / "more-3.txt").unlink()
        after = home / "after.kg"
        shutil.copytree(before, after, symlinks=True)
        began = time.monotonic()
        apart(toy_build, changed, after)
        lasts = {"changed": time.monotonic() - began}
        new = apart(state, after)
        began = time.monotonic()
        apart(toy_build, source, home / "again.kg")
        lasts["first"] = time.monotonic() - began
        assert apart(state, home / "again.kg") == old != new
        for number in range(chosen.times):
            kind = "first" if number % 2 else "changed"
            target = home / "target.kg"
            shutil.rmtree(target, ignore_errors=True)
            if kind == "changed":
                shutil.copytree(before, target, symlinks=True)
            goal, start = (old, b"") if kind == "first" else (new, old)
            reports = source if kind == "first" else changed
            alive = killed(reports, target, draw.random() * 1.1 * lasts[kind])
            found = apart(state, target)
            if found not in (start, goal):
                print(f"kill {number} ({kind}): the store is neither the old nor the new", file=sys.stderr)
                return 1
            seen[f"{kind}: {'killed' if alive else 'had ended'}, {'new' if found == goal else 'old'} store"] += 1
            if number % 5 == 0:
                apart(toy_build, reports, target)
                if apart(state, target) != goal or list(target.glob(".building-*")):
                    print(f"kill {number} ({kind}): the next build was held up by what was left", file=sys.stderr)
                    return 1
    for what, times in sorted(seen.items()):
        print(f"{times:5} × {what}")
    print(f"{chosen.times} builds killed; every store opened and was the old or the new one")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
