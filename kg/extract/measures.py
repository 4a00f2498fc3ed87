"""Measures: quantities that count something done or its result, with what they count, their class and their year."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract import (
    activity,
    clauses,
    counted,
    decoys,
    frames,
    limits,
    quantities,
    sentences,
    sums,
    totals,
    uncounted,
    years,
)
from kg.extract.activity_signs import Known
from kg.extract.clauses import Sentence, inside
from kg.extract.frames import Frame
from kg.extract.headings import Heading, Headings
from kg.extract.quantities import Quantity
from kg.extract.sentences import Sentences
from kg.extract.view import View
from kg.records import Measure, Section

#: Makes a named tuple in half the time that calling its class takes.
_new = tuple.__new__
#: The number of an item, and what is still to come.
_ITEM = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])"
_AHEAD = r"下一?年度?|下一?阶段|明年|今后|来年"
#: In a section that is no plan, what begins with these words is one up to the end of the section or paragraph:
#: （三）下一步工作打算; 四、2023年工作思路和明年计划; not 二、存在问题和下一步打算.
_PLAN_HEADING = re.compile(
    rf"\n *(?:{_ITEM}(?:(?!问题|不足)[^\n。，]){{0,12}})?(?:下一?步|{_AHEAD})[^\n。]{{0,30}}(?=\n|$)"
)
_TOP_HEADING = re.compile(r"\n *[一二三四五六七八九十]{1,3}、")
#: 下一步，我局将…
_PLAN_PARAGRAPH = re.compile(rf"\n *{_ITEM}?(?:下一?步(?:工作)?(?:打算|安排)?|{_AHEAD}|(?:工作)?打算)[，,：:][^\n]*")
#: Even in a plan, what has been done counts.
_DONE = re.compile(r"今年以来|截至目前|截止目前|目前已|已(?:完成|建成|开展|实现|累计)|全年共")
_COMPARED = re.compile(r"同比|环比|较|比|增长|下降|上升|增幅|降幅")
#: Shares and rates are no parts.
_RATES = frozenset(("%", "‰", "百分点", "倍", "分"))
#: Between two numbers of one list: 同比分别增长22.4%和15.9%.
_LISTED = re.compile(r"\s*(?:、|和|及|与|以及)\s*")
#: 其中 and its like open the parts of a count; so does 中 behind it: 38件案件中有21件, 执法队员45人中，持证的29人.
_PART = re.compile(r"其中|(?<![包不])含(?![有量税])|包括|分别(?:为|是)|中(?=[，有仅])")
_AMONG = re.compile(r"\d[件起宗例人名家户][^，。；、：:（）\d过期]{0,6}$")


def find(
    view: View,
    sections: Sequence[Section],
    quoted: Sequence[tuple[int, int]],
    report_year: int | None,
    within: Sentences = sentences.NONE,
) -> list[Measure]:
    """The measures of a report, in the order of the text.

    :param sections: its top-level sections: numbers in a plan are no measures.
    :param quoted: view spans of titles and document numbers, sorted: numbers in them count nothing.
    :param report_year: the year a number holds for where the text names no other.
    :param within: the sentences they stand in.
    """
    text = view.text
    kept = _kept(view, sections, quoted, report_year)
    if not kept:
        return []
    scan = clauses.Scan(text)
    found: list[Measure] = []
    all_sentences = list(clauses.sentences(text, kept, quoted, scan))
    read = frames.read(text, [c for s in all_sentences for c in s.clauses if c.quantities])
    above = Headings(text, scan)
    for sentence in all_sentences:
        heading = above.above(sentence.start)
        found.extend(_measures(view, sentence, read, heading, report_year, within, len(found)))
    return _with_parts(text, all_sentences, found, report_year)


def _with_parts(
    text: str, all_sentences: Sequence[Sentence], found: list[Measure], report_year: int | None
) -> list[Measure]:
    """The measures with the totals that numbers say without words."""
    stand = [(q, (s.start, s.end)) for s in all_sentences for c in s.clauses for q in c.quantities]
    numbers = [
        _new(
            sums.Number,
            (q, m.activity, m.change is None and m.year == report_year and m.unit not in _RATES, m.part_of, where),
        )
        for m, (q, where) in zip(found, stand, strict=True)
    ]
    parts = sums.parts(text, numbers)
    elsewhere = totals.parts(text, numbers, parts)
    for part, whole in (parts | elsewhere).items():
        alike = part in elsewhere and found[part].part_of is None  # what only the sum says is of the class of its total
        kind = found[whole].activity if alike else found[part].activity
        found[part] = dataclasses.replace(found[part], part_of=whole, activity=kind)
    return found


def _kept(
    view: View, sections: Sequence[Section], quoted: Sequence[tuple[int, int]], report_year: int | None
) -> list[Quantity]:
    """The quantities that are no decoys."""
    text = view.text
    candidates = limits.first(quantities.find(text, limits.FACTS + 1), limits.FACTS, "numbers", view.left_out)
    if not candidates:
        return []
    names = [m.span() for m in decoys.QUOTED.finditer(text)]
    plans = _plans(text, report_year)
    starts = [section.start for section in sections]
    kept = []
    end = 0
    for quantity in candidates:
        if quantity.start < end or inside(quoted, quantity.number) or inside(names, quantity.number):
            continue
        if decoys.decoy(text, quantity):
            continue
        index = bisect_right(starts, view.offset(quantity.number)) - 1
        planned = (index >= 0 and sections[index].role == "plan") or inside(plans, quantity.number)
        if planned and not _DONE.search(text, clauses.sentence_start(text, quantity.number), quantity.number):
            continue
        kept.append(quantity)
        end = quantity.end
    return kept


def _plans(text: str, report_year: int | None) -> list[tuple[int, int]]:
    """Stretches that speak of the year to come outside the section of plans."""
    spans = [m.span() for m in _PLAN_PARAGRAPH.finditer(text)]
    if report_year is not None:  # 2024年，将完成立法项目20件。
        coming = re.compile(
            rf"{report_year + 1}年(?<![^。\n ；]{report_year + 1}年)度?(?:，?(?:我[局市区县镇省]|全[市区县省])?(?:将|要|拟|继续|计划|力争)|[，,])[^。\n]*"
        )
        spans += [m.span() for m in coming.finditer(text)]
    tops = [m.start() for m in _TOP_HEADING.finditer(text)]
    for match in _PLAN_HEADING.finditer(text):
        following = bisect_right(tops, match.end() - 1)
        spans.append((match.start(), tops[following] if following < len(tops) else len(text)))
    spans.sort()
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _measures(
    view: View,
    sentence: Sentence,
    read: dict[int, Frame],
    heading: Heading,
    report_year: int | None,
    within: Sentences,
    first: int,
) -> Iterator[Measure]:
    """The measures of one sentence; ``first`` is the index of its first among all."""
    text = view.text
    earlier: list[Known] = []
    phrase = ""
    before: Quantity | None = None
    direction: str | None = None  # of the number before
    parts = [
        _scope(text, sentence, m.start())
        for m in _PART.finditer(text, sentence.start, sentence.end)
        if m[0] != "中" or _AMONG.search(text, max(sentence.start, m.start() - 8), m.start())
    ]
    for number, clause in enumerate(sentence.clauses):
        for place, quantity in enumerate(clause.quantities):
            frame = read.get(quantity.start)
            whole = _whole(parts, quantity, earlier) if parts else None
            change = years.change(text, clause.start, quantity.start, quantity.unit)
            if change is None and before is not None and _goes_on(text, before, quantity):
                change = direction
            gap = quantity.start - before.end if before is not None else 0
            later = 0 < gap <= years.NEXT and years.onward(text, quantity.start - gap, quantity.start) == "level"
            if later:
                change = None
            before, direction = quantity, change
            thing = counted.respective(text, clause, quantity) if len(clause.quantities) > 1 else None
            if later:  # it counts what the number before does
                kind = earlier[-1].activity
            else:
                stem = quantity.start
                if text[stem - 1 : stem] in years.STEM_ENDS:
                    stem = years.stem(text, clause.start, stem)
                kind = activity.weigh(
                    text,
                    quantity if stem == quantity.start else quantity._replace(start=stem),
                    sentence,
                    number,
                    frame,
                    earlier,
                    earlier[whole] if whole is not None else None,
                    heading,
                    respective=thing,
                    differs=change is not None and _COMPARED.match(text, clause.start) is not None,
                )
                own = counted.phrase(text, clause, quantity, frame, thing)
                phrase = own or (phrase if change else uncounted.thing(phrase))
                if not phrase and number:
                    phrase = counted.carried(text, sentence.clauses[number - 1], quantity)
                phrase = phrase or quantity.unit
            earlier.append(_new(Known, (quantity, kind)))
            start, end = view.span(quantity.start, quantity.end)
            same = whole is not None and sums.alike(earlier[whole].quantity.unit, quantity.unit)
            yield Measure(
                start, end, view.source[start:end], quantity.value, quantity.unit, phrase, kind,
                years.year(text, sentence.start, quantity.number, report_year, place),
                quantity.approximation, change,
                first + whole if whole is not None and same else None,
                f"frame:{frame.behind or 'before'}" if frame is not None else "quantity",
                0.9 if quantity.digits else 0.8,
                within.at(start),
            )  # fmt: skip


def _goes_on(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a number stands in one list with that before it: 下降8%、12.5%和6.4%, 减少2件和1件."""
    alike = before.unit == quantity.unit or (before.unit in _RATES and quantity.unit in _RATES)
    return alike and _LISTED.fullmatch(text, before.end, quantity.start) is not None


def _scope(text: str, sentence: Sentence, at: int) -> tuple[int, int]:
    """How far the 其中 at ``at`` reaches: to the end of its brackets (13件，含新制定5件), or to the next semicolon."""
    semicolons = [place for mark in "；;" if (place := text.find(mark, at, sentence.end)) >= 0]
    end = min(semicolons, default=sentence.end)
    opened = max(text.rfind("（", sentence.start, at), text.rfind("(", sentence.start, at))
    if opened < 0 or max(text.find("）", opened, at), text.find(")", opened, at)) >= 0:
        return at, end
    closed = [place for mark in "）)" if (place := text.find(mark, at, sentence.end)) >= 0]
    return at, min(closed, default=end)


def _whole(parts: Sequence[tuple[int, int]], quantity: Quantity, earlier: Sequence[Known]) -> int | None:
    """Index, in the sentence, of the count that ``quantity`` is a part of: the nearest before 其中, of its unit if any.

    :param parts: where the sentence says 其中, and how far that reaches.
    """
    opened = max((at for at, end in parts if at < quantity.start < end), default=None)
    if opened is None:
        return None
    before = [i for i, known in enumerate(earlier) if known.quantity.end <= opened]
    same = (i for i in reversed(before) if earlier[i].quantity.unit == quantity.unit)
    alike = (i for i in reversed(before) if sums.alike(earlier[i].quantity.unit, quantity.unit))
    return next(same, next(alike, before[-1] if before else None))
