"""Anchors on a cluster drawn by hand, whose answer one can see.

::

    leader --leadingEnterpriseOf--> cluster <--supportsCluster-- park --builtFor--> tenant
    robots --carriedOutBy--> maker ;  robots --supportsCluster--> cluster
    zone   --locatedIn-- everything (a hub, through which nothing is reached)
"""

from __future__ import annotations

import networkx as nx
import pytest

from zonegraph.analysis.anchors import Anchor, find_anchors
from zonegraph.analysis.neighbourhood import members, reach, without_hubs
from zonegraph.analysis.walks import personalised_pagerank
from zonegraph.model import Evidence, Status


def said(span: str, confidence: float = 1.0) -> tuple[Evidence, ...]:
    return (Evidence(f"ev:{span}", Status.STATED, confidence, (span,)),)


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    kinds = {
        "cluster": "IndustryCluster",
        "zone": "HighTechZone",
        "leader": "Enterprise",
        "tenant": "Enterprise",
        "maker": "GroupCompany",
        "park": "IndustrialPark",
        "robots": "Project",
        "patent": "Technology",
    }
    edges = [
        ("leader", "leadingEnterpriseOf", "cluster", said("p1", 0.8)),
        ("leader", "memberOfCluster", "cluster", said("p1", 0.8)),
        ("leader", "developsTechnology", "patent", said("p1")),
        ("park", "supportsCluster", "cluster", said("p2", 0.5)),
        ("park", "builtFor", "tenant", said("p3")),
        ("tenant", "memberOfCluster", "cluster", said("p3", 0.5)),
        ("robots", "carriedOutBy", "maker", said("p4")),
        ("robots", "supportsCluster", "cluster", said("p4")),
        ("maker", "memberOfCluster", "cluster", said("p4")),
        *(
            (firm, "locatedIn", "zone", said("p5"))
            for firm in ("leader", "tenant", "maker", "park")
        ),
    ]
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, kind in kinds.items():
        drawn.add_node(node, kind=kind)
    for source, relation, target, evidence in edges:
        drawn.add_edge(source, target, key=relation, relation=relation, evidence=evidence)
    return drawn


def by_enterprise(graph: nx.MultiDiGraph[str]) -> dict[str, Anchor]:
    return {anchor.enterprise: anchor for anchor in find_anchors(graph)}


def test_stated_roles_come_first_and_surest_first(graph: nx.MultiDiGraph[str]) -> None:
    assert [anchor.enterprise for anchor in find_anchors(graph)] == ["leader", "tenant", "maker"]


def test_a_role_by_way_of_a_site_is_as_sure_as_its_weakest_link(
    graph: nx.MultiDiGraph[str],
) -> None:
    (role,) = by_enterprise(graph)["tenant"].roles
    assert (role.relation, role.via, role.confidence) == ("builtFor", "park", 0.5)
    assert role.evidence == said("p3")
    assert role.support == said("p2", 0.5)


def test_what_no_source_says_is_not_a_role(graph: nx.MultiDiGraph[str]) -> None:
    maker = by_enterprise(graph)["maker"]
    assert not maker.stated
    assert maker.inference == ()


def test_coverage_counts_members_within_two_hops_but_not_through_hubs(
    graph: nx.MultiDiGraph[str],
) -> None:
    # Members: leader, maker, park, robots, tenant. Without cluster and zone each firm reaches one at
    # most: tenant its park, maker its project, leader none; each of four others.
    coverage = {firm: anchor.measures.coverage for firm, anchor in by_enterprise(graph).items()}
    assert coverage == {"leader": 0.0, "tenant": 0.25, "maker": 0.25}


def test_attraction_counts_sites_projects_and_technologies(graph: nx.MultiDiGraph[str]) -> None:
    attraction = {firm: anchor.measures.attraction for firm, anchor in by_enterprise(graph).items()}
    assert attraction == {"leader": 1, "tenant": 1, "maker": 1}


def test_enterprises_in_the_same_position_score_the_same(graph: nx.MultiDiGraph[str]) -> None:
    found = by_enterprise(graph)
    assert found["tenant"].measures == found["maker"].measures


def test_an_inferred_anchor_brings_its_inference(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_edge("leader", "cluster", key="anchors", relation="anchors", evidence=said("p1", 0.8))
    assert by_enterprise(graph)["leader"].inference == said("p1", 0.8)


def test_one_cluster_can_be_asked_for(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_node("other", kind="IndustryCluster")
    assert find_anchors(graph, "other") == []
    assert find_anchors(graph, "cluster") == find_anchors(graph)


def test_order_of_nodes_and_edges_changes_nothing(graph: nx.MultiDiGraph[str]) -> None:
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for source, target, key, data in reversed(list(graph.edges(keys=True, data=True))):
        turned.add_edge(source, target, key, **data)
    assert find_anchors(turned) == find_anchors(graph)


def test_members_are_enterprises_sites_and_projects(graph: nx.MultiDiGraph[str]) -> None:
    assert members(graph, "cluster") == ["leader", "maker", "park", "robots", "tenant"]


def test_reach_ends_where_hubs_are_taken_out(graph: nx.MultiDiGraph[str]) -> None:
    assert reach(without_hubs(graph), "leader", hops=3) == {"patent"}


def test_pagerank_agrees_with_a_walk_solved_by_hand() -> None:
    # a - b with restart at a: a = 0.15 + 0.85 b, b = 0.85 a, so a = 0.15 / (1 - 0.85**2).
    expected = 0.15 / (1 - 0.85**2)
    walk = personalised_pagerank(nx.Graph([("a", "b")]), "a")
    assert walk == pytest.approx({"a": expected, "b": 0.85 * expected})
