"""What is added up, what is left out, and what a hole in the table means."""

from __future__ import annotations

import re

import polars as pl
import pytest

from kg import panel


@pytest.fixture(scope="module")
def tidy(made):
    return panel.panel(made)


def value(table, agency, year, indicator, column="value"):
    kept = table.filter((pl.col("agency") == agency) & (pl.col("year") == year) & (pl.col("indicator") == indicator))
    return kept[column].item() if len(kept) else "no row"


def test_figures_are_added_and_a_repeated_one_counts_once(tidy):
    assert value(tidy, "甲县司法局", 2020, "penalty_yuan") == 305
    assert value(tidy, "甲县司法局", 2020, "penalty_yuan", "n") == 2
    assert value(tidy, "甲县司法局", 2020, "penalty_yuan", "largest") == 300


def test_parts_changes_and_other_years_are_not_added(tidy, made):
    assert value(tidy, "戊市海关", 2020, "penalty_yuan") == 10
    used = panel.figures(made).filter(pl.col("agency") == "戊市海关")["used"].to_list()
    assert used == ["yes", "part of another", "change", "another year"]


def test_rates_are_not_added_but_averaged(tidy):
    assert value(tidy, "甲县司法局", 2021, "penalty_pct") == 85


def test_rates_of_different_things_have_no_mean():
    row = {
        "activity": "dispute",
        "indicator": "dispute_pct",
        "unit": "%",
        "used": "yes",
        "counts_for": None,
        "approximation": None,
    }
    rates = [row | {"counted": "败诉率", "value": 13.2}, row | {"counted": "出庭率", "value": 84.6}]
    text = {"approximation": pl.String, "counts_for": pl.String}
    assert panel.add_up(pl.LazyFrame(rates, schema_overrides=text))["value"].to_list() == [None]
    alike = [one | {"counted": "败诉率"} for one in rates]
    assert panel.add_up(pl.LazyFrame(alike, schema_overrides=text))["value"].to_list() == [48.9]


def test_zero_is_zero_and_missing_is_missing(tidy, made):
    assert value(tidy, "甲县司法局", 2020, "penalty_zong") == 0, "the report says zero"
    assert value(tidy, "甲县司法局", 2021, "penalty_yuan") == "no row", "the report says nothing"
    assert value(tidy, "甲县司法局", 2021, "citations") == 0, "we looked and found none"
    whole = panel.panel(made, complete=True)
    assert value(whole, "甲县司法局", 2021, "penalty_yuan") is None
    assert value(whole, "甲县司法局", 2021, "penalty_yuan", "n") == 0
    wide = panel.panel(made, wide=True)
    row = wide.filter((pl.col("agency") == "甲县司法局") & (pl.col("year") == 2021)).row(0, named=True)
    assert row["penalty_yuan"] is None
    assert row["citations"] == 0


def test_a_zero_that_is_said_of_several_stands_in_each_and_once_among_its_unit():
    row = {
        "counted": "案件",
        "activity": "dispute",
        "indicator": "dispute_jian",
        "unit": "件",
        "value": 0.0,
        "used": "yes",
    }
    both = row | {"counts_for": "reconsiderations lawsuits", "approximation": None}
    table = panel.add_up(pl.LazyFrame([both], schema_overrides={"approximation": pl.String}))
    found = {name: (value, n) for name, value, n in table.select("indicator", "value", "n").iter_rows()}
    assert found == {"dispute_jian": (0, 1), "reconsiderations": (0, 1), "lawsuits": (0, 1)}


def test_masked_is_masked(tidy):
    masked = tidy.filter("masked")
    assert masked["agency"].unique().to_list() == [None]
    assert masked.filter(pl.col("indicator") == "penalty_yuan")["value"].to_list() == [7]
    assert value(tidy, "甲县司法局", 2020, "masked_figures") == 1
    assert value(tidy, "甲县司法局", 2020, "penalty_jian") == "no row"


def test_several_reports_of_a_year_are_one_row_and_joint_reports_count_for_each(made):
    wide = panel.panel(made, wide=True)
    assert len(wide) == 7
    two = wide.filter(pl.col("agency") == "乙区公安局").row(0, named=True)
    assert (two["reports"], two["penalty_yuan"], two["joint"]) == (2, 1, False)
    joint = wide.filter("joint")
    assert joint["agency"].to_list() == ["丁县税务局", "丙市税务局"]
    assert joint["penalty_yuan"].to_list() == [9, 9]


def test_years_are_a_window(made):
    assert panel.panel(made, years=(2021, None))["year"].unique().to_list() == [2021]
    assert panel.panel(made, years=(None, 2020))["year"].unique().to_list() == [2020]


def test_fines_and_cases_are_missing_where_nothing_is_said_and_zero_where_zero_is(tidy):
    assert value(tidy, "甲县司法局", 2020, "fines") == 305, "said twice, counted once"
    assert value(tidy, "甲县司法局", 2020, "fines", "n") == 2
    assert value(tidy, "甲县司法局", 2020, "cases") == 0, "the report says zero"
    assert value(tidy, "甲县司法局", 2021, "fines") == "no row", "the report says nothing"
    assert value(tidy, "乙区公安局", 2020, "cases") == "no row"
    assert value(tidy, "戊市海关", 2020, "fines") == 10, "neither the part nor the increase nor last year's"


def test_the_panel_says_what_the_question_says(made):
    from kg.query import ask

    wide = panel.panel(made, wide=True).filter(~pl.col("joint"))
    asked = ask(made, "penalties", year=2020).records()
    (everywhere,) = asked
    joint = 9  # one report of two agencies is two rows of the panel
    assert everywhere["fines"] == wide.filter(year=2020)["fines"].sum() + joint
    assert everywhere["cases"] == 0


def test_of_disputes_the_largest_counts_and_nothing_is_added_to_its_whole(tmp_path):
    import kg.store

    words = "办理行政复议案件9件，维持6件，撤销1件。收到行政复议申请12件。行政诉讼4件，胜诉3件，负责人出庭应诉2次。"
    text = f"甲县司法局2021年法治政府建设情况报告\n一、主要举措和成效\n{words}\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    kg.store.build([tmp_path / "a.txt"], tmp_path / "s.kg")
    (row,) = panel.panel(kg.store.open(tmp_path / "s.kg"), wide=True).rows(named=True)
    assert (row["reconsiderations"], row["lawsuits"]) == (12, 4)
    assert row["dispute_jian"] > 12


def test_the_codebook_defines_every_indicator_and_column_in_both_languages(tidy, made):
    book = panel.codebook(made)
    named = book.filter(kind="indicator")
    rest = sorted(set(tidy["indicator"]) - set(panel.COUNTS) - {"fines", "cases"})
    assert named["indicator"].to_list() == [*panel.COUNTS, "fines", "cases", *rest]
    assert set(book.filter(kind="column")["indicator"]) == set(tidy.columns)
    for row in book.iter_rows(named=True):
        for words in ("title", "definition"):
            assert row[f"{words}_zh"], row
            assert row[f"{words}_en"], row
    fines = book.filter(pl.col("indicator") == "penalty_yuan").row(0, named=True)
    assert "sum of the figures in 元 on activities of type penalty" in fines["definition_en"]
    assert "元计的本年度数值之和" in fines["definition_zh"]
    assert (fines["unit"], fines["values"], fines["figures"], fines["max"]) == ("元", 6, 7, 305)
    assert (
        "mean (missing where these are rates of different things) of the figures in %"
        in book.filter(pl.col("indicator") == "penalty_pct")["definition_en"].item()
    )


def test_files_have_whole_numbers_without_a_point(made, tmp_path):
    for table in (panel.panel(made), panel.panel(made, wide=True), panel.codebook(made)):
        text = panel.write(table, tmp_path / "p.csv").read_text("utf-8")
        assert not re.search(r"\d\.0(?:,|$)", text, re.MULTILINE)
        assert re.search(r",\d+(?:,|$)", text, re.MULTILINE)
    assert panel.panel(made, wide=True)["citations"].dtype == pl.Int64
    assert panel.plain(pl.DataFrame({"x": [1.0, 0.5, None, 1e19]}))["x"].to_list() == ["1", "0.5", None, "1e+19"]


def test_every_unit_has_a_name_of_its_own():
    from kg import resources

    units = {row["unit"] for row in resources.rows("units.tsv")} | {
        row["unit"] for row in resources.rows("unit_names.tsv")
    }
    names = [panel.unit_name(unit) for unit in units]
    assert len(set(names)) == len(names)
    assert all(f"penalty_{name}".isidentifier() for name in names)
    assert panel.unit_name("龘龘") == "u9f98u9f98", "a unit that nobody has named yet is not lost"
