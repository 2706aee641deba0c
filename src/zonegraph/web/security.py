"""Who may ask, and what a browser may do with an answer."""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zonegraph.web.failures import FailureError, render_failure

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
OPEN_TO_ALL = frozenset({"/health"})
"""Paths that need no token: they tell nothing."""

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\[\]:@/\s]+))(?::[0-9]{1,5})?")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The policy of answers that are no page: nothing may load or run."""


class HostCheck:
    """Answers only requests for a host it knows, so that no foreign name can be rebound to it.

    Parameters
    ----------
    app : ASGI application
        What answers.
    hosts : collection of str
        Names without port; ``*`` lets any pass.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 421."""
        if scope["type"] == "http" and not self._knows(Headers(scope=scope).getlist("host")):
            failure = FailureError(421, "this server does not answer for that host")
            await render_failure(Request(scope), failure)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _knows(self, named: list[str]) -> bool:
        if "*" in self._hosts:
            return True
        found = _HOST.fullmatch(named[0].lower()) if len(named) == 1 else None
        return found is not None and (found[1] or found[2]) in self._hosts


class TokenCheck:
    """Answers only requests that bear the token.

    Parameters
    ----------
    app : ASGI application
        What answers.
    token : str
        The secret.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 401."""
        if scope["type"] == "http" and not self._may(scope):
            failure = FailureError(
                401, "this server asks for a bearer token", {"WWW-Authenticate": "Bearer"}
            )
            await render_failure(Request(scope), failure)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("authorization", "")
        scheme, _, token = given.partition(" ")
        fits = hmac.compare_digest(token.strip().encode("latin-1", "replace"), self._token)
        return scope["path"] in OPEN_TO_ALL or (scheme.lower() == "bearer" and fits)


class SafeHeaders:
    """Gives every answer the headers that keep a browser from doing more than was meant.

    Parameters
    ----------
    app : ASGI application
        What answers.
    shared : bool
        Whether pages of other origins may read answers.
    """

    def __init__(self, app: ASGIApp, shared: bool) -> None:
        self._app = app
        self._resource = "cross-origin" if shared else "same-origin"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers that are not there yet."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cross-Origin-Resource-Policy", self._resource)
                headers.setdefault("Content-Security-Policy", STRICT)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self._app(scope, receive, adding)
