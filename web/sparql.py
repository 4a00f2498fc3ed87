"""The SPARQL 1.1 Protocol at ``/sparql``, and what the endpoint says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from kg.errors import KgError, QueryTimeout, UsageError
from kg.query import formats
from kg.query.formats import TRIPLES, Format
from web import caching, description, negotiation, protocol
from web.problems import Problem
from web.state import state

if TYPE_CHECKING:
    from kg.query.guard import Checked
    from web.live import Generation

blueprint = Blueprint("sparql", __name__)

METHODS = "GET, HEAD, POST, OPTIONS"
#: Seconds that counting classes or graphs for the description may take; then it goes without.
_PATIENCE = 5.0


@blueprint.route("/sparql", methods=["GET", "POST", "OPTIONS"], strict_slashes=False, provide_automatic_options=False)
@blueprint.route("/sparql/", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query; without one, a browser gets the editor and a program the service description."""
    if request.method == "OPTIONS":
        return _options()
    given = of_request()
    return _about() if given is None else answer(given)


def of_request() -> protocol.Ask | None:
    """The query of this request; None where it has none."""
    if request.method == "POST":
        charset = request.mimetype_params.get("charset")
        return protocol.from_post(request.mimetype, charset, request.query_string, request.get_data())
    return protocol.from_get(request.query_string)


def _options() -> Response:
    """What may be done here, also for browsers that ask before they post (CORS)."""
    response = Response(status=204)
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    response.headers["Accept-Post"] = f"{protocol.FORM}, {protocol.DIRECT}"
    return response


def answer(asked: protocol.Ask) -> Response:
    """Ask the store, or give what was answered before."""
    here = state()
    here.limit(request, cost=1.0)
    generation: Generation = g.generation
    known = checked(generation, asked)
    form, media_type = written(asked.format, known.kind)
    tag, base = None, address()
    if not caching.volatile(asked.query):
        tag = caching.etag(generation.version, base, asked.query, asked.default_graphs, asked.named_graphs, media_type)
    kept = here.answers.get(tag) if tag else None
    if tag and caching.matches(request.headers.get("If-None-Match"), tag, exists=kept is not None):
        return _labelled(Response(status=304), tag)
    if kept is None:

        def run() -> tuple[tuple[bytes, int, bool], bool]:
            given = generation.pool.run(
                asked.query,
                form.name,
                default_graphs=asked.default_graphs,
                named_graphs=asked.named_graphs,
                base=base,
                checked=known,
            )
            found = (given.body(), given.rows, given.truncated)
            given.close()
            # Where a new build was published between the two, the answer is of that one, and nobody keeps it.
            same = given.version == generation.folder
            if tag and same:
                here.answers.put(tag, found, len(found[0]))
            return found, same

        kept, same = here.flights.once(tag, run) if tag else run()
        tag = tag if same else None
    body, rows, truncated = kept
    response = Response(body, content_type=content_type(media_type))
    response.headers["X-Result-Rows"] = str(rows)
    if truncated:
        response.headers["X-Result-Truncated"] = f"true; rows={here.settings.max_rows}"
    return _labelled(response, tag)


def checked(generation: Generation, asked: protocol.Ask) -> Checked:
    """What the guard knows of a query that a reader asks, looked at once; refuses what must not be asked.

    :raises web.problems.Problem: 413 for one that is longer than the server takes.
    """
    passed, most = state().passed, state().settings.max_query_bytes
    size = len(asked.query.encode("utf-8", "surrogatepass"))
    if size > most:
        raise Problem(413, "query-too-long", f"the query has {size} bytes; up to {most} are taken")
    base = address()
    key = (generation.folder, base, asked.query, asked.default_graphs, asked.named_graphs)
    known = passed.get(key)
    if known is None:
        known = generation.pool.check(asked.query, asked.default_graphs, asked.named_graphs, base=base)
        passed.put(key, known, len(asked.query))
    return known


def address() -> str:
    """The address that was asked, without its query string: what relative IRIs are resolved against."""
    return f"{request.scheme}://{request.host}{request.root_path}{request.path}"


def content_type(media_type: str) -> str:
    """The media type as it is sent: text says that it is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _labelled(response: Response, tag: str | None) -> Response:
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache" if tag else "no-store"
    if tag:
        response.headers["ETag"] = tag
    return response


def written(name: str | None, kind: str, *, page: bool = False) -> tuple[Format, str]:
    """What to write an answer or a thing in, and the media type to say: ``?format=`` before ``Accept``.

    :param name: ``?format=``. :param kind: ``results`` or ``triples``. :param page: there is a page for people, too.
    :raises web.problems.Problem: 406 with the list of what can be had.
    """
    offered = (negotiation.HTML, *negotiation.OFFERED[kind]) if page else negotiation.OFFERED[kind]
    if name:
        try:
            chosen = negotiation.HTML if page and name == negotiation.HTML.name else formats.by_name(name, kind)
        except UsageError as error:
            raise _not_acceptable(offered, str(error)) from None
        return chosen, chosen.media_type
    found = negotiation.choose(request.headers.get("Accept"), offered)
    if found is None and page:
        raise _not_acceptable(offered, "this thing has no such representation")
    if found is None:
        raise _not_acceptable(offered, "the answer cannot be written in any of the media types asked for")
    return found


def _not_acceptable(offered: Iterable[Format], detail: str) -> Problem:
    return Problem(406, "not-acceptable", detail, available=[entry.media_type for entry in offered])


def _about() -> Response:
    """The editor for a browser, else the service description."""
    name = request.args.get("format")
    if name is None:
        found = negotiation.choose(request.headers.get("Accept"), (*TRIPLES, negotiation.HTML))
        if found and found[0] is negotiation.HTML:
            response = redirect(url_for("pages.ask_page"), 303)
            response.headers["Vary"] = "Accept"
            return response
    form, media_type = written(name, "triples")
    return _described(form, media_type)


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """The description of the dataset."""
    return _described(*written(request.args.get("format"), "triples"))


def _described(form: Format, media_type: str) -> Response:
    import pyoxigraph as ox

    generation: Generation = g.generation
    tag = caching.etag(generation.version, "description", request.url_root, media_type)
    if caching.matches(request.headers.get("If-None-Match"), tag, exists=True):
        return _labelled(Response(status=304), tag)
    text = description.turtle(dataset(generation), request.url_root)
    triples = ox.parse(text, ox.RdfFormat.TURTLE)
    rdf_format = ox.RdfFormat.from_media_type(form.media_type)
    body = ox.serialize(triples, format=rdf_format, prefixes=description.PREFIXES) or b""
    return _labelled(Response(body, content_type=content_type(media_type)), None if g.get("partial") else tag)


def dataset(generation: Generation) -> description.Dataset:
    """What the description tells of the data; counted once for each build, and again where that could not be done just now."""
    kept = state().descriptions.get(generation.version)
    if kept is None:
        manifest = generation.store.manifest
        count = "SELECT ?it (COUNT(*) AS ?n) { %s } GROUP BY ?it"
        classes = _counts(generation, count % "?s a ?it")
        properties = _counts(generation, count % "?s ?it ?o")
        kept = description.Dataset(
            title=current_app.config["TITLE"],
            issued=manifest.built,
            base=manifest.base,
            triples=manifest.counts.get("triples"),
            statements=manifest.counts.get("statements", sum(properties.values()) if properties else None),
            named_graphs=_graphs(generation),
            classes=classes,
            properties=properties,
        )
        if not g.get("partial"):
            state().descriptions.put(generation.version, kept, 4096)
    return kept


def _graphs(generation: Generation) -> tuple[str, ...]:
    """The named graphs, sorted."""
    if generation.remote:
        return tuple(sorted(_counts(generation, "SELECT DISTINCT ?it (1 AS ?n) { GRAPH ?it { ?s ?p ?o } }") or ()))
    return tuple(sorted(graph.value for graph in generation.store.graph().named_graphs()))


def _counts(generation: Generation, query: str) -> dict[str, int] | None:
    """Two columns as a mapping; None where it would take too long, or could not be had just now."""
    try:
        rows = generation.rows(query, timeout=_PATIENCE)
    except QueryTimeout:
        return None
    except KgError:
        g.partial = True
        return None
    return {row["it"]: int(row["n"]) for row in rows}
