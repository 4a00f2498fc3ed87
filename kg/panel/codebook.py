"""What the columns and indicators of the panel mean, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import resources
from kg.catalogue.indicators import indicators, rates
from kg.graph.namespaces import CONCEPT

if TYPE_CHECKING:
    import polars as pl

#: The columns of a codebook.
COLUMNS = (
    "kind", "indicator", "title_zh", "title_en", "definition_zh", "definition_en", "unit", "values", "figures", "min", "max",
)  # fmt: skip
_SUM = (
    "报告写明：{activity}类活动中以{unit}计的本年度数值{how}，不论所计为何（{others}）；同类活动同单位总数的分项、增减数、其他年份的数不计，"
    "同一机关重复的数计一次；报告没有写的为空，写明为零的才是 0",
    "Stated by the report: {how} of the figures in {unit} on activities of type {activity} of the report's year, whatever they "
    "count ({others}); without parts of others of the type and unit, changes and other years, the same figure of an agency and "
    "year once; missing where none is stated, 0 only where a report says zero",
)


def codebook(store: Any) -> pl.DataFrame:
    """A row for each column (``kind`` is ``column``) and each indicator of :func:`kg.panel.panel`, with its definition.

    ``values`` is how many agencies and years have a value, ``figures`` how many figures these are made of.
    """
    import polars as pl

    from kg.panel import panel

    tidy = panel(store)
    found = (
        tidy.group_by("indicator", maintain_order=True)
        .agg(
            pl.col("unit").first(), pl.len().alias("values"), pl.col("n").sum(),
            pl.col("value").min().alias("min"), pl.col("value").max().alias("max"),
        )
        .rows(named=True)
    )  # fmt: skip
    order = {name: number for number, name in enumerate((*_tables(), *indicators()))}
    found.sort(key=lambda row: (order.get(row["indicator"], len(order)), row["indicator"]))
    about = _tables()
    rows: list[list[Any]] = [
        ["column", name, *words, None, None, None, None, None]
        for name, (kind, *words) in about.items()
        if kind == "column"
    ]
    activities = labels(store)
    for row in found:
        name = row["indicator"]
        words = _said(name, row["unit"], about, activities)
        rows.append(["indicator", name, *words, row["unit"], row["values"], row["n"], row["min"], row["max"]])
    schema = {name: pl.Int64 if name in ("values", "figures") else pl.String for name in COLUMNS}
    return pl.DataFrame(rows, schema={**schema, "min": pl.Float64, "max": pl.Float64}, orient="row")


def labels(store: Any) -> dict[str, tuple[str, str]]:
    """Type of activity → its name in Chinese and English."""
    names: dict[str, dict[str, str]] = {}
    query = f"""SELECT ?c ?name (LANG(?name) AS ?in) {{ GRAPH ?g {{
      ?c <http://www.w3.org/2004/02/skos/core#inScheme> <{CONCEPT}activity> ;
         <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }} }}"""
    for concept, name, language in store.rows(query):
        names.setdefault(concept.value.rpartition("/")[2], {})[language.value] = name.value
    return {concept: (both.get("zh", concept), both.get("en", concept)) for concept, both in names.items()}


def title(indicator: str, unit: str | None, activities: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """An indicator as people call it, in Chinese and English.

    >>> title("fines", "元", {}), title("penalty_yuan", "元", {"penalty": ("行政处罚", "Penalties")})
    (('罚款金额', 'Fines'), ('行政处罚（元）', 'Penalties (元)'))
    """
    if known := _tables().get(indicator):
        return known[1], known[2]
    if one := indicators().get(indicator):
        return one.zh, one.en
    kind = _activity(indicator, unit)
    zh, en = activities.get(kind, (kind, kind))
    return f"{zh}（{unit}）", f"{en} ({unit})"


def _said(
    indicator: str,
    unit: str | None,
    about: dict[str, tuple[str, str, str, str, str]],
    activities: dict[str, tuple[str, str]],
) -> tuple[str, str, str, str]:
    """Title and definition, each in Chinese and English."""
    zh, en = title(indicator, unit, activities)
    if known := about.get(indicator):
        return zh, en, f"我们的计数：{known[3]}；没有的为 0", f"Counted by us: {known[4]}; 0 where there are none"
    if one := indicators().get(indicator):
        return zh, en, f"报告写明：{one.definition('zh')}", f"Stated by the report: {one.definition('en')}"
    kind = _activity(indicator, unit)
    rate = unit in rates()
    own = "、".join(one.name for one in indicators().values() if one.activity == kind)
    others_zh = f"单独一项见 {own}" if own else "可能含有不同的事项"
    others_en = f"for one thing see {own}" if own else "which may be different things"
    names = activities.get(kind, (kind, kind))
    how = ("的平均值（所计内容不同的比率不平均，为空）", "mean (missing where these are rates of different things)")
    how = how if rate else ("之和", "sum")
    return (
        zh,
        en,
        _SUM[0].format(activity=names[0], unit=unit, how=how[0], others=others_zh),
        _SUM[1].format(activity=kind, unit=unit, how=how[1], others=others_en),
    )


def _activity(indicator: str, unit: str | None) -> str:
    from kg.panel.figures import unit_name

    return indicator.removesuffix(f"_{unit_name(unit or '')}")


def _tables() -> dict[str, tuple[str, str, str, str, str]]:
    """Column or count → its kind, title and definition in both languages."""
    return {
        r["name"]: (r["kind"], r["zh"], r["en"], r["definition_zh"], r["definition_en"])
        for r in resources.rows("panel.tsv")
    }
