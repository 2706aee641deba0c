"""The pages of the static site, rendered when they are asked for."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.store import open_store

KEPT = 64 * 1024 * 1024
"""Bytes of pages that are kept, so that a page is rendered once."""

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


class Site(Protocol):
    """A site whose pages can be rendered one by one."""

    def paths(self) -> Iterator[str]:
        """Yield the path of every page and file."""
        ...

    def render(self, path: str) -> bytes:
        """Return a page or a file; KeyError where there is none of that path."""
        ...

    def path_of(self, iri: str, language: str) -> str | None:
        """Return the path of an entity's page, or None where it has none."""
        ...


MakeSite = Callable[[KnowledgeGraph], Site]


class Explorer:
    """The site over the current version of a store.

    Parameters
    ----------
    location : Path
        The store directory.
    make_site : callable
        Makes the site of an open graph.
    """

    def __init__(self, location: Path, make_site: MakeSite) -> None:
        self._location, self._make_site = location, make_site
        self._lock = threading.Lock()
        self._graph: KnowledgeGraph | None = None
        self._site: Site | None = None
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def render(self, path: str) -> tuple[bytes, str, str]:
        """Return a page with its media type and its entity tag.

        Raises
        ------
        KeyError
            If there is no such page.
        StoreError
            If the store cannot be opened.
        """
        suffix = PurePosixPath(path).suffix
        with self._lock:
            page = self._pages.get(path)
            if page is None:
                page = self._open().render(path)
                self._keep(path, page)
            self._pages.move_to_end(path)
        tag = f'"{hashlib.sha256(page).hexdigest()[:24]}"'
        return page, _MEDIA_TYPES.get(suffix, "application/octet-stream"), tag

    def path_of(self, iri: str, language: str) -> str | None:
        """Return the path of an entity's page, or None where it has none."""
        with self._lock:
            return self._open().path_of(iri, language)

    def close(self) -> None:
        """Let go of the graph; the next page opens its current version."""
        with self._lock:
            if self._graph is not None:
                self._graph.close()
            self._graph = self._site = None
            self._pages.clear()
            self._size = 0

    def _open(self) -> Site:
        if self._site is None:
            self._graph = KnowledgeGraph(open_store(str(self._location)))
            self._site = self._make_site(self._graph)
        return self._site

    def _keep(self, path: str, page: bytes) -> None:
        self._pages[path] = page
        self._size += len(page)
        while self._size > KEPT and len(self._pages) > 1:
            _, dropped = self._pages.popitem(last=False)
            self._size -= len(dropped)
