from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.errors import DataError
from zonegraph.store.loading import Counts, load
from zonegraph.workspace import Workspace

FIRM, PARK, CLUSTER = (NamedNode(vocab.ID(name)) for name in ("firm", "park", "cluster"))
ANCHORS, BUILT_FOR = NamedNode(vocab.ZG("anchors")), NamedNode(vocab.ZG("builtFor"))
BY_RULE = NamedNode(vocab.INFERRED("anchors"))


@pytest.fixture
def store(workspace: Workspace) -> pyoxigraph.Store:
    engine = pyoxigraph.Store()
    load(engine, workspace)
    return engine


def values(store: pyoxigraph.Store, subject: NamedNode, predicate: str) -> list[str]:
    graph = NamedNode(vocab.PROVENANCE)
    found = store.quads_for_pattern(subject, NamedNode(predicate), None, graph)
    return sorted(quad.object.value for quad in found)  # type: ignore[union-attr]


def test_the_counts_are_those_of_the_files(workspace: Workspace) -> None:
    store = pyoxigraph.Store()
    counts = load(store, workspace)
    assert counts == Counts(4, len(store), 3, (("anchors", 1), ("super-types", 1)))


def test_what_two_spans_say_stands_in_both_graphs_and_once_in_the_default_graph(
    store: pyoxigraph.Store,
) -> None:
    graphs = sorted(
        str(quad.graph_name) for quad in store.quads_for_pattern(PARK, BUILT_FOR, FIRM, None)
    )
    assert graphs == [
        f"<{vocab.EV('gazette/p1-s1')}>",
        f"<{vocab.EV('gazette/p2-s1')}>",
        "DEFAULT",
    ]


def test_every_triple_of_a_named_graph_is_in_the_default_graph(store: pyoxigraph.Store) -> None:
    named = {quad.triple for quad in store if not isinstance(quad.graph_name, DefaultGraph)}
    default = {quad.triple for quad in store if isinstance(quad.graph_name, DefaultGraph)}
    assert named == default


def test_a_conclusion_stands_in_the_graph_of_its_rule_and_in_the_default_graph(
    store: pyoxigraph.Store,
) -> None:
    found = set(store.quads_for_pattern(FIRM, ANCHORS, CLUSTER, None))
    assert found == {Quad(FIRM, ANCHORS, CLUSTER, BY_RULE), Quad(FIRM, ANCHORS, CLUSTER)}


def test_inference_nodes_stand_in_provenance_and_not_among_the_conclusions(
    store: pyoxigraph.Store,
) -> None:
    kind, inference = NamedNode(vocab.RDF("type")), NamedNode(vocab.ZG("Inference"))
    graphs = {quad.graph_name for quad in store.quads_for_pattern(None, kind, inference, None)}
    assert graphs == {NamedNode(vocab.PROVENANCE), DefaultGraph()}
    assert len(list(store.quads_for_pattern(None, None, None, BY_RULE))) == 1


def test_the_graph_of_a_rule_has_the_lowest_confidence_and_all_sources(
    store: pyoxigraph.Store,
) -> None:
    assert values(store, BY_RULE, vocab.ZG("status")) == [vocab.ZG("Inferred")]
    assert values(store, BY_RULE, vocab.PROV("wasDerivedFrom")) == [
        vocab.EV("gazette/p1-s1"),
        vocab.EV("gazette/p2-s1"),
        vocab.EV("gazette/p2-s1-i"),
    ]
    (confidence,) = values(store, BY_RULE, vocab.ZG("confidence"))
    assert Decimal(confidence) == Decimal("0.8")


def test_a_rule_without_inference_nodes_gives_conclusions_alone(store: pyoxigraph.Store) -> None:
    rule = NamedNode(vocab.INFERRED("super-types"))
    kind = NamedNode(vocab.RDF("type"))
    assert [quad.triple for quad in store.quads_for_pattern(None, None, None, rule)] == [
        Quad(FIRM, kind, NamedNode(vocab.ZG("Enterprise"))).triple
    ]
    assert values(store, rule, vocab.ZG("confidence")) == []


def test_a_later_rule_sees_what_an_earlier_one_concluded(workspace: Workspace) -> None:
    rule = "CONSTRUCT { ?x a ?y } WHERE { GRAPH <" + vocab.INFERRED("anchors") + "> { ?x ?z ?y } }"
    (workspace.ontology / "rules" / "later.rq").write_text(rule, encoding="utf-8")
    assert dict(load(pyoxigraph.Store(), workspace).inferred)["later"] == 1


def test_a_rule_that_concludes_nothing_leaves_no_trace(workspace: Workspace) -> None:
    rule = "CONSTRUCT { ?x a ?y } WHERE { ?x <urn:none> ?y }"
    (workspace.ontology / "rules" / "idle.rq").write_text(rule, encoding="utf-8")
    store = pyoxigraph.Store()
    assert dict(load(store, workspace).inferred)["idle"] == 0
    assert not store.contains_named_graph(NamedNode(vocab.INFERRED("idle")))
    assert values(store, NamedNode(vocab.INFERRED("idle")), vocab.ZG("status")) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"CONSTRUCT { ?x a ?y }\nWHERE { ?x", ":2:"),
        (b"SELECT * WHERE { ?x a ?y }", "a rule must be a CONSTRUCT query"),
        (b"# \xff\nCONSTRUCT WHERE { ?x a ?y }", "cannot read the rule"),
    ],
)
def test_a_broken_rule_is_named_with_its_place(
    workspace: Workspace, content: bytes, message: str
) -> None:
    rule = workspace.ontology / "rules" / "broken.rq"
    rule.write_bytes(content)
    with pytest.raises(DataError, match=message) as caught:
        load(pyoxigraph.Store(), workspace)
    assert caught.value.path == rule


def test_numbers_keep_their_value(store: pyoxigraph.Store) -> None:
    confidences = store.quads_for_pattern(None, NamedNode(vocab.ZG("confidence")), None, None)
    found = {Decimal(q.object.value) for q in confidences if isinstance(q.object, Literal)}
    assert found == {Decimal(1), Decimal("0.9"), Decimal("0.8")}
