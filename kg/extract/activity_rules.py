"""What the words of a quantity's own clause say of its class: rules that each look at one thing and vote.

The rules stand in tables by what they look at: the deed that governs the number, the word for what is counted, the count
before, the clause at large. None knows of another, and their votes add up. To teach the product a new turn of phrase is to
write one more function of a :class:`~kg.extract.activity_place.Place`, with an example beside it, and to name it in its table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from kg.catalogue import signs
from kg.catalogue.deeds import ruled
from kg.extract.activity_place import DEEDS, FAR, Place
from kg.extract.activity_signs import FRUITFUL, LISTED_BY, Known, advised, goes_on, heard, listed, outcome, taught
from kg.extract.activity_units import TIMES
from kg.extract.clauses import Hit

#: How loudly a word speaks, by where it stands.
_GOVERNING = 6.0
_SHARED = 5.0
_SECOND = 3.0
HEAD = 4.0
_DECIDING = 8.0
_DONE_TO = 10.0
_CLAUSE = 1.2
_BEHIND = 1.6
_BESIDE = 0.8
#: How loudly a rule speaks that names the class itself.
_RESPECTIVE = _RESULTING = 20.0
_GOING_ON = _REPEATED = 36.0
_FOR_THE_PUBLIC = 40.0
_LISTED = 25.0
_ADVISED = 60.0
#: Of whom a deed reached, and of bodies, little is said; where a rate is of them, they are what is counted.
_REACHED = 0.5

Vote = tuple[str, float]
_NONE: tuple[Vote, ...] = ()


def own_clause(scores: defaultdict[str, float], place: Place) -> None:
    """Add to ``scores`` what the words of its own clause say of a quantity."""
    for hits, loudness in ((place.before, _CLAUSE), (place.behind, _BEHIND), (place.beside, _BESIDE)):
        for _, _, word in hits:
            if word.role != "t":  # bodies and people speak only where they are what is counted
                scores[word.activity] += word.weight * loudness
    governor, head, earlier = place.governor, place.head, place.earlier
    if governor is not None and governor.word.role in DEEDS:  # 审查合同43份 is a review, whatever the contract says
        scores[governor.word.activity] += governor.word.weight * (_SHARED if place.shared else _GOVERNING)
    if head is not None:
        scores[head.word.activity] += head.word.weight * _headed(place, head)
    votes: list[Vote] = []
    if governor is not None:
        for rule in GOVERNOR_RULES.get(governor.word.role, ()):
            votes += rule(place, governor)
        if (previous := place.previous) is not None and previous.hits and not previous.quantities:
            for repeats in PREVIOUS_RULES:
                votes += repeats(place, governor, previous.hits[-1])
        if head is not None:
            for pairs in DEED_AND_HEAD_RULES:
                votes += pairs(place, governor, head)
    if head is not None:
        for rule in CLASS_RULES.get(head.word.activity, ()):
            votes += rule(place, head)
        if place.respective:
            for rule in RESPECTIVE_RULES:
                votes += rule(place, head)
    if earlier:
        last = earlier[-1]
        for follows in FOLLOWED_RULES.get(last.activity, ()):
            votes += follows(place, last)
        if last.quantity.start >= place.clause.start:
            for follows in LIST_RULES:
                votes += follows(place, last)
    for says in CLAUSE_RULES_BEHIND if place.behind else CLAUSE_RULES:
        votes += says(place)
    for activity, weight in votes:
        scores[activity] += weight


def _headed(place: Place, head: Hit) -> float:
    """How loudly what is counted speaks: 行政执法培训4次 is a training. Whom a deed reached says little: 培训执法人员30人."""
    if head.word.role == "t" and not place.towards and (place.governor is not None or place.audience):
        return HEAD * (_REACHED if not place.audience or place.quantity.unit == "%" else 0.0)
    return HEAD


def _respective(place: Place, head: Hit) -> Iterable[Vote]:
    """One of the things that the clause lists before their numbers: 行政检查、行政处罚分别为62户次、18件."""
    follows = place.earlier and head.word.role == "in"
    return ((place.earlier[-1].activity if follows else head.word.activity, _RESPECTIVE),)


def _overruled(place: Place, governor: Hit, head: Hit) -> Iterable[Vote]:
    """A deed that means another thing with this head: 审核出国团组15个 is no legal review, 研究重大案件16起 no meeting."""
    deed, word = governor.word.text, head.word
    if word.activity == "penalty" and any(
        h.word.text == "发现" and governor.start <= h.start < head.start for h in place.clause.hits
    ):
        deed = "发现"
    vote = ruled(deed, word.text, word.activity, place.quantity.unit)
    return _NONE if vote is None else (vote,)


def _resulting(place: Place, last: Known) -> Iterable[Vote]:
    """What came out of the count before: 审查文件32件，提出意见87条."""
    return ((last.activity, _RESULTING),) if outcome(last.activity, place.head, place.governor) else _NONE


def _going_on(place: Place, last: Known) -> Iterable[Vote]:
    """The next item of a list to which one deed is done: 审查合同388份、规范性文件1件."""
    if goes_on(place.quantity, place.clause, place.frame, place.head, place.earlier):
        return ((last.activity, _GOING_ON),)
    return _NONE


def _behind_empty_verb(place: Place, _governor: Hit) -> Iterable[Vote]:
    """The deed behind a verb that says nothing: 协助法庭化解疑难案件2件, 组织中心组学习习近平法治思想6次."""
    head = place.head
    if head is not None and head.word.role != "n":
        return _NONE
    deeds = [h for h in place.before if h.word.role in DEEDS and (head is None or h.end <= head.start)]
    if not deeds:
        return _NONE
    return ((deeds[-1].word.activity, deeds[-1].word.weight * (_SECOND if head is not None else HEAD)),)


def _done_to(place: Place) -> Iterable[Vote]:
    """What is done to what is counted, said behind it: 对3起重大案件进行集体讨论, 6件重大决策全部经过合法性审查."""
    frame = place.frame
    if frame is None:
        return _NONE
    if not frame.at or frame.tokens[frame.at - 1].text != "对":
        if not place.towards or place.right != FAR:
            return _NONE
        passed = signs.words("of all")
        of_all = next((t for t in reversed(frame.tokens[frame.at + 1 :]) if t.text in passed), None)
        if of_all is None or place.behind[-1].start < of_all.end:
            return _NONE
    done = next((h for h in reversed(place.behind) if h.word.role in DEEDS or h.word.weight >= 2), None)
    if done is None or done is place.head:
        return _NONE
    return ((done.word.activity, done.word.weight * _DONE_TO),)


def _repeated(place: Place, governor: Hit, last: Hit) -> Iterable[Vote]:
    """A bare deed that the clause before has named in full: 开展执法文书自查，自查1450份."""
    named = last.word
    if len(place.before) > 1 or len(named.text) == 2 or not named.text.endswith(governor.word.text):
        return _NONE
    return ((named.activity, _REPEATED),)


def _taught(place: Place, head: Hit) -> Iterable[Vote]:
    """A lesson for the public: 进校园授课48堂, but 为执法人员授课3次."""
    if not taught(head, place.frame, place.earlier):
        return _NONE
    return (("publicity", _FOR_THE_PUBLIC),)


def _heard(place: Place, head: Hit) -> Iterable[Vote]:
    """A hearing on a rule or decision: 就重大行政决策召开听证会3次."""
    if not heard(head, place.clause.hits, place.earlier):
        return _NONE
    return (("rulemaking", _FOR_THE_PUBLIC),)


def _closing(place: Place) -> Iterable[Vote]:
    """The deed that closes a list: 完成18件规范性文件、68件合同合法性审查."""
    if place.towards != "head" or place.right == FAR:
        return _NONE
    last = place.clause.hits[-1]
    if place.governor is not None and place.governor.word.role != "do":
        return _NONE
    if last.word.role != "vn" or last.start < place.clause.quantities[-1].end:
        return _NONE
    return ((last.word.activity, last.word.weight * _SHARED),)


def _deciding(place: Place) -> Iterable[Vote]:
    """A list of powers (保留政务服务事项20项), or else a deed that decides whatever is done it to (公示处罚决定12件)."""
    head, governor = place.head, place.governor
    if place.quantity.unit in LISTED_BY and listed(
        place.quantity, head, place.clause.hits, governor, place.earlier, place.frame
    ):
        return (("power_list", _LISTED),)
    if head is not None and head.word.activity == "power_list":
        return _NONE
    deciding = [hit.word for hit in place.before if hit.word.role == "v!"]
    if place.shared and governor is not None and governor.word.role == "v!":
        deciding.append(governor.word)
    if not deciding:
        return _NONE
    shown = head is not None and head.word.activity in ("rulemaking", "publicity")
    return [(word.activity, word.weight * _DECIDING) for word in deciding if not (shown and word.text == "公布")]


def _advised(place: Place) -> Iterable[Vote]:
    """What counsel advises on or attends: 法律顾问参与疑难案件会商6次."""
    if place.quantity.unit in TIMES and advised(place.sentence, place.number, place.quantity):
        return (("counsel", _ADVISED),)
    return _NONE


Rules = tuple[Callable[[Place, Hit], Iterable[Vote]], ...]
PairRules = tuple[Callable[[Place, Hit, Hit], Iterable[Vote]], ...]
#: The rules by what they look at; where a place has no such thing they are not asked. Their votes add up, in any order.
#: On the verb that governs the quantity, by its role in the lexicon; with the last word of a clause before that has no number;
#: with what is counted:
GOVERNOR_RULES: Mapping[str, Rules] = {"do": (_behind_empty_verb,)}
PREVIOUS_RULES: PairRules = (_repeated,)
DEED_AND_HEAD_RULES: PairRules = (_overruled,)
#: On what is counted, by its class: words that may be lessons, and hearings; or where it is one of a list of things:
CLASS_RULES: Mapping[str, Rules] = {
    **dict.fromkeys(("training", "publicity"), (_taught,)),
    **dict.fromkeys(("meeting", "legal_review", "rulemaking"), (_heard,)),
}
RESPECTIVE_RULES: Rules = (_respective,)
#: On the count before it in the sentence, by its class; or where that stands in the same clause:
FOLLOWED_RULES: Mapping[str, tuple[Callable[[Place, Known], Iterable[Vote]], ...]] = dict.fromkeys(
    FRUITFUL, (_resulting,)
)
LIST_RULES: tuple[Callable[[Place, Known], Iterable[Vote]], ...] = (_going_on,)
#: On the clause at large, and besides where words stand behind the quantity:
CLAUSE_RULES: tuple[Callable[[Place], Iterable[Vote]], ...] = (_deciding, _advised)
CLAUSE_RULES_BEHIND = (*CLAUSE_RULES, _done_to, _closing)
