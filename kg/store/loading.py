"""Any RDF into a store folder: a graph without tables, texts and search index."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg._version import __version__
from kg.errors import StoreError, UsageError
from kg.graph.namespaces import DEFAULT_BASE
from kg.store import counting, description, graphs, layout, publishing
from kg.store import manifest as manifests
from kg.store.manifest import Manifest

if TYPE_CHECKING:
    import pyoxigraph

_ENDS = ("nq", "nt", "ttl", "trig", "jsonld", "rdf", "n3")


def load(files: Iterable[Path | str], target: Path | str, *, replace_reports: bool = False) -> Manifest:
    """Make a store at ``target`` of the RDF in ``files``, default and named graphs; replaces what was loaded there before.

    :param replace_reports: replace also a store that was built from reports, with its texts, tables and search index.
    :param files: N-Quads, N-Triples, Turtle, TriG, JSON-LD, RDF/XML or N3, also gzipped; the end of the name says which.
    :raises UsageError: for a file that is missing, of no known format, or wrong; the store stays as it was.
    :raises StoreError: where the target is no store or cannot be written.
    """
    sources = [Path(f) for f in files]
    for file in sources:
        _format(file)
        if not file.is_file():
            raise UsageError(f"{file}: there is no such file; check the spelling")
    target = Path(target)
    layout.check_target(target)
    if not replace_reports and (target / layout.CURRENT / layout.MANIFEST).exists():
        number = len(manifests.read(target / layout.CURRENT, older=True).inputs)
        if number:
            raise StoreError(
                f"{target} was built from {number} reports, and loading would replace them:"
                " name another folder with -o, or give --force"
            )
    with publishing.staged(target) as folder:
        graph = _load(sources, folder / layout.GRAPH)
        built = datetime.now(UTC)
        manifest = Manifest(
            software=__version__,
            built=built.strftime("%Y-%m-%dT%H:%M:%SZ"),
            base=_base(graph),
            data=f"{layout.LOADED}{built:%Y%m%d%H%M%S%f}",
        )
        manifest = replace(manifest, counts=counting.count(partial(graphs.rows, graph)))
        del graph
        manifests.write(manifest, folder)
        publishing.publish(folder, target, built)
    return manifest


def _format(file: Path) -> str:
    end = file.name.lower().removesuffix(".gz").rpartition(".")[2]
    if end not in _ENDS:
        raise UsageError(f"{file}: is no RDF by its name; known are {', '.join(_ENDS)}, each also with .gz")
    return end


def _load(files: list[Path], folder: Path) -> pyoxigraph.Store:
    import pyoxigraph as ox

    store = ox.Store(str(folder))
    for file in files:
        kind = ox.RdfFormat.from_extension(_format(file))
        assert kind is not None
        try:
            with gzip.open(file, "rb") if file.suffix.lower() == ".gz" else file.open("rb") as stream:
                store.bulk_load(stream, kind, base_iri=file.absolute().as_uri())  # type: ignore[arg-type]
        except SyntaxError as error:
            where = f" line {error.lineno}" if error.lineno else ""
            raise UsageError(f"{file}{where}: is not right: {error.msg}") from None
        except (OSError, EOFError) as error:
            raise UsageError(f"{file}: cannot be read: {error}") from None
    store.flush()
    return store


def _base(graph: pyoxigraph.Store) -> str:
    """What the data's IRIs begin with, told by the name of the graph on provenance where the data come from a dump."""
    end = description.graph("", "provenance")
    for name in graph.named_graphs():
        if name.value.endswith(end):
            return name.value.removesuffix(end)
    return DEFAULT_BASE
