"""The access log: one JSON object a line, without query strings, bodies, tokens or cookies."""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import TextIO

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zonegraph.errors import OutputError
from zonegraph.web.failures import FailureError, render_failure

LOG = logging.getLogger("zonegraph.web")
_FIELDS = (
    *("event", "client", "method", "path", "status", "ms", "bytes"),
    *("question", "query", "cut", "error"),
)


class JsonLines(logging.Formatter):
    """Writes a record's known fields, and no other, as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {"time": f"{moment}.{int(record.msecs):03d}Z"}
        line |= {
            name: value
            for name in _FIELDS
            if (value := getattr(record, name, None)) not in (None, "")
        }
        if record.levelno > logging.INFO or "event" not in line:
            line["message"] = record.getMessage()
        return json.dumps(line, ensure_ascii=False)


class _Lines(logging.StreamHandler[TextIO]):
    """A handler whose own failure, as of a full disk, fails no request."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Lose the line."""


def open_log(path: Path | None = None) -> None:
    """Send the log to a file, or to standard error.

    Raises
    ------
    OutputError
        If the file cannot be opened.
    """
    try:
        stream = path.open("a", encoding="utf-8") if path else sys.stderr
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot write the log: {reason}", where=str(path)) from error
    handler = _Lines(stream)
    handler.setFormatter(JsonLines())
    LOG.handlers[:] = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


class AccessLog:
    """Notes each request when it ends, and turns what nobody foresaw into a plain failure.

    Parameters
    ----------
    app : ASGI application
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        noted = scope["noted"] = {"event": "request", "bytes": 0}
        began = time.perf_counter()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                noted["status"] = message["status"]
            elif message["type"] == "http.response.body":
                noted["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._answer(scope, receive, noting, noted)
        finally:
            self._write(scope, noted, time.perf_counter() - began)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, noted: dict[str, object]
    ) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - a client sees no traceback, the log its place
            noted["error"] = _place(error)
            if "status" not in noted:
                failure = FailureError(500, "the server failed; its log says where")
                await render_failure(Request(scope), failure)(scope, receive, send)

    def _write(self, scope: Scope, noted: dict[str, object], seconds: float) -> None:
        client = scope.get("client")
        about = {
            "client": client[0] if client else "",
            "method": scope["method"],
            "path": scope["path"],
            "ms": round(seconds * 1000, 1),
        }
        LOG.info("request", extra={**about, **noted})


def _place(error: BaseException) -> str:
    """Return the kind of an error and where it arose, not what it says: that may quote a client."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} at {where}"
