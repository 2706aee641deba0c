"""What is lost when entities leave, on a chain of two triangles drawn by hand.

::

    a - b - hub - c - d     a - hub and d - hub as well: two triangles that share the hub
    hub - tail              a single tie at its end
    zone is tied to all, and holds nothing together
"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zonegraph
from zonegraph.analysis.resilience import articulation_points, bridges, rank_by_loss, ties, what_if

from .conftest import network, said, turned

FIRMS = ("a", "b", "hub", "c", "d", "tail")


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    kinds = {
        **dict.fromkeys(FIRMS, "Enterprise"),
        "zone": "HighTechZone",
        "cluster": "IndustryCluster",
    }
    kinds |= {"stage": "ValueChainStage", "fund": "FrameworkElement", "r": "ElementRealization"}
    pairs = ["a b", "b hub", "a hub", "hub c", "c d", "d hub", "hub tail"]
    edges = [
        (one, "subsidiaryOf", other, said(f"s/{one}-{other}"))
        for one, other in map(str.split, pairs)
    ]
    edges += [(firm, "locatedIn", "zone", said("s/p1")) for firm in FIRMS]
    edges += [(firm, "memberOfCluster", "cluster", said("s/p1")) for firm in "abcd"]
    edges += [
        ("b", "coversStage", "stage", said("s/p10-s1")),
        ("c", "coversStage", "stage", said("s/p2-s1")),
    ]
    edges += [
        ("r", "realizesElement", "fund", said("s/p3-s1")),
        ("r", "realizedFor", "cluster", said("s/p3-s1")),
        ("r", "realizedBy", "tail", said("s/p3-s2")),
    ]
    return network(kinds, edges)


def test_without_the_hub_two_pairs_and_the_tail_are_left(graph: nx.MultiDiGraph[str]) -> None:
    # Six hang together; without the hub {a, b}, {c, d} and {tail}: a and b stay, three are cut off.
    loss = what_if(graph, ["hub"])
    assert loss.components == (1, 3)
    assert loss.largest == (6, 2)
    assert loss.cut_off == ("c", "d", "tail")
    (cluster,) = loss.clusters
    assert (cluster.members, cluster.connected) == ((4, 4), (4, 2))
    # By way of the hub everyone reached all three others; now each reaches one of three.
    assert cluster.coverage == (1.0, 1 / 3)


def test_a_stage_is_lost_when_the_last_who_covers_it_leaves(graph: nx.MultiDiGraph[str]) -> None:
    assert what_if(graph, ["b"]).stages == ()
    (lost,) = what_if(graph, ["b", "c"]).stages
    assert (lost.what, lost.by, lost.locators) == ("stage", ("b", "c"), ("s/p2-s1", "s/p10-s1"))


def test_an_element_is_lost_with_its_only_means(graph: nx.MultiDiGraph[str]) -> None:
    (lost,) = what_if(graph, ["tail"]).elements
    assert (lost.what, lost.target, lost.by, lost.locators) == (
        "fund",
        "cluster",
        ("tail",),
        ("s/p3-s2",),
    )


def test_to_be_gone_oneself_is_no_loss(graph: nx.MultiDiGraph[str]) -> None:
    loss = what_if(graph, ["a"])
    assert (loss.total, loss.cut_off, loss.components) == (0, (), (1, 1))
    (cluster,) = loss.clusters
    assert (cluster.members, cluster.connected) == ((4, 3), (3, 3))


def test_ranking_has_those_who_would_be_missed(graph: nx.MultiDiGraph[str]) -> None:
    assert [(loss.without, loss.total) for loss in rank_by_loss(graph)] == [
        (("hub",), 3),
        (("tail",), 1),
    ]
    assert articulation_points(graph) == {"hub"}


def test_a_bridge_holds_two_parts_together(graph: nx.MultiDiGraph[str]) -> None:
    assert bridges(graph) == []  # the tail has nothing behind it
    graph.add_node("end", kind="Team")
    graph.add_edge("tail", "end", key="x", relation="partOf", evidence=said("s/p9"))
    assert bridges(graph) == [("hub", "tail", ("s/hub-tail",))]


def test_ranking_agrees_with_taking_out_everyone_in_turn(graph: nx.MultiDiGraph[str]) -> None:
    everyone = [what_if(graph, [node]) for node in ties(graph)]
    expected = {loss.without: loss for loss in everyone if loss.total}
    assert {loss.without: loss for loss in rank_by_loss(graph)} == expected


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_names_and_order_change_no_loss(pairs: list[tuple[int, int]]) -> None:
    kinds = {f"n{number}": "Enterprise" for number in range(10)}
    drawn = network(kinds, [(f"n{a}", "subsidiaryOf", f"n{b}", said("s/p1")) for a, b in pairs])
    losses = rank_by_loss(drawn)
    assert rank_by_loss(turned(drawn)) == losses
    brute = [what_if(drawn, [node]) for node in sorted(drawn)]
    assert {loss.without[0] for loss in losses} == {loss.without[0] for loss in brute if loss.total}


def test_the_bundled_graph_by_hand() -> None:
    # Zhongke Lu'an alone covers three stages (p15-s1), and alone is tied to two technologies and the policies that
    # attracted it. Its park and its research centre have one another.
    with zonegraph.open() as kg:
        loss = kg.whatif(["中科潞安"])
        assert [kg.label(each.what).en for each in loss.stages] == [
            "chip manufacture",
            "epitaxial growth",
            "equipment manufacture",
        ]
        assert {each.locators for each in loss.stages} == {("changzhi-2021/p15-s1",)}
        assert sorted(kg.label(node).zh for node in loss.cut_off) == [
            "创新新政",
            "紫外LED关键专利技术",
            "高温MOCVD设备",
        ]
