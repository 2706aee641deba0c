"""Who asks, told to the server that was named and to no other."""

from __future__ import annotations

import ipaddress
from collections.abc import Generator

import httpx

from zonegraph.errors import StoreError
from zonegraph.store.settings import Settings


class Credentials(httpx.Auth):
    """Answers a server's challenge, Digest or Basic, or shows a token.

    A password or a token goes in clear only through TLS, or to this machine itself.
    """

    requires_response_body = False

    def __init__(self, settings: Settings, origin: httpx.URL) -> None:
        self._settings, self._origin = settings, origin
        self._digest = httpx.DigestAuth(settings.user or "", settings.password or "")
        self._scheme = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Yield the request, and once more with credentials where the server asks for them."""
        settings = self._settings
        if not same_origin(request.url, self._origin):
            yield request
        elif settings.token:
            self._refuse_clear_text()
            request.headers["Authorization"] = f"Bearer {settings.token}"
            yield request
        elif self._scheme == "digest":
            yield from self._digest.auth_flow(request)
        elif self._scheme == "basic":
            yield from self._basic(request)
        else:
            yield from self._challenged(request)

    def _challenged(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        response = yield request
        if response.status_code != httpx.codes.UNAUTHORIZED or self._settings.user is None:
            return
        challenges = response.headers.get("WWW-Authenticate", "").lower()
        if "digest" in challenges:
            self._scheme = "digest"
            yield from self._digest.auth_flow(request)
        elif "basic" in challenges:
            self._scheme = "basic"
            yield from self._basic(request)

    def _basic(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        self._refuse_clear_text()
        settings = self._settings
        yield from httpx.BasicAuth(settings.user or "", settings.password or "").auth_flow(request)

    def _refuse_clear_text(self) -> None:
        if self._origin.scheme != "https" and not is_loopback(self._origin.host):
            raise StoreError(
                "would send credentials unencrypted",
                where=f"{self._origin.scheme}://{self._origin.host}",
                remedy="use an https:// address",
            )


def same_origin(url: httpx.URL, other: httpx.URL) -> bool:
    """Tell whether two addresses are one server's."""
    return (url.scheme, url.host, _port(url)) == (other.scheme, other.host, _port(other))


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("example.org")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(url: httpx.URL) -> int | None:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)
