"""The tables beside the graph: ``tables/*.parquet``, written from the same rows and facts as the graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph import tokens
from kg.graph.rows import COLUMNS, CONTEXT
from kg.store.shards import Kept

if TYPE_CHECKING:
    import polars as pl

#: Tables of shared things: class, and the columns with the property each is read from.
THINGS: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "acts": (
        tokens.ACT,
        (
            ("label", tokens.LABEL, "str"),
            ("level", tokens.LEVEL, "concept"),
            ("short_title", tokens.SHORT_TITLE, "str"),
            ("issuer", tokens.ISSUER, "str"),
            ("place", tokens.PLACE, "str"),
            ("repealed_on", tokens.REPEALED_ON, "str"),
            ("repealed_by", tokens.REPEALED_BY, "str"),
        ),
    ),
    "agencies": (
        tokens.AGENCY,
        (
            ("name", tokens.LABEL, "str"),
            ("kind", tokens.KIND, "concept"),
            ("function", tokens.FUNCTION, "concept"),
            ("division", tokens.ADMINISTERS, "str"),
            ("superior", tokens.PART_OF_ORGANISATION, "str"),
        ),
    ),
    "divisions": (
        tokens.DIVISION,
        (
            ("name", tokens.LABEL, "str"),
            ("code", tokens.CODE, "str"),
            ("level", tokens.DIVISION_LEVEL, "str"),
            ("broader", tokens.BROADER, "str"),
            ("province", tokens.PROVINCE, "str"),
        ),
    ),
    "programmes": (tokens.PROGRAMME, (("name", tokens.LABEL, "str"),)),
}
_CHUNK = 20_000


class Rows:
    """Rows of the reports, gathered column by column in compact chunks."""

    def __init__(self) -> None:
        self._rows: dict[str, list[list[Any]]] = {name: [] for name in COLUMNS}
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in COLUMNS}

    def add(self, report: str, kept: Kept) -> None:
        """The rows of one report."""
        for name, gathered in self._rows.items():
            gathered.extend([report, *row] for row in kept.rows[name])
            if len(gathered) >= _CHUNK:
                self._flush(name)

    def _flush(self, name: str) -> None:
        import polars as pl

        schema = {"report": pl.String, **{column: _TYPES(kind) for column, kind in COLUMNS[name]}}
        self._frames[name].append(pl.DataFrame(self._rows[name], schema=schema, orient="row"))
        self._rows[name] = []

    def frame(self, name: str) -> pl.DataFrame:
        """All rows of one table."""
        import polars as pl

        self._flush(name)
        return pl.concat(self._frames.pop(name))


def _TYPES(kind: str) -> Any:  # noqa: N802 - reads as a table
    import polars as pl

    return {"str": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean}[kind]


def things(lines: Iterable[str]) -> dict[str, pl.DataFrame]:
    """The tables of shared things from the merged lines about them (sorted by thing)."""
    import polars as pl

    classes = {token: name for name, (token, _) in THINGS.items()} | {tokens.WORK: "acts"}
    rows: dict[str, list[list[Any]]] = {name: [] for name in THINGS}
    thing, facts = "", dict[str, str]()

    def finish() -> None:
        if name := classes.get(facts.get(tokens.A, "")):
            rows[name].append([thing[1:-1], *(_cell(facts.get(p), kind) for _, p, kind in THINGS[name][1])])

    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if subject != thing:
            finish()
            thing, facts = subject, {}
        facts[predicate] = rest[:-3]
    finish()
    return {
        name: pl.DataFrame(
            rows[name], schema={"id": pl.String, **{c: pl.String for c, _, _ in columns}}, orient="row"
        ).sort("id")
        for name, (_, columns) in THINGS.items()
    }


def _cell(token: str | None, kind: str) -> str | None:
    """An object token as a cell: the IRI or the text, of a concept only its notation."""
    if token is None:
        return None
    if token.startswith("<"):
        return token[1:-1].rpartition("/")[2] if kind == "concept" else token[1:-1]
    value = token[1 : token.rindex('"')]
    if "\\" in value:
        value = value.replace("\\n", "\n").replace("\\r", "\r").replace('\\"', '"').replace("\\\\", "\\")
    return value


def write(folder: Path, rows: Rows, about: dict[str, pl.DataFrame]) -> dict[str, int]:
    """Write all tables into ``folder``; the number of rows of each."""
    import polars as pl

    folder.mkdir(parents=True, exist_ok=True)
    agencies, divisions = about["agencies"], about["divisions"]
    province = divisions.join(divisions.select(province="id", province_name="name"), on="province", how="left")
    reports = (
        rows.frame("reports")
        .with_columns(pl.col("agency").str.split(" ").list.first(), agencies=pl.col("agency"))
        .join(agencies.select(agency="id", function="function"), on="agency", how="left")
        .join(province.select(division="id", province="province_name"), on="division", how="left")
        .sort("report")
    )
    reports.write_parquet(folder / "reports.parquet")
    context = reports.select(CONTEXT)
    counts = {"reports": reports.height}
    for name in COLUMNS:
        if name != "reports":
            frame = rows.frame(name)
            key = frame.columns[1]
            counts[name] = frame.height
            frame.join(context, on="report", how="left").sort("report", key).write_parquet(folder / f"{name}.parquet")
    for name, frame in about.items():
        frame.write_parquet(folder / f"{name}.parquet")
        counts[name] = frame.height
    return counts
