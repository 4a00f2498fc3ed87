"""Signs of an activity that no single word gives: what an earlier count was, lists of one deed, lists of powers, counsel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.catalogue import signs
from kg.extract.clauses import Clause, Hit, Sentence
from kg.extract.frames import Frame
from kg.extract.quantities import Quantity

#: Classes whose faults a review mends, and all that something comes out of.
_REVIEWS = frozenset("legal_review dispute rulemaking".split())
FRUITFUL = _REVIEWS | {"drill"}
#: Classes whose lists go on whatever is listed.
_PUBLISHED = frozenset(("power_list", "disclosure"))
#: Units that powers are listed by.
LISTED_BY = frozenset("项 个 大项 小项".split())


class Known(NamedTuple):
    """What was decided for an earlier quantity of the sentence."""

    quantity: Quantity
    activity: str


def outcome(activity: str, head: Hit | None, governor: Hit | None) -> bool:
    """Whether it is what came out of the review before: 审查文件32件，提出意见87条; 审查文件173件，纠正5件."""
    if governor is not None and governor.word.text.startswith(signs.begins("mended")):
        return activity in _REVIEWS and not (head is not None and head.word.text == "问题")
    if activity == "drill":
        return head is not None and head.word.text.startswith("出动")  # 扑火演练2场，出动186人次
    if activity != "legal_review":
        return False
    return (
        head.word.text in signs.words("findings")
        if head is not None
        else governor is not None and governor.word.text == "提出"
    )


def attends(hit: Hit) -> bool:
    """Whether the word says that somebody takes part: 培训8期，1030人次参加."""
    return hit.word.text in signs.words("attending")


def taught(head: Hit, frame: Frame | None, earlier: Sequence[Known]) -> bool:
    """Whether a lesson is for the public and no training of one's own people: 进校园讲授法治课2节."""
    if frame is None or not _is_lesson(head.word.text):
        return False
    if any(_of_public(t.text) for t in frame.tokens[: frame.at]):
        return True
    return (
        bool(earlier)
        and earlier[-1].activity == "publicity"
        and frame.tokens[frame.at].text[-1] in signs.words("lesson units")
    )


@lru_cache(maxsize=1 << 13)
def _is_lesson(text: str) -> bool:
    return signs.within("lessons").search(text) is not None


@lru_cache(maxsize=1 << 13)
def _is_hearing(text: str) -> bool:
    return signs.within("hearings").search(text) is not None


@lru_cache(maxsize=1 << 13)
def _of_public(text: str) -> bool:
    return signs.within("the public").search(text) is not None


@lru_cache(maxsize=1 << 13)
def _is_advice(text: str) -> bool:
    return signs.within("advice").search(text) is not None


@lru_cache(maxsize=1 << 13)
def _is_service(text: str) -> bool:
    return signs.within("services").search(text) is not None


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
    listable = (
        head is not None and head.word.role in ("n", "t") and head.word.text[:2] not in signs.words("done to lists")
    )
    if not listable and last.activity not in _PUBLISHED:
        return False
    if last.quantity.start < here.start:
        return False
    joined = next((t.text for t in frame.tokens if t.start >= last.quantity.end), "")
    if joined[:1] not in signs.words("joined"):
        return False
    deeds = signs.words("done to lists")
    done = any(h.end <= last.quantity.start and h.word.text[:2] in deeds for h in here.hits)
    if last.activity == "power_list" or (done and last.activity == "disclosure"):
        return last.quantity.unit == quantity.unit
    return done and listable


def strange(frame: Frame) -> bool:
    """Whether a verb and a noun that the lexicon lacks stand before the number: 改造老旧小区15个 is no law work."""
    first = max((i + 1 for i in range(frame.at) if frame.tokens[i].tag[0] == "Q"), default=0)
    row = frame.tokens[first : frame.at]
    verb = next((i for i, t in enumerate(row) if t.tag == "V"), None)
    return verb is not None and any(t.tag == "N" and len(t.text) > 1 for t in row[verb + 1 :])


def advised(sentence: Sentence, clause: int, quantity: Quantity) -> bool:
    """Whether counsel is who advises or attends: 法律顾问参与疑难案件会商6次."""
    current = sentence.clauses[clause]
    here = current.hits
    while here and here[-1].end > quantity.start:
        here = here[:-1]
    if not here or not (_is_advice(here[-1].word.text) or any("列席" in h.word.text for h in here)):
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
    if governor is not None and governor.word.text in signs.words("exercising"):
        return False
    more = bool(earlier) and earlier[-1].activity == "power_list" and earlier[-1].quantity.unit == quantity.unit
    if head is None:
        return (
            more and governor is not None and governor.word.text in signs.words("listing") and not _of_services(frame)
        )
    if head.word.text in signs.words("powers") and quantity.unit == "项":
        return True
    if not head.word.text.endswith("事项") or _is_service(head.word.text):
        return False
    return more or any(h.word.text in signs.words("listing") and h.end <= head.start for h in hits)


def _of_services(frame: Frame | None) -> bool:
    """Whether the words before the number name items of service: 取消各类证明26项."""
    if frame is None:
        return False
    return any(_is_service(t.text) for t in frame.tokens[: frame.at])
