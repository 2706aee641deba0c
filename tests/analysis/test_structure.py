"""Structure by hand: summary, core, communities, what is shared, zones and comparison."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonegraph.analysis.communities import adjusted_rand_index, communities
from zonegraph.analysis.comparison import Side, compare, sides_by_zone
from zonegraph.analysis.figures import Figure
from zonegraph.analysis.sharing import shared_ties
from zonegraph.analysis.structure import core_periphery, gini, summarise
from zonegraph.analysis.zones import zone_parts

from .conftest import network, said, turned

SCRIPT = """
import zonegraph
from zonegraph.analysis.communities import communities
from zonegraph.analysis.structure import core_periphery
with zonegraph.open() as kg:
    network = kg.network()
print(communities(network), communities(network, "louvain"), core_periphery(network))
"""


def firms(pairs: str) -> nx.MultiDiGraph[str]:
    ends = [pair.split("-") for pair in pairs.split()]
    kinds = {node: "Enterprise" for pair in ends for node in pair}
    return network(kinds, [(a, "subsidiaryOf", b, said("s/p1")) for a, b in ends])


def test_a_triangle_with_a_tail_in_figures() -> None:
    # Four entities, four ties of six possible; paths: 4 of one, 2 of two: mean 8/6; one triangle of five triples.
    found = summarise(firms("a-b b-c a-c c-d"))
    assert (found.tied, found.ties, found.components, found.largest, found.diameter) == (
        4,
        4,
        1,
        4,
        2,
    )
    assert found.density == pytest.approx(4 / 6)
    assert found.mean_path == pytest.approx(8 / 6)
    assert found.clustering == pytest.approx(3 / 5)
    # Degrees 1 2 2 3: 2 * (1 + 4 + 6 + 12) / (4 * 8) - 5 / 4.
    assert found.degree_gini == pytest.approx(2 * 23 / 32 - 5 / 4)
    assert found.assortativity is None


def test_ties_between_unlike_kinds_are_disassortative() -> None:
    kinds = {"a": "Enterprise", "b": "Enterprise", "x": "Project", "y": "Project"}
    edges = [("x", "carriedOutBy", "a", said("s")), ("y", "carriedOutBy", "b", said("s"))]
    assert summarise(network(kinds, edges)).assortativity == pytest.approx(-1)


def test_an_empty_network_has_a_summary() -> None:
    found = summarise(nx.MultiDiGraph())
    assert (found.entities, found.ties, found.density, found.diameter) == (0, 0, 0, 0)


@given(st.lists(st.integers(0, 50), min_size=1))
def test_gini_lies_between_nought_and_one(values: list[int]) -> None:
    assert -1e-12 <= gini(values) < 1


def test_two_triangles_on_a_bridge_are_two_communities() -> None:
    graph = firms("a-b b-c a-c c-d d-e e-f d-f")
    for method in ("leiden", "louvain"):
        found = communities(graph, method)
        assert found.parts == (("a", "b", "c"), ("d", "e", "f"))
        # Seven ties, one of them between: 6/7 - 2 * (7/14)**2.
        assert found.modularity == pytest.approx(6 / 7 - 0.5)
        assert found.agreement is None


def test_communities_beside_stated_clusters() -> None:
    graph = firms("a-b b-c a-c c-d d-e e-f d-f")
    for cluster, belonging in (("one", "abc"), ("two", "def")):
        graph.add_node(cluster, kind="IndustryCluster")
        for firm in belonging:
            graph.add_edge(firm, cluster, key="m", relation="memberOfCluster", evidence=said("s"))
    found = communities(graph)
    assert (found.agreement, found.compared) == (1.0, 6)


def test_adjusted_rand_index_as_published() -> None:
    # Hubert & Arabie's table by hand: rows 2 2 1, columns 3 2, cells 2 1 1 1 -> pairs 1, rows 2, columns 4, of 10.
    assert adjusted_rand_index([1, 1, 2, 2, 3], "xxxyy") == pytest.approx((1 - 0.8) / (3 - 0.8))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2))
def test_adjusted_rand_index_is_the_same_either_way(pairs: list[tuple[int, int]]) -> None:
    one, other = zip(*pairs, strict=True)
    assert adjusted_rand_index(one, other) == adjusted_rand_index(other, one)
    assert adjusted_rand_index(one, one) == 1


def test_a_core_is_what_all_are_tied_to() -> None:
    found = core_periphery(firms("x-y a-x a-y b-x b-y c-x c-y"))
    assert (found.entities, found.fit) == (("x", "y"), 1.0)
    assert found.shells == {"a": 2, "b": 2, "c": 2, "x": 2, "y": 2}


def test_structure_is_the_same_whatever_the_order_and_the_hash_seed() -> None:
    graph = firms("a-b b-c a-c c-d d-e e-f d-f x-y y-z")
    assert communities(turned(graph)) == communities(graph)
    assert core_periphery(turned(graph)) == core_periphery(graph)
    printed = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(printed) == 1


def test_what_many_share_weighs_less() -> None:
    # a, b, c share one park (1/2 for each pair), a and b a second (1): 1.5.
    kinds = dict.fromkeys("abc", "Enterprise") | {"p": "IndustrialPark", "q": "IndustrialPark"}
    edges = [(firm, "tenantOf", "p", said("s")) for firm in "abc"]
    edges += [(firm, "tenantOf", "q", said("s")) for firm in "ab"]
    found = shared_ties(network(kinds, edges), "tenantOf")
    assert [(each.one, each.other, each.weight, each.things) for each in found] == [
        ("a", "b", 1.5, ("p", "q")),
        ("a", "c", 0.5, ("p",)),
        ("b", "c", 0.5, ("p",)),
    ]


@pytest.fixture
def two_zones() -> nx.MultiDiGraph[str]:
    kinds = {"east": "HighTechZone", "west": "HighTechZone", "led": "Industry", "a": "Enterprise"}
    kinds |= {
        "b": "Enterprise",
        "lab": "Facility",
        "cluster": "IndustryCluster",
        "stranger": "Enterprise",
    }
    return network(
        kinds,
        [
            ("a", "locatedIn", "east", said("s")),
            ("b", "locatedIn", "west", said("s")),
            ("a", "operatesIn", "led", said("s")),
            ("stranger", "operatesIn", "led", said("s")),
            ("a", "develops", "lab", said("s")),
            ("cluster", "locatedIn", "west", said("s")),
            ("b", "leadingEnterpriseOf", "cluster", said("s")),
        ],
    )


def test_an_entity_belongs_to_the_zone_it_is_nearest_to(two_zones: nx.MultiDiGraph[str]) -> None:
    parts = zone_parts(two_zones)
    assert parts["east"] == {"east", "a", "lab", "led"}
    assert parts["west"] == {"west", "b", "cluster"}
    assert zone_parts(turned(two_zones)) == parts


def test_zones_side_by_side(two_zones: nx.MultiDiGraph[str]) -> None:
    about = ("i", "p", Decimal(5), "NUM", "Exact", "Level", "5项", (), (), ())
    figure = Figure("o", ("east",), *about)
    names, sides = sides_by_zone(two_zones, [figure], ["west", "east"])
    lines = {(line.section, line.what): line.values for line in compare(sides, "frame", ["one"])}
    assert names == ["west", "east"]
    assert lines["entities", "Enterprise"] == (1, 1)
    assert lines["entities", "Facility"] == (None, 1)
    assert lines["clusters", "cluster"] == (1, None)
    assert lines["anchors", "cluster"] == (("b",), None)
    assert lines["elements", "one"] == ((0, 1), None)
    assert lines["figures", "i Level NUM"] == (None, (figure,))


def test_what_is_unknown_on_a_side_is_not_nought() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    lines = compare([Side(firms("a-b"), ()), Side(empty, ())], "frame", ["one"])
    assert lines[0].values == (2, None)
    assert lines[-1].values == (None, None)


def test_igraph_and_networkx_agree() -> None:
    drawn = nx.gnm_random_graph(40, 90, seed=3)
    graph = firms(" ".join(f"n{a:02}-n{b:02}" for a, b in drawn.edges()))
    plain: nx.Graph[str] = nx.Graph(graph.edges())
    core = plain.subgraph(max(nx.connected_components(plain), key=len))
    found = summarise(graph)
    assert found.diameter == nx.diameter(core)
    assert found.mean_path == pytest.approx(nx.average_shortest_path_length(core))
    assert found.clustering == pytest.approx(nx.transitivity(plain))
    parts = communities(graph, "louvain")
    assert parts.modularity == pytest.approx(nx.community.modularity(plain, map(set, parts.parts)))
