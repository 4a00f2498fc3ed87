"""What one running application holds between requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app

from web.caching import Cache, Flights
from web.live import Live
from web.security import RateLimit
from web.settings import Settings

if TYPE_CHECKING:
    from flask import Request

    from kg.query.guard import Checked
    from web.description import Dataset


@dataclass(slots=True)
class State:
    """The build being served, what is kept ready of it, and the limits.

    :param answers: body, rows and truncation of queries, by validator.
    :param flights: answers that are being made.
    :param pages: pages that were made: body, media type, whether a script draws in it.
    :param bodies: compressed answers, by validator and coding.
    :param passed: what the guard knows of queries that it let through.
    """

    settings: Settings
    live: Live
    answers: Cache[tuple[bytes, int, bool]]
    flights: Flights[tuple[tuple[bytes, int, bool], bool]]
    pages: Cache[tuple[bytes, str, bool]]
    bodies: Cache[bytes]
    descriptions: Cache[Dataset]
    passed: Cache[Checked]
    rate: RateLimit | None

    @classmethod
    def of(cls, settings: Settings, live: Live) -> State:
        """An empty state."""
        share = settings.cache_mb * 1024 * 1024 // 25
        return cls(
            settings=settings,
            live=live,
            answers=Cache(8 * share),
            flights=Flights(),
            pages=Cache(8 * share),
            bodies=Cache(8 * share),
            descriptions=Cache(64 * 1024),
            passed=Cache(share),
            rate=RateLimit(settings.rate) if settings.public else None,
        )

    def limit(self, request: Request, cost: float) -> None:
        """Count a request against its client, where the server is public.

        :raises web.problems.Problem: 429.
        """
        if self.rate is not None:
            self.rate.take(request.remote_addr or "unknown", cost)


def state() -> State:
    """The state of the application that handles this request."""
    return cast(State, current_app.extensions["fazhi"])
