"""The panel holds the figures of the reports, and tells missing from zero and masked."""

from __future__ import annotations

import csv

import polars as pl
import pytest

from kg import panel
from kg.errors import UsageError
from tests.support import SHARED, gold_find, gold_record

HEDONG, WANSHENG, BANAN = "天津市河东区应急管理局", "重庆市万盛经济技术开发区应急管理局", "重庆市巴南区应急管理局"
#: Read off the reports by hand: agency, year, indicator, value.
BY_HAND = [
    (WANSHENG, 2022, "penalty_yuan", 1059100 + 85100),
    (WANSHENG, 2022, "penalty_qi_case", 22 + 12),
    (WANSHENG, 2022, "accident_ren", 2),
    (WANSHENG, 2022, "licensing_xiang_item", 15 + 3),
    (WANSHENG, 2022, "licensing_pct", 84.24),
    (WANSHENG, 2022, "publicity_fen", 10000),
    (WANSHENG, 2022, "publicity_ren", 1000),
    (WANSHENG, 2022, "publicity_jia", 20),
    (WANSHENG, 2022, "publicity_ming", 80),
    (WANSHENG, 2022, "publicity_ge", 10),
    (WANSHENG, 2022, "counsel_ge", 1),
    (WANSHENG, 2022, "counsel_ming", 2 + 1),
    (HEDONG, 2021, "inspection_jiaci", 807),
    (HEDONG, 2021, "inspection_jia", 12),
    (HEDONG, 2021, "disclosure_jian", 199),
    (HEDONG, 2021, "legal_review_ci", 28),
    (HEDONG, 2021, "legal_review_jian", 63),
    (HEDONG, 2021, "publicity_fen", 6000),
    (HEDONG, 2021, "training_renci", 96 + 139),
    (HEDONG, 2021, "training_xueshi", 15 + 130),
    (HEDONG, 2021, "counsel_ming", 1 + 1),
    (BANAN, 2021, "publicity_renci", 6626),
    (BANAN, 2021, "training_chang", 16),
    (BANAN, 2021, "publicity_jia", 30),
    (BANAN, 2021, "publicity_ming", 300),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    if not (SHARED / "reports").is_dir():
        pytest.skip("the real reports are not on this machine")
    import kg.store

    folder = tmp_path_factory.mktemp("panel")
    names = ("banan-2021", "hedong-2021", "wansheng-2022", "masked-2022", "changning-2022")
    files = [SHARED / "reports" / f"{name}.txt" for name in names]
    kg.store.build(files, folder / "real.kg", find=gold_find, understand=gold_record)
    return kg.store.open(folder / "real.kg")


def test_the_panel_holds_the_figures_of_the_real_reports(real):
    found = {
        (a, y, i): v for a, y, i, v in panel.panel(real).select("agency", "year", "indicator", "value").iter_rows()
    }
    for agency, year, indicator, value in BY_HAND:
        assert found[agency, year, indicator] == pytest.approx(value), (agency, indicator)


def test_wide_and_tidy_hold_the_same(real):
    tidy, wide = panel.panel(real), panel.panel(real, wide=True)
    assert len(wide) == 5
    for row in wide.iter_rows(named=True):
        own = tidy.filter((pl.col("agency_id") == row["agency_id"]) & pl.col("year").eq_missing(row["year"]))
        stated = dict(own.select("indicator", "value").iter_rows())
        assert {name: value for name, value in row.items() if name not in panel.KEYS and value is not None} == stated


def test_names_suit_statistics_programs(real):
    for name in panel.panel(real, wide=True).columns:
        assert name.isascii(), name
        assert name.isidentifier(), name
        assert len(name) <= 32, name


def test_every_figure_can_be_looked_up(real):
    rows = panel.figures(real, site="http://localhost:8000")
    fine = rows.filter((pl.col("unit") == "元") & (pl.col("value") == 1059100)).row(0, named=True)
    assert (fine["surface"], fine["counted"], fine["used"]) == ("105.91万元", "处罚金额", "yes")
    assert fine["evidence"] == f"http://localhost:8000/id/report/{WANSHENG}-2022#char={fine['start']},{fine['end']}"
    assert panel.figures(real)["evidence"][0].startswith("https://")
    old = rows.filter(pl.col("value") == 80.72).row(0, named=True)
    assert old["used"] == "another year", "a figure of the year before does not count for the year of the report"


@pytest.mark.parametrize("bom", [True, False])
def test_csv_is_read_by_others_with_chinese_intact(real, tmp_path, bom):
    pandas = pytest.importorskip("pandas")
    table = panel.panel(real)
    path = panel.write(table, tmp_path / "p.csv", bom=bom)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is bom
    assert WANSHENG in set(pandas.read_csv(path)["agency"])
    assert pl.read_csv(path)["agency"].to_list() == table["agency"].to_list()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(table.columns)}, "R's read.csv wants rows of one length"
    assert pl.read_parquet(panel.write(table, tmp_path / "p.parquet")).equals(table)
    with pytest.raises(UsageError):
        panel.write(table, tmp_path / "p.xls")
