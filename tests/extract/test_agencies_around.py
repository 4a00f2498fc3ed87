"""A name is the same name whatever stands before and behind it: no word joins it, and none takes a part of it away."""

from __future__ import annotations

import pytest

import kg

_REPORT = "平江县农业农村局2019年法治政府建设年度报告\n\n{}\n\n平江县农业农村局\n2020年1月20日\n"
_BEFORE = """向 由 经 同 对 在 会同 联合 配合 协调 提请 邀请 荣获 报送 移送 函告 商请 依托 加强与 完善与 推动 指导 督促 监督 聘请 委托 挂牌 作为 受 通知 通报
起诉 不服 维持 确认 提示 提醒 约谈 帮助 走访 考察 检查 抽查 督查 考核 巡察 审计 明确 进驻 联动 对接""".split()
_BEHIND = """组织培训3次 长期坚持学法 公布清单5项 公开信息3条 会同公安机关检查 会商案情2次 委派干部2人 委托第三方评估 面向企业开展培训 处理案件5件 处置险情3起
法制审核文件3件 法律顾问2名 所有人员参加 办理案件3件 办结案件3件 大力推进 联合检查 实施方案1个 报送材料3份 成立专班 复核案件2件""".split()
_NAMES = """县司法局 县人民法院 县政府 县公安局交警大队 县政务服务中心 县纪委监委 县市场监督管理局 岳阳市司法局 加义镇政府 县总工会 县畜牧水产事务中心
县农产品质量安全检测中心 县疾控中心 县法律援助中心 县安全生产委员会办公室 国家税务总局平江县税务局""".split()


def _found(sentences: list[str]) -> list[str]:
    """The names in each sentence, joined."""
    text = _REPORT.format("\n".join(f"{sentence}。" for sentence in sentences))
    agencies = kg.extract_text(text).agencies
    found, start = [], text.index("\n\n") + 2
    for sentence in sentences:
        end = start + len(sentence)
        found.append(" ".join(a.surface for a in agencies if start <= a.start < end))
        start = end + 2
    return found


@pytest.mark.parametrize("name", _NAMES)
def test_what_stands_before_a_name_is_no_part_of_it(name: str) -> None:
    got = _found([f"{word}{name}开展工作" for word in _BEFORE])
    assert {word: found for word, found in zip(_BEFORE, got, strict=True) if found != name} == {}


@pytest.mark.parametrize("name", [*_NAMES, "县安委办", "县委依法治县办"])
def test_what_stands_behind_a_name_takes_nothing_of_it(name: str) -> None:
    behind = [words for words in _BEHIND if not (name.endswith("办") and words.startswith("办"))]
    got = _found([f"{name}{words}" for words in behind])
    assert {words: found for words, found in zip(behind, got, strict=True) if found != name} == {}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("对原市城乡规划建设委员会的职责予以整合", "市城乡规划建设委员会"),
        ("检查县城关派出所", "县城关派出所"),
        ("县委派出机构督查", "县委"),
        ("报告获得开发区管委会批准", "开发区管委会"),
        ("局党组中心组学习", ""),
        ("县教委托管机构2家", ""),
        ("县委托市委党校培训", "市委党校"),
    ],
)
def test_words_that_only_look_like_a_part_of_a_name(sentence: str, names: str) -> None:
    assert _found([sentence]) == [names]
