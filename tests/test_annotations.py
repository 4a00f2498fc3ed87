"""The annotated reports are complete, in place and in the closed vocabularies."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent
#: The reports that rules are written with, and those that only measure.
SETS = ("reports", "unseen")
NAMES = sorted(f"{path.parent.name}/{path.stem}" for folder in SETS for path in (TESTS / folder).glob("*.txt"))
SPANS = ("citations", "agencies", "measures")
ROLES = {"achievements", "problems", "leadership", "plan", "other"}
STATUTES = {
    "constitution", "law", "administrative_regulation", "local_regulation", "department_rule", "local_rule",
    "judicial_interpretation", "party_regulation",
}  # fmt: skip
LEVELS = STATUTES | {"document", "work"}
KINDS = {"government", "party", "congress", "judicial", "public_institution", "company", "other"}
ACTIVITIES = {
    "publicity", "training", "inspection", "penalty", "rectification", "licensing", "rulemaking", "legal_review",
    "dispute", "drill", "accident", "disclosure", "counsel", "meeting", "power_list", "staffing", "other",
}  # fmt: skip
KEYS = {
    "report": {"agency", "division", "division_code", "report_year", "issued", "plan_year"},
    "sections": {"start", "heading", "role"},
    "citations": {"start", "end", "surface", "title", "level", "canonical", "docnum", "issuer"},
    "agencies": {"start", "end", "surface", "canonical", "kind"},
    "measures": {"start", "end", "surface", "value", "unit", "counted", "activity", "year"},
}


def text_of(name: str) -> str:
    """The report as decoded, line ends untouched, so that offsets hold."""
    return (TESTS / f"{name}.txt").read_bytes().decode("utf-8")


def gold_of(name: str) -> dict[str, Any]:
    """The annotations of one report."""
    folder, _, report = name.partition("/")
    gold: dict[str, Any] = json.loads((TESTS / folder / "gold" / f"{report}.json").read_text("utf-8"))
    return gold


@pytest.mark.parametrize(("folder", "least"), [("reports", 60), ("unseen", 12)])
def test_each_report_has_annotations_and_a_row_in_the_readme(folder: str, least: int) -> None:
    texts = sorted(path.stem for path in (TESTS / folder).glob("*.txt"))
    assert len(texts) >= least
    assert sorted(path.stem for path in (TESTS / folder / "gold").glob("*.json")) == texts
    rows = re.findall(r"^\| `([^`]+)` \| .{7,} \|$", (TESTS / folder / "README.md").read_text("utf-8"), re.M)
    assert sorted(rows) == texts


@pytest.mark.parametrize("name", NAMES)
def test_every_item_has_its_keys_and_stands_where_it_says(name: str) -> None:
    text, gold = text_of(name), gold_of(name)
    assert set(gold["report"]) == KEYS["report"]
    for kind in (*SPANS, "sections"):
        for item in gold[kind]:
            assert set(item) - {"optional"} == KEYS[kind], item
    for kind in SPANS:
        for item in gold[kind]:
            assert text[item["start"] : item["end"]] == item["surface"], item
            assert item["surface"] == item["surface"].strip(), item
        assert gold[kind] == sorted(gold[kind], key=lambda item: (item["start"], -item["end"]))
    for section in gold["sections"]:
        assert text.startswith(section["heading"], section["start"]), section
        before = text[text.rfind("\n", 0, section["start"]) + 1 : section["start"]]
        assert not re.sub(r"\[bookmark: \w+\]", "", before).strip(), section


@pytest.mark.parametrize("name", NAMES)
def test_vocabularies_are_closed(name: str) -> None:
    gold = gold_of(name)
    assert {section["role"] for section in gold["sections"]} <= ROLES
    assert {citation["level"] for citation in gold["citations"]} <= LEVELS | {None}
    assert {agency["kind"] for agency in gold["agencies"]} <= KINDS
    assert {measure["activity"] for measure in gold["measures"]} <= ACTIVITIES
    for citation in gold["citations"]:
        if citation["level"] not in STATUTES:
            assert citation["canonical"] is None, citation
    for field in ("programmes", "programmes_optional"):
        assert gold[field] == sorted(set(gold[field]))
    assert not set(gold["programmes"]) & set(gold["programmes_optional"])


@pytest.mark.parametrize("name", NAMES)
def test_names_and_values_are_well_formed(name: str) -> None:
    gold = gold_of(name)
    report = gold["report"]
    assert report["issued"] is None or re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", report["issued"])
    assert report["division_code"] is None or re.fullmatch(r"[1-8]\d{5}", report["division_code"])
    for item in (*gold["agencies"], *gold["citations"]):
        assert not re.search(r"[\s*＊×]", item["canonical"] or ""), item
    for agency in gold["agencies"]:
        assert not re.search(r"^[省市区县镇乡局]", agency["canonical"] or ""), agency
    for measure in gold["measures"]:
        assert measure["value"] >= 0, measure
        assert all((measure["unit"], measure["counted"])), measure
        assert measure["year"] in range(2015, 2026), measure


@pytest.mark.parametrize("name", NAMES)
def test_spans_of_one_kind_do_not_cross(name: str) -> None:
    gold = gold_of(name)
    for kind in ("agencies", "measures"):
        for before, after in zip(gold[kind], gold[kind][1:], strict=False):
            assert before["end"] <= after["start"], (before, after)
    titles = [(item["start"], item["end"]) for item in gold["citations"]]
    for agency in gold["agencies"]:
        assert not any(start < agency["end"] and agency["start"] < end for start, end in titles), agency


def test_division_codes_held_in_the_year_reported_on() -> None:
    table = TESTS.parents[1] / "shared" / "reference" / "divisions.tsv"
    if not table.exists():
        pytest.skip("the table of divisions is not there")
    rows: dict[str, list[dict[str, str]]] = {}
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            rows.setdefault(row["code"], []).append(row)
    for name in NAMES:
        report = gold_of(name)["report"]
        if report["division_code"] is None:
            continue
        valid = [
            row
            for row in rows[report["division_code"]]
            if int(row["valid_from"]) <= report["report_year"] <= int(row["valid_to"] or 9999)
        ]
        assert any(report["division"].endswith(row["name"]) for row in valid), report
