"""What stands behind a quantity: the noun phrase that it counts (12家企业), or what its people do (300人参加考试)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.frames import Token

_NOMINAL = frozenset("n nr ns nt nz ng vn an a b l j i s f t k x eng v vi".split())
#: 和, 及 and 、 go on with a phrase only before another noun.
_JOINING = frozenset(("和", "及", "与", "、", "的", "以及", "或"))
_STOP_BEHIND = frozenset("d p c q m r y".split())
#: What stands behind a number without being what it counts: 98%以上, 47项重新梳理.
_NO_HEADS = frozenset("以上 以下 以内 左右 之多 重新 逐一 逐项 全部 全都 无一 在内".split())
#: A phrase is no longer than this.
LONGEST = 24


def noun(text: str, tokens: Sequence[Token], at: int) -> str:
    """The noun phrase behind the quantity."""
    start = end = tokens[at].end
    nominal = False
    for token in tokens[at + 1 :]:
        if token.start != end and token.start - end > 0:
            break
        if token.tag[0] == "Q" or token.end - start > LONGEST:
            break
        if token.hit is None and token.text not in _JOINING:
            if (
                token.tag[0] == "Q"
                or token.part in _STOP_BEHIND
                or token.text in _NO_HEADS
                or token.part not in _NOMINAL
            ):
                break
            if nominal and token.tag == "V":
                break
        elif token.hit is not None and token.tag in ("do", "v", "v!") and nominal:
            break
        nominal = True
        end = token.end
    return text[start:end].strip("、和及与的《 “”")


def deed(text: str, tokens: Sequence[Token], at: int) -> str:
    """What the people counted do, up to the next quantity or mark."""
    start = end = tokens[at].end
    for token in tokens[at + 1 :]:
        if token.tag[0] == "Q" or token.end - start > LONGEST:
            break
        end = token.end
    return text[start:end].strip("、和及与《 “”")
