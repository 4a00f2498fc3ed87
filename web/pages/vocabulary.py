"""The ontology at ``/ontology``: a page with an anchor for each term, and the same as RDF."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kg.graph.namespaces import CONCEPT, PREFIXES
from web import negotiation, ontology, sparql
from web.pages import blueprint


@blueprint.get("/ontology")
def ontology_page() -> Response | str:
    """All classes, properties and concepts with their definitions; as RDF for programs."""
    form, media_type = sparql.written(request.args.get("format"), "triples", page=True)
    if form is not negotiation.HTML:
        return Response(ontology.document(form.name), content_type=sparql.content_type(media_type))
    return render_template(
        "ontology.html", sections=ontology.sections(), known=_known(), short=_short, anchor=ontology.anchor
    )


def _known() -> dict[str, ontology.Term]:
    """Each term by its IRI, concepts too."""
    terms = [term for section in ontology.sections().values() for term in section]
    return {term.iri: term for one in terms for term in (one, *one.parts)}


def _short(iri: str) -> str:
    """An IRI as the graph's own prefixes write it."""
    fits = [(len(space), name) for name, space in PREFIXES.items() if iri.startswith(space) and len(iri) > len(space)]
    return f"{max(fits)[1]}:{iri[max(fits)[0] :]}" if fits else iri


@blueprint.get("/ontology/<path:rest>")
def ontology_term(rest: str) -> Response:
    """A scheme or concept (``…/ontology/activity/penalty``): where it stands on the page."""
    if CONCEPT + rest not in _known():
        abort(404)
    form = request.args.get("format")
    return redirect(url_for("pages.ontology_page", format=form) + f"#{ontology.anchor(CONCEPT + rest)}", 303)
