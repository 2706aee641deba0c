"""Sending a graph to a SPARQL 1.1 server: whole, or marked as not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.errors import StoreError
from zonegraph.store.base import Store
from zonegraph.store.http import Connection, RefusedError
from zonegraph.store.remote import COMPLETE, PUBLISHING, RemoteStore
from zonegraph.store.writers import Writer, addresses

_MARK = NamedNode(vocab.PUBLICATION)
_STATUS, _SIZE = (NamedNode(vocab.SCHEMA(name)) for name in ("creativeWorkStatus", "size"))


@dataclass(frozen=True, slots=True)
class Published:
    """What was sent.

    Attributes
    ----------
    graphs, quads : int
        How many, the default graph included.
    way : str
        ``"Graph Store Protocol"`` or ``"SPARQL Update"``.
    default_graph : str or None
        Name of the graph that holds what we know, where the server's default graph is a union.
    """

    graphs: int
    quads: int
    way: str
    default_graph: str | None


def publish(
    store: Store,
    endpoint: str,
    *,
    graph_store: str | None = None,
    update: str | None = None,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Make a server's graph what a store holds; what else the server holds is left alone.

    The server is told first that publishing has begun and last that it is complete. Whatever stops
    it in between, readers are warned, and publishing again makes it right.

    Parameters
    ----------
    store : Store
        The graph.
    endpoint : str
        Address of the server's SPARQL endpoint.
    graph_store, update : str, optional
        Addresses of its Graph Store Protocol and of its SPARQL Update; the usual ones are tried
        where neither is given, Graph Store Protocol first.
    replace : bool, optional
        Whether to replace a default graph that others filled.
    progress : callable, optional
        Told the number of graphs sent, and of all.

    Raises
    ------
    StoreError
        If the server refuses, or does not hold afterwards what was sent.
    """
    with closing(Connection(endpoint)) as connection:
        ours = replace or RemoteStore(connection).status is not None
        writer = _find_writer(connection, addresses(connection.url, graph_store, update))
        server = RemoteStore(connection)
        target = vocab.KNOWN if server.default_is_union else None
        if target is None and not ours:
            _refuse_foreign(server, writer)
        graphs = _send(store, server, writer, target, progress)
        _check(store, connection)
        _mark(writer, COMPLETE, len(store))
        return Published(graphs, len(store), writer.way, target)


def _refuse_foreign(server: RemoteStore, writer: Writer) -> None:
    """Leave a default graph alone that holds what others put there."""
    if next(server.quads(graph=DefaultGraph()), None) is not None:
        writer.drop(vocab.PUBLICATION)
        writer.finish()
        raise StoreError(
            "its default graph holds triples that were not published from here",
            where=server.location,
            remedy="name another dataset, or give --replace to replace them",
        )


def _find_writer(connection: Connection, ways: Iterable[tuple[type[Writer], str]]) -> Writer:
    """Return a writer that works: it has said that publishing begins, and the endpoint shows it."""
    refusals = []
    for make, address in ways:
        writer = make(connection, address)
        try:
            _mark(writer, PUBLISHING)
        except RefusedError as error:
            refusals.append(error)
            continue
        if RemoteStore(connection).status == PUBLISHING:
            return writer
    for refusal in refusals:
        if refusal.status in {401, 403}:
            raise refusal
    raise StoreError(
        "offers no way to write that is known here",
        where=connection.location,
        remedy="name it with --graph-store or --update",
    )


def _mark(writer: Writer, status: str, size: int | None = None) -> None:
    """Say in a graph of its own how far publishing has come."""
    quads = [Quad(_MARK, _STATUS, Literal(status))]
    if size is not None:
        quads.append(Quad(_MARK, _SIZE, Literal(size)))
    writer.replace(vocab.PUBLICATION, quads)
    writer.finish()


def _send(
    store: Store,
    server: RemoteStore,
    writer: Writer,
    target: str | None,
    progress: Callable[[int, int], None] | None,
) -> int:
    """Replace every graph, drop those that are no more, and return how many there are."""
    names = sorted({quad.graph_name for quad in store.quads()}, key=str)
    graphs = [target if isinstance(name, DefaultGraph) else str(name.value) for name in names]
    stale = set(server.graphs()) - set(graphs)
    for done, (name, graph) in enumerate(zip(names, graphs, strict=True), start=1):
        writer.replace(graph, _blank_nodes_first(store, name))
        if progress:
            progress(done, len(names))
    for each in sorted(stale):
        writer.drop(each)
    writer.finish()
    return len(names)


def _blank_nodes_first(store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> Iterator[Quad]:
    """Yield a graph's quads, those with blank nodes first: a request alone knows which is which."""
    for wanted in (True, False):
        for quad in store.quads(graph=graph):
            if wanted == (
                isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
            ):
                yield quad


def _check(store: Store, connection: Connection) -> None:
    """Compare what the server holds with what was sent."""
    held, sent = len(RemoteStore(connection)), len(store)
    if held != sent:
        raise StoreError(
            f"holds {held} quads of the {sent} that were sent, and is marked as incomplete",
            where=connection.location,
            remedy="publish again while nobody else writes there",
        )
