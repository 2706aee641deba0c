"""Positions: by structure, without overlaps, the same on every run."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from statistics import mean

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonegraph.view.layout import STRESS_LIMIT, Box, arrange

SMALL = Box(10, 10, 10)


def overlaps(
    places: dict[str, tuple[int, int]], boxes: dict[str, Box]
) -> Iterator[tuple[str, str]]:
    """Pairs whose boxes overlap by more than the pixel that rounding takes."""
    for one, other in itertools.combinations(sorted(places), 2):
        (ax, ay), (bx, by) = places[one], places[other]
        a, b = boxes[one], boxes[other]
        across = a.aside + b.aside - abs(ax - bx)
        down = min(ay + a.below, by + b.below) - max(ay - a.above, by - b.above)
        if across > 1 and down > 1:
            yield one, other


def two_cliques(size: int = 8) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for side in "lr":
        graph.add_edges_from(itertools.combinations([f"{side}{n}" for n in range(size)], 2))
    graph.add_edge("l0", "r0")
    return graph


def test_an_empty_graph_has_no_positions() -> None:
    assert arrange(nx.MultiDiGraph(), {}) == {}


def test_one_node_stands_in_the_middle() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "a")])
    assert arrange(graph, {"a": SMALL}) == {"a": (0, 0)}


def test_boxes_do_not_overlap(ecosystem: nx.MultiDiGraph[str]) -> None:
    wide = {node: Box(40, 12, 30) for node in ecosystem}
    assert not list(overlaps(arrange(ecosystem, wide), wide))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60),
    st.lists(st.tuples(*[st.integers(4, 60)] * 3), min_size=26, max_size=26),
)
def test_no_graph_and_no_boxes_overlap(
    edges: list[tuple[int, int]], sides: list[tuple[int, int, int]]
) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([(f"n{u}", f"n{v}") for u, v in edges])
    boxes = {f"n{number}": Box(*side) for number, side in enumerate(sides)}
    assert not list(overlaps(arrange(graph, boxes), boxes))


def test_communities_stay_together() -> None:
    graph = two_cliques()
    places = arrange(graph, dict.fromkeys(graph, SMALL))
    pairs = list(itertools.combinations(sorted(places), 2))
    inside = mean(math.dist(places[a], places[b]) for a, b in pairs if a[0] == b[0])
    between = mean(math.dist(places[a], places[b]) for a, b in pairs if a[0] != b[0])
    assert between > 1.5 * inside


def test_a_hub_does_not_draw_others_together() -> None:
    apart = two_cliques()
    apart.remove_edge("l0", "r0")
    hubbed = apart.copy()
    hubbed.add_edges_from((node, "hub") for node in list(apart))
    boxes = dict.fromkeys([*hubbed], SMALL)
    places = arrange(hubbed, boxes, {"hub"})
    alone = arrange(apart, boxes)
    for side in "lr":
        members = [f"{side}{number}" for number in range(8)]
        assert spread(places, members) == pytest.approx(spread(alone, members), abs=2)


def spread(places: dict[str, tuple[int, int]], members: list[str]) -> float:
    return max(math.dist(places[a], places[b]) for a, b in itertools.combinations(members, 2))


def test_a_node_that_has_only_the_hub_stays_near_it() -> None:
    graph = two_cliques()
    graph.add_edges_from((node, "hub") for node in [*graph])
    graph.add_edges_from((f"leaf{number}", "hub") for number in range(5))
    places = arrange(graph, dict.fromkeys(graph, SMALL), {"hub"})
    leaves = [math.dist(places[f"leaf{number}"], places["hub"]) for number in range(5)]
    others = [math.dist(places[node], places["hub"]) for node in graph if node[0] in "lr"]
    assert max(leaves) < mean(others)


def test_the_order_in_which_a_graph_was_made_does_not_matter(
    ecosystem: nx.MultiDiGraph[str],
) -> None:
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(ecosystem.nodes(data=True))))
    turned.add_edges_from((v, u) for u, v in reversed(list(ecosystem.edges())))
    boxes = dict.fromkeys(ecosystem, SMALL)
    assert arrange(turned, boxes) == arrange(ecosystem, boxes)


def test_the_random_numbers_of_others_are_left_alone(ecosystem: nx.MultiDiGraph[str]) -> None:
    import random

    import igraph

    random.seed(7)
    expected = igraph.Graph.Erdos_Renyi(n=30, m=60).get_edgelist()
    random.seed(7)
    arrange(ecosystem, dict.fromkeys(ecosystem, SMALL))
    assert igraph.Graph.Erdos_Renyi(n=30, m=60).get_edgelist() == expected


def test_a_large_group_is_laid_out_too() -> None:
    tree = nx.random_labeled_tree(STRESS_LIMIT + 60, seed=3)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph((str(u), str(v)) for u, v in tree.edges())
    boxes = dict.fromkeys(graph, SMALL)
    places = arrange(graph, boxes)
    assert not list(overlaps(places, boxes))
    assert places == arrange(graph, boxes)
