"""The scorer, by hand-made cases and against the scorer that comes with the annotations."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, UsageError
from kg.evaluate import ATTRIBUTES, Score, plain, read_found, read_gold, score

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def cited(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "surface": "《x》",
        "level": "law",
        "canonical": None,
        "docnum": None,
        "issuer": None,
        **more,
    }


def one(kind: str, gold: list[Any], found: list[Any], **more: Any) -> dict[str, float]:
    scores = score({"r": {"file": "r.txt", kind: found}}, {"r": {kind: gold, **more}})
    return scores[kind].figures()


def test_spans_must_be_exact() -> None:
    figures = one("citations", [cited(0, 5), cited(9, 12)], [cited(0, 5), cited(9, 13)])
    assert (figures["gold"], figures["precision"], figures["recall"], figures["f1"]) == (2, 0.5, 0.5, 0.5)


def test_an_alias_of_several_laws_is_one_find_with_a_set_of_titles() -> None:
    gold = [cited(0, 4, canonical="甲法"), cited(0, 4, canonical="乙法")]
    assert one("citations", gold, [cited(0, 4, canonical="乙法"), cited(0, 4, canonical="甲法")])["canonical"] == 1
    assert one("citations", gold, [cited(0, 4, canonical="乙法")])["canonical"] == 0


def test_a_document_number_too_many_is_wrong_but_an_issuer_too_many_is_not() -> None:
    figures = one("citations", [cited(0, 4)], [cited(0, 4, docnum="1号", issuer="国务院")])
    assert figures["docnum"] == 0
    assert "issuer" not in figures


def test_optional_annotations_count_neither_way() -> None:
    gold = [cited(0, 4, optional=True), cited(6, 9)]
    assert one("citations", gold, [cited(6, 9)])["f1"] == 1
    assert one("citations", gold, [cited(1, 3), cited(6, 9)])["f1"] == 1


def measured(start: int, value: float, unit: str = "起", **more: Any) -> dict[str, Any]:
    return {
        "start": start,
        "end": start + 3,
        "surface": "x",
        "value": value,
        "unit": unit,
        "counted": "行政处罚",
        "activity": "penalty",
        "year": 2021,
        **more,
    }


def test_measures_match_where_they_overlap_with_the_same_value_and_unit() -> None:
    figures = one(
        "measures",
        [measured(0, 22), measured(10, 5)],
        [measured(2, 22, activity="training", counted="处罚"), measured(10, 6)],
    )
    assert (figures["precision"], figures["recall"], figures["activity"], figures["year"], figures["counted"]) == (
        0.5,
        0.5,
        0,
        1,
        1,
    )
    assert one("measures", [measured(0, 2), measured(1, 2)], [measured(0, 2)])["recall"] == 0.5


def test_sections_programmes_and_facts() -> None:
    section = {"start": 10, "heading": "一、", "role": "plan"}
    assert one("sections", [section], [{**section, "start": 14, "role": "other"}])["role"] == 0
    assert one("sections", [section], [{**section, "start": 16}])["recall"] == 0
    figures = one(
        "programmes", ["双随机、一公开", "五进"], ["双随机一公开", "七进", "四进"], programmes_optional=["四进"]
    )
    assert (figures["precision"], figures["recall"]) == (0.5, 0.5)
    scores = score(
        {"r": {"report": {"agency": "重庆市 应急管理局", "report_year": 2020}}},
        {"r": {"report": {"agency": "重庆市应急管理局", "report_year": 2021}}},
    )
    assert scores["report"].recall == 0.5
    assert "wrong report_year: r: 2020 for 2021" in scores["report"].errors


def test_a_report_without_a_record_counts_as_missed() -> None:
    scores = score({}, {"r": {"programmes": ["五进"]}})
    assert scores["programmes"].recall == 0
    assert scores["report"].errors == ["missed: no record for r"]


def test_names_are_compared_without_marks() -> None:
    assert plain("中共 重庆市委员会") == "中国共产党重庆市委员会"
    assert plain("“互联网 + 执法”") == "互联网+执法"


def test_files_that_are_no_annotations_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(InputError, match="no annotation"):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputError, match="no JSON"):
        read_gold(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_gold(tmp_path / "none")
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_found(tmp_path / "a.jsonl")


def damaged(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Annotations with misses, false finds and wrong attributes, as a bad recogniser would give them."""
    data = copy.deepcopy(data)
    for kind in ("citations", "agencies", "measures", "sections"):
        kept = [item for item in data[kind] if chance.random() > 0.2]
        for item in kept:
            item.pop("optional", None)
            if chance.random() < 0.2:
                item["start"] += chance.choice((-1, 1, 7))
            for name in (
                "level",
                "canonical",
                "docnum",
                "issuer",
                "kind",
                "activity",
                "year",
                "counted",
                "role",
                "value",
            ):
                if name in item and chance.random() < 0.15:
                    item[name] = chance.choice([i.get(name) for i in data[kind] if i.get(name) is not None] or [None])
        data[kind] = kept
    data["programmes"] = [p for p in data["programmes"] if chance.random() > 0.2] + ["没有的行动"]
    data["report"] = {name: value if chance.random() > 0.2 else None for name, value in data["report"].items()}
    return data


@pytest.mark.parametrize("seed", range(20))
def test_the_figures_are_those_of_the_scorer_that_comes_with_the_annotations(seed: int) -> None:
    if not (SHARED / "gold" / "score.py").exists():
        pytest.skip("the annotated reports are not at hand")
    spec = importlib.util.spec_from_file_location("their_scorer", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = read_gold(SHARED / "gold")
    chance = random.Random(seed)
    found = {stem: damaged(dict(data), chance) for stem, data in gold.items() if chance.random() > 0.1}
    found = json.loads(json.dumps(found))
    tallies = theirs.score(found, [SHARED / "gold"])
    ours = score(found, gold)
    for kind, tally in tallies.items():
        assert ours[kind].figures() == pytest.approx(tally.figures()), kind
        assert len(ours[kind].errors) == len(tally.errors)


def test_attributes_are_shown_in_one_order_whatever_comes_first_in_the_data() -> None:
    one = Score()
    for name in reversed(ATTRIBUTES):
        one.attribute(name, True, "here")
    assert tuple(one.figures()) == ("gold", "precision", "recall", "f1", *ATTRIBUTES)
