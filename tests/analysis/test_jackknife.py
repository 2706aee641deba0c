"""The jackknife, groups and surroundings, by hand."""

from __future__ import annotations

import networkx as nx
import pytest

from zonegraph.analysis.anchors import find_anchors
from zonegraph.analysis.groups import heads, roll_up
from zonegraph.analysis.jackknife import jackknife, left_out
from zonegraph.analysis.reasons import explain
from zonegraph.analysis.surroundings import surroundings

from .conftest import network, said


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    """Draw two firms: big has a park (one sentence) and a project (two sentences), small a project."""
    kinds = {"cluster": "IndustryCluster", "big": "Enterprise", "small": "Enterprise"}
    kinds |= {"park": "IndustrialPark", "p1": "Project", "p2": "Project"}
    member = said("old/p1-s1", "new/p1-s1")
    return network(
        kinds,
        [
            *((node, "memberOfCluster", "cluster", member) for node in ("big", "small")),
            *((node, "supportsCluster", "cluster", member) for node in ("park", "p1", "p2")),
            ("big", "tenantOf", "park", said("old/p2-s1")),
            ("p1", "carriedOutBy", "big", said("old/p3-s1", "new/p3-s1")),
            ("p2", "carriedOutBy", "small", said("new/p10-s1")),
        ],
    )


def test_a_place_is_as_sure_as_its_sentences(graph: nx.MultiDiGraph[str]) -> None:
    # Spans: old p1-s1, p2-s1, p3-s1; new p1-s1, p3-s1, p10-s1. Without old p2-s1 both have one project:
    # equal, so both are first; without new p10-s1 nothing is known of small, and big has none to compare.
    sure = jackknife(surroundings(graph, "cluster"))
    assert (sure["big"].sentences, sure["big"].sources) == (6, 2)
    assert (
        sure["big"].holds == 5 / 6
    )  # first in all but the graph without small, where it is unknown
    assert sure["small"].holds == 4 / 6
    assert sure["small"].hangs_on == "new/p10-s1"
    assert sure["small"].place_without is None
    # Without the old source big keeps one project, as small: both first. Without the new one small is gone.
    assert sure["big"].holds_by_source == 1 / 2
    assert sure["small"].holds_by_source == 0


def test_leaving_out_what_two_sentences_say_changes_nothing(graph: nx.MultiDiGraph[str]) -> None:
    around = surroundings(graph, "cluster")
    assert left_out(around, "old/p3-s1") is around


def test_who_is_no_longer_a_member_is_no_longer_measured(graph: nx.MultiDiGraph[str]) -> None:
    graph.edges["small", "cluster", "memberOfCluster"]["evidence"] = said("new/p1-s2")
    assert left_out(surroundings(graph, "cluster"), "new/p1-s2").firms == ("big",)


def test_one_source_cannot_be_left_out(graph: nx.MultiDiGraph[str]) -> None:
    for *_, data in graph.edges(data=True):
        data["evidence"] = tuple(item for item in data["evidence"] if item.locators[0] < "old")
    graph.remove_edge("big", "park")
    sure = jackknife(surroundings(graph, "cluster"))
    assert sure["big"].sources == 1
    assert sure["big"].holds_by_source is None


def test_reasons_name_what_is_counted_and_where_it_is_said(graph: nx.MultiDiGraph[str]) -> None:
    around = surroundings(graph, "cluster")
    anchor = next(each for each in find_anchors(graph) if each.enterprise == "big")
    explained = explain(around, anchor, jackknife(around)["big"])
    reasons = {reason.measure: reason for reason in explained.reasons}
    assert explained.others == 4
    assert reasons["attraction"].entities == ("p1", "park")
    assert reasons["attraction"].locators == ("new/p3-s1", "old/p2-s1", "old/p3-s1")
    assert reasons["coverage"].entities == ("p1", "park")
    assert reasons["participation"].entities == ("cluster",)
    assert reasons["attraction"].value == 2


def test_subsidiaries_roll_up_to_the_head_of_the_group() -> None:
    kinds = dict.fromkeys(["head", "child", "grandchild", "joint", "x", "y"], "Enterprise")
    edges = [
        ("child", "subsidiaryOf", "head", said("a")),
        ("grandchild", "subsidiaryOf", "child", said("a")),
        ("joint", "subsidiaryOf", "head", said("a")),
        ("joint", "subsidiaryOf", "x", said("a")),
        ("x", "subsidiaryOf", "y", said("a")),
        ("y", "subsidiaryOf", "x", said("a")),
        ("child", "tenantOf", "park", said("b")),
        ("head", "tenantOf", "park", said("c")),
    ]
    graph = network({**kinds, "park": "IndustrialPark"}, edges)
    assert heads(graph) == {"child": "head", "grandchild": "head"}
    rolled = roll_up(graph)
    assert sorted(rolled) == ["head", "joint", "park", "x", "y"]
    assert rolled.edges["head", "park", "tenantOf"]["evidence"] == said("b", "c")
    assert not rolled.has_edge("head", "head")


def test_surroundings_go_two_hops_and_through_no_hub() -> None:
    kinds = {"cluster": "IndustryCluster", "firm": "Enterprise", "other": "Enterprise"}
    kinds |= {
        "lab": "Facility",
        "team": "Team",
        "far": "Person",
        "led": "Industry",
        "zone": "HighTechZone",
    }
    graph = network(
        kinds,
        [
            ("firm", "memberOfCluster", "cluster", said("a")),
            ("firm", "develops", "lab", said("a")),
            ("team", "partOf", "lab", said("a")),
            ("team", "ledBy", "far", said("a")),
            ("firm", "operatesIn", "led", said("a")),
            ("other", "operatesIn", "led", said("a")),
            ("firm", "locatedIn", "zone", said("a")),
        ],
    )
    assert sorted(surroundings(graph, "cluster").network) == ["firm", "lab", "team"]
