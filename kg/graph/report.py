"""One report's record as a :class:`~kg.graph.writer.Shard`: its own quads, the facts it shares with others, table rows."""

from __future__ import annotations

from kg.graph import bodies, measures, occurrences, places, sentences, terms
from kg.graph.namespaces import DEFAULT_BASE, concept
from kg.graph.tokens import (
    ACT,
    AGENCY,
    CHARACTERS,
    CITES,
    DC_ISSUED,
    DC_TITLE,
    DIVISION_OF,
    ISSUED_BY,
    KIND,
    LABEL,
    MASKED,
    MENTIONS,
    PLAN_YEAR,
    PROVINCE,
    REMARK,
    REPORT,
    REPORT_YEAR,
    SHA256,
    SOURCE_FILE,
    YEAR,
    A,
)
from kg.graph.writer import Shard, Writer
from kg.records import Agency, Record


def shard(record: Record, base: str = DEFAULT_BASE) -> Shard:
    """Everything that ``record`` adds to a store; the same record always gives the same bytes."""
    w = Writer(record, base)
    occurrences.sections(w)
    cited = occurrences.citations(w)
    mentioned = occurrences.mentions(w)
    measures.measures(w)
    occurrences.problems(w)
    w.rows["sentences"] = sentences.rows(w)
    _report(w, cited, mentioned)
    return Shard(w.iri, w.lines.encoded(), tuple(sorted(w.shared)), w.rows)


def _report(w: Writer, cited: list[str], mentioned: list[str]) -> None:
    facts, source = w.record.report, w.record.source
    me = w.r + ">"
    issuers = _issuers(w)
    place, lines = places.division(facts.division, facts.division_code, w.base)
    w.share(lines)
    year = facts.report_year
    name = facts.agency or "（未具名机关）"
    out = [
        f"{me} {A} {REPORT} .\n",
        f"{me} {LABEL} {terms.label(f'{name} {year}' if year else name, 80)} .\n",
        f"{me} {SOURCE_FILE} {terms.text(source.file)} .\n",
        f'{me} {SHA256} "{source.sha256}" .\n',
        f"{me} {CHARACTERS} {terms.integer(len(source.text))} .\n",
    ]
    out += [f"{me} {ISSUED_BY} <{iri}> .\n" for iri in dict.fromkeys(issuers)]
    if place:
        out.append(f"{me} {DIVISION_OF} <{place}> .\n")
        if province := places.province(place, lines):
            out.append(f"{me} {PROVINCE} {province} .\n")
    if year:
        out += [f"{me} {REPORT_YEAR} {terms.year(year)} .\n", f"{me} {YEAR} {terms.integer(year)} .\n"]
    if facts.issued:
        out.append(f"{me} {DC_ISSUED} {terms.date(facts.issued)} .\n")
    if facts.plan_year:
        out.append(f"{me} {PLAN_YEAR} {terms.integer(facts.plan_year)} .\n")
    if facts.title:
        out.append(f"{me} {DC_TITLE} {terms.zh(' '.join(facts.title.split()))} .\n")
    out += [f"{me} {REMARK} {terms.text(reason)} .\n" for reason in dict.fromkeys(facts.reasons)]
    out += [f"{me} {CITES} <{act}> .\n" for act in dict.fromkeys(cited)]
    out += [f"{me} {MENTIONS} <{thing}> .\n" for thing in dict.fromkeys(mentioned)]
    w.rows["reports"] = [[
        source.file, source.sha256, " ".join(issuers), facts.agency, place, facts.division,
        facts.division_code, year, facts.issued, facts.plan_year, facts.title, len(source.text), len(w.record.sentences),
        w.counts[ACT], w.counts[AGENCY],
    ]]  # fmt: skip
    w.lines.extend(out)


def _issuers(w: Writer) -> list[str]:
    """The agencies that issued the report; a masked one is a node of the report's own."""
    facts = w.record.report
    if not facts.agency:
        me = f"{w.r}#agency>"
        w.lines.append(
            f"{me} {A} {AGENCY} .\n"
            f"{me} {LABEL} {terms.zh('（未具名机关）')} .\n"
            f"{me} {MASKED} {terms.boolean(True)} .\n"
            f"{me} {KIND} {concept('kind', 'government')} .\n"
        )
        w.counts[AGENCY] += 1
        return [f"{w.iri}#agency"]
    named = {m.canonical: m for m in w.record.agencies if m.canonical}
    found = []
    for name in facts.agency.split("、"):
        mention = named.get(name) or Agency(0, 0, name, canonical=name, kind="", division=facts.division)
        iri, lines = bodies.agency(mention, w.iri, w.base)
        w.share(lines)
        w.share(bodies.superior(name, mention.function, mention.division or facts.division, w.base))
        found.append(iri)
    return found
