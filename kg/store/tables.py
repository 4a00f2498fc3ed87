"""The tables beside the graph: ``tables/*.parquet``, written from the same rows and facts as the graph."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph import tokens
from kg.graph.rows import COLUMNS, CONTEXT
from kg.store import repeating
from kg.store.shards import Kept

if TYPE_CHECKING:
    import polars as pl

#: Tables of shared things: class, and the columns with the property each is read from.
THINGS: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "acts": (
        tokens.ACT,
        (
            ("label", tokens.LABEL, "str"),
            ("type", tokens.A, "concept"),
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
_IN_SENTENCE = ("sentence_start", "sentence_end")
#: By table: the columns that say in which sentence a row stands.
_SENTENCE_OF = {
    "sentences": ("start", "end"),
    "citations": _IN_SENTENCE,
    "mentions": _IN_SENTENCE,
    "measures": _IN_SENTENCE,
}


class Rows:
    """Rows of the reports, put by in parts on the disk as they come.

    :param folder: where the tables will be; parts lie below it until :func:`write` has made the tables of them.
    :param old: folder of tables to begin with; ``without`` the IRIs of reports whose rows are left out.
    """

    def __init__(self, folder: Path, old: Path | None = None, without: Collection[str] = ()) -> None:
        self.parts = folder / "parts"
        self.parts.mkdir(parents=True)
        self._old = old
        self._without = sorted(without)
        self._rows: dict[str, list[list[Any]]] = {name: [] for name in COLUMNS}
        self._written: dict[str, list[Path]] = {name: [] for name in COLUMNS}
        self._last, self._sorted = "", True
        self._boilerplate: pl.DataFrame | None = None

    def add(self, report: str, kept: Kept) -> None:
        """The rows of one report; least is done where the reports come in order."""
        self._boilerplate = None
        self._sorted = self._sorted and self._last <= report
        self._last = report
        for name, gathered in self._rows.items():
            gathered.extend([report, *row] for row in kept.rows[name])
            if len(gathered) >= _CHUNK:
                self._flush(name)

    def _flush(self, name: str) -> None:
        import polars as pl

        path = self.parts / f"{name}-{len(self._written[name]):06d}.parquet"
        frame = pl.DataFrame(self._rows[name], schema={"report": pl.String, **_schema(name)}, orient="row")
        frame.sort(frame.columns[:2]).write_parquet(path, compression="lz4", statistics=False)
        self._rows[name] = []
        self._written[name].append(path)

    def scan(self, name: str) -> pl.LazyFrame:
        """All rows of one table by report and then the next column, read from the disk as they are asked for."""
        import polars as pl

        if self._rows[name] or not self._written[name]:
            self._flush(name)
        new = pl.scan_parquet(self._written[name])
        if not self._sorted:
            new = new.sort(new.collect_schema().names()[:2])
        if self._old is None:
            return new
        return scan(self._old, name).filter(~pl.col("report").is_in(self._without)).merge_sorted(new, "report")

    def boilerplate(self) -> pl.DataFrame:
        """The sentences that stand word for word in other reports, see :mod:`kg.store.repeating`."""
        import polars as pl

        if self._boilerplate is None:
            first = pl.col("agency").str.split(" ").list.first()
            reports = self.scan("reports").select("report", first, "report_year").collect()
            sentences = self.scan("sentences").select(*repeating.SENTENCE, "in_graph", "key").collect()
            self._boilerplate = repeating.marked(sentences, reports)
        return self._boilerplate


def scan(folder: Path, name: str) -> pl.LazyFrame:
    """A table in ``folder`` with the columns that reports bring, as :meth:`Rows.scan` gives them."""
    import polars as pl

    table = pl.scan_parquet(folder / f"{name}.parquet")
    if name == "reports":
        table = table.with_columns(agency="agencies")
    return table.select("report", *_schema(name))


def doubtful(folder: Path) -> tuple[str, ...]:
    """The files that may be no reports: no agency is named as reporting, not even masked, and no section begins."""
    import polars as pl

    parted = pl.scan_parquet(folder / "sections.parquet").select("report")
    unnamed = pl.scan_parquet(folder / "reports.parquet").filter(pl.col("agency_name").is_null())
    return tuple(unnamed.join(parted, on="report", how="anti").select("file").collect()["file"].sort())


def _schema(name: str) -> dict[str, Any]:
    """The columns of a table that the reports bring, with their types."""
    import polars as pl

    types = {"str": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean}
    return {column: types[kind] for column, kind in COLUMNS[name]}


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


_ESCAPED = {"n": "\n", "r": "\r"}


def _cell(token: str | None, kind: str) -> str | None:
    """An object token as a cell: the IRI or the text, of a concept only its notation."""
    if token is None:
        return None
    if token.startswith("<"):
        return re.split("[/#]", token[1:-1])[-1] if kind == "concept" else token[1:-1]
    value = token[1 : token.rindex('"')]
    if "\\" in value:
        value = re.sub(r"\\(.)", lambda mark: _ESCAPED.get(mark[1], mark[1]), value)
    return value


def boilerplate(folder: Path) -> pl.DataFrame:
    """The sentences that are marked in the tables in ``folder``, as :func:`kg.store.repeating.marked` gives them."""
    import polars as pl

    marks = pl.scan_parquet(folder / "sentences.parquet").filter(pl.col("boilerplate").is_not_null())
    return marks.select(*repeating.SENTENCE, "in_graph", "boilerplate").sort(repeating.SENTENCE).collect()


def write(folder: Path, rows: Rows, about: dict[str, pl.DataFrame]) -> dict[str, int]:
    """Write all tables into ``folder``; the counts that follow from them (defined in :mod:`kg.store.counting`)."""
    import polars as pl

    agencies, divisions = about["agencies"], about["divisions"]
    places = divisions.join(divisions.select(province="id", province_name="name"), on="province", how="left")
    reports = (
        rows.scan("reports")
        .collect()
        .with_columns(pl.col("agency").str.split(" ").list.first(), agencies=pl.col("agency"))
        .join(agencies.select(agency="id", function="function"), on="agency", how="left")
        .join(places.select(division="id", province="province_name"), on="division", how="left")
        .sort("report")
    )
    reports.write_parquet(folder / "reports.parquet")
    context = reports.lazy().select(CONTEXT)
    counts = {"reports": reports.height, "reporting_agencies": reports["agencies"].str.split(" ").explode().n_unique()}
    # every table of what stands in a sentence says whether it is marked
    marks = rows.boilerplate().lazy().drop("in_graph")
    for name in COLUMNS:
        if name == "reports":
            continue
        lazy = rows.scan(name)
        if at := _SENTENCE_OF.get(name):
            lazy = lazy.join(
                marks, left_on=["report", *at], right_on=repeating.SENTENCE, how="left", maintain_order="left"
            )
        file = folder / f"{name}.parquet"
        lazy.join(context, on="report", how="left", maintain_order="left").sink_parquet(file)
        counts |= _counts(name, pl.scan_parquet(file))
    shutil.rmtree(rows.parts)
    for name, frame in about.items():
        frame.write_parquet(folder / f"{name}.parquet")
        counts[name] = frame.height
    counts["boilerplate"] = int(rows.boilerplate()["in_graph"].sum())
    counts["acts"] = counts["acts"] - int((about["acts"]["type"] == "Work").sum()) + int(reports["own_acts"].sum())
    counts["agencies"] += int(reports["own_agencies"].sum())
    return counts


def _counts(name: str, table: pl.LazyFrame) -> dict[str, int]:
    """The counts that follow from one table."""
    import polars as pl

    asked = {name: pl.len()}
    if name in ("citations", "measures"):
        asked[f"{name}_original"] = pl.col("boilerplate").null_count()
    if name == "citations":
        asked["cited_acts"] = pl.col("act").filter(pl.col("level").ne_missing("work")).drop_nulls().n_unique()
        asked["unresolved"] = (pl.col("resolution") == "unknown").sum()
        asked["ambiguous"] = (pl.col("resolution") == "ambiguous").sum()
    return {key: int(value) for key, value in table.select(**asked).collect().row(0, named=True).items()}
