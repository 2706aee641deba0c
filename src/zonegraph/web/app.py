"""The application: which path leads where, and what stands before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from zonegraph.queries.catalogue import catalogue
from zonegraph.store.directory import read_manifest
from zonegraph.web import editor, rest
from zonegraph.web.checked import Checked
from zonegraph.web.description import describe
from zonegraph.web.entities import answer_entity
from zonegraph.web.explorer import Explorer, MakeSite
from zonegraph.web.failures import FailureError, render_failure
from zonegraph.web.limits import Limits
from zonegraph.web.log import AccessLog
from zonegraph.web.negotiation import GRAPHS, choose
from zonegraph.web.openapi import describe_questions
from zonegraph.web.pool import Pool
from zonegraph.web.protocol import answer_query, read_request
from zonegraph.web.security import LOOPBACK, HostCheck, SafeHeaders, TokenCheck

PAGES = "frame-ancestors 'self'"
"""The policy of the site's pages, each of which names what it runs by hashes of its own."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is set up.

    Attributes
    ----------
    limits : Limits
        What one request may use.
    workers : int
        Queries that are answered at a time.
    hosts : frozenset of str
        Names that the server answers for.
    origins : tuple of str
        Origins whose pages may read answers.
    token : str
        What every request must bear; nothing where it is empty.
    root_path : str
        The path under which a proxy offers the server.
    """

    limits: Limits = field(default_factory=Limits)
    workers: int = 8
    hosts: frozenset[str] = LOOPBACK
    origins: tuple[str, ...] = ()
    token: str = field(default="", repr=False)
    root_path: str = ""


def make_app(location: Path, settings: Settings, make_site: MakeSite | None = None) -> ASGIApp:
    """Return the application over a store directory.

    Parameters
    ----------
    location : Path
        What ``zonegraph build`` made.
    settings : Settings
        How the server is set up.
    make_site : callable, optional
        Makes the explorer's pages from an open graph; without it there are none.

    Returns
    -------
    ASGI application
        Its workers start with its lifespan.
    """
    explorer = Explorer(location, make_site) if make_site else None
    checked = Checked()

    def moved() -> None:
        checked.forget()
        if explorer is not None:
            explorer.close()

    pool = Pool(location, settings.limits, settings.workers, moved)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield
        if explorer is not None:
            explorer.close()

    app = Starlette(
        routes=_routes(_Handlers(location, settings, pool, checked, explorer)),
        middleware=_middleware(settings),
        exception_handlers={FailureError: _on_failure, HTTPException: _on_failure},
        lifespan=lifespan,
    )
    app.state.pool = pool
    return app


@dataclass(frozen=True, slots=True)
class _Handlers:
    """What answers each path."""

    location: Path
    settings: Settings
    pool: Pool
    checked: Checked
    explorer: Explorer | None

    async def sparql(self, request: Request) -> Response:
        asked = await read_request(request, self.settings.limits.request)
        if asked.query is not None:
            return answer_query(request, asked, self.pool, self.checked)
        accept = request.headers.get("accept", "")
        if choose(accept, (*GRAPHS, "text/html")) == "text/html":
            return editor.render(request)
        return await self.void(request)

    async def void(self, request: Request) -> Response:
        media_type = choose(request.headers.get("accept", ""), GRAPHS)
        if media_type is None:
            raise FailureError(406, f"the description is written as {', '.join(GRAPHS)}")
        manifest = await run_in_threadpool(read_manifest, self.location)
        content = describe(address_of(request), manifest, media_type)
        return Response(content, media_type=media_type, headers={"Vary": "Accept"})

    async def questions(self, request: Request) -> Response:
        return rest.list_questions(request)

    async def question(self, request: Request) -> Response:
        return await rest.answer_question(request, self.pool)

    async def openapi(self, request: Request) -> Response:
        from zonegraph import __version__

        found = catalogue().values()
        return JSONResponse(describe_questions(found, address_of(request), str(__version__)))

    async def entity(self, request: Request) -> Response:
        return await answer_entity(request, self.pool, self.explorer)

    async def health(self, request: Request) -> Response:
        content = {"status": "ok", "version": self.pool.version, "idle": self.pool.ready}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})

    async def page(self, request: Request) -> Response:
        path = str(request.path_params.get("path", ""))
        if self.explorer is None and not path:
            return RedirectResponse(f"{request.scope.get('root_path', '')}/sparql", 303)
        if self.explorer is None or ".." in path.split("/"):
            raise FailureError(404, "no such page")
        if not path or path.endswith("/"):
            path += "index.html"
        try:
            page, media_type, tag = await run_in_threadpool(self.explorer.render, path)
        except KeyError:
            raise FailureError(404, "no such page") from None
        headers = {"ETag": tag, "Content-Security-Policy": PAGES, "Content-Type": media_type}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(page, headers=headers)


def _routes(handle: _Handlers) -> list[Route]:
    return [
        Route("/health", handle.health),
        Route("/sparql", handle.sparql, methods=["GET", "POST"]),
        Route("/sparql/", handle.sparql, methods=["GET", "POST"]),
        Route("/editor/{name}", editor.asset),
        Route("/.well-known/void", handle.void),
        Route("/questions", handle.questions),
        Route("/questions/{name}", handle.question),
        Route("/openapi.json", handle.openapi),
        Route("/id/{slug}", handle.entity),
        Route("/", handle.page),
        Route("/{path:path}", handle.page),
    ]


def _middleware(settings: Settings) -> list[Middleware]:
    origins = list(settings.origins)
    stack = [
        Middleware(AccessLog),
        Middleware(SafeHeaders, shared=bool(origins)),
        Middleware(HostCheck, hosts=settings.hosts),
    ]
    if origins:
        stack.append(
            Middleware(
                CORSMiddleware,
                allow_origins=origins,
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type"],
            )
        )
    if settings.token:
        stack.append(Middleware(TokenCheck, token=settings.token))
    return stack


def address_of(request: Request) -> str:
    """Return where a client sees the server, without a slash at the end."""
    return str(request.base_url).rstrip("/")


async def _on_failure(request: Request, error: Exception) -> Response:
    return render_failure(request, _as_failure(error))


def _as_failure(error: Exception) -> FailureError:
    if isinstance(error, FailureError):
        return error
    if isinstance(error, HTTPException):
        headers = dict(error.headers) if error.headers else None
        return FailureError(error.status_code, error.detail.lower(), headers)
    raise error
