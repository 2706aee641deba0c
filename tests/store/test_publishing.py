"""Publishing: whole or marked as not whole, right when repeated, and harmless to others' graphs."""

from __future__ import annotations

import logging
from itertools import count

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from zonegraph import vocab
from zonegraph.errors import StoreError
from zonegraph.store import Store, open_store
from zonegraph.store.publishing import Published, publish
from zonegraph.workspace import Workspace

from .sparql_server import Handler, SparqlServer

FOREIGN = Quad(*(NamedNode(f"urn:foreign:{part}") for part in "spog"))


def send(workspace: Workspace, server: SparqlServer, **options: object) -> Published:
    with open_store(workspace=workspace) as store:
        return publish(store, server.endpoint, **options)  # type: ignore[arg-type]


def quads(store: Store) -> set[str]:
    return {str(quad) for quad in store.quads() if "_:" not in str(quad)}


def holds(server: SparqlServer, workspace: Workspace) -> bool:
    with open_store(server.endpoint) as there, open_store(workspace=workspace) as here:
        return quads(there) == quads(here)


@pytest.fixture(params=[True, False], ids=["graph-store", "update"])
def either(server: SparqlServer, request: pytest.FixtureRequest) -> SparqlServer:
    server.graph_store_offered = request.param
    return server


def test_it_says_what_it_sent(either: SparqlServer, workspace: Workspace) -> None:
    told = []
    with open_store(workspace=workspace) as store:
        sent = publish(store, either.endpoint, progress=lambda *each: told.append(each))
        assert sent.quads == len(store)
    assert sent.way == ("Graph Store Protocol" if either.graph_store_offered else "SPARQL Update")
    assert (sent.graphs, sent.default_graph) == (len(told), None)
    assert told[-1] == (sent.graphs, sent.graphs)


def test_publishing_again_changes_nothing(either: SparqlServer, workspace: Workspace) -> None:
    assert send(workspace, either) == send(workspace, either)
    assert holds(either, workspace)


def test_a_later_graph_takes_the_place_of_the_former(
    either: SparqlServer, workspace: Workspace, later_workspace: Workspace
) -> None:
    send(later_workspace, either)
    assert not holds(either, workspace)
    send(workspace, either)
    assert holds(either, workspace)
    gone = NamedNode(vocab.EV("gazette/p3-s1"))
    assert not list(either.graph.quads_for_pattern(None, None, None, gone))


def test_graphs_of_others_are_left_alone(either: SparqlServer, workspace: Workspace) -> None:
    either.graph.add(FOREIGN)
    send(workspace, either)
    assert FOREIGN in either.graph
    assert holds(either, workspace)


def test_a_default_graph_of_others_is_left_alone_unless_it_is_to_be_replaced(
    either: SparqlServer, workspace: Workspace
) -> None:
    theirs = Quad(FOREIGN.subject, FOREIGN.predicate, FOREIGN.object)
    either.graph.add(theirs)
    with pytest.raises(StoreError, match=r"not published from here; .*--replace"):
        send(workspace, either)
    assert list(either.graph) == [theirs]
    send(workspace, either, replace=True)
    assert holds(either, workspace)


def test_where_the_default_graph_is_a_union_what_is_known_has_a_graph_of_its_own(
    either: SparqlServer, workspace: Workspace
) -> None:
    either.union_default = True
    either.graph.add(FOREIGN)
    assert send(workspace, either).default_graph == vocab.KNOWN
    assert not list(either.graph.quads_for_pattern(None, None, None, DefaultGraph()))
    assert holds(either, workspace)


def test_whatever_stops_it_readers_are_warned_and_publishing_again_makes_it_right(
    either: SparqlServer, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    for last in count(2):
        served = count()

        def stop(handler: Handler, served: count[int] = served, last: int = last) -> bool:
            writes = handler.command in {"PUT", "DELETE"} or "update" in handler.headers.get(
                "Content-Type", ""
            )
            if writes and next(served) >= last:
                handler.reply(500, b"disk full")
                return True
            return False

        either.graph.clear()
        either.fault = stop
        message = failure(workspace, either)
        if message is None:
            break
        assert "disk full" in message or "no way to write" in message
        either.fault = None
        caplog.clear()
        with open_store(either.endpoint):
            warned = [each.getMessage() for each in caplog.records if each.name == "zonegraph"]
        assert len(warned) == 1
        assert "zonegraph publish" in warned[0]
        send(workspace, either)
        assert holds(either, workspace)
    assert last > 2


def failure(workspace: Workspace, server: SparqlServer) -> str | None:
    """Return what stops publishing, or None where nothing does."""
    try:
        send(workspace, server)
    except StoreError as error:
        return str(error)
    return None


def test_a_whole_graph_warns_of_nothing(
    either: SparqlServer, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    send(workspace, either)
    with caplog.at_level(logging.WARNING), open_store(either.endpoint):
        assert not [record for record in caplog.records if record.name == "zonegraph"]


def test_a_server_that_loses_what_it_confirms_is_found_out(
    server: SparqlServer, workspace: Workspace
) -> None:
    def lose(handler: Handler) -> bool:
        lost = handler.command == "PUT" and "evidence" in handler.path
        if lost:
            handler.reply(204)
        return lost

    server.fault = lose
    with pytest.raises(StoreError, match=r"holds \d+ quads of the \d+ .* marked as incomplete"):
        send(workspace, server)


def test_a_server_that_lets_nobody_write(server: SparqlServer, workspace: Workspace) -> None:

    def forbid(handler: Handler) -> bool:
        writes = handler.headers.get("Content-Type") != "application/x-www-form-urlencoded"
        if writes:
            handler.reply(403)
        return writes

    server.fault = forbid
    with pytest.raises(StoreError, match="forbids it; use an account that may"):
        send(workspace, server)


def test_addresses_that_are_named(server: SparqlServer, workspace: Workspace) -> None:
    server.graph_store_offered = False
    sent = send(workspace, server, update=server.endpoint)
    assert sent.way == "SPARQL Update"
    with pytest.raises(StoreError, match="no way to write"):
        send(workspace, server, graph_store=server.endpoint.replace("sparql", "store"))
