"""Names that somebody may have meant who spelled one wrongly."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

#: Names that are compared in full, after a look at the characters that they share with the wrong one.
_COMPARED = 200


def closest(wrong: str, names: Iterable[str], *, number: int = 3, least: float = 0.5) -> list[str]:
    """Those of ``names`` that are most like ``wrong``, best first.

    Alike are names with few changes between them, and longer ones that hold all characters of ``wrong`` in their order.

    :param least: 0 for anything, 1 for equal names only.

    >>> closest("安全生厂法", ["安全生产执法手册", "安全生产法", "行政处罚法"], number=1)
    ['安全生产法']
    >>> closest("大气防治法", ["大气污染防治法", "水污染防治法"], number=1)
    ['大气污染防治法']
    """
    here = Counter(wrong)
    shared = sorted((-sum((here & Counter(name)).values()), len(name), name) for name in set(names))[:_COMPARED]
    scored = sorted((-_alike(wrong, name), name) for count, _, name in shared if count)
    return [name for score, name in scored if -score >= least][:number]


def _alike(wrong: str, name: str) -> float:
    ratio = difflib.SequenceMatcher(None, wrong, name, autojunk=False).ratio()
    rest = iter(name)
    return 0.5 + ratio / 2 if len(wrong) > 1 and all(c in rest for c in wrong) else ratio


def meant(name: str, known: list[str], about: list[str] | None = None) -> str:
    """A remark on the names that may have been meant, and where none is alike on those that are ``about`` it."""
    close = closest(name, known, least=0.6)
    close += [k for k in known if name and name in k and k not in close][:2]
    close = close or (about or [])[:3]
    return f" (did you mean {' or '.join(close)}?)" if close else ""
