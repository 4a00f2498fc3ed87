"""Files for others: networks for Gephi, Gephi Lite and other programs, and a check of such files.

>>> from kg import export
>>> export.write(graph, "agency-act.gexf", profile="gephi")      # doctest: +SKIP
[PosixPath('agency-act.gexf')]
>>> export.lint("agency-act.gexf")                               # doctest: +SKIP
[]
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export.lint import lint
from kg.export.lint_rules import RULES, Finding
from kg.replacing import replacing

if TYPE_CHECKING:
    from kg.networks.schema import Graph

__all__ = ["FORMATS", "RULES", "Finding", "dumps", "lint", "write"]

#: Suffix → what is written.
FORMATS = {
    ".gexf": "GEXF 1.3, for Gephi or (profile gephi-lite) Gephi Lite",
    ".json": "workspace of Gephi Lite",
    ".graphml": "GraphML",
    ".csv": "two tables, NAME.nodes.csv and NAME.edges.csv",
    ".html": "one page that works offline",
    ".svg": "picture",
    ".png": "picture",
}


def write(graph: Graph, path: str | Path, *, profile: str = "gephi") -> list[Path]:
    """Write a network into the format of the suffix, one of :data:`FORMATS`.

    :param graph: of :func:`kg.networks.network`, best after :func:`kg.networks.prepare`.
    :param profile: for GEXF: ``gephi`` (with time) or ``gephi-lite`` (static, with totals).
    :returns: the files written; two for ``.csv``.
    :raises UsageError: unknown suffix or profile.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix == ".csv":
        return _pair(graph, target)
    if suffix in (".png", ".svg"):
        from kg.export import picture

        picture.write(graph, target)
        return [target]
    if suffix not in FORMATS:
        raise UsageError(f"{target.name}: unknown format; use one of {', '.join(FORMATS)}")
    with _file(target, "\n") as file:
        _text(graph, file, suffix, profile)
    return [target]


def dumps(graph: Graph, format: str, *, profile: str = "gephi") -> bytes:
    """The same as bytes, for a download.

    :param format: ``gexf``, ``json``, ``graphml``, ``html``, ``nodes.csv``, ``edges.csv``, ``png`` or ``svg``.
    """
    if format in ("png", "svg"):
        from kg.export import picture

        return picture.draw(graph, format)
    file = io.StringIO(newline="")
    if format in ("nodes.csv", "edges.csv"):
        from kg.export import csvpair

        (csvpair.write_nodes if format == "nodes.csv" else csvpair.write_edges)(graph, file)
    elif f".{format}" not in FORMATS:
        raise UsageError(f"unknown format {format!r}")
    else:
        _text(graph, file, f".{format}", profile)
    return file.getvalue().encode("utf-8")


@contextlib.contextmanager
def _file(path: Path, newline: str) -> Iterator[io.TextIOWrapper]:
    """A text file that takes the place of ``path`` when all is written."""
    with replacing(path) as raw:
        file = io.TextIOWrapper(raw, "utf-8", newline=newline)
        yield file
        file.detach()


def _text(graph: Graph, file: io.TextIOBase | io.StringIO, suffix: str, profile: str) -> None:
    from kg.export import gephi_lite, gexf, graphml

    if suffix == ".gexf":
        gexf.write(graph, file, profile)  # type: ignore[arg-type]
    elif suffix == ".json":
        gephi_lite.write(graph, file)  # type: ignore[arg-type]
    elif suffix == ".graphml":
        graphml.write(graph, file)  # type: ignore[arg-type]
    else:
        from kg.export import html

        html.write(graph, file)  # type: ignore[arg-type]


def _pair(graph: Graph, target: Path) -> list[Path]:
    from kg.export import csvpair

    stem = target.with_suffix("")
    written = []
    for part, writer in (("nodes", csvpair.write_nodes), ("edges", csvpair.write_edges)):
        path = stem.with_name(f"{stem.name}.{part}.csv")
        with _file(path, "") as file:
            writer(graph, file)
        written.append(path)
    return written
