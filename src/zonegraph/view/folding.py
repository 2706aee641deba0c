"""What hangs on which cluster, so that a cluster can be folded into one node with all of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

STEPS = 3
"""How far from its cluster a thing may hang."""

LOOSE_KINDS = frozenset(
    {
        "Characteristic",
        "CooperationField",
        "ElementGroup",
        "FrameworkElement",
        "Function",
        "Industry",
        "ReportingVisit",
        "Service",
    }
)
"""Kinds of which each may serve many clusters: they hang on none, nor does anything through them."""

END_KINDS = frozenset({"ElementRealization"})
"""Kinds that may hang on a cluster, but nothing through them: a zone's instrument realises for all."""


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
    >>> nx.set_node_attributes(graph, "Enterprise", "kind")
    >>> graph.add_node("cluster", kind="IndustryCluster")
    >>> homes(graph, {"zone"})
    {'cluster': 'cluster', 'firm': 'cluster', 'product': 'cluster'}
    """
    kinds = {node: str(graph.nodes[node].get("kind")) for node in graph}
    shut = {*walls, *(node for node, kind in kinds.items() if kind in LOOSE_KINDS)}
    clusters = sorted(node for node, kind in kinds.items() if kind == "IndustryCluster")
    return nearest(
        clusters,
        lambda node: (*graph.successors(node), *graph.predecessors(node)),
        shut,
        STEPS,
        {node for node, kind in kinds.items() if kind in END_KINDS},
    )


def nearest(
    starts: Iterable[str],
    neighbours: Callable[[str], Iterable[str]],
    walls: Collection[str],
    steps: int,
    ends: Collection[str] = (),
) -> dict[str, str]:
    """Return the one start to which each node is nearest, within some steps and not through walls.

    Parameters
    ----------
    starts : iterable of str
        Where the walks begin.
    neighbours : callable
        Returns the nodes next to one.
    walls : collection of str
        Nodes that no walk reaches.
    steps : int
        How far a walk goes.
    ends : collection of str, optional
        Nodes that a walk reaches but does not go through.

    Examples
    --------
    >>> next_to = {"a": ["x"], "b": ["y"], "x": ["a", "y"], "y": ["b", "x"]}
    >>> nearest("ab", next_to.__getitem__, (), 5)
    {'a': 'a', 'b': 'b', 'x': 'a', 'y': 'b'}
    """
    claims: dict[str, set[str]] = {start: {start} for start in starts}
    front = dict(claims)
    for _ in range(steps):
        reached: dict[str, set[str]] = {}
        for node in sorted(front):
            for other in neighbours(node):
                if other not in claims and other not in walls:
                    reached.setdefault(other, set()).update(front[node])
        claims |= reached
        front = {node: claim for node, claim in reached.items() if node not in ends}
        if not front:
            break
    return {node: next(iter(claim)) for node, claim in claims.items() if len(claim) == 1}
