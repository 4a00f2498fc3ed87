"""Numbers of documents and orders, and the articles behind a title."""

from __future__ import annotations

import pytest

from kg.extract import articles, docnums

NUMBERS = [
    ("按照渝市监发〔2021〕12号文件", ["渝市监发〔2021〕12号"]),
    ("实施方案，即渝市监发〔2021〕12号", ["渝市监发〔2021〕12号"]),
    ("（国办发[2018]118号）", ["国办发[2018]118号"]),
    ("（渝府办发（2021）第12号）", ["渝府办发（2021）第12号"]),
    ("税总发﹝2022﹞ 27 号", ["税总发﹝2022﹞ 27 号"]),
    ("（国发【2015】58号）", ["国发【2015】58号"]),
    ("*〔2022〕*号", ["*〔2022〕*号"]),
    ("**局发〔20**〕**号", ["**局发〔20**〕**号"]),
    ("国务院令第722号", ["国务院令第722号"]),
    ("根据国务院第722号令", ["国务院第722号令"]),
    ("中华人民共和国主席令第七十号", ["中华人民共和国主席令第七十号"]),
    ("江苏省人民政府令第140号", ["江苏省人民政府令第140号"]),
    ("自治区政府令第***号", ["自治区政府令第***号"]),
    ("应急管理部2号令", ["应急管理部2号令"]),
    ("国家税务总局公告2018年第15号", ["国家税务总局公告2018年第15号"]),
    ("住房和城乡建设部令第47号", ["住房和城乡建设部令第47号"]),
    ("国家发展和改革委员会令2018年第16号", ["国家发展和改革委员会令2018年第16号"]),
    ("2021年度、2022年12家", []),
    ("12345热线，第3号楼", []),
    ("〔2021〕12号", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_in_every_form(text, expected):
    assert [text[n.start : n.end] for n in docnums.scan(text)] == expected


ARTICLES = [
    ("第十条规定", "第十条"),
    ("第三十三条第二款第（一）项之规定", "第三十三条第二款第（一）项"),
    ("第一百三十四条之一", "第一百三十四条之一"),
    ("第34条第1款", "第34条第1款"),
    ("第八条、第十条之规定", "第八条、第十条"),
    ("中第五条", "第五条"),
    ("规定，第五条", None),
    ("第五章", None),
]


@pytest.mark.parametrize(("text", "expected"), ARTICLES)
def test_articles_right_after_a_title(text, expected):
    span = articles.after(text, 0)
    assert (text[slice(*span)] if span else None) == expected
