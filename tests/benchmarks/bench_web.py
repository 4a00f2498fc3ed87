"""How fast the front end answers under load, beside other SPARQL servers on the same data in the same run.

    python -m tests.benchmarks.bench_web [fazhi.kg] [--clients 32] [--rounds 60]

Without a store, one of generated reports is made, of a million triples. All clients ask the eight commonest queries, as many
times each; of ours also the eight commonest pages, cold (each once), warm, and beside a query that never ends. Beside
stand ``oxigraph serve`` and ``rdflib-endpoint``, which is put into ``build/bench-env`` by pip when it is missing.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

from kg import store
from kg.graph.namespaces import PREFIXES
from tests.benchmarks import corpus, peers
from tests.benchmarks.clients import Load, ask
from tests.benchmarks.peers import Running, ours, running
from tests.benchmarks.report import Row

QUERIES = (
    "SELECT ?act ?l (COUNT(DISTINCT ?r) AS ?n) { ?r cito:cites ?act . ?act rdfs:label ?l } GROUP BY ?act ?l ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?y (COUNT(DISTINCT ?r) AS ?n) { ?r cito:cites <ACT> ; fz:year ?y } GROUP BY ?y ORDER BY ?y",
    "SELECT ?r ?t { ?c fz:citesAct <ACT> ; fz:evidence/fz:sentence/fz:text ?t . ?r fz:hasCitation ?c } LIMIT 50",
    "SELECT ?d (COUNT(?r) AS ?n) { ?r a fz:Report ; fz:division ?d } GROUP BY ?d ORDER BY DESC(?n) LIMIT 50",
    "SELECT ?t (COUNT(?m) AS ?n) { ?a fz:activityType ?t ; fz:hasMeasure ?m } GROUP BY ?t",
    "SELECT ?p ?o { <ACT> ?p ?o }",
    "ASK { <ACT> fz:level ?level }",
    "CONSTRUCT { ?r rdfs:label ?l } WHERE { ?r a fz:Report ; rdfs:label ?l } LIMIT 100",
)
#: Generated reports that make a million triples, and as many as fit into continuous integration.
MILLION, FEW = 330, 60
#: Ends at no time that matters.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: What is promised of pages under load, in ms, and of new queries, beside oxigraph serve.
PAGE_P95, SHARE = 100, 0.77


def rows(full: bool) -> Iterator[Row]:
    """The figures for the table of all benchmarks."""
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder) / "reports", MILLION if full else FEW)
        store.build([Path(folder) / "reports"], Path(folder) / "web.kg")
        yield from measured(Path(folder) / "web.kg", clients=32, rounds=60 if full else 25, full=full)


def measured(place: Path, clients: int, rounds: int, full: bool) -> Iterator[Row]:
    """All figures on one store."""
    opened = store.open(place)
    act = opened.table("citations").collect()["act"].drop_nulls().value_counts(sort=True)["act"][0]
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("fz", "rdfs", "cito"))
    queries = [urlencode({"query": prefixes + query.replace("<ACT>", f"<{act}>")}) for query in QUERIES]
    yield Row("triples", opened.manifest.counts.get("triples", 0), "", f"{clients} clients")
    with running(ours(place), "/health") as server:
        yield from figures("queries, answers kept", *loaded(server, kept("/sparql", queries, rounds * 10), clients))
        found, cpu = loaded(server, fresh("/sparql", queries, rounds), clients)
        yield from figures("queries, each new", found, cpu)
        yield from of_pages(server, pages(opened, act), clients, rounds * 10)
    with tempfile.TemporaryDirectory() as folder:
        data = peers.dumped(opened, Path(folder))
        for peer in peers.installed(data, Path(folder), install=full):
            if peer.command is None:
                yield Row(peer.name, "left out", "", peer.why)
                continue
            try:
                with running(peer.command, peer.path, data) as server:
                    theirs, spent = loaded(server, fresh(peer.path, queries, rounds if peer.quick else 1), clients)
            except (OSError, TimeoutError) as error:
                yield Row(peer.name, "gave up", "", str(error))
                continue
            yield from figures(peer.name, theirs, spent, checked=False)
            promise = f"; promised {SHARE}" if peer.quick else ""
            note = f"{cpu:.1f} ms of processor a query beside {spent:.1f}{promise}"
            yield Row(f"new queries beside {peer.name}", found.rate / theirs.rate, "times as many a second", note)


def of_pages(server: Running, addresses: list[str], clients: int, number: int) -> Iterator[Row]:
    """The pages: each once cold, then under load, then beside a query that never ends."""
    cold = [ask(server.port, [address], 1, "text/html") for address in addresses]
    yield Row("slowest page, cold", max(one.wait(100) for one in cold), "ms", right=not any(one.failed for one in cold))
    again = addresses * (number // len(addresses))
    found, cpu = loaded(server, again, clients, "text/html")
    yield from figures("pages", found, cpu, f"promised p95 < {PAGE_P95} ms")
    url = f"{server.root}/sparql?{urlencode({'query': RUNAWAY})}"
    runaway = subprocess.Popen(["curl", "-s", "-o", "/dev/null", url])
    time.sleep(0.5)
    beside, cpu = loaded(server, again, clients, "text/html")
    runaway.kill()
    runaway.wait()
    yield from figures("pages beside a runaway query", beside, cpu, f"p95 {found.wait(95):.0f} ms without")


def loaded(server: Running, paths: list[str], clients: int, accept: str = "*/*") -> tuple[Load, float]:
    """A run, and ms of processor time that the server took for a request."""
    before = server.processor()
    found = ask(server.port, paths, clients, accept)
    return found, 1000 * (server.processor() - before) / len(paths)


def figures(name: str, found: Load, cpu: float, note: str = "", *, checked: bool = True) -> Iterator[Row]:
    """What a run gave; ours is wrong where an answer failed."""
    right = not (checked and found.failed)
    yield Row(name, found.rate, "requests/s", f"{cpu:.2f} ms of processor each, {found.failed} failed", right)
    yield Row(f"{name}: p50", found.wait(50), "ms")
    yield Row(f"{name}: p95", found.wait(95), "ms", note)
    yield Row(f"{name}: p99", found.wait(99), "ms")


def kept(path: str, queries: list[str], number: int) -> list[str]:
    """The queries again and again."""
    return [f"{path}?{query}" for query in queries] * (number // len(queries))


def fresh(path: str, queries: list[str], rounds: int) -> list[str]:
    """The queries, each a little different every time, so that no answer is known."""
    return [f"{path}?{query}%23{n}" for n in range(rounds) for query in queries]


def pages(opened: store.OpenStore, act: str) -> list[str]:
    """The eight commonest pages."""
    first = opened.table("reports").collect()
    report, agency = (first[name].drop_nulls()[0].removeprefix(opened.base) for name in ("report", "agency"))
    return [
        "/", "/acts", "/agencies", "/places", "/id/" + quote(act.removeprefix(opened.base)), "/id/" + quote(agency.partition("#")[0]),
        "/id/" + quote(report), "/sentences?" + urlencode({"act": act}),
    ]  # fmt: skip


def main() -> None:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=60)
    asked = parser.parse_args()
    found = measured(asked.store, asked.clients, asked.rounds, full=True) if asked.store else rows(full=True)
    for row in found:
        print(f"{row.name}: {row.shown} {row.unit} {row.note}", flush=True)


if __name__ == "__main__":
    main()
