"""Which of several acts a title means."""

from __future__ import annotations

from kg.catalogue import acts
from kg.link import lookup


def of_several(*titles: str) -> str:
    found = tuple(act for title in titles if (act := acts.load().get(title)) is not None)
    assert len(found) == len(titles)
    return lookup.one(found, "某法", "exact").act


def test_of_several_acts_the_newest_is_meant_whatever_they_are_called() -> None:
    code, basic_law = "中华人民共和国民法典", "中华人民共和国香港特别行政区基本法"
    assert basic_law > code
    assert of_several(basic_law, code) == of_several(code, basic_law) == code


def test_an_act_of_no_place_goes_before_a_newer_local_one() -> None:
    assert (
        of_several("重庆市安全生产条例", "中华人民共和国香港特别行政区基本法") == "中华人民共和国香港特别行政区基本法"
    )
