"""The index finds sentences by their words and shows where they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import jieba
import pytest

import kg.store
from kg.errors import UsageError
from kg.store import searching
from kg.store.words import words
from tests.support import toy_build, toy_corpus, toy_report


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> kg.store.OpenStore:
    home = tmp_path_factory.mktemp("search")
    corpus = toy_corpus(home / "in")
    (corpus / "more.txt").write_text(
        toy_report(
            "重庆市巴南区司法局",
            2022,
            "重大行政处罚决定均经过法制审核，行政处罚决定书全部公开",
            "开展ABC平台巡查",
            "罚款共计5万元",
        ),
        "utf-8",
    )
    toy_build(corpus, home / "s.kg")
    return kg.store.open(home / "s.kg")


def texts(store: kg.store.OpenStore, query: str, limit: int = 50) -> list[str]:
    return [hit.text for hit in kg.store.search(store, query, limit)]


def test_a_sentence_is_found_by_its_words_in_any_order(store: kg.store.OpenStore) -> None:
    (found,) = texts(store, "法制审核 处罚")
    assert found.startswith("重大行政处罚决定")


@pytest.mark.parametrize("name", ["a#b.kg", "a?b.kg", "a%20b.kg", "a b.kg"])
def test_the_folder_may_be_called_anything(store: kg.store.OpenStore, tmp_path: Path, name: str) -> None:
    shutil.copytree(store.path, tmp_path / name, symlinks=True)
    assert kg.store.search(kg.store.open(tmp_path / name), "罚款") == kg.store.search(store, "罚款") != []


def test_no_more_are_found_than_are_asked_for(store: kg.store.OpenStore) -> None:
    assert [len(texts(store, "处罚", limit)) for limit in (2, 1, 0, -1, 10**30)] == [2, 1, 0, 0, 5]


@pytest.mark.parametrize("query", ["罚款", "公开", "abc", "ABC平台", "决定书"])
def test_short_words_and_letters_are_found(store: kg.store.OpenStore, query: str) -> None:
    assert len(texts(store, query)) == 1


def test_what_is_no_text_is_told(store: kg.store.OpenStore) -> None:
    with pytest.raises(UsageError, match="is not UTF-8"):
        texts(store, "罚款 \udcff")


def test_a_line_to_be_filled_in_is_no_word(store: kg.store.OpenStore) -> None:
    assert words("__培训__ _") == ["培训"]
    assert texts(store, "_ 罚款 ___") == texts(store, "罚款") != []


def test_quotation_marks_ask_for_the_very_characters(store: kg.store.OpenStore) -> None:
    assert len(texts(store, "“行政处罚决定书”")) == 1
    assert texts(store, "“处罚行政”") == []


def test_a_phrase_is_found_where_its_words_are_cut_in_another_way(store: kg.store.OpenStore) -> None:
    assert words("处罚决定") == ["处罚", "决定"]
    assert len(texts(store, "“处罚决定均”")) == 1
    assert len(texts(store, "“处罚决定” 公开")) == 1


@pytest.mark.parametrize("sign", ["-", "－"])
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("处罚", 5),
        ("处罚 ~公开", 4),  # a word of the index
        ("处罚 ~书全部", 4),  # cut across words
        ("~公开 处罚", 4),
        ("处罚 ~“书全 部”", 5),
        ("处罚 ~“书全部”", 4),
        ("“处罚决定” ~公开", 0),
        ("处罚 ~不存在", 5),
        ("处罚 ~。", 5),
        ("处罚 ~ 公开", 1),
        ("处罚~公开", 1),
        ("巡查 ~abc平台", 0),
    ],
)
def test_a_word_with_a_sign_before_it_leaves_out_the_sentences_that_hold_it(
    store: kg.store.OpenStore, query: str, sign: str, number: int
) -> None:
    assert len(texts(store, query.replace("~", sign))) == number


@pytest.mark.parametrize("query", ["-处罚", "-处罚 -“决定书”", "-处罚 。"])
def test_leaving_out_alone_is_no_search(store: kg.store.OpenStore, query: str) -> None:
    with pytest.raises(UsageError, match="only leaves out: say what to look for, too"):
        texts(store, query)


def test_a_phrase_is_looked_for_in_no_more_sentences_than_the_limit(
    store: kg.store.OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = store.text
    monkeypatch.setattr(store, "text", lambda sha256: read.append(sha256) or whole(sha256))
    assert texts(store, "“安全生产法《”") == []
    assert len(read) == 4
    monkeypatch.setattr(searching, "_LOOKED_AT", 2)
    assert texts(store, "“安全生产法《”") == []
    assert len(read) == 4 + 2


def test_a_text_is_read_once_for_all_its_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(
        toy_report("重庆市巴南区司法局", 2022, *(f"开展行政检查{n}次" for n in range(9))), "utf-8"
    )
    toy_build(tmp_path / "a.txt", tmp_path / "s.kg")
    store = kg.store.open(tmp_path / "s.kg")
    read: list[str] = []
    whole = store.text
    monkeypatch.setattr(store, "text", lambda sha256: read.append(sha256) or whole(sha256))
    assert len(texts(store, "“行政检查”")) == 9
    assert len(read) == 1


def test_nothing_and_marks_alone_find_nothing(store: kg.store.OpenStore) -> None:
    for query in ("", "  ", "。，", '"', "不存在的词语"):
        assert texts(store, query) == []


@pytest.mark.parametrize(
    "query", ['处罚" OR "检查', "处罚*", "NEAR(处罚)", '"_ 处罚 x_y"', "word:处罚", "'; DROP TABLE words"]
)
def test_signs_of_the_query_language_are_only_characters(store: kg.store.OpenStore, query: str) -> None:
    kg.store.search(store, query)


def test_hits_say_where_they_stand(store: kg.store.OpenStore) -> None:
    for hit in kg.store.search(store, "行政处罚"):
        assert store.text(hit.sha256)[hit.start : hit.end] == hit.text
        assert hit.marks
        for start, end in hit.marks:
            assert set(hit.text[start:end]) <= set("行政处罚")


def test_no_more_than_asked_for(store: kg.store.OpenStore) -> None:
    assert len(texts(store, "安全生产法")) == 4
    assert len(texts(store, "安全生产法", 2)) == 2


def test_the_words_are_those_of_jiebas_search_mode() -> None:
    text = "严格规范公正文明执法，推行“双随机、一公开”监管2021年共检查企业3500家次，重庆市巴南区应急管理局牵头。"
    expected = [w for w in jieba.Tokenizer().lcut_for_search(text, HMM=False) if w.isalnum()]
    assert words(text) == expected
