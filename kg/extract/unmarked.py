"""Citations without title marks of their own: by a name the report gave, a statute's name, a number, a pointer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract import articles, docnums, remarks, shortforms, statutes
from kg.extract.remarks import Found
from kg.extract.shortforms import Bindings, meaning


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (end - 1, 1 << 60)) - 1
    return at < 0 or taken[at][1] <= start


def all_taken(taken: list[tuple[int, int]], found: list[Found], bindings: Bindings) -> list[tuple[int, int]]:
    """The spans that are taken, with those of what was found and of the ends of names in definitions: （以下简称“新法”|）."""
    spans = {(f.start, f.end) for f in found if "inner" not in f.flags}
    spans.update((position - 2, position) for defined in bindings.values() for position, _, _ in defined)
    return sorted(spans.union(taken))


def bound(text: str, bindings: Bindings, taken: list[tuple[int, int]]) -> list[Found]:
    """Uses, outside title marks, of the names that the report gave: quoted ones, and bare ones that are no common word."""
    if not bindings:
        return []
    names = "|".join(re.escape(name) for name in sorted(bindings, key=len, reverse=True))
    definitions = {position for defined in bindings.values() for position, _, _ in defined}
    found = []
    for match in re.finditer(rf"(?P<quote>[“\"])?(?P<name>{names})(?P<close>[”\"])?", text):
        start, end = match.span("name")
        marked = match["quote"] is not None and match["close"] is not None
        meant = meaning(bindings, match["name"], start)
        bare = bindings[match["name"]][0][2]
        if meant is None or not (marked or bare) or not _free(taken, start, end):
            continue
        if match["name"].endswith("法") and text[end : end + 1] in "律规治制院官庭人学务理":
            continue
        if end in definitions or match.end() in definitions:
            continue  # the definition itself
        found += [Found(start, end, match["name"], "short-form", 0.9, name, after=end) for name in meant]
    return found


def unmarked(text: str, taken: list[tuple[int, int]]) -> Iterator[Found]:
    """Statutes by their titles and aliases where the instrument itself is the object."""
    for name in statutes.find(text, taken):
        rule = "alias" if name.alias else "statute"
        citation = Found(
            name.start, name.end, text[name.start : name.end], rule, 0.85, flags=["new"] if name.new else []
        )
        remarks.behind(text, citation)
        yield citation


_CALLED_ON = re.compile(
    r"(?:根据|按照|依据|依照|遵照|落实|贯彻|执行|印发|转发|下发|学习|发布|公布|对照)[^，。；\n]{0,4}$"
)
_AS_PAPER = re.compile(
    r"[ ]*(?:等[\d一二三四五六七八九十两]{0,2}[个份项件]?)?(?:文件?|公告)?(?:的?(?:要求|精神|规定|部署|通知|文))|[ ]*(?:等[\d一二三四五六七八九十两]{0,2}[个份项件]?)?文件"
)
_ORDER_ALONE = re.compile(r"国务院|主席|总局|总署|委员会|部|人民政府|省政府|市政府")


def numbered(text: str, numbers: Sequence[docnums.Number], taken: list[tuple[int, int]]) -> Iterator[Found]:
    """Orders, and papers that a sentence calls on, named by their number alone, one or several in a list."""
    alone = [
        n
        for n in numbers
        if _free(taken, n.start, n.end)
        and not text.startswith(("》", "〉"), n.end)
        and not text.endswith(("（", "("), 0, n.start)
    ]
    for listed in _lists(text, alone):
        first, last = listed[0], listed[-1]
        called = _CALLED_ON.search(text[max(0, first.start - 12) : first.start]) or _AS_PAPER.match(text, last.end)
        for number in listed:
            name = text[number.start : number.end]
            if not (_ORDER_ALONE.search(number.office + name) if number.order else called):
                continue
            citation = Found(
                number.start, number.end, name, "number", 0.8, number=(number.start, number.end), after=number.end
            )
            if number.office:
                citation.stands_for = number.office + name
            if number.order:
                citation.flags.append("order")
            citation.article = articles.after(text, number.end)
            yield citation


def _lists(text: str, numbers: Sequence[docnums.Number]) -> list[list[docnums.Number]]:
    """Numbers by the enumeration that they stand in: 渝府办发〔2021〕12号、巴南府〔2021〕3号."""
    lists: list[list[docnums.Number]] = []
    for number in numbers:
        if lists and docnums.LISTED.fullmatch(text, lists[-1][-1].end, number.start):
            lists[-1].append(number)
        else:
            lists.append([number])
    return lists


#: 该法 points to an act named at most so many characters and citations before it; 新法 to one of the whole report.
_REACH, _STEPS = 300, 6


def pointed(text: str, found: list[Found], taken: list[tuple[int, int]]) -> list[Found]:
    """该法, 本条例: the last act before them whose title ends so; 新法, 新条例: the last one that was called new."""
    known = sorted((f for f in found if "inner" not in f.flags), key=lambda f: f.start)
    fresh = [act for act in known if any(flag == "new" or flag.startswith("version-") for flag in act.flags)]
    pointing = []
    for pointers, acts, reach in (
        (shortforms.pointers(text), known, _REACH),
        (shortforms.new_pointers(text) if fresh else [], fresh, len(text)),
    ):
        starts = [f.start for f in acts]
        for start, end, form in pointers:
            last = bisect_right(starts, start)
            near = [a for a in acts[max(0, last - _STEPS) : last] if start - a.end <= reach]
            act = next((name for a in reversed(near) if _ends(name := a.stands_for or a.title, form)), None)
            if act is not None and _free(taken, start, end):
                flags = ["new"] if acts is fresh else []
                article = articles.after(text, end)
                pointing.append(
                    Found(start, end, text[start:end], "pointer", 0.7, act, article=article, flags=flags, after=end)
                )
    return pointing


def _ends(title: str, form: str) -> bool:
    """Whether a title, without a remark in brackets, ends in ``form``."""
    return re.sub(r"[（(][^（）()]*[）)]$", "", title).endswith(form)
