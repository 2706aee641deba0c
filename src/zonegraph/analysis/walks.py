"""Random walks over a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    import igraph

WALK_CONTINUES = 0.85
"""Probability that a walk goes on rather than jump back, as in Brin & Page (1998)."""


def personalised_pagerank(graph: nx.Graph[str], start: str) -> dict[str, float]:
    """Return how often a random walk that keeps jumping back to one node visits every node.

    Haveliwala (2002), *Topic-sensitive PageRank*, WWW '02. igraph computes it: networkx would bring scipy.

    Parameters
    ----------
    graph : networkx.Graph
        An undirected network.
    start : str
        The node the walk starts from and jumps back to.

    Returns
    -------
    dict of str to float
        Every node's share of visits, to twelve digits, so that equals come out equal; they sum to 1.

    Examples
    --------
    >>> visits = personalised_pagerank(nx.path_graph(["a", "b", "c"]), "a")
    >>> visits["a"] > visits["c"], round(sum(visits.values()), 6)
    (True, 1.0)
    """
    nodes = sorted(graph)
    reset = [nodes.index(start)]
    shares = to_igraph(graph).personalized_pagerank(damping=WALK_CONTINUES, reset_vertices=reset)
    return {node: round(share, 12) for node, share in zip(nodes, shares, strict=True)}


def to_igraph(graph: nx.Graph[str]) -> igraph.Graph:
    """Return an undirected network as igraph has it, its nodes numbered in their order.

    Sorted numbers, so that neither the order of edges nor the hash seed can change a result.
    """
    import igraph

    number = {node: index for index, node in enumerate(sorted(graph))}
    edges = sorted(tuple(sorted((number[a], number[b]))) for a, b in graph.edges())
    return igraph.Graph(n=len(number), edges=edges)
