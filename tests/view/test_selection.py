"""What surrounds an entity, short of the hubs."""

from __future__ import annotations

import networkx as nx
import pytest

from zonegraph.view.selection import find_hubs, surroundings


@pytest.fixture
def chain() -> nx.MultiDiGraph[str]:
    """cluster <- firm -> product -> standard, and a zone that everything lies in."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, kind in (
        ("cluster", "IndustryCluster"),
        ("firm", "Enterprise"),
        ("product", "Product"),
        ("standard", "Standard"),
        ("zone", "HighTechZone"),
        ("stranger", "Enterprise"),
    ):
        graph.add_node(name, kind=kind)
    for subject, object_, relation in (
        ("firm", "cluster", "memberOfCluster"),
        ("firm", "product", "producesProduct"),
        ("product", "standard", "appliesTo"),
        ("firm", "zone", "locatedIn"),
        ("stranger", "zone", "locatedIn"),
    ):
        graph.add_edge(subject, object_, key=relation)
    return graph


def test_a_cluster_sees_two_steps_far(chain: nx.MultiDiGraph[str]) -> None:
    found = surroundings(chain, "cluster", 2, find_hubs(chain))
    assert set(found) == {"cluster", "firm", "product", "zone"}


def test_no_walk_goes_through_a_hub(chain: nx.MultiDiGraph[str]) -> None:
    found = surroundings(chain, "cluster", 9, find_hubs(chain))
    assert "zone" in found
    assert "stranger" not in found


def test_a_walk_from_a_hub_goes_on(chain: nx.MultiDiGraph[str]) -> None:
    assert set(surroundings(chain, "zone", 1, find_hubs(chain))) == {"zone", "firm", "stranger"}


def test_no_step_is_the_entity_alone(chain: nx.MultiDiGraph[str]) -> None:
    assert list(surroundings(chain, "firm", 0, ())) == ["firm"]


def test_the_selection_is_a_copy_with_all_relations_inside(chain: nx.MultiDiGraph[str]) -> None:
    found = surroundings(chain, "firm", 1, ())
    assert set(found.edges(keys=True)) == {
        ("firm", "cluster", "memberOfCluster"),
        ("firm", "product", "producesProduct"),
        ("firm", "zone", "locatedIn"),
    }
    found.nodes["firm"]["kind"] = "Person"
    assert chain.nodes["firm"]["kind"] == "Enterprise"


def test_hubs_are_the_kinds_that_strangers_share(chain: nx.MultiDiGraph[str]) -> None:
    assert find_hubs(chain) == {"zone"}
