"""Citations: every place where a report names an act, before anything is looked up.

Four ways to name one, each a rule of its own:

* ``title`` — between title marks, with the number, remark and article that belong to it;
* ``short-form``, ``pointer`` — a name that the report itself gave (以下简称…), or 该法, 本条例;
* ``statute``, ``alias`` — a statute named without marks;
* ``number`` — an order or paper named by its number alone (国务院令第493号).

Until it is linked, a citation's ``act`` is the title that a name of the report stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kg.extract import articles, docnums, limits, remarks, sentences, shortforms, statutes, titles
from kg.extract.remarks import Found
from kg.extract.sentences import Sentences
from kg.extract.view import View, unbroken
from kg.records import Citation

#: The report's own title: …2021年(度)法治政府建设(工作)(情况的)报告.
_OWN = re.compile(
    r"""(?:.{0,40}?关于)?(?:.{0,40}?)(?:20\d\d|二[〇○零][一二]\S)[ ]*年(?:度)?.{0,16}?
        (?:法治|依法行政|法制).{0,14}?(?:报告|总结|情况|自查报告|年报)$""",
    re.VERBOSE,
)
_REPORTED = ("报告", "总结", "情况", "年报")
_PRESENTED = re.compile(
    r"(?:现将|特将|特此公布|公开|公布|发布|附件\d?[:：]?)[ ]*(?:我[局委办市区县镇]|本[局委办]|[\u4e00-\u9fff]{0,16})$"
)
_SLACK = 300  # the letterhead


#: The definitions of each name in their order: where it begins to hold, what it stands for, whether it may stand bare.
Bindings = dict[str, list[tuple[int, tuple[str, ...], bool]]]


class Marked(NamedTuple):
    """What is marked in a text as the name of an act: titles and document numbers, in offsets of the view."""

    titles: list[titles.Title]
    numbers: list[docnums.Number]


def marked(view: View) -> Marked:
    """The outermost titles and the document numbers of a text."""
    found = titles.scan(view.text, view.left_out)
    return Marked(
        limits.first(found, limits.FACTS, "titles", view.left_out),
        limits.first(docnums.scan(view.text), limits.FACTS, "document numbers", view.left_out),
    )


def find(view: View, marks: Marked | None = None, within: Sentences = sentences.NONE) -> list[Citation]:
    """The citations of a report, unlinked, in order of their start.

    :param marks: as :func:`marked` gives them, where that is known already; ``within``: the sentences they stand in.
    :returns: offsets are those of the source; ``level``, ``canonical``, ``issuer`` and ``version`` are left to linking.
    """
    text = view.text
    marks = marks or marked(view)
    found, bindings, numbers = _titled(text, marks.titles)
    taken = sorted([(t.start, t.end) for t in marks.titles] + numbers)
    if len(bindings) > limits.NAMES:
        view.left_out.add("short forms")
    found += _bound(text, dict(islice(bindings.items(), limits.NAMES)), taken)
    found += limits.first(_unmarked(text, taken), limits.FACTS, "citations", view.left_out)
    found += _carried_out(text, found, taken)
    found += _numbered(text, marks.numbers, taken)
    found += _pointed(text, found, _all_taken(taken, found, bindings))
    found.sort(key=lambda f: (f.start, -f.end))
    kept = limits.first(_apart(found), limits.FACTS, "citations", view.left_out)
    return [_citation(view, f, within) for f in kept]


def quoted(marks: Marked) -> list[tuple[int, int]]:
    """View spans of outermost titles and of document numbers, sorted: what stands there is no name and no measure."""
    spans = [(t.start, t.end) for t in marks.titles]
    spans += [(n.start, n.end) for n in marks.numbers]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _titled(text: str, scanned: list[titles.Title]) -> tuple[list[Found], Bindings, list[tuple[int, int]]]:
    """Citations between title marks, the names the report gives to them, and the spans of their numbers."""
    found: list[Found] = []
    outer: list[Found] = []
    bindings: Bindings = {}
    numbers: list[tuple[int, int]] = []
    floor = 0
    for index, title in enumerate(scanned):
        if _is_own(text, title):
            floor = title.end
            continue
        citation = Found(title.start, title.end, title.text, "title", 0.8 if "unclosed" in title.flags else 1.0)
        citation.flags += title.flags
        limit = scanned[index + 1].start if index + 1 < len(scanned) else len(text)
        binding = remarks.read(text, citation, floor, limit)
        if citation.number:
            numbers.append(citation.number)
        outer.append(citation)
        if binding is not None:
            names = tuple(c.stands_for or c.title for c in _listed(text, outer, binding.count))
            bindings.setdefault(binding.name, []).append((binding.position, names, binding.bare))
            if binding.marked:
                floor = citation.after
        elif meant := _meaning(bindings, citation.title, citation.start):
            citation.rule, citation.stands_for = "short-form", meant[-1]
            found += [_copy(citation, name) for name in meant[:-1]]
        elif full := _carries_out(text, outer, citation):
            citation.rule, citation.stands_for, citation.confidence = "short-form", full, 0.9
        elif shortforms.common(citation.title) and (last := _last_of_form(outer, citation.title)):
            citation.rule, citation.stands_for, citation.confidence = "short-form", last, 0.8
        found.append(citation)
        found += _inner(title)
        floor = max(floor, citation.after)
    return _define(found, bindings), bindings, numbers


def _listed(text: str, outer: list[Found], count: int) -> list[Found]:
    """The last ``count`` titles, as far as they stand in one enumeration."""
    listed = [outer[-1]]
    for citation in islice(reversed(outer), 1, None):
        between = text[citation.end : listed[-1].start]
        if len(listed) == count or not re.fullmatch(r"(?:[（(][^（）()]{1,60}[）)])?[ 、，,和及与以]{0,3}", between):
            break
        listed.append(citation)
    return listed[::-1]


def _carries_out(text: str, outer: list[Found], citation: Found) -> str | None:
    """《发票管理办法》及其《实施细则》 names 发票管理办法实施细则."""
    if citation.title not in ("实施细则", "实施条例", "实施办法", "实施规定") or len(outer) < 2:
        return None
    before = outer[-2]
    between = text[before.end : citation.start]
    if len(between) > 60 or not re.search(r"(?:及其|和|及|与|、|及其配套的?)$|^$", between):
        return None
    return (before.stands_for or before.title) + citation.title


_ITS_REGULATION = re.compile(r"[及和与其](?:(?<!其)其)?(?P<name>实施(?:条例|细则|办法))(?![》草])")


def _carried_out(text: str, found: list[Found], taken: list[tuple[int, int]]) -> list[Found]:
    """《食品安全法》及其实施条例: the one that carries out the act right before, where there is such an act."""
    if not (matches := list(_ITS_REGULATION.finditer(text))):
        return []
    from kg.catalogue import acts

    ends = {f.after or f.end: f for f in found if "inner" not in f.flags}
    regulations = []
    for match in matches:
        start, end = match.span("name")
        before = ends.get(match.start())
        if before is None or not _free(taken, start, end):
            continue
        known = acts.load().named((before.stands_for or before.title) + match["name"])
        if known:
            article = articles.after(text, end)
            regulations.append(
                Found(start, end, match["name"], "short-form", 0.9, known[0].title, article=article, after=end)
            )
    return regulations


def _last_of_form(outer: list[Found], form: str) -> str | None:
    """The title of the last act whose title ends in ``form``: 《条例》 after 《城镇燃气管理条例》."""
    for citation in reversed(outer[-13:-1]):
        title = re.sub(r"[（(][^（）()]*[）)]?$", "", citation.stands_for or citation.title)
        if title.endswith(form) and title != form:
            return citation.stands_for or citation.title
    return None


def _define(found: list[Found], bindings: Bindings) -> list[Found]:
    """The marked name inside a definition, （以下简称《条例》）, is a citation of what it defines."""
    for citation in found:
        defined = bindings.get(citation.title)
        if defined is None or citation.stands_for is not None:
            continue
        following = bisect_right(defined, citation.start, key=_position)
        if following < len(defined):
            position, names, _ = defined[following]
            if position <= citation.end + 2 and citation.title not in names:
                citation.rule, citation.stands_for = "short-form", names[-1]
    return found


def _copy(citation: Found, name: str) -> Found:
    return Found(citation.start, citation.end, citation.title, citation.rule, citation.confidence, name)


def _inner(title: titles.Title) -> Iterator[Found]:
    for inner in title.inner:
        yield Found(inner.start, inner.end, inner.text, "title", 0.9, flags=["inner", *inner.flags], after=inner.end)
        yield from _inner(inner)


def _is_own(text: str, title: titles.Title) -> bool:
    """Whether the title is the report's own: in the letterhead, alone on its line, or presented (现将…公布如下)."""
    if not title.text.endswith(_REPORTED) or "通知" in title.text or not _OWN.fullmatch(title.text.strip()):
        return False
    line = text.rfind("\n", 0, title.start) + 1
    end = text.find("\n", title.end)
    alone = not text[line : title.start].strip() and not text[title.end : end if end >= 0 else len(text)].strip()
    return alone or (
        title.start < _SLACK and _PRESENTED.search(text[max(0, title.start - 30) : title.start]) is not None
    )


def _meaning(bindings: Bindings, name: str, position: int) -> tuple[str, ...] | None:
    """What the name stands for at ``position``: the last definition before it."""
    defined = bindings.get(name)
    last = bisect_right(defined, position, key=_position) if defined else 0
    if not defined or not last:
        return None
    names = defined[last - 1][1]
    return names if name not in names else None


def _position(definition: tuple[int, tuple[str, ...], bool]) -> int:
    return definition[0]


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (end - 1, 1 << 60)) - 1
    return at < 0 or taken[at][1] <= start


def _all_taken(taken: list[tuple[int, int]], found: list[Found], bindings: Bindings) -> list[tuple[int, int]]:
    """The spans that are taken, with those of what was found and of the ends of names in definitions: （以下简称“新法”|）."""
    spans = {(f.start, f.end) for f in found if "inner" not in f.flags}
    spans.update((position - 2, position) for defined in bindings.values() for position, _, _ in defined)
    return sorted(spans.union(taken))


def _bound(text: str, bindings: Bindings, taken: list[tuple[int, int]]) -> list[Found]:
    """Uses, outside title marks, of the names that the report gave: quoted ones, and bare ones that are no common word."""
    if not bindings:
        return []
    names = "|".join(re.escape(name) for name in sorted(bindings, key=len, reverse=True))
    definitions = {position for defined in bindings.values() for position, _, _ in defined}
    found = []
    for match in re.finditer(rf"(?P<quote>[“\"])?(?P<name>{names})(?P<close>[”\"])?", text):
        start, end = match.span("name")
        marked = match["quote"] is not None and match["close"] is not None
        meant = _meaning(bindings, match["name"], start)
        bare = bindings[match["name"]][0][2]
        if meant is None or not (marked or bare) or not _free(taken, start, end):
            continue
        if match["name"].endswith("法") and text[end : end + 1] in "律规治制院官庭人学务理":
            continue
        if end in definitions or match.end() in definitions:
            continue  # the definition itself
        found += [Found(start, end, match["name"], "short-form", 0.9, name, after=end) for name in meant]
    return found


def _unmarked(text: str, taken: list[tuple[int, int]]) -> Iterator[Found]:
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


def _numbered(text: str, numbers: Sequence[docnums.Number], taken: list[tuple[int, int]]) -> Iterator[Found]:
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


def _pointed(text: str, found: list[Found], taken: list[tuple[int, int]]) -> list[Found]:
    """该法, 本条例: the last act before them whose title ends so; 新法, 新条例: the last one that was called new."""
    known = sorted((f for f in found if "inner" not in f.flags), key=lambda f: f.start)
    fresh = _called_new(text, known)
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


def _called_new(text: str, known: list[Found]) -> list[Found]:
    """The acts called new, with those that go on their enumeration: 新修订的《A法》《B条例》."""
    fresh: list[Found] = []
    for act in known:
        goes_on = bool(fresh) and text[fresh[-1].end : act.start] in ("", "、", "和", "及", "与")
        if goes_on or any(flag == "new" or flag.startswith("version-") for flag in act.flags):
            fresh.append(act)
    return fresh


def _ends(title: str, form: str) -> bool:
    """Whether a title, without a remark in brackets, ends in ``form``."""
    return re.sub(r"[（(][^（）()]*[）)]$", "", title).endswith(form)


def _apart(found: list[Found]) -> Iterator[Found]:
    """Leave out what lies inside another find, except inner titles and several acts over one span."""
    last: Found | None = None
    for citation in found:
        inside = (
            last is not None and citation.start < last.end and (citation.start, citation.end) != (last.start, last.end)
        )
        if inside and "inner" not in citation.flags:
            continue
        yield citation
        if "inner" not in citation.flags:
            last = citation


def _citation(view: View, found: Found, within: Sentences) -> Citation:
    start, end = view.span(found.start, found.end)
    surface = view.source[start:end]
    marked = found.rule in ("title", "short-form") and surface[:1] in "《≪«〈‹<﹤＜"
    title = surface
    if marked:
        opening = 2 if surface[:2] in ("<<", "〈〈", "＜＜") else 1
        closing = 0 if "unclosed" in found.flags else 2 if surface[-2:] in (">>", "〉〉", "＞＞") else 1
        title = surface[opening : len(surface) - closing]
    return Citation(
        start,
        end,
        surface,
        title,
        docnum=unbroken(view.surface(*found.number)) if found.number else None,
        act=found.stands_for,
        article=view.surface(*found.article) if found.article else None,
        flags=tuple(dict.fromkeys(found.flags)),
        rule=found.rule,
        confidence=found.confidence,
        sentence=within.at(start),
    )
