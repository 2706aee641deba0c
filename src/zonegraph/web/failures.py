"""Failures as a client sees them: a status and one line, never a path or a traceback."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from zonegraph.web.negotiation import choose

PROBLEM = "application/problem+json"


class FailureError(Exception):
    """A request that is not answered.

    Parameters
    ----------
    status : int
        Of HTTP.
    message : str
        One line: what is wrong, where, and what to do.
    headers : dict, optional
        What the response says besides.
    """

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.message, self.headers = status, message, headers
        super().__init__(message)


def render_failure(request: Request, failure: FailureError) -> Response:
    """Return a failure as text, or as a problem of RFC 9457 where a client prefers JSON."""
    accept = request.headers.get("accept", "")
    headers = {"Cache-Control": "no-store", **(failure.headers or {})}
    if choose(accept, ["text/plain", PROBLEM, "application/json"]) in {
        PROBLEM,
        "application/json",
    }:
        content = {"status": failure.status, "title": failure.message}
        return JSONResponse(content, failure.status, headers, media_type=PROBLEM)
    return PlainTextResponse(failure.message + "\n", failure.status, headers)
