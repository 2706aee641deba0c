"""What every kind of store must do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
)

from zonegraph import vocab
from zonegraph.errors import QueryError, StoreError
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.results import to_python
from zonegraph.store import Store, open_store
from zonegraph.store.building import build
from zonegraph.store.publishing import publish
from zonegraph.workspace import Workspace, bundled

from .sparql_server import SparqlServer

FIRM, PARK = NamedNode(vocab.ID("firm")), NamedNode(vocab.ID("park"))
BUILT_FOR, LABEL = NamedNode(vocab.ZG("builtFor")), NamedNode(vocab.RDFS("label"))
SPAN = NamedNode(vocab.EV("gazette/p1-s1"))

Location = Callable[[Workspace], str | None]
"""Makes a graph from files, and says where it lies."""


def in_memory(_: pytest.FixtureRequest) -> Location:
    return lambda workspace: None


def in_a_directory(request: pytest.FixtureRequest) -> Location:
    path: Path = request.getfixturevalue("tmp_path")

    def make(workspace: Workspace) -> str:
        build(workspace, path / "store", door=lambda _: [])
        return str(path / "store")

    return make


def on_a_server(request: pytest.FixtureRequest, **settings: object) -> Location:
    server: SparqlServer = request.getfixturevalue("server")
    for name, value in settings.items():
        setattr(server, name, value)
    return lambda workspace: published(workspace, server.endpoint)


def on_one_with_a_union(request: pytest.FixtureRequest) -> Location:
    return on_a_server(request, union_default=True)


def on_one_that_caps(request: pytest.FixtureRequest) -> Location:
    return on_a_server(request, cap=1_500)


def by_update_alone(request: pytest.FixtureRequest) -> Location:
    return on_a_server(request, graph_store_offered=False)


def in_virtuoso(request: pytest.FixtureRequest) -> Location:
    endpoint: str = request.getfixturevalue("virtuoso_endpoint")
    monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    monkeypatch.setenv("ZONEGRAPH_USER", "dba")
    monkeypatch.setenv("ZONEGRAPH_PASSWORD", "dba")
    return lambda workspace: published(workspace, endpoint)


def published(workspace: Workspace, endpoint: str) -> str:
    with open_store(workspace=workspace) as store:
        publish(store, endpoint)
    return endpoint


BACKENDS = (
    in_memory,
    in_a_directory,
    on_a_server,
    on_one_with_a_union,
    on_one_that_caps,
    by_update_alone,
    in_virtuoso,
)


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.__name__.replace("_", "-"))
def location(request: pytest.FixtureRequest) -> Location:
    """Every backend in turn."""
    made: Location = request.param(request)
    return made


@pytest.fixture
def store(location: Location, workspace: Workspace) -> Iterator[Store]:
    with open_store(location(workspace), workspace) as opened:
        yield opened


def without_labels(quads: Iterator[Quad]) -> list[str]:
    """Return quads in order, blank nodes alike: engines label them as they please."""
    return sorted(
        " ".join("_" if isinstance(term, BlankNode) else str(term) for term in quad)
        for quad in quads
    )


def test_it_answers_each_kind_of_query(store: Store) -> None:
    rows = store.query(f"SELECT ?park WHERE {{ ?park <{BUILT_FOR.value}> ?firm }}")
    assert isinstance(rows, QuerySolutions)
    assert [row["park"] for row in rows] == [PARK]
    for pattern, truth in (("?s ?p ?o", True), ("?s <urn:nothing> ?o", False)):
        asked = store.query(f"ASK {{ {pattern} }}")
        assert isinstance(asked, QueryBoolean)
        assert bool(asked) is truth
    short = store.query(f"CONSTRUCT WHERE {{ ?park <{BUILT_FOR.value}> ?firm }}")
    assert isinstance(short, QueryTriples)
    assert [tuple(triple) for triple in short] == [(PARK, BUILT_FOR, FIRM)]


def test_it_constructs_what_no_graph_holds(store: Store) -> None:
    text = f"""PREFIX : <urn:x:> # a comment {{
        CONSTRUCT {{ ?firm :says "}}" ; :of [ :is ?park ] ; :not ?unbound }}
        WHERE {{ ?park <{BUILT_FOR.value}> ?firm OPTIONAL {{ ?firm :no ?unbound }} }} LIMIT 5"""
    made = store.query(text)
    assert isinstance(made, QueryTriples)
    triples = [tuple(triple) for triple in made]
    assert (FIRM, NamedNode("urn:x:says"), Literal("}")) in triples
    assert len(triples) == 3


def test_it_yields_the_quads_that_match(store: Store) -> None:
    assert len(list(store.quads())) == len(store)
    assert len(list(store.quads(predicate=BUILT_FOR, object=FIRM))) == 3
    known = [Quad(PARK, BUILT_FOR, FIRM)]
    assert list(store.quads(None, BUILT_FOR, graph=DefaultGraph())) == known
    assert list(store.quads(PARK, BUILT_FOR, FIRM, DefaultGraph())) == known
    assert list(store.quads(PARK, BUILT_FOR, FIRM, SPAN)) == [Quad(PARK, BUILT_FOR, FIRM, SPAN)]
    assert list(store.quads(FIRM, BUILT_FOR, FIRM)) == []
    label = Literal("云川光电", language="zh-Hans")
    assert [quad.subject for quad in store.quads(None, LABEL, label, DefaultGraph())] == [FIRM]


def test_each_fact_counts_once_and_named_graphs_tell_who_says_so(store: Store) -> None:
    def count(pattern: str) -> object:
        rows = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        assert isinstance(rows, QuerySolutions)
        return to_python(next(rows)["n"])

    assert count(f"?park <{BUILT_FOR.value}> ?firm") == 1
    assert count(f"GRAPH ?g {{ ?park <{BUILT_FOR.value}> ?firm }}") == 2
    assert count(f"GRAPH <{vocab.ENTITIES}> {{ <{FIRM.value}> a ?kind }}") == 1
    both = f"?firm a ?any . GRAPH <{vocab.ENTITIES}> {{ ?firm a <{vocab.ZG('GroupCompany')}> }}"
    assert count(both) == 2


def test_it_holds_what_memory_holds(store: Store, workspace: Workspace) -> None:
    with open_store(workspace=workspace) as memory:
        assert without_labels(store.quads()) == without_labels(memory.quads())


def test_a_whole_graph_comes_through_caps_and_answers_alike(location: Location) -> None:
    with open_store(location(bundled())) as store, open_store() as memory:
        assert without_labels(store.quads()) == without_labels(memory.quads())
        here, there = KnowledgeGraph(memory), KnowledgeGraph(store)
        for question in here.questions():
            if not any(parameter.required for parameter in question.parameters):
                expected, found = (answered(graph, question.name) for graph in (here, there))
                assert found == expected, question.name
        assert there.anchors() == here.anchors()
        assert there.gaps() == here.gaps()
        assert set(there.facts("中科潞安")) == set(here.facts("中科潞安"))


def answered(graph: KnowledgeGraph, name: str) -> list[str]:
    """Return an answer's rows in order; Virtuoso computes 1 and 0 where others say true and false."""
    rows = graph.query(name).records()
    return sorted(
        repr([int(value) if isinstance(value, bool) else value for value in row.values()])
        for row in rows
    )


def test_it_names_line_and_column_of_a_syntax_error(store: Store) -> None:
    with pytest.raises(QueryError, match="query line 2, column") as caught:
        store.query("SELECT *\nWHERE { ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 16)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    for use in (lambda: store.query("ASK {}"), lambda: list(store.quads()), lambda: len(store)):
        with pytest.raises(StoreError, match="the store is closed"):
            use()


def test_the_seam_offers_no_way_to_change_a_store(store: Store) -> None:
    with pytest.raises(QueryError):
        store.query("DELETE WHERE { ?s ?p ?o }")
