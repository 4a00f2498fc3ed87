"""``kg panel``."""

from __future__ import annotations

import click

from kg.commands.common import note, open_store, say, store_option, subcommand
from kg.commands.export import years


@subcommand(
    "panel",
    example="kg panel -o panel.csv --bom\nkg panel -o wide.parquet --wide --years 2018-2024\nkg panel -o codebook.csv --codebook",
)
@click.option("-o", "--output", required=True, metavar="FILE", help="File to write: .csv or .parquet.")
@click.option("--wide", is_flag=True, help="One row for each agency and year, one column for each indicator.")
@click.option("--complete", is_flag=True, help="Rows also for what a report does not state, the value missing.")
@click.option("--years", "span", metavar="2018-2024", help="Report years, both included.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, so that Excel reads the Chinese.")
@click.option("--codebook", is_flag=True, help="Write the definitions of the indicators instead.")
@click.option("--figures", is_flag=True, help="Write each figure by itself with its place in the text instead.")
@store_option
def command(
    output: str, wide: bool, complete: bool, span: str | None, bom: bool, codebook: bool, figures: bool, store: str
) -> None:
    """Write the panel: agency × year × indicator, one definition for each. Missing stays missing, zero is zero."""
    from kg import panel

    opened = open_store(store)
    if codebook:
        table = panel.codebook(opened)
    elif figures:
        table = panel.figures(opened)
    else:
        table = panel.panel(opened, years=years(span), wide=wide, complete=complete)
        if span and not table.height:
            known = opened.table("reports").select("report_year").drop_nulls().collect()["report_year"]
            note(say("panel.empty", span=span, years=" ".join(map(str, sorted(set(known))))))
    path = panel.write(table, output, bom=bom)
    note(say("panel.written", path=path, rows=table.height))
