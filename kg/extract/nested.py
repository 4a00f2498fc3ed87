"""A body inside the one named before it: 区司法局|行政复议科, 上海市公安局|浦东分局, 中山大学|附属第三医院."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.catalogue import owners
from kg.extract.name_parts import Name
from kg.extract.names import Anchor, Lexicon

_DEPTH = 4  # bodies inside one another that a name is followed into
_REACH = 14  # characters between a body and one inside it, at most
#: Offices of a party committee or government: the same body, not one beside it (区委+组织部, 区政府+办公室).
_HOLDERS = ("人民政府", "政府", "管委会", "管理委员会")
_UNIVERSITIES = ("大学", "学院", "医院", "研究院")
_ATTACHED = re.compile(r"(?:第[一二三四五六七八九十]{1,2})?附属(?:第[一二三四五六七八九十]{1,2})?|附设")
_NATIONAL_BRANCHES = ("税务局", "调查队", "调查总队")
_CORPORATIONS = ("集团", "集团公司", "银行", "信用社", "联社")
#: Roles of words that may stand apart from the body around.
_APART = ("township", "part", "run", "group", "committee", "tail")
_BANK_BRANCHES = ("支行", "分行", "营业管理部", "营管部", "营业部")
#: Departments of a ministry, whatever they deal with: 公安部|交通管理局, 司法部|行政执法协调监督局.
_MINISTRIES = ("部", "署", "总局", "委员会", "发改委", "卫健委")
_DEPARTMENTS = ("局", "司", "厅", "办公室", "中心")
_REGION = re.compile(r"(?:华东|华北|华中|华南|东北|西北|西南|南方|东南|中南)")
#: What a body does with one that is not inside it: 市消费者协会|发展|消费维权服务站.
_DOES = re.compile(r"发展|新建|建成|创建|挂牌|揭牌|联动|升级|培育|新增|布设|布局|授牌")
_POSTED, _BY_NUMBER = "纪检监察组", ("纪检监察组", "巡视组", "巡察组")
_POSTED_NUMBER = re.compile(r"(?:派?驻(?:[\u4e00-\u9fff]{1,8})?)?第[一二三四五六七八九十]{1,3}")
_NUMBERED = re.compile(r"第[一二三四五六七八九十]{1,2}")

# An office whose word stands in no table, with its end: 区司法局|普法与依法治理科, 省厅|反垄断处; not 依法查|处, 本|科
OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:(?<![查惩严妥好坏长等各到从专本学文理百相处事])|(?<=[管审]理))(?:处|科|股|司)"
    r"(?=[，、。；：）)\s和与及]|关于|$)"
)


def with_office(words: Lexicon, name: Name, office: re.Match[str]) -> Name:
    """The name with an office after it, where the words between can be part of a name."""
    if words.stop.search(office[0].replace("与", "").replace("和", "")) or re.search("依法|查|应当|所有", office[0]):
        return name
    return replace(name, end=office.end(), parts=(*name.parts, office.start()), rule="body-inside")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A name and the word behind it that a name may end in: 区司法局 and 科 in 区司法局行政复议科."""

    text: str
    words: Lexicon
    anchor: Anchor
    start: int
    end: int
    outer: Name

    @property
    def gap(self) -> int:
        """How many characters stand between them."""
        return self.start - self.outer.end

    @property
    def between(self) -> str:
        """What stands between them."""
        return self.text[self.outer.end : self.start]

    @property
    def holder(self) -> str:
        """The word that the name ends in."""
        return self.outer.anchor.word

    def one_run(self) -> bool:
        """Whether what stands between them can be part of a name."""
        return self.words.run_before(self.text, self.start, self.gap, self.outer.end) == self.outer.end

    def joined(self) -> Name:
        """Two bodies, the second inside the first."""
        return _joined(self.outer, self.anchor, self.outer.end, self.end)

    def longer(self, **changed: Any) -> Name:
        """One body, whose name goes on."""
        return replace(self.outer, end=self.end, core_end=self.end, **changed)


def posted(text: str, name: Name, found: Sequence[Name]) -> Name:
    """A group that one of the bodies ``found`` before posts to another, as one name: 市纪委监委|驻市司法局|纪检监察组."""
    before = next((other for other in found[:-3:-1] if other.end < name.start), None)
    if before is None or not text.endswith(_POSTED, 0, name.end):
        return name
    stationed = text[before.end : name.start] in ("驻", "派驻")
    return _joined(before, name.anchor, before.end, name.end) if stationed else name


def inside(text: str, words: Lexicon, anchor: Anchor, start: int, end: int, outer: Name) -> Name | None:
    """The name of ``outer`` together with the body inside it, where the anchor is one: 区司法局|行政复议科."""
    if not 0 <= start - outer.end <= _REACH or outer.anchor.role == "run" or len(outer.parts) >= _DEPTH:
        return None
    pair = _Pair(text, words, anchor, start, end, outer)
    for applies, name in _RULES:
        if applies(pair):
            return name(pair)
    return _adjoining(pair) if start == outer.end else _apart(pair)


def _firm(p: _Pair) -> bool:  # 建筑设计院|有限公司
    return p.anchor.role == "company" and p.gap == 0 and p.outer.anchor.role in ("centre", "school")


def _of_school(p: _Pair) -> Name | None:  # 中南大学|法学院, 南方医科大学|顺德医院
    college = p.anchor.role == "school" or p.anchor.word.endswith("医院")
    if _ATTACHED.match(p.between) and p.anchor.role == "school" and p.gap <= 8:  # 如皋师范学校|附属小学
        return p.longer()
    return p.longer() if college and p.holder in _UNIVERSITIES and p.gap <= 8 and p.one_run() else None


def _party_owner(p: _Pair) -> str:
    return owners.before(p.text, p.outer.start, 0, "party")


def _party_committee(p: _Pair) -> bool:  # 中共|国家税务总局|委员会
    if p.anchor.word != "委员会" or p.gap:
        return False
    return bool(_party_owner(p)) or p.text.startswith(owners.of("party"), p.outer.start)


def _of_party(p: _Pair) -> Name:
    joined = _joined(p.outer, p.anchor, p.start, p.end)
    return replace(joined, start=p.outer.start - len(_party_owner(p)), kind="party")


def _of_bureau(p: _Pair) -> Name | None:  # 国家税务总局|岳阳市|税务局
    return p.joined() if p.words.chain_before(p.text, p.start, p.outer.end) == p.outer.end else None


def _state_group(p: _Pair) -> bool:
    word, role = p.anchor.word, p.anchor.role
    return p.holder == "国务院" and (
        role == "group" or "领导小组" in word or (word == "办公室" and p.outer.rule == "organ-nation")
    )


def _hospital_branch(p: _Pair) -> bool:
    return p.anchor.role == "school" and p.holder.endswith("医院") and p.outer.anchor.role == "organ"


def _department(p: _Pair) -> bool:  # 公安部|交通管理局, 国家粮食和物资储备局|安全仓储与科技司
    return (
        p.outer.anchor.role == "national"
        and p.anchor.role in ("organ", "tail", "centre")
        and not p.outer.parts
        and p.gap + p.end - p.start <= 12
        and (p.holder.endswith(_MINISTRIES) or p.holder.startswith("国家"))
        and p.anchor.word.endswith(_DEPARTMENTS)
        and not p.between.endswith("省")
        and p.one_run()
        and p.words.place_inside(p.text, p.outer.end, p.start) == p.start
    )


#: What is looked at first, each with the name it makes; the first that applies decides.
_RULES: tuple[tuple[Callable[[_Pair], bool], Callable[[_Pair], Name | None]], ...] = (
    (_firm, lambda p: p.longer(anchor=p.anchor, kind=p.anchor.kind, rule="proper")),
    (lambda p: p.outer.anchor.role == "school", _of_school),
    (_party_committee, _of_party),
    (lambda p: p.anchor.word in _NATIONAL_BRANCHES and p.holder in owners.of("bureau"), _of_bureau),
    (
        lambda p: p.anchor.word in _BANK_BRANCHES,
        lambda p: p.joined() if p.holder.endswith("银行") and p.one_run() else None,
    ),
    # 国务院|根治拖欠农民工工资工作|领导小组
    (_state_group, lambda p: p.longer(rule="organ-nation") if p.one_run() else None),
    # 广东省人民医院|南海医院
    (_hospital_branch, lambda p: p.longer() if p.gap <= 4 and p.one_run() else None),
    (_department, _Pair.joined),
)


def _adjoining(p: _Pair) -> Name | None:
    """Where nothing stands between: 区政府|办公室."""
    role, word, holder, outer = p.anchor.role, p.anchor.word, p.holder, p.outer.anchor
    if role in ("company", "place-company") and holder in _CORPORATIONS:  # 深圳市燃气集团|股份有限公司
        return p.longer(anchor=p.anchor)
    if word in ("政府", "人民政府"):  # 镇党委|政府 are two
        return None
    office = outer.kind == "party" and holder[-1] in "委会" and role in ("organ", "part")
    department = role in ("organ", "centre") and holder.endswith(_HOLDERS)
    unit = role == "organ" and word[-1] in "所院站馆队心" and outer.role == "organ" and holder[-1] in "局委厅"
    return p.joined() if office or department or unit or role in ("part", "group", "committee") else None


def _apart(p: _Pair) -> Name | None:
    """Where words stand between: 上海市公安局|浦东|分局."""
    role, word, outer = p.anchor.role, p.anchor.word, p.outer.anchor
    if word in _BY_NUMBER and _POSTED_NUMBER.fullmatch(p.between):  # 县纪委监委|派驻第三|纪检监察组, 省委|第五|巡视组
        return p.joined()
    within = (role == "company" and p.holder in _CORPORATIONS) or (role == "school" and outer.role == "national")
    if (not within and role not in _APART) or not p.one_run() or (role == "run" and _DOES.match(p.between)):
        return None
    if outer.role == "whole":  # 市局|第一|稽查局, 省委|农村|工作领导小组
        joins = role in ("group", "committee") or (role == "part" and _NUMBERED.fullmatch(p.between) is not None)
    elif role == "township":
        joins = p.holder.endswith("政府") and p.gap <= 6
    elif within:
        joins = p.gap <= 8
    elif word in ("税务分局", "税务所") and p.holder == "国家税务总局" and p.outer.parts:  # …武宁县税务局|清江|税务分局
        joins = p.gap <= 6
    elif role == "tail" or outer.role == "national":
        joins = p.gap <= 8 and _branch(p)
    else:
        joins = p.anchor.kind != "party" and word not in ("办公室", "办公厅") and not (role == "part" and p.gap > 8)
    return p.joined() if joins else None


def _branch(p: _Pair) -> bool:
    """Whether a body is one of several alike: 市场监督管理局|南山|监管局, 最高人民法院|第二|巡回法庭."""
    after = p.outer.end
    if p.words.place_inside(p.text, after, min(p.start, after + 2)) == after:
        return True
    if _NUMBERED.match(p.between) or _REGION.match(p.between) or p.between.startswith("驻"):  # …|驻重庆特派员|办事处
        return True
    if p.outer.anchor.role == "national":  # 水利部|淮河水利|委员会
        return p.anchor.word in ("委员会", "督察局", "管理局")
    return p.anchor.word == "分局" and p.gap <= 6


def _joined(outer: Name, anchor: Anchor, part: int, end: int) -> Name:
    kind = outer.kind or outer.anchor.kind
    if (
        anchor.kind == "party"
        or anchor.kind == "public_institution"
        or (anchor.role in ("organ", "centre") and outer.anchor.kind != "party")
    ):
        kind = anchor.kind
    return Name(
        outer.start,
        end,
        outer.head,
        outer.level,
        outer.anchor,
        outer.core,
        outer.core_end,
        outer.masked,
        (*outer.parts, part),
        kind,
        "body-inside",
        min(outer.confidence, 0.9),
    )
