"""The graph into a remote server, by the SPARQL 1.1 Graph Store HTTP Protocol, in bounded batches.

Statements go in the order in which the store keeps them, which is the same each time for the same build. So a push that
was interrupted can go on where it stopped, and a batch that is sent twice changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.errors import KgError, StoreError, UsageError
from kg.store.http import Response, Server, TimedOut

if TYPE_CHECKING:
    from kg.store.opened import OpenStore

#: Statements of a request, and bytes that it does not pass by more than one statement.
BATCH = 20_000
MOST_BYTES = 8 << 20
#: Seconds that a request may take.
TIMEOUT = 300.0
#: How often a request is made that the server did not take for the moment, and the seconds before the second.
_TRIES, _WAIT = 4, 0.5
#: Told with the stage, what is done of it, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent: statements, of how many; in how many requests, in how many seconds."""

    statements: int
    total: int
    requests: int
    seconds: float


def push(
    store: OpenStore,
    address: str,
    *,
    batch: int = BATCH,
    skip: int = 0,
    replace: bool = False,
    default_graph: str | None = None,
    timeout: float = TIMEOUT,
    progress: Progress | None = None,
) -> Pushed:
    """Send all statements of ``store`` to the graph store at ``address``: default graph and named graphs.

    :param address: of the graph store (indirect identification: ``?default`` and ``?graph=IRI`` are added to it).
    :param batch: statements of a request; a request that the server finds too large is halved.
    :param skip: statements that were sent before, as the message of an interrupted push says.
    :param replace: what the server has in these graphs is removed first, but for the graph that ``skip`` ends in; else
        statements are added to it.
    :param default_graph: IRI of the graph that takes the default graph, for servers that have none of their own.
    :param timeout: seconds for each request.
    :raises StoreError: the server cannot be reached, refuses, or stops; the message says how far it got.
    :raises UsageError: an argument is wrong.
    """
    if batch < 1 or skip < 0:
        raise UsageError("a batch holds 1 statement or more, and no less than 0 can be skipped")
    began = time.monotonic()
    sender = _Sender(Server(address), timeout)
    graphs = _graphs(store, default_graph)
    total = sum(number for _, _, number in graphs)
    if skip > total:
        raise UsageError(f"the store has {total:,} statements, so {skip:,} of them cannot have been sent before")
    done = skip
    tell = progress or (lambda _stage, _done, _total: None)
    tell("push", done, total)
    try:
        before = 0
        for target, name, number in graphs:
            left = max(0, min(number, skip - before))
            first = replace and not left  # of a graph that was begun nothing is removed
            before += number
            if number and left == number:
                continue
            for lines in _batches(_lines(store, name, left), batch, empty=first):
                for sent in sender.send("PUT" if first else "POST", target, lines):
                    done += sent
                    tell("push", done, total)
                first = False
    except KgError as error:
        how = f"{done:,} of {total:,} statements were sent"
        more = f": go on with --from {done}{' --replace' if replace else ''}" if done else ""
        raise type(error)(f"{error} ({how}{more})") from error
    return Pushed(done - skip, total, sender.requests, time.monotonic() - began)


def _graphs(store: OpenStore, default_graph: str | None) -> list[tuple[str, Any, int]]:
    """Each graph: what it is called in the address, its name (None: the default graph), how much it holds."""
    import pyoxigraph as ox

    graph = store.graph()
    if default_graph is not None:
        try:
            ox.NamedNode(default_graph)
        except ValueError:
            raise UsageError(f"--default-graph {default_graph}: is no IRI") from None
    target = "default" if default_graph is None else f"graph={quote(default_graph, safe='')}"
    found: list[tuple[str, Any, int]] = [(target, ox.DefaultGraph(), 0)]
    for name in sorted(graph.named_graphs(), key=str):
        if isinstance(name, ox.BlankNode):
            raise StoreError(f"the graph {name} has no name of its own, so no server can be told of it")
        if name.value == default_graph:
            raise UsageError(
                f"--default-graph {default_graph}: the store has a named graph of that name; choose another"
            )
        found.append((f"graph={quote(name.value, safe='')}", name, 0))
    return [(at, name, _size(store, name)) for at, name, _ in found]


def _size(store: OpenStore, name: Any) -> int:
    import pyoxigraph as ox

    pattern = "?s ?p ?o" if isinstance(name, ox.DefaultGraph) else f"GRAPH {name} {{ ?s ?p ?o }}"
    return int(store.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0][0].value)


def _lines(store: OpenStore, name: Any, skip: int) -> Iterator[bytes]:
    """The statements of a graph as N-Triples, from the ``skip``-th on.

    Those with blank nodes come first, so that they are in one batch: a blank node is the same in one request only.
    """
    import pyoxigraph as ox

    def blank(quad: Any) -> bool:
        return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)

    graph = store.graph()
    whole = graph.quads_for_pattern(None, None, None, name)
    first = [quad for quad in whole if blank(quad)]
    others = graph.quads_for_pattern(None, None, None, name)
    quads = chain(first, (quad for quad in others if not blank(quad)) if first else others)
    for number, quad in enumerate(quads):
        if number >= skip:
            yield f"{quad.triple} .\n".encode()


def _batches(lines: Iterator[bytes], size: int, empty: bool) -> Iterator[list[bytes]]:
    """Lines in batches; ``empty`` gives one batch also where there are no lines."""
    batch: list[bytes] = []
    held = 0
    for line in lines:
        batch.append(line)
        held += len(line)
        if len(batch) >= size or held >= MOST_BYTES:
            yield batch
            batch, held, empty = [], 0, False
    if batch or empty:
        yield batch


class _Sender:
    """Sends batches, in smaller parts where the server wants them smaller, again where it was busy."""

    def __init__(self, server: Server, timeout: float) -> None:
        self._server = server
        self._timeout = timeout
        self._most = 1 << 62
        self.requests = 0

    def send(self, method: str, target: str, lines: list[bytes]) -> Iterator[int]:
        """Send ``lines``; gives the number of statements with each request that was taken."""
        waiting = [lines]
        while waiting:
            part = waiting.pop()
            if len(part) > self._most or not self._take(method, target, part):
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
                continue
            method = "POST"
            yield len(part)

    def _take(self, method: str, target: str, part: list[bytes]) -> bool:
        """Whether the server took the statements; not, if they were too many for it."""
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        for attempt in range(1, _TRIES + 1):
            try:
                answer = self._server.request(
                    method, self._server.target(target), b"".join(part), headers, self._timeout
                )
            except TimedOut as error:
                raise StoreError(f"{error}, or send less at once with --batch {max(1, len(part) // 4)}") from None
            except StoreError:
                if not self.requests or attempt == _TRIES:
                    raise
            else:
                if answer.status < 300:
                    self.requests += 1
                    return True
                if answer.status == 413 and len(part) > 1:
                    self._most = max(1, len(part) // 2)
                    return False
                if answer.status not in (429, 502, 503) or attempt == _TRIES:
                    raise self._server.refusal(answer) or _refused(self._server.url, method, answer, len(part))
            time.sleep(_WAIT * 2 ** (attempt - 1))
        raise AssertionError("unreachable")


def _refused(url: str, method: str, answer: Response, size: int) -> StoreError:
    """What it means that a server does not take statements, and what to do about it."""
    status, said = answer.status, answer.said() or "without a reason"
    if status in (404, 405, 501):
        return StoreError(
            f"{url} is no graph store that can be written ({status} for {method}); graph stores are often at /store (Oxigraph),"
            " /sparql-graph-crud-auth (Virtuoso) or /DATASET/data (Fuseki)"
        )
    if status == 413:
        return StoreError(f"{url} finds even {size} statement too large (413): allow larger requests on the server")
    if status in (408, 504):
        return StoreError(
            f"{url} gave up a request of {size:,} statements ({status}): send less with --batch {max(1, size // 4)}"
        )
    return StoreError(f"{url} refuses a request of {size:,} statements ({status}): {said}")
