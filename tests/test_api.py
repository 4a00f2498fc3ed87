"""The Python API as a notebook uses it."""

from __future__ import annotations

import datetime
import importlib
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, QueryError, QueryTimeout, StoreError, UsageError
from kg.store.manifest import LeftOut
from tests.small_corpus import build

REPORT = "重庆市巴南区应急管理局\n2021年法治政府建设年度报告\n一、主要举措\n学习《安全生产法》，检查企业120家次。\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    return kg.open(build(tmp_path_factory.mktemp("small")))


def test_answers_come_as_rows_frames_and_files(graph: kg.Graph, tmp_path: Path) -> None:
    result = graph.query(
        "SELECT ?n ?size ?day ?share { VALUES (?n ?size ?day ?share) { ('安' 1 '2021-06-10'^^xsd:date 1.5) ('宪' UNDEF UNDEF 2.0) } }"
    )
    assert result.columns == ("n", "size", "day", "share")
    assert sorted(result.rows(), key=str) == [
        ("安", 1, datetime.date(2021, 6, 10), Decimal("1.5")),
        ("宪", None, None, Decimal("2")),
    ]
    assert len(result) == len(list(result)) == 2
    frame = result.to_polars()
    assert [str(t) for t in frame.dtypes] == ["String", "Int64", "Date", "Float64"]
    pandas = pytest.importorskip("pandas")
    table = result.to_pandas()
    assert str(table["size"].dtype) == "Int64"
    assert table["size"].isna().sum() == 1
    assert pandas.api.types.is_datetime64_any_dtype(table["day"])
    result.to_csv(tmp_path / "a.csv", bom=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfn,size,day,share\r\n")
    assert result.to_csv().startswith("n,size")
    assert result.records()[0].keys() == {"n", "size", "day", "share"}
    assert "SELECT 2 rows" in repr(result)


def test_an_empty_answer_keeps_its_columns(graph: kg.Graph) -> None:
    result = graph.query("SELECT ?a ?b { FILTER(false) }")
    assert not result
    assert result.to_polars().columns == ["a", "b"]
    pytest.importorskip("pandas")
    assert list(result.to_pandas().columns) == ["a", "b"]


def test_what_is_not_installed_is_said_with_how_to_install_it(
    graph: kg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for name in ("pandas", "dask", "dask.distributed", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=r"needs pandas: (pip install '\.\[pandas\]') in the checkout") as pandas:
        graph.query("SELECT ?a { FILTER(false) }").to_pandas()
    with pytest.raises(UsageError, match=r"needs Dask: (pip install '\.\[dask\]') in the checkout") as dask:
        kg.build([Path(__file__)], tmp_path / "s.kg", engine="dask")
    for error, extra in ((pandas, "pandas"), (dask, "dask")):
        assert f"pip install '.[{extra}]'" in str(error.value)
        assert f"`pip install '.[{extra}]'`" in readme


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ('"2021-01-01T00:00:00Z"^^xsd:dateTime', "datetime64[s, UTC]"),
        ('"2021-01-01T00:00:00"^^xsd:dateTime', "datetime64[s]"),
        ('"2021-01-01T00:00:00Z"^^xsd:dateTime "2021-01-01T00:00:00"^^xsd:dateTime', "object"),
        ("99999999999999999999", "object"),
        ("7", "Int64"),
    ],
)
def test_columns_of_any_values_become_a_pandas_frame(graph: kg.Graph, values: str, kind: str) -> None:
    pytest.importorskip("pandas")
    table = graph.query(f"SELECT ?v {{ VALUES ?v {{ {values} }} }}").to_pandas()
    assert str(table["v"].dtype) == kind
    assert table["v"].notna().all()


def test_truth_values_and_graphs(graph: kg.Graph) -> None:
    assert graph.query("ASK { ?s a fz:Act }")
    assert not graph.query("ASK { ?s a fz:Nothing }")
    described = graph.query("CONSTRUCT { ?s rdfs:label ?l } { ?s a fz:Programme ; rdfs:label ?l }")
    assert len(described.rdflib()) == len(described) == 2
    assert described.columns == ("subject", "predicate", "object")
    for name in ("ttl", "rdfxml", "jsonld", "nt"):
        assert described.to_bytes(name)
    with pytest.raises(UsageError):
        described.to_bytes("csv")
    with pytest.raises(UsageError):
        graph.query("ASK {}").rdflib()


def test_saved_questions_take_names(graph: kg.Graph) -> None:
    assert graph.ask("most-cited-acts", year=2021, limit=1).records()[0]["reports"] >= 1
    by_name = graph.ask("where-cited", act="安全生产法")
    by_iri = graph.ask("where-cited", act=f"{graph.store.base}act/中华人民共和国安全生产法")
    assert by_name.rows() == by_iri.rows() == graph.ask("2", act="《中华人民共和国安全生产法》", year=None).rows()
    assert [q.name for q in graph.questions()][:2] == ["most-cited-acts", "where-cited"]
    assert {r["levelLabel"] for r in graph.ask("1", language="en", level="law").records()} == {"Law"}


def test_a_time_limit_stops_a_query_and_the_graph_goes_on(graph: kg.Graph) -> None:
    with pytest.raises(QueryTimeout):
        graph.query(
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i && ?b != ?h) }", timeout=0.5
        )
    assert (
        graph.query("SELECT ?s { ?s a fz:Act } LIMIT 1", timeout=20).rows()
        == graph.query("SELECT ?s { ?s a fz:Act } LIMIT 1").rows()
    )
    cut = graph.query("SELECT * { ?s ?p ?o }", max_rows=5)
    assert (len(cut), cut.truncated) == (5, True)
    with pytest.raises(UsageError, match="1 or more"):
        graph.query("SELECT * { ?s ?p ?o }", max_rows=0)


def test_what_is_wrong_is_an_error_of_its_kind(graph: kg.Graph, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        graph.query("SELECT * { SERVICE <http://h/> { ?s ?p ?o } }")
    with pytest.raises(QueryError) as wrong:
        graph.query("SELECT * {\n FILTER(? ) }")
    assert wrong.value.line == 2
    with pytest.raises(QueryError, match="no graph"):
        graph.query("SELECT * FROM <http://elsewhere/> { ?s ?p ?o }")
    with pytest.raises(UsageError, match="did you mean"):
        graph.ask("most-cited")
    with pytest.raises(StoreError):
        kg.open(tmp_path / "none.kg")
    with pytest.raises(AttributeError):
        _ = kg.nothing  # type: ignore[attr-defined]


def test_the_other_rooms_can_be_reached(graph: kg.Graph) -> None:
    assert graph.stats()["reports"] == 5
    assert len(graph.rdflib()) > 0
    network = graph.network("agency-act", years=(2020, 2022))
    assert network.number_of_edges() > 0
    assert graph.search("执法力量")[0].year == 2021
    assert graph.panel().height > 0
    assert graph.text(graph.store.manifest.inputs[0].sha256)


def test_a_text_a_file_and_a_folder_give_records(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(REPORT, "utf-8")
    record = kg.extract(file)
    assert [c.surface for c in record.citations] == ["《安全生产法》"]
    assert kg.extract(str(file)) == record
    assert kg.extract_text(REPORT).citations == record.citations
    assert list(kg.extract_all(tmp_path)) == [record]
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError):
        kg.extract(tmp_path / "empty.txt")
    with pytest.raises(InputError):
        list(kg.extract_all([tmp_path]))
    left: list[LeftOut] = []
    assert list(kg.extract_all(tmp_path, left_out=left)) == [record]
    assert [one.file for one in left] == ["empty.txt"]
    for several in (tmp_path, ""):
        with pytest.raises(UsageError, match="extract_all"):
            kg.extract(several)
    with pytest.raises(UsageError):
        kg.extract(tmp_path / "missing.txt")
    with pytest.raises(UsageError):
        kg.extract("missing.docx")
    with pytest.raises(UsageError, match="reprots"):
        kg.extract("reprots/2021")
    with pytest.raises(UsageError):
        kg.extract("认真贯彻《安全生产法》。")
    assert kg.extract_text("认真贯彻《安全生产法》。").citations


def test_a_store_is_built_and_a_report_becomes_a_doc(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    summary = kg.build(tmp_path / "a.txt", tmp_path / "s.kg")
    assert (summary.reports, summary.exit_code) == (1, 0)
    doc = kg.to_doc(kg.extract_text(REPORT))
    assert doc.text == REPORT


def test_extract_is_a_room_and_a_verb_in_whatever_order_it_is_met(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    assert importlib.import_module("kg.extract") is kg.extract
    for code in (
        "import kg.extract, kg; kg.extract.extract; kg.extract('a.txt')",
        "import kg; kg.extract('a.txt'); from kg.extract import extract",
        "from kg import extract; extract('a.txt')",
    ):
        subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)


def test_importing_is_quick_because_it_loads_nothing() -> None:
    code = "import sys, kg; print(len({'click', 'pyoxigraph', 'polars', 'spacy', 'kg.store', 'kg.query'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0\n"
    assert {"open", "extract", "build", "to_doc"} <= set(dir(kg))
