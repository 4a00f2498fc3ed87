"""Sentences that stand word for word in other reports are marked, in the graph and in the tables, however the store came to be."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import polars as pl
import pytest

import kg.store
from kg import panel
from kg.graph.sentences import SHORTEST, key
from kg.store import counting, writing
from tests.support import dumped, toy_build, toy_report

BANAN, HEDONG = "重庆市巴南区应急管理局", "天津市河东区应急管理局"
SAME = "深入学习宣传《安全生产法》，切实增强全体干部的法治意识"
OWN = "严格落实《行政处罚法》，全年检查120家次，不断规范执法行为"
ONCE = "认真贯彻《民法典》，全年处罚8起，办案质量得到进一步提升"
SHORT = "处罚15起"


def corpus(folder: Path) -> Path:
    folder.mkdir()
    reports = {
        "banan-2020": toy_report(BANAN, 2020, SAME, OWN, SHORT),
        "banan-2021": toy_report(BANAN, 2021, SAME.replace("，", "， "), OWN.replace("120", "１２０"), ONCE),
        "hedong-2021": toy_report(HEDONG, 2021, SAME, SHORT, division="天津市河东区"),
        "masked": toy_report(None, 2021, ONCE.replace("8", "9")),
    }
    for name, text in reports.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def marks(store: Path) -> set[tuple[str, str, str]]:
    """Report, kind and first characters of each marked sentence that cites something."""
    rows = kg.store.open(store).rows(
        "PREFIX fz: <https://w3id.org/fazhi/ontology#> SELECT ?r ?kind ?text { ?r fz:hasCitation/fz:evidence/fz:sentence ?s . "
        "?s fz:boilerplate ?kind ; fz:text ?text }"
    )
    return {(r.value.rpartition("/")[2], kind.value, text.value[:4]) for r, kind, text in rows}


def test_what_several_agencies_say_and_what_an_agency_said_before_is_marked(tmp_path: Path) -> None:
    toy_build(corpus(tmp_path / "in"), tmp_path / "s.kg")
    assert marks(tmp_path / "s.kg") == {
        (f"{BANAN}-2020", "several", SAME[:4]),
        (f"{BANAN}-2021", "several", SAME[:4]),
        (f"{HEDONG}-2021", "several", SAME[:4]),
        (f"{BANAN}-2021", "earlier", OWN[:4]),
    }
    opened = kg.store.open(tmp_path / "s.kg")
    sentences = opened.table("sentences").collect()
    assert sentences.filter(boilerplate="several").height == 3
    assert sentences.filter(boilerplate="earlier")["report_year"].to_list() == [2021]
    measures = {(row["report"][-4:], row["surface"]): row["boilerplate"] for row in rows(opened, "measures")}
    assert measures["2020", "120家次"] is None
    assert [kind for (year, _), kind in measures.items() if kind] == ["earlier"]
    cited = [row["boilerplate"] for row in rows(opened, "citations")]
    assert (len(cited), cited.count(None)) == (7, 3)
    counts = opened.manifest.counts
    assert (counts["citations"], counts["citations_original"]) == (7, 3)
    assert (counts["measures"], counts["measures_original"], counts["boilerplate"]) == (6, 5, 4)
    asked = counting.count(opened.rows)
    assert {name: counts[name] for name in asked} == asked
    assert kg.store.validate(opened).conforms
    found = panel.panel(opened, wide=True).filter(pl.col("agency") == BANAN).sort("year")
    assert found.select("year", "citations", "citations_original", "figures", "figures_original").rows() == [
        (2020, 2, 1, 2, 2),
        (2021, 3, 1, 2, 1),
    ]


def rows(store: kg.store.OpenStore, name: str) -> list[dict[str, str]]:
    return store.table(name).collect().to_dicts()


def test_the_words_decide_and_not_their_width_or_spaces() -> None:
    assert key(OWN) == key("".join(f"{c} \n" for c in OWN).replace("1", "１")) != key(OWN.replace("120", "121"))
    assert key("好" * SHORTEST) is not None
    assert key("好" * (SHORTEST - 1) + " " * 20) is None


@pytest.mark.parametrize("share", [99, -1], ids=["changed", "anew"])
def test_reports_that_come_change_and_go_leave_the_marks_of_a_build_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    monkeypatch.setattr(writing, "CHANGES_UP_TO", share)
    draw = random.Random(5)
    source = corpus(tmp_path / "in")
    toy_build(source, tmp_path / "a.kg")
    sentences = [SAME, OWN, ONCE, SHORT]
    seen = set()
    for step in range(6):
        for name in draw.sample(["r1", "r2", "banan-2020", "hedong-2021", "masked"], 2):
            file = source / f"{name}.txt"
            if file.exists() and draw.random() < 0.4:
                file.unlink()
            else:
                said = [*draw.sample(sentences, 2), f"第{step}次学习《安全生产法》，检查{step}家次，效果良好"]
                file.write_text(
                    toy_report(draw.choice([BANAN, HEDONG, None]), 2018 + draw.randrange(3), *said), "utf-8"
                )
        toy_build(source, tmp_path / "a.kg", prune=True)
        shutil.rmtree(tmp_path / "b.kg", ignore_errors=True)
        toy_build(source, tmp_path / "b.kg")
        assert dumped(tmp_path / "a.kg") == dumped(tmp_path / "b.kg")
        changed, anew = kg.store.open(tmp_path / "a.kg"), kg.store.open(tmp_path / "b.kg")
        assert changed.manifest.counts == anew.manifest.counts
        for name in ("sentences", "citations", "mentions", "measures"):
            assert changed.table(name).collect().equals(anew.table(name).collect()), name
        seen |= {frozenset(marks(tmp_path / "a.kg"))}
    assert len(seen) > 2
