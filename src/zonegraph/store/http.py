"""Talking to a server: time limits, retries, redirects, and one clear line for whatever fails."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn

from zonegraph.errors import MissingPackageError, StoreError
from zonegraph.store.settings import Settings, read_settings

try:
    import httpx
except ModuleNotFoundError as error:
    raise MissingPackageError("httpx", "remote") from error

from zonegraph.store.credentials import Credentials, same_origin

_TRIES = 4
_REDIRECTS = 5
_PASSING = frozenset({429, 502, 503, 504})
"""What a server answers when the same question may well be answered a moment later."""
_LONGEST_PAUSE = 10.0
_SHOWN = 200
_CONNECTING = 10.0
_WHOLE = 10
"""How many times its patience for silence a whole answer may take."""


class RefusedError(StoreError):
    """A request that the server answered, but not with what was asked for.

    Parameters
    ----------
    what, where, remedy : str
        As for every error.
    status : int
        The HTTP status.
    """

    def __init__(self, what: str, *, where: str, remedy: str = "", status: int) -> None:
        self.status = status
        super().__init__(what, where=where, remedy=remedy)


class Answered:
    """The body of an answer, read piece by piece."""

    def __init__(self, response: httpx.Response, where: str, settings: Settings) -> None:
        self._response, self._where, self._settings = response, where, settings
        self._deadline = time.monotonic() + settings.patience * _WHOLE
        self.headers: Mapping[str, str] = response.headers
        self.media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it comes.

        Raises
        ------
        StoreError
            If it stops before its end, takes too long, or is too large.
        """
        received = 0
        with _explained(self._where, self._settings):
            for piece in self._response.iter_bytes():
                received += len(piece)
                if received > self._settings.largest:
                    raise StoreError(
                        f"the answer is longer than {self._settings.largest >> 20} MiB",
                        where=self._where,
                        remedy="ask for less, or set ZONEGRAPH_MAX_ANSWER (MiB)",
                    )
                if time.monotonic() > self._deadline:
                    _give_up(self._where, self._settings.patience * _WHOLE)
                yield piece

    def read(self) -> bytes:
        """Return the whole body."""
        return b"".join(self.pieces())


class Connection:
    """A way to one server; closed when done.

    Parameters
    ----------
    address : str
        Address of the server's SPARQL endpoint.

    Raises
    ------
    StoreError
        If it is no http(s) address, or holds credentials.
    """

    def __init__(self, address: str) -> None:
        self.url = _parse(address)
        self.location = str(self.url.copy_with(query=None, fragment=None))
        self.settings = read_settings(self.url.host)
        self._client = httpx.Client(
            auth=Credentials(self.settings, self.url),
            timeout=httpx.Timeout(self.settings.patience, connect=_CONNECTING),
            headers={"User-Agent": "zonegraph"},
            mounts={f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")},
        )

    @contextmanager
    def ask(self, form: Mapping[str, str | list[str]], accept: str) -> Iterator[Answered]:
        """Post a question to the endpoint, again if a passing fault hinders it.

        Raises
        ------
        StoreError
            If there is no answer, or one that refuses.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                with self._send("POST", self.url, data=form, accept=accept) as answered:
                    yield answered
                    return
            except _PassingError as error:
                if attempt == _TRIES:
                    raise error.cause from error
                time.sleep(error.pause or _pause(attempt))

    def change(self, method: str, address: str, content: bytes, content_type: str = "") -> None:
        """Send something that changes the server's data, once.

        Raises
        ------
        StoreError
            If the server does not confirm it.
        """
        kind = {"Content-Type": content_type} if content_type else {}
        try:
            with self._send(method, httpx.URL(address), content=content, headers=kind) as answered:
                answered.read()
        except _PassingError as error:
            raise error.cause from error

    def close(self) -> None:
        """Let go of the connection; closing twice is no error."""
        self._client.close()

    @contextmanager
    def _send(
        self,
        method: str,
        url: httpx.URL,
        *,
        data: Mapping[str, str | list[str]] | None = None,
        content: bytes | None = None,
        accept: str = "*/*",
        headers: Mapping[str, str] | None = None,
    ) -> Iterator[Answered]:
        where = str(url.copy_with(query=None, fragment=None))
        for _ in range(_REDIRECTS + 1):
            request = self._client.build_request(
                method,
                url,
                data=data,
                content=content,
                headers={"Accept": accept, **(headers or {})},
            )
            with _connecting(where, self.settings):
                response = self._client.send(request, stream=True)
            try:
                if response.is_redirect:
                    url = self._follow(response, where)
                    continue
                if not response.is_success:
                    _refuse(response, where)
                yield Answered(response, where, self.settings)
                return
            finally:
                response.close()
        raise StoreError("redirects without end", where=where)

    def _follow(self, response: httpx.Response, where: str) -> httpx.URL:
        """Return where a redirect leads: nowhere but to the same server, so that no secret leaves it."""
        target = response.url.join(response.headers["Location"])
        upgraded = target.scheme == "https" and target.host == response.url.host
        if not same_origin(target, response.url) and not upgraded:
            named = f"{target.scheme}://{target.netloc.decode()}"
            raise StoreError(
                f"redirects to another server, {named}",
                where=where,
                remedy="name that address instead, if you trust it",
            )
        return target


class _PassingError(Exception):
    """A fault that may pass: nothing of an answer has come yet."""

    def __init__(self, cause: StoreError, pause: float | None = None) -> None:
        self.cause, self.pause = cause, pause
        super().__init__(str(cause))


def _parse(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise StoreError(f"not an address: {error}", where="store") from error
    if url.userinfo:
        raise StoreError(
            "credentials do not belong in an address",
            where=f"{url.scheme}://{url.host}",
            remedy="set ZONEGRAPH_USER and ZONEGRAPH_PASSWORD, or use ~/.netrc",
        )
    if url.scheme not in {"http", "https"} or not url.host:
        raise StoreError("not an http:// or https:// address", where=address)
    return url


def _pause(attempt: int) -> float:
    return random.uniform(0.5, 1.0) * 0.2 * float(2**attempt)  # noqa: S311 - only spreads the retries


@contextmanager
def _connecting(where: str, settings: Settings) -> Iterator[None]:
    """Tell faults that may pass, while the answer has not begun, from those that will not."""
    try:
        with _explained(where, settings):
            yield
    except StoreError as error:
        cause = error.__cause__
        untrusted = isinstance(_root(cause), ssl.SSLError)
        waited = isinstance(cause, httpx.TimeoutException)
        if isinstance(cause, httpx.TransportError) and not (untrusted or waited):
            raise _PassingError(error) from error
        raise


@contextmanager
def _explained(where: str, settings: Settings) -> Iterator[None]:
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise StoreError(
            f"no connection within {_CONNECTING:g} s", where=where, remedy="is the server up?"
        ) from error
    except httpx.TimeoutException as error:
        _give_up(where, settings.patience, error)
    except httpx.ConnectError as error:
        raise _unreachable(where, error) from error
    except httpx.DecodingError as error:
        raise StoreError("the answer is damaged", where=where) from error
    except httpx.TransportError as error:
        raise StoreError(
            "the answer was cut off", where=where, remedy="ask again; is the server well?"
        ) from error


def _give_up(where: str, seconds: float, error: Exception | None = None) -> NoReturn:
    raise StoreError(
        f"no answer within {seconds:g} s",
        where=where,
        remedy="ask for less, or set ZONEGRAPH_TIMEOUT (seconds)",
    ) from error


def _unreachable(where: str, error: httpx.ConnectError) -> StoreError:
    root = _root(error)
    if isinstance(root, ssl.SSLCertVerificationError):
        return StoreError(
            f"its certificate is not to be trusted: {root.verify_message}",
            where=where,
            remedy="have it renewed, or name its authority's file in SSL_CERT_FILE",
        )
    if isinstance(root, ssl.SSLError):
        reason = (root.reason or "no TLS").lower().replace("_", " ")
        return StoreError(f"no secure connection: {reason}", where=where)
    reason = (getattr(root, "strerror", None) or str(root) or "no connection").lower()
    return StoreError(f"no server answers: {reason}", where=where, remedy="is the server up?")


def _root(error: BaseException | None) -> BaseException | None:
    """Return what lies at the bottom of a chain of errors."""
    while error is not None and (error.__cause__ or error.__context__):
        error = error.__cause__ or error.__context__
    return error


def _refuse(response: httpx.Response, where: str) -> NoReturn:
    status = response.status_code
    what, remedy = {
        401: ("asks who you are", "set ZONEGRAPH_USER and ZONEGRAPH_PASSWORD, or use ~/.netrc"),
        403: ("forbids it", "use an account that may do it"),
        404: ("nothing is there", "name the address of the SPARQL endpoint itself"),
    }.get(status, (f"{status} {response.reason_phrase}".strip(), ""))
    if status == httpx.codes.UNAUTHORIZED and "Authorization" in response.request.headers:
        what, remedy = "does not accept the credentials", "check the user and the password"
    elif status not in {401, 403, 404}:
        what = ": ".join(filter(None, (what, _first_line(response))))
    refusal = RefusedError(what, where=where, remedy=remedy, status=status)
    if status in _PASSING:
        raise _PassingError(refusal, _asked_pause(response))
    raise refusal


def _first_line(response: httpx.Response) -> str:
    """Return what the server says of its refusal: text only, and little of it."""
    if not response.headers.get("Content-Type", "text/plain").startswith("text/plain"):
        return ""
    text = b""
    try:
        for piece in response.iter_bytes():
            text += piece
            if len(text) > _SHOWN * 4:
                break
    except httpx.HTTPError:
        return ""
    line = next(iter(text.decode("utf-8", "replace").strip().splitlines()), "")
    return "".join(sign for sign in line if sign.isprintable())[:_SHOWN]


def _asked_pause(response: httpx.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    return min(float(text), _LONGEST_PAUSE) if text.isdigit() else None
