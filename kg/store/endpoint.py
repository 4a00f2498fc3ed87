"""A SPARQL 1.1 endpoint, asked as if it were a store folder."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, urlencode

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.graph.namespaces import CONCEPT, DEFAULT_BASE, PREFIXES, prefixes
from kg.store.description import GRAPHS
from kg.store.description import graph as graph_iri
from kg.store.http import Response, Server, TimedOut
from kg.store.manifest import Input, Manifest

if TYPE_CHECKING:
    import polars as pl

    from kg.query.guard import Checked
    from kg.query.result import Result

#: Seconds that a query may take where nothing else is said.
TIMEOUT = 300.0
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"


class Endpoint:
    """The store behind a SPARQL endpoint.

    :param address: of the endpoint; ``default-graph-uri`` and ``named-graph-uri`` in its query string say where our
        statements lie in a server that has no default graph of its own.
    :param timeout: seconds for each query of our own, and for others where they name none.
    :raises UsageError: ``address`` is none.
    """

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        bare, _, given = address.partition("?")
        pairs = parse_qsl(given, keep_blank_values=True)
        self._dataset = [p for p in pairs if p[0] in ("default-graph-uri", "named-graph-uri")]
        others = urlencode([p for p in pairs if p not in self._dataset])
        self._server = Server(f"{bare}?{others}" if others else bare)
        self.path = self._server.url
        self.timeout = timeout

    # -- what it holds ---------------------------------------------------------------------------------------------------

    @cached_property
    def base(self) -> str:
        """What the IRIs of its data begin with: its graph on provenance says it."""
        found = self._rows(
            f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?d a <{PREFIXES['void']}Dataset> ;"
            f" <{PREFIXES['void']}vocabulary> <{CONCEPT[:-1]}> }} }} ORDER BY ?g",
            [pair for pair in self._dataset if pair[0] == "named-graph-uri"],
        )
        end = graph_iri("", "provenance")
        bases = [row[0].value.removesuffix(end) for row in found if row[0].value.endswith(end)]
        if len(bases) > 1:
            raise StoreError(
                f"{self.path} holds several stores ({', '.join(bases)}): choose one with ?named-graph-uri={bases[0]}{end}"
            )
        return bases[0] if bases else DEFAULT_BASE

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes to ask and write with."""
        return prefixes(self.base)

    @cached_property
    def manifest(self) -> Manifest:
        """What its graph on provenance says: when and with what it was built, from which files."""
        prov, graph = PREFIXES["prov"], f"<{graph_iri(self.base, 'provenance')}>"
        built = self.rows(
            f"SELECT ?time ?software {{ GRAPH {graph} {{ <{self.base}build> <{prov}endedAtTime> ?time ;"
            f" <{prov}wasAssociatedWith> ?software }} }} ORDER BY DESC(?time)"
        )
        files = self.rows(
            f"SELECT ?report ?source ?file {{ GRAPH {graph} {{ ?report <{prov}wasDerivedFrom> ?source ."
            f" ?source <{PREFIXES['rdfs']}label> ?file }} }} ORDER BY ?report"
        )
        return Manifest(
            software=built[0][1].value.rpartition("fazhi-kg-")[2] if built else "?",
            built=built[0][0].value if built else "?",
            base=self.base,
            inputs=tuple(
                Input(f.value, s.value.removeprefix("urn:sha256:"), r.value, r.value, "", "") for r, s, f in files
            ),
        )

    def has_graph(self, iri: str) -> bool:
        """Whether the server holds statements in the graph ``iri``. :raises ValueError: ``iri`` is none."""
        import pyoxigraph as ox

        body = self._ask(f"ASK {{ GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }} }}", _RESULTS, self.timeout, None).body
        return bool(json.loads(body).get("boolean"))

    def table(self, name: str) -> pl.LazyFrame:
        """What the graph says of the table ``name``: the columns that networks are drawn from."""
        from kg.store.graph_tables import table

        return table(self, name)

    def graph(self) -> NoReturn:
        """Only a folder has the raw graph."""
        raise self._folder_only("the graph itself")

    def text(self, sha256: str) -> NoReturn:  # noqa: ARG002
        """Only a folder has the texts."""
        raise self._folder_only("the texts")

    def rdflib(self) -> Any:
        """The endpoint as an rdflib ``Dataset``, asked by rdflib's own client."""
        from rdflib import Dataset

        dataset = Dataset(store="SPARQLStore")
        dataset.open(self.path)
        return dataset

    def _folder_only(self, what: str) -> StoreError:
        return StoreError(f"{self.path} is an endpoint, and {what} can be had from a store folder only: use -s STORE")

    # -- asking ----------------------------------------------------------------------------------------------------------

    def rows(self, sparql: str) -> list[tuple[Any, ...]]:
        """The answer to a SELECT as RDF terms; an answer that the server cut is an error."""
        return self._rows(sparql, None)

    def _rows(self, sparql: str, dataset: list[tuple[str, str]] | None) -> list[tuple[Any, ...]]:
        from kg.query.result import Result

        response = self._ask(sparql, _RESULTS, self.timeout, dataset)
        body, columns, rows = _results(response.body, self.path)
        if _cut_by_server(response, rows):
            raise StoreError(
                f"{self.path} cuts answers after {rows:,} rows, and {rows + 1:,} or more are needed:"
                " allow more on the server (Virtuoso: ResultSetMaxRows)"
            )
        return Result("SELECT", body, columns).terms()

    def answer(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
        base: str | None = None,
        checked: Checked | None = None,
    ) -> Result:
        """Have any query answered, after the same guard and with the same messages as in a store folder.

        :param timeout: seconds from sending the query to the last byte of the answer.
        :param max_rows: more rows or triples than these are cut off.
        :param base: what relative IRIs are resolved against.
        :param checked: what the guard said of the query, where it was asked before.
        """
        from kg.query.guard import check
        from kg.query.result import Result

        known = checked or check(sparql, prefixes=self.prefixes, base=base)
        self._parse(sparql, base)
        for iri in known.graphs:
            if not self.has_graph(iri):
                raise QueryError(f"the store has no graph <{iri}>, and nothing is fetched from elsewhere")
        accept = _RESULTS if known.kind == "results" else _TRIPLES
        limit = self.timeout if timeout is None else timeout
        dataset: list[tuple[str, str]] | None = [] if known.graphs else None  # the query's own FROM says which graphs
        response = self._ask(self._declared(sparql, base), accept, limit, dataset)
        if known.kind == "triples":
            body, cut = _triples(response, max_rows, self.path)
            return Result(known.form, body, (), truncated=cut)
        body, columns, rows = _results(response.body, self.path, max_rows)
        cut = (max_rows is not None and rows > max_rows) or _cut_by_server(response, rows)
        return Result(known.form, body, columns, truncated=cut)

    def _parse(self, sparql: str, base: str | None) -> None:
        """Have our own engine read the query, so that mistakes are told as a store folder tells them."""
        import pyoxigraph as ox

        from kg.query.errors import explained

        try:
            ox.Store().query(sparql, prefixes=self.prefixes, base_iri=base)
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise explained(str(error), sparql) from None

    def _declared(self, sparql: str, base: str | None) -> str:
        """The query with base and prefixes declared that it may use; lines keep their numbers."""
        used = {name: iri for name, iri in self.prefixes.items() if f"{name}:" in sparql}
        declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in used.items())
        return f"{f'BASE <{base}> ' if base else ''}{declared}{sparql}"

    def _graphs(self) -> list[tuple[str, str]]:
        """The data set that is asked: where a default graph is chosen, our named graphs have to be named as well."""
        if not self._dataset or any(name == "named-graph-uri" for name, _ in self._dataset):
            return self._dataset
        return [*self._dataset, *(("named-graph-uri", graph_iri(self.base, name)) for name in GRAPHS)]

    def _ask(self, sparql: str, accept: str, timeout: float, dataset: list[tuple[str, str]] | None) -> Response:
        form = [("query", sparql), *(self._graphs() if dataset is None else dataset)]
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        try:
            response = self._server.request("POST", self._server.target(), urlencode(form).encode(), headers, timeout)
        except TimedOut:
            raise QueryTimeout(
                f"the query passed its time limit of {timeout:g} s and was stopped: "
                "ask for less (LIMIT, a year, a place), or allow more time"
            ) from None
        if response.status == 200:
            return response
        raise self._refused(response)

    def _refused(self, response: Response) -> Exception:
        if (refusal := self._server.refusal(response)) is not None:
            return refusal
        status, said = response.status, response.said() or "without a reason"
        if status in (404, 405, 501):
            return StoreError(
                f"{self.path} is no SPARQL endpoint ({status}); endpoints are often at /query (Oxigraph), /sparql (Virtuoso)"
                f" or /DATASET/sparql (Fuseki)"
            )
        if status in (408, 504):
            return QueryTimeout(f"{self.path} gave up the query ({status}): ask for less (LIMIT, a year, a place)")
        if 400 <= status < 500:
            return QueryError(f"{self.path} refuses the query ({status}): {said}")
        return StoreError(f"{self.path} could not answer ({status}): {said}")


def _results(body: bytes, where: str, limit: int | None = None) -> tuple[bytes, tuple[str, ...], int]:
    """Results in JSON, columns and the number of rows, cut after ``limit`` of them.

    Terms are written as our own engine writes them: older servers call a literal with a datatype ``typed-literal``.
    """
    try:
        told = json.loads(body)
        if "boolean" in told:
            return json.dumps({"head": {}, "boolean": bool(told["boolean"])}).encode(), (), 1
        columns = tuple(str(name) for name in told["head"]["vars"])
        bindings = told["results"]["bindings"]
        for row in bindings:
            for term in row.values():
                if term["type"] == "typed-literal":
                    term["type"] = "literal"
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(f"{where} does not answer with SPARQL results: is it the address of an endpoint?") from None
    kept = bindings if limit is None else bindings[:limit]
    written = {"head": {"vars": list(columns)}, "results": {"bindings": kept}}
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "replace"), columns, len(bindings)


def _cut_by_server(response: Response, rows: int) -> bool:
    """Whether the server kept back rows: Virtuoso says so in headers of its own."""
    most = response.headers.get("x-sparql-maxrows", "")
    return most.isdigit() and rows >= int(most)


def _triples(response: Response, limit: int | None, where: str) -> tuple[bytes, bool]:
    """Triples as N-Triples, cut after ``limit`` of them."""
    import pyoxigraph as ox

    told = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    kind = ox.RdfFormat.from_media_type({"text/ntriples": "application/n-triples"}.get(told, told))
    if kind is None:
        raise StoreError(f"{where} answers a query for a graph with {told or 'nothing'}, not with RDF")
    try:
        triples = [quad.triple for quad in ox.parse(response.body, kind, base_iri=where)]
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{where} answers with RDF that is not right: {error}") from None
    kept = triples if limit is None else triples[:limit]
    return b"".join(f"{triple} .\n".encode() for triple in kept), len(kept) < len(triples)
