"""Ways to write to a server: the Graph Store Protocol, and SPARQL Update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

import httpx
from pyoxigraph import Quad, RdfFormat

from zonegraph.store.http import Connection
from zonegraph.store.sparql import request

_SENT_AT_ONCE = 20_000
_UPDATED_AT_ONCE = 1_000
"""Quads in a request; servers compile an update, so that it must be shorter."""


class Writer(Protocol):
    """Replaces graphs on a server."""

    way: str

    def __init__(self, connection: Connection, address: str) -> None: ...

    def replace(self, graph: str | None, quads: Iterable[Quad]) -> None:
        """Make a graph what the quads are, whatever theirs; None is the default graph."""
        ...

    def drop(self, graph: str) -> None:
        """Remove a graph."""
        ...

    def finish(self) -> None:
        """Send what has not been sent yet."""
        ...


class GraphStoreWriter:
    """Writes by the SPARQL 1.1 Graph Store HTTP Protocol, graph by graph."""

    way = "Graph Store Protocol"

    def __init__(self, connection: Connection, address: str) -> None:
        self._connection, self._address = connection, httpx.URL(address)

    def replace(self, graph: str | None, quads: Iterable[Quad]) -> None:
        """Put a graph, and post to it what is too much for one request."""
        method = "PUT"
        for part in _parts(quads, _SENT_AT_ONCE):
            content = "".join(f"{quad.triple} .\n" for quad in part).encode()
            self._send(method, graph, content)
            method = "POST"

    def drop(self, graph: str) -> None:
        """Delete a graph."""
        self._send("DELETE", graph, b"")

    def finish(self) -> None:
        """Send nothing: every request is sent at once."""

    def _send(self, method: str, graph: str | None, content: bytes) -> None:
        named = {"default": ""} if graph is None else {"graph": graph}
        address = str(self._address.copy_merge_params(named))
        media_type = "" if method == "DELETE" else RdfFormat.N_TRIPLES.media_type
        self._connection.change(method, address, content, media_type)


class UpdateWriter:
    """Writes by SPARQL 1.1 Update, several small graphs in one request."""

    way = "SPARQL Update"

    def __init__(self, connection: Connection, address: str) -> None:
        self._connection, self._address = connection, address
        self._drops: list[str] = []
        self._inserts: list[str] = []
        self._waiting = 0

    def replace(self, graph: str | None, quads: Iterable[Quad]) -> None:
        """Drop a graph and insert its triples."""
        self._drops.append(
            request("drop", GRAPH="DEFAULT" if graph is None else f"GRAPH <{graph}>")
        )
        for part in _parts(quads, _UPDATED_AT_ONCE):
            if self._waiting + len(part) > _UPDATED_AT_ONCE:
                self.finish()
            triples = "".join(f"{quad.triple} .\n" for quad in part)
            self._inserts.append(triples if graph is None else f"GRAPH <{graph}> {{\n{triples}}}\n")
            self._waiting += len(part)

    def drop(self, graph: str) -> None:
        """Drop a graph."""
        self._drops.append(request("drop", GRAPH=f"GRAPH <{graph}>"))

    def finish(self) -> None:
        """Send what waits."""
        if self._drops or self._inserts:
            text = "".join(self._drops) + request("insert", DATA="".join(self._inserts))
            media_type = "application/sparql-update"
            self._connection.change("POST", self._address, text.encode(), media_type)
        self._drops, self._inserts, self._waiting = [], [], 0


def addresses(
    endpoint: httpx.URL, graph_store: str | None, update: str | None
) -> Iterator[tuple[type[GraphStoreWriter] | type[UpdateWriter], str]]:
    """Yield the ways to write that a server may offer, each with its address.

    Parameters
    ----------
    endpoint : httpx.URL
        Where the server answers queries; others' addresses are derived from its own.
    graph_store, update : str, optional
        The addresses, where they are known.
    """
    if graph_store or update:
        if graph_store:
            yield GraphStoreWriter, graph_store
        if update:
            yield UpdateWriter, update
        return
    beside = endpoint.copy_with(query=None, fragment=None)
    folder, _, last = str(beside).rpartition("/")
    stores, updates = _USUAL.get(last, ((f"{last}/rdf-graphs/service",), (f"{last}/statements",)))
    yield from ((GraphStoreWriter, f"{folder}/{name}") for name in stores)
    yield from ((UpdateWriter, f"{folder}/{name}") for name in updates)


_USUAL = {
    "sparql": (
        ("sparql-graph-crud-auth", "store", "data"),
        ("sparql-auth", "update", "sparql"),
    ),
    "query": (("store", "data"), ("update",)),
}
"""By the last part of an endpoint's address, where well-known servers take what is written."""


def _parts(quads: Iterable[Quad], size: int) -> Iterator[list[Quad]]:
    """Yield quads in parts of a size; the first one even where there are none."""
    waiting = iter(quads)
    yield list(islice(waiting, size))
    while part := list(islice(waiting, size)):
        yield part
