"""Panels: small saved queries, a file each in ``web/panels``, shown as table or chart with a link to edit them.

A file is written like those of ``ontology/questions``, and may say in its front matter ``# sentences: act=it year=year``:
then each number leads to the sentences that fit, with values from the panel's parameters and the row's columns; a value in
quotes (``version="none"``) is taken as it is, and behind a bar (``level=level|"none"``) it stands for one that a row lacks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import g

from kg.errors import KgError
from kg.graph.namespaces import CONCEPT
from kg.query.files import parse
from kg.query.saved import Question
from web import charts, counted, i18n, links

_FOLDER = Path(__file__).parent.parent / "panels"
_SENTENCES = re.compile(r"^# sentences: (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: Columns that count things or add up figures; only these lead to sentences.
COUNTS = ("citations", "mentions", "measures", "reports", "shared", "total")
#: Rows that a panel shows.
ROWS = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown: text, where it leads, whether it is a number."""

    text: str
    href: str | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with its answer.

    :param problem: what went wrong, where it has no answer.
    :param chart: SVG, where its view is a chart and there is something to draw.
    """

    name: str
    title: str
    definition: str
    view: str
    sparql: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more: bool = False
    chart: str | None = None
    problem: str | None = None


@cache
def of_kind(kind: str) -> tuple[Question, ...]:
    """The panels of one kind of page, in the order of their files."""
    return tuple(parse(path.name, path.read_text("utf-8")) for path in sorted((_FOLDER / kind).glob("*.rq")))


def show(kind: str, name: str, terms: Mapping[str, str]) -> Shown:
    """The panel ``name`` of pages of ``kind``, asked with ``terms`` (RDF terms as SPARQL writes them)."""
    question = next(q for q in of_kind(kind) if q.name == name)
    return _shown(kind, question, terms)


def all_of(kind: str, terms: Mapping[str, str]) -> list[Shown]:
    """All panels of a kind of page; those without an answer are left out, those that failed say so."""
    shown = [_shown(kind, question, terms) for question in of_kind(kind)]
    return [panel for panel in shown if panel.rows or panel.problem]


def _shown(kind: str, question: Question, terms: Mapping[str, str]) -> Shown:
    terms = {"lang": f'"{i18n.language()}"', **terms}
    sparql = question.sparql(terms)
    title, definition = question.title.in_language(i18n.language()), question.counts.in_language(i18n.language())
    try:
        sql = counted.statement(kind, f"{question.number:02}-{question.name}")
        found = counted.rows(g.generation, sql, terms.get("it", "").strip("<>")) if sql else None
        rows = g.generation.rows(sparql) if found is None else found
    except KgError as error:
        g.partial = True
        return Shown(question.name, title, definition, question.view, sparql, problem=i18n.said(error))
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    visible = tuple(c for c in columns if not (c.endswith("Label") and c[:-5] in columns))
    match = _SENTENCES.search(question.text)
    leads = dict(pair.split("=", 1) for pair in match[1].split()) if match else {}
    cells = [_cells(row, visible, leads, terms) for row in rows]
    chart = _chart(question.view, title, visible, cells) if len(cells) > 1 else None
    return Shown(
        question.name,
        title,
        definition,
        question.view,
        sparql,
        visible,
        tuple(cells[:ROWS]),
        len(cells) > ROWS,
        chart,
    )


def _cells(
    row: Mapping[str, str], columns: tuple[str, ...], leads: Mapping[str, str], terms: Mapping[str, str]
) -> tuple[Cell, ...]:
    target = _target(row, leads, terms) if leads else None
    return tuple(_cell(name, row, target) for name in columns)


def _target(row: Mapping[str, str], leads: Mapping[str, str], terms: Mapping[str, str]) -> str | None:
    """Where the numbers of a row lead; nowhere, if the row lacks a value that is needed."""
    filters = {}
    for name, source in leads.items():
        column, _, other = source.partition("|")
        given = column.strip('"') if column[0] == '"' else row.get(column) or terms.get(column, "").strip('<>"')
        value = given or other.strip('"')
        if not value:
            return None
        filters[name] = value.removeprefix(f"{CONCEPT}{name}/")
    return links.sentences(**filters)


def _cell(name: str, row: Mapping[str, str], target: str | None) -> Cell:
    value = row.get(name, "")
    if name == "reason":
        return Cell(i18n.remark(value))
    if value.startswith(CONCEPT):
        scheme, notation = value[len(CONCEPT) :].split("/", 1)
        return Cell(i18n.concept(scheme, notation), links.of(value) if scheme == "activity" else None)
    if value.startswith(("http://", "https://")):
        return Cell(row.get(f"{name}Label", value.rpartition("/")[2]), links.of(value))
    if _NUMBER.fullmatch(value) and name != "year":
        leads = target if name in COUNTS and float(value) else None
        return Cell(charts.number(float(value)), leads, numeric=True)
    return Cell(value)


def _chart(view: str, title: str, columns: tuple[str, ...], cells: list[tuple[Cell, ...]]) -> str | None:
    """The first column against the first column of numbers."""
    if view not in ("bar", "line"):
        return None
    value = next((i for i in range(len(columns)) if any(row[i].numeric for row in cells)), None)
    if value is None:
        return None
    points = [
        charts.Point(row[0].text, float(row[value].text.replace(",", "") or 0), row[value].href or row[0].href)
        for row in cells
        if row[0].text
    ]
    if view == "line":
        return charts.years(points, title, str(i18n.text("cumulative")))
    return charts.bars(points, title, limit=ROWS)
