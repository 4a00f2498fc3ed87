"""Titles between title marks, found by characters: nested, mixed, doubled and unclosed ones.

=====================================  =====================================================
``《安全生产法》``                        one title
``《关于修改〈安全生产法〉的决定》``          a title with an inner one
``《关于印发《巡查办法》的通知》``            the same with the same marks
``《安全生产法〉``, ``≪消防法≫``            mixed and foreign marks
``《安全生产法、《消防法》``                two titles, the first unclosed
``落实《安全生产法，加强监管``               unclosed: it ends before the mark that ends its clause
``处罚<3万元``, ``<br>``                 none
=====================================  =====================================================

One pass over the marks of the text, linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract import limits

#: Opening marks and what they count as: double marks are titles, single ones are inner titles or stand in for double ones.
_OPENING = {
    "《": "double",
    "≪": "double",
    "«": "double",
    "〈": "single",
    "‹": "single",
    "<": "single",
    "﹤": "single",
    "＜": "single",
}
_CLOSING = {
    "》": "double",
    "≫": "double",
    "»": "double",
    "〉": "single",
    "›": "single",
    ">": "single",
    "﹥": "single",
    "＞": "single",
}
_JUNK_RUN = 5  # so many opening marks in a row are damage, not titles

_DEEPEST = 6  # so many titles open at once are damage too

_OPEN, _CLOSE = "".join(_OPENING), "".join(_CLOSING)
#: It begins with the marks alone, which are fast to seek; what kind of mark it is decides what may follow.
_MARK = re.compile(
    rf"[{_OPEN}{_CLOSE}](?:"
    rf"(?<=《)[^{_OPEN}{_CLOSE}。；;！!？?\n]{{1,150}}》"  # by far the commonest: a whole title with nothing in it
    rf"|(?<=[{_OPEN}])[{_OPEN}]{{{_JUNK_RUN - 1},}}|(?<=[{_CLOSE}])[{_CLOSE}]{{{_JUNK_RUN - 1},}}"  # damage, passed over in one step
    r"|(?<=<)<|(?<=〈)〈|(?<=＜)＜|(?<=>)>|(?<=〉)〉|(?<=＞)＞"  # doubled single marks count as a double one
    r"|)"
)
#: No title is longer.
LONGEST = 220
#: Past the end of a sentence or line, a closing mark must come this soon to belong to the title before it.
_BEYOND_STOP = 60
_STOP = re.compile(r"[。；;！!？?\n]")
_CLAUSE_END = re.compile(r"[。；;！!？?，,：\n]")
_HAN = re.compile(r"[\u3400-\u9fff]")
#: Where an unclosed title ends inside its clause: 《安全生产法等法律法规 → 《安全生产法
_FORM = r"(?:法典|宪法|法|条例|办法|规定|规则|规程|细则|决定|决议|通知|意见|方案|纲要|规划|计划|制度|准则|标准|清单|指引|公告)"
_UNCLOSED_FORM = re.compile(
    rf".{{1,60}}?{_FORM}(?:[（(](?:试行|暂行|修订|修正|\d{{4}}年?[^）)]{{0,8}})[）)])?(?=等|和|及|与|、|的(?!通知|决定|意见)|要求|精神|规定|第|（|\(|$)"
)
_ALONE = re.compile(rf"^(?:中华人民共和国)?(?:宪法|[^。；;！!？?\n]{{2,}}{_FORM})(?:[（(][^（）()]{{1,16}}[）)])?$")
_LISTED = re.compile(rf"(?:{_FORM}|[）)])[、，,和及与]?$|[、，,和及与]$")
_GOES_ON = re.compile(r"(?:的|等)[^，。；！？\n]{0,30}?(?:通知|决定|意见|方案|办法|细则|批复|函|公告|报告|决议|说明)")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the scanned text, marks included.

    :param inner: titles inside this one, outermost first, in order.
    :param flags: ``unclosed`` (no closing mark; ``end`` is where the title's words end) or ``mixed`` (marks that do not match).
    """

    start: int
    end: int
    text: str
    inner: tuple[Title, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    start: int
    after: int
    kind: str
    inner: list[Title]


def scan(text: str, left_out: set[str] | None = None) -> list[Title]:
    """The outermost titles of ``text``, in order; offsets are those of ``text``.

    :param left_out: takes up ``titles`` where the text has more marks than are read.

    >>> [(t.text, [i.text for i in t.inner]) for t in scan("按《关于修改〈安全生产法〉的决定》和《消防法》")]
    [('关于修改〈安全生产法〉的决定', ['安全生产法']), ('消防法', [])]
    """
    found: list[Title] = []
    stack: list[_Open] = []
    marks = limits.first((m.span() for m in _MARK.finditer(text)), limits.PLACES, "titles", left_out)
    for index, (start, end) in enumerate(marks):
        sign = text[start]
        if stack and _is_over(text, stack, start, sign in _CLOSING):
            _give_up(text, stack, start, found)
        if sign == "《" and text[end - 1] == "》":
            if (inside := text[start + 1 : end - 1]).strip():
                (stack[-1].inner if stack else found).append(Title(start, end, inside))
        elif end - start >= _JUNK_RUN:
            continue
        elif sign in _OPENING:
            kind = "double" if end - start == 2 else _OPENING[sign]
            stack.append(_Open(start, end, kind, []))
        elif stack:
            kind = "double" if end - start == 2 else _CLOSING[sign]
            following = marks[index + 1] if index + 1 < len(marks) else None
            _close(text, stack, kind, start, end, following, found)
    if stack:
        _give_up(text, stack, len(text), found)
    found.sort(key=lambda title: title.start)
    return found


def _is_over(text: str, stack: list[_Open], position: int, closing: bool) -> bool:
    """Whether the open title cannot reach ``position``: too far, or past the end of its sentence."""
    begin = stack[0].start
    if position - begin > LONGEST:
        return True
    last = stack[-1]
    since = max(last.after, last.inner[-1].end if last.inner else 0)
    stop = _STOP.search(text, since, position)
    return stop is not None and not (closing and position - stop.start() <= _BEYOND_STOP)


def _close(
    text: str,
    stack: list[_Open],
    kind: str,
    start: int,
    end: int,
    following: tuple[int, int] | None,
    found: list[Title],
) -> None:
    """Close the open title that the mark at ``start`` belongs to."""
    top = stack[-1]
    if top.kind == kind:
        _finish(text, stack, start, end, (), found)
        return
    another_close = (
        following is not None
        and text[following[0]] in _CLOSING
        and following[0] - end <= _BEYOND_STOP
        and not _STOP.search(text, end, following[0])
    )
    if kind == "single":  # 《…〉: its own closing mark, unless the right one still comes
        if not another_close:
            _finish(text, stack, start, end, ("mixed",), found)
        return
    if len(stack) == 1 or another_close:  # 〈…》, or 《…〈…》…》
        _finish(text, stack, start, end, ("mixed",), found)
        return
    while len(stack) > 1 and stack[-1].kind != kind:  # 《…〈…》: the inner one ends with the outer one
        _finish(text, stack, start, start, ("unclosed",), found)
    _finish(text, stack, start, end, (), found)


def _finish(text: str, stack: list[_Open], close: int, end: int, flags: tuple[str, ...], found: list[Title]) -> None:
    """Take the innermost open title off the stack; keep it if it can be one."""
    top = stack.pop()
    inside = text[top.after : close]
    if not _plausible(inside, top.kind, nested=bool(stack)):
        (stack[-1].inner if stack else found).extend(top.inner)
        return
    title = Title(top.start, end, inside, tuple(top.inner), flags)
    (stack[-1].inner if stack else found).append(title)


def _plausible(inside: str, kind: str, nested: bool) -> bool:
    """Titles have words; between single marks that stand alone, the words must end as an act's title does."""
    if kind == "double":
        return bool(inside.strip())
    if nested:
        return len(_HAN.findall(inside[:40])) >= 2 and not _STOP.search(inside)
    return _ALONE.search(inside) is not None


def _give_up(text: str, stack: list[_Open], limit: int, found: list[Title]) -> None:
    """No closing mark came: each double mark that is still open is an unclosed title, single ones are no titles."""
    if len(stack) > _DEEPEST:
        stack.clear()
        return
    for at, opened in enumerate(stack):
        bound = stack[at + 1].start if at + 1 < len(stack) else limit
        if opened.kind == "double":
            _unclosed(text, opened, bound, found)
        else:
            found.extend(opened.inner)
    stack.clear()


def _unclosed(text: str, opened: _Open, bound: int, found: list[Title]) -> None:
    bound = min(bound, opened.after + LONGEST)
    first = opened.inner[0] if opened.inner else None
    if first is not None and not _LISTED.search(text[opened.after : first.start]):
        rest = _GOES_ON.match(text, opened.inner[-1].end, bound)  # 《关于印发《巡查办法》的通知, …
        if rest is not None:
            inside = text[opened.after : rest.end()]
            found.append(Title(opened.start, rest.end(), inside, tuple(opened.inner), ("unclosed",)))
            return
    end = min(bound, first.start) if first is not None else bound
    stop = _CLAUSE_END.search(text, opened.after, end)
    end = stop.start() if stop else end
    form = _UNCLOSED_FORM.match(text, opened.after, end)
    end = form.end() if form else end
    words = text[opened.after : end].rstrip(" 、和及与")
    if len(_HAN.findall(words)) >= 2 and end - opened.start <= LONGEST:
        found.append(Title(opened.start, opened.after + len(words), words, (), ("unclosed",)))
    found.extend(opened.inner)
