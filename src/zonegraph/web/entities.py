"""Entities by their IRIs: a page for people, triples for programs."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zonegraph.vocab import ID
from zonegraph.web.answering import Answering
from zonegraph.web.explorer import Explorer
from zonegraph.web.failures import FailureError
from zonegraph.web.negotiation import GRAPHS, choose, choose_language
from zonegraph.web.pool import Pool
from zonegraph.web.worker import Job

ENDINGS = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
}
_SLUG = re.compile(r"([a-z0-9-]+)(\.[a-z]+)?")


async def answer_entity(request: Request, pool: Pool, explorer: Explorer | None) -> Response:
    """Return what is known of an entity in the form a client likes best.

    Raises
    ------
    FailureError
        If there is no such entity, or no such form.
    """
    slug, ending = _read_name(str(request.path_params["slug"]))
    iri = ID(slug)
    media_type = ENDINGS.get(ending) or _choose(request, ending)
    if media_type == "text/html":
        return await _to_page(request, iri, explorer)
    headers = {"Vary": "Accept, Accept-Language", "Link": _links(request, slug, iri)}
    suffix = next(key for key, value in ENDINGS.items() if value == media_type)
    headers["Content-Location"] = f"{_root(request)}/id/{slug}{suffix}"
    return Answering(pool, Job(entity=iri, graph=media_type), headers)


def _read_name(name: str) -> tuple[str, str]:
    found = _SLUG.fullmatch(name)
    if found is None or (found[2] and found[2] not in {*ENDINGS, ".html"}):
        raise FailureError(404, "no such entity")
    return found[1], found[2] or ""


def _choose(request: Request, ending: str) -> str:
    offered = ("text/turtle", "text/html", *list(GRAPHS)[1:])
    accept = "text/html" if ending else request.headers.get("accept", "")
    media_type = choose(accept, offered)
    if media_type is None:
        raise FailureError(406, f"an entity is written as {', '.join(offered)}")
    return media_type


async def _to_page(request: Request, iri: str, explorer: Explorer | None) -> Response:
    language = choose_language(request.headers.get("accept-language", ""))
    path = None if explorer is None else await run_in_threadpool(explorer.path_of, iri, language)
    if path is None:
        raise FailureError(404, "this entity has no page; ask for text/turtle")
    return RedirectResponse(f"{_root(request)}/{path}", 303, {"Vary": "Accept, Accept-Language"})


def _links(request: Request, slug: str, iri: str) -> str:
    root = _root(request)
    forms = (
        f'<{root}/id/{slug}{ending}>; rel="alternate"; type="{media_type}"'
        for ending, media_type in ENDINGS.items()
    )
    return ", ".join((f'<{iri}>; rel="describes"', *forms))


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")
