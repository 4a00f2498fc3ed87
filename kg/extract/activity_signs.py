"""Signs of an activity that no single word gives: what an earlier count was, lists of one deed, lists of powers, counsel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.clauses import Clause, Hit, Sentence
from kg.extract.frames import Frame
from kg.extract.quantities import Quantity

#: What comes out of a review: 审查文件32件，提出修改意见87条.
_FINDINGS = frozenset(
    "问题 发现问题 查找问题 存在问题 反馈问题 指出问题 查摆问题 执法问题 意见 修改意见 意见建议 建议 审查意见 审核意见 瑕疵 整改意见 修改建议 反馈意见".split()
)
#: A fault that a review mends belongs to the review.
_MENDED = ("纠正", "退回", "退查")
_REVIEWS = frozenset("legal_review dispute rulemaking".split())
#: What stands between the items of a list, and deeds that are done to lists of things, also as the first part of a word (审查合同).
_JOINED = frozenset("、和及与")
_DONE = frozenset("审查 审核 评查 公示 公开 检查 抽查 抽检".split())
_ATTENDING = frozenset("参加 参与 参会 到场 观摩".split())
_LESSON = re.compile(r"授课|讲课|讲座|法治课|微课|夜校")
#: Meetings that hear the public belong to the rule or decision that they are held on.
_HEARING = re.compile(r"听证|论证会|座谈会")
_PUBLIC = re.compile(
    r"高校|职校|村$|学校|小学|中学|中小学|校园|学生|师生|学院|幼儿园|社区|村民|居民|群众|院落|企业|农户|商户|民宿|老年"
)
#: What counsel does with an organ: 提供咨询31次, 参与会商6次.
_ADVICE = re.compile(r"咨询|会商|列席|法律服务|坐诊|值守")
#: Units that powers are listed by.
LISTED_BY = frozenset("项 个 大项 小项".split())
#: What is done to a list of powers: 保留政务服务事项515项.
_LISTING = frozenset("保留 取消 下放 承接 梳理 调整 认领 精简 收回 赋权 划转".split())
#: Items of service, which are no powers: 取消行政许可事项7项, 承接下放事项36项.
_SERVICES = re.compile(r"证明|许可|审批(?!权)|下放(?!权)")
#: Kinds of powers: 行政许可4项 in a list of powers.
_POWERS = frozenset(
    "行政许可 行政处罚 行政强制 行政检查 行政确认 行政奖励 行政裁决 行政征收 行政给付 其他行政权力 行政审批 行政强制措施 行政强制执行".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was decided for an earlier quantity of the sentence."""

    quantity: Quantity
    activity: str


def outcome(activity: str, head: Hit | None, governor: Hit | None) -> bool:
    """Whether it is what came out of the review before: 审查文件32件，提出意见87条; 审查文件173件，纠正5件."""
    if governor is not None and governor.word.text.startswith(_MENDED):
        return activity in _REVIEWS and not (head is not None and head.word.text == "问题")
    if activity == "drill":
        return head is not None and head.word.text.startswith("出动")  # 扑火演练2场，出动186人次
    if activity != "legal_review":
        return False
    return head.word.text in _FINDINGS if head is not None else governor is not None and governor.word.text == "提出"


def attends(hit: Hit) -> bool:
    """Whether the word says that somebody takes part: 培训8期，1030人次参加."""
    return hit.word.text in _ATTENDING


def taught(head: Hit, frame: Frame | None, earlier: Sequence[Known]) -> bool:
    """Whether a lesson is for the public and no training of one's own people: 进校园讲授法治课2节."""
    if frame is None or not _is_lesson(head.word.text):
        return False
    if any(_PUBLIC.search(t.text) is not None for t in frame.tokens[: frame.at]):
        return True
    return bool(earlier) and earlier[-1].activity == "publicity" and frame.tokens[frame.at].text[-1] in "节堂课"


@lru_cache(maxsize=1 << 13)
def _is_lesson(text: str) -> bool:
    return _LESSON.search(text) is not None


@lru_cache(maxsize=1 << 13)
def _is_hearing(text: str) -> bool:
    return _HEARING.search(text) is not None


def heard(head: Hit, hits: Sequence[Hit], earlier: Sequence[Known]) -> bool:
    """Whether a meeting hears the public on a rule or decision: 就重大行政决策召开听证会3次."""
    if not _is_hearing(head.word.text):
        return False
    if earlier and earlier[-1].activity == "rulemaking":
        return True
    return any(h.word.activity == "rulemaking" and h.end <= head.start for h in hits)


def goes_on(quantity: Quantity, here: Clause, frame: Frame | None, head: Hit | None, earlier: Sequence[Known]) -> bool:
    """Whether it goes on with a list of things to which one deed is done: 审查合同388份、规范性文件1件."""
    if not earlier or frame is None or frame.at < 2:
        return False
    last = earlier[-1]
    if last.quantity not in here.quantities:
        return False
    joined = next((t.text for t in frame.tokens if t.start >= last.quantity.end), "")
    if joined[:1] not in _JOINED:
        return False
    done = [h for h in here.hits if h.end <= last.quantity.start and h.word.text[:2] in _DONE]
    if last.activity == "power_list" or (done and last.activity == "disclosure"):
        return last.quantity.unit == quantity.unit
    return bool(done) and head is not None and head.word.role in ("n", "t") and head.word.text[:2] not in _DONE


def strange(frame: Frame) -> bool:
    """Whether a verb and a noun that the lexicon lacks stand before the number: 改造老旧小区15个 is no law work."""
    first = max((i + 1 for i in range(frame.at) if frame.tokens[i].tag[0] == "Q"), default=0)
    row = frame.tokens[first : frame.at]
    verb = next((i for i, t in enumerate(row) if t.tag == "V"), None)
    return verb is not None and any(t.tag == "N" and len(t.text) > 1 for t in row[verb + 1 :])


def advised(sentence: Sentence, clause: int, quantity: Quantity) -> bool:
    """Whether counsel is who advises or attends: 法律顾问参与疑难案件会商6次."""
    current = sentence.clauses[clause]
    here = [h for h in current.hits if h.end <= quantity.start]
    if not here or (_ADVICE.search(here[-1].word.text) is None and not any("列席" in h.word.text for h in here)):
        return False
    if _by_counsel(here):
        return True
    mark = current.mark
    for other in reversed(sentence.clauses[:clause]):
        if mark not in "，,（(":
            return False
        if _by_counsel(other.hits):
            return True
        mark = other.mark
    return False


def _by_counsel(hits: Sequence[Hit]) -> bool:
    """Whether one of the words names a counsel."""
    for hit in hits:  # noqa: SIM110 - asked for every count of times
        if hit.word.activity == "counsel" and hit.word.role == "t":
            return True
    return False


def listed(
    quantity: Quantity,
    head: Hit | None,
    hits: Sequence[Hit],
    governor: Hit | None,
    earlier: Sequence[Known],
    frame: Frame | None,
) -> bool:
    """Whether powers are listed (行政许可7项, 保留政务服务事项20项) and not exercised (办理行政许可7项)."""
    if governor is not None and governor.word.text in ("办理", "受理", "实施", "作出", "审批", "办结", "完成"):
        return False
    more = bool(earlier) and earlier[-1].activity == "power_list" and earlier[-1].quantity.unit == quantity.unit
    if head is None:
        return more and governor is not None and governor.word.text in _LISTING and not _of_services(frame)
    if head.word.text in _POWERS and quantity.unit == "项":
        return True
    if not head.word.text.endswith("事项") or _SERVICES.search(head.word.text) is not None:
        return False
    return more or any(h.word.text in _LISTING and h.end <= head.start for h in hits)


#: What an organ does with a case when it decides on it.
_CONSIDERED = frozenset("研究 讨论 审议 会商".split())
#: Deeds that hand things to the public, and what is no such thing.
_HANDING = frozenset("发放 派发 散发 分发 张贴 发送".split())
_ORDER = re.compile(r"整改|责令|改正|限期|监督|处罚|公告|案例")
#: Deeds that look at bodies, and the units of those.
_LOOKING = ("检查", "抽查", "核查", "巡查", "稽查", "排查")
_PAPERS = re.compile(r"文件|合同|案卷|卷宗|执法文书")
_BODIES = frozenset("家 户 家次 户次 所 间 间次".split())


@lru_cache(maxsize=1 << 14)
def overruled(deed: str, text: str, activity: str, unit: str) -> tuple[tuple[str, float], ...]:
    """The class that a deed has with a head of this ``text`` and ``activity`` instead of its own, with its weight."""
    if deed == "审核" and activity == "licensing":
        return (("licensing", 10.0),)
    if deed.endswith(_LOOKING) and _PAPERS.search(text) is not None:
        return (("legal_review", 20.0),)  # 抽查存量文件210份
    if activity == "staffing" and "证" in text:
        return (("staffing", 20.0),)  # 收缴过期执法证件26个 is no penalty
    if deed[-2:] in _CONSIDERED and "案" in text:
        return (("legal_review", 20.0),)
    if activity == "penalty" and deed == "发现":
        return (("inspection", 20.0),)  # 发现违法用地120宗
    if activity == "penalty" and unit in _BODIES and deed.endswith(_LOOKING):
        return (("inspection", 10.0),)  # 检查涉嫌虚开骗税企业138户
    if deed in _HANDING and activity in ("rectification", "disclosure") and _ORDER.search(text) is None:
        return (("publicity", 20.0),)  # 发放法律援助告知书1200份, but 发放整改通知书20份
    if activity == "inspection" and deed in ("查获", "查扣"):
        return (("inspection", 20.0),)  # 查获外来物种57批次
    return ()


def _of_services(frame: Frame | None) -> bool:
    """Whether the words before the number name items of service: 取消各类证明26项."""
    if frame is None:
        return False
    return any(_SERVICES.search(t.text) is not None for t in frame.tokens[: frame.at])
