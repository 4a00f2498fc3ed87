"""Front matter of saved questions, parameters as users type them, and tables for the eye."""

from __future__ import annotations

import json
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.store
from kg import messages
from kg.errors import UsageError
from kg.query import ask, prepare, question, select
from kg.query.files import parse
from kg.query.resolve import term, thing
from kg.query.result import Result
from kg.query.saved import Parameter, Text
from kg.query.table import table, text_table, width
from kg.store import OpenStore, load

MATTER = """# title.zh: 题目
# title.en: A title
#   that goes on
# counts.zh: 定义：含冒号
# counts.en: what: it counts
# view: line
# param.act.type: act
# param.act.label.zh: 文件
# param.act.label.en: Act
# param.act.required: yes
# param.year.type: year
# param.year.label.zh: 年
# param.year.label.en: Year

# a comment of the query
SELECT * {
  ?s <a:cites> $act .
  ?s <a:year> $year .  #? year
  ?s <a:any> ?y .  #? !year
  FILTER(?t != "$act")
}
"""


def test_a_question_is_read_from_its_file() -> None:
    read = parse("07-name-of-it.rq", MATTER)
    assert (read.number, read.name, read.view) == (7, "name-of-it", "line")
    assert read.title == Text("题目", "A title that goes on")
    assert read.counts.zh == "定义：含冒号"
    assert [(p.name, p.required) for p in read.parameters] == [("act", True), ("year", False)]


def test_lines_are_kept_for_the_parameters_that_are_given_and_strings_are_left_alone() -> None:
    read = parse("07-x.rq", MATTER)
    one = read.sparql({"act": "<a:b>", "year": "2021"})
    assert "<a:cites> <a:b>" in one
    assert "<a:year> 2021 ." in one
    assert "<a:any>" not in one
    assert '"$act"' in one
    other = read.sparql({"act": "<a:b>"})
    assert "<a:year>" not in other
    assert "<a:any> ?y ." in other
    assert "#?" not in one + other


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("name.rq", ("", ""), "NN-name.rq"),
        ("1-x.rq", ("# title.en: A title\n#   that goes on\n", ""), "lacks title.en"),
        ("1-x.rq", ("view: line", "view: pie"), "view is 'pie'"),
        ("1-x.rq", ("type: year", "type: decade"), "no known type"),
        ("1-x.rq", ("# view: line", "# nonsense"), "KEY: VALUE"),
        ("1-x.rq", ("# view: line", "# vieww: line"), r"'vieww' \(did you mean view.* means nothing"),
        ("1-x.rq", ("act.required", "act.requird"), "'param.act.requird' .*means nothing"),
        ("1-x.rq", ("type: year", "type: choice"), "only a choice has choices"),
        (
            "1-x.rq",
            ("type: year", "type: choice\n# param.year.choices: a b\n# param.year.default: c"),
            "none of its choices a, b",
        ),
        ("1-x.rq", ("#? year", "#? yaer"), "line 18: 'yaer' is no parameter"),
        ("1-x.rq", ("#? year", "#? year=2020"), "line 18: 'year=2020' is no parameter"),
        ("1-x.rq", ("#? year", "#? year and more!"), "line 18: a mark is"),
    ],
)
def test_a_wrong_front_matter_says_what_and_where(file: str, change: tuple[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        parse(file, MATTER.replace(*change))
    assert str(caught.value).startswith(file)


@pytest.mark.parametrize(
    ("question_name", "parameter", "given", "iri"),
    [
        ("where-cited", "act", "安全生产法", "act/中华人民共和国安全生产法"),
        ("where-cited", "act", "《中华人民共和国安全生产法》", "act/中华人民共和国安全生产法"),
        (
            "where-cited",
            "act",
            "<https://w3id.org/fazhi/id/act/中华人民共和国安全生产法>",
            "act/中华人民共和国安全生产法",
        ),
        ("where-cited", "act", "新安法", "act/中华人民共和国安全生产法"),
        ("where-cited", "act", "《安全 生产法》", "act/中华人民共和国安全生产法"),
        ("where-cited", "act", "act:中华人民共和国安全生产法", "act/中华人民共和国安全生产法"),
        ("where-cited", "act", "河东区司法局工作", "document/河东区司法局工作办法"),
        ("similar-agencies", "agency", "巴南区应急", "agency/重庆市巴南区应急管理局"),
        ("most-cited-acts", "place", "500113", "division/500113"),
        ("most-cited-acts", "place", "巴南区", "division/500113"),
        ("most-cited-acts", "place", "重庆", "division/500000"),
        ("most-cited-acts", "place", "重庆巴南区", "division/500113"),
        ("report-facts", "report", "a-2021.txt", "report/重庆市巴南区应急管理局-2021"),
        ("report-facts", "report", "a-2021", "report/重庆市巴南区应急管理局-2021"),
        ("report-facts", "report", "c-20", "report/重庆市应急管理局-2020"),
        ("report-facts", "report", "A-2021", "report/重庆市巴南区应急管理局-2021"),
        ("report-facts", "report", "report:重庆市巴南区应急管理局-2021", "report/重庆市巴南区应急管理局-2021"),
        (
            "report-facts",
            "report",
            "https://w3id.org/fazhi/id/report/%E9%87%8D%E5%BA%86%E5%B8%82%E5%BA%94%E6%80%A5%E7%AE%A1%E7%90%86%E5%B1%80-2020",
            "report/重庆市应急管理局-2020",
        ),
        ("report-facts", "report", "重庆市巴南区应急管理局 2021", "report/重庆市巴南区应急管理局-2021"),
        ("report-facts", "report", "巴南区应急管理局2022年", "report/重庆市巴南区应急管理局-2022"),
        ("report-facts", "report", "河东区司法局", "report/天津市河东区司法局-2021"),
        ("report-facts", "report", "重庆市应急管理局-2020", "report/重庆市应急管理局-2020"),
    ],
)
def test_things_are_found_by_the_names_that_people_use(
    small: OpenStore, question_name: str, parameter: str, given: str, iri: str
) -> None:
    terms = prepare(small, question_name, **{parameter: given}).terms
    assert terms[parameter] == f"<{small.base}{iri}>"


def test_a_long_name_takes_no_longer_than_its_length(small: OpenStore) -> None:
    began = time.process_time()
    with pytest.raises(UsageError, match="no report called"):
        thing(small, "report", "a" + "-" * 20_000 + "a")
    assert time.process_time() - began < 1


@pytest.fixture(scope="module")
def escaped(tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    """A store with acts whose names have marks that no IRI may have."""
    folder = tmp_path_factory.mktemp("escaped")
    names = ("%3Ca%3E", "法%3Ca%3E", "a%2Fb", "法%20律")
    acts = [f"<https://w3id.org/fazhi/id/act/{name}> a <https://w3id.org/fazhi/ontology#Act> .\n" for name in names]
    (folder / "acts.ttl").write_text("".join(acts), "utf-8")
    load([folder / "acts.ttl"], folder / "s.kg")
    return kg.store.open(folder / "s.kg")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("%3Ca%3E", "%3Ca%3E"),
        ("%3ca%3e", "%3Ca%3E"),
        ("%E6%B3%95%3Ca%3E", "法%3Ca%3E"),
        ("a%2Fb", "a%2Fb"),
        ("%E6%B3%95%20律", "法%20律"),
    ],
)
@pytest.mark.parametrize("start", ["https://w3id.org/fazhi/id/act/", "act:"])
def test_an_iri_with_marks_that_no_iri_may_have_is_found(escaped: OpenStore, start: str, given: str, kept: str) -> None:
    assert thing(escaped, "act", start + given).value == f"https://w3id.org/fazhi/id/act/{kept}"


def test_concepts_are_found_by_notation_and_name(small: OpenStore) -> None:
    for name in (
        "penalty",
        "行政处罚、立案与罚款",
        "Penalties and fines",
        "https://w3id.org/fazhi/ontology/activity/penalty",
    ):
        assert (
            prepare(small, "9", activity=name).terms["activity"] == "<https://w3id.org/fazhi/ontology/activity/penalty>"
        )


@pytest.mark.parametrize(
    ("question_name", "parameters", "words"),
    [
        ("report-facts", {"report": "重庆市巴南区应急管理局"}, "more than one report"),
        ("report-facts", {"report": "report:nobody-2021"}, "no report <https://w3id.org/fazhi/id/report/nobody-2021>"),
        ("where-cited", {"act": "<not an iri>"}, "no act called"),
        ("where-cited", {"act": "大气法"}, "means 中华人民共和国大气污染防治法: the store has no such act"),
        ("where-cited", {"act": "安全生厂法"}, r"\(did you mean 安全生产法"),
        ("most-cited-acts", {"place": "重倾"}, "did you mean 重庆市"),
        ("report-facts", {"report": "b-2012"}, "did you mean b-202"),
        ("where-cited", {"act": "https://bad iri"}, "is no IRI"),
        ("most-cited-acts", {"year": "2021 } DROP ALL"}, "a year like 2021"),
        ("most-cited-acts", {"year": "9" * 20}, "a year like 2021"),
        ("most-cited-acts", {"limit": "9" * 20}, "the parameter limit is too large: at most 999999999"),
        ("where-cited", {"act": "\udcff"}, r"'\\udcff' is not UTF-8"),
        ("report-facts", {"report": "\udcff"}, r"'\\udcff' is not UTF-8"),
        ("most-cited-acts", {"nothing": 1}, "has no parameter 'nothing'"),
        ("where-cited", {}, "needs act"),
    ],
)
def test_what_fits_nothing_or_too_much_is_said(
    small: OpenStore, question_name: str, parameters: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        prepare(small, question_name, **parameters)


@given(
    text=st.text(min_size=1, max_size=60).filter(lambda t: t.strip() and not any("\ud800" <= c <= "\udfff" for c in t))
)
def test_whatever_is_typed_stays_one_string(text: str) -> None:
    """A parameter never becomes part of the query's syntax."""
    written = term(None, Parameter("text", "text", Text("", "")), text)  # type: ignore[arg-type]
    rows = list(ox.Store().query(f"SELECT (({written}) AS ?x) {{}}"))
    assert [row["x"].value for row in rows] == [text.strip()]


def test_hostile_words_find_nothing_and_change_nothing(small: OpenStore) -> None:
    for text in ('") } DROP ALL #', "$act ?x <a:b>", "'\\u0022", 'x")) . ?a ?b ?c . FILTER(("'):
        assert ask(small, "problems", text=text).rows() == []


def test_questions_are_found_by_number_and_name() -> None:
    assert question("2") is question("where-cited") is question("02-where-cited")
    with pytest.raises(UsageError, match="did you mean penalties"):
        question("penaltys")
    with pytest.raises(UsageError):
        question("99")


def test_chinese_characters_take_two_columns() -> None:
    assert [width(t) for t in ("abc", "法治", "《法》", "a\u0301", "ａ")] == [3, 4, 6, 1, 2]
    lines = text_table(["name", "n"], [["安全生产法", "3"], ["ab", "12"]], [False, True]).splitlines()
    assert [width(line) for line in lines] == [14] * 4
    assert lines[2] == "安全生产法   3"


def test_tables_show_names_for_things_and_plain_numbers(small: OpenStore) -> None:
    result = select(
        small,
        "SELECT ?x ?xLabel ?n ?e { VALUES (?x ?xLabel ?n ?e) { (fz:Act '法'@zh 1144200.0 1.5e0) (<http://other/x> 'y' 0.0 UNDEF) } } ORDER BY DESC(?xLabel)",
    )
    shown = table(result, small.prefixes)
    assert [line.split() for line in shown.splitlines()[2:]] == [["法", "1144200", "1.5"], ["y", "0"]]
    assert "fz:Act" in table(result, small.prefixes, every=True)


def test_a_result_can_be_made_of_any_answer() -> None:
    body = json.dumps(
        {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "x"}}, {}]}}
    ).encode()
    assert Result("SELECT", body, ("a",)).rows() == [("x",), (None,)]


def test_messages_are_there_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert messages.say("ask.none", "zh") != messages.say("ask.none", "en")
    assert messages.error("there is no store at x.kg: make one with kg build PATH… -o x.kg", "zh").startswith(
        "x.kg 没有图谱"
    )
    assert messages.error("something else", "zh") == "something else"
    for value, language in (("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en")):
        monkeypatch.setenv("LC_ALL", value)
        assert messages.from_environment() == language
