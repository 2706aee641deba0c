"""A graph made ready to draw."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from zonegraph.model import Evidence, Status
from zonegraph.view.picture import LARGEST, SMALLEST, Picture, draw


def dot(picture: Picture, iri: str) -> dict[str, Any]:
    return next(node for node in picture.nodes if node["iri"] == iri)


def line(picture: Picture, one: str, other: str) -> dict[str, Any]:
    ends = {dot(picture, one)["id"], dot(picture, other)["id"]}
    return next(edge for edge in picture.edges if {edge["from"], edge["to"]} == ends)


def test_relations_between_the_same_pair_are_one_line(small: nx.MultiDiGraph[str]) -> None:
    picture = draw(small)
    assert len(picture.edges) == 3
    shared = line(picture, "id:chenguang", "id:east-park")
    assert len(shared["facts"]) == 2
    assert shared["arrows"] == "to;from"
    assert line(picture, "id:chenguang", "id:cluster-optics")["arrows"] == "to"


def test_every_fact_is_drawn_once(ecosystem: nx.MultiDiGraph[str]) -> None:
    picture = draw(ecosystem)
    assert sum(len(edge["facts"]) for edge in picture.edges) == ecosystem.number_of_edges()


def test_a_fact_keeps_its_status_confidence_and_evidence(small: nx.MultiDiGraph[str]) -> None:
    picture = draw(small)
    facts = line(picture, "id:chenguang", "id:cluster-optics")["facts"]
    told = {
        tuple(picture.relations[relation]): (status, confidence, picture.evidence[pieces[0]])
        for _, _, relation, status, confidence, pieces in facts
    }
    assert told["锚定集群", "anchors"] == (2, 0.8, [2, 0.8, ("yunchuan-2020/p5-s1",)])
    assert told["属于集群", "member of cluster"][0] == 1


def test_relations_are_numbered_in_the_order_of_their_terms(small: nx.MultiDiGraph[str]) -> None:
    names = [english for _, english in draw(small).relations]
    assert names == ["anchors", "built for", "located in", "member of cluster", "tenant of"]


def test_evidence_that_facts_share_is_held_once() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in "abc":
        graph.add_node(node, kind="Person", label_zh=node, label_en=node, aliases=())
    shared = Evidence("ev", Status.STATED, 1.0, ("s/p1",))
    for other in "bc":
        graph.add_edge(
            "a",
            other,
            relation="r",
            label_zh="r",
            label_en="r",
            status="Stated",
            confidence=1.0,
            evidence=(shared,),
        )
    assert len(draw(graph).evidence) == 1


def test_size_stands_for_neighbours(small: nx.MultiDiGraph[str]) -> None:
    picture = draw(small)
    assert dot(picture, "id:chenguang")["size"] == LARGEST
    assert dot(picture, "id:yunchuan-htz")["size"] < LARGEST


def test_size_stands_for_emphasis_where_it_is_given(small: nx.MultiDiGraph[str]) -> None:
    park = next(node for node in small if node.endswith("east-park"))
    picture = draw(small, {park: 0.4})
    assert dot(picture, "id:east-park")["size"] == LARGEST
    assert dot(picture, "id:chenguang")["size"] == SMALLEST


def test_an_emphasis_of_nothing_draws_all_small(small: nx.MultiDiGraph[str]) -> None:
    assert {node["size"] for node in draw(small, {}).nodes} == {SMALLEST}


def test_the_lines_of_a_crowded_hub_are_marked(ecosystem: nx.MultiDiGraph[str]) -> None:
    picture = draw(ecosystem)
    zone = dot(picture, "id:yunchuan-htz")["id"]
    of_zone = [edge for edge in picture.edges if zone in (edge["from"], edge["to"])]
    assert of_zone
    assert all(edge["hub"] for edge in of_zone)
    assert not line(picture, "id:optics-firm-0", "id:cluster-optics")["hub"]


def test_the_graph_is_left_as_it_was(small: nx.MultiDiGraph[str]) -> None:
    before = [*small.nodes(data=True)], [*small.edges(keys=True, data=True)]
    draw(small)
    assert ([*small.nodes(data=True)], [*small.edges(keys=True, data=True)]) == before


def test_a_fact_about_the_entity_itself_is_drawn(small: nx.MultiDiGraph[str]) -> None:
    firm = next(node for node in small if node.endswith("chenguang"))
    evidence = (Evidence("ev", Status.STATED, 1.0, ("s/p1",)),)
    small.add_edge(
        firm,
        firm,
        relation="r",
        label_zh="r",
        label_en="r",
        status="Stated",
        confidence=1.0,
        evidence=evidence,
    )
    assert any(edge["from"] == edge["to"] for edge in draw(small).edges)


def test_an_unknown_status_is_refused(small: nx.MultiDiGraph[str]) -> None:
    firm, park = (next(n for n in small if n.endswith(s)) for s in ("chenguang", "east-park"))
    next(iter(small.get_edge_data(firm, park).values()))["status"] = "Guessed"
    with pytest.raises(ValueError, match="Guessed"):
        draw(small)
