"""Sections, citations and mentions of a report."""

from __future__ import annotations

from collections import defaultdict

from kg.graph import bodies, iris, terms, things, tokens
from kg.graph.namespaces import concept
from kg.graph.pieces import (
    ARTICLE,
    CANDIDATE,
    CITES_ACT,
    CITES_VERSION,
    CONFIDENCE,
    DOCNUM,
    HAS_CITATION,
    HAS_EVIDENCE,
    HAS_MENTION,
    IS_CITATION,
    IS_MENTION,
    LABEL,
    OF,
    OUTDATED_SINCE,
    REMARK,
    RESOLUTION,
    ROLE,
    RULE,
    STATUS,
    VERSION_REASON,
)
from kg.graph.writer import Writer
from kg.records import Agency, Citation, Programme


def sections(w: Writer) -> None:
    """Write the sections."""
    for index in range(len(w.record.sections)):
        _section(w, index)


def citations(w: Writer) -> list[str]:
    """Write the citations; gives the acts that they cite."""
    return [act for number, c in enumerate(w.record.citations, 1) if (act := _citation(w, number, c))]


def mentions(w: Writer) -> list[str]:
    """Write the mentions; gives the things that they name."""
    return [_mention(w, number, m) for number, m in enumerate(_in_order(w), 1)]


def problems(w: Writer) -> None:
    """Write all sentences of the sections on problems: few state a fact, and what they say is asked for. The section has
    them once more in one text, so that words are looked for in that and not in every sentence.
    """
    found: defaultdict[int, list[str]] = defaultdict(list)
    for sentence in w.record.sentences:
        section = w.section(sentence.start)
        if section is not None and w.record.sections[section].role == "problems":
            w.sentence(sentence)
            found[section].append(w.record.source.text[sentence.start : sentence.end])
    for section, sentences in found.items():
        text = terms.text("\n".join(sentences))
        w.lines.append(f"{w.r}#section-{section + 1:02d}> {tokens.SECTION_TEXT} {text} .\n")


def _section(w: Writer, index: int) -> None:
    section = w.record.sections[index]
    me = f"{w.r}#section-{index + 1:02d}>"
    w.lines.append(
        f"{w.r}> {tokens.HAS_SECTION} {me} .\n"
        f"{me} {tokens.A} {tokens.SECTION} .\n"
        f"{me} {tokens.LABEL} {terms.label(section.heading)} .\n"
        f"{me} {tokens.HEADING} {terms.text(section.heading)} .\n"
        f"{me} {tokens.ROLE} {concept('role', section.role)} .\n"
        f"{me} {tokens.ORDER} {terms.integer(index + 1)} .\n"
        f"{me} {tokens.START} {terms.integer(section.start)} .\n"
        f"{me} {tokens.END} {terms.integer(section.end)} .\n"
    )
    w.rows["sections"].append(
        [f"section-{index + 1:02d}", index + 1, section.role, section.heading, section.start, section.end]
    )


def _citation(w: Writer, number: int, c: Citation) -> str | None:
    me = f"{w.r}#citation-{number:04d}>"
    act, lines = things.cited(c, w.iri, w.base)
    w.state(act, lines)
    version = f"{me}{CITES_VERSION}<{iris.version(act, c.version)}> .\n" if act and c.version else ""
    if version and c.version_reason:
        version += f"{me}{VERSION_REASON}{terms.word(c.version_reason)} .\n"
    if act and (year := w.record.report.report_year):
        for day in things.outdated(c.canonical or c.act or "", c.version, year):
            version += f"{me}{OUTDATED_SINCE}{terms.date(day)} .\n"
    cites = f"{me}{CITES_ACT}<{act}> .\n" if act else ""
    status = f"{me}{STATUS}{concept('status', c.status)} .\n" if c.status else ""
    article = f"{me}{ARTICLE}{terms.text(c.article)} .\n" if c.article else ""
    docnum = f"{me}{DOCNUM}{terms.text(c.docnum)} .\n" if c.docnum else ""
    rule = f"{me}{RULE}{terms.word(c.rule)} .\n" if c.rule else ""
    section = w.section(c.start)
    role = "" if section is None else f"{me}{ROLE}{concept('role', w.record.sections[section].role)} .\n"
    w.lines.append(
        f"{w.r}>{HAS_CITATION}{me} .\n"
        f"{me}{IS_CITATION}"
        f"{me}{LABEL}{terms.label(c.surface)} .\n"
        f"{me}{RESOLUTION}{concept('resolution', c.resolution)} .\n"
        f"{me}{HAS_EVIDENCE}{w.evidence(c)} .\n"
        f"{me}{CONFIDENCE}{terms.decimal(c.confidence)} .\n"
        f"{cites}{version}{status}{article}{docnum}{role}{rule}"
    )
    w.lines.extend(f"{me}{REMARK}{terms.word(flag)} .\n" for flag in dict.fromkeys(c.flags))
    for name in dict.fromkeys(c.candidates):
        candidate, lines = things.statute(name, w.base)
        w.share(lines)
        w.lines.append(f"{me}{CANDIDATE}<{candidate}> .\n")
    w.rows["citations"].append([
        f"citation-{number:04d}", act, c.title, c.level, c.canonical, c.docnum, c.article, c.issuer, c.version, c.resolution,
        c.status, *w.where(c),
    ])  # fmt: skip
    return act


def _in_order(w: Writer) -> list[Agency | Programme]:
    """Agencies and programmes in the order of the text."""
    both: list[Agency | Programme] = [*w.record.agencies, *w.record.programmes]
    return sorted(both, key=lambda m: (m.start, m.end, isinstance(m, Programme)))


def _mention(w: Writer, number: int, m: Agency | Programme) -> str:
    me = f"{w.r}#mention-{number:04d}>"
    if isinstance(m, Programme):
        kind = "programme"
        thing, lines = things.programme(m.name, w.base)
    else:
        kind = "agency"
        thing, lines = bodies.agency(m, w.iri, w.base)
    w.state(thing, lines)
    rule = f"{me}{RULE}{terms.word(m.rule)} .\n" if m.rule else ""
    w.lines.append(
        f"{w.r}>{HAS_MENTION}{me} .\n"
        f"{me}{IS_MENTION}"
        f"{me}{LABEL}{terms.label(m.surface)} .\n"
        f"{me}{OF}<{thing}> .\n"
        f"{me}{HAS_EVIDENCE}{w.evidence(m)} .\n"
        f"{me}{CONFIDENCE}{terms.decimal(m.confidence)} .\n"
        f"{rule}"
    )
    name = m.name if isinstance(m, Programme) else m.canonical
    w.rows["mentions"].append([f"mention-{number:04d}", kind, thing, name, *w.where(m)])
    return thing
