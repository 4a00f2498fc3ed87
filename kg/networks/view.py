"""Views: which things are nodes, what joins them, how they are called, since when; a file of small queries each.

A view is a TOML file in ``kg/networks/views`` or in a folder of the user's own. Its queries are SQL over the tables of
a store (``edges.sql = '''…'''``) or SPARQL over its graph (``edges.sparql``), and answer with these columns:

==============  ================================================================================================
``nodes``       node, category
``edges``       source, target, year, weight; in a projection unit, thing, year, weight
``labels``      node, name and, where there is one, short
``attributes``  node and a column for each attribute, described under ``[[column]]``
``years``       node, year and a column for each yearly value, described under ``[[yearly]]``
``evidence``    for ``$source`` and ``$target``: report, year, start, end, sentence_start, sentence_end
                (in a projection also unit and thing), a row for each occurrence
``about``       the same for one ``$node``
==============  ================================================================================================
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.networks.schema import Column

QUERIES = ("nodes", "edges", "labels", "attributes", "years", "evidence", "about")
_OPTIONAL = frozenset({"attributes", "years", "evidence", "about"})
_HERE = Path(__file__).parent / "views"


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a view; ``where`` names file and query in messages."""

    language: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class View:
    """A view as its file describes it.

    :param kind: what an edge says, in one word; ``weight``: the definition of its weight.
    :param projection: whether edges join two things of one kind that share units (acts cited in the same reports).
    """

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    kind: str
    weight: str
    directed: bool = True
    projection: bool = False
    color: str = "category"
    columns: tuple[Column, ...] = ()
    yearly: tuple[Column, ...] = ()
    queries: dict[str, Query] = field(default_factory=dict)


def names(folder: str | Path | None = None) -> list[str]:
    """The names of all views, the user's own among them."""
    return sorted({path.stem for place in _places(folder) for path in place.glob("*.toml")})


def views(folder: str | Path | None = None) -> list[View]:
    """All views, by name.

    :param folder: a folder with views of the user's own; one of the same name replaces a view of the package.
    """
    return [load(name, folder) for name in names(folder)]


def load(name: str, folder: str | Path | None = None) -> View:
    """A view by its name.

    :raises UsageError: there is none, or its file is wrong.
    """
    for place in _places(folder):
        path = place / f"{name}.toml"
        if name in {found.stem for found in place.glob("*.toml")}:
            return read(path)
    raise UsageError(f"no view {name!r}; views are {', '.join(names(folder))}")


def read(path: Path) -> View:
    """The view in a file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return View(
            name=path.stem,
            title_zh=data["title"]["zh"],
            title_en=data["title"]["en"],
            description_zh=data["description"]["zh"],
            description_en=data["description"]["en"],
            kind=data["kind"],
            weight=data["weight"],
            directed=data.get("directed", True),
            projection=data.get("projection", False),
            color=data.get("color", "category"),
            columns=tuple(Column(**column) for column in data.get("column", ())),
            yearly=tuple(Column(**column) for column in data.get("yearly", ())),
            queries={name: _query(path, name, data[name]) for name in QUERIES if name in data or _needed(path, name)},
        )
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else error
        raise UsageError(f"{path.name}: {reason}") from error


def _needed(path: Path, name: str) -> bool:
    if name in _OPTIONAL:
        return False
    raise UsageError(f"{path.name}: the query {name} is missing")


def _query(path: Path, name: str, entry: dict[str, Any]) -> Query:
    for language in ("sql", "sparql"):
        if language in entry:
            return Query(language, entry[language].strip(), f"{path.name}, {name}")
    raise UsageError(f"{path.name}: write {name}.sql or {name}.sparql")


def _places(folder: str | Path | None) -> list[Path]:
    if folder is not None and not Path(folder).is_dir():
        raise UsageError(f"{folder}: no folder with views")
    return [Path(folder), _HERE] if folder is not None else [_HERE]
