"""Totals by place and year: one of each, whatever the reports call the place."""

from __future__ import annotations

import polars as pl

from kg.store import repeating, totals

BASE = "https://example.org/"
MARKS = pl.DataFrame(schema=dict(zip(repeating.SENTENCE, (pl.String, pl.Int64, pl.Int64), strict=True)))


def _stated(places: list[tuple[str | None, str | None]]) -> list[str]:
    """The statements on reports of the agencies of some places, each of which gives one case more than the one before."""
    several = range(len(places))
    reports = pl.DataFrame(
        {
            "report": [f"{BASE}report/{i}-2023" for i in several],
            "agency": [f"{BASE}agency/{i}" for i in several],
            "agency_name": [f"机关{i}" for i in several],
            "division": [division for division, _ in places],
            "division_name": [name for _, name in places],
            "report_year": [2023 for _ in several],
            "sha256": ["0" * 64 for _ in several],
        },
        schema_overrides={"division": pl.String, "division_name": pl.String},
    )
    measures = reports.select(
        "report",
        sentence_start=pl.lit(0, pl.Int64),
        sentence_end=pl.lit(9, pl.Int64),
        activity_type=pl.lit("penalty"),
        use=pl.lit("other"),
        indicator=pl.lit("cases"),
        year=pl.lit(2023),
        unit=pl.lit("件"),
        counted=pl.lit("案件"),
        value=pl.int_range(1, len(places) + 1).cast(pl.Float64),
    )
    tables = {"reports": reports.lazy(), "measures": measures.lazy()}
    return list(totals.lines(tables.__getitem__, MARKS, BASE))


def _objects(lines: list[str], ending: str) -> list[str]:
    return [line.split(" ", 2)[2].removesuffix(" .\n") for line in lines if line.split(" ")[1].endswith(f"{ending}>")]


def test_a_place_called_two_ways_has_one_total() -> None:
    place = f"{BASE}division/430626"
    stated = _stated([(place, "平江县"), (place, "湖南省平江县")])
    assert len({line.split(" ")[0] for line in stated}) == 1
    assert _objects(stated, "label") == ['"平江县 2023 行政处罚"@zh']
    assert [value.split("^")[0] for value in _objects(stated, "cases")] == ['"3"']
    assert [value.split("^")[0] for value in _objects(stated, "reports")] == ['"2"']


def test_reports_of_unknown_places_have_one_total_together() -> None:
    stated = _stated([(None, "某地"), (None, None), (f"{BASE}division/430626", "平江县")])
    assert len({line.split(" ")[0] for line in stated}) == 2
    assert _objects(stated, "label") == ['"（地区不明） 2023 行政处罚"@zh', '"平江县 2023 行政处罚"@zh']
    assert [value.split("^")[0] for value in _objects(stated, "cases")] == ['"3"', '"3"']
