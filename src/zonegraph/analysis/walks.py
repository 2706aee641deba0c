"""Random walks over a network."""

from __future__ import annotations

import networkx as nx

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
    import igraph

    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    edges = sorted(tuple(sorted((number[a], number[b]))) for a, b in graph.edges())
    flat = igraph.Graph(n=len(nodes), edges=edges)
    shares = flat.personalized_pagerank(damping=WALK_CONTINUES, reset_vertices=[number[start]])
    return {node: round(share, 12) for node, share in zip(nodes, shares, strict=True)}
