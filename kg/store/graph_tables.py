"""The tables of a source that has the graph alone: a remote endpoint.

They have the columns that networks are drawn from, read from the graph by a query each. The tables that a build writes
have more (:mod:`kg.store.tables`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.graph import tokens
from kg.graph.namespaces import CONCEPT, PREFIXES
from kg.store.tables import THINGS, things

if TYPE_CHECKING:
    import polars as pl

    from kg.store.source import Source

_HEAD = f"PREFIX fz: <{PREFIXES['fz']}> PREFIX rdfs: <{PREFIXES['rdfs']}> "
_PLACE = """?x fz:evidence ?e . ?e fz:start ?start ; fz:end ?end ; fz:exact ?surface ; fz:sentence ?s .
  ?s fz:start ?sentence_start ; fz:end ?sentence_end ."""
#: Columns, and the query that answers with them, of what reports hold; ``report`` comes first.
OCCURRENCES = {
    "citations": (
        "report act title start end surface sentence_start sentence_end",
        f"""?report fz:hasCitation ?x . {_PLACE}
            OPTIONAL {{ ?x fz:citesAct ?act . ?act rdfs:label ?title }}""",
    ),
    "mentions": (
        "report kind thing name start end surface sentence_start sentence_end",
        f"""?report fz:hasMention ?x . ?x fz:of ?thing . {_PLACE}
            ?thing rdfs:label ?name ; a ?kind FILTER(?kind IN (fz:Agency, fz:Programme))""",
    ),
    "measures": (
        "report activity_type value unit start end surface sentence_start sentence_end",
        f"""?report fz:hasActivity ?activity . ?activity fz:activityType ?activity_type ; fz:hasMeasure ?x . {_PLACE}
            ?x fz:value ?value OPTIONAL {{ ?x fz:unit ?unit }}""",
    ),
}
_NUMBERS = frozenset(("start", "end", "sentence_start", "sentence_end"))


def table(source: Source, name: str) -> pl.LazyFrame:
    """The table ``name`` as the graph has it.

    :raises StoreError: where the graph alone does not give it.
    """
    if name in THINGS:
        return things(_facts(source, name))[name].lazy()
    if name == "reports":
        return _reports(source).lazy()
    if name in OCCURRENCES:
        return _occurrences(source, name).lazy()
    have = ", ".join(sorted((*THINGS, "reports", *OCCURRENCES)))
    raise StoreError(f"the graph alone gives no table {name!r}; it gives: {have}")


def _facts(source: Source, name: str) -> list[str]:
    """The lines about the shared things of a table, as a build merges them."""
    first, columns = THINGS[name]
    classes = f"{first} {tokens.WORK}" if name == "acts" else first
    wanted = " ".join(dict.fromkeys((tokens.A, *(p for _, p, _ in columns))))
    found = source.rows(
        f"SELECT ?x ?p ?v {{ VALUES ?class {{ {classes} }} VALUES ?p {{ {wanted} }} ?x a ?class ; ?p ?v }}"
    )
    return sorted({f"{x} {p} {v} .\n" for x, p, v in found if "#" not in x.value})


def _reports(source: Source) -> pl.DataFrame:
    """Reports with those who issued them, in the order of their names."""
    import polars as pl

    rows = source.rows(
        f"""{_HEAD} SELECT ?report ?agency ?name ?masked ?division ?place ?year ?file ?sha {{
          ?report a fz:Report ; fz:sourceFile ?file ; fz:sha256 ?sha ; fz:issuedBy ?agency . ?agency rdfs:label ?name
          OPTIONAL {{ ?agency fz:masked ?masked }} OPTIONAL {{ ?report fz:year ?year }}
          OPTIONAL {{ ?report fz:division ?division . ?division rdfs:label ?place }} }}"""
    )
    known: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: (r[0].value, r[2].value)):
        report, agency, name, masked, division, place, year, file, sha = (None if t is None else t.value for t in row)
        one = known.setdefault(
            str(report),
            {
                "report": report,
                "file": file,
                "sha256": sha,
                "agency": agency,
                "agency_name": None,
                "agencies": "",
                "division": division,
                "division_name": place,
                "report_year": None if year is None else int(year),
            },
        )
        one["agencies"] = f"{one['agencies']} {agency}".strip()
        if masked is None:
            one["agency_name"] = name if one["agency_name"] is None else f"{one['agency_name']}、{name}"
    columns = "report file sha256 agency agency_name agencies division division_name report_year".split()
    schema = {column: pl.Int64 if column == "report_year" else pl.String for column in columns}
    return pl.DataFrame(list(known.values()), schema=schema)


def _occurrences(source: Source, name: str) -> pl.DataFrame:
    import polars as pl

    columns = OCCURRENCES[name][0].split()
    found = source.rows(f"{_HEAD} SELECT ?x {' '.join('?' + c for c in columns)} {{ {OCCURRENCES[name][1]} }}")
    rows = []
    for row in sorted(found, key=lambda r: r[0].value):
        one = {c: None if t is None else t.value for c, t in zip(columns, row[1:], strict=True)}
        rows.append({c: _cell(c, one) for c in columns})
    types: dict[str, Any] = {
        c: pl.Int64 if c in _NUMBERS else pl.Float64 if c == "value" else pl.String for c in columns
    }
    context = _reports(source).select("report", "agency", "agency_name", "division", "division_name", "report_year")
    return pl.DataFrame(rows, schema=types).join(context, on="report", how="left")


def _cell(column: str, row: dict[str, str | None]) -> str | int | float | None:
    """A value as the tables of a build have it: concepts by their notation, no name for what is masked."""
    value = row[column]
    if value is None:
        return None
    if column in _NUMBERS:
        return int(value)
    if column == "value":
        return float(value)
    if column == "activity_type":
        return value.removeprefix(f"{CONCEPT}activity/")
    if column == "kind":
        return "programme" if value.endswith("Programme") else "agency"
    if column == "name" and "#" in str(row["thing"]):
        return None
    return value
