"""What enterprises share: the one-mode projection of a bipartite network."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from zonegraph.analysis.neighbourhood import FIRM_KINDS, kind_of


@dataclass(frozen=True, slots=True)
class Shared:
    """Two enterprises, and what ties both to it.

    Attributes
    ----------
    one, other : str
        IRIs.
    weight : float
        Each thing shared counts one over its other sharers (Newman 2001, Physical Review E 64, 016132).
    things : tuple of str
        IRIs of what they share.
    """

    one: str
    other: str
    weight: float
    things: tuple[str, ...]


def shared_ties(graph: nx.MultiDiGraph[str], relation: str) -> list[Shared]:
    """Return the pairs of enterprises that share what a relation ties them to, the strongest first.

    The one-mode projection of the bipartite network of enterprises and, for ``"tenantOf"``, sites; for
    ``"participatesIn"`` partnerships; for ``"operatesIn"`` industries.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from(["a", "b"], kind="Enterprise")
    >>> for firm in "ab":
    ...     _ = graph.add_edge(firm, "park", relation="tenantOf", evidence=())
    >>> [(each.one, each.other, each.weight) for each in shared_ties(graph, "tenantOf")]
    [('a', 'b', 1.0)]
    """
    sharers: dict[str, set[str]] = defaultdict(set)
    for source, target, data in graph.edges(data=True):
        if data["relation"] == relation and kind_of(graph, source) in FIRM_KINDS:
            sharers[target].add(source)
    things: dict[tuple[str, str], list[str]] = defaultdict(list)
    for thing, firms in sorted(sharers.items()):
        for one, other in combinations(sorted(firms), 2):
            things[one, other].append(thing)
    found = [
        Shared(one, other, sum(1 / (len(sharers[thing]) - 1) for thing in both), tuple(both))
        for (one, other), both in things.items()
    ]
    return sorted(found, key=lambda each: (-each.weight, each.one, each.other))
