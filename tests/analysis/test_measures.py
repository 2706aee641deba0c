"""Measures by hand, and what must hold of them on any network."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.pagerank_alg import (  # type: ignore[attr-defined]  # the one that needs no numpy
    _pagerank_python,
)

from zonegraph.analysis import scoring
from zonegraph.analysis.anchors import find_anchors
from zonegraph.analysis.measures import participation, removal_impact, within_degree_z
from zonegraph.analysis.walks import personalised_pagerank
from zonegraph.errors import UnknownNameError, ZonegraphError

from .conftest import network, said, turned

KINDS = ("Enterprise", "Enterprise", "IndustrialPark", "Project", "Fund", "Technology", "Team")
RELATIONS = ("tenantOf", "carriedOutBy", "investsIn", "subsidiaryOf", "developsTechnology")


@st.composite
def clusters(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    """Draw a cluster of some members with random ties."""
    size = draw(st.integers(2, 12))
    nodes = {f"n{number:02}": draw(st.sampled_from(KINDS)) for number in range(size)}
    pairs = st.tuples(st.sampled_from(sorted(nodes)), st.sampled_from(sorted(nodes)))
    ties = draw(st.lists(st.tuples(pairs, st.sampled_from(RELATIONS)), max_size=30, unique=True))
    edges = [
        (a, relation, b, said(f"s/p{number}-s1")) for number, ((a, b), relation) in enumerate(ties)
    ]
    edges += [
        (
            node,
            "memberOfCluster" if kind == "Enterprise" else "supportsCluster",
            "cluster",
            said("s/p0-s1"),
        )
        for node, kind in nodes.items()
        if draw(st.booleans())
    ]
    return network({"cluster": "IndustryCluster", **nodes}, edges)


@settings(deadline=None, max_examples=60)
@given(clusters())
def test_names_and_order_change_no_score(graph: nx.MultiDiGraph[str]) -> None:
    names = {node: f"m{100 - int(node[1:])}" for node in graph if node != "cluster"}
    renamed: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.relabel_nodes(graph, names))
    scores = {names[each.enterprise]: (each.measures, each.score) for each in find_anchors(graph)}
    assert {
        each.enterprise: (each.measures, each.score) for each in find_anchors(renamed)
    } == scores
    assert find_anchors(turned(graph)) == find_anchors(graph)


@settings(deadline=None, max_examples=60)
@given(clusters(), clusters())
def test_an_unrelated_component_changes_no_anchor(
    graph: nx.MultiDiGraph[str], other: nx.MultiDiGraph[str]
) -> None:
    elsewhere = nx.relabel_nodes(other, {node: f"elsewhere-{node}" for node in other})
    both: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.compose(graph, elsewhere))
    assert find_anchors(both, "cluster") == find_anchors(graph, "cluster")


@settings(deadline=None, max_examples=60)
@given(clusters())
def test_every_value_lies_in_its_range(graph: nx.MultiDiGraph[str]) -> None:
    for each in find_anchors(graph):
        assert all(0 <= rank <= 1 for rank in each.ranks.values())
        if each.measures is not None:
            assert 0 <= each.measures.coverage <= 1
            assert 0 <= each.measures.removal_impact <= 1
            assert 0 <= each.measures.participation <= 1
            assert 0 <= each.measures.pagerank <= 1


def test_removal_impact_of_a_bridge() -> None:
    # Two triangles that share the firm: without it two of the four others are left together.
    graph: nx.Graph[str] = nx.Graph(
        [("a", "b"), ("c", "d"), ("firm", "a"), ("firm", "b"), ("firm", "c"), ("firm", "d")]
    )
    impact = removal_impact(graph, ["firm", "a"], ["a", "b", "c", "d", "firm"])
    assert impact == {"firm": 0.5, "a": 0.0}


def test_what_is_no_member_does_not_count_as_lost() -> None:
    graph: nx.Graph[str] = nx.Graph([("firm", "patent"), ("firm", "product"), ("firm", "park")])
    assert removal_impact(graph, ["firm"], ["firm", "park"]) == {"firm": 0.0}


def test_participation_counts_a_shared_neighbour_in_parts() -> None:
    # park is in both clusters (1/2 each), lab in one: shares 1.5/2 and 0.5/2, so 1 - 0.5625 - 0.0625.
    graph: nx.Graph[str] = nx.Graph([("firm", "park"), ("firm", "lab"), ("firm", "patent")])
    modules = {
        "park": frozenset({"one", "two"}),
        "lab": frozenset({"one"}),
        "patent": frozenset[str](),
    }
    assert participation(graph, "firm", modules) == 0.375


def test_equal_degrees_have_no_deviation() -> None:
    assert within_degree_z(nx.Graph([("a", "b")]), ["a", "b"], ["a", "b"]) == {"a": 0.0, "b": 0.0}


def test_personalised_pagerank_agrees_with_networkx() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    plain: nx.Graph[str] = nx.Graph(graph.edges())
    theirs = _pagerank_python(plain, personalization={"0": 1}, tol=1e-12, weight=None)
    ours = personalised_pagerank(plain, "0")
    assert ours == {node: pytest.approx(theirs[node], abs=1e-9) for node in plain}


def test_percentile_ranks_by_hand() -> None:
    # 5 surpasses 3 of 3; the two 2s surpass one and tie with one: 1.5 of 3; 1 surpasses none.
    ranks = scoring.percentile_ranks({"a": 2, "b": 5, "c": 2, "d": 1})
    assert ranks == {"a": 0.5, "b": 1.0, "c": 0.5, "d": 0.0}


def test_weights_change_the_score_and_are_checked() -> None:
    weights = scoring.weigh({"pagerank": 0, "participation": 2})
    assert weights["participation"] == 2
    assert {name for name in weights if name not in ("pagerank", "participation")} <= set(
        scoring.WEIGHTS
    )
    with pytest.raises(UnknownNameError, match="no measure named 'size'"):
        scoring.weigh({"size": 1})
    with pytest.raises(ZonegraphError, match="a weight cannot be -1"):
        scoring.weigh({"coverage": -1})
    with pytest.raises(ZonegraphError, match="no measure counts"):
        scoring.weigh(dict.fromkeys(scoring.COMPONENTS, 0))
