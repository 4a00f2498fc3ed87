"""Programmes: named initiatives, campaigns, days and systems in their plain form."""

from __future__ import annotations

import pytest

from kg.extract import programmes
from kg.extract.view import view


def names(text: str, quoted: list[tuple[int, int]] | None = None) -> set[str]:
    return {p.name for p in programmes.find(view(text), quoted or [])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将抽查纳入“双随机、一公开”监管。", {"双随机一公开"}),
        ("“双随机”“一公开”抽查60户。", {"双随机一公开"}),
        ("大力推广“互联网+执法”工作模式。", {"互联网+执法"}),
        ("以全国“安全生产月”等活动为契机。", {"安全生产月"}),
        ("参加全国安全生产月活动。", {"安全生产月"}),
        ("利用“5·12”防灾减灾日宣传。", {"512防灾减灾日"}),
        ("利用5.12防灾减灾日宣传。", {"512防灾减灾日"}),
        ("“12·4”国家宪法日、宪法宣传周期间。", {"124国家宪法日", "宪法宣传周"}),
        ("119消防宣传月期间开展活动。", {"119消防宣传月"}),
        ("开展“6·16”安全集中咨询宣传活动。", {"616安全集中咨询宣传活动"}),
        ("落实“谁执法谁普法”普法责任制。", {"谁执法谁普法"}),
        ("落实行政执法“三项制度”。", {"三项制度"}),
        ("广泛开展安全知识“五进”活动。", {"五进"}),
        ("深化“放管服”改革。", {"放管服"}),
        ("推进“证照分离”改革和“一网通办”。", {"证照分离", "一网通办"}),
        ("全面推行行政执法公示制度。", {"行政执法公示制度"}),
        ("健全行政执法人员资格管理制度和行政执法责任制。", {"行政执法人员资格管理制度", "行政执法责任制"}),
        ("制定法律顾问、公职律师制度。", {"法律顾问制度", "公职律师制度"}),
        ("实施安全生产不良记录“黑名单”制度。", {"安全生产不良记录黑名单制度"}),
        ("继续实施安全生产“清零”行动。", {"安全生产清零行动"}),
        ("深入开展农资打假专项行动。", {"农资打假专项行动"}),
        ("开展“绿剑护粮安”行动。", {"绿剑护粮安行动"}),
        ("压实林长制、田长制。", {"林长制", "田长制"}),
        ("推行证明事项告知承诺制。", {"证明事项告知承诺制"}),
        ("推行“扫码入企”“综合查一次”。", {"扫码入企", "综合查一次"}),
        ("“八五”普法规划顺利实施。", {"八五普法"}),
        ("开展“宪法进农村”“法律进乡村”活动。", {"宪法进农村", "法律进乡村"}),
        ("开展“美好生活·民法典相伴”主题宣传。", {"美好生活民法典相伴"}),
        ("严格执行“亮证执法”制度。", {"亮证执法"}),
        ("落实“第一议题”制度。", {"第一议题制度"}),
        ("防范和惩治统计造假责任制得到落实。", {"防范和惩治统计造假责任制"}),
        ("打好污染防治攻坚战。", {"污染防治攻坚战"}),
        ("开展“国门利剑2023”联合专项行动。", {"国门利剑2023联合专项行动"}),
        ("做好第五次全国经济普查。", {"第五次全国经济普查"}),
        ("第十五届中国统计开放日。", {"中国统计开放日"}),
    ],
)
def test_a_programme_is_named_in_its_plain_form(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "树牢“四个意识”，做到“两个维护”。",
        "坚持“党政同责、一岗双责”和“三个必须”原则。",
        "打通执法“最后一公里”。",
        "以“责任主体谈主体责任”为主题开展座谈。",
        "存在“等靠要”思想。",
        "建立健全各项规章制度。",
        "完善管理制度和工作机制。",
        "开展专项行动12次。",
        "形成法制工作“一把手”亲自抓的格局。",
        "推进制度建设和体制改革。",
        "实现每月通报、每周调度。",
        "逐步形成一套内容完备的制度。",
        "围绕“当好第一责任人”主题开展宣传。",
    ],
)
def test_slogans_principles_and_common_words_are_no_programmes(text: str) -> None:
    assert names(text) == set()


def test_a_title_gives_only_known_and_quoted_names() -> None:
    text = "印发《关于全面推行行政执法公示制度的通知》《推进安全宣传“五进”工作方案》。"
    spans = [(2, 21), (21, len(text) - 1)]
    assert names(text, spans) == {"五进"}


def test_the_span_is_that_of_the_source() -> None:
    text = "　　深入推进“放管服”改革，落实 “双随机、一公开” 监管。"
    for mention in programmes.find(view(text), []):
        assert text[mention.start : mention.end] == mention.surface
        assert programmes.plain(mention.surface).startswith(mention.name[:3])


def test_each_mention_is_one() -> None:
    found = programmes.find(view("落实三项制度。再落实三项制度。"), [])
    assert [p.name for p in found] == ["三项制度", "三项制度"]
