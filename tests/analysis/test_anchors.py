"""Anchors on a cluster drawn by hand, whose answer one can see.

::

    hub   --develops--> park --supportsCluster--> cluster ;  a, b, c --tenantOf--> park
    hub   <--carriedOutBy-- robots --supportsCluster--> cluster ;  hub --developsTechnology--> patent
    flattered --leadingEnterpriseOf--> cluster, and nothing else is known of it
    owner <--subsidiaryOf-- s1, s2, s3
    zone  <--locatedIn-- all enterprises (a hub, through which nothing is reached)

Members: hub a b c flattered owner s1 s2 s3 park robots, so eleven, ten others for each.
"""

from __future__ import annotations

import networkx as nx
import pytest

from zonegraph.analysis.anchors import Anchor, Verdict, find_anchors
from zonegraph.analysis.surroundings import surroundings
from zonegraph.model import Status

from .conftest import network, said, turned

FIRMS = ("hub", "a", "b", "c", "flattered", "owner", "s1", "s2", "s3")


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    kinds = {
        "cluster": "IndustryCluster",
        "zone": "HighTechZone",
        "park": "IndustrialPark",
        "robots": "Project",
        "patent": "Technology",
        **dict.fromkeys(FIRMS, "Enterprise"),
    }
    return network(
        kinds,
        [
            *((firm, "memberOfCluster", "cluster", said("s/p1-s1")) for firm in FIRMS),
            *((firm, "locatedIn", "zone", said("s/p1-s2")) for firm in FIRMS),
            ("park", "supportsCluster", "cluster", said("s/p2-s1", confidence=0.5)),
            ("robots", "supportsCluster", "cluster", said("s/p2-s2")),
            ("hub", "develops", "park", said("s/p3-s1")),
            *((firm, "tenantOf", "park", said("s/p3-s2")) for firm in "abc"),
            ("robots", "carriedOutBy", "hub", said("s/p3-s3")),
            ("hub", "developsTechnology", "patent", said("s/p3-s4")),
            ("flattered", "leadingEnterpriseOf", "cluster", said("s/p4-s1", confidence=0.8)),
            ("park", "builtFor", "flattered", said("s/p4-s2")),
            *((firm, "subsidiaryOf", "owner", said("s/p5-s1")) for firm in ("s1", "s2", "s3")),
        ],
    )


def by_enterprise(graph: nx.MultiDiGraph[str]) -> dict[str, Anchor]:
    return {anchor.enterprise: anchor for anchor in find_anchors(graph)}


def test_stated_roles_come_first_then_the_score(graph: nx.MultiDiGraph[str]) -> None:
    assert [anchor.enterprise for anchor in find_anchors(graph)][:2] == ["flattered", "hub"]
    scores = [anchor.score or 0.0 for anchor in find_anchors(graph)][1:]
    assert scores == sorted(scores, reverse=True)


def test_a_role_by_way_of_a_site_is_as_sure_as_its_weakest_link(
    graph: nx.MultiDiGraph[str],
) -> None:
    flattered = by_enterprise(graph)["flattered"]
    direct, by_site = flattered.roles
    assert (direct.relation, direct.via, direct.confidence) == (
        "leadingEnterpriseOf",
        "cluster",
        0.8,
    )
    assert (by_site.relation, by_site.via, by_site.confidence) == ("builtFor", "park", 0.5)
    assert by_site.support == said("s/p2-s1", confidence=0.5)
    assert flattered.role_strength == 0.8


def test_of_whom_only_a_name_is_known_is_unknown_not_weak(graph: nx.MultiDiGraph[str]) -> None:
    flattered = by_enterprise(graph)["flattered"]
    assert (flattered.measures, flattered.score, flattered.place) == (None, None, None)
    assert flattered.verdict is Verdict.UNKNOWN


def test_no_role_and_nothing_derived_enters_what_is_computed(graph: nx.MultiDiGraph[str]) -> None:
    around = surroundings(graph, "cluster").network
    assert "flattered" not in around["park"]
    before = {firm: each.measures for firm, each in by_enterprise(graph).items()}
    graph.add_edge(
        "a", "robots", key="partOf", relation="partOf", evidence=said("r", status=Status.INFERRED)
    )
    graph.add_edge("a", "cluster", key="anchors", relation="anchors", evidence=said("r"))
    assert {firm: each.measures for firm, each in by_enterprise(graph).items()} == before


def test_measures_by_hand(graph: nx.MultiDiGraph[str]) -> None:
    # hub reaches park and robots in one hop, a, b and c in two: 5 of 10. a reaches park, then hub, b, c: 4.
    # owner reaches its three; s1 reaches owner, then s2 and s3.
    found = {firm: each.measures for firm, each in by_enterprise(graph).items()}
    assert {firm: each.coverage for firm, each in found.items() if each} == {
        "hub": 0.5, "a": 0.4, "b": 0.4, "c": 0.4, "owner": 0.3, "s1": 0.3, "s2": 0.3, "s3": 0.3,
    }  # fmt: skip
    # The largest component has six members: hub, a, b, c, park, robots. Without hub, robots falls off: 1 of 5.
    assert {firm: each.removal_impact for firm, each in found.items() if each} == {
        "hub": pytest.approx(0.2), "a": 0, "b": 0, "c": 0, "owner": 0, "s1": 0, "s2": 0, "s3": 0,
    }  # fmt: skip
    # Park and robots are attracted; the patent is not a site, project or fund.
    assert {firm: each.attraction for firm, each in found.items() if each} == {
        "hub": 2, "a": 1, "b": 1, "c": 1, "owner": 0, "s1": 0, "s2": 0, "s3": 0,
    }  # fmt: skip
    # One park, one project, one technology: log2(3). One kind only: 0.
    assert found["hub"] is not None
    assert found["owner"] is not None
    assert found["hub"].orchestration == pytest.approx(1.584962500721)
    assert found["owner"].orchestration == 0
    # Links to members: hub 2, owner 3, six others 1: mean 11/8, variance (9*0+...)/8 = 0.484375.
    assert found["owner"].within_degree_z == pytest.approx((3 - 11 / 8) / 0.484375**0.5)
    assert found["hub"].participation == 0


def test_who_owns_the_members_it_touches_dominates(graph: nx.MultiDiGraph[str]) -> None:
    found = by_enterprise(graph)
    assert (found["owner"].dominator, found["owner"].controlled) == (True, ("s1", "s2", "s3"))
    assert (found["hub"].dominator, found["hub"].controlled) == (False, ("park",))


def test_stated_and_computed_can_disagree(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_edge(
        "c",
        "cluster",
        key="leadingEnterpriseOf",
        relation="leadingEnterpriseOf",
        evidence=said("x"),
    )
    found = by_enterprise(graph)
    assert found["hub"].verdict is Verdict.COMPUTED
    assert found["c"].verdict is Verdict.STATED
    assert found["a"].verdict is Verdict.NEITHER
    graph.add_edge(
        "hub",
        "cluster",
        key="leadingEnterpriseOf",
        relation="leadingEnterpriseOf",
        evidence=said("x"),
    )
    assert by_enterprise(graph)["hub"].verdict is Verdict.AGREE


def test_a_dominator_is_no_computed_anchor(graph: nx.MultiDiGraph[str]) -> None:
    weights = {"within_degree_z": 1.0}
    owner = next(
        each for each in find_anchors(graph, weights=weights) if each.enterprise == "owner"
    )
    assert (owner.score, owner.place) == (1.0, 1)
    assert owner.verdict is Verdict.NEITHER


def test_the_only_one_known_has_none_to_compare_with(graph: nx.MultiDiGraph[str]) -> None:
    graph.remove_nodes_from(["a", "b", "c", "owner", "s1", "s2", "s3"])
    hub = by_enterprise(graph)["hub"]
    assert hub.measures is not None
    assert (hub.score, hub.verdict) == (None, Verdict.UNKNOWN)


def test_equals_share_a_place_and_nothing_sets_them_apart(graph: nx.MultiDiGraph[str]) -> None:
    graph.remove_nodes_from(["hub", "owner", "s1", "s2", "s3"])
    found = by_enterprise(graph)
    assert {found[firm].score for firm in "abc"} == {0.5}
    assert {found[firm].place for firm in "abc"} == {1}
    assert {found[firm].verdict for firm in "abc"} == {Verdict.UNKNOWN}


def test_an_inferred_anchor_brings_its_inference(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_edge("hub", "cluster", key="anchors", relation="anchors", evidence=said("p1"))
    assert by_enterprise(graph)["hub"].inference == said("p1")


def test_one_cluster_can_be_asked_for(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_node("other", kind="IndustryCluster")
    assert find_anchors(graph, "other") == []
    assert find_anchors(graph, "cluster") == find_anchors(graph)


def test_order_of_nodes_and_edges_changes_nothing(graph: nx.MultiDiGraph[str]) -> None:
    assert find_anchors(turned(graph)) == find_anchors(graph)
