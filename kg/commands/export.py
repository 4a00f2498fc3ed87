"""``kg export``."""

from __future__ import annotations

import click

from kg.commands.common import endpoint_option, note, open_source, say, settings, store_option, subcommand
from kg.commands.numbers import Amount, Whole
from kg.errors import UsageError


def years(given: str | None) -> tuple[int | None, int | None] | None:
    """``2018-2024``, ``2018-``, ``-2024`` or ``2021`` as first and last year."""
    if given is None:
        return None
    import re

    match = re.fullmatch(r"\s*(\d{4})?\s*(?:([-–—:~])\s*(\d{4})?)?\s*", given)
    if match is None or not (match[1] or match[3]):
        raise UsageError(f"years are written 2018-2024, 2018- or 2021, not {given!r}")
    first = int(match[1]) if match[1] else None
    last = int(match[3]) if match[3] else None if match[2] else first
    if first and last and first > last:
        raise UsageError(f"the years end before they begin: {first}-{last}")
    return first, last


@subcommand(
    "export",
    example="kg export agency-act -o agency-act.gexf\nkg export act-act -o acts.gexf --profile gephi-lite --years 2018-2024 --min-weight 2 --backbone 0.05\nkg export --list",
)
@click.argument("view", required=False)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="File to write: .gexf, .json (Gephi Lite), .graphml, .csv (two files), .html, .svg or .png.",
)
@click.option("--list", "show_list", is_flag=True, help="Show the networks there are.")
@click.option(
    "--profile",
    type=click.Choice(("gephi", "gephi-lite")),
    default="gephi",
    show_default=True,
    help="Program that a .gexf is for.",
)
@click.option("--years", "span", metavar="2018-2024", help="Report years, both included.")
@click.option("--min-weight", type=Amount(), default=1, show_default=True, help="Leave out edges of less weight.")
@click.option(
    "--backbone",
    type=Amount(most=1, open=True),
    help="Keep what the disparity filter at this alpha keeps (0.05 is usual).",
)
@click.option(
    "--layout",
    type=click.Choice(("forceatlas2", "circular", "none")),
    default="forceatlas2",
    show_default=True,
    help="Where nodes stand.",
)
@click.option(
    "--measures",
    default="default",
    show_default=True,
    help="Measures of nodes: default, all, or names with commas between.",
)
@click.option("--color", metavar="COLUMN", help="Colour nodes by this column.")
@click.option("--size", metavar="COLUMN", help="Size nodes by this column.")
@click.option("--seed", type=Whole(), default=1, show_default=True, help="For all that is drawn by lot.")
@click.option("--site", default="", metavar="URL", help="Server whose pages show the sentences behind nodes and edges.")
@click.option("--isolates", is_flag=True, help="Keep nodes without edges.")
@click.option("--views", "folder", type=click.Path(exists=True, file_okay=False), help="Folder with views of your own.")
@endpoint_option
@store_option
def command(
    view: str | None,
    output: str | None,
    show_list: bool,
    profile: str,
    span: str | None,
    min_weight: float,
    backbone: float | None,
    layout: str,
    measures: str,
    color: str | None,
    size: str | None,
    seed: int,
    site: str,
    isolates: bool,
    folder: str | None,
    store: str,
) -> None:
    """Write a network of the store, with measures, positions and colours; the same options give the same bytes."""
    from kg import networks

    if show_list:
        _list(folder)
        return
    if view is None:
        raise UsageError(say("export.which", names=say("comma").join(networks.names(folder))))
    if output is None:
        raise UsageError(f"where to? add -o {view}.gexf")
    from kg import export

    graph = networks.network(
        open_source(store),
        view,
        years=years(span),
        min_weight=min_weight,
        isolates=isolates,
        site=site,
        folder=folder,
    )
    graph = networks.prepare(
        graph, measures=tuple(measures.split(",")), backbone=backbone, layout=layout, color=color, size=size, seed=seed
    )
    for path in export.write(graph, output, profile=profile):
        note(say("written", path=path))
    note(say("export.done", view=view, nodes=graph.number_of_nodes(), edges=graph.number_of_edges()))
    if not graph:
        note(say("export.empty"))


def _list(folder: str | None) -> None:
    from kg import networks
    from kg.query.table import text_table

    language = settings().language
    zh = language == "zh"
    cells = [
        [v.name, v.title_zh if zh else v.title_en, v.description_zh if zh else v.description_en]
        for v in networks.views(folder)
    ]
    click.echo(
        text_table([say("column.name"), say("column.title"), say("column.definition")], cells, [False] * 3), nl=False
    )
