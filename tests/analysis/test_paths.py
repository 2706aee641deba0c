"""Paths on a network drawn by hand.

::

    a -- p1 -- b        two ways round, and a hub z that touches a and b
    a -- p2 -- p3 -- b
"""

from __future__ import annotations

import networkx as nx
import pytest

from zonegraph.analysis.paths import find_paths
from zonegraph.model import Evidence, Status


def said(span: str, status: Status = Status.STATED) -> tuple[Evidence, ...]:
    return (Evidence(f"ev:{span}", status, 1.0, (span,)),)


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    drawn.add_node("z", kind="HighTechZone")
    drawn.add_node("alone", kind="Person")
    edges = [
        ("p1", "a"),
        ("p1", "b"),
        ("a", "p2"),
        ("p2", "p3"),
        ("p3", "b"),
        ("a", "z"),
        ("b", "z"),
    ]
    for source, target in edges:
        drawn.add_edge(source, target, "r", relation="r", evidence=said(f"{source}{target}"))
    return drawn


def routes(graph: nx.MultiDiGraph[str], *, hubs: bool = False, count: int = 3) -> list[list[str]]:
    found = find_paths(graph, "a", "b", count, hubs=hubs)
    return [[path[0].source, *(hop.target for hop in path)] for path in found]


def test_paths_differ_and_the_shortest_comes_first(graph: nx.MultiDiGraph[str]) -> None:
    assert routes(graph) == [["a", "p1", "b"], ["a", "p2", "p3", "b"]]
    assert routes(graph, count=1) == [["a", "p1", "b"]]


def test_hubs_are_walked_through_only_if_asked_for(graph: nx.MultiDiGraph[str]) -> None:
    assert ["a", "z", "b"] in routes(graph, hubs=True)


def test_a_hub_may_be_an_end(graph: nx.MultiDiGraph[str]) -> None:
    ((hop,),) = find_paths(graph, "z", "a", 1)
    assert (hop.source, hop.target, hop.forward) == ("z", "a", False)


def test_a_hop_is_the_surest_fact_and_knows_its_direction(graph: nx.MultiDiGraph[str]) -> None:
    graph.add_edge("a", "p1", "s", relation="s", evidence=said("x", Status.INTERPRETED))
    first, second = find_paths(graph, "a", "b", 1)[0]
    assert (first.relation, first.forward, first.evidence) == ("r", False, said("p1a"))
    assert (second.relation, second.forward) == ("r", True)


@pytest.mark.parametrize("end", ["alone", "a", "nowhere"])
def test_what_does_not_connect_has_no_path(graph: nx.MultiDiGraph[str], end: str) -> None:
    assert find_paths(graph, "a", end) == []


def test_order_of_nodes_and_edges_changes_nothing(graph: nx.MultiDiGraph[str]) -> None:
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for source, target, key, data in reversed(list(graph.edges(keys=True, data=True))):
        turned.add_edge(source, target, key, **data)
    assert find_paths(turned, "a", "b") == find_paths(graph, "a", "b")
