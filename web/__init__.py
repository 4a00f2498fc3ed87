"""The web front end: a SPARQL endpoint and pages over a store folder.

:func:`create_app` makes the WSGI application, ``kg serve`` runs it. Nothing in ``kg`` knows of this package; it is found
through the entry point group ``kg.commands``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

__all__ = ["create_app"]


def create_app(store_path: str | Path, **config: Any) -> Flask:
    """The WSGI application over the store folder ``store_path``.

    :param config: any field of :class:`web.settings.Settings` (``timeout``, ``max_rows``, ``workers``, ``public`` …).
    :raises kg.errors.StoreError: the folder is missing, damaged or of a newer format.
    """
    from web.app import make

    return make(store_path, **config)
