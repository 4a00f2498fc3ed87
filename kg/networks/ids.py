"""Short names of things in networks: an IRI without the base of its store.

``https://w3id.org/fazhi/id/act/宪法`` is ``act/宪法``, the concept ``…/ontology/activity/penalty`` is ``activity/penalty``;
any other IRI is its own name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: What the IRIs of concepts begin with, and the schemes that nodes are taken from.
CONCEPT = "https://w3id.org/fazhi/ontology/"
SCHEMES = ("activity", "level", "function", "kind", "role")


def base_of(store: Any) -> str:
    """The base IRI of the data in a store."""
    return str(store.base)


def shortener(store: Any) -> Callable[[str], str]:
    """A function from IRIs to short names."""
    base = base_of(store)

    def short(iri: str) -> str:
        return iri.removeprefix(base).removeprefix(CONCEPT)

    return short


def iri(store: Any, name: str) -> str:
    """The IRI of a short name; a full IRI is given back as it is."""
    if "://" in name:
        return name
    scheme = name.partition("/")[0]
    return f"{CONCEPT if scheme in SCHEMES else base_of(store)}{name}"
