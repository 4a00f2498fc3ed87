"""Times: what the law or a rule demands counts nothing done, what something took does, also where it is an upper bound."""

from __future__ import annotations

import re

from kg.extract.quantities import Quantity

UNITS = frozenset("天 小时 分钟 工作日 个月".split())
#: 办理时间压缩至3天以内: so far it was brought down.
_BROUGHT_DOWN = re.compile(r"(?:压[缩减]|缩[短减]|减[少至]|精简|降低?)[至到为]$")
#: 法定期限20个工作日的事项
_LEGAL = re.compile(r"(?:法定|承诺|规定)(?:办[理结])?(?:期限|时限|时间)(?:为|是)?$")
#: 严格落实1分钟处置、3分钟增援的要求: the verb may stand before another time of the list.
_OBEYED = re.compile(
    r"(?:落实|执行|遵守|按照|构建|打造|建立|健全|完善|实行|推行|践行|兑现)[“‘\"]?"
    r"(?:\d+(?:分钟|小时|天|个?工作日)[^，。；\n\d]{1,8}、)*$"
)
_RULE = re.compile(r"[^，。；\n]{0,20}?(?:要求|机制|圈|响应|标准|承诺|规定|原则|制度|目标)(?=[，。；、）)”\n]|$)")
#: So far before and behind a time is looked for the rule.
_NEAR = 40


def reached(before: str) -> bool:
    """Whether a time behind these words is what something was brought down to.

    >>> reached("企业开办时间压缩至"), reached("办理时限为")
    (True, False)
    """
    return _BROUGHT_DOWN.search(before) is not None


def demanded(text: str, quantity: Quantity) -> bool:
    """Whether a time is what the law, or a rule that is obeyed, demands."""
    start, end = quantity.start, quantity.end
    if text.startswith("的", end) and _LEGAL.search(text, max(0, start - _NEAR), start):
        return True
    return (
        _OBEYED.search(text, max(0, start - _NEAR), start) is not None
        and _RULE.match(text, end, end + _NEAR) is not None
    )
