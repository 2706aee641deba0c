"""A store of more tables than the engine opens at once is still asked whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from zonegraph.store.directory import READERS, Manifest, write_manifest
from zonegraph.store.loading import Counts
from zonegraph.store.oxigraph import opened_late
from zonegraph.web.app import Settings, make_app

EVERY_INDEX = {
    "SELECT * { <urn:s0/4> ?p ?o }": 1,
    "SELECT * { ?s <urn:p0> ?o }": 12,
    "SELECT * { ?s ?p 'v0' }": 3,
    "SELECT * { GRAPH ?g { <urn:s0/5> ?p ?o } }": 1,
    "SELECT * { GRAPH ?g { ?s <urn:p1> ?o } }": 12,
    "SELECT * { GRAPH ?g { ?s ?p 'v1' } }": 3,
    "SELECT * { GRAPH <urn:g> { <urn:s1/3> ?p ?o } }": 1,
    "SELECT * { GRAPH <urn:g> { ?s <urn:p1> ?o } }": 12,
    "SELECT * { GRAPH <urn:g> { ?s ?p 'v7' } }": 3,
    "SELECT * { ?s ?p ?o }": 24,
}


@pytest.fixture
def scattered(tmp_path: Path) -> Path:
    """A store that was written in three goes, each of which left its own tables."""
    version = tmp_path / "version-1"
    store = pyoxigraph.Store(str(version))
    for turn in range(3):
        store.bulk_extend(_quads(turn))
        store.flush()
    del store
    (version / READERS).touch()
    write_manifest(tmp_path, Manifest("version-1", Counts(3, 48, 0, ())))
    return tmp_path


def _quads(turn: int) -> Iterator[Quad]:
    for number in range(16):
        graph = NamedNode("urn:g") if number % 2 else DefaultGraph()
        subject, predicate = NamedNode(f"urn:s{turn}/{number}"), NamedNode(f"urn:p{number % 4}")
        yield Quad(subject, predicate, Literal(f"v{number}"), graph)


def test_a_worker_may_open_what_the_engine_opens_late(scattered: Path) -> None:
    assert opened_late(scattered / "version-1") > 16
    app = make_app(scattered, Settings(workers=1))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        found = {query: _count(client, query) for query in EVERY_INDEX}
    assert found == EVERY_INDEX


def _count(client: TestClient, query: str) -> int:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 200, answer.text
    return len(answer.json()["results"]["bindings"])
