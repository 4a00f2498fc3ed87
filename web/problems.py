"""Every error that leaves the server, in one place: exceptions to ``application/problem+json`` (RFC 9457) or to a page.

A client sees a code, a sentence and, for a query, line and column. Tracebacks stay in the server's log.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg import errors
from kg.query.pool import Busy, WorkerDied

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

MEDIA_TYPE = "application/problem+json"
#: Where the codes are explained; an identifier, nothing is fetched from there.
TYPES = "https://w3id.org/fazhi/problem/"
#: What polars raises where a table lacks a column that is asked for, by name: importing it would take its time.
_LACKING = ("ColumnNotFoundError", "SchemaFieldNotFoundError")
TITLES = {
    400: "Bad request",
    403: "Refused",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    413: "Too large",
    414: "Too long",
    415: "Unsupported media type",
    429: "Too many requests",
    431: "Too large",
    500: "Internal error",
    503: "Busy",
    504: "Time limit passed",
}


class Problem(Exception):
    """An error answer.

    :param code: short name that a program can tell problems apart by.
    :param members: further members of the problem object, such as ``line`` and ``column``.
    """

    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = {name: value for name, value in members.items() if value is not None}

    def to_json(self) -> dict[str, Any]:
        """The members of the problem object."""
        return {
            "type": TYPES + self.code,
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            **self.members,
        }


def of(error: BaseException) -> Problem:
    """The problem that an exception of the package is to a client; anything unforeseen is 500 without details."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, errors.QueryTimeout):
        return Problem(504, "timeout", str(error))
    if isinstance(error, errors.QueryError):
        return Problem(400, "bad-query", str(error), line=error.line, column=error.column)
    if isinstance(error, Busy):
        return Problem(503, "busy", str(error), headers={"Retry-After": "2"})
    if isinstance(error, WorkerDied):
        return Problem(500, "worker-ended", str(error))
    if isinstance(error, errors.UsageError):
        return Problem(400, "bad-request", str(error))
    if isinstance(error, errors.OutdatedStoreError) or type(error).__name__ in _LACKING:
        return Problem(
            503, "store-outdated", "the store was built by an older version: run kg build again on the server"
        )
    if isinstance(error, errors.StoreError):
        return Problem(503, "store-unavailable", "the store cannot be read just now", headers={"Retry-After": "5"})
    return Problem(500, "internal", "something went wrong on the server; the log has the details")


def register(app: Flask) -> None:
    """Let ``app`` answer every exception with a problem; browsers that ask for a page get one."""
    from flask import render_template, request
    from werkzeug.exceptions import HTTPException
    from werkzeug.wrappers import Response as WerkzeugResponse

    from web import i18n
    from web.security import is_open

    def answer(problem: Problem) -> Response:
        wants_page = "text/html" in request.headers.get("Accept", "") and not is_open(
            request.path, but=("/id/", "/ontology")
        )
        if wants_page:
            key = f"detail.{problem.code}"
            said = i18n.text(key) if key in i18n.messages() else i18n.said(problem.detail)
            html = render_template("error.html", problem=problem, said=said)
            response = app.make_response(html)
        else:
            members = problem.to_json()
            if i18n.asked_for() == "zh":  # the editor asks so; programs that say nothing get English
                key = f"problem.{problem.status}"
                title = {"title": str(i18n.text(key))} if key in i18n.messages() else {}
                members |= {**title, "detail": i18n.said(problem.detail, "zh")}
            body = json.dumps(members, ensure_ascii=False).encode()
            response = app.response_class(body, content_type=MEDIA_TYPE)
        response.status_code = problem.status
        response.headers.update(problem.headers)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Problem"] = problem.code
        return response

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.response is not None:
            return app.make_response(error.response)  # redirects that routing makes
        status = error.code or 500
        if status < 400:
            return WerkzeugResponse(status=status, headers=error.get_headers())
        problem = Problem(status, TITLES.get(status, "error").lower().replace(" ", "-"), _plain(error))
        methods = getattr(error, "valid_methods", None)
        if methods:
            problem.headers["Allow"] = ", ".join(sorted(methods))
        return answer(problem)

    @app.errorhandler(Exception)
    def any_error(error: Exception) -> Response:
        problem = of(error)
        if problem.status == 500:
            logging.getLogger("web").error("request failed: %s", request.path, exc_info=error)
        return answer(problem)


def _plain(error: Any) -> str:
    details = {
        404: "there is nothing at this address",
        405: "this address does not take that method",
        413: "the request is too large",
    }
    return details.get(error.code, TITLES.get(error.code, "the request cannot be answered"))
