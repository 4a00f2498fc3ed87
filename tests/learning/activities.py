"""Learn ``data/activity_votes.tsv`` from the annotated reports, and say how much it helps on reports it was not learned from.

    python -m tests.learning.activities [--check]

A logistic regression (scikit-learn) over the pieces that :mod:`kg.extract.activity_learned` listens to; what is seldom or says
little is left out, the rest written as votes. ``--check`` writes nothing: it learns from four fifths of the reports
at a time, extracts the rest with what was learned, and compares with the rules alone, which were written with all of them in view.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import kg
from kg.extract import activity_learned, clauses, limits, quantities, view
from kg.extract.activity_learned import ALWAYS, UNIT, Vote
from kg.resources import folder

REPORTS = Path(__file__).resolve().parents[1] / "reports"
TABLE = "activity_votes.tsv"
#: A piece that fewer numbers have is left out, and so is what says less; inverse strength of the regularisation.
SELDOM, LEAST, STRENGTH = 4, 0.15, 0.5
#: How loudly what was learned speaks beside the rules, and to what its votes are rounded before.
LOUDNESS, STEP = 1.0, 0.05
FOLDS = 5

HEAD = """\
# What characters around a number say of the class of what it counts, learned from tests/reports by `make learn`.
# place: within = anywhere in the sentence (counts half) or clause, before = in the 12 characters before the number,
#   unit = the unit, always = whatever stands there; characters: one or two that follow each other; activity: the class;
# vote: how loudly they speak for it (below zero: against it), on the scale of the weights of activities.tsv.
"""

#: Place and characters → how often they are heard of one number.
Example = dict[tuple[str, str], float]


def annotated(report: Path) -> dict[tuple[int, int], str]:
    """The classes of the numbers that the gold of ``report`` requires, by their spans in code points."""
    gold = json.loads((report.parent / "gold" / f"{report.stem}.json").read_text("utf-8"))["measures"]
    return {(m["start"], m["end"]): m["activity"] for m in gold if not m.get("optional")}


def examples(report: Path) -> Iterator[tuple[Example, str]]:
    """The annotated numbers of a report: what is listened to, and their class."""
    classes = annotated(report)
    seen = view.view(report.read_text("utf-8"))
    found = [q for q in quantities.find(seen.text, limits.FACTS) if seen.span(q.start, q.end) in classes]
    for sentence in clauses.sentences(seen.text, found, (), clauses.Scan(seen.text)):
        for clause in sentence.clauses:
            for quantity in clause.quantities:
                heard: Counter[tuple[str, str]] = Counter()
                for place, characters, times in activity_learned.voices(seen.text, sentence, clause, quantity):
                    for piece in activity_learned.pieces(characters):
                        heard[place, piece] += times
                example: Example = {key: times / 2 for key, times in heard.items()}
                example[UNIT, quantity.unit] = 1.0
                yield example, classes[seen.span(quantity.start, quantity.end)]


def learn(known: Sequence[tuple[Example, str]]) -> Iterator[Vote]:
    """The votes that follow from examples, sorted."""
    often = Counter(key for example, _ in known for key in example)
    names = DictVectorizer()
    matrix = names.fit_transform(
        {key: n for key, n in example.items() if often[key] >= SELDOM and not key[1].isspace()} for example, _ in known
    )
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(matrix, [kind for _, kind in known])
    weights = np.where(np.abs(model.coef_) < LEAST, 0, np.round(model.coef_ / STEP) * STEP)
    yield from sorted(
        [
            (place, characters, kind, float(weights[row, column]) * LOUDNESS)
            for column, (place, characters) in enumerate(names.feature_names_)
            for row, kind in enumerate(model.classes_)
            if weights[row, column]
        ]
        + [
            (ALWAYS, "", kind, float(vote) * LOUDNESS)
            for kind, vote in zip(model.classes_, model.intercept_, strict=True)
        ]
    )


def write(votes: Iterable[Vote], path: Path) -> int:
    """The table of ``votes``; how many rows it has."""
    lines = [f"{place}\t{characters}\t{kind}\t{vote:.3f}\n" for place, characters, kind, vote in votes]
    path.write_text(f"{HEAD}place\tcharacters\tactivity\tvote\n{''.join(lines)}", "utf-8")
    return len(lines)


def right(reports: Iterable[Path], votes: Iterable[Vote]) -> tuple[int, int]:
    """Of how many annotated numbers the class is right with these votes, and how many there are."""
    good = number = 0
    learned = activity_learned.table(votes)
    with mock.patch.object(activity_learned, "_table", return_value=learned):
        activity_learned._heard.cache_clear()
        for report in reports:
            found = {(m.start, m.end): m.activity for m in kg.extract(report).measures}
            pairs = [(found[span], kind) for span, kind in annotated(report).items() if span in found]
            good += sum(a == b for a, b in pairs)
            number += len(pairs)
    activity_learned._heard.cache_clear()
    return good, number


def check(reports: Sequence[Path]) -> None:
    """Print how often the class is right: by the rules alone, and with votes learned from other reports."""
    known = {report: list(examples(report)) for report in reports}
    alone = learned = number = 0
    for fold in range(FOLDS):
        rest = reports[fold::FOLDS]
        votes = list(learn([example for report in reports if report not in rest for example in known[report]]))
        good, all_of_them = right(rest, votes)
        alone, learned, number = alone + right(rest, ())[0], learned + good, number + all_of_them
        print(f"fold {fold + 1}: {len(rest)} reports, {len(votes)} votes")
    print(
        f"{number} numbers: by the rules alone {alone / number:.3f}, with votes learned from other reports {learned / number:.3f}"
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, say how much it helps")
    reports = sorted(REPORTS.glob("*.txt"))
    if parser.parse_args().check:
        check(reports)
    else:
        number = write(learn([example for report in reports for example in examples(report)]), folder("data") / TABLE)
        print(f"{TABLE}: {number} votes, learned from {len(reports)} reports")


if __name__ == "__main__":
    main()
