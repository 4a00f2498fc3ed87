"""The spread of an act, counted by hand on the small store."""

from __future__ import annotations

import pytest

from kg import networks
from kg.errors import UsageError

CIVIL = "act/中华人民共和国民法典"


def test_first_years_of_agencies(store):
    table = networks.first_years(store, CIVIL, by="agency")
    found = {
        row["name"]: (row["first_year"], row["first_observed"], row["citations"]) for row in table.iter_rows(named=True)
    }
    assert found["乙区公安局"] == (2020, 2020, 1)
    assert found["甲县司法局"] == (2021, 2020, 1)
    assert found["丙市税务局"] == (2021, 2020, 1), "the report of unknown year does not date anything"
    assert [years[0] for name, years in found.items() if "名" in name] == [None], "the masked agency never cites it"


def test_the_share_grows_with_the_years(store):
    table = networks.spread(store, CIVIL, by="agency")
    assert table.rows() == [(2020, 3, 1, 1, 1, 3, round(1 / 3, 6)), (2021, 4, 2, 2, 3, 4, 0.75)]
    places = networks.spread(store, CIVIL, by="division")
    assert places["cumulative"].to_list() == [1, 2]
    assert networks.spread(store, CIVIL, by="province")["observed"].to_list()[-1] <= 3


def test_an_act_that_nobody_cites_does_not_spread(store):
    assert networks.spread(store, "act/没有这部法")["share"].to_list() == [0, 0]
    with pytest.raises(UsageError, match="unknown level"):
        networks.spread(store, CIVIL, by="town")
