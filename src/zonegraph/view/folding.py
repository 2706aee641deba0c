"""What hangs on which cluster, so that a cluster can be folded into one node with all of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

STEPS = 3
"""How far from its cluster a thing may hang."""


def homes(graph: nx.MultiDiGraph[str], walls: Collection[str]) -> dict[str, str]:
    """Return the one cluster to which each entity is nearest.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes carry ``kind``.
    walls : collection of str
        Entities that unrelated ones share: no way leads through them, and they hang on none.

    Returns
    -------
    dict of str to str
        Cluster by entity; what is as near to two clusters, or to none, is left out.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("firm", "cluster"), ("product", "firm"), ("firm", "zone")])
    >>> graph.add_node("cluster", kind="IndustryCluster")
    >>> homes(graph, {"zone"})
    {'cluster': 'cluster', 'firm': 'cluster', 'product': 'cluster'}
    """
    clusters = sorted(node for node in graph if graph.nodes[node].get("kind") == "IndustryCluster")
    claims: dict[str, set[str]] = {cluster: {cluster} for cluster in clusters}
    front = dict(claims)
    for _ in range(STEPS):
        reached: dict[str, set[str]] = {}
        for node in sorted(front):
            for other in (*graph.successors(node), *graph.predecessors(node)):
                if other not in claims and other not in walls:
                    reached.setdefault(other, set()).update(front[node])
        claims |= reached
        front = reached
    return {node: next(iter(claim)) for node, claim in claims.items() if len(claim) == 1}
