"""The part of a graph that one page shows: what surrounds an entity, short of the hubs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.analysis.anchors import Anchor

SMALL = 0.1
"""What a node without a score weighs on a page whose nodes are sized by score."""
SHARED_KINDS = frozenset(
    {
        "AdministrativeArea",
        "Bound",
        "DevelopmentStatus",
        "EvidenceStatus",
        "Framework",
        "HighTechZone",
        "IssueKind",
        "MeasureKind",
        "MediaOutlet",
        "Period",
    }
)
"""Kinds that unrelated entities have in common: a walk through one of them joins all with all."""


def find_hubs(graph: nx.MultiDiGraph[str]) -> frozenset[str]:
    """Return the entities that a walk may reach but must not go through.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes carry ``kind``.

    Returns
    -------
    frozenset of str
        Every entity of a kind that unrelated entities share, such as a zone, an area or a year.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("zone", kind="HighTechZone")
    >>> graph.add_node("firm", kind="Enterprise")
    >>> find_hubs(graph)
    frozenset({'zone'})
    """
    return frozenset(node for node in graph if graph.nodes[node]["kind"] in SHARED_KINDS)


def surroundings(
    graph: nx.MultiDiGraph[str], node: str, depth: int, hubs: Collection[str]
) -> nx.MultiDiGraph[str]:
    """Return everything within a number of steps of an entity, against or along each relation.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The whole graph.
    node : str
        Where the walk starts; it goes on from there even where it is a hub.
    depth : int
        The most steps to take.
    hubs : collection of str
        Entities at which a walk ends.

    Returns
    -------
    networkx.MultiDiGraph
        A copy with every relation among the entities reached.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("firm", "zone"), ("park", "zone"), ("firm", "product")])
    >>> sorted(surroundings(graph, "firm", 2, {"zone"}))
    ['firm', 'product', 'zone']
    """
    reached, edge_of_walk = {node}, {node}
    for _ in range(depth):
        passable = {place for place in edge_of_walk if place == node or place not in hubs}
        edge_of_walk = {
            neighbour
            for place in passable
            for neighbour in (*graph.successors(place), *graph.predecessors(place))
        } - reached
        reached |= edge_of_walk
    return graph.subgraph(reached).copy()


def emphasis(anchors: Iterable[Anchor], network: Iterable[str]) -> dict[str, float] | None:
    """Return sizes by anchor score, where the scores set any enterprises apart."""
    scores = {each.enterprise: each.score for each in anchors if each.score is not None}
    if len(set(scores.values())) < 2:
        return None
    return {node: SMALL + scores.get(node, 0.0) for node in network}
