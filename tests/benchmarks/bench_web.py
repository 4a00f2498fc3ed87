"""How fast the front end answers under load, beside other SPARQL servers on the same data in the same run.

    python -m tests.benchmarks.bench_web [fazhi.kg] [--clients 32] [--seconds 8] [--oxigraph PROGRAM] [--rdflib-endpoint PROGRAM]

Without a store, one of generated reports is made, of a million triples. Needs wrk (Debian: apt-get install wrk). The others are left out where their programs are not found: ``pip install
oxigraph rdflib-endpoint``, best in an environment of their own. Each is asked the eight commonest queries in turn by all
clients; ours also for the eight commonest pages, first cold (each once), then warm, then beside a query that never ends.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from kg import store
from kg.graph.namespaces import PREFIXES
from tests.benchmarks import corpus
from web.server import free_port

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
#: Generated reports that make a million triples.
REPORTS = 330
#: wrk asks what stands in the file, a path a line, each thread in turn.
SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""
_FIGURES = re.compile(r"(50|95|99)%\s+([\d.]+)(us|ms|s)\b")
_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
#: Ends at no time that matters.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextlib.contextmanager
def serving(command: list[str], port: int, path: str) -> Iterator[str]:
    """A server, until the block ends; waits until it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            with contextlib.suppress(OSError):
                urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()


def load(root: str, paths: list[str], clients: int, seconds: int) -> dict[str, float]:
    """Requests a second and waits in ms at the 50th, 95th and 99th of a hundred, and answers that failed."""
    with tempfile.TemporaryDirectory() as folder:
        script, list_of_paths = Path(folder) / "load.lua", Path(folder) / "paths"
        # wrk itself prints the 50th, 75th, 90th and 99th; ours are printed at the end.
        script.write_text(
            SCRIPT + 'done = function(s, l) io.write(string.format("50%% %dus\\n95%% %dus\\n99%% %dus\\n",'
            " l:percentile(50), l:percentile(95), l:percentile(99))) end\n"
        )
        list_of_paths.write_text("\n".join(paths) + "\n")
        out = subprocess.run(
            ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), root],
            env={"PATHS": str(list_of_paths), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    figures = {f"p{name}": float(value) * _MS[unit] for name, value, unit in _FIGURES.findall(out)}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return {"rate": float(rate[1]) if rate else 0.0, "failed": float(failed[1]) if failed else 0.0, **figures}


def idle(root: str, seconds: float = 40) -> None:
    """Wait until what an earlier load left in the queue is done: a new query is answered at once."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        with contextlib.suppress(OSError):
            urlopen(f"{root}/sparql?{urlencode({'query': f'ASK {{}} # {begun}'})}", timeout=30).close()
            if time.monotonic() - begun < 0.1:
                return
        time.sleep(0.2)


def ours(path: Path, port: int) -> list[str]:
    """The command that serves a store."""
    return [sys.executable, "-m", "kg", "serve", str(path), "--port", str(port), "--timeout", "30"]


def alone(mine: str, theirs: str, queries: list[str], rounds: int = 7) -> list[tuple[float, float]]:
    """The least wait in ms for each query, ours and theirs asked in turn: what other work on the machine changes least."""
    best = [[float("inf"), float("inf")] for _ in queries]
    for number in range(rounds):
        for place, query in enumerate(queries):
            for which, address in enumerate((mine, theirs)):
                begun = time.monotonic()
                urlopen(f"{address}?{query}%23{number}", timeout=60).read()
                best[place][which] = min(best[place][which], 1000 * (time.monotonic() - begun))
    return [(here, there) for here, there in best]


def line(name: str, found: dict[str, float]) -> None:
    print(
        f"| {name} | {found['rate']:,.0f} | {found.get('p50', 0):.1f} | {found.get('p95', 0):.1f} | "
        f"{found.get('p99', 0):.1f} | {found['failed']:.0f} |",
        flush=True,
    )


def pages(opened: store.OpenStore, act: str) -> list[str]:
    """The eight commonest pages."""
    first = opened.table("reports").collect()
    report, agency = (first[name].drop_nulls()[0].removeprefix(opened.base) for name in ("report", "agency"))
    return [
        "/", "/acts", "/agencies", "/places", "/id/" + quote(act.removeprefix(opened.base)), "/id/" + quote(agency.partition("#")[0]),
        "/id/" + quote(report), "/sentences?" + urlencode({"act": act}),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--oxigraph", default="oxigraph")
    parser.add_argument("--rdflib-endpoint", default="rdflib-endpoint")
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("this benchmark needs wrk (Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory() as folder:
        compare(asked, asked.store or million(Path(folder)))


def million(folder: Path) -> Path:
    """A store of generated reports, of a million triples."""
    corpus.write(folder / "reports", REPORTS)
    store.build([folder / "reports"], folder / "million.kg")
    return folder / "million.kg"


def compare(asked: argparse.Namespace, place: Path) -> None:
    """Ask ours and the others, and print a table."""
    opened = store.open(place)
    act = opened.table("citations").collect()["act"].drop_nulls().value_counts(sort=True)["act"][0]
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("fz", "rdfs", "cito"))
    queries = [urlencode({"query": prefixes + query.replace("<ACT>", f"<{act}>")}) for query in QUERIES]
    print(f"{opened.manifest.counts.get('triples', 0):,} triples, {asked.clients} clients, {asked.seconds} s each\n")
    print("| | requests/s | p50 ms | p95 ms | p99 ms | failed |\n|---|---|---|---|---|---|")
    port = free_port("127.0.0.1")
    with serving(ours(place, port), port, "/health") as root:
        addresses = pages(opened, act)
        for address in addresses:
            begun = time.monotonic()
            urlopen(Request(root + address, headers={"Accept": "text/html"}), timeout=60).read()
            print(f"| cold: {address[:40]} | | {1000 * (time.monotonic() - begun):.0f} | | | |")
        line("pages", load(root, addresses, asked.clients, asked.seconds))
        paths = [f"/sparql?{query}" for query in queries]
        line("queries, answers kept", load(root, paths, asked.clients, asked.seconds))
        idle(root)
        fresh = [f"{path}%23{n}" for n in range(2000) for path in paths]
        line("queries, each new", load(root, fresh, asked.clients, asked.seconds))
        idle(root)
        runaway = subprocess.Popen(["curl", "-s", "-o", "/dev/null", f"{root}/sparql?{urlencode({'query': RUNAWAY})}"])
        line("pages beside a runaway", load(root, addresses, asked.clients, asked.seconds))
        runaway.kill()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.nt"
        with data.open("wb") as file:
            opened.graph().dump(file, store_format(), from_graph=default_graph())
        for name, command, path in peers(asked, data, Path(folder)):
            port, own = free_port("127.0.0.1"), free_port("127.0.0.1")
            with serving([part.replace("PORT", str(port)) for part in command], port, "/") as root:
                try:
                    line(name, load(root, [f"{path}?{query}" for query in queries], asked.clients, asked.seconds))
                except subprocess.CalledProcessError:
                    print(f"| {name}: did not answer within two minutes of its start | | | | | |", flush=True)
                    continue
                with serving(ours(place, own), own, "/health") as mine:
                    best = alone(f"{mine}/sparql", f"{root}{path}", queries)
                print(f"one client, each query at its best, in ms: ours, {name}")
                for text, (here, there) in zip(QUERIES, best, strict=True):
                    print(f"  {here:8.1f} {there:8.1f}  {text[:70]}")
                print(f"  {sum(h for h, _ in best):8.1f} {sum(t for _, t in best):8.1f}  all", flush=True)


def store_format() -> object:
    """N-Triples, as pyoxigraph names it."""
    import pyoxigraph as ox

    return ox.RdfFormat.N_TRIPLES


def default_graph() -> object:
    """Facts stand in the default graph."""
    import pyoxigraph as ox

    return ox.DefaultGraph()


def peers(asked: argparse.Namespace, data: Path, folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Other servers that are installed here, with the data loaded."""
    if shutil.which(asked.oxigraph):
        place = str(folder / "oxigraph")
        subprocess.run(
            [asked.oxigraph, "load", "--location", place, "--file", str(data)], check=True, capture_output=True
        )
        yield (
            "oxigraph serve",
            [asked.oxigraph, "serve-read-only", "--location", place, "--bind", "127.0.0.1:PORT"],
            "/query",
        )
    if shutil.which(asked.rdflib_endpoint):
        command = [asked.rdflib_endpoint, "serve", "--store", "Oxigraph", "--port", "PORT", str(data)]
        yield "rdflib-endpoint", command, "/"


if __name__ == "__main__":
    main()
