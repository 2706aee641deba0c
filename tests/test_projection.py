"""The network that is projected from a few quads written out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.analysis.anchors import find_anchors
from zonegraph.analysis.neighbourhood import clusters
from zonegraph.analysis.surroundings import LEFT_OUT, REACH
from zonegraph.model import Status
from zonegraph.projection import STATISTICAL_KINDS, Around, ProjectionOptions, project
from zonegraph.store import open_store

FIRM, PARK, CLUSTER = (vocab.ID(name) for name in ("firm", "park", "cluster"))


def quad(subject: str, predicate: str, value: str | Literal, graph: str) -> Quad:
    target = NamedNode(value) if isinstance(value, str) else value
    return Quad(NamedNode(subject), NamedNode(predicate), target, NamedNode(graph))


def registered(entity: str, kind: str) -> Iterator[Quad]:
    name = vocab.local_name(entity)
    yield quad(entity, vocab.RDF("type"), vocab.ZG(kind), vocab.ENTITIES)
    for language, text in (("zh-Hans", f"中{name}"), ("en", name)):
        label = Literal(text, language=language)
        yield quad(entity, vocab.RDFS("label"), label, vocab.ENTITIES)


def vouched(graph: str, span: str, status: Status, confidence: str) -> Iterator[Quad]:
    decimal = Literal(confidence, datatype=NamedNode(vocab.XSD("decimal")))
    yield quad(graph, vocab.PROV("wasDerivedFrom"), vocab.SRC(span), vocab.PROVENANCE)
    yield quad(graph, vocab.ZG("status"), vocab.ZG(status), vocab.PROVENANCE)
    yield quad(graph, vocab.ZG("confidence"), decimal, vocab.PROVENANCE)


class Quads:
    """As much of a store as a projection asks of one."""

    def __init__(self) -> None:
        stated, read = vocab.EV("s/p1-s1"), vocab.EV("s/p2-s1-i")
        inference = vocab.INFERRED("anchors/firm")
        decimal = Literal("0.5", datatype=NamedNode(vocab.XSD("decimal")))
        self._quads = [
            *registered(FIRM, "Enterprise"),
            *registered(PARK, "IndustrialPark"),
            *registered(CLUSTER, "IndustryCluster"),
            *registered(vocab.ID("sum"), "Observation"),
            *vouched(stated, "s/p1-s1", Status.STATED, "1.0"),
            *vouched(read, "s/p2-s1", Status.INTERPRETED, "0.5"),
            quad(PARK, vocab.ZG("builtFor"), FIRM, stated),
            quad(PARK, vocab.ZG("builtFor"), FIRM, read),
            quad(PARK, vocab.ZG("supportsCluster"), CLUSTER, read),
            quad(vocab.ID("sum"), vocab.ZG("observedEntity"), PARK, stated),
            quad(inference, vocab.RDF("type"), vocab.ZG("Inference"), vocab.PROVENANCE),
            quad(inference, vocab.RDF("subject"), FIRM, vocab.PROVENANCE),
            quad(inference, vocab.RDF("predicate"), vocab.ZG("anchors"), vocab.PROVENANCE),
            quad(inference, vocab.RDF("object"), CLUSTER, vocab.PROVENANCE),
            quad(inference, vocab.PROV("wasDerivedFrom"), stated, vocab.PROVENANCE),
            quad(inference, vocab.PROV("wasDerivedFrom"), read, vocab.PROVENANCE),
            quad(inference, vocab.ZG("confidence"), decimal, vocab.PROVENANCE),
        ]

    def quads(self) -> Iterator[Quad]:
        return iter(self._quads)


def network(options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
    return project(Quads(), options)


def test_entities_are_nodes_with_kind_and_both_labels() -> None:
    assert network().nodes[FIRM] == {
        "kind": "Enterprise",
        "label_zh": "中firm",
        "label_en": "firm",
        "aliases": (),
    }


def test_a_fact_two_spans_give_is_one_edge_with_both_as_evidence() -> None:
    (edge,) = network().get_edge_data(PARK, FIRM).values()
    assert (edge["relation"], edge["status"], edge["confidence"]) == ("builtFor", "Stated", 1.0)
    assert [item.locators for item in edge["evidence"]] == [("s/p1-s1",), ("s/p2-s1",)]


def test_an_inferred_edge_names_the_spans_its_rule_used() -> None:
    (edge,) = network().get_edge_data(FIRM, CLUSTER).values()
    assert (edge["status"], edge["confidence"]) == ("Inferred", 0.5)
    assert edge["evidence"][0].locators == ("s/p1-s1", "s/p2-s1")


def test_statistics_stay_out_unless_asked_for() -> None:
    assert vocab.ID("sum") not in network()
    assert vocab.ID("sum") in network(ProjectionOptions(kinds=frozenset({"Observation"})))


@pytest.mark.parametrize(
    ("options", "relations"),
    [
        (ProjectionOptions(statuses=frozenset({Status.STATED})), {"builtFor"}),
        (ProjectionOptions(min_confidence=0.9), {"builtFor"}),
        (ProjectionOptions(relations=frozenset({"anchors"})), {"anchors"}),
        (ProjectionOptions(kinds=frozenset({"Enterprise", "IndustrialPark"})), {"builtFor"}),
        (ProjectionOptions(), {"builtFor", "supportsCluster", "anchors"}),
    ],
)
def test_options_choose_what_is_kept(options: ProjectionOptions, relations: set[str]) -> None:
    kept = {data["relation"] for _, _, data in network(options).edges(data=True)}
    assert kept == relations


@pytest.mark.parametrize(
    ("day", "edges"), [(date(2021, 8, 14), 0), (date(2021, 8, 15), None), (None, None)]
)
def test_as_of_a_day_only_what_sources_said_by_then(day: date | None, edges: int | None) -> None:
    # The article tells the state of 15 August 2021, a day that a reader inferred.
    with open_store() as store:
        found = project(store, ProjectionOptions(as_of=day)).number_of_edges()
        assert found == (project(store).number_of_edges() if edges is None else edges)


def test_a_source_without_a_date_is_not_known_to_be_early_enough() -> None:
    assert network(ProjectionOptions(as_of=date(2099, 1, 1))).number_of_edges() == 0


def test_what_is_looked_up_around_a_cluster_gives_what_the_whole_gives() -> None:
    with open_store() as store:
        whole = project(store)
        ends = LEFT_OUT | STATISTICAL_KINDS
        for cluster in clusters(whole):
            part = project(Around(store, cluster, REACH, ends))
            assert find_anchors(part, cluster) == find_anchors(whole, cluster)
            assert len(part) < len(whole) / 2
            for edge in part.edges(keys=True):
                assert part.edges[edge] == whole.edges[edge]
